-- What member cities let each other know of their bids: who goes for it while it is open, and what came of it and why. A row for
-- each city that takes part; no person, no sentence that a city wrote to another one. src/web/bid/bid_known.h.

-- For one funding call, and by one rule of funding, each '' for none; the newest first.
-- name: bid_known
-- gives: many 400
-- in: call_key text, rule_id text
-- out: uid text, name text, call_title text, call_key text, stage text, day_on date, why text, amount_cents int?, currency text, role text, member_uid text, city text, country text
select b.uid, b.name, b.call_title, b.call_key, s.stage, s.day_on, s.why, s.amount_cents, s.currency, c.role, m.uid as member_uid,
    m.name as city, m.country
from bid b
join bid_stage s on s.bid_id = b.id and s.number = (select max(x.number) from bid_stage x where x.bid_id = b.id)
join bid_city c on c.bid_id = b.id and c.answer = 'yes'
join member_city m on m.id = c.member_id
where (b.call_key = :call_key and :call_key <> '' or b.rule_id = :rule_id and :rule_id <> '')
    and case when s.stage in ('granted', 'not_granted', 'given_up') then b.outcome_seen_by else b.seen_by end = 'members'
    and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
order by s.day_on desc, b.id desc, c.role, m.name
limit 400;
