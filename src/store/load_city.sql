-- Statements that write cities. Only imports use them.

-- Every city, whole.
-- name: load_city_list
-- gives: each
-- in:
-- out: id city_id, slug text, name text, country text, latitude_micro int?, longitude_micro int?, population int?, population_kind text, population_year int?, population_source_id source_id?, locality_population int?, feature text?, geonames_id int?, lau_id text?, lau_name text?, gss_code text?, unit_code text?, nuts3 text?, degurba int?, fit text, source_id source_id
select id, slug, name, country, latitude_micro, longitude_micro, population, population_kind, population_year,
    population_source_id, locality_population, feature, geonames_id, lau_id, lau_name, gss_code, unit_code, nuts3, degurba, fit,
    source_id
from city
order by id;

-- Every name of every city, city by city.
-- name: load_city_names
-- gives: each
-- in:
-- out: city_id city_id, folded text, kind int
select city_id, folded, kind
from city_name
order by city_id, kind, folded;

-- name: load_city_add
-- gives: none
-- in: id city_id, slug text, name text, sort_key text, country text, latitude_micro int?, longitude_micro int?, population int?, population_kind text, population_year int?, population_source_id source_id?, locality_population int?, feature text?, geonames_id int?, lau_id text?, lau_name text?, gss_code text?, unit_code text?, nuts3 text?, degurba int?, fit text, source_id source_id
insert into city (id, slug, name, sort_key, country, latitude_micro, longitude_micro, population, population_kind,
    population_year, population_source_id, locality_population, feature, geonames_id, lau_id, lau_name, gss_code, unit_code,
    nuts3, degurba, fit, source_id)
values (:id, :slug, :name, :sort_key, :country, :latitude_micro, :longitude_micro, :population, :population_kind,
    :population_year, :population_source_id, :locality_population, :feature, :geonames_id, :lau_id, :lau_name, :gss_code,
    :unit_code, :nuts3, :degurba, :fit, :source_id);

-- Everything but the slug, which a city keeps.
-- name: load_city_save
-- gives: none
-- in: id city_id, name text, sort_key text, country text, latitude_micro int?, longitude_micro int?, population int?, population_kind text, population_year int?, population_source_id source_id?, locality_population int?, feature text?, geonames_id int?, lau_id text?, lau_name text?, gss_code text?, unit_code text?, nuts3 text?, degurba int?, fit text, source_id source_id
update city
set name = :name, sort_key = :sort_key, country = :country, latitude_micro = :latitude_micro,
    longitude_micro = :longitude_micro, population = :population, population_kind = :population_kind,
    population_year = :population_year, population_source_id = :population_source_id,
    locality_population = :locality_population, feature = :feature, geonames_id = :geonames_id, lau_id = :lau_id,
    lau_name = :lau_name, gss_code = :gss_code, unit_code = :unit_code, nuts3 = :nuts3, degurba = :degurba,
    fit = :fit, source_id = :source_id
where id = :id;

-- name: load_city_save_fit
-- gives: none
-- in: id city_id, fit text
update city set fit = :fit where id = :id;

-- A name met before for this city keeps the stronger kind: its own name before an alternate.
-- name: load_city_add_name
-- gives: none
-- in: folded text, city_id city_id, kind int, name text
insert into city_name (folded, city_id, kind, name)
values (:folded, :city_id, :kind, :name)
on conflict (folded, city_id) do update set kind = excluded.kind, name = excluded.name
where excluded.kind < city_name.kind;
