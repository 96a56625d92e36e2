-- name: theme_totals
-- gives: many 100
-- in:
-- out: theme_id theme_id, projects int, ended int, cities int, organisations int, ec_cents int
select theme_id, projects, ended, cities, organisations, ec_cents
from theme_total
order by theme_id;

-- Organisations other than cities' own bodies with most projects on a theme.
-- name: theme_organisations
-- gives: many 50
-- in: theme_id theme_id, most int
-- out: organisation_id organisation_id, name text, country text, projects int
select o.id as organisation_id, o.name, o.country, count(distinct a.project_id) as projects
from project_theme t
join participation a on a.project_id = t.project_id
join organisation o on o.id = a.organisation_id
left join body b on b.organisation_id = o.id
where t.theme_id = :theme_id and o.is_person = 0 and b.organisation_id is null
group by o.id, o.name, o.country
order by count(distinct a.project_id) desc, o.id
limit :most;
