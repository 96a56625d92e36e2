-- What everybody reads of leadership programmes that were held; store/programme_record.h.

-- What is published of one of a member city's.
-- name: record_of
-- gives: one
-- in: member_uid text, uid text
-- out: uid text, name text, kind text, place text, cities text, took_part int?, themes text, came_of text, published_at int, asker text?, reader text?
select r.uid, r.name, r.kind, r.place, r.cities, r.took_part, r.themes, r.came_of, r.published_at, a.name as asker,
    y.name as reader
from programme p
join member_city m on m.id = p.member_id
join programme_record r on r.programme_id = p.id
left join person a on a.id = r.asked_by
left join person y on y.id = r.answered_by
where p.uid = :uid and m.uid = :member_uid;

-- What waits for a second person, or was told no.
-- name: record_ask_of
-- gives: one
-- in: member_uid text, uid text
-- out: uid text, state text, name text, kind text, place text, cities text, took_part int?, themes text, came_of text, asked_by int?, asker text?, asked_at int, reader text?, answered_at int?
select r.uid, r.state, r.name, r.kind, r.place, r.cities, r.took_part, r.themes, r.came_of, r.asked_by, a.name as asker,
    r.asked_at, y.name as reader, r.answered_at
from programme p
join member_city m on m.id = p.member_id
join programme_record_ask r on r.programme_id = p.id
left join person a on a.id = r.asked_by
left join person y on y.id = r.answered_by
where p.uid = :uid and m.uid = :member_uid;

-- name: record_ask_remove
-- gives: none
-- in: programme_id int
delete from programme_record_ask
where programme_id = :programme_id;

-- name: record_ask_put
-- gives: none
-- in: programme_id int, uid text, host_kind text, host_name text, begins_on date, ends_on date, name text, kind text, place text, cities text, took_part int?, themes text, came_of text, asked_by int, now int
insert into programme_record_ask (programme_id, uid, state, host_kind, host_name, begins_on, ends_on, name, kind, place, cities,
    took_part, themes, came_of, asked_by, asked_at, answered_by, answered_at)
values (:programme_id, :uid, 'asked', :host_kind, :host_name, :begins_on, :ends_on, :name, :kind, :place, :cities, :took_part,
    :themes, :came_of, :asked_by, :now, null, null);

-- name: record_ask_no
-- gives: none
-- in: programme_id int, person int, now int
update programme_record_ask
set state = 'no', answered_by = :person, answered_at = :now
where programme_id = :programme_id and state = 'asked';

-- What was asked for becomes what everybody reads.
-- name: record_put_asked
-- gives: none
-- in: programme_id int, uid text, person int, now int
insert into programme_record (programme_id, uid, host_kind, host_name, begins_on, ends_on, name, kind, place, cities, took_part,
    themes, came_of, published_at, asked_by, answered_by)
select a.programme_id, :uid, a.host_kind, a.host_name, a.begins_on, a.ends_on, a.name, a.kind, a.place, a.cities, a.took_part,
    a.themes, a.came_of, :now, a.asked_by, :person
from programme_record_ask a
where a.programme_id = :programme_id and a.state = 'asked';

-- What nobody answered, and a no.
-- name: record_ask_forget
-- gives: none
-- in: before int
delete from programme_record_ask
where coalesce(answered_at, asked_at) <= :before;

-- Of programmes that are gone.
-- name: record_ask_forget_parts
-- gives: none
delete from programme_record_ask
where not exists (select 1 from programme p where p.id = programme_record_ask.programme_id);

-- name: record_erase_asker
-- gives: none
-- in: person int
update programme_record
set asked_by = null
where asked_by = :person;

-- name: record_erase_reader
-- gives: none
-- in: person int
update programme_record
set answered_by = null
where answered_by = :person;

-- What waits is of somebody: nobody else can answer for them.
-- name: record_ask_erase
-- gives: none
-- in: person int
delete from programme_record_ask
where asked_by = :person;

-- name: record_ask_erase_reader
-- gives: none
-- in: person int
update programme_record_ask
set answered_by = null
where answered_by = :person;

-- How many were at any of its sessions.
-- name: record_took_part
-- gives: one
-- in: member_uid text, uid text
-- out: n int
select count(*) as n
from participant a
where a.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
    and exists (select 1 from participant_session x where x.participant_id = a.id and x.attended = 1);

-- Themes of the cards of its wall.
-- name: record_themes
-- gives: many 40
-- in: member_uid text, uid text
-- out: theme_id theme_id
select distinct w.theme_id
from wall_card w
where w.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
    and w.removed_at is null
order by w.theme_id
limit 40;

-- name: record_remove
-- gives: none
-- in: programme_id int
delete from programme_record
where programme_id = :programme_id;

-- name: record_published
-- gives: none
-- in: id int, at int?
update programme
set published_at = :at
where id = :id;

-- Of programmes that are gone.
-- name: record_forget
-- gives: none
delete from programme_record
where not exists (select 1 from programme p where p.id = programme_record.programme_id);

-- ---- for everybody, without any person; of cities that left nothing

-- The latest first.
-- name: record_list
-- gives: many 200
-- out: uid text, city text, country text, host_kind text, host_name text, begins_on date, ends_on date, name text, kind text, took_part int?
select r.uid, m.name as city, m.country, r.host_kind, r.host_name, r.begins_on, r.ends_on, r.name, r.kind, r.took_part
from programme_record r
join programme p on p.id = r.programme_id
join member_city m on m.id = p.member_id
where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by r.ends_on desc, r.programme_id desc
limit 200;

-- name: record_public
-- gives: one
-- in: uid text
-- out: city text, country text, slug text?, host_kind text, host_name text, begins_on date, ends_on date, name text, kind text, place text, cities text, took_part int?, themes text, came_of text, published_at int
select m.name as city, m.country,
    (select min(c.slug) from city c
     where m.lau_id = c.lau_id or m.gss_code = c.gss_code or m.geonames_id = c.geonames_id) as slug,
    r.host_kind, r.host_name, r.begins_on, r.ends_on, r.name, r.kind, r.place, r.cities, r.took_part, r.themes, r.came_of,
    r.published_at
from programme_record r
join programme p on p.id = r.programme_id
join member_city m on m.id = p.member_id
where r.uid = :uid
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left';

-- Those of a city of the evidence.
-- name: record_of_city
-- gives: many 3
-- in: id city_id
-- out: uid text, ends_on date
select r.uid, r.ends_on
from (
    select k.id from city c join member_city k on k.lau_id = c.lau_id where c.id = :id
    union
    select k.id from city c join member_city k on k.gss_code = c.gss_code where c.id = :id
    union
    select k.id from city c join member_city k on k.geonames_id = c.geonames_id where c.id = :id
) i
cross join programme p
cross join programme_record r
where p.member_id = i.id and r.programme_id = p.id
    and (select s.step from member_step s where s.member_id = i.id order by s.number desc limit 1) <> 'left'
order by r.ends_on desc, r.programme_id desc
limit 3;
