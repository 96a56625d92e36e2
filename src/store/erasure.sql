-- What was erased; store/erasure.h.
-- name: erasure_add
-- gives: none
-- in: uid text, kind text, at int
insert into erasure (uid, kind, at, scrubbed_at)
values (:uid, :kind, :at, null)
on conflict (uid) do nothing;

-- All that a backup may still hold.
-- name: erasure_list
-- gives: many 100000
-- out: uid text, kind text, at int
select uid, kind, at
from erasure
order by at, uid;

-- name: erasure_unscrubbed
-- gives: one
-- out: n int
select count(*) as n
from erasure
where scrubbed_at is null;

-- name: erasure_scrubbed
-- gives: none
-- in: now int, before int
update erasure
set scrubbed_at = :now
where scrubbed_at is null and at <= :before;

-- name: erasure_forget
-- gives: none
-- in: before int
delete from erasure
where at < :before;

-- Whom a number of chance names, if anybody still.
-- name: erasure_person
-- gives: one
-- in: uid text
-- out: id int, state text
select id, state
from person
where uid = :uid;

-- name: erasure_person_uid
-- gives: one
-- in: id int
-- out: uid text, name text, mail text, state text
select uid, name, mail, state
from person
where id = :id;

-- name: erasure_remark
-- gives: none
-- in: uid text
delete from remark
where uid = :uid;

-- Remarks that hope for an answer by mail.
-- name: erasure_remarks
-- gives: each
-- out: uid text, mail text
select uid, mail
from remark
where mail <> '';

-- How somebody wanted to be named beside a correction.
-- name: erasure_corrections
-- gives: none
-- in: name text, mail text
update correction
set who = ''
where who <> '' and (who = :name or who = :mail);
