-- What a room did on paper, typed in afterwards; store/paper.h.

-- Those of a round that were typed in from paper.
-- name: paper_cards
-- gives: many 3000
-- in: breakout_id int
-- out: group_number int, text text
select group_number, text
from breakout_card
where breakout_id = :breakout_id and paper_at is not null
order by group_number, id;

-- name: paper_card_add
-- gives: none
-- in: uid text, breakout_id int, group_number int, text text, now int
insert into breakout_card (id, uid, breakout_id, group_number, text, sorted_into, apart_at, made_at, paper_at)
values ((select coalesce(max(id), 0) + 1 from breakout_card), :uid, :breakout_id, :group_number, :text, 0, null, :now, :now);

-- A question of a member city's programme.
-- name: paper_vote
-- gives: one
-- in: programme text, uid text
-- out: id int, kind text, question text, budget int, each_max int, opened_at int?, closed_at int?, paper_at int?
select v.id, v.kind, v.question, v.budget, v.each_max, v.opened_at, v.closed_at, v.paper_at
from vote v
join programme p on p.id = v.programme_id
where v.uid = :uid and p.uid = :programme;

-- name: paper_options
-- gives: many 40
-- in: vote text
-- out: number int, text text
select o.number, o.text
from vote v
join vote_option o on o.vote_id = v.id
where v.uid = :vote
order by o.number;

-- name: paper_counts
-- gives: many 100
-- in: vote text
-- out: number int, value int, n int
select t.number, t.value, t.n
from vote v
join vote_total t on t.vote_id = v.id and t.round = 1
where v.uid = :vote and v.paper_at is not null
order by t.number, t.value;

-- name: paper_counts_remove
-- gives: none
-- in: vote_id int
delete from vote_total
where vote_id = :vote_id;

-- name: paper_count_add
-- gives: none
-- in: vote_id int, number int, value int, n int
insert into vote_total (vote_id, round, number, value, n)
values (:vote_id, 1, :number, :value, :n);

-- name: paper_note
-- gives: none
-- in: id int, paper_at int?
update vote
set paper_at = :paper_at
where id = :id;
