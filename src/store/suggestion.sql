-- Cities that member cities or the network itself suggest, to be invited; store/suggestion.h.
-- name: suggestion_add
-- gives: none
-- in: uid text, code text, city text, country text, lau_id text?, gss_code text?, geonames_id int?, place text, now int, remove_at int
insert into suggestion (id, uid, code, city, country, lau_id, gss_code, geonames_id, place, state, why, came, made_at,
    invited_at, invited_by, invited_for, answered_at, answered_by, joined_at, member_id, remove_at)
values ((select coalesce(max(id), 0) + 1 from suggestion), :uid, :code, :city, :country, :lau_id, :gss_code, :geonames_id,
    :place, 'suggested', '', '', :now, null, null, null, null, null, null, null, :remove_at);

-- The network suggests it itself, beside whoever else does; says, by and gap with it. Taken back with now NULL.
-- name: suggestion_network_put
-- gives: none
-- in: id int, now int?, by int?, says text, gap text
update suggestion
set network_at = :now, network_by = :by, network_says = :says, network_gap = :gap
where id = :id;

-- voices: of how many member cities.
-- name: suggestion_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, code text, city text, country text, lau_id text?, gss_code text?, geonames_id int?, state text, why text
-- out: came text, made_at int, invited_at int?, answered_at int?, joined_at int?, member_id int?, invited_for text, voices int, network_at int?, network_says text
select s.id, s.uid, s.code, s.city, s.country, s.lau_id, s.gss_code, s.geonames_id, s.state, s.why, s.came, s.made_at,
    s.invited_at, s.answered_at, s.joined_at, s.member_id,
    coalesce((select m.name from member_city m where m.id = s.invited_for), '') as invited_for,
    (select count(*) from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null) as voices,
    s.network_at, s.network_says
from suggestion s
where s.uid = :uid;

-- What stands on the invitation; not once the answer is no, or nobody suggests it any more. askers: member cities that have its
-- address, or had it.
-- name: suggestion_by_code
-- gives: one
-- in: code text
-- out: uid text, city text, country text, lau_id text?, gss_code text?, geonames_id int?, state text, code text, askers int
-- out: by_network bool, network_says text, network_gap text
select s.uid, s.city, s.country, s.lau_id, s.gss_code, s.geonames_id, s.state, s.code,
    (select count(*) from suggestion_voice w where w.suggestion_id = s.id) as askers,
    case when s.network_at is null then 0 else 1 end as by_network, s.network_says, s.network_gap
from suggestion s
where s.code = :code and s.state in ('invited', 'joined')
    and (s.network_at is not null
        or exists (select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null));

-- The one that is not settled by joining.
-- name: suggestion_open
-- gives: one
-- in: place text, lau_id text?, gss_code text?, geonames_id int?
-- out: id int, uid text, state text, by_network bool
select id, uid, state, case when network_at is null then 0 else 1 end as by_network
from suggestion
where member_id is null
    and (place = :place or lau_id = :lau_id or gss_code = :gss_code or geonames_id = :geonames_id)
order by id
limit 1;

-- All that are not settled, with the city of the evidence that each is (NULL: in no list) and what one member city did.
-- name: suggestion_known
-- gives: many 1000
-- in: member_uid text
-- out: uid text, place text, city_id city_id?, state text, voices int, by_network bool, is_own bool
select s.uid, s.place, coalesce((select k.id from city k where k.lau_id = s.lau_id), (select k.id from city k where k.gss_code = s.gss_code),
        (select k.id from city k where k.geonames_id = s.geonames_id)) as city_id, s.state,
    (select count(*) from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null) as voices,
    case when s.network_at is null then 0 else 1 end as by_network,
    case when exists (
        select 1
        from suggestion_voice v join member_city m on m.id = v.member_id
        where v.suggestion_id = s.id and v.withdrawn_at is null and m.uid = :member_uid
    ) then 1 else 0 end as is_own
from suggestion s
where s.member_id is null
order by s.id
limit 1000;

-- Member cities, with the city of the evidence that each is.
-- name: suggestion_members
-- gives: many 1000
-- out: uid text, name text, country text, city_id city_id?
select m.uid, m.name, m.country, coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id)) as city_id
from member_city m
where (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
order by m.id
limit 1000;

-- A city of the evidence with its keys.
-- name: suggestion_city
-- gives: one
-- in: slug text
-- out: id city_id, slug text, name text, country text, lau_id text?, gss_code text?, geonames_id int?, population int?, fit text
select id, slug, name, country, lau_id, gss_code, geonames_id, population, fit
from city
where slug = :slug;

-- The same by one of its keys.
-- name: suggestion_city_by_key
-- gives: one
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: id city_id, slug text, name text, country text, population int?, fit text
select id, slug, name, country, population, fit
from city
where id = coalesce((select k.id from city k where k.lau_id = :lau_id), (select k.id from city k where k.gss_code = :gss_code),
    (select k.id from city k where k.geonames_id = :geonames_id));

-- Cities of the evidence that are not to be invited any more, or are suggested. how: member, asked, or the state of the suggestion.
-- name: suggestion_taken
-- gives: many 6000
-- out: city_id city_id, how text
select t.city_id, t.how
from (
select coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id)) as city_id, 'member' as how
from member_city m
where (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
union all
select coalesce((select k.id from city k where k.lau_id = s.lau_id), (select k.id from city k where k.gss_code = s.gss_code),
        (select k.id from city k where k.geonames_id = s.geonames_id)), s.state
from suggestion s
where s.member_id is null
union all
select coalesce((select k.id from city k where k.lau_id = a.lau_id), (select k.id from city k where k.gss_code = a.gss_code),
        (select k.id from city k where k.geonames_id = a.geonames_id)), 'asked'
from application a
where a.state = 'waiting'
) t
where t.city_id is not null
limit 6000;

-- The twin cities of a member city, those that fit the size first.
-- name: suggestion_twins
-- gives: many 2000
-- in: member_uid text
-- out: twin_place_id int, name text, country text, city_id city_id?, slug text?, population int?, fit text, source text, source_as_of date?
select t.twin_place_id, coalesce(c.name, p.name) as name, coalesce(c.country, p.country) as country, c.id as city_id, c.slug,
    coalesce(c.population, p.population) as population, coalesce(c.fit, 'unknown') as fit, s.name as source,
    s.as_of as source_as_of
from member_city m
join city o on o.id = (
    select min(q.id)
    from city q
    where q.lau_id = m.lau_id or q.gss_code = m.gss_code or q.geonames_id = m.geonames_id)
join city_twinning t on t.city_id = o.id
join named_place p on p.id = t.twin_place_id
join source s on s.id = t.source_id
left join city c on c.id = t.twin_city_id
where m.uid = :member_uid
order by case when c.fit = 'fits' then 0 when c.id is not null then 1 else 2 end, 3, 2, 1
limit 2000;

-- name: suggestion_voice_of
-- gives: one
-- in: suggestion_id int, member_id int
-- out: kind text, says text, made_at int, withdrawn_at int?
select kind, says, made_at, withdrawn_at
from suggestion_voice
where suggestion_id = :suggestion_id and member_id = :member_id;

-- name: suggestion_voice_put
-- gives: none
-- in: suggestion_id int, member_id int, person_id int?, kind text, says text, named bool, now int
insert into suggestion_voice (suggestion_id, member_id, person_id, kind, says, named, made_at, withdrawn_at)
values (:suggestion_id, :member_id, :person_id, :kind, :says, :named, :now, null)
on conflict (suggestion_id, member_id) do update
set person_id = excluded.person_id, kind = excluded.kind, says = excluded.says, named = excluded.named,
    made_at = excluded.made_at, withdrawn_at = null;

-- Taken back, what was written goes.
-- name: suggestion_voice_end
-- gives: none
-- in: suggestion_id int, member_id int, now int
update suggestion_voice
set withdrawn_at = :now, says = '', named = 0, person_id = null
where suggestion_id = :suggestion_id and member_id = :member_id and withdrawn_at is null;

-- name: suggestion_count
-- gives: one
-- in: member_id int
-- out: n int
select count(*) as n
from suggestion_voice v join suggestion s on s.id = v.suggestion_id
where v.member_id = :member_id and s.member_id is null;

-- Those that stand, in their order. person: of whoever has an account still, '' else.
-- name: suggestion_voices
-- gives: many 1000
-- in: suggestion_uid text
-- out: member_uid text, member text, country text, city_id city_id?, takes_part bool, kind text, says text, named bool, person text, made_at int
select m.uid as member_uid, m.name as member, m.country, c.id as city_id, case when (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left' then 1 else 0 end as takes_part,
    v.kind, v.says, v.named, case when p.state = 'active' then p.name else '' end as person, v.made_at
from suggestion_voice v
join member_city m on m.id = v.member_id
left join person p on p.id = v.person_id
left join city c on c.id = (
    select min(q.id)
    from city q
    where q.lau_id = m.lau_id or q.gss_code = m.gss_code or q.geonames_id = m.geonames_id)
where v.suggestion_id = (select id from suggestion where uid = :suggestion_uid) and v.withdrawn_at is null
order by v.made_at, v.member_id
limit 1000;

-- For those who run the network, a page: what waits first, the oldest on top; behind the last of the page before.
-- name: suggestion_list
-- gives: many 101
-- in: after_group int, after_id int
-- out: id int, uid text, city text, country text, state text, came text, made_at int, voices int, network_at int?, is_member bool, sort_group int
select l.id, l.uid, l.city, l.country, l.state, l.came, l.made_at, l.voices, l.network_at, l.is_member, l.sort_group
from (
    select s.id, s.uid, s.city, s.country, s.state, s.came, s.made_at, s.network_at,
        (select count(*) from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null) as voices,
        case when exists (
            select 1
            from member_city m
            where (m.lau_id = s.lau_id or m.gss_code = s.gss_code or m.geonames_id = s.geonames_id)
                and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
        ) then 1 else 0 end as is_member,
        case s.state when 'suggested' then 0 when 'invited' then 1 when 'no' then 2 else 3 end as sort_group
    from suggestion s
) l
where (l.voices > 0 or l.network_at is not null or l.state <> 'suggested')
    and (l.sort_group > :after_group or (l.sort_group = :after_group and l.id > :after_id))
order by l.sort_group, l.id
limit 101;

-- What a member city has suggested, the newest first.
-- name: suggestion_of_member
-- gives: many 200
-- in: member_uid text
-- out: uid text, city text, country text, state text, made_at int, is_withdrawn bool
select s.uid, s.city, s.country, s.state, v.made_at, case when v.withdrawn_at is null then 0 else 1 end as is_withdrawn
from suggestion_voice v
join suggestion s on s.id = v.suggestion_id
where v.member_id = (select id from member_city where uid = :member_uid)
order by v.made_at desc, s.id desc
limit 200;

-- One of them, for that city.
-- name: suggestion_voice_by_uid
-- gives: one
-- in: uid text, member_uid text
-- out: kind text, says text, named bool, made_at int, withdrawn_at int?
select v.kind, v.says, v.named, v.made_at, v.withdrawn_at
from suggestion_voice v
where v.suggestion_id = (select id from suggestion where uid = :uid)
    and v.member_id = (select id from member_city where uid = :member_uid);

-- ---- what is decided

-- name: suggestion_invite
-- gives: none
-- in: id int, by int, for_member int?, now int, remove_at int
update suggestion
set state = 'invited', invited_at = :now, invited_by = :by, invited_for = :for_member, remove_at = :remove_at
where id = :id;

-- name: suggestion_refuse
-- gives: none
-- in: id int, why text, by int, now int, remove_at int
update suggestion
set state = 'no', why = :why, answered_at = :now, answered_by = :by, remove_at = :remove_at
where id = :id;

-- It is as it was suggested again.
-- name: suggestion_take_back
-- gives: none
-- in: id int, remove_at int
update suggestion
set state = 'suggested', why = '', invited_at = null, invited_by = null, invited_for = null, answered_at = null,
    answered_by = null, remove_at = :remove_at
where id = :id;

-- name: suggestion_note
-- gives: none
-- in: id int, came text, remove_at int
update suggestion
set came = :came, remove_at = :remove_at
where id = :id;

-- Another voice keeps it for longer.
-- name: suggestion_keep
-- gives: none
-- in: id int, remove_at int
update suggestion
set remove_at = :remove_at
where id = :id;

-- name: suggestion_join
-- gives: none
-- in: id int, member_id int, now int, remove_at int
update suggestion
set state = 'joined', joined_at = :now, member_id = :member_id, remove_at = :remove_at
where id = :id;

-- Whom to tell that it has joined: who suggested it, and where nobody of them acts for the city any more its main contacts.
-- name: suggestion_to_tell
-- gives: many 2000
-- in: suggestion_id int, now int
-- out: person_id int, mail text, language text, member_id int
select distinct p.id as person_id, p.mail, p.language, v.member_id
from suggestion_voice v
join member_city m on m.id = v.member_id
join person_role r on r.member_id = v.member_id and (r.until is null or r.until > :now)
join person p on p.id = r.person_id and p.state = 'active'
where v.suggestion_id = :suggestion_id and v.withdrawn_at is null
    and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
    and (p.id = v.person_id or (r.role = 'main_contact' and not exists (
        select 1
        from person_role o join person q on q.id = o.person_id
        where o.member_id = v.member_id and o.person_id = v.person_id and (o.until is null or o.until > :now)
            and q.state = 'active'
    )))
order by p.id, v.member_id
limit 2000;

-- The city of who is told, while they act for it.
-- name: suggestion_teller
-- gives: one
-- in: member_id int, person_id int, now int
-- out: uid text, name text
select m.uid, m.name
from member_city m
where m.id = :member_id and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left' and exists (
    select 1
    from person_role r
    where r.member_id = m.id and r.person_id = :person_id and (r.until is null or r.until > :now)
);

-- ---- an application of the same city

-- name: suggestion_application
-- gives: one
-- in: place text, lau_id text?, gss_code text?, geonames_id int?
-- out: uid text, state text, made_at int
select uid, state, made_at
from application
where state in ('waiting', 'yes', 'no')
    and (place = :place or lau_id = :lau_id or gss_code = :gss_code or geonames_id = :geonames_id)
order by id desc
limit 1;

-- Who suggested the city of an application: each member city, with why; member '' the network itself.
-- name: suggestion_of_application
-- gives: many 100
-- in: place text, lau_id text?, gss_code text?, geonames_id int?
-- out: member text, country text, kind text, state text
select coalesce(m.name, '') as member, coalesce(m.country, '') as country, coalesce(v.kind, 'other') as kind, s.state
from suggestion s
left join suggestion_voice v on v.suggestion_id = s.id and v.withdrawn_at is null
left join member_city m on m.id = v.member_id
where (v.member_id is not null or s.network_at is not null)
    and (s.place = :place or s.lau_id = :lau_id or s.gss_code = :gss_code or s.geonames_id = :geonames_id)
order by v.made_at, v.member_id, s.id
limit 100;

-- ---- what stands on the invitation

-- What the evidence says of the city.
-- name: suggestion_evidence
-- gives: one
-- in: uid text
-- out: id city_id, slug text, name text, fit text, population int?, population_source text?, population_year int?, projects int?, coordinated int?, website text
select c.id, c.slug, c.name, c.fit, c.population, ps.name as population_source, c.population_year, t.projects,
    t.coordinated, coalesce(o.website, '') as website
from suggestion s
join city c on c.id = (
    select min(q.id)
    from city q
    where q.lau_id = s.lau_id or q.gss_code = s.gss_code or q.geonames_id = s.geonames_id)
left join source ps on ps.id = c.population_source_id
left join city_total t on t.city_id = c.id
left join city_contact k on k.city_id = c.id
left join organisation o on o.id = k.organisation_id
where s.uid = :uid
order by c.id
limit 1;

-- On which themes it worked most.
-- name: suggestion_themes
-- gives: many 3
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: theme_id theme_id, projects int
select t.theme_id, t.projects
from city_theme t
where t.city_id = (
    select min(c.id)
    from city c
    where c.lau_id = :lau_id or c.gss_code = :gss_code or c.geonames_id = :geonames_id
)
order by t.projects desc, t.theme_id
limit 3;

-- Which member cities know it by the evidence: as a twin, or from EU projects.
-- name: suggestion_ties
-- gives: many 200
-- in: lau_id text?, gss_code text?, geonames_id int?
-- out: member_uid text, name text, country text, twin_source text, twin_as_of date?, projects int
select m.uid as member_uid, m.name, m.country,
    coalesce((
        select min(s.name)
        from city_twinning t join source s on s.id = t.source_id
        where t.city_id = o.id and t.twin_city_id = c.id
    ), '') as twin_source,
    (
        select max(s.as_of)
        from city_twinning t join source s on s.id = t.source_id
        where t.city_id = o.id and t.twin_city_id = c.id
    ) as twin_as_of,
    (
        select count(*)
        from city_project a join city_project b on b.project_id = a.project_id
        where a.city_id = o.id and b.city_id = c.id
    ) as projects
from city c
join member_city m on (select q.step from member_step q where q.member_id = m.id order by q.number desc limit 1) <> 'left'
join city o on o.id = coalesce((select k.id from city k where k.lau_id = m.lau_id), (select k.id from city k where k.gss_code = m.gss_code),
        (select k.id from city k where k.geonames_id = m.geonames_id))
where (c.lau_id = :lau_id or c.gss_code = :gss_code or c.geonames_id = :geonames_id) and o.id <> c.id
    and (exists (select 1 from city_twinning t where t.city_id = o.id and t.twin_city_id = c.id)
        or exists (
            select 1
            from city_project a join city_project b on b.project_id = a.project_id
            where a.city_id = o.id and b.city_id = c.id
        ))
order by m.name, m.id
limit 200;

-- ---- the retention clock, and erasing

-- name: suggestion_to_remove
-- gives: many 100
-- in: now int
-- out: id int, is_joined bool
select id, case when member_id is null then 0 else 1 end as is_joined
from suggestion
where remove_at <= :now
order by remove_at, id
limit 100;

-- name: suggestion_voice_remove
-- gives: none
-- in: suggestion_id int
delete from suggestion_voice
where suggestion_id = :suggestion_id;

-- name: suggestion_remove
-- gives: none
-- in: id int
delete from suggestion
where id = :id;

-- What people wrote goes; who brought whom stays.
-- name: suggestion_strip
-- gives: none
-- in: id int, never int
update suggestion
set why = '', came = '', invited_by = null, answered_by = null, network_by = null, network_says = '', remove_at = :never
where id = :id;

-- name: suggestion_voice_strip
-- gives: none
-- in: suggestion_id int
update suggestion_voice
set says = '', person_id = null, named = 0
where suggestion_id = :suggestion_id;

-- name: suggestion_erase_person
-- gives: none
-- in: person_id int
update suggestion_voice
set says = '', person_id = null, named = 0
where person_id = :person_id;

-- Who brought whom: member cities in the order of their joining, with the first of those that suggested each, and how many did.
-- name: suggestion_tree
-- gives: many 1000
-- out: id int, name text, country text, joined_at int, came text, has_left bool, by_id int?, voices int
select m.id, m.name, m.country,
    (select min(j.at) from member_step j where j.member_id = m.id and j.step = 'joined') as joined_at,
    (select f.way from member_step f where f.member_id = m.id order by f.number limit 1) as came,
    case when (select l.step from member_step l where l.member_id = m.id order by l.number desc limit 1) = 'left' then 1 else 0 end as has_left,
    (select v.member_id from suggestion s join suggestion_voice v on v.suggestion_id = s.id
     where s.member_id = m.id and v.withdrawn_at is null
     order by v.made_at, v.member_id
     limit 1) as by_id,
    (select count(*) from suggestion s join suggestion_voice v on v.suggestion_id = s.id
     where s.member_id = m.id and v.withdrawn_at is null) as voices
from member_city m
where exists (select 1 from member_step e where e.member_id = m.id and e.step = 'joined')
order by joined_at, m.id
limit 1000;
