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
join member_step s on s.member_id = m.id and s.number = (select max(l.number) from member_step l where l.member_id = m.id)
where m.lau_id = :lau_id or m.gss_code = :gss_code or m.geonames_id = :geonames_id
    or (m.lau_id is null and m.gss_code is null and m.geonames_id is null and m.country = :country and m.name = :name)
order by case s.step when 'left' then 1 else 0 end, m.id
limit 1;
