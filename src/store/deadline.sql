-- The way to a deadline: the council's path, what a member city watches, its calendar; store/deadline.h.
-- name: council_list
-- gives: many 50
-- in: member_uid text
-- out: name text, says text
select name, says
from council_path
where member_id = (select id from member_city where uid = :member_uid)
order by name
limit 50;

-- name: council_put
-- gives: none
-- in: member_id int, name text, says text
insert into council_path (member_id, name, says)
values (:member_id, :name, :says)
on conflict (member_id, name) do update
set says = excluded.says;

-- name: council_remove
-- gives: none
-- in: member_id int, name text
delete from council_path
where member_id = :member_id and name = :name;

-- ---- what a city watches

-- others: how many other member cities watch it, whoever sees that.
-- name: watch_list
-- gives: many 100
-- in: member_uid text
-- out: uid text, call_key text, title text, identifier text?, country text?, model text?, slug text?, pays text?, imported_at int?, person text?, size text, own_money text, seen_by text, others int, begun bool, made_at int, changed_at int
select w.uid, w.call_key, coalesce(f.title, w.title) as title, f.identifier, f.country, f.model,
    (select g.slug from funding_call_page g where g.call_id = f.id) as slug,
    (select y.what from funding_call_pays y where y.call_id = f.id and y.place = 1) as pays,
    (select s.imported_at from source s where s.id = f.source_id) as imported_at, p.name as person, w.size, w.own_money, w.seen_by,
    (select count(*) from watch o where o.call_key = w.call_key and o.member_id <> w.member_id
        and (select t.step from member_step t where t.member_id = o.member_id order by t.number desc limit 1) <> 'left') as others,
    case when w.begun_at is null then 0 else 1 end as begun, w.made_at, w.changed_at
from watch w
left join funding_call f on f.key = w.call_key
left join person p on p.id = w.person_id
where w.member_id = (select id from member_city where uid = :member_uid)
order by f.closes_on is null, f.closes_on, w.id
limit 100;

-- Of all that a city watches, the first first.
-- name: watch_deadlines
-- gives: many 2000
-- in: member_uid text
-- out: uid text, closes_at int, day_on date, hour_known bool
select w.uid, d.closes_at, d.day_on, d.hour_known
from watch w
join funding_call f on f.key = w.call_key
join funding_call_deadline d on d.call_id = f.id
where w.member_id = (select id from member_city where uid = :member_uid)
order by w.id, d.closes_at
limit 2000;

-- Other member cities that watch one of them and let member cities see it; never who.
-- name: watch_others
-- gives: many 1000
-- in: member_uid text
-- out: uid text, city text, country text
select w.uid, m.name as city, m.country
from watch w
join watch o on o.call_key = w.call_key and o.member_id <> w.member_id and o.seen_by = 'members'
join member_city m on m.id = o.member_id
where w.member_id = (select id from member_city where uid = :member_uid)
    and (select t.step from member_step t where t.member_id = o.member_id order by t.number desc limit 1) <> 'left'
order by w.id, m.name, m.uid
limit 1000;

-- name: watch_count
-- gives: one
-- in: member_id int, call_key text
-- out: n int, uid text?
select count(*) as n, max(case when call_key = :call_key then uid end) as uid
from watch
where member_id = :member_id;

-- name: watch_call
-- gives: one
-- in: call_key text
-- out: title text
select title
from funding_call
where key = :call_key;

-- name: watch_add
-- gives: none
-- in: uid text, member_id int, call_key text, title text, person_id int, now int
insert into watch (id, uid, member_id, call_key, title, person_id, size, own_money, seen_by, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from watch), :uid, :member_id, :call_key, :title, :person_id, '', '', 'members', :now, :now);

-- name: watch_save
-- gives: none
-- in: member_id int, uid text, size text, own_money text, seen_by text, now int
update watch
set size = :size, own_money = :own_money, seen_by = :seen_by, changed_at = :now
where member_id = :member_id and uid = :uid;

-- name: watch_begun
-- gives: none
-- in: member_id int, uid text, begun_at int?
update watch
set begun_at = :begun_at
where member_id = :member_id and uid = :uid;

-- name: watch_remove
-- gives: none
-- in: member_id int, uid text
delete from watch
where member_id = :member_id and uid = :uid;

-- ---- for the page of one: which of the cities watch it that somebody acts for (event_cities has these)

-- name: watch_mine
-- gives: many 100
-- in: person_id int, call_key text, now int
-- out: member_uid text, uid text
select m.uid as member_uid, w.uid
from watch w
join member_city m on m.id = w.member_id
where w.call_key = :call_key and w.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
order by w.id
limit 100;

-- ---- the calendar

-- name: watch_feed_of
-- gives: one
-- in: member_uid text
-- out: uid text, made_at int, made_by text?
select f.uid, f.made_at, p.name as made_by
from watch_feed f
left join person p on p.id = f.made_by
where f.member_id = (select id from member_city where uid = :member_uid);

-- Of a city that takes part.
-- name: watch_feed_by_uid
-- gives: one
-- in: uid text
-- out: member_uid text, name text, made_at int
select m.uid as member_uid, m.name, f.made_at
from watch_feed f
join member_city m on m.id = f.member_id
where f.uid = :uid
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left';

-- name: watch_feed_put
-- gives: none
-- in: member_id int, uid text, made_by int, now int
insert into watch_feed (member_id, uid, made_by, made_at)
values (:member_id, :uid, :made_by, :now)
on conflict (member_id) do update
set uid = excluded.uid, made_by = excluded.made_by, made_at = excluded.made_at;

-- name: watch_feed_remove
-- gives: none
-- in: member_id int
delete from watch_feed
where member_id = :member_id;

-- ---- the desk: what the cities watch that somebody acts for, with deadlines that are not over; of a bid only for who
-- owns it, while they act for the city, and nothing while it is handed in or over

-- name: desk_watches
-- gives: many 500
-- in: person_id int, now int, since int
-- out: member_uid text, city text, uid text, title text, country text, model text, pays text?, size text, own_money text, begun bool, closes_at int, day_on date, hour_known bool
select m.uid as member_uid, m.name as city, w.uid, f.title, f.country, f.model,
    (select y.what from funding_call_pays y where y.call_id = f.id and y.place = 1) as pays, w.size, w.own_money,
    case when w.begun_at is null then 0 else 1 end as begun, d.closes_at,
    d.day_on, d.hour_known
from watch w
join member_city m on m.id = w.member_id
join funding_call f on f.key = w.call_key
join funding_call_deadline d on d.call_id = f.id
where w.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and exists (select 1 from funding_call_deadline l where l.call_id = f.id and l.closes_at > :since)
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and not exists (
        select 1
        from bid b
        join bid_city c on c.bid_id = b.id and c.member_id = w.member_id and c.answer = 'yes'
        join bid_stage t on t.bid_id = b.id and t.number = (select max(x.number) from bid_stage x where x.bid_id = b.id)
        where b.id = (
                select max(y.id)
                from bid y
                join bid_city z on z.bid_id = y.id and z.member_id = w.member_id and z.answer = 'yes'
                where y.call_key = w.call_key)
            and (t.stage not in ('decided', 'writing', 'second_stage') or (c.person_id <> :person_id and exists (
                select 1
                from person_role o
                where o.person_id = c.person_id and o.member_id = c.member_id and (o.until is null or o.until > :now)))))
order by w.id, d.closes_at
limit 500;

-- name: desk_councils
-- gives: many 1000
-- in: person_id int, now int
-- out: member_uid text, name text, says text
select m.uid as member_uid, c.name, c.says
from council_path c
join member_city m on m.id = c.member_id
where c.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
order by c.member_id, c.name
limit 1000;

-- ---- what goes by itself

-- Funding calls that were over then, or that no list names any more and that were watched since before it.
-- name: watch_forget
-- gives: none
-- in: before int
delete from watch
where made_at <= :before and not exists (
    select 1
    from funding_call f
    join funding_call_deadline d on d.call_id = f.id
    where f.key = watch.call_key and d.closes_at > :before);

-- name: watch_feed_forget
-- gives: none
-- in: before int
delete from watch_feed
where made_at <= :before;

-- Cities that have left.
-- name: watch_forget_left
-- gives: none
-- in: before int
delete from watch
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: watch_feed_forget_left
-- gives: none
-- in: before int
delete from watch_feed
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: council_forget_left
-- gives: none
-- in: before int
delete from council_path
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- ---- somebody is erased

-- name: watch_erase
-- gives: none
-- in: person_id int
update watch
set person_id = null
where person_id = :person_id;

-- name: watch_feed_erase
-- gives: none
-- in: person_id int
update watch_feed
set made_by = null
where made_by = :person_id;
