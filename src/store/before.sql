-- Projects on a theme with a city's own body in them that began on a day or later, the first first.
-- name: before_on_theme
-- gives: many 20
-- in: theme_id theme_id, began date, most int
-- out: id project_id, acronym text, title text, start_on date?, cities int, city text
select p.id, p.acronym, p.title, p.start_on, count(*) as cities, min(c.name) as city
from project_theme t
join project p on p.id = t.project_id
join city_project cp on cp.project_id = p.id
join city c on c.id = cp.city_id
where t.theme_id = :theme_id and p.start_on >= :began
group by p.id, p.acronym, p.title, p.start_on
order by p.start_on, p.id
limit :most;
