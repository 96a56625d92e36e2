-- How the network grows, and who has not been heard from; web/growth.
-- name: growth_steps
-- gives: many 20000
-- out: at int, joined bool
select at, case when step = 'joined' then 1 else 0 end as joined
from member_step
where step in ('joined', 'left')
order by at, member_id, number
limit 20000;

-- Member cities for which nobody has signed in since a time, the longest ago first; those without anybody on top. None
-- that joined since and has people. "not exists" says the same as "seen_at < since", and looks no further at a city than to
-- the first of its people who was here: with 500,000 people the whole took four seconds.
-- name: growth_quiet
-- gives: many 100
-- in: now int, since int
-- out: uid text, name text, country text, people int, seen_at int?, mail text?
select q.uid, q.name, q.country, q.people, q.seen_at, q.mail
from (
    select m.uid, m.name, m.country,
        (select min(p.mail)
         from person_role r join person p on p.id = r.person_id
         where r.member_id = m.id and r.role = 'main_contact' and p.state = 'active' and (r.until is null or r.until > :now)) as mail,
        (select count(distinct r.person_id)
         from person_role r
         where r.member_id = m.id and (r.until is null or r.until > :now)) as people,
        (select max(coalesce((select max(s.seen_at) from login_session s where s.person_id = p.id), p.signed_in_at))
         from person_role r join person p on p.id = r.person_id
         where r.member_id = m.id and (r.until is null or r.until > :now)) as seen_at
    from member_city m
    where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
        and (not exists (select 1 from person_role r where r.member_id = m.id and (r.until is null or r.until > :now))
            or (select min(s.at) from member_step s where s.member_id = m.id) < :since)
        and not exists (
            select 1
            from person_role r
            join person p on p.id = r.person_id
            where r.member_id = m.id and (r.until is null or r.until > :now)
                and (p.signed_in_at >= :since
                    or exists (select 1 from login_session l where l.person_id = p.id and l.seen_at >= :since)))
) q
where q.seen_at is null or q.seen_at < :since
order by coalesce(q.seen_at, 0), q.name, q.uid
limit 100;

-- In one line: how many there are, and what became of it since a time.
-- name: growth_line
-- gives: one
-- in: since int
-- out: cities int, joined int, ended int
select (select count(*)
        from member_city m
        where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left') as cities,
    (select count(*) from member_step where step = 'joined' and at > :since) as joined,
    (select count(*) from member_step where step = 'left' and at > :since) as ended;
