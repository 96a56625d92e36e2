-- Earlier answers of member cities; store/answer.h.
-- name: answer_add
-- gives: none
-- in: uid text, member_id int, question text, body text, fund text, rule_id text, call_key text, bid_id int?, section_id int?, handed_in_on text, outcome text, outcome_why text, seen_by text, person_id int, now int
insert into answer (id, uid, member_id, question, body, fund, rule_id, call_key, bid_id, section_id, handed_in_on, outcome,
    outcome_why, seen_by, person_id, made_at, changed_at, taken_at)
values ((select coalesce(max(id), 0) + 1 from answer), :uid, :member_id, :question, :body, :fund, :rule_id, :call_key,
    :bid_id, :section_id, :handed_in_on, :outcome, :outcome_why, :seen_by, :person_id, :now, :now, null);

-- How much a city has, and the number of one of it.
-- name: answer_room
-- gives: one
-- in: member_id int, uid text
-- out: n int, letters int, id int?
select count(*) as n, coalesce(sum(length(body)), 0) as letters, max(case when uid = :uid then id end) as id
from answer
where member_id = :member_id and taken_at is null;

-- name: answer_save
-- gives: none
-- in: member_id int, id int, question text, body text, fund text, call_key text, handed_in_on text, outcome text, outcome_why text, seen_by text, now int
update answer
set question = :question, body = :body, fund = :fund, call_key = :call_key, handed_in_on = :handed_in_on, outcome = :outcome,
    outcome_why = :outcome_why, seen_by = :seen_by, changed_at = :now
where id = :id and member_id = :member_id and taken_at is null;

-- name: answer_set_taken
-- gives: none
-- in: member_id int, id int, taken_at int?
update answer
set taken_at = :taken_at
where id = :id and member_id = :member_id;

-- ---- the words they are found by

-- Words parted by blanks; of one that is there already the weight stays.
-- name: answer_words_add
-- gives: none
-- in: member_id int, answer_id int, weight int, shared int, words text
insert into answer_word (member_id, word, answer_id, weight, shared)
-- sqlite:
select :member_id, w.value, :answer_id, :weight, :shared
from json_each('["' || replace(:words, ' ', '","') || '"]') w
where w.value <> ''
-- postgres:
select :member_id, w.word, :answer_id, :weight, :shared
from unnest(string_to_array(:words, ' ')) as w (word)
where w.word <> ''
-- both:
on conflict (member_id, word, answer_id) do nothing;

-- name: answer_words_remove
-- gives: none
-- in: answer_id int
delete from answer_word
where answer_id = :answer_id;

-- Answers of a city with a word from one to before another; at most as many as it may have.
-- name: answer_met
-- gives: many 600
-- in: member_uid text, word text, word_end text
-- out: answer_id int, weight int
select w.answer_id, max(w.weight) as weight
from answer_word w
where w.member_id = (select id from member_city where uid = :member_uid) and w.word >= :word and w.word < :word_end
group by w.answer_id
order by w.answer_id;

-- The same of those that others let be read; the newest.
-- name: answer_met_of_others
-- gives: many 1000
-- in: word text, word_end text
-- out: answer_id int, weight int
select w.answer_id, max(w.weight) as weight
from answer_word w
where w.shared = 1 and w.word >= :word and w.word < :word_end
group by w.answer_id
order by w.answer_id desc
limit 1000;

-- ---- lists

-- All that stand, of a city, the newest first.
-- name: answer_heads
-- gives: many 600
-- in: member_uid text
-- out: id int, uid text, question text, beginning text, letters int, fund text, handed_in_on text, outcome text, outcome_why text, seen_by text, person text?, made_at int, changed_at int
select a.id, a.uid, a.question, substr(a.body, 1, 300) as beginning, length(a.body) as letters, a.fund, a.handed_in_on,
    case when a.bid_id is null then a.outcome else coalesce(t.stage, '') end as outcome,
    case when a.bid_id is null then a.outcome_why else coalesce(t.why, '') end as outcome_why,
    a.seen_by, p.name as person, a.made_at, a.changed_at
from answer a
left join bid b on b.id = a.bid_id
left join bid_stage t on t.bid_id = b.id and t.number = (select max(l.number) from bid_stage l where l.bid_id = b.id)
    and (b.outcome_seen_by = 'members' or exists (
        select 1 from bid_city c where c.bid_id = a.bid_id and c.member_id = a.member_id and c.answer = 'yes'))
left join person p on p.id = a.person_id
where a.member_id = (select id from member_city where uid = :member_uid) and a.taken_at is null
order by a.id desc;

-- Those of other member cities that let them be read and take part; never who.
-- name: answer_heads_of_others
-- gives: many 1000
-- in: member_uid text
-- out: id int, uid text, question text, beginning text, letters int, fund text, handed_in_on text, outcome text, outcome_why text, city text, country text, made_at int, changed_at int
select a.id, a.uid, a.question, substr(a.body, 1, 300) as beginning, length(a.body) as letters, a.fund, a.handed_in_on,
    case when a.bid_id is null then a.outcome else coalesce(t.stage, '') end as outcome,
    case when a.bid_id is null then a.outcome_why else coalesce(t.why, '') end as outcome_why,
    m.name as city, m.country, a.made_at, a.changed_at
from (select x.id
      from answer x
      where x.seen_by = 'members' and x.taken_at is null
          and x.member_id <> (select id from member_city where uid = :member_uid)
      order by x.changed_at desc, x.id desc
      limit 1000) newest
join answer a on a.id = newest.id
join member_city m on m.id = a.member_id
left join bid b on b.id = a.bid_id
left join bid_stage t on t.bid_id = b.id and t.number = (select max(l.number) from bid_stage l where l.bid_id = b.id)
    and b.outcome_seen_by = 'members'
where (select s.step from member_step s where s.member_id = a.member_id order by s.number desc limit 1) not in ('paused', 'left')
order by a.changed_at desc, a.id desc;

-- Taken away, and can be put back.
-- name: answer_taken
-- gives: many 100
-- in: member_uid text
-- out: uid text, question text, taken_at int
select uid, question, taken_at
from answer
where member_id = (select id from member_city where uid = :member_uid) and taken_at is not null
order by taken_at desc, id desc
limit 100;

-- One that the city may read: its own, taken away too; or of another one that lets it.
-- name: answer_by_uid
-- gives: one
-- in: uid text, member_uid text
-- out: id int, member_id int, ours bool, question text, body text, fund text, rule_id text, call_key text, bid_id int?, bid_uid text?, section_id int?, handed_in_on text, outcome text, outcome_why text, seen_by text, person text?, city text, country text, made_at int, changed_at int, taken_at int?
select a.id, a.member_id, case when m.uid = :member_uid then 1 else 0 end as ours, a.question, a.body, a.fund, a.rule_id,
    a.call_key, a.bid_id, b.uid as bid_uid, a.section_id, a.handed_in_on,
    case when a.bid_id is null then a.outcome else coalesce(t.stage, '') end as outcome,
    case when a.bid_id is null then a.outcome_why else coalesce(t.why, '') end as outcome_why,
    a.seen_by,
    case when m.uid = :member_uid then p.name end as person, m.name as city, m.country, a.made_at, a.changed_at, a.taken_at
from answer a
join member_city m on m.id = a.member_id
left join person p on p.id = a.person_id
left join bid b on b.id = a.bid_id
left join bid_stage t on t.bid_id = b.id and t.number = (select max(l.number) from bid_stage l where l.bid_id = b.id)
    and (b.outcome_seen_by = 'members' or (m.uid = :member_uid and exists (
        select 1 from bid_city c where c.bid_id = a.bid_id and c.member_id = a.member_id and c.answer = 'yes')))
where a.uid = :uid and (m.uid = :member_uid or (a.seen_by = 'members' and a.taken_at is null
    and (select s.step from member_step s where s.member_id = a.member_id order by s.number desc limit 1) not in ('paused', 'left')));

-- The whole of all that stand, for a city to take with it.
-- name: answer_all
-- gives: many 600
-- in: member_uid text
-- out: uid text, question text, body text, fund text, handed_in_on text, outcome text, outcome_why text, seen_by text, person text?, made_at int, changed_at int
select a.uid, a.question, a.body, a.fund, a.handed_in_on,
    case when a.bid_id is null then a.outcome else coalesce(t.stage, '') end as outcome,
    case when a.bid_id is null then a.outcome_why else coalesce(t.why, '') end as outcome_why,
    a.seen_by, p.name as person, a.made_at, a.changed_at
from answer a
left join bid b on b.id = a.bid_id
left join bid_stage t on t.bid_id = b.id and t.number = (select max(l.number) from bid_stage l where l.bid_id = b.id)
    and (b.outcome_seen_by = 'members' or exists (
        select 1 from bid_city c where c.bid_id = a.bid_id and c.member_id = a.member_id and c.answer = 'yes'))
left join person p on p.id = a.person_id
where a.member_id = (select id from member_city where uid = :member_uid) and a.taken_at is null
order by a.id;

-- Funding calls that a city watches, to name the fund by.
-- name: answer_funds
-- gives: many 100
-- in: member_uid text
-- out: call_key text, title text
select w.call_key, coalesce(f.title, w.title) as title
from watch w
left join funding_call f on f.key = w.call_key
where w.member_id = (select id from member_city where uid = :member_uid)
order by w.id
limit 100;

-- ---- of bids here

-- What a city wrote in a bid that was handed in, with the day of that, and whether it is kept as an answer already.
-- name: answer_of_bid
-- gives: many 100
-- in: member_uid text, bid_uid text
-- out: id int, uid text, title text, asks text, body text, handed_in_on date, kept bool
select s.id, s.uid, s.title, s.asks, t.body,
    (select max(g.day_on) from bid_stage g where g.bid_id = b.id and g.stage = 'handed_in') as handed_in_on,
    case when exists (select 1 from answer a where a.bid_id = b.id and a.section_id = s.id and a.member_id = s.member_id
        and a.taken_at is null) then 1 else 0 end as kept
from bid b
join bid_section s on s.bid_id = b.id
join bid_text t on t.section_id = s.id and t.number = (select max(l.number) from bid_text l where l.section_id = s.id)
where b.uid = :bid_uid and s.member_id = (select id from member_city where uid = :member_uid) and t.body <> ''
    and exists (select 1 from bid_stage h where h.bid_id = b.id and h.stage = 'handed_in')
order by s.number, s.id;

-- The answer from which a section was begun, as far as the city may read it.
-- name: answer_begun
-- gives: many 1
-- in: member_uid text, section_uid text
-- out: uid text, question text
select a.uid, a.question
from bid_section s
join bid_text t on t.section_id = s.id
join answer a on a.id = t.answer_id
where s.uid = :section_uid and a.taken_at is null
    and (a.seen_by = 'members' or a.member_id = (select id from member_city where uid = :member_uid))
order by t.number desc, a.id
limit 1;

-- The bid is gone, its stages not yet: what came of it stays with the answer.
-- name: answer_bids_gone
-- gives: none
update answer
set outcome = (select case t.stage when 'granted' then 'granted' when 'not_granted' then 'not_granted' when 'given_up' then 'given_up'
            when 'handed_in' then 'waits' when 'second_stage' then 'waits' else '' end
        from bid_stage t where t.bid_id = answer.bid_id order by t.number desc limit 1),
    outcome_why = (select t.why from bid_stage t where t.bid_id = answer.bid_id order by t.number desc limit 1),
    bid_id = null, section_id = null
where bid_id is not null and not exists (select 1 from bid b where b.id = answer.bid_id)
    and exists (select 1 from bid_stage t where t.bid_id = answer.bid_id);

-- ---- what goes

-- name: answer_words_forget
-- gives: none
-- in: before int
delete from answer_word
where answer_id in (select a.id from answer a where a.taken_at is not null and a.taken_at <= :before);

-- name: answer_forget
-- gives: none
-- in: before int
delete from answer
where taken_at is not null and taken_at <= :before;

-- Of cities that have left.
-- name: answer_words_forget_left
-- gives: none
-- in: before int
delete from answer_word
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: answer_forget_left
-- gives: none
-- in: before int
delete from answer
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: answer_erase
-- gives: none
-- in: person_id int
update answer
set person_id = null
where person_id = :person_id;
