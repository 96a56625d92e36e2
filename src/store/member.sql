-- Cities that take part in the network; store/member.h.
-- name: member_add
-- gives: none
-- in: uid text, name text, country text, lau_id text?, gss_code text?, geonames_id int?, since int
insert into member_city (id, uid, name, country, lau_id, gss_code, geonames_id, since, ended, rev)
values ((select coalesce(max(id), 0) + 1 from member_city), :uid, :name, :country, :lau_id, :gss_code, :geonames_id,
    :since, null, 1);

-- name: member_by_uid
-- gives: one
-- in: uid text
-- out: id int, name text, country text, lau_id text?, gss_code text?, geonames_id int?, since int, ended int?, rev int
select id, name, country, lau_id, gss_code, geonames_id, since, ended, rev
from member_city
where uid = :uid;

-- The member that is a city of the evidence, by any of its keys.
-- name: member_by_keys
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: id int, name text, country text
select id, name, country
from member_city
where ended is null and (lau_id = :lau_id or gss_code = :gss_code or geonames_id = :geonames_id)
order by id
limit 1;

-- What of a city makes a member of it.
-- name: member_keys
-- gives: one
-- in: id city_id
-- out: name text, country text, lau_id text?, gss_code text?, geonames_id int?
select name, country, lau_id, gss_code, geonames_id
from city
where id = :id;
