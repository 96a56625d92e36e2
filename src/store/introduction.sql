-- One member city asks another one for a first talk; store/introduction.h.
-- name: introduction_add
-- gives: none
-- in: uid text, from_id int, to_id int, from_person int, need text, reason text, reason_what text, slot_1 int, slot_2 int, slot_3 int, asked_role text, now int, ends_at int, remove_at int
insert into introduction (id, uid, from_id, to_id, from_person, to_person, need, reason, reason_what, slot_1, slot_2, slot_3, slot,
    asked_role, state, why, made_at, answered_at, ends_at, after_at, from_was, from_next, to_was, to_next, remove_at)
values ((select coalesce(max(id), 0) + 1 from introduction), :uid, :from_id, :to_id, :from_person, null, :need, :reason,
    :reason_what, :slot_1, :slot_2, :slot_3, null, :asked_role, 'asked', '', :now, null, :ends_at, null, '', '', '', '', :remove_at);

-- With both cities, and no person.
-- name: introduction_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, from_uid text, from_id int, from_city text, from_country text, from_lau text, from_left bool
-- out: to_uid text, to_id int, to_city text, to_country text, to_lau text, to_left bool
-- out: from_person int?, to_person int?, need text, reason text, reason_what text, slot_1 int, slot_2 int, slot_3 int, slot int?
-- out: asked_role text, state text, why text, made_at int, answered_at int?, ends_at int, from_was text, from_next text, to_was text, to_next text
-- out: from_hours int?, to_hours int?
select i.id, i.uid, f.uid as from_uid, i.from_id, f.name as from_city, f.country as from_country,
    coalesce(f.lau_id, '') as from_lau,
    case when (select s.step from member_step s where s.member_id = f.id order by s.number desc limit 1) = 'left' then 1 else 0 end as from_left,
    t.uid as to_uid, i.to_id, t.name as to_city,
    t.country as to_country, coalesce(t.lau_id, '') as to_lau,
    case when (select s.step from member_step s where s.member_id = t.id order by s.number desc limit 1) = 'left' then 1 else 0 end as to_left,
    i.from_person, i.to_person, i.need, i.reason,
    i.reason_what, i.slot_1, i.slot_2, i.slot_3, i.slot, i.asked_role, i.state, i.why, i.made_at, i.answered_at, i.ends_at,
    i.from_was, i.from_next, i.to_was, i.to_next, i.from_hours, i.to_hours
from introduction i join member_city f on f.id = i.from_id join member_city t on t.id = i.to_id
where i.uid = :uid;

-- All of one city, the newest first.
-- name: introduction_of_city
-- gives: many 400
-- in: member_uid text
-- out: uid text, we_asked bool, other_uid text, other_city text, other_country text, state text, slot int?, made_at int
-- out: answered_at int?, ends_at int, our_was text, our_next text, their_next text
select i.uid, case when i.from_id = m.id then 1 else 0 end as we_asked, o.uid as other_uid, o.name as other_city,
    o.country as other_country, i.state, i.slot, i.made_at, i.answered_at, i.ends_at,
    case when i.from_id = m.id then i.from_was else i.to_was end as our_was,
    case when i.from_id = m.id then i.from_next else i.to_next end as our_next,
    case when i.from_id = m.id then i.to_next else i.from_next end as their_next
from member_city m
join introduction i on i.from_id = m.id or i.to_id = m.id
join member_city o on o.id = case when i.from_id = m.id then i.to_id else i.from_id end
where m.uid = :member_uid
order by i.made_at desc, i.id desc
limit 400;

-- When a city asked lately, and when it was asked: the limits of a month.
-- name: introduction_asks
-- gives: many 100
-- in: member_uid text, since int
-- out: made_at int
select made_at
from introduction
where from_id = (select id from member_city where uid = :member_uid) and made_at > :since
order by made_at, id
limit 100;

-- name: introduction_asked
-- gives: many 100
-- in: member_uid text, since int
-- out: made_at int
select made_at
from introduction
where to_id = (select id from member_city where uid = :member_uid) and made_at > :since
order by made_at, id
limit 100;

-- Who acts for a city that does not pause, each once: whom a mail goes to.
-- name: introduction_people
-- gives: many 40
-- in: member_uid text, now int
-- out: person_id int, mail text, language text, is_main bool
select p.id as person_id, p.mail, p.language, max(case r.role when 'main_contact' then 1 else 0 end) as is_main
from person_role r join person p on p.id = r.person_id join member_city m on m.id = r.member_id
where m.uid = :member_uid and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and p.state = 'active' and r.role in ('main_contact', 'colleague')
    and (r.until is null or r.until > :now)
group by p.id, p.mail, p.language
order by p.id
limit 40;

-- Who stands for each city: who asked or answered, while they act for it; else its main contact. Mails go there.
-- name: introduction_reach
-- gives: many 80
-- in: uid text, now int
-- out: is_from bool, person_id int, mail text, language text, is_own bool
select case when m.id = i.from_id then 1 else 0 end as is_from, p.id as person_id, p.mail, p.language,
    max(case when p.id = case when m.id = i.from_id then i.from_person else i.to_person end then 1 else 0 end) as is_own
from introduction i
join member_city m on m.id = i.from_id or m.id = i.to_id
join person_role r on r.member_id = m.id
join person p on p.id = r.person_id
where i.uid = :uid and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
    and p.state = 'active' and (r.until is null or r.until > :now)
    and (r.role = 'main_contact'
        or (r.role = 'colleague' and p.id = case when m.id = i.from_id then i.from_person else i.to_person end))
group by m.id, i.from_id, p.id, p.mail, p.language
order by is_from, is_own desc, p.id
limit 80;

-- The same with names, of what both have said yes to and of nothing else.
-- name: introduction_both
-- gives: many 80
-- in: uid text, now int
-- out: is_from bool, person_id int, name text, mail text, is_main bool, is_own bool, speaks bool, for_area text?
select case when m.id = i.from_id then 1 else 0 end as is_from, p.id as person_id, p.name, p.mail,
    max(case r.role when 'main_contact' then 1 else 0 end) as is_main,
    max(case when p.id = case when m.id = i.from_id then i.from_person else i.to_person end then 1 else 0 end) as is_own,
    case when max(r.for_area) is null then 0 else 1 end as speaks, max(r.for_area) as for_area
from introduction i
join member_city m on m.id = i.from_id or m.id = i.to_id
join person_role r on r.member_id = m.id
join person p on p.id = r.person_id
where i.uid = :uid and i.state = 'yes'
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left' and p.state = 'active' and (r.until is null or r.until > :now)
    and (r.role = 'main_contact'
        or (r.role = 'colleague' and p.id = case when m.id = i.from_id then i.from_person else i.to_person end))
group by m.id, i.from_id, p.id, p.name, p.mail
order by is_from, is_own desc, p.id
limit 80;

-- Which cities of the evidence are member cities that can ask and be asked.
-- name: introduction_cities
-- gives: many 2000
-- out: city_id city_id, member_id int, uid text
select k.city_id, k.member_id, k.uid
from (
    select coalesce((select c.id from city c where c.lau_id = m.lau_id), (select c.id from city c where c.gss_code = m.gss_code),
        (select c.id from city c where c.geonames_id = m.geonames_id)) as city_id, m.id as member_id, m.uid
    from member_city m
    where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
) k
where k.city_id is not null
order by k.member_id
limit 2000;

-- Whether somebody acts for a side of it now, by a link: side 'from' or 'to'.
-- name: introduction_acts
-- gives: one
-- in: person_id int, uid text, side text, now int
-- out: id int
select p.id
from person p
where p.id = :person_id and p.state = 'active' and exists (
    select 1
    from introduction i join person_role r on r.member_id = case when :side = 'from' then i.from_id else i.to_id end
    where i.uid = :uid and r.person_id = p.id and (r.until is null or r.until > :now)
);

-- name: introduction_save
-- gives: none
-- in: id int, state text, why text, slot int?, to_person int?, now int, remove_at int
update introduction
set state = :state, why = :why, slot = :slot, to_person = :to_person, answered_at = :now, remove_at = :remove_at
where id = :id;

-- name: introduction_pass
-- gives: none
-- in: id int
update introduction
set asked_role = 'colleague'
where id = :id;

-- Who stands for a side from now on.
-- name: introduction_from_takes
-- gives: none
-- in: id int, person int
update introduction
set from_person = :person
where id = :id;

-- name: introduction_to_takes
-- gives: none
-- in: id int, person int
update introduction
set to_person = :person
where id = :id;

-- name: introduction_from_says
-- gives: none
-- in: id int, was text, next text
update introduction
set from_was = :was, from_next = :next
where id = :id;

-- name: introduction_to_says
-- gives: none
-- in: id int, was text, next text
update introduction
set to_was = :was, to_next = :next
where id = :id;

-- Hours a month that a side gives; none takes it back.
-- name: introduction_from_gives
-- gives: none
-- in: id int, hours int?
update introduction
set from_hours = :hours
where id = :id;

-- name: introduction_to_gives
-- gives: none
-- in: id int, hours int?
update introduction
set to_hours = :hours
where id = :id;

-- Those that nobody answered in time, or of which a city does not take part any more.
-- name: introduction_to_end
-- gives: many 100
-- in: now int
-- out: uid text, late bool
select i.uid, case when i.ends_at <= :now then 1 else 0 end as late
from introduction i join member_city f on f.id = i.from_id join member_city t on t.id = i.to_id
where i.state = 'asked' and (i.ends_at <= :now
    or (select s.step from member_step s where s.member_id = f.id order by s.number desc limit 1) = 'left'
    or (select s.step from member_step s where s.member_id = t.id order by s.number desc limit 1) = 'left')
order by i.ends_at, i.id
limit 100;

-- Those held before that instant of which nobody was asked yet how it was.
-- name: introduction_after_due
-- gives: many 100
-- in: before int
-- out: id int, uid text, slot int?
select id, uid, slot
from introduction
where state = 'yes' and after_at is null and slot <= :before
order by slot, id
limit 100;

-- name: introduction_after_save
-- gives: none
-- in: id int, now int
update introduction
set after_at = :now
where id = :id;

-- name: introduction_forget
-- gives: none
-- in: now int
delete from introduction
where remove_at <= :now;

-- It stays, and says nothing of a person any more: neither the number nor what that person wrote.
-- name: introduction_erase_from
-- gives: none
-- in: person int
update introduction
set from_person = null, need = ''
where from_person = :person;

-- name: introduction_erase_to
-- gives: none
-- in: person int
update introduction
set to_person = null, why = ''
where to_person = :person;
