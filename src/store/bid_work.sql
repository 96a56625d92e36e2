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
