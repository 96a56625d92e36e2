-- Funding calls for who reads them.

-- Without their text, in the order of their last deadline; those that name none come last.
-- name: funding_call_list
-- gives: many 20000
-- in:
-- out: id int, identifier text, title text, publisher text, programme text, status text, action text, opens_on date?, closes_on date?, address text, source text, as_of date?, imported_at int
select c.id, c.identifier, c.title, c.publisher, c.programme, c.status, c.action, c.opens_on, c.closes_on, c.address,
    s.name as source, s.as_of, s.imported_at
from funding_call c
join source s on s.id = c.source_id
order by c.closes_on is null, c.closes_on, c.id
limit 20000;

-- Of all of them, by funding call.
-- name: funding_call_deadlines
-- gives: many 60000
-- in:
-- out: call_id int, closes_at int, day_on date, hour_known bool
select call_id, closes_at, day_on, hour_known
from funding_call_deadline
order by call_id, closes_at
limit 60000;

-- name: funding_call_themes
-- gives: many 80000
-- in:
-- out: call_id int, slug text, score int, why text
select c.call_id, t.slug, c.score, c.why
from funding_call_theme c
join theme t on t.id = c.theme_id
order by c.call_id, c.score desc, c.theme_id
limit 80000;

-- name: funding_call_pays
-- gives: many 60000
-- in:
-- out: call_id int, what text, why text
select call_id, what, why
from funding_call_pays
order by call_id, place
limit 60000;
