-- What is open, who waits, what runs when: for handing over; web/handover.
-- Who waits for an answer of those who run the network, who has waited longest first. city: '' of a remark and of a rule of funding.
-- name: handover_waiting
-- gives: many 100
-- in: now int
-- out: kind text, city text, about text, since int
select 'application' as kind, a.city, a.uid as about, a.made_at as since
from application a
where a.state = 'waiting' and a.ends_at > :now
union all
select 'suggestion', s.city, s.uid, s.made_at
from suggestion s
where s.state = 'suggested' and exists (
    select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null)
union all
select 'remark', '', cast(r.id as text), r.created_at
from remark r
where r.state = 'waiting'
union all
select 'rule', '', f.rule, f.changed_at
from funding_rule f
where f.state = 'asked'
order by since, about
limit 100;

-- Cities that were invited and have not joined, the longest ago first.
-- name: handover_invited
-- gives: many 100
-- out: uid text, city text, country text, invited_at int
select uid, city, country, invited_at
from suggestion
where state = 'invited'
order by invited_at, id
limit 100;

-- Cities whose newest commitment ends before that time, has ended, or that have signed none (ends_at 0).
-- name: handover_commitments
-- gives: many 100
-- in: before int
-- out: uid text, city text, country text, ends_at int
select q.uid, q.city, q.country, q.ends_at
from (
    select m.uid, m.name as city, m.country,
        coalesce((select c.ends_at from commitment c where c.member_id = m.id order by c.id desc limit 1), 0) as ends_at
    from member_city m
    where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
) q
where q.ends_at <= :before
order by q.ends_at, q.city, q.uid
limit 100;

-- Who runs the network.
-- name: handover_people
-- gives: many 100
-- in: now int
-- out: id int, name text, mail text, administrator int, coordinator int, second_step bool, blocked bool
select p.id, p.name, p.mail,
    (select count(*) from person_role r where r.person_id = p.id and r.role = 'administrator' and (r.until is null or r.until > :now))
        as administrator,
    (select count(*) from person_role r where r.person_id = p.id and r.role = 'coordinator' and (r.until is null or r.until > :now))
        as coordinator,
    case when p.totp = '' then 0 else 1 end as second_step, case when p.state = 'blocked' then 1 else 0 end as blocked
from person p
where p.state <> 'erased' and p.id in (
    select r.person_id
    from person_role r
    where r.member_id is null and r.role in ('administrator', 'coordinator') and (r.until is null or r.until > :now))
order by p.name, p.id
limit 100;

-- The last of each kind of work.
-- name: handover_jobs
-- gives: many 50
-- out: id int, kind text, state text, created_at int, ended_at int?
select j.id, j.kind, j.state, j.created_at, j.ended_at
from job j
where j.id in (select max(k.id) from job k group by k.kind)
order by j.kind
limit 50;

-- name: handover_mail
-- gives: one
-- out: waiting int, dead int, week_at int?
select (select count(*) from mail where state = 'waiting') as waiting, (select count(*) from mail where state = 'dead') as dead,
    (select max(sent_at) from mail where kind = 'week') as week_at;
