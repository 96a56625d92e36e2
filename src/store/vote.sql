-- Votes in the room of a leadership programme; store/vote.h.

-- The room of a code, while its programme is held.
-- A day longer than the last one: it is that day still west of Greenwich when the next has begun there.
-- name: room_of_code
-- gives: one
-- in: code text, today date
-- out: id int, uid text, name text, code text, languages text, city text, country text, ends_on date, event int, joined int
select p.id, p.uid, p.name, p.code, p.languages, m.name as city, m.country, p.ends_on,
    coalesce((select e.event from room_event e where e.programme_id = p.id), 0) as event,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null) as joined
from programme p
join member_city m on m.id = p.member_id
where p.code = :code and p.ends_on + 1 >= :today
    and (select s.stage from programme_stage s where s.programme_id = p.id order by s.number desc limit 1) <> 'called_off';

-- The room of somebody who takes part.
-- name: room_of_participant
-- gives: one
-- in: uid text, today date
-- out: participant_id int, short_name text, came_by text, id int, code text, ends_on date
select a.id as participant_id, a.short_name, a.came_by, p.id, p.code, p.ends_on
from participant a
join programme p on p.id = a.programme_id
where a.uid = :uid and a.removed_at is null and a.erased_at is null and p.ends_on + 1 >= :today
    and (select s.stage from programme_stage s where s.programme_id = p.id order by s.number desc limit 1) <> 'called_off';

-- The room of a city's programme.
-- name: room_of_programme
-- gives: one
-- in: member_uid text, uid text
-- out: id int, uid text, name text, code text, languages text, member_id int, city text, ends_on date, event int, joined int
select p.id, p.uid, p.name, p.code, p.languages, p.member_id, m.name as city, p.ends_on,
    coalesce((select e.event from room_event e where e.programme_id = p.id), 0) as event,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null) as joined
from programme p
join member_city m on m.id = p.member_id
where m.uid = :member_uid and p.uid = :uid;

-- Votes of a room by its code, the newest first. voted: in its present round, or its last. named: the programme's house rule.
-- name: vote_list
-- gives: many 100
-- in: code text
-- out: id int, uid text, kind text, question text, budget int, each_max int, seed int, round int, block_id int?, opened_at int?, closed_at int?, paper_at int?, named bool, voted int
select v.id, v.uid, v.kind, v.question, v.budget, v.each_max, v.seed, v.round, v.block_id, v.opened_at, v.closed_at, v.paper_at,
    (select p.named from programme p where p.id = v.programme_id) as named,
    case when v.closed_at is null
        then (select count(*) from ballot b where b.vote_id = v.id and b.round = v.round and b.number = 0)
        else coalesce((select t.n from vote_total t where t.vote_id = v.id and t.round = v.round and t.number = 0 and t.value = 0), 0)
    end as voted
from vote v
where v.programme_id = (select p.id from programme p where p.code = :code)
order by v.id desc
limit 100;

-- group_number, sure: of a statement that came from a group; 0 and '' it did not.
-- name: vote_options
-- gives: many 2000
-- in: code text
-- out: vote_id int, number int, text text, changed_n int, both_n int, group_number int, sure text
select o.vote_id, o.number, o.text, o.changed_n, o.both_n, coalesce(t.group_number, 0) as group_number,
    coalesce(t.sure, '') as sure
from vote v
join vote_option o on o.vote_id = v.id
left join breakout_statement t on t.id = o.statement_id
where v.programme_id = (select p.id from programme p where p.code = :code)
order by o.vote_id, o.number;

-- name: vote_totals
-- gives: many 40000
-- in: code text
-- out: vote_id int, round int, number int, value int, n int
select t.vote_id, t.round, t.number, t.value, t.n
from vote v
join vote_total t on t.vote_id = v.id
where v.programme_id = (select p.id from programme p where p.code = :code)
order by t.vote_id, t.round, t.number, t.value;

-- name: vote_pairs
-- gives: many 40000
-- in: code text
-- out: vote_id int, first int, second int, before_n int, level_n int
select x.vote_id, x.first, x.second, x.before_n, x.level_n
from vote v
join vote_pair x on x.vote_id = v.id
where v.programme_id = (select p.id from programme p where p.code = :code)
order by x.vote_id, x.first, x.second;

-- What somebody answered in votes that are open.
-- name: ballots_of
-- gives: many 2000
-- in: participant_uid text
-- out: vote_id int, round int, number int, value int
select b.vote_id, b.round, b.number, b.value
from ballot b
where b.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by b.vote_id, b.round, b.number;

-- ---- it is asked

-- name: vote_count
-- gives: one
-- in: programme_id int
-- out: n int
select count(*) as n
from vote v
where v.programme_id = :programme_id;

-- name: vote_of
-- gives: one
-- in: programme_id int, uid text
-- out: id int, kind text, budget int, each_max int, round int, opened_at int?, closed_at int?, paper_at int?, options int
select v.id, v.kind, v.budget, v.each_max, v.round, v.opened_at, v.closed_at, v.paper_at,
    (select count(*) from vote_option o where o.vote_id = v.id) as options
from vote v
where v.programme_id = :programme_id and v.uid = :uid;

-- name: vote_add
-- gives: none
-- in: uid text, programme_id int, kind text, question text, budget int, each_max int, seed int, block_id int?, now int
insert into vote (id, uid, programme_id, kind, question, budget, each_max, seed, round, block_id, opened_at, closed_at, made_at)
values ((select coalesce(max(id), 0) + 1 from vote), :uid, :programme_id, :kind, :question, :budget, :each_max, :seed, 1, :block_id,
    null, null, :now);

-- name: vote_option_add
-- gives: none
-- in: vote_id int, number int, text text, statement_id int?
insert into vote_option (vote_id, number, text, changed_n, both_n, statement_id)
values (:vote_id, :number, :text, 0, 0, :statement_id);

-- name: vote_open
-- gives: none
-- in: id int, round int, opened_at int?
update vote
set round = :round, opened_at = :opened_at
where id = :id;

-- name: vote_close
-- gives: none
-- in: id int, now int
update vote
set closed_at = :now, opened_at = null
where id = :id;

-- name: vote_remove
-- gives: none
-- in: id int
delete from vote
where id = :id;

-- name: vote_options_remove
-- gives: none
-- in: vote_id int
delete from vote_option
where vote_id = :vote_id;

-- ---- ballots

-- name: ballot_remove
-- gives: none
-- in: vote_id int, round int, participant_id int
delete from ballot
where vote_id = :vote_id and round = :round and participant_id = :participant_id;

-- name: ballot_add
-- gives: none
-- in: vote_id int, round int, participant_id int, number int, value int
insert into ballot (vote_id, round, participant_id, number, value)
values (:vote_id, :round, :participant_id, :number, :value);

-- name: ballots
-- gives: many 120000
-- in: vote_id int
-- out: round int, participant_id int, number int, value int
select b.round, b.participant_id, b.number, b.value
from ballot b
where b.vote_id = :vote_id
order by b.round, b.participant_id, b.number;

-- name: ballots_remove
-- gives: none
-- in: vote_id int
delete from ballot
where vote_id = :vote_id;

-- ---- it is over

-- name: vote_total_add
-- gives: none
-- in: vote_id int, round int
insert into vote_total (vote_id, round, number, value, n)
select b.vote_id, b.round, b.number, b.value, count(*)
from ballot b
where b.vote_id = :vote_id and b.round = :round
group by b.vote_id, b.round, b.number, b.value;

-- name: vote_pair_add
-- gives: none
-- in: vote_id int, first int, second int, before_n int, level_n int
insert into vote_pair (vote_id, first, second, before_n, level_n)
values (:vote_id, :first, :second, :before_n, :level_n);

-- name: vote_option_changed
-- gives: none
-- in: vote_id int, number int, changed_n int, both_n int
update vote_option
set changed_n = :changed_n, both_n = :both_n
where vote_id = :vote_id and number = :number;

-- ---- who follows

-- name: room_event_raise
-- gives: none
-- in: programme_id int
insert into room_event (programme_id, event)
values (:programme_id, 1)
on conflict (programme_id) do update
set event = room_event.event + 1;

-- ---- it goes

-- name: vote_forget
-- gives: none
delete from vote
where not exists (select 1 from programme p where p.id = vote.programme_id);

-- name: vote_option_forget
-- gives: none
delete from vote_option
where not exists (select 1 from vote v where v.id = vote_option.vote_id);

-- name: ballot_forget
-- gives: none
delete from ballot
where not exists (select 1 from vote v where v.id = ballot.vote_id);

-- name: vote_total_forget
-- gives: none
delete from vote_total
where not exists (select 1 from vote v where v.id = vote_total.vote_id);

-- name: vote_pair_forget
-- gives: none
delete from vote_pair
where not exists (select 1 from vote v where v.id = vote_pair.vote_id);

-- name: room_event_forget
-- gives: none
delete from room_event
where not exists (select 1 from programme p where p.id = room_event.programme_id);

-- What was left open is over when the programme is: nobody is known by it any more.
-- name: ballot_forget_over
-- gives: none
-- in: ended_before date
delete from ballot
where vote_id in (select v.id from vote v join programme p on p.id = v.programme_id where p.ends_on < :ended_before);
