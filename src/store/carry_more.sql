-- A leadership programme, carried to a room without internet and home again: what it came to; as in carry.sql.

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
