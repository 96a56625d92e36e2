-- One project with its source.
-- name: project_by_id
-- gives: one
-- in: id project_id
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, signed_on date?, total_cost_cents int?, ec_max_cents int?, programme text, call text, scheme text, topics text, keywords text, objective text, doi text, has_results bool, updated_at int?, source text, source_as_of date?, source_licence text
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.signed_on, p.total_cost_cents, p.ec_max_cents,
    p.programme, p.call, p.scheme, p.topics, p.keywords, p.objective, p.doi, p.has_results, p.updated_at,
    s.name as source, s.as_of as source_as_of, s.licence as source_licence
from project p
join source s on s.id = p.source_id
where p.id = :id;

-- Its partners, the coordinator first; natural persons are left out. City: the one it governs, else its seat.
-- name: project_partners
-- gives: many 500
-- in: project_id project_id
-- out: organisation_id organisation_id, name text, role text, country text, place text, activity text, net_ec_cents int?, ended_early bool, contact text, website text, kind text?, city_slug text?, city_name text?, city_fit text?, seat_slug text?, seat_name text?
select o.id as organisation_id, o.name, a.role, o.country, o.place, o.activity, a.net_ec_cents, a.ended_early,
    a.contact, o.website, b.kind, c.slug as city_slug, c.name as city_name, c.fit as city_fit, sc.slug as seat_slug, sc.name as seat_name
from participation a
join organisation o on o.id = a.organisation_id
left join body b on b.organisation_id = o.id
left join city c on c.id = b.city_id
left join seat s on s.organisation_id = o.id
left join city sc on sc.id = s.city_id
where a.project_id = :project_id and o.is_person = 0
order by case when a.role = 'coordinator' then 0 else 1 end, a.place_in_list nulls last, o.id, a.occurrence
limit 500;

-- How many partners, and how many of them are natural persons.
-- name: project_partner_count
-- gives: one
-- in: project_id project_id
-- out: partners int, persons int
select count(*) as partners, cast(coalesce(sum(o.is_person), 0) as bigint) as persons
from participation a
join organisation o on o.id = a.organisation_id
where a.project_id = :project_id;

-- name: project_themes
-- gives: many 20
-- in: project_id project_id
-- out: theme_id theme_id, score int, why text
select theme_id, score, why
from project_theme
where project_id = :project_id
order by score desc, theme_id;

-- Projects of a theme that involve a city's own body behind a place: ended ones with results first, then the newest.
-- Places have no gaps; both bounds keep an engine from sorting all there are.
-- name: project_by_theme
-- gives: many 100
-- in: theme_id theme_id, most int, behind int
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, ec_max_cents int?, has_results bool, score int, cities int, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.ec_max_cents, p.has_results, t.score, x.cities,
    s.name as source, s.as_of as source_as_of
from theme_project x
join project p on p.id = x.project_id
join project_theme t on t.project_id = x.project_id and t.theme_id = x.theme_id
join source s on s.id = p.source_id
where x.theme_id = :theme_id and x.place > :behind and x.place <= :behind + :most
order by x.place
limit :most;

-- name: project_count_by_theme
-- gives: one
-- in: theme_id theme_id
-- out: projects int
select coalesce(max(place), 0) as projects
from theme_project
where theme_id = :theme_id;

-- What a list shows of a project it knows by number.
-- name: project_brief
-- gives: one
-- in: id project_id
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, ec_max_cents int?, has_results bool, programme text, objective text, keywords text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.ec_max_cents, p.has_results, p.programme,
    p.objective, p.keywords, s.name as source, s.as_of as source_as_of
from project p
join source s on s.id = p.source_id
where p.id = :id;

-- What a sentence calls a project.
-- name: project_name
-- gives: one
-- in: id project_id
-- out: id project_id, acronym text, title text
select id, acronym, title
from project
where id = :id;

-- Cities whose own body takes part in the project.
-- name: project_cities
-- gives: many 200
-- in: project_id project_id
-- out: slug text, name text, country text, fit text, population int?, coordinates bool
select c.slug, c.name, c.country, c.fit, c.population, cp.coordinates
from city_project cp
join city c on c.id = cp.city_id
where cp.project_id = :project_id
order by cp.coordinates desc, c.sort_key, c.id
limit 200;
