-- What readers tell those who run the network; store/remark.h.
-- name: remark_add
-- gives: none
-- in: uid text, page text, says text, source text, mail text, language text, created_at int, remove_at int
insert into remark (id, uid, page, says, source, mail, language, state, answer, created_at, ended_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from remark), :uid, :page, :says, :source, :mail, :language, 'waiting', '',
    :created_at, null, :remove_at);

-- What its page shows: no mail.
-- name: remark_by_uid
-- gives: one
-- in: uid text, now int
-- out: id int, page text, says text, source text, state text, answer text, created_at int, ended_at int?, remove_at int
select id, page, says, source, state, answer, created_at, ended_at, remove_at
from remark
where uid = :uid and remove_at > :now;

-- For those who answer.
-- name: remark_by_id
-- gives: one
-- in: id int
-- out: id int, uid text, page text, says text, source text, mail text, language text, state text, answer text, created_at int, ended_at int?, remove_at int
select id, uid, page, says, source, mail, language, state, answer, created_at, ended_at, remove_at
from remark
where id = :id;

-- Those that wait, the oldest first; and how many there are.
-- name: remark_waiting
-- gives: many 200
-- out: id int, page text, says text, has_mail bool, created_at int
select id, page, says, case when mail = '' then 0 else 1 end as has_mail, created_at
from remark
where state = 'waiting'
order by id
limit 200;

-- Those that were answered or closed, the newest first.
-- name: remark_ended
-- gives: many 200
-- in: state text
-- out: id int, page text, says text, has_mail bool, created_at int
select id, page, says, case when mail = '' then 0 else 1 end as has_mail, created_at
from remark
where state = :state
order by id desc
limit 200;

-- name: remark_count
-- gives: one
-- in: state text
-- out: n int
select count(*) as n
from remark
where state = :state;

-- name: remark_end
-- gives: none
-- in: id int, state text, answer text, now int, remove_at int
update remark
set state = :state, answer = :answer, ended_at = :now, remove_at = :remove_at
where id = :id;

-- The address stands in the mail that goes out, and nowhere else.
-- name: remark_mail_remove
-- gives: none
-- in: id int
update remark
set mail = ''
where id = :id;

-- name: remark_remove
-- gives: none
-- in: id int
delete from remark
where id = :id;

-- Those whose time has come.
-- name: remark_forget
-- gives: none
-- in: now int
delete from remark
where remove_at <= :now;
