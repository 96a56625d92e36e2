-- Assessments of member cities; store/assessment.h.

-- One of a member city's, with its last round.
-- name: assessment_of
-- gives: one
-- in: member_uid text, uid text
-- out: id int, uid text, member_id int, city text, name text, programme text?, programme_uid text?, framework text, form text, adapts bool, in_room bool, made_at int, changed_at int, round_id int, number int, opened_at int, closed_at int?, closed_by text?, reminded_at int?, told_raters int?, told_ratings int?, hides bool
select a.id, a.uid, a.member_id, m.name as city, a.name, o.name as programme, o.uid as programme_uid, a.framework, a.form, a.adapts, a.in_room, a.made_at, a.changed_at,
    r.id as round_id, r.number, r.opened_at, r.closed_at, p.name as closed_by, r.reminded_at, r.told_raters, r.told_ratings, r.hides
from assessment a
join member_city m on m.id = a.member_id
join assessment_round r on r.assessment_id = a.id and r.number = (select max(x.number) from assessment_round x where x.assessment_id = a.id)
left join person p on p.id = r.closed_by
left join programme o on o.id = a.programme_id
where a.uid = :uid and m.uid = :member_uid;

-- Those of a city, the latest first.
-- name: assessment_list
-- gives: many 100
-- in: member_uid text
-- out: uid text, name text, form text, number int, opened_at int, closed_at int?, raters_n int, answered_n int
select a.uid, a.name, a.form, r.number, r.opened_at, r.closed_at,
    (select count(*) from assessment_rater t where t.round_id = r.id) as raters_n,
    (select count(*) from assessment_rater t where t.round_id = r.id and exists (select 1 from rating g where g.rater_id = t.id)) as answered_n
from assessment a
join assessment_round r on r.assessment_id = a.id and r.number = (select max(x.number) from assessment_round x where x.assessment_id = a.id)
where a.member_id = (select m.id from member_city m where m.uid = :member_uid)
order by a.id desc
limit 100;

-- Who rates in its last two rounds, and how much they have said.
-- name: assessment_raters
-- gives: many 400
-- in: uid text
-- out: id int, uid text, round_id int, participant_id int?, name text, sector text, mail text, mail_folded text, language text, asked_at int?, part bool, answers_n int
select t.id, t.uid, t.round_id, t.participant_id, t.name, t.sector, t.mail, t.mail_folded, t.language, t.asked_at, t.part, (select count(*) from rating g where g.rater_id = t.id) as answers_n
from assessment a
join assessment_round r on r.assessment_id = a.id
    and r.number >= (select max(x.number) - 1 from assessment_round x where x.assessment_id = a.id)
join assessment_rater t on t.round_id = r.id
where a.uid = :uid
order by t.round_id, t.id
limit 400;

-- What was handed to whom in its last round.
-- name: assessment_handed
-- gives: many 2000
-- in: uid text
-- out: rater_id int, dimension text, to_id int
select h.rater_id, h.dimension, h.to_id
from assessment a
join assessment_round r on r.assessment_id = a.id and r.number = (select max(x.number) from assessment_round x where x.assessment_id = a.id)
join assessment_rater t on t.round_id = r.id
join assessment_handed h on h.rater_id = t.id
where a.uid = :uid
order by h.rater_id, h.dimension
limit 2000;

-- What they said in its last two rounds.
-- name: assessment_ratings
-- gives: many 80000
-- in: uid text
-- out: rater_id int, criterion text, answer text, level int?, because text, confirmed bool, confirmed_by text?
select g.rater_id, g.criterion, g.answer, g.level, g.because,
    case when c.rater_id is null then 0 else 1 end as confirmed, e.name as confirmed_by
from assessment a
join assessment_round r on r.assessment_id = a.id
    and r.number >= (select max(x.number) - 1 from assessment_round x where x.assessment_id = a.id)
join assessment_rater t on t.round_id = r.id
join rating g on g.rater_id = t.id
left join rating_confirmed c on c.rater_id = g.rater_id and c.criterion = g.criterion
left join person e on e.id = c.person_id
where a.uid = :uid
order by g.rater_id, g.criterion
limit 80000;

-- What the city made of its last two rounds.
-- name: assessment_levels
-- gives: many 400
-- in: uid text
-- out: round_id int, criterion text, level int?, because text, target int?, person text?, said_at int
select l.round_id, l.criterion, l.level, l.because, l.target, p.name as person, l.said_at
from assessment a
join assessment_round r on r.assessment_id = a.id
    and r.number >= (select max(x.number) - 1 from assessment_round x where x.assessment_id = a.id)
join assessment_level l on l.round_id = r.id
left join person p on p.id = l.person_id
where a.uid = :uid
order by l.round_id, l.criterion
limit 400;

-- ---- it begins

-- name: assessment_count
-- gives: one
-- in: member_id int
-- out: n int
select count(*) as n
from assessment
where member_id = :member_id;

-- name: assessment_add
-- gives: none
-- in: uid text, member_id int, programme_id int?, name text, framework text, form text, adapts bool, now int
insert into assessment (id, uid, member_id, programme_id, name, framework, form, adapts, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from assessment), :uid, :member_id, :programme_id, :name, :framework,
    :form, :adapts, :now, :now);

-- name: assessment_id
-- gives: one
-- in: uid text
-- out: id int
select id
from assessment
where uid = :uid;

-- name: assessment_round_add
-- gives: none
-- in: assessment_id int, now int
insert into assessment_round (id, assessment_id, number, opened_at)
values ((select coalesce(max(id), 0) + 1 from assessment_round), :assessment_id,
    (select coalesce(max(number), 0) + 1 from assessment_round where assessment_id = :assessment_id), :now);

-- Those of the round before rate again, with links of their own.
-- name: assessment_rater_before
-- gives: many 200
-- in: assessment_id int
-- out: participant_id int?, name text, sector text, mail text, mail_folded text, language text
select t.participant_id, t.name, t.sector, t.mail, t.mail_folded, t.language
from assessment_rater t
where t.name <> '' and t.part = 0 and t.round_id = (select max(r.id) from assessment_round r
    where r.assessment_id = :assessment_id and r.number < (select max(x.number) from assessment_round x where x.assessment_id = :assessment_id))
order by t.id
limit 200;

-- name: assessment_rater_add
-- gives: none
-- in: uid text, round_id int, participant_id int?, name text, sector text, mail text, mail_folded text, language text, part bool, now int
insert into assessment_rater (id, uid, round_id, participant_id, name, sector, mail, mail_folded, language, part, made_at)
values ((select coalesce(max(id), 0) + 1 from assessment_rater), :uid, :round_id, :participant_id, :name,
    :sector, :mail, :mail_folded, :language, :part, :now);

-- name: assessment_rater_asked
-- gives: none
-- in: id int, now int
update assessment_rater
set asked_at = :now
where id = :id;

-- name: assessment_round_reminded
-- gives: none
-- in: id int, now int
update assessment_round
set reminded_at = :now
where id = :id;

-- Whether who has joined the room may rate.
-- name: assessment_room
-- gives: none
-- in: id int, in_room bool
update assessment
set in_room = :in_room
where id = :id;

-- name: assessment_rater_remove
-- gives: none
-- in: id int
delete from assessment_rater
where id = :id;

-- name: assessment_rater_erase
-- gives: none
-- in: id int
update assessment_rater
set name = '', mail = '', mail_folded = ''
where id = :id;

-- Something was done in it.
-- name: assessment_touch
-- gives: none
-- in: id int, now int
update assessment
set changed_at = :now
where id = :id;

-- name: assessment_round_close
-- gives: none
-- in: id int, person_id int, told_raters int, told_ratings int, hides bool, now int
update assessment_round
set closed_at = :now, closed_by = :person_id, told_raters = :told_raters, told_ratings = :told_ratings, hides = :hides
where id = :id and closed_at is null;

-- How many have said anything in a round, and how many answers there are.
-- name: assessment_round_said
-- gives: one
-- in: id int
-- out: raters int, ratings int
select count(distinct g.rater_id) as raters, count(*) as ratings
from assessment_rater t
join rating g on g.rater_id = t.id
where t.round_id = :id;

-- name: assessment_round_open
-- gives: none
-- in: id int
update assessment_round
set closed_at = null, closed_by = null
where id = :id;

-- name: assessment_level_put
-- gives: none
-- in: round_id int, criterion text, level int?, because text, target int?, person_id int, now int
insert into assessment_level (round_id, criterion, level, because, target, person_id, said_at)
values (:round_id, :criterion, :level, :because, :target, :person_id, :now)
on conflict (round_id, criterion) do update
set level = excluded.level, because = excluded.because, target = excluded.target, person_id = excluded.person_id,
    said_at = excluded.said_at;

-- ---- who rates

-- Whom a signed link names.
-- name: assessment_rater_by_uid
-- gives: one
-- in: uid text
-- out: id int, name text, sector text, mail_folded text, language text, part bool, round_id int, opened_at int, closed_at int?, assessment_id int, assessment_uid text, assessment text, framework text, form text, adapts bool, city text, network text?
select t.id, t.name, t.sector, t.mail_folded, t.language, t.part, t.round_id, r.opened_at, r.closed_at, a.id as assessment_id, a.uid as assessment_uid, a.name as assessment,
    a.framework, a.form, a.adapts, m.name as city, h.network
from assessment_rater t
join assessment_round r on r.id = t.round_id
join assessment a on a.id = r.assessment_id
join member_city m on m.id = a.member_id
left join programme_home h on h.programme_id = a.programme_id
where t.uid = :uid and t.name <> '';

-- What everybody said in the round of that rater, and who of them it is.
-- name: assessment_rater_round
-- gives: many 40000
-- in: uid text
-- out: rater_id int, sector text, criterion text, answer text, level int?, because text
select g.rater_id, t.sector, g.criterion, g.answer, g.level, case when t.uid = :uid then g.because else '' end as because
from assessment_rater t
join rating g on g.rater_id = t.id
where t.round_id = (select x.round_id from assessment_rater x where x.uid = :uid)
order by g.rater_id, g.criterion
limit 40000;

-- name: rating_put
-- gives: none
-- in: rater_id int, criterion text, answer text, level int?, because text
insert into rating (rater_id, criterion, answer, level, because)
values (:rater_id, :criterion, :answer, :level, :because)
on conflict (rater_id, criterion) do update
set answer = excluded.answer, level = excluded.level, because = excluded.because;

-- Somebody who did not write it has read that sentence of a level, and says it is so; alike ones are one.
-- name: rating_confirm
-- gives: none
-- in: round_id int, criterion text, level int, because text, person_id int
insert into rating_confirmed (rater_id, criterion, person_id)
select g.rater_id, g.criterion, :person_id
from assessment_rater t
join rating g on g.rater_id = t.id
where t.round_id = :round_id and g.criterion = :criterion and g.level = :level and g.because = :because
on conflict (rater_id, criterion) do nothing;

-- It is taken back.
-- name: rating_doubt
-- gives: none
-- in: round_id int, criterion text, level int, because text
delete from rating_confirmed
where criterion = :criterion and rater_id in (
    select t.id
    from assessment_rater t
    join rating g on g.rater_id = t.id
    where t.round_id = :round_id and g.criterion = :criterion and g.level = :level and g.because = :because);

-- What they said has changed.
-- name: rating_confirmed_remove
-- gives: none
-- in: rater_id int, criterion text
delete from rating_confirmed
where rater_id = :rater_id and criterion = :criterion;

-- name: rating_confirmed_forget
-- gives: none
delete from rating_confirmed
where not exists (select 1 from rating g where g.rater_id = rating_confirmed.rater_id and g.criterion = rating_confirmed.criterion);

-- name: rating_remove
-- gives: none
-- in: rater_id int, criterion text
delete from rating
where rater_id = :rater_id and criterion = :criterion;

-- Of who answers for others only, once nobody hands them that dimension.
-- name: rating_remove_part
-- gives: none
-- in: rater_id int, criterion text, dimension text
delete from rating
where rater_id = :rater_id and criterion = :criterion
    and exists (select 1 from assessment_rater t where t.id = :rater_id and t.part = 1)
    and not exists (select 1 from assessment_handed h where h.to_id = :rater_id and h.dimension = :dimension);

-- ---- handed to somebody else

-- What a rater handed to whom, and (mine false) what was handed to them by whom.
-- name: rater_handed
-- gives: many 200
-- in: uid text
-- out: mine bool, dimension text, other_id int, name text
select 1 as mine, h.dimension, o.id as other_id, o.name
from assessment_rater t
join assessment_handed h on h.rater_id = t.id
join assessment_rater o on o.id = h.to_id
where t.uid = :uid
union all
select 0 as mine, h.dimension, o.id as other_id, o.name
from assessment_rater t
join assessment_handed h on h.to_id = t.id
join assessment_rater o on o.id = h.rater_id
where t.uid = :uid
order by 1 desc, 2
limit 200;

-- Another rater of the round with that address.
-- name: assessment_rater_by_mail
-- gives: one
-- in: round_id int, mail_folded text
-- out: id int, uid text, part bool
select id, uid, part
from assessment_rater
where round_id = :round_id and mail_folded = :mail_folded and mail_folded <> '' and name <> ''
order by id
limit 1;

-- name: assessment_rater_count
-- gives: one
-- in: round_id int
-- out: n int
select count(*) as n
from assessment_rater
where round_id = :round_id;

-- name: assessment_hand
-- gives: none
-- in: rater_id int, dimension text, to_id int
insert into assessment_handed (rater_id, dimension, to_id)
values (:rater_id, :dimension, :to_id)
on conflict (rater_id, dimension) do update
set to_id = excluded.to_id;

-- name: assessment_hand_back
-- gives: none
-- in: rater_id int, dimension text
delete from assessment_handed
where rater_id = :rater_id and dimension = :dimension;

-- Who was to answer for somebody else and has nothing left to answer.
-- name: assessment_rater_idle
-- gives: none
-- in: id int
delete from assessment_rater
where id = :id and part = 1 and not exists (select 1 from assessment_handed h where h.to_id = assessment_rater.id);

-- Nobody answers what was handed to who is gone; and what they had handed on is theirs no more.
-- name: assessment_handed_forget
-- gives: none
delete from assessment_handed
where not exists (select 1 from assessment_rater t where t.id = assessment_handed.rater_id and t.name <> '')
    or not exists (select 1 from assessment_rater t where t.id = assessment_handed.to_id and t.name <> '');

-- ---- in the room

-- Assessments that a participant may rate from the room, and as whom they do already.
-- name: assessment_in_room
-- gives: many 10
-- in: participant_uid text
-- out: assessment_id int, uid text, name text, round_id int, opened_at int, rater_uid text?
select a.id as assessment_id, a.uid, a.name, r.id as round_id, r.opened_at,
    (select t.uid from assessment_rater t where t.round_id = r.id and t.participant_id = p.id and t.name <> '' order by t.id limit 1) as rater_uid
from participant p
join assessment a on a.programme_id = p.programme_id and a.in_room = 1
join assessment_round r on r.assessment_id = a.id and r.number = (select max(x.number) from assessment_round x where x.assessment_id = a.id)
where p.uid = :participant_uid and p.removed_at is null and p.erased_at is null and r.closed_at is null
order by a.id
limit 10;

-- ---- it goes

-- name: assessment_remove
-- gives: none
-- in: id int
delete from assessment
where id = :id;

-- Those in which nothing was done since then.
-- name: assessment_forget
-- gives: none
-- in: before int
delete from assessment
where changed_at <= :before;

-- name: assessment_forget_left
-- gives: none
-- in: before int
delete from assessment
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- Names of who rated in what was closed so long ago.
-- name: assessment_rater_forget
-- gives: none
-- in: before int
update assessment_rater
set name = '', mail = '', mail_folded = ''
where name <> '' and round_id in (select r.id from assessment_round r where r.closed_at <= :before);

-- Parts of what is gone.
-- name: assessment_round_forget
-- gives: none
delete from assessment_round
where not exists (select 1 from assessment a where a.id = assessment_round.assessment_id);

-- name: assessment_rater_forget_parts
-- gives: none
delete from assessment_rater
where not exists (select 1 from assessment_round r where r.id = assessment_rater.round_id);

-- name: rating_forget
-- gives: none
delete from rating
where not exists (select 1 from assessment_rater t where t.id = rating.rater_id);

-- name: assessment_level_forget
-- gives: none
delete from assessment_level
where not exists (select 1 from assessment_round r where r.id = assessment_level.round_id);

-- Those of programmes that are gone.
-- name: assessment_programme_forget
-- gives: none
update assessment
set programme_id = null
where programme_id is not null and not exists (select 1 from programme p where p.id = assessment.programme_id);

-- name: assessment_participant_forget
-- gives: none
update assessment_rater
set participant_id = null, name = '', mail = '', mail_folded = ''
where participant_id is not null and not exists (
    select 1 from participant p where p.id = assessment_rater.participant_id and p.erased_at is null);

-- ---- somebody is erased

-- name: assessment_round_erase
-- gives: none
-- in: person_id int
update assessment_round
set closed_by = null
where closed_by = :person_id;

-- name: assessment_participant_erase
-- gives: none
-- in: participant_uid text
update assessment_rater
set name = '', mail = '', mail_folded = ''
where participant_id = (select p.id from participant p where p.uid = :participant_uid);

-- Sentences of raters whose name has gone.
-- name: rating_erase
-- gives: none
update rating
set because = ''
where because <> '' and rater_id in (select t.id from assessment_rater t where t.name = '');

-- name: rating_confirmed_erase
-- gives: none
-- in: person_id int
update rating_confirmed
set person_id = null
where person_id = :person_id;

-- Who has that address.
-- name: assessment_raters_of_mail
-- gives: many 1000
-- in: mail_folded text
-- out: uid text
select uid
from assessment_rater
where mail_folded = :mail_folded and mail_folded <> ''
order by id
limit 1000;

-- name: assessment_rater_erase_uid
-- gives: none
-- in: uid text
update assessment_rater
set name = '', mail = '', mail_folded = ''
where uid = :uid;

-- name: assessment_level_erase
-- gives: none
-- in: person_id int
update assessment_level
set person_id = null
where person_id = :person_id;

-- name: assessment_round_last
-- gives: one
-- in: assessment_id int
-- out: id int
select id
from assessment_round
where assessment_id = :assessment_id and number = (select max(x.number) from assessment_round x where x.assessment_id = :assessment_id);
