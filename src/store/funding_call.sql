-- Funding calls for who reads them.

-- Without their text, in the order of their last deadline; those that name none come last.
-- name: funding_call_list
-- gives: many 20000
-- in:
-- out: id int, identifier text, title text, publisher text, programme text, status text, action text, opens_on date?, closes_on date?, address text, source text, as_of date?, imported_at int
select c.id, c.identifier, c.title, c.publisher, c.programme, c.status, c.action, c.opens_on, c.closes_on, c.address,
    s.name as source, s.as_of, s.imported_at
from funding_call c
join source s on s.id = c.source_id
order by c.closes_on is null, c.closes_on, c.id
limit 20000;

-- Of all of them, by funding call.
-- name: funding_call_deadlines
-- gives: many 60000
-- in:
-- out: call_id int, closes_at int, day_on date, hour_known bool
select call_id, closes_at, day_on, hour_known
from funding_call_deadline
order by call_id, closes_at
limit 60000;

-- name: funding_call_themes
-- gives: many 80000
-- in:
-- out: call_id int, slug text, score int, why text
select c.call_id, t.slug, c.score, c.why
from funding_call_theme c
join theme t on t.id = c.theme_id
order by c.call_id, c.score desc, c.theme_id
limit 80000;

-- name: funding_call_pays
-- gives: many 60000
-- in:
-- out: call_id int, what text, why text
select call_id, what, why
from funding_call_pays
order by call_id, place
limit 60000;

-- ---- the page. Standing as in domain/funding_call: 'open', 'later', 'over', 'unknown'; '' is any but 'over'. Theme 0 is any;
-- pays '' is any, 'none' those of which it is unknown.

-- Those that close first come first; of what is over the last; those that name no deadline come last.
-- name: funding_call_page
-- gives: many 100
-- in: theme_id theme_id, pays text, standing text, today date, most int, skip int
-- out: identifier text, title text, publisher text, programme text, action text, address text, standing text, opens_on date?, closes_on date?, next_on date?, deadlines int, pays_1 text?, pays_2 text?, pays_3 text?, source text, as_of date?, imported_at int
select c.identifier, c.title, c.publisher, c.programme, c.action, c.address, c.standing, c.opens_on, c.closes_on,
    (select min(d.day_on) from funding_call_deadline d where d.call_id = c.id and d.day_on >= :today) as next_on,
    (select count(*) from funding_call_deadline d where d.call_id = c.id) as deadlines,
    p1.what as pays_1, p2.what as pays_2, p3.what as pays_3, s.name as source, s.as_of, s.imported_at
from (select f.id, f.identifier, f.title, f.publisher, f.programme, f.action, f.address, f.opens_on, f.closes_on, f.source_id,
        case when f.closes_on < :today or f.status = 'closed' then 'over'
            when f.opens_on > :today or (f.opens_on is null and f.status = 'forthcoming') then 'later'
            when f.status = 'open' or (f.opens_on is not null and f.closes_on is not null) then 'open'
            else 'unknown' end as standing
    from funding_call f) c
join source s on s.id = c.source_id
left join funding_call_pays p1 on p1.call_id = c.id and p1.place = 1
left join funding_call_pays p2 on p2.call_id = c.id and p2.place = 2
left join funding_call_pays p3 on p3.call_id = c.id and p3.place = 3
where (c.standing = :standing or (:standing = '' and c.standing <> 'over'))
    and (:theme_id = 0 or exists (select 1 from funding_call_theme t where t.call_id = c.id and t.theme_id = :theme_id))
    and (:pays = '' or (:pays = 'none' and p1.what is null)
        or exists (select 1 from funding_call_pays p where p.call_id = c.id and p.what = :pays))
order by case when :standing = 'over' then 0 - c.closes_on else c.closes_on end nulls last, c.id
limit :most offset :skip;

-- How many stand how, of all.
-- name: funding_call_standings
-- gives: many 10
-- in: theme_id theme_id, pays text, today date
-- out: standing text, n int
select c.standing, count(*) as n
from (select f.id,
        case when f.closes_on < :today or f.status = 'closed' then 'over'
            when f.opens_on > :today or (f.opens_on is null and f.status = 'forthcoming') then 'later'
            when f.status = 'open' or (f.opens_on is not null and f.closes_on is not null) then 'open'
            else 'unknown' end as standing
    from funding_call f) c
where (:theme_id = 0 or exists (select 1 from funding_call_theme t where t.call_id = c.id and t.theme_id = :theme_id))
    and (:pays = '' or (:pays = 'none' and not exists (select 1 from funding_call_pays p where p.call_id = c.id))
        or exists (select 1 from funding_call_pays p where p.call_id = c.id and p.what = :pays))
group by c.standing
order by c.standing;
