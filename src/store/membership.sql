-- Steps of member cities; store/membership.h.
-- name: member_step_add
-- gives: none
-- in: member_id int, step text, now int, way text, by_person int?, why text
insert into member_step (member_id, number, step, at, way, by_person, why)
values (:member_id, (select coalesce(max(number), 0) + 1 from member_step where member_id = :member_id), :step, :now, :way,
    :by_person, :why);

-- name: member_step_last
-- gives: one
-- in: member_id int
-- out: number int, step text, at int, way text, by_person int?
select number, step, at, way, by_person
from member_step
where member_id = :member_id
order by number desc
limit 1;

-- Any that is or was a member city, by one of its keys; of a city that is in no list by its name. One that takes part first.
-- name: member_find
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?, name text, country text
-- out: id int, uid text, name text, step text
select m.id, m.uid, m.name, s.step
from member_city m
cross join member_step s
where s.member_id = m.id and s.number = (select max(l.number) from member_step l where l.member_id = m.id) and (m.lau_id = :lau_id or m.gss_code = :gss_code or m.geonames_id = :geonames_id
    or (m.lau_id is null and m.gss_code is null and m.geonames_id is null and m.country = :country and m.name = :name))
order by case s.step when 'left' then 1 else 0 end, m.id
limit 1;

-- The steps of a city, the newest first, with who did each; of another city that suggested something the city only.
-- name: member_steps
-- gives: many 200
-- in: member_uid text
-- out: number int, step text, at int, way text, by_name text?, why text, until int?, reasons text, by_city text?
select s.number, s.step, s.at, s.way, case when s.by_member is null then p.name end as by_name, s.why, s.until, s.reasons,
    (select b.name from member_city b where b.id = s.by_member) as by_city
from member_step s left join person p on p.id = s.by_person
where s.member_id = (select id from member_city where uid = :member_uid)
order by s.number desc
limit 200;

-- Who brought it: member cities that suggested it, and when it was invited.
-- name: member_brought
-- gives: many 100
-- in: member_uid text
-- out: city text, country text, made_at int, invited_at int?
select m.name as city, m.country, v.made_at, s.invited_at
from suggestion s
join suggestion_voice v on v.suggestion_id = s.id
join member_city m on m.id = v.member_id
where v.withdrawn_at is null and s.member_id = (select id from member_city where uid = :member_uid)
order by v.made_at, v.member_id
limit 100;

-- One of them, for a mail.
-- name: member_step_find
-- gives: one
-- in: member_id int, number int
-- out: member_uid text, city text, step text, at int, way text, by_person int?, by_name text?, why text, until int?, by_city text?
select m.uid as member_uid, m.name as city, s.step, s.at, s.way, s.by_person, case when s.by_member is null then p.name end as by_name,
    s.why, s.until, (select b.name from member_city b where b.id = s.by_member) as by_city
from member_step s join member_city m on m.id = s.member_id
left join person p on p.id = s.by_person
where s.member_id = :member_id and s.number = :number;

-- Those who act for a city, or run the network; main contacts first, then colleagues, then coordinators.
-- name: member_step_told
-- gives: many 300
-- in: member_id int, now int
-- out: person_id int, name text, mail text, language text, role text
select p.id as person_id, p.name, p.mail, p.language, r.role
from person_role r join person p on p.id = r.person_id
where p.state = 'active' and (r.until is null or r.until > :now)
    and (r.member_id = :member_id or (r.member_id is null and r.role = 'coordinator'))
order by case r.role when 'main_contact' then 1 when 'colleague' then 2 else 3 end, p.id
limit 300;

-- The roles of a city that stand, also of people who are blocked.
-- name: member_roles
-- gives: many 300
-- in: member_id int, now int
-- out: person_id int, name text, role text
select r.person_id, p.name, r.role
from person_role r join person p on p.id = r.person_id
where r.member_id = :member_id and (r.until is null or r.until > :now)
order by r.id
limit 300;

-- Since when a city of the evidence is a member city, for everybody: a pause does not show. And its last step, which says whether it leads.
-- name: member_since
-- gives: one
-- in: id city_id
-- out: since int?, step text?, step_at int?, until int?, leads_since int?
select max((select max(s.at) from member_step s where s.member_id = m.id and s.step = 'joined')) as since,
    max((select l.step from member_step l where l.member_id = m.id order by l.number desc limit 1)) as step,
    max((select l.at from member_step l where l.member_id = m.id order by l.number desc limit 1)) as step_at,
    max((select l.until from member_step l where l.member_id = m.id order by l.number desc limit 1)) as until,
    max((select max(b.at) from member_step b where b.member_id = m.id and b.step = 'leads')) as leads_since
from (
    select k.id from city c join member_city k on k.lau_id = c.lau_id where c.id = :id
    union
    select k.id from city c join member_city k on k.gss_code = c.gss_code where c.id = :id
    union
    select k.id from city c join member_city k on k.geonames_id = c.geonames_id where c.id = :id
) i
cross join member_city m
where m.id = i.id
    and (select l.step from member_step l where l.member_id = m.id order by l.number desc limit 1) <> 'left'
    and exists (select 1 from member_step j where j.member_id = m.id and j.step = 'joined');

-- What a city said of itself, when it has left so long ago.
-- name: member_forget_items
-- gives: none
-- in: before int
delete from profile_item
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: member_forget_profile
-- gives: none
-- in: before int
delete from profile
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: member_forget_traits
-- gives: none
-- in: before int
delete from trait
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: member_forget_trait_cards
-- gives: none
-- in: before int
delete from trait_card
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: member_forget_area
-- gives: none
-- in: before int
delete from member_area
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));
