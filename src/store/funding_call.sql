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

-- ---- pages

-- What narrowing and counting needs of all of them (store/call_facts), in the order of their last deadline; those that name
-- none come last.
-- name: call_fact_list
-- gives: many 40000
-- in:
-- out: id int, status text, opens_on date?, closes_on date?, programme text, identifier text, action text, grant_min_cents int?, grant_max_cents int?, currency text
select id, status, opens_on, closes_on, programme, identifier, action, grant_min_cents, grant_max_cents, currency
from funding_call
order by closes_on nulls last, id;

-- name: call_fact_themes
-- gives: many 160000
-- in:
-- out: call_id int, theme_id theme_id
select call_id, theme_id
from funding_call_theme
order by call_id, theme_id;

-- name: call_fact_pays
-- gives: many 120000
-- in:
-- out: call_id int, what text
select call_id, what
from funding_call_pays
order by call_id, place;

-- name: call_fact_days
-- gives: many 160000
-- in:
-- out: call_id int, day_on date
select call_id, day_on
from funding_call_deadline
order by call_id, closes_at;

-- A row of a list.
-- name: funding_call_row
-- gives: one
-- in: id int
-- out: id int, slug text?, identifier text, title text, publisher text, programme text, action text, address text, status text, opens_on date?, closes_on date?, pays_1 text?, pays_2 text?, pays_3 text?, source text, as_of date?, imported_at int
select c.id, g.slug, c.identifier, c.title, c.publisher, c.programme, c.action, c.address, c.status, c.opens_on, c.closes_on,
    p1.what as pays_1, p2.what as pays_2, p3.what as pays_3, s.name as source, s.as_of, s.imported_at
from funding_call c
join source s on s.id = c.source_id
left join funding_call_page g on g.call_id = c.id
left join funding_call_pays p1 on p1.call_id = c.id and p1.place = 1
left join funding_call_pays p2 on p2.call_id = c.id and p2.place = 2
left join funding_call_pays p3 on p3.call_id = c.id and p3.place = 3
where c.id = :id;

-- All of one.
-- name: funding_call_by_slug
-- gives: one
-- in: slug text
-- out: id int, key text, identifier text, title text, publisher text, country text, programme text, group_code text, group_title text, action text, status text, model text, opens_on date?, closes_on date?, grant_min_cents int?, grant_max_cents int?, budget_cents int?, grants int?, currency text, address text, keywords text, conditions text, body text, source text, as_of date?, imported_at int
select c.id, c.key, c.identifier, c.title, c.publisher, c.country, c.programme, c.group_code, c.group_title, c.action, c.status,
    c.model, c.opens_on, c.closes_on, c.grant_min_cents, c.grant_max_cents, c.budget_cents, c.grants, c.currency, c.address,
    c.keywords, c.conditions, c.body, s.name as source, s.as_of, s.imported_at
from funding_call_page g
join funding_call c on c.id = g.call_id
join source s on s.id = c.source_id
where g.slug = :slug;

-- name: funding_call_deadlines_of
-- gives: many 200
-- in: slug text
-- out: closes_at int, day_on date, hour_known bool
select d.closes_at, d.day_on, d.hour_known
from funding_call_page g
join funding_call_deadline d on d.call_id = g.call_id
where g.slug = :slug
order by d.closes_at;

-- name: funding_call_themes_of
-- gives: many 63
-- in: slug text
-- out: theme_id theme_id, why text
select t.theme_id, t.why
from funding_call_page g
join funding_call_theme t on t.call_id = g.call_id
where g.slug = :slug
order by t.score desc, t.theme_id;

-- name: funding_call_pays_of
-- gives: many 10
-- in: slug text
-- out: what text, why text
select p.what, p.why
from funding_call_page g
join funding_call_pays p on p.call_id = g.call_id
where g.slug = :slug
order by p.place;

-- For a calendar: every deadline from a day on.
-- name: funding_call_calendar
-- gives: many 2000
-- in: since date
-- out: call_id int, slug text, identifier text, title text, address text, closes_at int, day_on date, hour_known bool, imported_at int
select d.call_id, g.slug, c.identifier, c.title, c.address, d.closes_at, d.day_on, d.hour_known, s.imported_at
from funding_call_deadline d
join funding_call c on c.id = d.call_id
join funding_call_page g on g.call_id = c.id
join source s on s.id = c.source_id
where d.day_on >= :since
order by d.closes_at, d.call_id
limit 2000;

-- The themes that a city has worked on, with its name; one row without a theme when none is known.
-- name: funding_city_themes
-- gives: many 63
-- in: slug text
-- out: name text, theme_id theme_id?
select c.name, t.theme_id
from city c
left join city_theme t on t.city_id = c.id
where c.slug = :slug
order by t.theme_id nulls first
limit 63;

-- What rules ask of a city, from the evidence.
-- name: funding_city_facts
-- gives: one
-- in: slug text
-- out: name text, country text, population int?, degurba int?, lau_id text?, nuts3 text?
select name, country, population, degurba, lau_id, nuts3
from city
where slug = :slug;

-- For who writes a rule: the programmes of funding calls, the one with most first.
-- name: funding_call_programmes
-- gives: many 200
-- in:
-- out: programme text, n int
select programme, count(*) as n
from funding_call
where programme <> ''
group by programme
order by n desc, programme
limit 200;
