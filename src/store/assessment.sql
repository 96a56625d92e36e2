-- Assessments of member cities; store/assessment.h.

-- One of a member city's, with its last round.
-- name: assessment_of
-- gives: one
-- in: member_uid text, uid text
-- out: id int, uid text, member_id int, city text, name text, programme text?, programme_uid text?, framework text, form text, made_at int, changed_at int, round_id int, number int, opened_at int, closed_at int?, closed_by text?
select a.id, a.uid, a.member_id, m.name as city, a.name, o.name as programme, o.uid as programme_uid, a.framework, a.form, a.made_at, a.changed_at, r.id as round_id, r.number,
    r.opened_at, r.closed_at, p.name as closed_by
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
-- out: id int, uid text, round_id int, name text, sector text, answers_n int
select t.id, t.uid, t.round_id, t.name, t.sector, (select count(*) from rating g where g.rater_id = t.id) as answers_n
from assessment a
join assessment_round r on r.assessment_id = a.id
    and r.number >= (select max(x.number) - 1 from assessment_round x where x.assessment_id = a.id)
join assessment_rater t on t.round_id = r.id
where a.uid = :uid
order by t.round_id, t.id
limit 400;

-- What they said in its last two rounds.
-- name: assessment_ratings
-- gives: many 80000
-- in: uid text
-- out: rater_id int, criterion text, answer text, level int?, because text
select g.rater_id, g.criterion, g.answer, g.level, g.because
from assessment a
join assessment_round r on r.assessment_id = a.id
    and r.number >= (select max(x.number) - 1 from assessment_round x where x.assessment_id = a.id)
join assessment_rater t on t.round_id = r.id
join rating g on g.rater_id = t.id
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
-- in: uid text, member_id int, programme_id int?, name text, framework text, form text, now int
insert into assessment (id, uid, member_id, programme_id, name, framework, form, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from assessment), :uid, :member_id, :programme_id, :name, :framework,
    :form, :now, :now);

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
-- out: participant_id int?, name text, sector text
select t.participant_id, t.name, t.sector
from assessment_rater t
where t.name <> '' and t.round_id = (select max(r.id) from assessment_round r
    where r.assessment_id = :assessment_id and r.number < (select max(x.number) from assessment_round x where x.assessment_id = :assessment_id))
order by t.id
limit 200;

-- name: assessment_rater_add
-- gives: none
-- in: uid text, round_id int, participant_id int?, name text, sector text, now int
insert into assessment_rater (id, uid, round_id, participant_id, name, sector, made_at)
values ((select coalesce(max(id), 0) + 1 from assessment_rater), :uid, :round_id, :participant_id, :name,
    :sector, :now);

-- name: assessment_rater_remove
-- gives: none
-- in: id int
delete from assessment_rater
where id = :id;

-- name: assessment_rater_erase
-- gives: none
-- in: id int
update assessment_rater
set name = ''
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
-- in: id int, person_id int, now int
update assessment_round
set closed_at = :now, closed_by = :person_id
where id = :id and closed_at is null;

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
-- out: id int, name text, sector text, round_id int, closed_at int?, assessment_id int, assessment_uid text, assessment text, framework text, form text, city text
select t.id, t.name, t.sector, t.round_id, r.closed_at, a.id as assessment_id, a.uid as assessment_uid, a.name as assessment,
    a.framework, a.form, m.name as city
from assessment_rater t
join assessment_round r on r.id = t.round_id
join assessment a on a.id = r.assessment_id
join member_city m on m.id = a.member_id
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

-- name: rating_remove
-- gives: none
-- in: rater_id int, criterion text
delete from rating
where rater_id = :rater_id and criterion = :criterion;

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
set name = ''
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
set participant_id = null, name = ''
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
set name = ''
where participant_id = (select p.id from participant p where p.uid = :participant_uid);

-- Sentences of raters whose name has gone.
-- name: rating_erase
-- gives: none
update rating
set because = ''
where because <> '' and rater_id in (select t.id from assessment_rater t where t.name = '');

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
