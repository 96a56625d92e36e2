-- Projects on a theme with a city's own body in them that began on a day or later, the first first.
-- name: before_on_theme
-- gives: many 20
-- in: theme_id theme_id, began date, most int
-- out: id project_id, acronym text, title text, start_on date?, cities int, city text
select p.id, p.acronym, p.title, p.start_on, x.cities, x.city
from theme_project x
join project p on p.id = x.project_id
where x.theme_id = :theme_id and x.start_on >= :began
order by x.start_on, x.project_id
limit :most;
