-- Actions of leadership programmes; store/action.h.

-- Of a programme, by their day; also those that were taken out. participant, person: names; erased: who did it is.
-- name: action_list
-- gives: many 300
-- in: programme_uid text
-- out: id int, uid text, what text, participant_uid text?, participant text?, person_uid text?, person text?, who text, mail text, has_mail bool, due_on date, decision_uid text?, decision text?, state text, reviewed int, made_at int, removed_at int?
select a.id, a.uid, a.what, p.uid as participant_uid, p.name as participant, e.uid as person_uid, e.name as person, a.who, a.mail,
    case when coalesce(p.mail, '') <> '' or e.id is not null or a.mail <> '' then 1 else 0 end as has_mail,
    a.due_on, d.uid as decision_uid, d.says as decision, a.state, a.reviewed, a.made_at, a.removed_at
from action a
left join participant p on p.id = a.participant_id
left join person e on e.id = a.person_id
left join decision d on d.id = a.decision_id
where a.programme_id = (select x.id from programme x where x.uid = :programme_uid)
order by a.due_on, a.id
limit 300;

-- Whom a signed link or a mail names, while it stands.
-- name: action_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, programme_id int, programme_uid text, programme text, city text, member_uid text, what text, due_on date, state text, decision text?, steps int
select a.id, a.uid, a.programme_id, o.uid as programme_uid, o.name as programme, m.name as city, m.uid as member_uid, a.what,
    a.due_on, a.state, d.says as decision, (select count(*) from action_step s where s.action_id = a.id) as steps
from action a
join programme o on o.id = a.programme_id
join member_city m on m.id = o.member_id
left join decision d on d.id = a.decision_id
where a.uid = :uid and a.removed_at is null;

-- What was said of the actions of a programme, in order.
-- name: action_steps
-- gives: many 6000
-- in: programme_uid text
-- out: action_id int, step text, due_on date, says text, by_link bool, person text?, made_at int
select s.action_id, s.step, s.due_on, s.says, s.by_link, e.name as person, s.made_at
from action a
join action_step s on s.action_id = a.id
left join person e on e.id = s.person_id
where a.programme_id = (select x.id from programme x where x.uid = :programme_uid)
order by s.action_id, s.number
limit 6000;

-- name: action_reviews
-- gives: many 3
-- in: programme_uid text
-- out: days int, begun_at int, told_at int?
select r.days, r.begun_at, r.told_at
from action_review r
where r.programme_id = (select x.id from programme x where x.uid = :programme_uid)
order by r.days
limit 3;

-- name: action_room
-- gives: one
-- in: programme_id int
-- out: n int
select count(*) as n
from action
where programme_id = :programme_id;

-- name: action_id
-- gives: one
-- in: uid text
-- out: id int
select id
from action
where uid = :uid;

-- ---- it is written

-- name: action_add
-- gives: none
-- in: uid text, programme_id int, what text, participant_id int?, person_id int?, who text, mail text, mail_folded text, due_on date, decision_id int?, made_by int, now int
insert into action (id, uid, programme_id, what, participant_id, person_id, who, mail, mail_folded, due_on, decision_id, state,
    nudged_on, late_on, reviewed, made_by, made_at, removed_at)
values ((select coalesce(max(id), 0) + 1 from action), :uid, :programme_id, :what, :participant_id, :person_id, :who, :mail,
    :mail_folded, :due_on, :decision_id, 'open', 0, 0, 0, :made_by, :now, null);

-- name: action_save
-- gives: none
-- in: id int, what text, participant_id int?, person_id int?, who text, mail text, mail_folded text, decision_id int?
update action
set what = :what, participant_id = :participant_id, person_id = :person_id, who = :who, mail = :mail, mail_folded = :mail_folded,
    decision_id = :decision_id
where id = :id;

-- name: action_state
-- gives: none
-- in: id int, state text, due_on date
update action
set state = :state, due_on = :due_on
where id = :id;

-- name: action_take
-- gives: none
-- in: id int, removed_at int?
update action
set removed_at = :removed_at
where id = :id;

-- name: action_step_add
-- gives: none
-- in: action_id int, step text, due_on date, says text, by_link bool, person_id int?, now int
insert into action_step (id, action_id, number, step, due_on, says, by_link, person_id, made_at)
values ((select coalesce(max(id), 0) + 1 from action_step), :action_id,
    (select coalesce(max(number), 0) + 1 from action_step where action_id = :action_id), :step, :due_on, :says, :by_link,
    :person_id, :now);

-- ---- the clock

-- Open ones whose day is near or was just now, and nobody was told; with where who does it is reached.
-- name: action_due
-- gives: many 200
-- in: low date, high date, today date
-- out: id int, uid text, programme_id int, is_late bool, due_on date, mail text, language text, person_id int
select a.id, a.uid, a.programme_id, case when a.due_on < :today then 1 else 0 end as is_late, a.due_on,
    coalesce(p.mail, e.mail, a.mail) as mail, coalesce(p.language, e.language, o.languages) as language,
    coalesce(a.person_id, 0) as person_id
from action a
join programme o on o.id = a.programme_id
left join participant p on p.id = a.participant_id and p.erased_at is null
left join person e on e.id = a.person_id
where a.state = 'open' and a.due_on between :low and :high and a.removed_at is null and coalesce(p.mail, e.mail, a.mail) <> ''
    and ((a.due_on >= :today and a.nudged_on <> a.due_on) or (a.due_on < :today and a.late_on <> a.due_on))
order by a.programme_id, coalesce(p.mail, e.mail, a.mail), a.due_on, a.id
limit 200;

-- name: action_nudged
-- gives: none
-- in: id int, due_on date
update action
set nudged_on = :due_on
where id = :id;

-- name: action_late
-- gives: none
-- in: id int, due_on date
update action
set late_on = :due_on
where id = :id;

-- Programmes whose last day was then, with an action that stands, and without that review.
-- name: action_review_due
-- gives: many 200
-- in: low date, high date, days int
-- out: programme_id int
select p.id as programme_id
from programme p
where p.ends_on between :low and :high
    and exists (select 1 from action a where a.programme_id = p.id and a.removed_at is null)
    and not exists (select 1 from action_review r where r.programme_id = p.id and r.days = :days)
order by p.id
limit 200;

-- name: action_review_begin
-- gives: none
-- in: programme_id int, days int, now int
insert into action_review (programme_id, days, begun_at, told_at)
values (:programme_id, :days, :now, null);

-- Open ones of a review that has begun, nobody asked for yet.
-- name: action_to_ask
-- gives: many 200
-- in: days int, begun_after int
-- out: id int, uid text, programme_id int, mail text, language text, person_id int
select a.id, a.uid, a.programme_id, coalesce(p.mail, e.mail, a.mail) as mail, coalesce(p.language, e.language, o.languages) as language,
    coalesce(a.person_id, 0) as person_id
from action_review r
join action a on a.programme_id = r.programme_id
join programme o on o.id = a.programme_id
left join participant p on p.id = a.participant_id and p.erased_at is null
left join person e on e.id = a.person_id
where r.days = :days and r.told_at is null and r.begun_at > :begun_after and a.state = 'open' and a.removed_at is null
    and a.reviewed < :days and a.made_at <= r.begun_at and coalesce(p.mail, e.mail, a.mail) <> ''
order by a.programme_id, coalesce(p.mail, e.mail, a.mail), a.id
limit 200;

-- name: action_reviewed
-- gives: none
-- in: id int, days int
update action
set reviewed = :days
where id = :id;

-- Reviews that the city is told of: who was asked has had time.
-- name: action_review_to_tell
-- gives: many 100
-- in: begun_before int
-- out: programme_id int, programme_uid text, member_uid text, days int
select r.programme_id, p.uid as programme_uid, m.uid as member_uid, r.days
from action_review r
join programme p on p.id = r.programme_id
join member_city m on m.id = p.member_id
where r.told_at is null and r.begun_at <= :begun_before
order by r.programme_id, r.days
limit 100;

-- name: action_review_told
-- gives: none
-- in: programme_id int, days int, now int
update action_review
set told_at = :now
where programme_id = :programme_id and days = :days;

-- The main contact of the city that holds a programme.
-- name: action_contact
-- gives: one
-- in: member_uid text, now int
-- out: person_id int, mail text, language text
select p.id as person_id, p.mail, p.language
from person_role r
join person p on p.id = r.person_id
where r.member_id = (select m.id from member_city m where m.uid = :member_uid) and r.role = 'main_contact'
    and (r.until is null or r.until > :now)
order by r.id
limit 1;

-- ---- it goes

-- name: action_forget
-- gives: none
delete from action
where not exists (select 1 from programme p where p.id = action.programme_id);

-- name: action_step_forget
-- gives: none
delete from action_step
where not exists (select 1 from action a where a.id = action_step.action_id);

-- name: action_review_forget
-- gives: none
delete from action_review
where not exists (select 1 from programme p where p.id = action_review.programme_id);

-- Addresses that were typed, of programmes whose last day is so long ago.
-- name: action_forget_mail
-- gives: none
-- in: ended_before date
update action
set mail = '', mail_folded = ''
where mail_folded > '' and programme_id in (select p.id from programme p where p.ends_on < :ended_before);

-- What a participant said by the link; the action and how it stands stay.
-- name: action_erase_participant
-- gives: none
-- in: participant_uid text
update action_step
set says = ''
where by_link = 1 and action_id in (
    select a.id from action a where a.participant_id = (select p.id from participant p where p.uid = :participant_uid));

-- name: action_step_erase_mail
-- gives: none
-- in: folded text
update action_step
set says = ''
where by_link = 1 and action_id in (select a.id from action a where a.mail_folded = :folded and a.mail_folded <> '');

-- name: action_erase_mail
-- gives: none
-- in: folded text
update action
set who = '', mail = '', mail_folded = ''
where mail_folded = :folded and mail_folded <> '';

-- name: action_erase_holder
-- gives: none
-- in: person_id int
update action
set person_id = null
where person_id = :person_id;

-- What they said by the link, as who holds it.
-- name: action_step_erase_holder
-- gives: none
-- in: person_id int
update action_step
set says = ''
where by_link = 1 and action_id in (select a.id from action a where a.person_id = :person_id);

-- name: action_erase_maker
-- gives: none
-- in: person_id int
update action
set made_by = null
where made_by = :person_id;

-- name: action_step_erase_person
-- gives: none
-- in: person_id int
update action_step
set person_id = null
where person_id = :person_id;
