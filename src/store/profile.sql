-- What member cities say of themselves; store/profile.h.
-- name: profile_of
-- gives: one
-- in: member_uid text
-- out: seen_by text, need_says text, offer_says text, changed_at int
select seen_by, need_says, offer_says, changed_at
from profile
where member_id = (select id from member_city where uid = :member_uid);

-- name: profile_items
-- gives: many 400
-- in: member_uid text
-- out: kind text, what text
select kind, what
from profile_item
where member_id = (select id from member_city where uid = :member_uid)
order by kind, what
limit 400;

-- The first thing a city says begins the row.
-- name: profile_begin
-- gives: none
-- in: member_id int, now int
insert into profile (member_id, seen_by, need_says, offer_says, changed_at)
values (:member_id, 'members', '', '', :now)
on conflict (member_id) do update
set changed_at = excluded.changed_at;

-- name: profile_save_seen
-- gives: none
-- in: member_id int, seen_by text
update profile
set seen_by = :seen_by
where member_id = :member_id;

-- name: profile_save_need_says
-- gives: none
-- in: member_id int, says text
update profile
set need_says = :says
where member_id = :member_id;

-- name: profile_save_offer_says
-- gives: none
-- in: member_id int, says text
update profile
set offer_says = :says
where member_id = :member_id;

-- name: profile_item_remove
-- gives: none
-- in: member_id int, kind text
delete from profile_item
where member_id = :member_id and kind = :kind;

-- name: profile_item_add
-- gives: none
-- in: member_id int, kind text, what text
insert into profile_item (member_id, kind, what)
values (:member_id, :kind, :what)
on conflict (member_id, kind, what) do nothing;

-- What all other member cities let each other see, city by city.
-- name: profile_others
-- gives: many 40000
-- in: member_uid text
-- out: uid text, name text, country text, need_says text, offer_says text, kind text, what text
select m.uid, m.name, m.country, p.need_says, p.offer_says, i.kind, i.what
from profile p
join member_city m on m.id = p.member_id
join profile_item i on i.member_id = p.member_id
where p.seen_by = 'members' and m.uid <> :member_uid
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
order by m.name, m.uid, i.kind, i.what
limit 40000;

-- What the evidence knows of a member city's own bodies, by theme, and how old that is. No row: the city is in no list of ours, or
-- has no EU project there.
-- name: profile_record
-- gives: many 50
-- in: member_uid text
-- out: slug text, theme_id theme_id, projects int, ended int, coordinated int, first_year int?, last_year int?, as_of date?
select c.slug, h.theme_id, h.projects, h.ended, h.coordinated, h.first_year, h.last_year,
    (select max(s.as_of) from source s where s.kind in ('cordis', 'cordis_extract')) as as_of
from city c
join city_theme h on h.city_id = c.id
where c.id = (
    select min(k.id)
    from member_city m
    join city k on k.id = (
        select min(q.id)
        from city q
        where q.lau_id = m.lau_id or q.gss_code = m.gss_code or q.geonames_id = m.geonames_id)
    where m.uid = :member_uid)
order by h.projects desc, h.ended desc, h.theme_id
limit 50;
