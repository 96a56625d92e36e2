-- The agenda of a leadership programme is changed; store/programme_agenda.h.

-- name: programme_block_save
-- gives: none
-- in: id int, kind text, title text, purpose text, minutes int, fixed bool
update programme_block
set kind = :kind, title = :title, purpose = :purpose, minutes = :minutes, minutes_was = null, fixed = :fixed
where id = :id;

-- name: programme_block_needs
-- gives: none
-- in: id int, inputs text, outputs text
update programme_block
set inputs = :inputs, outputs = :outputs
where id = :id;

-- name: programme_block_place
-- gives: none
-- in: id int, session_id int, number int
update programme_block
set session_id = :session_id, number = :number
where id = :id;

-- name: programme_block_minutes
-- gives: none
-- in: id int, minutes int, minutes_was int?
update programme_block
set minutes = :minutes, minutes_was = :minutes_was
where id = :id;

-- name: programme_block_begun
-- gives: none
-- in: id int, begun_at int?, ended_at int?
update programme_block
set begun_at = :begun_at, ended_at = :ended_at
where id = :id;

-- name: programme_block_removed
-- gives: none
-- in: id int, removed_at int?
update programme_block
set removed_at = :removed_at
where id = :id;

-- name: programme_block_undo
-- gives: none
-- in: session_id int
update programme_block
set minutes = minutes_was, minutes_was = null
where session_id = :session_id and minutes_was is not null;

-- name: programme_session_save
-- gives: none
-- in: id int, day_on date, begins int, ends int
update programme_session
set day_on = :day_on, begins = :begins, ends = :ends, begins_was = null
where id = :id;

-- name: programme_session_begins
-- gives: none
-- in: id int, begins int, begins_was int?
update programme_session
set begins = :begins, begins_was = :begins_was
where id = :id;

-- name: programme_session_number
-- gives: none
-- in: id int, number int
update programme_session
set number = :number
where id = :id;

-- name: programme_session_remove
-- gives: none
-- in: id int
delete from programme_session
where id = :id;

-- To the end of another one: what its groups wrote and what was voted in them hangs on them.
-- name: programme_session_blocks_move
-- gives: none
-- in: session_id int, to_id int, behind int
update programme_block
set session_id = :to_id, number = number + :behind
where session_id = :session_id;

-- name: programme_session_answers_remove
-- gives: none
-- in: session_id int
delete from participant_session
where session_id = :session_id;

-- Its first and last day are those of its sessions.
-- name: programme_days
-- gives: none
-- in: id int
update programme
set begins_on = (select min(s.day_on) from programme_session s where s.programme_id = programme.id),
    ends_on = (select max(s.day_on) from programme_session s where s.programme_id = programme.id)
where id = :id and exists (select 1 from programme_session s where s.programme_id = programme.id);

-- name: programme_shift
-- gives: none
-- in: id int, days int
update programme_session
set day_on = day_on + :days
where programme_id = :id;
