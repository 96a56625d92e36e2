-- What only a bid asks of a city: Eurostat's degree of urbanisation.
-- name: bid_city
-- gives: one
-- in: id city_id
-- out: degurba int?
select degurba from city where id = :id;

-- Projects of a city's own bodies for a bid, newest first; those of one theme, or of any (0).
-- name: bid_projects
-- gives: many 500
-- in: city_id city_id, theme_id theme_id
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, has_results bool, coordinates bool, ec_cents int?, programme text, source text, source_as_of date?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.has_results, cp.coordinates, cp.ec_cents, p.programme,
    s.name as source, s.as_of as source_as_of
from city_project cp
join project p on p.id = cp.project_id
join source s on s.id = p.source_id
where cp.city_id = :city_id
    and (:theme_id = 0 or exists (select 1 from project_theme t where t.project_id = p.id and t.theme_id = :theme_id))
order by p.start_on desc nulls last, p.id desc
limit 500;

-- The municipality and its agencies as registered, the municipality and the surest first.
-- name: bid_bodies
-- gives: many 50
-- in: city_id city_id
-- out: organisation_id organisation_id, name text, kind text, confidence int, reason text, nuts text
select b.organisation_id, o.name, b.kind, b.confidence, b.reason, o.nuts
from body b
join organisation o on o.id = b.organisation_id
where b.city_id = :city_id and b.kind in ('municipality', 'agency') and o.is_person = 0
order by case when b.kind = 'municipality' then 0 else 1 end, b.confidence desc, b.organisation_id
limit 50;
