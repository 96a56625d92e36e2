-- One city by its address, with where its population comes from and its own record in numbers.
-- name: city_by_slug
-- gives: one
-- in: slug text
-- out: id city_id, slug text, name text, country text, latitude_micro int?, longitude_micro int?, population int?, population_kind text, population_year int?, population_source text?, population_as_of date?, locality_population int?, geonames_id int?, lau_id text?, lau_name text?, gss_code text?, nuts3 text?, fit text, source text, source_as_of date?, projects int?, ended int?, ended_with_results int?, running int?, terminated int?, coordinated int?, ec_cents int?, first_year int?, last_year int?, organisations int?, organisation_projects int?
select c.id, c.slug, c.name, c.country, c.latitude_micro, c.longitude_micro, c.population, c.population_kind,
    c.population_year, ps.name as population_source, ps.as_of as population_as_of, c.locality_population,
    c.geonames_id, c.lau_id, c.lau_name,
    c.gss_code, c.nuts3, c.fit, s.name as source, s.as_of as source_as_of, t.projects, t.ended,
    t.ended_with_results, t.running, t.terminated, t.coordinated, t.ec_cents, t.first_year, t.last_year,
    t.organisations, t.organisation_projects
from city c
join source s on s.id = c.source_id
left join source ps on ps.id = c.population_source_id
left join city_total t on t.city_id = c.id
where c.slug = :slug;

-- Cities of a size, '' any, behind a place, in the order of their names.
-- name: city_list
-- gives: many 100
-- in: fit text, most int, behind int
-- out: id city_id, slug text, name text, country text, population int?, population_kind text, population_year int?, fit text, projects int?, ended int?, coordinated int?, latitude_micro int?, longitude_micro int?
select c.id, c.slug, c.name, c.country, c.population, c.population_kind, c.population_year, c.fit, t.projects, t.ended,
    t.coordinated, c.latitude_micro, c.longitude_micro
from city_place x
join city c on c.id = x.city_id
left join city_total t on t.city_id = c.id
where x.fit = :fit and x.place > :behind
order by x.place
limit :most;

-- The same of one country; '' for fit means any.
-- name: city_list_of_country
-- gives: many 100
-- in: country text, fit text, most int, skip int
-- out: id city_id, slug text, name text, country text, population int?, population_kind text, population_year int?, fit text, projects int?, ended int?, coordinated int?, latitude_micro int?, longitude_micro int?
select c.id, c.slug, c.name, c.country, c.population, c.population_kind, c.population_year, c.fit, t.projects, t.ended,
    t.coordinated, c.latitude_micro, c.longitude_micro
from (select n.id from city n where n.country = :country and (:fit = '' or n.fit = :fit)
    order by n.sort_key, n.id limit :most offset :skip) x
join city c on c.id = x.id
left join city_total t on t.city_id = c.id
order by c.sort_key, c.id;

-- The same, only cities with projects of their own.
-- name: city_list_with_record
-- gives: many 100
-- in: country text, fit text, most int, skip int
-- out: id city_id, slug text, name text, country text, population int?, population_kind text, population_year int?, fit text, projects int?, ended int?, coordinated int?, latitude_micro int?, longitude_micro int?
select c.id, c.slug, c.name, c.country, c.population, c.population_kind, c.population_year, c.fit, t.projects, t.ended,
    t.coordinated, c.latitude_micro, c.longitude_micro
from (select l.city_id from city_listed l
    where l.theme_id = 0 and (:fit = '' or l.fit = :fit) and (:country = '' or l.country = :country)
    order by l.sort_key, l.city_id limit :most offset :skip) x
join city c on c.id = x.city_id
join city_total t on t.city_id = x.city_id
order by c.sort_key, c.id;

-- How many cities have projects of their own on a theme, or on any (0).
-- name: city_count_listed
-- gives: one
-- in: theme_id theme_id, country text, fit text
-- out: cities int
select count(*) as cities
from city_listed
where theme_id = :theme_id and (:fit = '' or fit = :fit) and (:country = '' or country = :country);

-- name: city_count
-- gives: one
-- in: country text, fit text
-- out: cities int
select cast(coalesce(sum(case :fit when '' then cities when 'fits' then fits when 'small' then small
    when 'large' then large else cities - fits - small - large end), 0) as bigint) as cities
from country_total
where :country = '' or country = :country;

-- The same for one theme: only cities with a record of their own on it, most projects first.
-- name: city_list_by_theme
-- gives: many 100
-- in: theme_id theme_id, country text, fit text, most int, skip int
-- out: id city_id, slug text, name text, country text, population int?, population_kind text, population_year int?, fit text, projects int?, ended int?, coordinated int?, latitude_micro int?, longitude_micro int?
select c.id, c.slug, c.name, c.country, c.population, c.population_kind, c.population_year, c.fit, h.projects, h.ended,
    h.coordinated, c.latitude_micro, c.longitude_micro
from (select l.city_id from city_listed l
    where l.theme_id = :theme_id and (:fit = '' or l.fit = :fit) and (:country = '' or l.country = :country)
    order by l.projects desc, l.sort_key, l.city_id limit :most offset :skip) x
join city c on c.id = x.city_id
join city_theme h on h.city_id = x.city_id and h.theme_id = :theme_id
order by h.projects desc, c.sort_key, c.id;

-- Points for the map of the same list, those in and around Europe: one fit at a time and the countries
-- from :low to :high, from an index alone.
-- name: city_points
-- gives: many 40000
-- in: fit text, low text, high text
-- out: latitude_micro int, longitude_micro int
select c.latitude_micro, c.longitude_micro
from city c
where c.fit = :fit and c.country >= :low and c.country <= :high
    and c.latitude_micro between 27000000 and 75000000 and c.longitude_micro between -35000000 and 70000000
order by c.country, c.latitude_micro, c.longitude_micro, c.id
limit 40000;

-- The same of those with projects of their own on a theme, or on any (0).
-- name: city_points_listed
-- gives: many 40000
-- in: theme_id theme_id, fit text, low text, high text
-- out: latitude_micro int, longitude_micro int
select latitude_micro, longitude_micro
from city_listed
where theme_id = :theme_id and fit = :fit and country >= :low and country <= :high
    and latitude_micro is not null and longitude_micro is not null
order by country, latitude_micro, longitude_micro, city_id
limit 40000;

-- Countries and how many of their cities fit the size.
-- name: city_countries
-- gives: many 300
-- in:
-- out: country text, fits int, cities int, with_record int
select country, fits, cities, with_record
from country_total
order by country;

-- Projects in which the city's own body takes part, newest first.
-- name: city_projects
-- gives: many 5000
-- in: city_id city_id
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, ec_max_cents int?, has_results bool, coordinates bool, ec_cents int?, programme text, organisation_id organisation_id, organisation text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.ec_max_cents, p.has_results, cp.coordinates,
    cp.ec_cents, p.programme, o.id as organisation_id, o.name as organisation, s.name as source,
    s.as_of as source_as_of
from city_project cp
join project p on p.id = cp.project_id
join organisation o on o.id = cp.organisation_id
join source s on s.id = p.source_id
where cp.city_id = :city_id
order by p.start_on desc nulls last, p.id desc;

-- A city's record by theme, most projects first.
-- name: city_themes
-- gives: many 50
-- in: city_id city_id
-- out: theme_id theme_id, projects int, ended int, running int, coordinated int, ec_cents int, first_year int?, last_year int?
select theme_id, projects, ended, running, coordinated, ec_cents, first_year, last_year
from city_theme
where city_id = :city_id
order by projects desc, ended desc, theme_id;

-- The city's own bodies among the organisations; one with several registrations stands once, and says how many.
-- name: city_bodies
-- gives: many 500
-- in: city_id city_id
-- out: organisation_id organisation_id, name text, kind text, confidence int, reason text, website text, registrations int, corrected_at int?, corrected_why text?
select b.organisation_id, o.name, b.kind, b.confidence, b.reason, o.website,
    (select count(*) from body r where r.head_id = b.organisation_id) as registrations, k.given_at as corrected_at,
    k.why as corrected_why
from body b
join organisation o on o.id = b.organisation_id
left join correction k on k.organisation_id = b.organisation_id and k.withdrawn_at is null
where b.city_id = :city_id and o.is_person = 0 and b.head_id = b.organisation_id
order by case when b.kind = 'municipality' then 0 else 1 end, b.confidence desc, b.organisation_id;

-- The newest contact form of the city's own bodies.
-- name: city_contact
-- gives: many 1
-- in: city_id city_id
-- out: organisation_id organisation_id, organisation text, contact text, website text
select o.id as organisation_id, o.name as organisation, c.contact, o.website
from city_contact c
join organisation o on o.id = c.organisation_id
where c.city_id = :city_id;

-- Other organisations with their seat in the city, those with most projects first.
-- name: city_organisations
-- gives: many 100
-- in: city_id city_id, most int
-- out: organisation_id organisation_id, name text, activity text, projects int
select s.organisation_id, o.name, o.activity, s.projects
from seat s
join organisation o on o.id = s.organisation_id
left join body b on b.organisation_id = s.organisation_id and b.city_id = s.city_id
where s.city_id = :city_id and o.is_person = 0 and b.organisation_id is null
order by s.projects desc, s.organisation_id
limit :most;

-- Projects of those other organisations, the newest; at most six are kept.
-- name: city_organisation_projects
-- gives: many 6
-- in: city_id city_id, most int
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, has_results bool, organisation_id organisation_id, organisation text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.has_results, o.id as organisation_id,
    o.name as organisation, r.name as source, r.as_of as source_as_of
from seat_project s
join project p on p.id = s.project_id
join organisation o on o.id = s.organisation_id
join source r on r.id = p.source_id
where s.city_id = :city_id and s.place <= :most
order by s.place;

-- Cities with a record of their own, one row a city and theme, for matching.
-- name: city_match_rows
-- gives: many 50000
-- in:
-- out: city_id city_id, theme_id theme_id, projects int, population int?, country text, fits bool, all_projects int?, all_coordinated int?, latitude_micro int?, longitude_micro int?
select h.city_id, h.theme_id, h.projects, c.population, c.country, case when c.fit = 'fits' then 1 else 0 end as fits,
    t.projects as all_projects, t.coordinated as all_coordinated, c.latitude_micro, c.longitude_micro
from city_theme h
join city c on c.id = h.city_id
left join city_total t on t.city_id = c.id
order by h.city_id, h.theme_id;

-- The projects of the cities' own bodies, one row a city, project and theme, for matching.
-- name: city_match_works
-- gives: many 100000
-- in:
-- out: city_id city_id, project_id project_id, theme_id theme_id, theme_bp int, coordinates bool, ec_cents int?, status text, start_on date?, end_on date?, has_results bool
select c.city_id, c.project_id, t.theme_id, t.score as theme_bp, c.coordinates, c.ec_cents, p.status, p.start_on, p.end_on,
    p.has_results
from city_project c
join project p on p.id = c.project_id
join project_theme t on t.project_id = c.project_id
order by c.city_id, c.project_id, t.theme_id;

-- Projects that a city shares with other cities: how many with each, and the newest.
-- name: city_together
-- gives: many 5000
-- in: city_id city_id
-- out: other_id city_id, projects int, project_id project_id
select b.city_id as other_id, count(*) as projects, max(b.project_id) as project_id
from city_project a
join city_project b on b.project_id = a.project_id and b.city_id <> a.city_id
where a.city_id = :city_id
group by b.city_id
order by b.city_id;

-- What a page shows of a city it only knows by number.
-- name: city_by_id
-- gives: one
-- in: id city_id
-- out: id city_id, slug text, name text, country text, population int?, population_kind text, population_year int?, fit text, projects int?, ended int?, coordinated int?
select c.id, c.slug, c.name, c.country, c.population, c.population_kind, c.population_year, c.fit, t.projects, t.ended,
    t.coordinated
from city c
left join city_total t on t.city_id = c.id
where c.id = :id;

-- Cities to try first: of the size, with a record of their own.
-- name: city_examples
-- gives: many 30
-- in: most int
-- out: slug text, name text, country text
select c.slug, c.name, c.country
from (select l.city_id, l.projects, l.sort_key
    from city_listed l
    where l.theme_id = 0 and l.fit = 'fits'
    order by l.projects desc, l.sort_key, l.city_id
    limit :most) x
join city c on c.id = x.city_id
order by x.projects desc, x.sort_key, x.city_id;
