-- Surveys of leadership programmes; store/survey.h.

-- One of a programme of a member city, with how many answered.
-- name: survey_of
-- gives: one
-- in: member_uid text, uid text, kind text
-- out: id int, uid text, programme_id int, structure text, head text, named int?, opened_at int?, closed_at int?, reminded_at int?, rev int, answers int, asked int, answered int
select s.id, s.uid, s.programme_id, s.structure, s.head, s.named, s.opened_at, s.closed_at, s.reminded_at, s.rev,
    coalesce((select t.n from survey_total t where t.survey_id = s.id and t.sector = '' and t.code = '' and t.row_code = '' and t.value = ''), 0) as answers,
    (select count(*) from survey_answered a where a.survey_id = s.id) as asked,
    (select count(*) from survey_answered a where a.survey_id = s.id and a.answered = 1) as answered
from survey s
join programme p on p.id = s.programme_id
join member_city m on m.id = p.member_id
where p.uid = :uid and m.uid = :member_uid and s.kind = :kind;

-- The one that a participant was asked, while it is theirs to answer; their programme and city.
-- name: survey_by_participant
-- gives: one
-- in: uid text, kind text
-- out: id int, uid text, structure text, named int?, opened_at int?, closed_at int?, participant_id int, short_name text, sector text, language text, programme text, city text, member_uid text, programme_uid text, answered int, seen_by text, notes_read_by text, chatham bool
select s.id, s.uid, s.structure, s.named, s.opened_at, s.closed_at, a.id as participant_id, a.short_name, a.sector, a.language,
    p.name as programme, m.name as city, m.uid as member_uid, p.uid as programme_uid, x.answered, p.seen_by, p.notes_read_by, p.chatham
from participant a
join programme p on p.id = a.programme_id
join member_city m on m.id = p.member_id
join survey s on s.programme_id = p.id
join survey_answered x on x.survey_id = s.id and x.participant_id = a.id
where a.uid = :uid and s.kind = :kind and a.removed_at is null and a.erased_at is null;

-- How many began and have not sent it.
-- name: survey_begun
-- gives: one
-- in: id int
-- out: n int
select count(*) as n
from survey_answer
where survey_id = :id and sent = 0;

-- name: survey_id
-- gives: one
-- in: programme_id int, kind text
-- out: id int, uid text
select id, uid
from survey
where programme_id = :programme_id and kind = :kind;

-- name: survey_add
-- gives: none
-- in: uid text, programme_id int, kind text, structure text, now int
insert into survey (id, uid, programme_id, kind, structure, head, named, opened_at, closed_at, reminded_at, made_at, changed_at, rev)
values ((select coalesce(max(id), 0) + 1 from survey), :uid, :programme_id, :kind, :structure, '', null, null, null, null, :now, :now, 1);

-- Only until it opens.
-- name: survey_save
-- gives: none
-- in: id int, structure text, now int
update survey
set structure = :structure, changed_at = :now, rev = rev + 1
where id = :id and opened_at is null;

-- name: survey_head
-- gives: none
-- in: id int, head text
update survey
set head = :head
where id = :id;

-- Whether it names is said once.
-- name: survey_open
-- gives: none
-- in: id int, named bool, now int
update survey
set named = :named, opened_at = :now, changed_at = :now, rev = rev + 1
where id = :id and opened_at is null;

-- name: survey_close
-- gives: none
-- in: id int, closed_at int?, now int
update survey
set closed_at = :closed_at, changed_at = :now, rev = rev + 1
where id = :id and opened_at is not null;

-- name: survey_remind
-- gives: none
-- in: id int, now int
update survey
set reminded_at = :now, rev = rev + 1
where id = :id;

-- ---- the questions on the aims of a programme

-- All surveys of a programme of a member city, how they stand, with how many answered.
-- name: survey_kinds
-- gives: many 10
-- in: member_uid text, uid text
-- out: id int, kind text, opened_at int?, closed_at int?, reminded_at int?, answers int, asked int, answered int
select s.id, s.kind, s.opened_at, s.closed_at, s.reminded_at,
    coalesce((select t.n from survey_total t where t.survey_id = s.id and t.sector = '' and t.code = '' and t.row_code = '' and t.value = ''), 0) as answers,
    (select count(*) from survey_answered a where a.survey_id = s.id) as asked,
    (select count(*) from survey_answered a where a.survey_id = s.id and a.answered = 1) as answered
from survey s
where s.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
order by s.id
limit 10;

-- Those of a programme that are over, as far as they are shown: an open one shows nothing.
-- name: survey_aims_totals
-- gives: many 20000
-- in: member_uid text, uid text
-- out: survey_id int, code text, row_code text, value text, shown int
select t.survey_id, t.code, t.row_code, t.value, t.shown
from survey s
join survey_total t on t.survey_id = s.id
where s.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
    and s.kind <> 'before' and s.closed_at is not null and t.sector = '' and t.shown <> 0
order by t.survey_id, t.code, t.row_code, t.value
limit 20000;

-- What was written, as it is shown.
-- name: survey_aims_told
-- gives: many 10
-- in: member_uid text, uid text
-- out: survey_id int, told text
select s.id as survey_id, s.told
from survey s
where s.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
    and s.kind <> 'before' and s.closed_at is not null
order by s.id
limit 10;

-- How the leaders rated the city, round by round, in assessments of a programme: how many said each level.
-- name: survey_aims_ratings
-- gives: many 20000
-- in: member_uid text, uid text
-- out: round_id int, closed_at int, criterion text, level int, n int
select r.id as round_id, r.closed_at, g.criterion, g.level, count(*) as n
from assessment a
join assessment_round r on r.assessment_id = a.id
join assessment_rater t on t.round_id = r.id
join rating g on g.rater_id = t.id
where a.programme_id = (select p.id from programme p join member_city m on m.id = p.member_id where p.uid = :uid and m.uid = :member_uid)
    and r.closed_at is not null and g.level is not null
group by r.id, r.closed_at, g.criterion, g.level
order by r.closed_at, r.id, g.criterion, g.level
limit 20000;

-- What the first of them asked: all others ask the same.
-- name: survey_aims_structure
-- gives: one
-- in: programme_id int
-- out: structure text
select structure
from survey
where programme_id = :programme_id and kind <> 'before'
order by id
limit 1;

-- That before the programme's aims, while it can be answered: it is asked in the same mail.
-- name: survey_aims_with
-- gives: one
-- in: programme_id int
-- out: id int
select id
from survey
where programme_id = :programme_id and kind = 'aims_before' and opened_at is not null and closed_at is null;

-- Programmes that were held, whose last day was within these and which were not asked so yet.
-- name: survey_aims_due
-- gives: many 200
-- in: kind text, since date, until date
-- out: programme_id int, name text, languages text, stage text, begins_on date, ends_on date
select p.id as programme_id, p.name, p.languages, s.stage, p.begins_on, p.ends_on
from programme p
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
where p.ends_on >= :since and p.ends_on <= :until and s.stage in ('day', 'wrap_up', 'follow_up')
    and not exists (select 1 from survey y where y.programme_id = p.id and y.kind = :kind)
order by p.id
limit 200;

-- Those on aims that can be answered.
-- name: survey_aims_open
-- gives: many 1000
-- out: id int, kind text, opened_at int, stage text, begins_on date, ends_on date
select y.id, y.kind, y.opened_at, s.stage, p.begins_on, p.ends_on
from survey y
join programme p on p.id = y.programme_id
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
where y.kind <> 'before' and y.opened_at is not null and y.closed_at is null
order by y.id
limit 1000;

-- ---- who is asked

-- Who has an address, is on the list and was not asked yet.
-- name: survey_to_ask
-- gives: many 2000
-- in: id int
-- out: participant_id int, uid text, mail text, language text
select a.id as participant_id, a.uid, a.mail, a.language
from survey s
join participant a on a.programme_id = s.programme_id
where s.id = :id and a.removed_at is null and a.erased_at is null and a.mail <> ''
    and not exists (select 1 from survey_answered x where x.survey_id = s.id and x.participant_id = a.id)
order by a.id
limit 2000;

-- Who was asked and has not answered.
-- name: survey_to_remind
-- gives: many 2000
-- in: id int
-- out: participant_id int, uid text, mail text, language text
select a.id as participant_id, a.uid, a.mail, a.language
from survey_answered x
join participant a on a.id = x.participant_id
where x.survey_id = :id and x.answered = 0 and a.removed_at is null and a.erased_at is null and a.mail <> ''
order by a.id
limit 2000;

-- name: survey_ask
-- gives: none
-- in: survey_id int, participant_id int
insert into survey_answered (survey_id, participant_id, answered)
values (:survey_id, :participant_id, 0)
on conflict (survey_id, participant_id) do nothing;

-- name: survey_note_answered
-- gives: none
-- in: survey_id int, participant_id int
update survey_answered
set answered = 1
where survey_id = :survey_id and participant_id = :participant_id;

-- name: survey_has_answered
-- gives: one
-- in: survey_id int, participant_id int
-- out: answered bool
select answered
from survey_answered
where survey_id = :survey_id and participant_id = :participant_id;

-- ---- answers

-- name: survey_answer
-- gives: one
-- in: digest text
-- out: survey_id int, participant_id int?, sector text, body text, sent bool, rev int
select survey_id, participant_id, sector, body, sent, rev
from survey_answer
where digest = :digest;

-- name: survey_answer_put
-- gives: none
-- in: digest text, survey_id int, participant_id int?, sector text, body text, sent bool
insert into survey_answer (digest, survey_id, participant_id, sector, body, sent, rev)
values (:digest, :survey_id, :participant_id, :sector, :body, :sent, 1)
on conflict (digest) do update
set body = excluded.body, sent = excluded.sent, rev = survey_answer.rev + 1;

-- name: survey_total_add
-- gives: none
-- in: survey_id int, sector text, code text, row_code text, value text, n int
insert into survey_total (survey_id, sector, code, row_code, value, n)
values (:survey_id, :sector, :code, :row_code, :value, :n)
on conflict (survey_id, sector, code, row_code, value) do update
set n = survey_total.n + excluded.n;

-- How many answered each question of a survey, and how many of them are shown; none of a programme that is a guest here, which shows its own answers
-- at home only.
-- name: survey_total_asked
-- gives: many 500
-- in: survey_id int
-- out: code text, n int, next int, shown int
select t.code, t.n, t.next, t.shown
from survey_total t
where t.survey_id = :survey_id and t.sector = '' and t.row_code = '' and t.value = ''
    and not exists (select 1 from survey s join programme_home h on h.programme_id = s.programme_id where s.id = :survey_id)
order by t.code
limit 500;

-- Five more have answered it.
-- name: survey_total_step
-- gives: none
-- in: survey_id int, code text
update survey_total
set shown = next, next = n
where survey_id = :survey_id and sector = '' and code = :code and (shown <> next or next <> n);

-- It is closed: what stands is shown.
-- name: survey_total_show
-- gives: none
-- in: survey_id int, code text
update survey_total
set shown = n, next = n
where survey_id = :survey_id and sector = '' and code = :code and (shown <> n or next <> n);

-- Questions that are answered in own words: nothing but their answers is counted.
-- name: survey_total_words
-- gives: many 500
-- in: survey_id int
-- out: code text
select t.code
from survey_total t
where t.survey_id = :survey_id and t.sector = '' and t.code <> '' and t.row_code = '' and t.value = ''
    and not exists (select 1 from survey_total x where x.survey_id = :survey_id and x.sector = '' and x.code = t.code and (x.row_code <> '' or x.value <> ''))
order by t.code
limit 500;

-- name: survey_told
-- gives: one
-- in: id int
-- out: told text
select told
from survey
where id = :id;

-- name: survey_tell
-- gives: none
-- in: id int, told text
update survey
set told = :told
where id = :id;

-- Those of a programme that name nobody.
-- name: survey_unnamed
-- gives: many 10
-- in: programme text
-- out: id int, closed_at int?
select s.id, s.closed_at
from survey s
where s.programme_id = (select p.id from programme p where p.uid = :programme) and s.named = 0
order by s.id
limit 10;

-- Those of all, and of a named survey those of each sector.
-- name: survey_totals
-- gives: many 50000
-- in: survey_id int
-- out: sector text, code text, row_code text, value text, n int, shown int
select sector, code, row_code, value, n, shown
from survey_total
where survey_id = :survey_id and (n <> 0 or shown <> 0)
order by sector, code, row_code, value
limit 50000;

-- Those that were sent, a page at a time, in the order of their digests, which says nothing.
-- Of one that names who answered: all who take part, by name.
-- name: survey_answers_named
-- gives: many 2000
-- in: survey_id int
-- out: name text, organisation text, sector text, body text
select p.name, p.organisation, p.sector, a.body
from survey_answer a
join participant p on p.id = a.participant_id
where a.survey_id = :survey_id and a.sent = 1
order by p.name, p.id
limit 2000;

-- What cards of the knowledge wall and blocks of the agenda say already.
-- name: survey_used
-- gives: many 600
-- in: uid text
-- out: on_wall bool, says text
select 1 as on_wall, c.claim as says
from wall_card c
where c.programme_id = (select p.id from programme p where p.uid = :uid) and c.removed_at is null
union all
select 0 as on_wall, b.purpose as says
from programme_block b
where b.programme_id = (select p.id from programme p where p.uid = :uid) and b.removed_at is null and b.purpose <> ''
order by on_wall, says
limit 600;

-- name: survey_answers
-- gives: many 200
-- in: survey_id int, after text
-- out: digest text, participant_id int?, body text
select digest, participant_id, body
from survey_answer
where survey_id = :survey_id and digest > :after and sent = 1
order by digest
limit 200;

-- ---- somebody is erased, it goes

-- Of a named survey what they wrote; what it counted for stays.
-- name: survey_erase_answers
-- gives: none
-- in: uid text
delete from survey_answer
where participant_id = (select a.id from participant a where a.uid = :uid);

-- name: survey_erase_answered
-- gives: none
-- in: uid text
delete from survey_answered
where participant_id = (select a.id from participant a where a.uid = :uid);

-- What was answered in programmes whose last day is so long ago; totals stay with the programme.
-- name: survey_forget_over
-- gives: none
-- in: before date
delete from survey_answer
where survey_id in (select s.id from survey s join programme p on p.id = s.programme_id where p.ends_on < :before);

-- name: survey_forget_told
-- gives: none
-- in: before date
update survey
set told = ''
where told <> '' and programme_id in (select p.id from programme p where p.ends_on < :before);

-- name: survey_forget_asked
-- gives: none
-- in: before date
delete from survey_answered
where survey_id in (select s.id from survey s join programme p on p.id = s.programme_id where p.ends_on < :before)
    or participant_id in (select a.id from participant a where a.erased_at is not null);

-- name: survey_forget_named
-- gives: none
delete from survey_answer
where participant_id in (select a.id from participant a where a.erased_at is not null);

-- Those of programmes that are gone, and what hangs on them.
-- name: survey_forget
-- gives: none
delete from survey
where not exists (select 1 from programme p where p.id = survey.programme_id);

-- name: survey_forget_loose
-- gives: none
delete from survey_answer
where not exists (select 1 from survey s where s.id = survey_answer.survey_id);

-- name: survey_forget_loose_asked
-- gives: none
delete from survey_answered
where not exists (select 1 from survey s where s.id = survey_answered.survey_id);

-- name: survey_forget_totals
-- gives: none
delete from survey_total
where not exists (select 1 from survey s where s.id = survey_total.survey_id);

-- ---- the command line

-- That before the leadership programme with this uid.
-- name: survey_of_programme
-- gives: one
-- in: uid text
-- out: programme_id int, id int?, structure text?, head text?, opened_at int?
select p.id as programme_id, s.id, s.structure, s.head, s.opened_at
from programme p
left join survey s on s.programme_id = p.id and s.kind = 'before'
where p.uid = :uid;
