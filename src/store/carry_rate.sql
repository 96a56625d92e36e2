-- A leadership programme that is carried: how far its city is, by many voices; as in carry.sql. Of a matrix that a city holds a
-- licence for nothing is carried: its text leaves the city by no way.

-- name: carry_assessment
-- gives: each
-- in: programme text
-- out: uid text, name text, framework text, form text, adapts int, in_room int, made_at int
select x.uid, x.name, x.framework, x.form, x.adapts, x.in_room, x.made_at
from assessment x
where x.programme_id = (select p.id from programme p where p.uid = :programme) and x.framework = 'sgm-1'
order by x.uid;

-- name: carry_assessment_put
-- gives: none
-- in: programme text, uid text, name text, framework text, form text, adapts int, in_room int, made_at int
insert into assessment (id, uid, member_id, programme_id, name, framework, form, adapts, in_room, made_at, changed_at)
select (select coalesce(max(id), 0) + 1 from assessment), :uid, p.member_id, p.id, :name, :framework, :form, :adapts, :in_room, :made_at, :made_at
from programme p
where p.uid = :programme and :framework = 'sgm-1'
on conflict (uid) do update
set name = excluded.name, form = excluded.form, adapts = excluded.adapts, in_room = excluded.in_room, made_at = excluded.made_at
where assessment.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_assessment_out
-- gives: none
-- in: programme text, uid text
delete from assessment
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_assessment_round
-- gives: each
-- in: programme text
-- out: assessment text, number int, opened_at int, closed_at int?, reminded_at int?, told_raters int?, told_ratings int?, hides int
select o.uid as assessment, x.number, x.opened_at, x.closed_at, x.reminded_at, x.told_raters, x.told_ratings, x.hides
from assessment o
join assessment_round x on x.assessment_id = o.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by o.uid, x.number;

-- name: carry_assessment_round_put
-- gives: none
-- in: programme text, assessment text, number int, opened_at int, closed_at int?, reminded_at int?, told_raters int?, told_ratings int?, hides int
insert into assessment_round (id, assessment_id, number, opened_at, closed_at, reminded_at, told_raters, told_ratings, hides)
values ((select coalesce(max(id), 0) + 1 from assessment_round), (select o.id from assessment o where o.uid = :assessment and o.programme_id =
    (select p.id from programme p where p.uid = :programme)), :number, :opened_at, :closed_at, :reminded_at, :told_raters, :told_ratings, :hides)
on conflict (assessment_id, number) do update
set opened_at = excluded.opened_at, closed_at = excluded.closed_at, reminded_at = excluded.reminded_at, told_raters = excluded.told_raters,
    told_ratings = excluded.told_ratings, hides = excluded.hides;

-- name: carry_assessment_round_out
-- gives: none
-- in: programme text, assessment text, number int
delete from assessment_round
where number = :number and assessment_id = (select o.id from assessment o where o.uid = :assessment and o.programme_id =
    (select p.id from programme p where p.uid = :programme));

-- name: carry_rater
-- gives: each
-- in: programme text
-- out: uid text, assessment text, round int, participant text?, name text, sector text, language text, part int, made_at int
select x.uid, o.uid as assessment, r.number as round, r_participant.uid as participant, x.name, x.sector, x.language, x.part, x.made_at
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater x on x.round_id = r.id
left join participant r_participant on r_participant.id = x.participant_id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by x.uid;

-- Who was erased here stays so.
-- name: carry_rater_put
-- gives: none
-- in: programme text, uid text, assessment text, round int, participant text?, name text, sector text, language text, part int, made_at int
insert into assessment_rater (id, uid, round_id, participant_id, name, sector, language, part, made_at)
values ((select coalesce(max(id), 0) + 1 from assessment_rater), :uid, (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.uid = :assessment and r.number = :round and o.programme_id = (select p.id from programme p where p.uid = :programme)),
    (select a.id from participant a where a.uid = :participant and a.programme_id = (select p.id from programme p where p.uid = :programme)),
    case when exists (select 1 from erasure e where e.uid = :uid) then '' else :name end, :sector, :language, :part, :made_at)
on conflict (uid) do update
set participant_id = excluded.participant_id, name = excluded.name, sector = excluded.sector, language = excluded.language, part = excluded.part,
    made_at = excluded.made_at
where assessment_rater.round_id in (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_rater_out
-- gives: none
-- in: programme text, uid text
delete from assessment_rater
where uid = :uid and round_id in (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- Where they are reached.
-- name: carry_rater_address
-- gives: each
-- in: programme text
-- out: uid text, mail text, mail_folded text, asked_at int?
select x.uid, x.mail, x.mail_folded, x.asked_at
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater x on x.round_id = r.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1' and x.mail <> ''
order by x.uid;

-- name: carry_rater_address_put
-- gives: none
-- in: programme text, uid text, mail text, mail_folded text, asked_at int?
update assessment_rater
set mail = case when name <> '' then :mail else '' end, mail_folded = case when name <> '' then :mail_folded else '' end, asked_at = :asked_at
where uid = :uid and round_id in (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_rater_address_out
-- gives: none
-- in: programme text, uid text
update assessment_rater
set mail = '', mail_folded = ''
where uid = :uid and round_id in (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_handed
-- gives: each
-- in: programme text
-- out: rater text, dimension text, to_id text
select t.uid as rater, x.dimension, w.uid as to_id
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater t on t.round_id = r.id
join assessment_handed x on x.rater_id = t.id
join assessment_rater w on w.id = x.to_id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by t.uid, x.dimension;

-- name: carry_handed_put
-- gives: none
-- in: programme text, rater text, dimension text, to_id text
insert into assessment_handed (rater_id, dimension, to_id)
values ((select t.id from assessment_rater t join assessment_round r on r.id = t.round_id join assessment o on o.id = r.assessment_id
    where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme)), :dimension,
    (select t.id from assessment_rater t join assessment_round r on r.id = t.round_id join assessment o on o.id = r.assessment_id
    where t.uid = :to_id and o.programme_id = (select p.id from programme p where p.uid = :programme)))
on conflict (rater_id, dimension) do update
set to_id = excluded.to_id;

-- name: carry_handed_out
-- gives: none
-- in: programme text, rater text, dimension text
delete from assessment_handed
where dimension = :dimension and rater_id = (select t.id from assessment_rater t join assessment_round r on r.id = t.round_id
    join assessment o on o.id = r.assessment_id where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme));

-- What they said.
-- name: carry_rating
-- gives: each
-- in: programme text
-- out: rater text, criterion text, answer text, level int?, because text
select t.uid as rater, x.criterion, x.answer, x.level, x.because
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater t on t.round_id = r.id
join rating x on x.rater_id = t.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by t.uid, x.criterion;

-- name: carry_rating_put
-- gives: none
-- in: programme text, rater text, criterion text, answer text, level int?, because text
insert into rating (rater_id, criterion, answer, level, because)
values ((select t.id from assessment_rater t join assessment_round r on r.id = t.round_id join assessment o on o.id = r.assessment_id
    where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme)), :criterion, :answer, :level, :because)
on conflict (rater_id, criterion) do update
set answer = excluded.answer, level = excluded.level, because = excluded.because;

-- name: carry_rating_out
-- gives: none
-- in: programme text, rater text, criterion text
delete from rating
where criterion = :criterion and rater_id = (select t.id from assessment_rater t join assessment_round r on r.id = t.round_id
    join assessment o on o.id = r.assessment_id where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_confirmed
-- gives: each
-- in: programme text
-- out: rater text, criterion text
select t.uid as rater, x.criterion
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater t on t.round_id = r.id
join rating_confirmed x on x.rater_id = t.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by t.uid, x.criterion;

-- name: carry_confirmed_put
-- gives: none
-- in: programme text, rater text, criterion text
insert into rating_confirmed (rater_id, criterion, person_id)
values ((select t.id from assessment_rater t join assessment_round r on r.id = t.round_id join assessment o on o.id = r.assessment_id
    where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme)), :criterion, null)
on conflict (rater_id, criterion) do update
set criterion = excluded.criterion;

-- name: carry_confirmed_out
-- gives: none
-- in: programme text, rater text, criterion text
delete from rating_confirmed
where criterion = :criterion and rater_id = (select t.id from assessment_rater t join assessment_round r on r.id = t.round_id
    join assessment o on o.id = r.assessment_id where t.uid = :rater and o.programme_id = (select p.id from programme p where p.uid = :programme));

-- What the city made of it.
-- name: carry_level
-- gives: each
-- in: programme text
-- out: assessment text, round int, criterion text, level int?, because text, target int?, said_at int
select o.uid as assessment, r.number as round, x.criterion, x.level, x.because, x.target, x.said_at
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_level x on x.round_id = r.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and o.framework = 'sgm-1'
order by o.uid, r.number, x.criterion;

-- name: carry_level_put
-- gives: none
-- in: programme text, assessment text, round int, criterion text, level int?, because text, target int?, said_at int
insert into assessment_level (round_id, criterion, level, because, target, person_id, said_at)
values ((select r.id from assessment_round r join assessment o on o.id = r.assessment_id where o.uid = :assessment and r.number = :round
    and o.programme_id = (select p.id from programme p where p.uid = :programme)), :criterion, :level, :because, :target, null, :said_at)
on conflict (round_id, criterion) do update
set level = excluded.level, because = excluded.because, target = excluded.target, person_id = null, said_at = excluded.said_at;

-- name: carry_level_out
-- gives: none
-- in: programme text, assessment text, round int, criterion text
delete from assessment_level
where criterion = :criterion and round_id = (select r.id from assessment_round r join assessment o on o.id = r.assessment_id
    where o.uid = :assessment and r.number = :round and o.programme_id = (select p.id from programme p where p.uid = :programme));

-- ---- afterwards

-- name: carry_assessment_touch
-- gives: none
-- in: programme text, now int
update assessment
set changed_at = :now
where programme_id = (select p.id from programme p where p.uid = :programme);

-- Rounds that are closed, how many had said anything when they were looked at last, and how many have now.
-- name: carry_rounds_said
-- gives: many 1000
-- in: programme text
-- out: id int, told_raters int?, told_ratings int?, raters int, ratings int
select r.id, r.told_raters, r.told_ratings,
    (select count(distinct g.rater_id) from assessment_rater t join rating g on g.rater_id = t.id where t.round_id = r.id) as raters,
    (select count(*) from assessment_rater t join rating g on g.rater_id = t.id where t.round_id = r.id) as ratings
from assessment o
join assessment_round r on r.assessment_id = o.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and r.closed_at is not null
order by r.id
limit 1000;

-- name: carry_round_told
-- gives: none
-- in: id int, told_raters int, told_ratings int, hides bool
update assessment_round
set told_raters = :told_raters, told_ratings = :told_ratings, hides = :hides
where id = :id;

-- Somebody who takes part may have become one who rates in both places: what they said first stands, the rest is added to it.
-- name: carry_rating_once
-- gives: none
-- in: programme text
insert into rating (rater_id, criterion, answer, level, because)
select (select min(x.id) from assessment_rater x where x.round_id = t.round_id and x.participant_id = t.participant_id and x.part = 0), g.criterion,
    g.answer, g.level, g.because
from assessment o
join assessment_round r on r.assessment_id = o.id
join assessment_rater t on t.round_id = r.id
join rating g on g.rater_id = t.id
where o.programme_id = (select p.id from programme p where p.uid = :programme) and t.part = 0
    and exists (select 1 from assessment_rater x where x.round_id = t.round_id and x.participant_id = t.participant_id and x.part = 0 and x.id < t.id)
order by t.id, g.criterion
on conflict (rater_id, criterion) do nothing;

-- name: carry_rating_once_left
-- gives: none
-- in: programme text
delete from rating
where rater_id in (select t.id from assessment o join assessment_round r on r.assessment_id = o.id join assessment_rater t on t.round_id = r.id
    where o.programme_id = (select p.id from programme p where p.uid = :programme) and t.part = 0
        and exists (select 1 from assessment_rater x where x.round_id = t.round_id and x.participant_id = t.participant_id and x.part = 0 and x.id < t.id));
