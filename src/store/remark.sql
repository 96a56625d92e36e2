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
-- in: uid text
-- out: id int, page text, says text, source text, state text, answer text, created_at int, ended_at int?, remove_at int
select id, page, says, source, state, answer, created_at, ended_at, remove_at
from remark
where uid = :uid;

-- For those who answer.
-- name: remark_by_id
-- gives: one
-- in: id int
-- out: id int, uid text, page text, says text, source text, mail text, language text, state text, answer text, created_at int, ended_at int?, remove_at int
select id, uid, page, says, source, mail, language, state, answer, created_at, ended_at, remove_at
from remark
where id = :id;

-- Those of a state, the oldest first.
-- name: remark_list
-- gives: many 200
-- in: state text
-- out: id int, page text, says text, has_mail bool, language text, answer text, created_at int, ended_at int?
select id, page, says, case when mail = '' then 0 else 1 end as has_mail, language, answer, created_at, ended_at
from remark
where state = :state
order by id
limit 200;

-- name: remark_end
-- gives: none
-- in: id int, state text, answer text, now int, remove_at int
update remark
set state = :state, answer = :answer, ended_at = :now, remove_at = :remove_at
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
