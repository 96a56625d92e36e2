-- Events, and who comes; store/event.h.
-- name: event_add
-- gives: none
-- in: uid text, title text, says text, starts_at int, ends_at int, zone text, place text, online text, languages text, seen_by text, seats int?, register_by int?, made_by int?, now int
insert into event (id, uid, sequence, title, says, starts_at, ends_at, zone, place, online, languages, seen_by, seats, register_by,
    state, off_why, made_by, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from event), :uid, 0, :title, :says, :starts_at, :ends_at, :zone, :place, :online,
    :languages, :seen_by, :seats, :register_by, 'draft', '', :made_by, :now, :now);

-- name: event_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, sequence int, title text, says text, starts_at int, ends_at int, zone text, place text, online text, languages text
-- out: seen_by text, seats int?, register_by int?, state text, off_why text, made_at int, changed_at int
select id, uid, sequence, title, says, starts_at, ends_at, zone, place, online, languages, seen_by, seats, register_by, state,
    off_why, made_at, changed_at
from event
where uid = :uid;

-- Those that end then or later, the next first. members: also those for people of member cities; staff: also drafts.
-- name: event_coming
-- gives: many 100
-- in: since int, members int, staff int
-- out: uid text, sequence int, title text, says text, starts_at int, ends_at int, zone text, place text, is_online bool, languages text, seen_by text, state text, off_why text, changed_at int
select uid, sequence, title, says, starts_at, ends_at, zone, place, case when online = '' then 0 else 1 end as is_online, languages,
    seen_by, state, off_why, changed_at
from event
where (ends_at >= :since or (state = 'draft' and :staff = 1)) and (seen_by = 'everybody' or :members = 1)
    and (state <> 'draft' or :staff = 1)
order by starts_at, id
limit 100;

-- Those that are over since then, the last first.
-- name: event_past
-- gives: many 30
-- in: before int, since int, members int
-- out: uid text, title text, starts_at int, ends_at int, zone text, place text, seen_by text, state text
select uid, title, starts_at, ends_at, zone, place, seen_by, state
from event
where ends_at < :before and ends_at >= :since and (seen_by = 'everybody' or :members = 1) and state <> 'draft'
order by starts_at desc, id desc
limit 30;

-- What visitors may see, the last change first.
-- name: event_feed
-- gives: many 50
-- out: uid text, title text, says text, starts_at int, ends_at int, zone text, place text, is_online bool, languages text, state text, off_why text, made_at int, changed_at int
select uid, title, says, starts_at, ends_at, zone, place, case when online = '' then 0 else 1 end as is_online, languages, state,
    off_why, made_at, changed_at
from event
where seen_by = 'everybody' and state <> 'draft'
order by changed_at desc, id desc
limit 50;

-- name: event_save
-- gives: none
-- in: id int, sequence int, title text, says text, starts_at int, ends_at int, zone text, place text, online text, languages text, seen_by text, seats int?, register_by int?, state text, off_why text, changed_at int
update event
set sequence = :sequence, title = :title, says = :says, starts_at = :starts_at, ends_at = :ends_at, zone = :zone, place = :place,
    online = :online, languages = :languages, seen_by = :seen_by, seats = :seats, register_by = :register_by, state = :state,
    off_why = :off_why, changed_at = :changed_at
where id = :id;

-- name: event_remove
-- gives: none
-- in: id int
delete from event
where id = :id;

-- ---- who comes

-- name: event_person_add
-- gives: none
-- in: event_id int, person_id int, member_id int, state text, needs text, now int
insert into event_person (event_id, number, person_id, member_id, state, needs, made_at, told_at)
values (:event_id, (select coalesce(max(number), 0) + 1 from event_person where event_id = :event_id), :person_id, :member_id,
    :state, :needs, :now, null);

-- name: event_person_remove
-- gives: none
-- in: event_id int, person_id int
delete from event_person
where event_id = :event_id and person_id = :person_id;

-- How somebody stands; before: how many wait before them.
-- name: event_person_of
-- gives: one
-- in: uid text, person_id int
-- out: state text, needs text, before int, city text
select p.state, p.needs, (
        select count(*) from event_person b where b.event_id = p.event_id and b.state = 'waiting' and b.number < p.number) as before,
    m.name as city
from event e join event_person p on p.event_id = e.id join member_city m on m.id = p.member_id
where e.uid = :uid and p.person_id = :person_id;

-- name: event_counts
-- gives: one
-- in: uid text
-- out: coming int, waiting int, cities int
select count(case when p.state = 'in' then 1 end) as coming, count(case when p.state = 'waiting' then 1 end) as waiting,
    count(distinct case when p.state = 'in' then p.member_id end) as cities
from event e join event_person p on p.event_id = e.id
where e.uid = :uid;

-- For those who run the network only.
-- name: event_people
-- gives: many 1000
-- in: uid text
-- out: name text, city text, country text, state text, needs text, made_at int
select q.name, m.name as city, m.country, p.state, p.needs, p.made_at
from event e
join event_person p on p.event_id = e.id
join person q on q.id = p.person_id
join member_city m on m.id = p.member_id
where e.uid = :uid
order by p.state, p.number
limit 1000;

-- The cities that somebody can come for: those they act for that take part.
-- name: event_cities
-- gives: many 100
-- in: person_id int, now int
-- out: id int, uid text, name text, country text
select m.id, m.uid, m.name, m.country
from member_city m
where m.id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and r.role in ('main_contact', 'colleague') and (r.until is null or r.until > :now))
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
order by m.name, m.uid
limit 100;

-- Those of an event who are told of it.
-- name: event_reach
-- gives: many 1000
-- in: event_id int
-- out: person_id int, mail text, language text
select q.id as person_id, q.mail, q.language
from event_person p join person q on q.id = p.person_id
where p.event_id = :event_id and q.state = 'active'
order by p.number
limit 1000;

-- Who waits, the first of them first.
-- name: event_waiting
-- gives: many 100
-- in: event_id int
-- out: number int, person_id int, mail text, language text
select p.number, p.person_id, q.mail, q.language
from event_person p join person q on q.id = p.person_id
where p.event_id = :event_id and p.state = 'waiting'
order by p.number
limit 100;

-- name: event_let_in
-- gives: none
-- in: event_id int, number int
update event_person
set state = 'in'
where event_id = :event_id and number = :number;

-- The next one that somebody comes to.
-- name: event_next
-- gives: many 1
-- in: person_id int, now int
-- out: uid text, title text, starts_at int, ends_at int, zone text
select e.uid, e.title, e.starts_at, e.ends_at, e.zone
from event_person p join event e on e.id = p.event_id
where p.person_id = :person_id and p.state = 'in' and e.state = 'on' and e.ends_at > :now
order by e.starts_at, e.id
limit 1;

-- ---- the clock

-- Events to come that have a bound, and somebody waits.
-- name: event_with_waiting
-- gives: many 50
-- in: now int
-- out: uid text
select e.uid
from event e
where e.state = 'on' and e.starts_at > :now
    and exists (select 1 from event_person p where p.event_id = e.id and p.state = 'waiting')
    and (e.seats is null or (select count(*) from event_person p where p.event_id = e.id and p.state = 'in') < e.seats)
order by e.id
limit 50;

-- Who is to be reminded: early: they had registered so long before it begins.
-- name: event_remind
-- gives: many 100
-- in: now int, soon int, early_s int
-- out: event_id int, uid text, ends_at int, number int, person_id int, mail text, language text
select p.event_id, e.uid, e.ends_at, p.number, p.person_id, q.mail, q.language
from event e
join event_person p on p.event_id = e.id
join person q on q.id = p.person_id
where e.state = 'on' and e.starts_at > :now and e.starts_at <= :soon and p.state = 'in' and p.told_at is null
    and p.made_at <= e.starts_at - :early_s and q.state = 'active'
order by p.event_id, p.number
limit 100;

-- name: event_told
-- gives: none
-- in: event_id int, number int, now int
update event_person
set told_at = :now
where event_id = :event_id and number = :number;

-- Who does not act for the city any more that they were to come for.
-- name: event_forget_left
-- gives: none
-- in: now int
delete from event_person
where event_id in (select e.id from event e where e.starts_at > :now) and not exists (
    select 1
    from person_role r
    where r.person_id = event_person.person_id and r.member_id = event_person.member_id and (r.until is null or r.until > :now));

-- name: event_forget_needs
-- gives: none
-- in: ended_before int
update event_person
set needs = ''
where needs <> '' and event_id in (select e.id from event e where e.ends_at <= :ended_before);

-- name: event_forget_people
-- gives: none
-- in: ended_before int
delete from event_person
where event_id in (select e.id from event e where e.ends_at <= :ended_before);

-- name: event_forget
-- gives: none
-- in: ended_before int
delete from event
where ends_at <= :ended_before;

-- ---- erasing

-- name: event_erase_maker
-- gives: none
-- in: person_id int
update event
set made_by = null
where made_by = :person_id;

-- name: event_erase_person
-- gives: none
-- in: person_id int
delete from event_person
where person_id = :person_id;
