-- What was answered to a form, under its token.
-- name: once_by_token
-- gives: one
-- in: token text
-- out: sent text, location text
select sent, location
from once
where token = :token;

-- name: once_add
-- gives: none
-- in: token text, sent text, location text, made_at int
insert into once (token, sent, location, made_at)
values (:token, :sent, :location, :made_at);

-- name: once_forget
-- gives: none
-- in: before int
delete from once
where made_at < :before;
