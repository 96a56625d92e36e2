-- A leadership programme that is carried: its groups, and what it came to; as in carry.sql.

-- name: carry_breakout
-- gives: each
-- in: programme text
-- out: uid text, number int, groups_n int, made_at int
select x.uid, x.number, x.groups_n, x.made_at
from breakout x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_breakout_put
-- gives: none
-- in: programme text, uid text, number int, groups_n int, made_at int
insert into breakout (id, programme_id, uid, number, groups_n, made_at, rev)
values ((select coalesce(max(id), 0) + 1 from breakout), (select p.id from programme p where p.uid = :programme), :uid, :number, :groups_n, :made_at, 1)
on conflict (uid) do update
set number = excluded.number, groups_n = excluded.groups_n, made_at = excluded.made_at
where breakout.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_breakout_out
-- gives: none
-- in: programme text, uid text
delete from breakout
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_breakout_group
-- gives: each
-- in: programme text
-- out: breakout text, number int
select r_breakout.uid as breakout, x.number
from breakout_group x
join breakout r_breakout on r_breakout.id = x.breakout_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_breakout.uid, x.number;

-- name: carry_breakout_group_put
-- gives: none
-- in: programme text, breakout text, number int
insert into breakout_group (breakout_id, number, rev)
values ((select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)), :number, 1)
on conflict (breakout_id, number) do update
set breakout_id = excluded.breakout_id
where breakout_group.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_group_out
-- gives: none
-- in: programme text, breakout text, number int
delete from breakout_group
where breakout_id = (select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    number = :number and breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_block
-- gives: each
-- in: programme text
-- out: block text, breakout text
select r_block.uid as block, r_breakout.uid as breakout
from breakout_block x
join programme_block r_block on r_block.id = x.block_id
join breakout r_breakout on r_breakout.id = x.breakout_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_block.uid;

-- name: carry_breakout_block_put
-- gives: none
-- in: programme text, block text, breakout text
insert into breakout_block (block_id, breakout_id)
values ((select r.id from programme_block r where r.uid = :block and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id
    from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)))
on conflict (block_id) do update
set breakout_id = excluded.breakout_id
where breakout_block.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_block_out
-- gives: none
-- in: programme text, block text
delete from breakout_block
where block_id = (select r.id from programme_block r where r.uid = :block and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_seat
-- gives: each
-- in: programme text
-- out: breakout text, participant text, group_number int
select r_breakout.uid as breakout, r_participant.uid as participant, x.group_number
from breakout_seat x
join breakout r_breakout on r_breakout.id = x.breakout_id
join participant r_participant on r_participant.id = x.participant_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_breakout.uid, r_participant.uid;

-- name: carry_breakout_seat_put
-- gives: none
-- in: programme text, breakout text, participant text, group_number int
insert into breakout_seat (breakout_id, participant_id, group_number)
values ((select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id from
    participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)), :group_number)
on conflict (breakout_id, participant_id) do update
set group_number = excluded.group_number
where breakout_seat.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_seat_out
-- gives: none
-- in: programme text, breakout text, participant text
delete from breakout_seat
where breakout_id = (select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    participant_id = (select r.id from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme))
    and breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_card
-- gives: each
-- in: programme text
-- out: uid text, breakout text, group_number int, text text, sorted_into int, apart_at int?, made_at int, paper_at int?
select x.uid, r_breakout.uid as breakout, x.group_number, x.text, x.sorted_into, x.apart_at, x.made_at, x.paper_at
from breakout_card x
join breakout r_breakout on r_breakout.id = x.breakout_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by x.uid;

-- name: carry_breakout_card_put
-- gives: none
-- in: programme text, uid text, breakout text, group_number int, text text, sorted_into int, apart_at int?, made_at int, paper_at int?
insert into breakout_card (id, uid, breakout_id, group_number, text, sorted_into, apart_at, made_at, paper_at)
values ((select coalesce(max(id), 0) + 1 from breakout_card), :uid, (select r.id from breakout r where r.uid = :breakout and r.programme_id =
    (select p.id from programme p where p.uid = :programme)), :group_number, :text, :sorted_into, :apart_at, :made_at, :paper_at)
on conflict (uid) do update
set breakout_id = excluded.breakout_id, group_number = excluded.group_number, text = excluded.text, sorted_into = excluded.sorted_into, apart_at =
    excluded.apart_at, made_at = excluded.made_at, paper_at = excluded.paper_at
where breakout_card.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_card_out
-- gives: none
-- in: programme text, uid text
delete from breakout_card
where uid = :uid and breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_card_group
-- gives: each
-- in: programme text
-- out: breakout text, group_number int, number int, name text
select r_breakout.uid as breakout, x.group_number, x.number, x.name
from card_group x
join breakout r_breakout on r_breakout.id = x.breakout_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_breakout.uid, x.group_number, x.number;

-- name: carry_card_group_put
-- gives: none
-- in: programme text, breakout text, group_number int, number int, name text
insert into card_group (breakout_id, group_number, number, name)
values ((select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)), :group_number, :number, :name)
on conflict (breakout_id, group_number, number) do update
set name = excluded.name
where card_group.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_card_group_out
-- gives: none
-- in: programme text, breakout text, group_number int, number int
delete from card_group
where breakout_id = (select r.id from breakout r where r.uid = :breakout and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    group_number = :group_number and number = :number and breakout_id in (select o.id from breakout o where o.programme_id =
    (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_statement
-- gives: each
-- in: programme text
-- out: uid text, breakout text, group_number int, text text, sure text, back_at int?, made_at int
select x.uid, r_breakout.uid as breakout, x.group_number, x.text, x.sure, x.back_at, x.made_at
from breakout_statement x
join breakout r_breakout on r_breakout.id = x.breakout_id
where x.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by x.uid;

-- name: carry_breakout_statement_put
-- gives: none
-- in: programme text, uid text, breakout text, group_number int, text text, sure text, back_at int?, made_at int
insert into breakout_statement (id, uid, breakout_id, group_number, text, sure, back_at, made_at)
values ((select coalesce(max(id), 0) + 1 from breakout_statement), :uid, (select r.id from breakout r where r.uid = :breakout and r.programme_id =
    (select p.id from programme p where p.uid = :programme)), :group_number, :text, :sure, :back_at, :made_at)
on conflict (uid) do update
set breakout_id = excluded.breakout_id, group_number = excluded.group_number, text = excluded.text, sure = excluded.sure, back_at = excluded.back_at, made_at =
    excluded.made_at
where breakout_statement.breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_breakout_statement_out
-- gives: none
-- in: programme text, uid text
delete from breakout_statement
where uid = :uid and breakout_id in (select o.id from breakout o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_decision
-- gives: each
-- in: programme text
-- out: uid text, says text, from_kind text, from_says text, carried_by text, made_at int, removed_at int?
select x.uid, x.says, x.from_kind, x.from_says, x.carried_by, x.made_at, x.removed_at
from decision x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_decision_put
-- gives: none
-- in: programme text, uid text, says text, from_kind text, from_says text, carried_by text, made_at int, removed_at int?
insert into decision (id, programme_id, uid, says, from_kind, from_says, carried_by, made_at, removed_at, person_id)
values ((select coalesce(max(id), 0) + 1 from decision), (select p.id from programme p where p.uid = :programme), :uid, :says, :from_kind, :from_says,
    :carried_by, :made_at, :removed_at, null)
on conflict (uid) do update
set says = excluded.says, from_kind = excluded.from_kind, from_says = excluded.from_says, carried_by = excluded.carried_by, made_at = excluded.made_at,
    removed_at = excluded.removed_at
where decision.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_decision_out
-- gives: none
-- in: programme text, uid text
delete from decision
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_action
-- gives: each
-- in: programme text
-- out: uid text, what text, participant text?, who text, due_on int, decision text?, state text, made_at int, removed_at int?
select x.uid, x.what, r_participant.uid as participant, x.who, x.due_on, r_decision.uid as decision, x.state, x.made_at, x.removed_at
from action x
left join participant r_participant on r_participant.id = x.participant_id
left join decision r_decision on r_decision.id = x.decision_id
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_action_put
-- gives: none
-- in: programme text, uid text, what text, participant text?, who text, due_on int, decision text?, state text, made_at int, removed_at int?
insert into action (id, programme_id, uid, what, participant_id, who, due_on, decision_id, state, made_at, removed_at, person_id, mail, mail_folded, nudged_on,
    late_on, reviewed, made_by)
values ((select coalesce(max(id), 0) + 1 from action), (select p.id from programme p where p.uid = :programme), :uid, :what, (select r.id from participant r
    where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)), :who, :due_on, (select r.id from decision r where
    r.uid = :decision and r.programme_id = (select p.id from programme p where p.uid = :programme)), :state, :made_at, :removed_at, null, '', '', 0, 0, 0, null)
on conflict (uid) do update
set what = excluded.what, participant_id = excluded.participant_id, who = excluded.who, due_on = excluded.due_on, decision_id = excluded.decision_id, state =
    excluded.state, made_at = excluded.made_at, removed_at = excluded.removed_at
where action.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_action_out
-- gives: none
-- in: programme text, uid text
delete from action
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_action_step
-- gives: each
-- in: programme text
-- out: action text, number int, step text, due_on int, says text, by_link int, made_at int
select r_action.uid as action, x.number, x.step, x.due_on, x.says, x.by_link, x.made_at
from action_step x
join action r_action on r_action.id = x.action_id
where x.action_id in (select o.id from action o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_action.uid, x.number;

-- name: carry_action_step_put
-- gives: none
-- in: programme text, action text, number int, step text, due_on int, says text, by_link int, made_at int
insert into action_step (id, action_id, number, step, due_on, says, by_link, made_at, person_id)
values ((select coalesce(max(id), 0) + 1 from action_step), (select r.id from action r where r.uid = :action and r.programme_id =
    (select p.id from programme p where p.uid = :programme)), :number, :step, :due_on, :says, :by_link, :made_at, null)
on conflict (action_id, number) do update
set step = excluded.step, due_on = excluded.due_on, says = excluded.says, by_link = excluded.by_link, made_at = excluded.made_at
where action_step.action_id in (select o.id from action o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_action_step_out
-- gives: none
-- in: programme text, action text, number int
delete from action_step
where action_id = (select r.id from action r where r.uid = :action and r.programme_id = (select p.id from programme p where p.uid = :programme)) and number =
    :number and action_id in (select o.id from action o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- Where somebody typed is reached.
-- name: carry_action_address
-- gives: each
-- in: programme text
-- out: uid text, mail text, mail_folded text
select x.uid, x.mail, x.mail_folded
from action x
where x.programme_id = (select p.id from programme p where p.uid = :programme) and x.mail <> ''
order by x.uid;

-- name: carry_action_address_put
-- gives: none
-- in: programme text, uid text, mail text, mail_folded text
update action
set mail = :mail, mail_folded = :mail_folded
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_action_address_out
-- gives: none
-- in: programme text, uid text
update action
set mail = '', mail_folded = ''
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- What is shown of what people wrote in a survey that names nobody: as sealed as their answers.
-- name: carry_survey_told
-- gives: each
-- in: programme text
-- out: uid text, told text
select x.uid, x.told
from survey x
where x.programme_id = (select p.id from programme p where p.uid = :programme) and x.told <> ''
order by x.uid;

-- name: carry_survey_told_put
-- gives: none
-- in: programme text, uid text, told text
update survey
set told = :told
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_survey_told_out
-- gives: none
-- in: programme text, uid text
update survey
set told = ''
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- Beside cards of the wall; who of those who take part said it goes sealed.
-- name: carry_comment
-- gives: each
-- in: programme text
-- out: uid text, card text, said_by text, says text, made_on int, removed_at int?
select x.uid, r_card.uid as card, x.said_by, x.says, x.made_on, x.removed_at
from wall_comment x
join wall_card r_card on r_card.id = x.card_id
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_comment_put
-- gives: none
-- in: programme text, uid text, card text, said_by text, says text, made_on int, removed_at int?
insert into wall_comment (id, programme_id, uid, card_id, said_by, participant_id, person_id, says, made_on, removed_at)
values ((select coalesce(max(id), 0) + 1 from wall_comment), (select p.id from programme p where p.uid = :programme), :uid, (select r.id from wall_card r
    where r.uid = :card and r.programme_id = (select p.id from programme p where p.uid = :programme)), :said_by, null, null, :says, :made_on, :removed_at)
on conflict (uid) do update
set card_id = excluded.card_id, said_by = excluded.said_by, says = excluded.says, made_on = excluded.made_on, removed_at = excluded.removed_at
where wall_comment.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_comment_out
-- gives: none
-- in: programme text, uid text
delete from wall_comment
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_comment_by
-- gives: each
-- in: programme text
-- out: uid text, participant text
select x.uid, r_participant.uid as participant
from wall_comment x
join participant r_participant on r_participant.id = x.participant_id
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_comment_by_put
-- gives: none
-- in: programme text, uid text, participant text
update wall_comment
set participant_id = (select r.id from participant r where r.uid = :participant and r.erased_at is null and r.programme_id = (select p.id from programme p
    where p.uid = :programme))
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_comment_by_out
-- gives: none
-- in: programme text, uid text
update wall_comment
set participant_id = null
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);
