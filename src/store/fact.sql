-- What other lists say of a city.

-- Its commitments to the Covenant of Mayors, the newest first; more than one when it signed alone and in a group.
-- name: fact_covenant
-- gives: many 100
-- in: city_id city_id
-- out: id text, name text, joined_on date?, to_2020 bool, to_2030 bool, to_2050 bool, adapts bool, plan_expected int?, on_hold bool, with_group text, source text, source_as_of date?
select c.id, p.name, c.joined_on, c.to_2020, c.to_2030, c.to_2050, c.adapts, c.plan_expected, c.on_hold, c.with_group,
    s.name as source, s.as_of as source_as_of
from named_city n
join covenant_commitment c on c.place_id = n.place_id
join named_place p on p.id = n.place_id
join source s on s.id = c.source_id
where n.city_id = :city_id
order by c.joined_on desc nulls last, c.id;

-- With whom it is twinned: our cities first.
-- name: fact_twinnings
-- gives: many 2000
-- in: city_id city_id
-- out: twin_place_id int, name text, country text, slug text?, population int?, source text, source_as_of date?
select t.twin_place_id, coalesce(c.name, p.name) as name, coalesce(c.country, p.country) as country, c.slug,
    coalesce(c.population, p.population) as population, s.name as source, s.as_of as source_as_of
from city_twinning t
join named_place p on p.id = t.twin_place_id
join source s on s.id = t.source_id
left join city c on c.id = t.twin_city_id
where t.city_id = :city_id
order by case when c.id is null then 1 else 0 end, case when c.fit = 'fits' then 0 else 1 end, 3, 2, 1;

-- Whether two cities are twinned: a row, or none.
-- name: fact_twinned
-- gives: one
-- in: city_id city_id, other_id city_id
-- out: source text, source_as_of date?
select s.name as source, s.as_of as source_as_of
from city_twinning t
join source s on s.id = t.source_id
where t.city_id = :city_id and t.twin_city_id = :other_id
order by t.twin_place_id
limit 1;

-- Its projects of structural funds: the council's own first, then by money.
-- name: fact_structural
-- gives: many 1000
-- in: city_id city_id
-- out: key int, occurrence int, fund text, title text, start_year int?, end_year int?, eu_pence int?, match_pence int?, total_pence int?, by_council bool, source text, source_as_of date?
select f.key, f.occurrence, f.fund, f.title, f.start_year, f.end_year, f.eu_pence, f.match_pence, f.total_pence,
    f.by_council, s.name as source, s.as_of as source_as_of
from named_city n
join structural_project f on f.place_id = n.place_id
join source s on s.id = f.source_id
where n.city_id = :city_id
order by f.by_council desc, f.eu_pence desc nulls last, f.title, f.key, f.occurrence
limit 1000;

-- How many there are, and what is known of the money.
-- name: fact_structural_total
-- gives: one
-- in: city_id city_id
-- out: projects int, by_council int, with_money int, eu_pence int, source text?, source_as_of date?
select count(*) as projects, cast(coalesce(sum(f.by_council), 0) as bigint) as by_council, count(f.eu_pence) as with_money,
    cast(coalesce(sum(f.eu_pence), 0) as bigint) as eu_pence, max(s.name) as source, max(s.as_of) as source_as_of
from named_city n
join structural_project f on f.place_id = n.place_id
join source s on s.id = f.source_id
where n.city_id = :city_id;

-- Every place that a list names, with the city it is, or why that is not known.
-- name: fact_places
-- gives: each
-- in:
-- out: key text, name text, country text, population int?, city_slug text?, city_name text?, city_population int?, reason text
select p.key, p.name, p.country, p.population, c.slug as city_slug, c.name as city_name,
    c.population as city_population, n.reason
from named_place p
join named_city n on n.place_id = p.id
left join city c on c.id = n.city_id
order by p.key;
