-- One organisation; a natural person is never found.
-- name: organisation_by_id
-- gives: one
-- in: id organisation_id
-- out: id organisation_id, name text, short_name text, activity text, place text, country text, nuts text, website text, kind text?, confidence int?, reason text?, city_slug text?, city_name text?, seat_slug text?, seat_name text?, source text, source_as_of date?, corrected_at int?, corrected_why text?
select o.id, o.name, o.short_name, o.activity, o.place, o.country, o.nuts, o.website, b.kind, b.confidence, b.reason,
    c.slug as city_slug, c.name as city_name, sc.slug as seat_slug, sc.name as seat_name, r.name as source,
    r.as_of as source_as_of, k.given_at as corrected_at, k.why as corrected_why
from organisation o
join source r on r.id = o.source_id
left join body b on b.organisation_id = o.id
left join city c on c.id = b.city_id
left join correction k on k.organisation_id = o.id and k.withdrawn_at is null
left join seat s on s.organisation_id = o.id
left join city sc on sc.id = s.city_id
where o.id = :id and o.is_person = 0;

-- The other registrations of the same body.
-- name: organisation_registrations
-- gives: many 20
-- in: organisation_id organisation_id
-- out: organisation_id organisation_id, name text, projects int
select r.organisation_id, o.name, coalesce(t.projects, 0) as projects
from body b
join body r on r.head_id = b.head_id and r.organisation_id <> b.organisation_id
join organisation o on o.id = r.organisation_id
left join organisation_total t on t.organisation_id = r.organisation_id
where b.organisation_id = :organisation_id and o.is_person = 0
order by projects desc, r.organisation_id
limit 20;

-- Its projects behind a place, newest first. Places have no gaps; both bounds keep an engine from sorting all there are.
-- name: organisation_projects
-- gives: many 200
-- in: organisation_id organisation_id, most int, behind int
-- out: id project_id, acronym text, title text, status text, start_on date?, end_on date?, has_results bool, role text, net_ec_cents int?
select p.id, p.acronym, p.title, p.status, p.start_on, p.end_on, p.has_results,
    (select min(a.role) from participation a
        where a.project_id = p.id and a.organisation_id = :organisation_id) as role,
    (select cast(sum(a.net_ec_cents) as bigint) from participation a
        where a.project_id = p.id and a.organisation_id = :organisation_id) as net_ec_cents
from organisation_project x
join project p on p.id = x.project_id
where x.organisation_id = :organisation_id and x.place > :behind and x.place <= :behind + :most
order by x.place
limit :most;

-- name: organisation_total
-- gives: one
-- in: organisation_id organisation_id
-- out: projects int, coordinated int, net_ec_cents int?
select projects, coordinated, net_ec_cents
from organisation_total
where organisation_id = :organisation_id;
