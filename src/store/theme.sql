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
