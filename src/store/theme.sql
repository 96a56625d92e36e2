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

-- The themes in their order, with what was found on each.
-- name: theme_list
-- gives: many 100
-- in:
-- out: id theme_id, slug text, name text, sentence text, named bool, projects int?, ended int?, cities int?, organisations int?, ec_cents int?
select t.id, t.slug, t.name, t.sentence, t.named, n.projects, n.ended, n.cities, n.organisations, n.ec_cents
from theme t
left join theme_total n on n.theme_id = t.id
order by t.id;

-- The size rule of a country; the usual one is that of ''.
-- name: size_bounds_list
-- gives: many 100
-- in:
-- out: country text, low int, high int, why text
select country, low, high, why
from size_bounds
order by country;
