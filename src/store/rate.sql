-- How often somebody did something; store/rate.h.
-- name: rate_salt_by_day
-- gives: one
-- in: day int
-- out: salt text
select salt
from rate_salt
where day = :day;

-- name: rate_salt_add
-- gives: none
-- in: day int, salt text
insert into rate_salt (day, salt)
values (:day, :salt);

-- name: rate_salt_forget
-- gives: none
-- in: day int
delete from rate_salt
where day < :day;

-- name: rate_by_who
-- gives: one
-- in: kind text, who text
-- out: since int, n int
select since, n
from rate
where kind = :kind and who = :who;

-- name: rate_save
-- gives: none
-- in: kind text, who text, since int, n int
insert into rate (kind, who, since, n)
values (:kind, :who, :since, :n)
on conflict (kind, who) do update set since = excluded.since, n = excluded.n;

-- Spans that are over, of all kinds: none is longer than a day.
-- name: rate_forget
-- gives: none
-- in: before int
delete from rate
where since <= :before;
