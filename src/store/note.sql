-- Notes of leadership programmes; store/note.h. A page has looked whose programme it is before it shows anything of these.

-- Of a programme; step: '' it was never closed.
-- name: note_of
-- gives: one
-- in: programme_uid text
-- out: id int, programme_id int, language text, changed_by int?, changed_name text?, changed_at int, rev int, step text
select n.id, n.programme_id, n.language, n.changed_by, e.name as changed_name, n.changed_at, n.rev,
    coalesce((select s.step from note_step s where s.note_id = n.id order by s.number desc limit 1), '') as step
from note n
left join person e on e.id = n.changed_by
where n.programme_id = (select p.id from programme p where p.uid = :programme_uid);

-- With the last text of each; also those that were taken out.
-- name: note_sections
-- gives: many 200
-- in: programme_uid text
-- out: id int, uid text, number int, source text, title text, draft text, removed_at int?, text_number int, body text, came_by text, person text?, text_at int
select s.id, s.uid, s.number, s.source, s.title, s.draft, s.removed_at, t.number as text_number, t.body, t.came_by,
    e.name as person, t.made_at as text_at
from note_section s
join note_text t on t.section_id = s.id and t.number = (select max(x.number) from note_text x where x.section_id = s.id)
left join person e on e.id = t.person_id
where s.note_id = (select n.id from note n where n.programme_id = (select p.id from programme p where p.uid = :programme_uid))
order by s.number, s.id
limit 200;

-- Its texts, newest first.
-- name: note_texts
-- gives: many 20
-- in: section_uid text
-- out: number int, body text, came_by text, person text?, made_at int
select t.number, t.body, t.came_by, e.name as person, t.made_at
from note_text t
left join person e on e.id = t.person_id
where t.section_id = (select s.id from note_section s where s.uid = :section_uid)
order by t.number desc
limit 20;

-- name: note_text_one
-- gives: one
-- in: section_id int, number int
-- out: body text
select body
from note_text
where section_id = :section_id and number = :number;

-- When they were closed and opened again.
-- name: note_steps
-- gives: many 100
-- in: programme_uid text
-- out: number int, step text, reason text, person text?, made_at int
select s.number, s.step, s.reason, e.name as person, s.made_at
from note_step s
left join person e on e.id = s.person_id
where s.note_id = (select n.id from note n where n.programme_id = (select p.id from programme p where p.uid = :programme_uid))
order by s.number
limit 100;

-- What participants would correct and nobody has looked at yet. before: the text that they changed.
-- name: note_corrections
-- gives: many 200
-- in: programme_uid text
-- out: id int, uid text, section_id int, section_uid text, title text, base int, body text, before text?, made_at int
select c.id, c.uid, c.section_id, s.uid as section_uid, s.title, c.base, c.body, t.body as before, c.made_at
from note_section s
join note_correction c on c.section_id = s.id and c.state = 'waiting'
left join note_text t on t.section_id = c.section_id and t.number = c.base
where s.note_id = (select n.id from note n where n.programme_id = (select p.id from programme p where p.uid = :programme_uid))
    and s.removed_at is null
order by s.number, c.id
limit 200;

-- What somebody has sent, the newest first.
-- name: note_corrections_of
-- gives: many 40
-- in: participant_uid text
-- out: title text, state text, made_at int
select s.title, c.state, c.made_at
from note_correction c
join note_section s on s.id = c.section_id
where c.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by c.id desc
limit 40;

-- Also those that were taken out.
-- name: decision_list
-- gives: many 200
-- in: programme_uid text
-- out: id int, uid text, says text, from_kind text, from_says text, carried_by text, person text?, made_at int, removed_at int?
select d.id, d.uid, d.says, d.from_kind, d.from_says, d.carried_by, e.name as person, d.made_at, d.removed_at
from decision d
left join person e on e.id = d.person_id
where d.programme_id = (select p.id from programme p where p.uid = :programme_uid)
order by d.id
limit 200;

-- Assessments of a programme whose last round is closed.
-- name: note_assessments
-- gives: many 20
-- in: programme_uid text
-- out: uid text, name text
select a.uid, a.name
from assessment a
join assessment_round r on r.assessment_id = a.id and r.number = (select max(x.number) from assessment_round x where x.assessment_id = a.id)
where a.programme_id = (select p.id from programme p where p.uid = :programme_uid) and r.closed_at is not null
order by a.id
limit 20;

-- ---- they are written

-- name: note_add
-- gives: none
-- in: programme_id int, language text, person_id int, now int
insert into note (id, programme_id, language, changed_by, changed_at, rev)
values ((select coalesce(max(id), 0) + 1 from note), :programme_id, :language, :person_id, :now, 1);

-- name: note_id
-- gives: one
-- in: programme_id int
-- out: id int
select id
from note
where programme_id = :programme_id;

-- name: note_changed
-- gives: none
-- in: id int, person_id int, now int
update note
set changed_by = :person_id, changed_at = :now, rev = rev + 1
where id = :id;

-- name: note_room
-- gives: one
-- in: note_id int
-- out: n int, number int
select count(*) as n, coalesce(max(number), 0) as number
from note_section
where note_id = :note_id;

-- name: note_section_add
-- gives: none
-- in: uid text, note_id int, number int, source text, title text, draft text
insert into note_section (id, uid, note_id, number, source, title, draft, removed_at)
values ((select coalesce(max(id), 0) + 1 from note_section), :uid, :note_id, :number, :source, :title, :draft, null);

-- name: note_section_id
-- gives: one
-- in: uid text
-- out: id int
select id
from note_section
where uid = :uid;

-- name: note_section_flow
-- gives: none
-- in: id int, draft text
update note_section
set draft = :draft
where id = :id;

-- name: note_section_title
-- gives: none
-- in: id int, title text
update note_section
set title = :title
where id = :id;

-- name: note_section_take
-- gives: none
-- in: id int, removed_at int?
update note_section
set removed_at = :removed_at
where id = :id;

-- name: note_text_add
-- gives: none
-- in: section_id int, number int, body text, came_by text, person_id int, now int
insert into note_text (id, section_id, number, body, came_by, person_id, made_at)
values ((select coalesce(max(id), 0) + 1 from note_text), :section_id, :number, :body, :came_by, :person_id, :now);

-- name: note_text_forget_old
-- gives: none
-- in: section_id int, before int
delete from note_text
where section_id = :section_id and number < :before;

-- name: note_step_add
-- gives: none
-- in: note_id int, step text, reason text, person_id int, now int
insert into note_step (id, note_id, number, step, reason, person_id, made_at)
values ((select coalesce(max(id), 0) + 1 from note_step), :note_id,
    (select coalesce(max(number), 0) + 1 from note_step where note_id = :note_id), :step, :reason, :person_id, :now);

-- name: note_correction_room
-- gives: one
-- in: participant_id int
-- out: n int
select count(*) as n
from note_correction
where participant_id = :participant_id;

-- name: note_correction_add
-- gives: none
-- in: uid text, section_id int, participant_id int, base int, body text, now int
insert into note_correction (id, uid, section_id, participant_id, base, body, state, made_at, settled_at)
values ((select coalesce(max(id), 0) + 1 from note_correction), :uid, :section_id, :participant_id, :base, :body, 'waiting', :now, null);

-- name: note_correction_settle
-- gives: none
-- in: id int, state text, now int
update note_correction
set state = :state, settled_at = :now
where id = :id and state = 'waiting';

-- name: decision_room
-- gives: one
-- in: programme_id int
-- out: n int
select count(*) as n
from decision
where programme_id = :programme_id;

-- name: decision_add
-- gives: none
-- in: uid text, programme_id int, says text, from_kind text, from_says text, carried_by text, person_id int, now int
insert into decision (id, uid, programme_id, says, from_kind, from_says, carried_by, person_id, made_at, removed_at)
values ((select coalesce(max(id), 0) + 1 from decision), :uid, :programme_id, :says, :from_kind, :from_says, :carried_by,
    :person_id, :now, null);

-- name: decision_save
-- gives: none
-- in: id int, says text, from_kind text, from_says text, carried_by text
update decision
set says = :says, from_kind = :from_kind, from_says = :from_says, carried_by = :carried_by
where id = :id;

-- name: decision_take
-- gives: none
-- in: id int, removed_at int?
update decision
set removed_at = :removed_at
where id = :id;

-- ---- it goes

-- name: note_forget
-- gives: none
delete from note
where not exists (select 1 from programme p where p.id = note.programme_id);

-- name: note_section_forget
-- gives: none
delete from note_section
where not exists (select 1 from note n where n.id = note_section.note_id);

-- name: note_text_forget
-- gives: none
delete from note_text
where not exists (select 1 from note_section s where s.id = note_text.section_id);

-- name: note_step_forget
-- gives: none
delete from note_step
where not exists (select 1 from note n where n.id = note_step.note_id);

-- Also of participants who are erased, or whose time is over.
-- name: note_correction_forget
-- gives: none
delete from note_correction
where not exists (select 1 from note_section s where s.id = note_correction.section_id)
    or not exists (select 1 from participant a where a.id = note_correction.participant_id and a.erased_at is null);

-- name: note_correction_erase
-- gives: none
-- in: participant_uid text
delete from note_correction
where participant_id = (select a.id from participant a where a.uid = :participant_uid);

-- name: decision_forget
-- gives: none
delete from decision
where not exists (select 1 from programme p where p.id = decision.programme_id);

-- name: note_erase_person
-- gives: none
-- in: person_id int
update note
set changed_by = null
where changed_by = :person_id;

-- name: note_text_erase_person
-- gives: none
-- in: person_id int
update note_text
set person_id = null
where person_id = :person_id;

-- name: note_step_erase_person
-- gives: none
-- in: person_id int
update note_step
set person_id = null
where person_id = :person_id;

-- name: decision_erase_person
-- gives: none
-- in: person_id int
update decision
set person_id = null
where person_id = :person_id;
