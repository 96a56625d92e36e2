-- Statements that write what other lists say of cities: commitments, twinnings, structural projects. Only imports use
-- them.

-- name: load_place_find
-- gives: one
-- in: key text
-- out: id int
select id
from named_place
where key = :key;

-- name: load_place_next
-- gives: one
-- in:
-- out: id int
select coalesce(max(id), 0) + 1 as id
from named_place;

-- name: load_place_add
-- gives: none
-- in: id int, key text, kind text, name text, country text, latitude_micro int?, longitude_micro int?, population int?, source_id source_id
insert into named_place (id, key, kind, name, country, latitude_micro, longitude_micro, population, source_id)
values (:id, :key, :kind, :name, :country, :latitude_micro, :longitude_micro, :population, :source_id);

-- Changes only what differs; a list that does not say a population or position takes none away.
-- name: load_place_save
-- gives: none
-- in: id int, kind text, name text, country text, latitude_micro int?, longitude_micro int?, population int?, source_id source_id
update named_place
set kind = :kind, name = :name, country = :country, latitude_micro = coalesce(:latitude_micro, latitude_micro),
    longitude_micro = coalesce(:longitude_micro, longitude_micro), population = coalesce(:population, population),
    source_id = :source_id
where id = :id
    and (kind <> :kind or name <> :name or country <> :country
        or latitude_micro is distinct from coalesce(:latitude_micro, latitude_micro)
        or longitude_micro is distinct from coalesce(:longitude_micro, longitude_micro)
        or population is distinct from coalesce(:population, population));

-- What decides whether a record may be changed: the kind of its source.
-- name: load_covenant_known
-- gives: one
-- in: id text
-- out: kind text
select s.kind
from covenant_commitment c
join source s on s.id = c.source_id
where c.id = :id;

-- name: load_covenant_add
-- gives: none
-- in: id text, place_id int, joined_on date?, to_2020 bool, to_2030 bool, to_2050 bool, adapts bool, plan_expected int?, on_hold bool, with_group text, source_id source_id
insert into covenant_commitment (id, place_id, joined_on, to_2020, to_2030, to_2050, adapts, plan_expected, on_hold,
    with_group, source_id)
values (:id, :place_id, :joined_on, :to_2020, :to_2030, :to_2050, :adapts, :plan_expected, :on_hold, :with_group,
    :source_id);

-- Changes only what differs.
-- name: load_covenant_save
-- gives: none
-- in: id text, place_id int, joined_on date?, to_2020 bool, to_2030 bool, to_2050 bool, adapts bool, plan_expected int?, on_hold bool, with_group text, source_id source_id
update covenant_commitment
set place_id = :place_id, joined_on = :joined_on, to_2020 = :to_2020, to_2030 = :to_2030, to_2050 = :to_2050,
    adapts = :adapts, plan_expected = :plan_expected, on_hold = :on_hold, with_group = :with_group,
    source_id = :source_id
where id = :id
    and (place_id <> :place_id or joined_on is distinct from :joined_on or to_2020 <> :to_2020 or to_2030 <> :to_2030
        or to_2050 <> :to_2050 or adapts <> :adapts or plan_expected is distinct from :plan_expected
        or on_hold <> :on_hold or with_group <> :with_group);

-- name: load_twinning_put
-- gives: none
-- in: place_id int, twin_id int, source_id source_id
insert into twinning (place_id, twin_id, source_id)
values (:place_id, :twin_id, :source_id)
on conflict (place_id, twin_id) do nothing;

-- name: load_structural_known
-- gives: one
-- in: key int, occurrence int
-- out: source_id source_id
select source_id
from structural_project
where key = :key and occurrence = :occurrence;

-- name: load_structural_add
-- gives: none
-- in: key int, occurrence int, place_id int?, fund text, title text, start_year int?, end_year int?, eu_pence int?, match_pence int?, total_pence int?, by_council bool, source_id source_id
insert into structural_project (key, occurrence, place_id, fund, title, start_year, end_year, eu_pence, match_pence,
    total_pence, by_council, source_id)
values (:key, :occurrence, :place_id, :fund, :title, :start_year, :end_year, :eu_pence, :match_pence, :total_pence,
    :by_council, :source_id);

-- Changes only what differs.
-- name: load_structural_save
-- gives: none
-- in: key int, occurrence int, place_id int?, fund text, title text, start_year int?, end_year int?, eu_pence int?, match_pence int?, total_pence int?, by_council bool, source_id source_id
update structural_project
set place_id = :place_id, fund = :fund, title = :title, start_year = :start_year, end_year = :end_year,
    eu_pence = :eu_pence, match_pence = :match_pence, total_pence = :total_pence, by_council = :by_council,
    source_id = :source_id
where key = :key and occurrence = :occurrence
    and (place_id is distinct from :place_id or fund <> :fund or title <> :title
        or start_year is distinct from :start_year or end_year is distinct from :end_year
        or eu_pence is distinct from :eu_pence or match_pence is distinct from :match_pence
        or total_pence is distinct from :total_pence or by_council <> :by_council);

-- ---- what follows

-- Every named place.
-- name: named_place_list
-- gives: each
-- in:
-- out: id int, kind text, name text, country text, latitude_micro int?, longitude_micro int?, population int?
select id, kind, name, country, latitude_micro, longitude_micro, population
from named_place
order by id;

-- name: named_clear_city
-- gives: none
-- in:
delete from named_city;

-- name: named_city_add
-- gives: none
-- in: place_id int, city_id city_id?, reason text
insert into named_city (place_id, city_id, reason)
values (:place_id, :city_id, :reason);

-- name: named_clear_twinning
-- gives: none
-- in:
delete from city_twinning;

-- One row a partner: by city where it is known, else by the name that the list gives.
-- name: named_twinning
-- gives: none
-- in:
insert into city_twinning (city_id, twin_place_id, twin_city_id, source_id)
select p.city_id, min(p.twin_place_id), max(p.twin_city_id), min(p.source_id)
from (
    select a.city_id, t.twin_id as twin_place_id, b.city_id as twin_city_id, t.source_id
    from twinning t
    join named_city a on a.place_id = t.place_id
    join named_city b on b.place_id = t.twin_id
    where a.city_id is not null
    union all
    select b.city_id, t.place_id as twin_place_id, a.city_id as twin_city_id, t.source_id
    from twinning t
    join named_city a on a.place_id = t.place_id
    join named_city b on b.place_id = t.twin_id
    where b.city_id is not null
) p
join named_place n on n.id = p.twin_place_id
where p.twin_city_id is null or p.twin_city_id <> p.city_id
group by p.city_id, coalesce(p.twin_city_id, 0),
    case when p.twin_city_id is null then n.country else '' end,
    case when p.twin_city_id is null then n.name else '' end;

-- Counts for the page about the data, by name.
-- name: named_totals
-- gives: none
-- in:
insert into total (name, value)
select 'covenant_cities', count(distinct n.city_id)
from covenant_commitment c
join named_city n on n.place_id = c.place_id
union all
select 'twinned_cities', count(distinct city_id) from city_twinning
union all
select 'structural_cities', count(distinct n.city_id)
from structural_project p
join named_city n on n.place_id = p.place_id
union all
select 'named_places_unknown', count(*) from named_city where city_id is null
on conflict (name) do update set value = excluded.value;
