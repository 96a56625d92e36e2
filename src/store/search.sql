-- How many projects hold a token.
-- name: search_token
-- gives: one
-- in: token text
-- out: projects int
select projects
from token
where token = :token;

-- Numbers of the projects that hold a token, the newest numbers first. :token is quoted for the engine's query language.
-- The most rows are RANK_POSTINGS_MAX of domain/rank.h, which the caller gives as :most: a common word must not fail.
-- name: search_postings
-- gives: many 12000
-- in: token text, most int
-- out: project_id project_id
-- sqlite:
select rowid as project_id
from project_index
where project_index match :token
order by rowid desc
limit :most;
-- postgres:
select rowid as project_id
from project_index
where tokens @@ cast(:token as tsquery)
order by rowid desc
limit :most;
-- both:

-- The tokens of one candidate, for ranking.
-- name: search_tokens
-- gives: one
-- in: project_id project_id
-- out: tokens blob
select tokens
from project_tokens
where project_id = :project_id;

-- Facets of one candidate.
-- name: search_themes
-- gives: many 20
-- in: project_id project_id
-- out: theme_id theme_id
select theme_id
from project_theme
where project_id = :project_id
order by score desc, theme_id
limit 20;

-- How many projects there are in all.
-- name: search_documents
-- gives: one
-- in:
-- out: projects int
select value as projects
from total
where name = 'projects';

-- What facets need of a candidate.
-- name: search_facts
-- gives: one
-- in: project_id project_id
-- out: status text, start_on date?, end_on date?, has_results bool
select status, start_on, end_on, has_results
from project
where id = :project_id;
