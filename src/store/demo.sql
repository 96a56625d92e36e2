-- A demonstration network (store/demo.h).

-- Whether anybody is here, or anything was set.
-- name: demo_use
-- gives: one
-- out: is_demo int, uses int
select (select count(*) from setting where name = 'demo' and value = 'yes') as is_demo,
    (select count(*) from person) + (select count(*) from member_city) + (select count(*) from application) +
    (select count(*) from suggestion) + (select count(*) from curious) + (select count(*) from setting) as uses;

-- People with each role, those of cities first; nobody where there is no demonstration.
-- name: demo_people
-- gives: many 1000
-- in: now int
-- out: person_id int, name text, mail text, role text, city text
select p.id as person_id, p.name, p.mail, coalesce(r.role, '') as role, coalesce(m.name, '') as city
from person p
left join person_role r on r.person_id = p.id and (r.until is null or r.until > :now)
left join member_city m on m.id = r.member_id
where p.state = 'active' and exists (select 1 from setting s where s.name = 'demo' and s.value = 'yes')
order by case r.role when 'main_contact' then 0 when 'colleague' then 1 when 'coordinator' then 2 else 3 end, p.id, r.id
limit 1000;

-- Funding calls whose deadlines are within a time, in their order.
-- name: demo_calls
-- gives: many 200
-- in: since int, until int
-- out: key text, title text, identifier text
select f.key, f.title, f.identifier
from funding_call f
join funding_call_deadline d on d.call_id = f.id
where d.closes_at > :since and d.closes_at <= :until
order by d.closes_at, f.id
limit 200;
