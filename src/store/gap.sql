-- What the network lacks, and which cities would fill it; store/gap.h. Taken is a city that is a member city, is invited or suggested, or
-- asks to join.

-- Themes on which member cities want help and none offers it, by what each lets people of all member cities see: how many, from
-- :least on, and not all of those that said what they want. Of fewer nothing leaves the database.
-- name: gap_wants
-- gives: many 100
-- in: least int
-- out: theme_id theme_id, theme text, cities int
with said as (
    select i.member_id, i.kind, i.what
    from profile_item i
    join profile p on p.member_id = i.member_id
    where p.seen_by = 'members' and i.kind in ('need', 'offer')
        and (select s.step from member_step s where s.member_id = i.member_id order by s.number desc limit 1) not in ('paused', 'left')
)
select t.id as theme_id, t.slug as theme, count(*) as cities
from said n
join theme t on t.slug = n.what
where n.kind = 'need' and not exists (select 1 from said o where o.kind = 'offer' and o.what = n.what)
group by t.id, t.slug
having count(*) >= :least and count(*) < (select count(distinct a.member_id) from said a where a.kind = 'need')
order by cities desc, t.id
limit 100;

-- In which countries member cities lie.
-- name: gap_countries
-- gives: many 300
-- out: country text, cities int
select m.country, count(*) as cities
from member_city m
where (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
group by m.country
order by m.country
limit 300;

-- Where the EU projects are from, and how old that is.
-- name: gap_source
-- gives: one
-- out: name text, as_of date?
select name, as_of
from source
where kind in ('cordis', 'cordis_extract')
order by as_of desc nulls last, id
limit 1;

-- A city is found by one key after another: with "or" PostgreSQL would read all cities for each (db/postgres.h: no bitmap scans).
-- Of each country the three cities that fit the size and have most EU projects; twin cities of member cities that fit, those of most
-- of them first. twins 0: of a country.
-- name: gap_others
-- gives: many 1200
-- out: id city_id, slug text, name text, country text, population int?, projects int, twins int, twin_of text, twin_source text, twin_as_of date?
with taken as (
    select t.id
    from (
        select coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id)) as id
        from member_city m
        where (select q.step from member_step q where q.member_id = m.id order by q.number desc limit 1) <> 'left'
        union
        select coalesce((select k.id from city k where k.lau_id = s.lau_id), (select k.id from city k where k.gss_code = s.gss_code),
        (select k.id from city k where k.geonames_id = s.geonames_id))
        from suggestion s
        where s.member_id is null and (s.state <> 'suggested' or s.network_at is not null
            or exists (select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null))
        union
        select coalesce((select k.id from city k where k.lau_id = a.lau_id), (select k.id from city k where k.gss_code = a.gss_code),
        (select k.id from city k where k.geonames_id = a.geonames_id))
        from application a
        where a.state in ('waiting', 'no')
    ) t
    where t.id is not null
), best as (
    select l.city_id, l.projects, row_number() over (partition by l.country order by l.projects desc, l.sort_key, l.city_id) as place
    from city_listed l
    where l.theme_id = 0 and l.fit = 'fits' and l.city_id not in (select id from taken)
), twin as (
    select w.twin_city_id as city_id, count(distinct m.id) as twins, min(m.name) as twin_of, min(s.name) as twin_source,
        max(s.as_of) as twin_as_of
    from member_city m
    join city_twinning w on w.city_id = coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id))
    join city c on c.id = w.twin_city_id and c.fit = 'fits'
    join source s on s.id = w.source_id
    where (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
        and w.twin_city_id not in (select id from taken)
    group by w.twin_city_id
    order by twins desc, w.twin_city_id
    limit 100
)
select c.id, c.slug, c.name, c.country, c.population, b.projects, 0 as twins, '' as twin_of, '' as twin_source, null as twin_as_of
from best b
join city c on c.id = b.city_id
where b.place <= 3
union all
select c.id, c.slug, c.name, c.country, c.population, coalesce(t.projects, 0) as projects, w.twins, w.twin_of, w.twin_source, w.twin_as_of
from twin w
join city c on c.id = w.city_id
left join city_total t on t.city_id = c.id
order by 7, 1
limit 1200;

-- Those that fit the size and have most EU projects on a theme, one of them ended.
-- name: gap_of_theme
-- gives: many 40
-- in: theme_id theme_id
-- out: id city_id, slug text, name text, country text, population int?, projects int, theme_projects int, ended int, coordinated int, last_year int?
select c.id, c.slug, c.name, c.country, c.population, t.projects, l.projects as theme_projects, h.ended, h.coordinated, h.last_year
from city_listed l
join city c on c.id = l.city_id
join city_theme h on h.city_id = l.city_id and h.theme_id = l.theme_id
join city_total t on t.city_id = l.city_id
where l.theme_id = :theme_id and l.fit = 'fits' and h.ended > 0 and l.city_id not in (
    select t.id
    from (
        select coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id)) as id
        from member_city m
        where (select q.step from member_step q where q.member_id = m.id order by q.number desc limit 1) <> 'left'
        union
        select coalesce((select k.id from city k where k.lau_id = s.lau_id), (select k.id from city k where k.gss_code = s.gss_code),
        (select k.id from city k where k.geonames_id = s.geonames_id))
        from suggestion s
        where s.member_id is null and (s.state <> 'suggested' or s.network_at is not null
            or exists (select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null))
        union
        select coalesce((select k.id from city k where k.lau_id = a.lau_id), (select k.id from city k where k.gss_code = a.gss_code),
        (select k.id from city k where k.geonames_id = a.geonames_id))
        from application a
        where a.state in ('waiting', 'no')
    ) t
    where t.id is not null)
order by l.projects desc, l.sort_key, l.city_id
limit 40;

-- What one city has done on a theme, and how old that is; for its invitation.
-- name: gap_record
-- gives: one
-- in: theme text, lau_id text?, gss_code text?, geonames_id int?
-- out: theme_id theme_id, projects int, ended int, coordinated int, last_year int?, as_of date?
select t.id as theme_id, h.projects, h.ended, h.coordinated, h.last_year,
    (select max(s.as_of) from source s where s.kind in ('cordis', 'cordis_extract')) as as_of
from theme t
join city_theme h on h.theme_id = t.id
where t.slug = :theme and h.city_id = coalesce((select k.id from city k where k.lau_id = :lau_id), (select k.id from city k where k.gss_code = :gss_code),
    (select k.id from city k where k.geonames_id = :geonames_id));
