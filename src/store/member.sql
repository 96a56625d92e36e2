-- Cities that take part in the network, or did: whether they do, their last step says (member_step, store/membership.h).
-- name: member_add
-- gives: none
-- in: uid text, name text, country text, lau_id text?, gss_code text?, geonames_id int?
insert into member_city (id, uid, name, country, lau_id, gss_code, geonames_id, rev)
values ((select coalesce(max(id), 0) + 1 from member_city), :uid, :name, :country, :lau_id, :gss_code, :geonames_id, 1);

-- name: member_by_uid
-- gives: one
-- in: uid text
-- out: id int, name text, country text, lau_id text?, gss_code text?, geonames_id int?, rev int, takes_part bool
select m.id, m.name, m.country, m.lau_id, m.gss_code, m.geonames_id, m.rev,
    case when (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left' then 1 else 0 end as takes_part
from member_city m
where m.uid = :uid;

-- name: member_name
-- gives: one
-- in: id int
-- out: name text
select name
from member_city
where id = :id;

-- The member city that is a city of the evidence, by any of its keys.
-- name: member_by_keys
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: id int, name text, country text
select m.id, m.name, m.country
from member_city m
where (m.lau_id = :lau_id or m.gss_code = :gss_code or m.geonames_id = :geonames_id)
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by m.id
limit 1;

-- What of a city makes a member of it.
-- name: member_keys
-- gives: one
-- in: id city_id
-- out: name text, country text, lau_id text?, gss_code text?, geonames_id int?
select name, country, lau_id, gss_code, geonames_id
from city
where id = :id;

-- By their names, those behind one; how many act for each. Those that have left as well: who runs the network takes them back.
-- name: member_list
-- gives: many 100
-- in: after text, now int
-- out: uid text, name text, country text, people int, invited int, asks int, step text, commitment_ends_at int?
select m.uid, m.name, m.country,
    (select count(distinct r.person_id)
     from person_role r
     where r.member_id = m.id and (r.until is null or r.until > :now)) as people,
    (select count(*) from invitation i where i.member_id = m.id and i.ends_at > :now) as invited,
    (select count(*) from claim c where c.member_id = m.id and c.state = 'waiting' and c.ends_at > :now) as asks,
    (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) as step,
    (select n.ends_at from commitment n where n.member_id = m.id order by n.id desc limit 1) as commitment_ends_at
from member_city m
where m.name || ' ' || m.uid > :after
order by m.name || ' ' || m.uid
limit 100;

-- All that take part, to choose one.
-- name: member_choices
-- gives: many 1000
-- out: id int, uid text, name text, country text
select m.id, m.uid, m.name, m.country
from member_city m
where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by m.name, m.country, m.id
limit 1000;

-- Who acts for it now; main contacts first. until: who stands in for one until then. Given by whom: that person vouches for an address that is not the city's.
-- name: member_people
-- gives: many 200
-- in: member_uid text, now int
-- out: person_id int, uid text, name text, mail text, state text, role text, since int, until int?, given_by int?, given_name text?, speaks bool, for_area text?
select p.id as person_id, p.uid, p.name, p.mail, p.state, r.role, r.since, r.until, r.given_by, g.name as given_name,
    case when r.for_area is null then 0 else 1 end as speaks, r.for_area
from person_role r join person p on p.id = r.person_id
left join person g on g.id = r.given_by
where r.member_id = (select id from member_city where uid = :member_uid) and (r.until is null or r.until > :now)
order by case r.role when 'main_contact' then 1 else 2 end, p.name, p.id
limit 200;

-- Who speaks for the area around a city, for the city's own people only: each once, with the place.
-- name: member_for_area
-- gives: many 20
-- in: member_uid text, now int
-- out: uid text, name text, place text
select p.uid, p.name, max(r.for_area) as place
from person_role r join person p on p.id = r.person_id
where r.member_id = (select id from member_city where uid = :member_uid) and r.for_area is not null
    and (r.until is null or r.until > :now) and p.state = 'active'
group by p.id, p.uid, p.name
order by p.name, p.id
limit 20;

-- Of the parts that have no end yet: one that ends by itself would keep it afterwards. Unknown: they do not speak for it any more.
-- name: member_save_for_area
-- gives: none
-- in: member_id int, person_id int, place text?
update person_role
set for_area = :place
where member_id = :member_id and person_id = :person_id and until is null;

-- name: member_domain_list
-- gives: many 20
-- in: member_uid text
-- out: domain text, since int
select domain, since
from member_domain
where member_id = (select id from member_city where uid = :member_uid)
order by domain
limit 20;

-- name: member_domain_add
-- gives: none
-- in: member_id int, domain text, now int
insert into member_domain (member_id, domain, since)
values (:member_id, :domain, :now)
on conflict (member_id, domain) do nothing;

-- name: member_domain_remove
-- gives: none
-- in: member_id int, domain text
delete from member_domain
where member_id = :member_id and domain = :domain;

-- ---- when somebody of a city was last here: the beginning of that day, so that it is written once a day

-- Of all cities that somebody acts for.
-- name: member_heard
-- gives: none
-- in: person_id int, now int
update member_city
set heard_at = :now - :now % 86400
where heard_at < :now - :now % 86400 and id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and r.member_id is not null and (r.until is null or r.until > :now));

-- The same, of whom a session is.
-- name: member_heard_session
-- gives: none
-- in: session_id int, now int
update member_city
set heard_at = :now - :now % 86400
where heard_at < :now - :now % 86400 and id in (
    select r.member_id
    from login_session l join person_role r on r.person_id = l.person_id
    where l.id = :session_id and r.member_id is not null and (r.until is null or r.until > :now));

-- The retention clock: nobody acts for it any more.
-- name: member_unheard
-- gives: none
-- in: now int
update member_city
set heard_at = 0
where heard_at > 0 and not exists (
    select 1
    from person_role r
    where r.member_id = member_city.id and (r.until is null or r.until > :now));
