-- The case study shelf: ended projects in which the own body of a city that fits the size takes part. Ended as in
-- domain/status: closed, or past its end date and not terminated. Theme 0 is any; results '' any, 'published', 'unknown'.
-- Those with published results first, then those that ended last.
-- name: shelf_list
-- gives: many 100
-- in: theme_id theme_id, results text, today date, most int, skip int
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, ec_max_cents int?, has_results bool, cities int, slug text, name text, country text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.ec_max_cents, p.has_results, x.cities, f.slug,
    f.name, f.country, s.name as source, s.as_of as source_as_of
from (select h.project_id, h.has_results, h.end_on, h.cities, h.first_id
    from shelf h
    where h.theme_id = :theme_id and (h.closed = 1 or h.end_on < :today)
        and (:results = '' or (:results = 'published' and h.has_results = 1)
            or (:results = 'unknown' and h.has_results = 0))
    order by h.has_results desc, h.end_on desc nulls last, h.project_id desc
    limit :most offset :skip) x
join project p on p.id = x.project_id
join city f on f.id = x.first_id
join source s on s.id = p.source_id
order by x.has_results desc, x.end_on desc nulls last, x.project_id desc;

-- How many there are by theme, in all (theme 0), and of them with published results.
-- name: shelf_counts
-- gives: many 100
-- in: today date
-- out: theme_id theme_id, projects int, published int
select h.theme_id, count(*) as projects, cast(sum(h.has_results) as bigint) as published
from shelf h
where h.closed = 1 or h.end_on < :today
group by h.theme_id
order by h.theme_id;
