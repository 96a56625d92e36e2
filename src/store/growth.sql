-- How the network grows, and who has not been heard from; web/growth.
-- name: growth_steps
-- gives: many 20000
-- out: at int, joined bool
select at, case when step = 'joined' then 1 else 0 end as joined
from member_step
where step in ('joined', 'left')
order by at, member_id, number
limit 20000;

-- Member cities of which nobody was here since a time, the longest ago first; those without anybody on top. None that
-- joined since and has people. heard_at is what desk_staff counts by as well.
-- name: growth_quiet
-- gives: many 100
-- in: now int, since int
-- out: uid text, name text, country text, people int, seen_at int?, mail text?
select m.uid, m.name, m.country,
    (select count(distinct r.person_id)
     from person_role r
     where r.member_id = m.id and (r.until is null or r.until > :now)) as people,
    case when m.heard_at > 0 then m.heard_at end as seen_at,
    (select min(p.mail)
     from person_role r join person p on p.id = r.person_id
     where r.member_id = m.id and r.role = 'main_contact' and p.state = 'active' and (r.until is null or r.until > :now)) as mail
from member_city m
where m.heard_at < :since
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and (m.heard_at > 0 or (select min(s.at) from member_step s where s.member_id = m.id) < :since
        or not exists (select 1 from person_role r where r.member_id = m.id and (r.until is null or r.until > :now)))
order by m.heard_at, m.name, m.uid
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

-- How many people live in member cities, and around them in the areas that they let member cities see: each place once, and none
-- that is a member city itself.
-- name: growth_reach
-- gives: one
-- out: cities int, people int?, around int?
with m as (
    select x.id, (
        select min(k.id)
        from city k
        where k.lau_id = x.lau_id or k.gss_code = x.gss_code or k.geonames_id = x.geonames_id) as city_id
    from member_city x
    where (select s.step from member_step s where s.member_id = x.id order by s.number desc limit 1) <> 'left'
), around as (
    select distinct (
        select min(k.id)
        from city k
        where k.lau_id = a.lau_id or k.gss_code = a.gss_code or k.geonames_id = a.geonames_id) as city_id
    from m
    join trait_card t on t.member_id = m.id and t.card = 'area' and t.seen_by = 'members'
    join member_area a on a.member_id = m.id
)
select (select count(*) from m) as cities,
    (select cast(sum(c.population) as bigint) from city c where c.id in (select m.city_id from m)) as people,
    (select cast(sum(c.population) as bigint)
     from around n
     join city c on c.id = n.city_id
     where not exists (select 1 from m where m.city_id = n.city_id)) as around;
