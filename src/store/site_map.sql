-- The site map. An address stands in the part that its number chooses (web/about/machine_web.c), so parts have bounds, and
-- an address never moves to another part.

-- Parts with cities that fit the size, and with projects of a city's own body. :each is how many numbers a part has.
-- name: site_map_parts
-- gives: many 40000
-- in: each int
-- out: of text, part int
select s.kind as of, s.part
from (
    select distinct 'cities' as kind, c.id / :each as part
    from city c
    where c.fit = 'fits'
    union all
    select distinct 'projects' as kind, cp.project_id / :each as part
    from city_project cp
) s
order by s.kind, s.part
limit 40000;

-- Cities that fit the size, with numbers from :low to just before :high.
-- name: site_map_cities
-- gives: many 10000
-- in: low int, high int
-- out: slug text
select c.slug
from city c
where c.id >= :low and c.id < :high and c.fit = 'fits'
order by c.id
limit 10000;

-- Projects with a city's own body, in the same way.
-- name: site_map_projects
-- gives: many 10000
-- in: low int, high int
-- out: id project_id
select distinct cp.project_id as id
from city_project cp
where cp.project_id >= :low and cp.project_id < :high
order by cp.project_id
limit 10000;
