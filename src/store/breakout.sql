-- Groups in the room of a leadership programme; store/breakout.h.

-- What is going on in a room: the block that has begun and has not ended.
-- name: room_block
-- gives: many 4
-- in: code text
-- out: id int, uid text, kind text, part text, title text, purpose text, minutes int, begun_at int?, country text, programme_uid text
select b.id, b.uid, b.kind, b.part, b.title, b.purpose, b.minutes, b.begun_at, m.country, p.uid as programme_uid
from programme p
join member_city m on m.id = p.member_id
join programme_block b on b.programme_id = p.id
where p.code = :code and b.begun_at is not null and b.ended_at is null and b.removed_at is null
order by b.begun_at desc, b.id desc
limit 4;

-- Rounds of groups, and the blocks in which they are held.
-- name: breakouts
-- gives: many 200
-- in: code text
-- out: id int, uid text, number int, groups_n int, rev int, block_id int
select b.id, b.uid, b.number, b.groups_n, b.rev, k.block_id
from programme p
join breakout b on b.programme_id = p.id
join breakout_block k on k.breakout_id = b.id
where p.code = :code
order by b.number, k.block_id
limit 200;

-- How often each group changed something.
-- name: breakout_groups
-- gives: many 1000
-- in: code text
-- out: breakout_id int, number int, rev int
select g.breakout_id, g.number, g.rev
from programme p
join breakout b on b.programme_id = p.id
join breakout_group g on g.breakout_id = b.id
where p.code = :code
order by b.number, g.number
limit 1000;

-- Who sits where, in all rounds.
-- name: breakout_seats
-- gives: many 40000
-- in: code text
-- out: breakout_id int, round int, participant_id int, group_number int, uid text, short_name text, organisation text, sector text
select s.breakout_id, b.number as round, s.participant_id, s.group_number, a.uid, a.short_name, a.organisation, a.sector
from programme p
join breakout b on b.programme_id = p.id
join breakout_seat s on s.breakout_id = b.id
join participant a on a.id = s.participant_id
where p.code = :code
order by b.number, s.group_number, s.participant_id
limit 40000;

-- Who may be seated in a block: all who take part, with what is known of its session.
-- name: breakout_there
-- gives: many 2000
-- in: block_id int
-- out: id int, uid text, short_name text, organisation text, sector text, came_by text, accepted int?, attended int?
select a.id, a.uid, a.short_name, a.organisation, a.sector, a.came_by, x.accepted, x.attended
from programme_block b
join participant a on a.programme_id = b.programme_id
left join participant_session x on x.participant_id = a.id and x.session_id = b.session_id
where b.id = :block_id and a.removed_at is null and a.erased_at is null
order by a.id
limit 2000;

-- ---- what groups wrote

-- Cards of the groups in which somebody sits.
-- name: breakout_cards_of
-- gives: many 2000
-- in: participant_uid text
-- out: breakout_id int, uid text, text text, sorted_into int, apart_at int?, paper_at int?
select c.breakout_id, c.uid, c.text, c.sorted_into, c.apart_at, c.paper_at
from breakout_seat s
join breakout_card c on c.breakout_id = s.breakout_id and c.group_number = s.group_number
where s.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by c.breakout_id, c.id
limit 2000;

-- name: card_groups_of
-- gives: many 1000
-- in: participant_uid text
-- out: breakout_id int, number int, name text
select g.breakout_id, g.number, g.name
from breakout_seat s
join card_group g on g.breakout_id = s.breakout_id and g.group_number = s.group_number
where s.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by g.breakout_id, g.number
limit 1000;

-- name: breakout_statements_of
-- gives: many 1000
-- in: participant_uid text
-- out: breakout_id int, uid text, text text, sure text, back_at int?
select t.breakout_id, t.uid, t.text, t.sure, t.back_at
from breakout_seat s
join breakout_statement t on t.breakout_id = s.breakout_id and t.group_number = s.group_number
where s.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by t.breakout_id, t.id
limit 1000;

-- All cards of the round of a block, group by group.
-- name: breakout_cards
-- gives: many 3000
-- in: block_uid text
-- out: group_number int, text text, sorted_into int, apart_at int?, paper_at int?
select c.group_number, c.text, c.sorted_into, c.apart_at, c.paper_at
from programme_block x
join breakout_block k on k.block_id = x.id
join breakout_card c on c.breakout_id = k.breakout_id
where x.uid = :block_uid
order by c.group_number, c.id
limit 3000;

-- name: card_groups
-- gives: many 1000
-- in: block_uid text
-- out: group_number int, number int, name text
select g.group_number, g.number, g.name
from programme_block x
join breakout_block k on k.block_id = x.id
join card_group g on g.breakout_id = k.breakout_id
where x.uid = :block_uid
order by g.group_number, g.number
limit 1000;

-- Statements that stand. taken: how often one was taken into plenary.
-- name: breakout_statements
-- gives: many 100
-- in: block_uid text
-- out: uid text, group_number int, text text, sure text, taken int
select t.uid, t.group_number, t.text, t.sure,
    (select count(*) from vote_option o where o.statement_id = t.id) as taken
from programme_block x
join breakout_block k on k.block_id = x.id
join breakout_statement t on t.breakout_id = k.breakout_id
where x.uid = :block_uid and t.back_at is null
order by t.group_number, t.id
limit 100;

-- Of a programme, by its uid.
-- name: breakout_statement_of
-- gives: one
-- in: programme_id int, uid text
-- out: id int, breakout_id int, group_number int, text text, sure text, back_at int?, taken int
select t.id, t.breakout_id, t.group_number, t.text, t.sure, t.back_at,
    (select count(*) from vote_option o where o.statement_id = t.id) as taken
from breakout_statement t
join breakout b on b.id = t.breakout_id
where b.programme_id = :programme_id and t.uid = :uid;

-- The vote of a round's statements that is not open yet.
-- name: breakout_vote
-- gives: many 1
-- in: breakout_id int
-- out: id int, options int
select v.id, (select count(*) from vote_option x where x.vote_id = v.id) as options
from breakout_statement t
join vote_option o on o.statement_id = t.id
join vote v on v.id = o.vote_id
where t.breakout_id = :breakout_id and v.opened_at is null and v.closed_at is null and v.paper_at is null
order by v.id desc
limit 1;

-- ---- groups are made

-- The round of a block.
-- name: breakout_of_block
-- gives: one
-- in: programme_id int, block_uid text
-- out: id int, number int, groups_n int, block_id int
select b.id, b.number, b.groups_n, k.block_id
from programme_block x
join breakout_block k on k.block_id = x.id
join breakout b on b.id = k.breakout_id
where x.uid = :block_uid and x.programme_id = :programme_id;

-- name: breakout_count
-- gives: one
-- in: programme_id int
-- out: n int
select coalesce(max(number), 0) as n
from breakout
where programme_id = :programme_id;

-- name: breakout_by_number
-- gives: one
-- in: programme_id int, number int
-- out: id int
select id
from breakout
where programme_id = :programme_id and number = :number;

-- Blocks in which groups may still be made.
-- name: breakout_blocks_left
-- gives: one
-- in: programme_id int
-- out: n int
select count(*) as n
from programme_block b
where b.programme_id = :programme_id and b.kind = 'breakout' and b.removed_at is null and b.ended_at is null
    and not exists (select 1 from breakout_block k where k.block_id = b.id);

-- Cards and statements of a round, also what was kept apart or taken back.
-- name: breakout_written
-- gives: one
-- in: id int
-- out: n int
select (select count(*) from breakout_card c where c.breakout_id = :id)
    + (select count(*) from breakout_statement t where t.breakout_id = :id) as n
from breakout
where id = :id;

-- name: breakout_add
-- gives: none
-- in: uid text, programme_id int, number int, groups_n int, now int
insert into breakout (id, uid, programme_id, number, groups_n, rev, made_at)
values ((select coalesce(max(id), 0) + 1 from breakout), :uid, :programme_id, :number, :groups_n, 1, :now);

-- name: breakout_block_add
-- gives: none
-- in: block_id int, programme_id int, number int
insert into breakout_block (block_id, breakout_id)
values (:block_id, (select b.id from breakout b where b.programme_id = :programme_id and b.number = :number));

-- name: breakout_group_add
-- gives: none
-- in: breakout_id int, number int
insert into breakout_group (breakout_id, number, rev)
values (:breakout_id, :number, 1);

-- name: breakout_seat_put
-- gives: none
-- in: breakout_id int, participant_id int, group_number int
insert into breakout_seat (breakout_id, participant_id, group_number)
values (:breakout_id, :participant_id, :group_number)
on conflict (breakout_id, participant_id) do update
set group_number = excluded.group_number;

-- name: breakout_rev
-- gives: none
-- in: id int
update breakout
set rev = rev + 1
where id = :id;

-- name: breakout_groups_n
-- gives: none
-- in: id int, groups_n int
update breakout
set groups_n = :groups_n, rev = rev + 1
where id = :id;

-- name: breakout_group_rev
-- gives: none
-- in: breakout_id int, number int
update breakout_group
set rev = rev + 1
where breakout_id = :breakout_id and number = :number;

-- name: breakout_seats_remove
-- gives: none
-- in: breakout_id int
delete from breakout_seat
where breakout_id = :breakout_id;

-- name: breakout_groups_remove
-- gives: none
-- in: breakout_id int
delete from breakout_group
where breakout_id = :breakout_id;

-- ---- a group works

-- Where somebody sits in the round of a block that has begun and has not ended.
-- name: breakout_seat_now
-- gives: one
-- in: participant_id int, block_uid text
-- out: breakout_id int, group_number int
select s.breakout_id, s.group_number
from programme_block x
join breakout_block k on k.block_id = x.id
join breakout_seat s on s.breakout_id = k.breakout_id
where x.uid = :block_uid and s.participant_id = :participant_id
    and x.begun_at is not null and x.ended_at is null and x.removed_at is null;

-- name: breakout_card_count
-- gives: one
-- in: breakout_id int, group_number int
-- out: n int
select count(*) as n
from breakout_card
where breakout_id = :breakout_id and group_number = :group_number;

-- name: breakout_card_add
-- gives: none
-- in: uid text, breakout_id int, group_number int, text text, now int
insert into breakout_card (id, uid, breakout_id, group_number, text, sorted_into, apart_at, made_at)
values ((select coalesce(max(id), 0) + 1 from breakout_card), :uid, :breakout_id, :group_number, :text, 0, null, :now);

-- name: breakout_card_of
-- gives: one
-- in: breakout_id int, group_number int, uid text
-- out: id int, sorted_into int, apart_at int?
select id, sorted_into, apart_at
from breakout_card
where breakout_id = :breakout_id and group_number = :group_number and uid = :uid;

-- name: breakout_card_move
-- gives: none
-- in: id int, sorted_into int, apart_at int?
update breakout_card
set sorted_into = :sorted_into, apart_at = :apart_at
where id = :id;

-- name: card_group_last
-- gives: one
-- in: breakout_id int, group_number int
-- out: n int
select coalesce(max(number), 0) as n
from card_group
where breakout_id = :breakout_id and group_number = :group_number;

-- name: card_group_of
-- gives: one
-- in: breakout_id int, group_number int, number int
-- out: name text
select name
from card_group
where breakout_id = :breakout_id and group_number = :group_number and number = :number;

-- name: card_group_add
-- gives: none
-- in: breakout_id int, group_number int, number int
insert into card_group (breakout_id, group_number, number, name)
values (:breakout_id, :group_number, :number, '');

-- name: card_group_name
-- gives: none
-- in: breakout_id int, group_number int, number int, name text
update card_group
set name = :name
where breakout_id = :breakout_id and group_number = :group_number and number = :number;

-- name: breakout_statement_count
-- gives: one
-- in: breakout_id int, group_number int
-- out: n int, kept int
select coalesce(sum(case when back_at is null then 1 else 0 end), 0) as n, count(*) as kept
from breakout_statement
where breakout_id = :breakout_id and group_number = :group_number;

-- name: breakout_statement_add
-- gives: none
-- in: uid text, breakout_id int, group_number int, text text, sure text, now int
insert into breakout_statement (id, uid, breakout_id, group_number, text, sure, back_at, made_at)
values ((select coalesce(max(id), 0) + 1 from breakout_statement), :uid, :breakout_id, :group_number, :text, :sure, null, :now);

-- name: breakout_statement_back
-- gives: none
-- in: id int, back_at int?
update breakout_statement
set back_at = :back_at
where id = :id;

-- ---- they go with their programme

-- name: breakout_forget
-- gives: none
delete from breakout
where not exists (select 1 from programme p where p.id = breakout.programme_id);

-- name: breakout_block_forget
-- gives: none
delete from breakout_block
where not exists (select 1 from breakout b where b.id = breakout_block.breakout_id);

-- name: breakout_group_forget
-- gives: none
delete from breakout_group
where not exists (select 1 from breakout b where b.id = breakout_group.breakout_id);

-- name: breakout_seat_forget
-- gives: none
delete from breakout_seat
where not exists (select 1 from breakout b where b.id = breakout_seat.breakout_id);

-- name: breakout_card_forget
-- gives: none
delete from breakout_card
where not exists (select 1 from breakout b where b.id = breakout_card.breakout_id);

-- name: card_group_forget
-- gives: none
delete from card_group
where not exists (select 1 from breakout b where b.id = card_group.breakout_id);

-- name: breakout_statement_forget
-- gives: none
delete from breakout_statement
where not exists (select 1 from breakout b where b.id = breakout_statement.breakout_id);
