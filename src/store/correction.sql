-- Corrections that people gave by hand. At most one stands for an organisation.

-- Those that stand, in the order of their organisations.
-- name: correction_list
-- gives: many 100000
-- in:
-- out: id int, organisation_id organisation_id, kind text, city_name text?, city_lau_id text?, city_gss_code text?, city_geonames_id int?, why text, who text, given_at int
select id, organisation_id, kind, city_name, city_lau_id, city_gss_code, city_geonames_id, why, who, given_at
from correction
where withdrawn_at is null
order by organisation_id, id;

-- name: correction_by_organisation
-- gives: one
-- in: organisation_id organisation_id
-- out: id int, kind text, city_name text?, why text, who text, given_at int
select id, kind, city_name, why, who, given_at
from correction
where organisation_id = :organisation_id and withdrawn_at is null
order by id desc
limit 1;

-- The next number is counted here, one writer at a time: PostgreSQL gives none by itself, nor after a copy the right one.
-- name: correction_add
-- gives: none
-- in: organisation_id organisation_id, kind text, city_name text?, city_lau_id text?, city_gss_code text?, city_geonames_id int?, why text, who text, given_at int
insert into correction (id, organisation_id, kind, city_name, city_lau_id, city_gss_code, city_geonames_id, why, who, given_at)
values ((select coalesce(max(id), 0) + 1 from correction), :organisation_id, :kind, :city_name, :city_lau_id, :city_gss_code,
        :city_geonames_id, :why, :who, :given_at);

-- name: correction_withdraw
-- gives: none
-- in: organisation_id organisation_id, now int
update correction
set withdrawn_at = :now
where organisation_id = :organisation_id and withdrawn_at is null;

-- The retention clock: what was said stays, who said it goes.
-- name: correction_forget_who
-- gives: none
-- in: given_before int
update correction
set who = ''
where who <> '' and given_at <= :given_before;

-- Whether there is such an organisation to correct; a natural person is none.
-- name: correction_find_organisation
-- gives: one
-- in: id organisation_id
-- out: name text
select name
from organisation
where id = :id and is_person = 0;

-- The keys of a city.
-- name: correction_city_keys
-- gives: one
-- in: id city_id
-- out: name text, lau_id text?, gss_code text?, geonames_id int?
select name, lau_id, gss_code, geonames_id
from city
where id = :id;
