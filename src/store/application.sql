-- Cities that ask to join; store/application.h.
-- name: application_add
-- gives: none
-- in: uid text, person_id int?, city text, country text, lau_id text?, gss_code text?, geonames_id int?, place text, name text, mail text, mail_folded text, says text, wish text, language text, now int, ends_at int, remove_at int
insert into application (id, uid, person_id, city, country, lau_id, gss_code, geonames_id, place, name, mail, mail_folded, says, wish,
    language, state, why, answered_by, member_id, made_at, ends_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from application), :uid, :person_id, :city, :country, :lau_id, :gss_code, :geonames_id, :place,
    :name, :mail, :mail_folded, :says, :wish, :language, 'unproven', '', null, null, :now, :ends_at, :remove_at);

-- name: application_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, person_id int?, city text, country text, lau_id text?, gss_code text?, geonames_id int?, place text, name text, mail text
-- out: mail_folded text, says text, wish text, language text, state text, why text, member_id int?, made_at int, ends_at int
-- out: remove_at int
select id, uid, person_id, city, country, lau_id, gss_code, geonames_id, place, name, mail, mail_folded, says, wish, language, state, why,
    member_id, made_at, ends_at, remove_at
from application
where uid = :uid;

-- name: application_by_mail
-- gives: one
-- in: place text, mail_folded text
-- out: id int, uid text, state text
select id, uid, state
from application
where place = :place and mail_folded = :mail_folded;

-- Those that wait first, the oldest of them on top; behind them those that were answered or are over, the newest on top: a page,
-- behind the last row of the page before.
-- name: application_list
-- gives: many 101
-- in: now int, after_group int, after_key int, after_id int
-- out: id int, uid text, city text, country text, name text, state text, waits bool, made_at int, ends_at int, sort_group int, sort_key int
select l.id, l.uid, l.city, l.country, l.name, l.state, l.waits, l.made_at, l.ends_at, l.sort_group, l.sort_key
from (
    select id, uid, city, country, name, state, made_at, ends_at,
        case when state = 'waiting' and ends_at > :now then 1 else 0 end as waits,
        case when state = 'waiting' and ends_at > :now then 0 else 1 end as sort_group,
        case when state = 'waiting' and ends_at > :now then made_at else -made_at end as sort_key
    from application
    where state <> 'unproven'
) l
where l.sort_group > :after_group or (l.sort_group = :after_group
    and (l.sort_key > :after_key or (l.sort_key = :after_key and l.id > :after_id)))
order by l.sort_group, l.sort_key, l.id
limit 101;

-- name: application_count
-- gives: one
-- out: n int
select count(*) as n
from application
where state = 'waiting';

-- name: application_save
-- gives: none
-- in: id int, state text, why text, answered_by int?, member_id int?, ends_at int, remove_at int
update application
set state = :state, why = :why, answered_by = :answered_by, member_id = :member_id, ends_at = :ends_at,
    remove_at = :remove_at
where id = :id;

-- Whom to tell: coordinators first, then administrators; each once a role.
-- name: application_staff
-- gives: many 20
-- in: now int
-- out: person_id int, mail text, language text, role text
select p.id as person_id, p.mail, p.language, r.role
from person_role r join person p on p.id = r.person_id
where r.member_id is null and r.role in ('coordinator', 'administrator') and p.state = 'active'
    and (r.until is null or r.until > :now)
order by case r.role when 'coordinator' then 1 else 2 end, p.id
limit 20;

-- The member city that has one of these keys.
-- name: application_member
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: id int, uid text, name text
select m.id, m.uid, m.name
from member_city m
where (m.lau_id = :lau_id or m.gss_code = :gss_code or m.geonames_id = :geonames_id)
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by m.id
limit 1;

-- Member cities that are in no list: the name is all there is of them.
-- name: application_unlisted
-- gives: many 1000
-- in: country text
-- out: id int, uid text, name text
select m.id, m.uid, m.name
from member_city m
where m.lau_id is null and m.gss_code is null and m.geonames_id is null and m.country = :country
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by m.id
limit 1000;

-- A city of the evidence with its keys, and the member city that it is, '' none.
-- name: application_city
-- gives: one
-- in: id city_id
-- out: name text, country text, lau_id text?, gss_code text?, geonames_id int?, member_uid text
select c.name, c.country, c.lau_id, c.gss_code, c.geonames_id, coalesce((
    select min(m.uid)
    from member_city m
    where (m.lau_id = c.lau_id or m.gss_code = c.gss_code or m.geonames_id = c.geonames_id)
        and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
), '') as member_uid
from city c
where c.id = :id;

-- What the evidence says of its size, and the website of its own body, '' none known.
-- name: application_evidence
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: slug text, fit text, population int?, population_source text?, population_year int?, population_as_of date?, website text
select c.slug, c.fit, c.population, ps.name as population_source, c.population_year, ps.as_of as population_as_of,
    coalesce(o.website, '') as website
from city c
left join source ps on ps.id = c.population_source_id
left join city_contact k on k.city_id = c.id
left join organisation o on o.id = k.organisation_id
where c.lau_id = :lau_id or c.gss_code = :gss_code or c.geonames_id = :geonames_id
order by c.id
limit 1;

-- name: application_to_end
-- gives: many 100
-- in: now int
-- out: uid text
select uid
from application
where state = 'waiting' and ends_at <= :now
order by ends_at, id
limit 100;

-- name: application_remove
-- gives: none
-- in: id int
delete from application
where id = :id;

-- name: application_forget
-- gives: none
-- in: now int
delete from application
where remove_at <= :now;

-- name: application_of
-- gives: many 1000
-- in: mail_folded text, person_id int
-- out: uid text, mail text
select uid, mail
from application
where mail_folded = :mail_folded or person_id = :person_id
order by id
limit 1000;

-- name: application_erase
-- gives: none
-- in: uid text
delete from application
where uid = :uid;
