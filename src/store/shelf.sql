-- The case study shelf: ended projects in which the own body of a city that fits the size takes part. Ended as in
-- domain/status: closed, or past its end date and not terminated. Theme 0 is any; results '' any, 'published', 'unknown'.
-- Those with published results first, then those that ended last.
-- name: shelf_list
-- gives: many 100
-- in: theme_id theme_id, results text, today date, most int, skip int
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, ec_max_cents int?, has_results bool, cities int, slug text, name text, country text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.ec_max_cents, p.has_results, x.cities, f.slug,
    f.name, f.country, s.name as source, s.as_of as source_as_of
from (select cp.project_id, count(*) as cities, min(cp.city_id) as first_id
    from city_project cp join city c on c.id = cp.city_id
    where c.fit = 'fits' group by cp.project_id) x
join project p on p.id = x.project_id
join city f on f.id = x.first_id
join source s on s.id = p.source_id
where p.status <> 'terminated' and (p.status = 'closed' or p.end_on < :today)
    and (:results = '' or (:results = 'published' and p.has_results = 1) or (:results = 'unknown' and p.has_results = 0))
    and (:theme_id = 0 or exists (select 1 from project_theme t where t.project_id = p.id and t.theme_id = :theme_id))
order by p.has_results desc, p.end_on desc nulls last, p.id desc
limit :most offset :skip;

-- How many there are by theme, and of them with published results.
-- name: shelf_themes
-- gives: many 100
-- in: today date
-- out: theme_id theme_id, projects int, published int
select t.theme_id, count(*) as projects, cast(sum(p.has_results) as bigint) as published
from (select distinct cp.project_id from city_project cp join city c on c.id = cp.city_id where c.fit = 'fits') x
join project p on p.id = x.project_id
join project_theme t on t.project_id = p.id
where p.status <> 'terminated' and (p.status = 'closed' or p.end_on < :today)
group by t.theme_id
order by t.theme_id;

-- The same over all of them.
-- name: shelf_count
-- gives: one
-- in: today date
-- out: projects int, published int
select count(*) as projects, cast(coalesce(sum(p.has_results), 0) as bigint) as published
from (select distinct cp.project_id from city_project cp join city c on c.id = cp.city_id where c.fit = 'fits') x
join project p on p.id = x.project_id
where p.status <> 'terminated' and (p.status = 'closed' or p.end_on < :today);
