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

-- A city of it, with whom its leadership programme is prepared by; colleague 0: none.
-- name: demo_host
-- gives: one
-- in: name text
-- out: id int, uid text, person int, colleague int
select m.id, m.uid, r.person_id as person,
    coalesce((select min(c.person_id) from person_role c where c.member_id = m.id and c.role = 'colleague'), 0) as colleague
from member_city m
join person_role r on r.member_id = m.id and r.role = 'main_contact'
where m.name = :name and exists (select 1 from setting s where s.name = 'demo' and s.value = 'yes')
order by r.id
limit 1;

-- The project that is most about a theme; none where there is no evidence.
-- name: demo_project
-- gives: many 1
-- in: theme_id theme_id
-- out: id project_id
select project_id as id
from project_theme
where theme_id = :theme_id
order by score desc, project_id
limit 1;

-- By what ties are broken: a chance number might be the key of a real city.
-- name: demo_vote_seed
-- gives: none
-- in: programme_id int
update vote
set seed = id
where programme_id = :programme_id;

-- What a group of the room wrote, in its order; the groups of a block.
-- name: demo_cards
-- gives: many 200
-- in: block_uid text, group_number int
-- out: uid text
select c.uid
from programme_block b
join breakout_block k on k.block_id = b.id
join breakout_card c on c.breakout_id = k.breakout_id
where b.uid = :block_uid and c.group_number = :group_number
order by c.id
limit 200;
