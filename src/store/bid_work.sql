-- Bids of member cities; store/bid_work.h.

-- A bid as one of its cities sees it: that city's part, how the bid stands, and who leads. What it is asked only, or takes
-- part in. `owner`: of that city.
-- name: bid_work_of
-- gives: one
-- in: member_uid text, uid text
-- out: id int, uid text, call_key text, call_title text, identifier text, rule_id text, name text, seen_by text, outcome_seen_by text, made_at int, changed_at int, part_id int, part_uid text, member_id int, city text, role text, answer text, person_id int?, owner text?, says text, why text, asked_at int, answered_at int?, lead_asked_at int?, number int, stage text, day_on date, stage_why text, amount_cents int?, currency text, lead_id int?, lead_uid text?, lead text?, lead_country text?, lead_left bool
select b.id, b.uid, b.call_key, b.call_title, b.identifier, b.rule_id, b.name, b.seen_by, b.outcome_seen_by, b.made_at, b.changed_at,
    c.id as part_id, c.uid as part_uid, c.member_id, m.name as city, c.role, c.answer, c.person_id, p.name as owner, c.says, c.why,
    c.asked_at, c.answered_at, c.lead_asked_at, s.number, s.stage, s.day_on, s.why as stage_why, s.amount_cents, s.currency,
    l.member_id as lead_id, n.uid as lead_uid, n.name as lead, n.country as lead_country,
    case when (select t.step from member_step t where t.member_id = l.member_id order by t.number desc limit 1) = 'left' then 1 else 0 end as lead_left
from bid b
join member_city m on m.uid = :member_uid
join bid_city c on c.bid_id = b.id and c.member_id = m.id and c.answer in ('asked', 'yes')
join bid_stage s on s.bid_id = b.id and s.number = (select max(x.number) from bid_stage x where x.bid_id = b.id)
left join person p on p.id = c.person_id
left join bid_city l on l.bid_id = b.id and l.role = 'lead'
left join member_city n on n.id = l.member_id
where b.uid = :uid;

-- Whether that city said no, or left: for who comes behind a colleague.
-- name: bid_part_was
-- gives: one
-- in: member_uid text, uid text
-- out: answer text
select c.answer
from bid_city c
where c.bid_id = (select b.id from bid b where b.uid = :uid)
    and c.member_id = (select m.id from member_city m where m.uid = :member_uid) and c.answer in ('no', 'left');

-- ---- it begins

-- How many a city leads, and the open one for a funding call.
-- name: bid_work_count
-- gives: one
-- in: member_id int, call_key text
-- out: n int, uid text?
select count(*) as n, max(case when b.call_key = :call_key and not exists (
        select 1 from bid_stage s where s.bid_id = b.id and s.stage in ('granted', 'not_granted', 'given_up'))
    then b.uid end) as uid
from bid_city c
join bid b on b.id = c.bid_id
where c.member_id = :member_id and c.answer = 'yes' and c.role = 'lead';

-- name: bid_work_add
-- gives: none
-- in: uid text, call_key text, call_title text, identifier text, name text, now int
insert into bid (id, uid, call_key, call_title, identifier, rule_id, name, seen_by, outcome_seen_by, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from bid), :uid, :call_key, :call_title, :identifier, '', :name, 'members', 'members',
    :now, :now);

-- By which rules of funding know a funding call.
-- name: bid_call_scope
-- gives: one
-- in: call_key text
-- out: programme text, identifier text, action text
select f.programme, f.identifier, f.action
from funding_call f
where f.key = :call_key;

-- name: bid_work_rule
-- gives: none
-- in: uid text, rule_id text
update bid
set rule_id = :rule_id
where uid = :uid;

-- name: bid_work_id
-- gives: one
-- in: uid text
-- out: id int
select id
from bid
where uid = :uid;

-- name: bid_city_add
-- gives: none
-- in: uid text, bid_id int, member_id int, role text, answer text, person_id int?, says text, now int, answered_at int?
insert into bid_city (id, uid, bid_id, member_id, role, answer, person_id, says, why, asked_at, answered_at)
values ((select coalesce(max(id), 0) + 1 from bid_city), :uid, :bid_id, :member_id, :role, :answer, :person_id, :says, '', :now,
    :answered_at);

-- name: bid_stage_add
-- gives: none
-- in: bid_id int, stage text, day_on date, person_id int, member_id int, why text, amount_cents int?, currency text, now int
insert into bid_stage (id, bid_id, number, stage, day_on, person_id, member_id, why, amount_cents, currency, made_at)
values ((select coalesce(max(id), 0) + 1 from bid_stage),
    :bid_id, (select coalesce(max(number), 0) + 1 from bid_stage where bid_id = :bid_id), :stage, :day_on, :person_id, :member_id,
    :why, :amount_cents, :currency, :now);

-- Something was done in it.
-- name: bid_work_touch
-- gives: none
-- in: id int, now int
update bid
set changed_at = :now
where id = :id;

-- ---- it goes

-- name: bid_work_remove
-- gives: none
-- in: id int
delete from bid
where id = :id;

-- name: bid_city_remove_all
-- gives: none
-- in: bid_id int
delete from bid_city
where bid_id = :bid_id;

-- name: bid_stage_remove_all
-- gives: none
-- in: bid_id int
delete from bid_stage
where bid_id = :bid_id;

-- Those that were over before then.
-- name: bid_work_forget_over
-- gives: none
-- in: before int
delete from bid
where changed_at <= :before and exists (
    select 1 from bid_stage s where s.bid_id = bid.id and s.stage in ('granted', 'not_granted', 'given_up'));

-- Those in which nothing was done since then.
-- name: bid_work_forget_open
-- gives: none
-- in: before int
delete from bid
where changed_at <= :before and not exists (
    select 1 from bid_stage s where s.bid_id = bid.id and s.stage in ('granted', 'not_granted', 'given_up'));

-- name: bid_city_forget_left
-- gives: none
-- in: before int
delete from bid_city
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- In which no city takes part any more.
-- name: bid_work_forget_alone
-- gives: none
delete from bid
where not exists (select 1 from bid_city c where c.bid_id = bid.id and c.answer = 'yes');

-- Parts of bids that are gone.
-- name: bid_city_forget
-- gives: none
delete from bid_city
where not exists (select 1 from bid b where b.id = bid_city.bid_id);

-- name: bid_stage_forget
-- gives: none
delete from bid_stage
where not exists (select 1 from bid b where b.id = bid_stage.bid_id);

-- ---- somebody is erased

-- name: bid_city_erase
-- gives: none
-- in: person_id int
update bid_city
set person_id = null
where person_id = :person_id;

-- name: bid_stage_erase
-- gives: none
-- in: person_id int
update bid_stage
set person_id = null
where person_id = :person_id;

-- ---- what stands in one

-- All its cities, who leads first; also those that said no, and that left it. has_left: the network.
-- name: bid_cities
-- gives: many 100
-- in: uid text
-- out: id int, uid text, member_id int, member_uid text, city text, country text, role text, answer text, says text, why text, asked_at int, answered_at int?, lead_asked_at int?, has_left bool
select c.id, c.uid, c.member_id, m.uid as member_uid, m.name as city, m.country, c.role, c.answer, c.says, c.why, c.asked_at,
    c.answered_at, c.lead_asked_at,
    case when (select t.step from member_step t where t.member_id = c.member_id order by t.number desc limit 1) = 'left' then 1 else 0 end as has_left
from bid_city c
join member_city m on m.id = c.member_id
where c.bid_id = (select b.id from bid b where b.uid = :uid)
order by c.role, case c.answer when 'yes' then 1 when 'asked' then 2 else 3 end, m.name, m.uid
limit 100;

-- Its way so far. `person`: of the city that asks, and of no other.
-- name: bid_stages
-- gives: many 50
-- in: uid text, member_uid text
-- out: number int, stage text, day_on date, why text, amount_cents int?, currency text, city text, person text?
select s.number, s.stage, s.day_on, s.why, s.amount_cents, s.currency, m.name as city, p.name as person
from bid_stage s
join member_city m on m.id = s.member_id
left join person p on p.id = s.person_id and m.uid = :member_uid
where s.bid_id = (select b.id from bid b where b.uid = :uid)
order by s.number
limit 50;

-- The funding call for which it goes, as its list has it now.
-- name: bid_call
-- gives: one
-- in: uid text
-- out: title text, model text, slug text?
select f.title, f.model, (select g.slug from funding_call_page g where g.call_id = f.id) as slug
from funding_call f
where f.key = (select b.call_key from bid b where b.uid = :uid);

-- Those of one city: what it is asked first, then the newest first.
-- name: bid_work_list
-- gives: many 400
-- in: member_uid text
-- out: uid text, name text, call_key text, call_title text, role text, answer text, person_id int?, owner text?, lead text?, lead_country text?, stage text, day_on date, stage_why text, amount_cents int?, currency text, lead_asked bool
select b.uid, b.name, b.call_key, b.call_title, c.role, c.answer, c.person_id, p.name as owner, n.name as lead, n.country as lead_country,
    s.stage, s.day_on, s.why as stage_why, s.amount_cents, s.currency,
    case when c.lead_asked_at is null then 0 else 1 end as lead_asked
from member_city m
join bid_city c on c.member_id = m.id and c.answer in ('asked', 'yes')
join bid b on b.id = c.bid_id
join bid_stage s on s.bid_id = b.id and s.number = (select max(x.number) from bid_stage x where x.bid_id = b.id)
left join person p on p.id = c.person_id
left join bid_city l on l.bid_id = b.id and l.role = 'lead'
left join member_city n on n.id = l.member_id
where m.uid = :member_uid
order by c.answer, b.id desc
limit 400;

-- Other member cities that watch a funding call and let it be seen; never who.
-- name: bid_watchers
-- gives: many 50
-- in: uid text, member_uid text
-- out: uid text, name text, country text
select m.uid, m.name, m.country
from watch w
join member_city m on m.id = w.member_id
where w.call_key = (select b.call_key from bid b where b.uid = :uid) and m.uid <> :member_uid and w.seen_by = 'members'
    and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) not in ('paused', 'left')
order by m.name, m.uid
limit 50;

-- ---- what is done in one

-- name: bid_work_save
-- gives: none
-- in: id int, name text, seen_by text, outcome_seen_by text, now int
update bid
set name = :name, seen_by = :seen_by, outcome_seen_by = :outcome_seen_by, changed_at = :now
where id = :id;

-- name: bid_stage_remove
-- gives: none
-- in: bid_id int, number int
delete from bid_stage
where bid_id = :bid_id and number = :number;

-- name: bid_city_owner
-- gives: none
-- in: id int, person_id int
update bid_city
set person_id = :person_id
where id = :id;

-- name: bid_city_answer
-- gives: none
-- in: id int, answer text, why text, person_id int?, now int
update bid_city
set answer = :answer, why = :why, person_id = :person_id, answered_at = :now, lead_asked_at = null
where id = :id;

-- Once more, after a no.
-- name: bid_city_ask_again
-- gives: none
-- in: id int, says text, now int
update bid_city
set answer = 'asked', says = :says, why = '', asked_at = :now, answered_at = null, person_id = null
where id = :id;

-- name: bid_city_remove
-- gives: none
-- in: id int
delete from bid_city
where id = :id;

-- Unknown: it is not asked any more.
-- name: bid_city_lead_ask
-- gives: none
-- in: id int, lead_asked_at int?
update bid_city
set lead_asked_at = :lead_asked_at
where id = :id;

-- name: bid_city_role
-- gives: none
-- in: id int, role text
update bid_city
set role = :role, lead_asked_at = null
where id = :id;

-- ---- whom mails go to

-- The owner of a city's part while they act for it, else its main contacts; of a city that has left nobody.
-- name: bid_reach
-- gives: many 40
-- in: part_id int, now int
-- out: person_id int, mail text, language text, is_own bool
select p.id as person_id, p.mail, p.language, max(case when p.id = c.person_id then 1 else 0 end) as is_own
from bid_city c
join person_role r on r.member_id = c.member_id
join person p on p.id = r.person_id
where c.id = :part_id and p.state = 'active' and (r.until is null or r.until > :now)
    and (r.role = 'main_contact' or (r.role = 'colleague' and p.id = c.person_id))
    and (select t.step from member_step t where t.member_id = c.member_id order by t.number desc limit 1) <> 'left'
group by p.id, p.mail, p.language
order by is_own desc, p.id
limit 40;

-- Whether somebody acts for a city now.
-- name: bid_acts
-- gives: one
-- in: person_id int, member_uid text, now int
-- out: n int
select count(*) as n
from person_role r
where r.person_id = :person_id and r.member_id = (select id from member_city where uid = :member_uid)
    and r.role in ('main_contact', 'colleague') and (r.until is null or r.until > :now);

-- ---- the desk: what the cities that they act for are asked, that they do not have to answer alone

-- name: desk_bids
-- gives: many 50
-- in: person_id int, now int
-- out: member_uid text, city text, uid text, name text, lead text, asked_at int, takes_lead bool
select m.uid as member_uid, m.name as city, b.uid, b.name, n.name as lead, coalesce(c.lead_asked_at, c.asked_at) as asked_at,
    case when c.lead_asked_at is null then 0 else 1 end as takes_lead
from bid_city c
join member_city m on m.id = c.member_id
join bid b on b.id = c.bid_id
join bid_city l on l.bid_id = b.id and l.role = 'lead'
join member_city n on n.id = l.member_id
where c.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and (c.answer = 'asked' or (c.answer = 'yes' and c.lead_asked_at is not null))
    and not exists (select 1 from bid_stage s where s.bid_id = b.id and s.stage in ('granted', 'not_granted', 'given_up'))
    and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) not in ('paused', 'left')
order by asked_at, c.id
limit 50;

-- ---- mails for due days

-- Parts of bids on which somebody works, whose owner acts for the city, and whose funding call the city watches.
-- name: bid_due
-- gives: many 100
-- in: after int, now int
-- out: part_id int, told int, uid text, member_uid text, watch_uid text, person_id int, mail text, language text
select c.id as part_id, c.told, b.uid, m.uid as member_uid, w.uid as watch_uid, p.id as person_id, p.mail, p.language
from bid_city c
join bid b on b.id = c.bid_id
join bid_stage s on s.bid_id = b.id and s.number = (select max(x.number) from bid_stage x where x.bid_id = b.id)
join member_city m on m.id = c.member_id
join watch w on w.member_id = c.member_id and w.call_key = b.call_key
join person p on p.id = c.person_id
where c.id > :after and c.answer = 'yes' and s.stage in ('decided', 'writing', 'second_stage') and p.state = 'active'
    and exists (select 1 from person_role r where r.person_id = p.id and r.member_id = c.member_id and (r.until is null or r.until > :now))
    and (select t.step from member_step t where t.member_id = c.member_id order by t.number desc limit 1) not in ('paused', 'left')
order by c.id
limit 100;

-- name: bid_city_told
-- gives: none
-- in: id int, told int
update bid_city
set told = :told
where id = :id;
