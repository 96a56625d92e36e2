-- The area around a member city: municipalities that it serves; store/area.h.
-- The city itself in the evidence.
-- name: area_middle
-- gives: one
-- in: member_uid text
-- out: name text, country text, population int?, population_source text?, population_year int?, latitude_micro int?, longitude_micro int?
select c.name, c.country, c.population, ps.name as population_source, c.population_year, c.latitude_micro,
    c.longitude_micro
from city c
left join source ps on ps.id = c.population_source_id
where c.id = (
    select min(k.id)
    from member_city m
    join city k on k.id = (
        select min(q.id)
        from city q
        where q.lau_id = m.lau_id or q.gss_code = m.gss_code or q.geonames_id = m.geonames_id)
    where m.uid = :member_uid);

-- All within a box, without what has no position.
-- name: area_within
-- gives: many 5000
-- in: south int, north int, west int, east int
-- out: name text, country text, lau_id text?, gss_code text?, geonames_id int?, population int?, population_source text?, population_year int?, latitude_micro int, longitude_micro int
select c.name, c.country, c.lau_id, c.gss_code, c.geonames_id, c.population, ps.name as population_source,
    c.population_year, c.latitude_micro, c.longitude_micro
from city c
left join source ps on ps.id = c.population_source_id
where c.latitude_micro between :south and :north and c.longitude_micro between :west and :east
order by c.id
limit 5000;

-- What a city chose, with what the evidence says of it now; by name.
-- name: area_chosen
-- gives: many 60
-- in: member_uid text
-- out: place text, name text, country text, population int?, population_source text?, population_year int?
select a.place, a.name, a.country, c.population, ps.name as population_source, c.population_year
from member_area a
left join city c on c.id = (
    select min(k.id)
    from city k
    where k.lau_id = a.lau_id or k.gss_code = a.gss_code or k.geonames_id = a.geonames_id)
left join source ps on ps.id = c.population_source_id
where a.member_id = (select id from member_city where uid = :member_uid)
order by a.name, a.place
limit 60;

-- name: area_clear
-- gives: none
-- in: member_id int
delete from member_area
where member_id = :member_id;

-- name: area_add
-- gives: none
-- in: member_id int, place text, name text, country text, lau_id text?, gss_code text?, geonames_id int?
insert into member_area (member_id, place, name, country, lau_id, gss_code, geonames_id)
values (:member_id, :place, :name, :country, :lau_id, :gss_code, :geonames_id);

-- Of one chosen before, kept as it stands.
-- name: area_kept
-- gives: many 60
-- in: member_uid text
-- out: place text, name text, country text, lau_id text?, gss_code text?, geonames_id int?
select place, name, country, lau_id, gss_code, geonames_id
from member_area
where member_id = (select id from member_city where uid = :member_uid)
order by place
limit 60;

-- Who lives in the areas of other member cities that let member cities see them, and in these cities themselves.
-- name: area_shown
-- gives: many 10000
-- in: member_uid text
-- out: uid text, people int?, unknown int, city_people int?
select m.uid,
    (select cast(sum(c.population) as bigint)
     from member_area a
     join city c on c.id = (
        select min(k.id)
        from city k
        where k.lau_id = a.lau_id or k.gss_code = a.gss_code or k.geonames_id = a.geonames_id)
     where a.member_id = m.id) as people,
    (select count(*)
     from member_area a
     left join city c on c.id = (
        select min(k.id)
        from city k
        where k.lau_id = a.lau_id or k.gss_code = a.gss_code or k.geonames_id = a.geonames_id)
     where a.member_id = m.id and c.population is null) as unknown,
    (select o.population
     from city o
     where o.id = (
        select min(k.id)
        from city k
        where k.lau_id = m.lau_id or k.gss_code = m.gss_code or k.geonames_id = m.geonames_id)) as city_people
from trait_card t
join member_city m on m.id = t.member_id
where t.card = 'area' and t.seen_by = 'members' and m.uid <> :member_uid
order by m.uid
limit 10000;

-- Who sees the area: a card as well, without a row it is the city's own people only.
-- name: area_seen
-- gives: one
-- in: member_uid text
-- out: seen_by text
select seen_by
from trait_card
where card = 'area' and member_id = (select id from member_city where uid = :member_uid);
