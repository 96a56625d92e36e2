-- What the rules of funding ask of a place, from the evidence.
-- A member city; nothing when no list of ours has it.
-- name: fund_place_of_member
-- gives: one
-- in: member_uid text
-- out: name text, country text, population int?, degurba int?, lau_id text?, nuts3 text?
select m.name, c.country, c.population, c.degurba, c.lau_id, c.nuts3
from member_city m
join city c on c.id = (
    select min(k.id)
    from city k
    where k.lau_id = m.lau_id or k.gss_code = m.gss_code or k.geonames_id = m.geonames_id)
where m.uid = :member_uid;

-- The area around it, as it was chosen; the largest first.
-- name: fund_place_area
-- gives: many 60
-- in: member_uid text
-- out: name text, country text, population int?, degurba int?, lau_id text?, nuts3 text?
select a.name, a.country, c.population, c.degurba, c.lau_id, c.nuts3
from member_area a
left join city c on c.id = (
    select min(k.id)
    from city k
    where k.lau_id = a.lau_id or k.gss_code = a.gss_code or k.geonames_id = a.geonames_id)
where a.member_id = (select id from member_city where uid = :member_uid)
order by c.population desc nulls last, a.name, a.place
limit 60;

-- The member cities that a person acts for, in the order of their names.
-- name: fund_places_mine
-- gives: many 100
-- in: person_id int, now int
-- out: id int, uid text, name text, country text, population int?, degurba int?, lau_id text?, nuts3 text?
select m.id, m.uid, m.name, m.country, c.population, c.degurba, c.lau_id, c.nuts3
from member_city m
left join city c on c.id = (
    select min(k.id)
    from city k
    where k.lau_id = m.lau_id or k.gss_code = m.gss_code or k.geonames_id = m.geonames_id)
where m.id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and r.role in ('main_contact', 'colleague') and (r.until is null or r.until > :now))
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
order by m.name, m.uid
limit 100;

-- What only these know of what rules ask.
-- name: fund_facts_mine
-- gives: many 2000
-- in: person_id int, now int
-- out: member_id int, fact text, value text
select f.member_id, f.fact, f.value
from member_fact f
where f.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and r.role in ('main_contact', 'colleague') and (r.until is null or r.until > :now))
order by f.member_id, f.fact
limit 2000;

-- All other member cities that can be asked for a talk, by name.
-- name: fund_place_members
-- gives: many 1000
-- in: member_uid text
-- out: uid text, name text, country text, population int?, degurba int?, lau_id text?, nuts3 text?
select m.uid, m.name, m.country, c.population, c.degurba, c.lau_id, c.nuts3
from member_city m
left join city c on c.id = (
    select min(k.id)
    from city k
    where k.lau_id = m.lau_id or k.gss_code = m.gss_code or k.geonames_id = m.geonames_id)
where m.uid <> :member_uid
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
order by m.name, m.country, m.id
limit 1000;
