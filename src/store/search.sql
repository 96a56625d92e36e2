-- How many projects hold a token.
-- name: search_token
-- gives: one
-- in: token text
-- out: projects int
select projects
from token
where token = :token;

-- Which they are.
-- name: search_token_list
-- gives: one
-- in: token text
-- out: list blob
select list
from token
where token = :token;

-- The tokens of one project, for ranking.
-- name: search_tokens
-- gives: one
-- in: project_id project_id
-- out: tokens blob
select tokens
from project_tokens
where project_id = :project_id;

-- Facts of all projects.
-- name: search_facts
-- gives: one
-- in:
-- out: facts blob
select facts
from search_facts
where name = 'projects';

-- The words that begin with one of two letters: with the letter `always`, and with both if no project holds the token.
-- name: search_speller
-- gives: many 2
-- in: token text, first text, second text, always text
-- out: letter text, words blob
select letter, words
from speller
where letter in (:first, :second) and (letter = :always or not exists (select 1 from token t where t.token = :token))
order by letter
limit 2;

-- The city with most EU projects of its own of those that a folded text names.
-- name: search_city_named
-- gives: many 1
-- in: folded text
-- out: slug text, name text, country text, projects int
select c.slug, c.name, c.country, t.projects
from city_name n
join city c on c.id = n.city_id
join city_total t on t.city_id = c.id
where n.folded = :folded and n.kind in (0, 1) and t.projects > 0
order by t.projects desc, c.id
limit 1;

-- A city's own projects.
-- name: search_city_projects
-- gives: many 5000
-- in: slug text
-- out: project_id project_id
select p.project_id
from city c
join city_project p on p.city_id = c.id
where c.slug = :slug
order by p.project_id
limit 5000;

-- Organisations whose folded name is a text or goes on behind it with a space, by their number of EU projects: sort keys
-- from the text with byte 1 behind it (base/fold.h) to before the text with '!'.
-- name: search_organisations
-- gives: many 5
-- in: low text, end text, most int
-- out: id organisation_id, name text, place text, country text, projects int
select o.id, o.name, o.place, o.country, t.projects
from (
    select id, name, place, country
    from organisation
    where sort_key >= :low and sort_key < :end and is_person = 0
    order by sort_key, id
    limit 200
) o
join organisation_total t on t.organisation_id = o.id
order by t.projects desc, o.id
limit :most;

-- ---- funding calls

-- How many there are, and the number of the last.
-- name: search_call_count
-- gives: one
-- in:
-- out: n int, last int
select count(*) as n, coalesce(max(id), 0) as last
from funding_call;

-- How many of them hold a token.
-- name: search_call_token
-- gives: one
-- in: token text
-- out: calls int
select calls
from funding_call_token
where token = :token;

-- Which they are.
-- name: search_call_list
-- gives: one
-- in: token text
-- out: list blob
select list
from funding_call_token
where token = :token;

-- The tokens of one of them.
-- name: search_call_tokens
-- gives: one
-- in: call_id int
-- out: tokens blob
select tokens
from funding_call_tokens
where call_id = :call_id;
