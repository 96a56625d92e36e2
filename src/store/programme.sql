-- Leadership programmes; store/programme.h.

-- One of a member city's, how it stands, and how large it is. days: with sessions.
-- name: programme_of
-- gives: one
-- in: member_uid text, uid text
-- out: id int, uid text, member_id int, member_uid text, city text, country text, host_kind text, host_name text, name text, template text, languages text, place text, begins_on date, ends_on date, seen_by text, named bool, sectors_shown bool, chatham bool, notes_read_by text, notes_draft bool, rules_more text, code text, published_at int?, made_at int, changed_at int, rev int, number int, stage text, day int, said_at int, days int, participants_n int
select p.id, p.uid, p.member_id, m.uid as member_uid, m.name as city, m.country, p.host_kind, p.host_name, p.name, p.template,
    p.languages, p.place, p.begins_on, p.ends_on, p.seen_by, p.named, p.sectors_shown, p.chatham, p.notes_read_by, p.notes_draft, p.rules_more,
    p.code, p.published_at, p.made_at, p.changed_at, p.rev, s.number, s.stage, s.day, s.made_at as said_at,
    (select count(distinct e.day_on) from programme_session e where e.programme_id = p.id) as days,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null) as participants_n
from programme p
join member_city m on m.id = p.member_id
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
where p.uid = :uid and m.uid = :member_uid;

-- Those of a city, the latest first.
-- name: programme_list
-- gives: many 200
-- in: member_uid text
-- out: uid text, name text, host_kind text, host_name text, place text, begins_on date, ends_on date, stage text, day int, participants_n int
select p.uid, p.name, p.host_kind, p.host_name, p.place, p.begins_on, p.ends_on, s.stage, s.day,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null) as participants_n
from programme p
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
where p.member_id = (select m.id from member_city m where m.uid = :member_uid)
order by p.begins_on desc, p.id desc
limit 200;

-- Its way so far.
-- name: programme_stages
-- gives: many 50
-- in: uid text
-- out: number int, stage text, day int, person text?, made_at int
select s.number, s.stage, s.day, e.name as person, s.made_at
from programme_stage s
left join person e on e.id = s.person_id
where s.programme_id = (select p.id from programme p where p.uid = :uid)
order by s.number
limit 50;

-- name: programme_cities
-- gives: many 60
-- in: uid text
-- out: number int, name text, country text, member_id int?
select c.number, c.name, c.country, c.member_id
from programme_city c
where c.programme_id = (select p.id from programme p where p.uid = :uid)
order by c.number
limit 60;

-- name: programme_sessions
-- gives: many 20
-- in: uid text
-- out: id int, uid text, number int, day_on date, begins int, begins_was int?, ends int, title text
select s.id, s.uid, s.number, s.day_on, s.begins, s.begins_was, s.ends, s.title
from programme_session s
where s.programme_id = (select p.id from programme p where p.uid = :uid)
order by s.number
limit 20;

-- Session by session; also those that were taken out.
-- name: programme_blocks
-- gives: many 200
-- in: uid text
-- out: id int, uid text, session_id int, number int, kind text, part text, title text, purpose text, minutes int, minutes_was int?, fixed bool, inputs text, outputs text, begun_at int?, ended_at int?, removed_at int?
select b.id, b.uid, b.session_id, b.number, b.kind, b.part, b.title, b.purpose, b.minutes, b.minutes_was, b.fixed, b.inputs,
    b.outputs, b.begun_at, b.ended_at, b.removed_at
from programme_block b
join programme_session s on s.id = b.session_id
where b.programme_id = (select p.id from programme p where p.uid = :uid)
order by s.number, b.number, b.id
limit 200;

-- What was decided in one of a city's, and what somebody does about it, decision by decision. first_on: the day that was said first.
-- name: programme_deeds
-- gives: many 500
-- in: member_uid text, uid text
-- out: decision_id int, action_id int?, state text?, first_on date?, done_at int?
select d.id as decision_id, a.id as action_id, a.state,
    (select t.due_on from action_step t where t.action_id = a.id order by t.number limit 1) as first_on,
    (select max(t.made_at) from action_step t where t.action_id = a.id and t.step = 'done') as done_at
from member_city m
join programme p on p.member_id = m.id
join decision d on d.programme_id = p.id and d.removed_at is null
left join action a on a.programme_id = p.id and a.decision_id = d.id and a.removed_at is null
where p.uid = :uid and m.uid = :member_uid
order by d.id, a.id
limit 500;

-- ---- it begins

-- name: programme_count
-- gives: one
-- in: member_id int
-- out: n int
select count(*) as n
from programme
where member_id = :member_id;

-- name: programme_code
-- gives: one
-- in: code text
-- out: id int
select id
from programme
where code = :code;

-- name: programme_id
-- gives: one
-- in: uid text
-- out: id int
select id
from programme
where uid = :uid;

-- name: programme_add
-- gives: none
-- in: uid text, member_id int, host_kind text, host_name text, name text, template text, languages text, place text, begins_on date, ends_on date, code text, made_by int?, now int
insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by,
    named, sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
values ((select coalesce(max(id), 0) + 1 from programme), :uid, :member_id, :host_kind, :host_name, :name, :template, :languages,
    :place, :begins_on, :ends_on, 'participants', 1, 0, 1, 'participants', '', :code, null, :made_by, :now, :now, 1);

-- name: programme_city_add
-- gives: none
-- in: programme_id int, number int, name text, country text, member_id int?
insert into programme_city (id, programme_id, number, name, country, member_id)
values ((select coalesce(max(id), 0) + 1 from programme_city), :programme_id, :number, :name, :country, :member_id);

-- name: programme_stage_add
-- gives: none
-- in: programme_id int, stage text, day int, person_id int?, now int
insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at)
values ((select coalesce(max(id), 0) + 1 from programme_stage), :programme_id,
    (select coalesce(max(number), 0) + 1 from programme_stage where programme_id = :programme_id), :stage, :day, :person_id, :now);

-- name: programme_stage_remove
-- gives: none
-- in: programme_id int, number int
delete from programme_stage
where programme_id = :programme_id and number = :number;

-- name: programme_session_add
-- gives: none
-- in: uid text, programme_id int, number int, day_on date, begins int, ends int
insert into programme_session (id, uid, programme_id, number, day_on, begins, ends, title)
values ((select coalesce(max(id), 0) + 1 from programme_session), :uid, :programme_id, :number, :day_on, :begins, :ends, '');

-- name: programme_session_id
-- gives: one
-- in: uid text
-- out: id int
select id
from programme_session
where uid = :uid;

-- name: programme_block_add
-- gives: none
-- in: uid text, programme_id int, session_id int, number int, kind text, part text, title text, purpose text, minutes int, fixed bool
insert into programme_block (id, uid, programme_id, session_id, number, kind, part, title, purpose, minutes, fixed, inputs, outputs)
values ((select coalesce(max(id), 0) + 1 from programme_block), :uid, :programme_id, :session_id, :number, :kind, :part, :title,
    :purpose, :minutes, :fixed, '', '');

-- Something was done in it.
-- name: programme_touch
-- gives: none
-- in: id int, now int
update programme
set changed_at = :now
where id = :id;

-- It was changed itself, or its agenda.
-- name: programme_rev
-- gives: none
-- in: id int, now int
update programme
set changed_at = :now, rev = rev + 1
where id = :id;

-- ---- what is changed

-- name: programme_save
-- gives: none
-- in: id int, name text, host_kind text, host_name text, languages text, place text
update programme
set name = :name, host_kind = :host_kind, host_name = :host_name, languages = :languages, place = :place
where id = :id;

-- name: programme_rules
-- gives: none
-- in: id int, seen_by text, named bool, sectors_shown bool, chatham bool, notes_read_by text, notes_draft bool, rules_more text
update programme
set seen_by = :seen_by, named = :named, sectors_shown = :sectors_shown, chatham = :chatham, notes_read_by = :notes_read_by,
    notes_draft = :notes_draft, rules_more = :rules_more
where id = :id;

-- name: programme_cities_remove
-- gives: none
-- in: programme_id int
delete from programme_city
where programme_id = :programme_id;

-- ---- who takes part

-- All who ever stood on its list, in the order in which they came; also who was taken off it or erased. other: for whom they come.
-- name: participant_list
-- gives: many 2000
-- in: uid text
-- out: id int, uid text, name text, short_name text, organisation text, sector text, role text, mail text, language text, substitute_of int?, other text?, came_by text, asked_at int?, accepted_at int?, made_at int, removed_at int?, erased_at int?
select a.id, a.uid, a.name, a.short_name, a.organisation, a.sector, a.role, a.mail, a.language, a.substitute_of, o.name as other,
    a.came_by, a.asked_at, a.accepted_at, a.made_at, a.removed_at, a.erased_at
from participant a
left join participant o on o.id = a.substitute_of
where a.programme_id = (select p.id from programme p where p.uid = :uid)
order by a.id
limit 2000;

-- What they said of each session, and where they were.
-- name: participant_sessions
-- gives: many 40000
-- in: uid text
-- out: participant_id int, session_id int, accepted int?, attended int?
select x.participant_id, x.session_id, x.accepted, x.attended
from programme_session s
join participant_session x on x.session_id = s.id
where s.programme_id = (select p.id from programme p where p.uid = :uid)
order by x.participant_id, s.number
limit 40000;

-- One of a programme; programme_uid, member_uid: whose.
-- name: participant_of
-- gives: one
-- in: member_uid text, programme_uid text, uid text
-- out: id int, uid text, programme_id int, name text, short_name text, organisation text, sector text, role text, mail text, language text, substitute_of int?, came_by text, asked_at int?, accepted_at int?, made_at int, removed_at int?, erased_at int?
select a.id, a.uid, a.programme_id, a.name, a.short_name, a.organisation, a.sector, a.role, a.mail, a.language, a.substitute_of,
    a.came_by, a.asked_at, a.accepted_at, a.made_at, a.removed_at, a.erased_at
from participant a
join programme p on p.id = a.programme_id
join member_city m on m.id = p.member_id
where a.uid = :uid and p.uid = :programme_uid and m.uid = :member_uid;

-- Whom a signed link names, while they are on the list; the uids of their programme and its city.
-- name: participant_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, programme_id int, programme_uid text, member_uid text, name text, short_name text, organisation text, sector text, role text, mail text, language text, substitute_of int?, other text?, accepted_at int?
select a.id, a.uid, a.programme_id, p.uid as programme_uid, m.uid as member_uid, a.name, a.short_name, a.organisation, a.sector,
    a.role, a.mail, a.language, a.substitute_of, o.name as other, a.accepted_at
from participant a
join programme p on p.id = a.programme_id
join member_city m on m.id = p.member_id
left join participant o on o.id = a.substitute_of
where a.uid = :uid and a.removed_at is null and a.erased_at is null;

-- What a participant said of each session.
-- name: participant_answers
-- gives: many 20
-- in: uid text
-- out: session_id int, accepted int?, accepted_at int?, attended int?
select x.session_id, x.accepted, x.accepted_at, x.attended
from participant_session x
where x.participant_id = (select a.id from participant a where a.uid = :uid)
order by x.session_id
limit 20;

-- Who comes for a participant.
-- name: participant_substitutes
-- gives: many 20
-- in: uid text
-- out: id int, name text
select s.id, s.name
from participant s
where s.substitute_of = (select a.id from participant a where a.uid = :uid) and s.removed_at is null and s.erased_at is null
order by s.id
limit 20;

-- Who has that address in a programme.
-- name: participant_by_mail
-- gives: one
-- in: programme_id int, mail_folded text
-- out: uid text, removed bool
select uid, case when removed_at is null then 0 else 1 end as removed
from participant
where programme_id = :programme_id and mail_folded = :mail_folded and mail_folded <> '';

-- name: participant_add
-- gives: none
-- in: uid text, programme_id int, name text, short_name text, organisation text, sector text, role text, mail text, mail_folded text, language text, substitute_of int?, came_by text, now int
insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language,
    substitute_of, came_by, made_at)
values ((select coalesce(max(id), 0) + 1 from participant), :uid, :programme_id, :name, :short_name, :organisation, :sector, :role,
    :mail, :mail_folded, :language, :substitute_of, :came_by, :now);

-- name: participant_session_put
-- gives: none
-- in: participant_id int, session_id int, accepted int?, accepted_at int?, attended int?
insert into participant_session (participant_id, session_id, accepted, accepted_at, attended)
values (:participant_id, :session_id, :accepted, :accepted_at, :attended)
on conflict (participant_id, session_id) do update
set accepted = excluded.accepted, accepted_at = excluded.accepted_at, attended = excluded.attended;

-- name: participant_save
-- gives: none
-- in: id int, name text, short_name text, organisation text, sector text, role text, mail text, mail_folded text, language text
update participant
set name = :name, short_name = :short_name, organisation = :organisation, sector = :sector, role = :role, mail = :mail,
    mail_folded = :mail_folded, language = :language
where id = :id;

-- Unknown: back on the list.
-- name: participant_remove
-- gives: none
-- in: id int, removed_at int?
update participant
set removed_at = :removed_at
where id = :id and erased_at is null;

-- name: participant_asked
-- gives: none
-- in: id int, now int
update participant
set asked_at = :now
where id = :id;

-- name: participant_accept
-- gives: none
-- in: id int, now int
update participant
set accepted_at = :now
where id = :id;

-- name: participant_accept_session
-- gives: none
-- in: participant_id int, session_id int, accepted int, now int
insert into participant_session (participant_id, session_id, accepted, accepted_at)
values (:participant_id, :session_id, :accepted, :now)
on conflict (participant_id, session_id) do update
set accepted = excluded.accepted, accepted_at = excluded.accepted_at;

-- attended: unknown, not noted.
-- name: participant_attended
-- gives: none
-- in: participant_id int, session_id int, attended int?
insert into participant_session (participant_id, session_id, attended)
values (:participant_id, :session_id, :attended)
on conflict (participant_id, session_id) do update
set attended = excluded.attended;

-- Who was asked, is on the list and has an address.
-- name: participants_to_tell
-- gives: many 2000
-- in: programme_id int
-- out: uid text, mail text, language text
select uid, mail, language
from participant
where programme_id = :programme_id and asked_at is not null and removed_at is null and erased_at is null and mail <> ''
order by id
limit 2000;

-- Sessions to which whoever a substitute comes for comes themselves.
-- name: participant_not_needed
-- gives: many 20
-- in: uid text
-- out: session_id int
select x.session_id
from participant a
join participant o on o.id = a.substitute_of and o.removed_at is null and o.erased_at is null
join participant_session x on x.participant_id = o.id
where a.uid = :uid and x.accepted = 1
order by x.session_id
limit 20;

-- ---- somebody is erased

-- name: participants_of_mail
-- gives: many 1000
-- in: mail_folded text
-- out: uid text
select uid
from participant
where mail_folded = :mail_folded and mail_folded <> ''
order by id
limit 1000;

-- name: participant_mail
-- gives: one
-- in: uid text
-- out: mail text
select mail
from participant
where uid = :uid and erased_at is null;

-- name: participant_erase
-- gives: none
-- in: uid text, now int
update participant
set name = '', short_name = '', organisation = '', role = '', mail = '', mail_folded = '', language = '', erased_at = :now
where uid = :uid and erased_at is null;

-- name: programme_erase_maker
-- gives: none
-- in: person_id int
update programme
set made_by = null
where made_by = :person_id;

-- name: programme_stage_erase
-- gives: none
-- in: person_id int
update programme_stage
set person_id = null
where person_id = :person_id;

-- ---- it goes

-- name: programme_remove
-- gives: none
-- in: id int
delete from programme
where id = :id;

-- Those whose last day is so long ago.
-- name: programme_forget_over
-- gives: none
-- in: before date
delete from programme
where ends_on < :before;

-- name: programme_forget_left
-- gives: none
-- in: before int
delete from programme
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- Who was taken off a list before then, and who took part in what is so long ago.
-- name: participant_forget
-- gives: none
-- in: removed_before int, ended_before date, now int
update participant
set name = '', short_name = '', organisation = '', role = '', mail = '', mail_folded = '', language = '', erased_at = :now
where erased_at is null and (removed_at <= :removed_before
    or programme_id in (select p.id from programme p where p.ends_on < :ended_before));

-- Parts of programmes that are gone.
-- name: programme_city_forget
-- gives: none
delete from programme_city
where not exists (select 1 from programme p where p.id = programme_city.programme_id);

-- name: programme_stage_forget
-- gives: none
delete from programme_stage
where not exists (select 1 from programme p where p.id = programme_stage.programme_id);

-- name: programme_session_forget
-- gives: none
delete from programme_session
where not exists (select 1 from programme p where p.id = programme_session.programme_id);

-- name: programme_block_forget
-- gives: none
delete from programme_block
where not exists (select 1 from programme p where p.id = programme_block.programme_id);

-- name: participant_forget_parts
-- gives: none
delete from participant
where not exists (select 1 from programme p where p.id = participant.programme_id);

-- name: participant_session_forget
-- gives: none
delete from participant_session
where not exists (select 1 from participant a where a.id = participant_session.participant_id);
