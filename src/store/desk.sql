-- What waits for somebody, and what changed; store/desk.h.
-- Who asks to act for a city whose main contact they are.
-- name: desk_claims
-- gives: many 50
-- in: person_id int, now int
-- out: uid text, member_uid text, city text, made_at int, ends_at int
select c.uid, m.uid as member_uid, m.name as city, c.made_at, c.ends_at
from claim c
join member_city m on m.id = c.member_id
where c.state = 'waiting' and c.ends_at > :now and c.member_id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and r.role = 'main_contact' and (r.until is null or r.until > :now))
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by c.made_at, c.id
limit 50;

-- Cities that they speak for whose commitment is not signed, or ends before that time; not of those that pause.
-- name: desk_commitments
-- gives: many 50
-- in: person_id int, now int, soon int
-- out: member_uid text, city text, ends_at int
select m.uid as member_uid, m.name as city,
    coalesce((select c.ends_at from commitment c where c.member_id = m.id order by c.id desc limit 1), 0) as ends_at
from member_city m
where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and coalesce((select c.ends_at from commitment c where c.member_id = m.id order by c.id desc limit 1), 0) <= :soon
    and m.id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and r.role = 'main_contact' and (r.until is null or r.until > :now))
order by m.name, m.uid
limit 50;

-- First talks of the cities that they act for: those that wait for an answer, those that are agreed, and those held since a time.
-- is_asked: by the role that they have there it is theirs to answer.
-- name: desk_talks
-- gives: many 50
-- in: person_id int, now int, held_since int
-- out: uid text, member_uid text, city text, country text, lau_id text?, other text, state text, we_asked bool, is_asked bool, slot int?, made_at int, ends_at int, our_was text
select i.uid, m.uid as member_uid, m.name as city, m.country, m.lau_id, o.name as other, i.state,
    case when i.from_id = m.id then 1 else 0 end as we_asked,
    case when i.from_id <> m.id and exists (
        select 1
        from person_role q
        where q.person_id = :person_id and q.member_id = m.id and (q.until is null or q.until > :now)
            and (q.role = 'main_contact' or i.asked_role = 'colleague')
    ) then 1 else 0 end as is_asked,
    i.slot, i.made_at, i.ends_at, case when i.from_id = m.id then i.from_was else i.to_was end as our_was
from member_city m
join introduction i on i.from_id = m.id or i.to_id = m.id
join member_city o on o.id = case when i.from_id = m.id then i.to_id else i.from_id end
where m.id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and ((i.state = 'asked' and i.ends_at > :now) or (i.state = 'yes' and i.slot > :held_since))
    and (select s.step from member_step s where s.member_id = o.id order by s.number desc limit 1) <> 'left'
order by coalesce(i.slot, i.ends_at), i.id
limit 50;

-- Cities that they speak for that are asked to lead, since that time.
-- name: desk_leads
-- gives: many 50
-- in: person_id int, now int, asked_since int
-- out: member_uid text, city text, at int
select m.uid as member_uid, m.name as city, l.at
from person_role r
join member_city m on m.id = r.member_id
join member_step l on l.member_id = m.id and l.number = (select max(k.number) from member_step k where k.member_id = m.id)
where r.person_id = :person_id and r.role = 'main_contact' and (r.until is null or r.until > :now)
    and l.step = 'lead-asked' and l.at > :asked_since
order by m.name, m.uid
limit 50;

-- What colleagues of theirs want everybody to read.
-- name: desk_publications
-- gives: many 50
-- in: person_id int, now int
-- out: member_uid text, city text, part text, asked_name text?, asked_at int
select m.uid as member_uid, m.name as city, b.part, a.name as asked_name, b.asked_at
from publication b
join member_city m on m.id = b.member_id
left join person a on a.id = b.asked_by
where b.state = 'asked' and b.asked_by <> :person_id and b.member_id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by b.asked_at, b.member_id, b.part
limit 50;

-- Leadership programmes of the cities that they act for, and what of each needs somebody: n 0 or unknown where nothing does.
-- silent: asked, and have not said whether they come; sectors: of those on the list, but for who cannot come at all.
-- survey_waits: a survey before it that nobody was asked; corrections: that participants sent; unread: its days are over, and notes that
-- somebody else changed last are open; late: actions whose day is over; review: begun since then, with an action still open.
-- name: desk_programmes
-- gives: many 50
-- in: person_id int, now int, today date, ended_since date, review_since int
-- out: uid text, member_uid text, city text, name text, begins_on date, stage text, next_on date?, on_list int, of_public int, of_private int, of_third int, silent int, survey_waits int, corrections int, corrected_at int?, unread int, unread_since int?, late int, late_since date?, review int, record_since int?
select p.uid, m.uid as member_uid, m.name as city, p.name, p.begins_on, s.stage,
    (select min(e.day_on) from programme_session e where e.programme_id = p.id and e.day_on >= :today) as next_on,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null) as on_list,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null and a.sector = 'public'
        and (a.accepted_at is null or exists (select 1 from participant_session x where x.participant_id = a.id and x.accepted = 1))) as of_public,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null and a.sector = 'private'
        and (a.accepted_at is null or exists (select 1 from participant_session x where x.participant_id = a.id and x.accepted = 1))) as of_private,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null and a.sector = 'third'
        and (a.accepted_at is null or exists (select 1 from participant_session x where x.participant_id = a.id and x.accepted = 1))) as of_third,
    (select count(*) from participant a where a.programme_id = p.id and a.removed_at is null and a.erased_at is null
        and a.asked_at is not null and a.accepted_at is null) as silent,
    (select count(*) from survey y where y.programme_id = p.id and y.kind = 'before' and y.opened_at is null) as survey_waits,
    (select count(*) from note n join note_section t on t.note_id = n.id join note_correction c on c.section_id = t.id
        where n.programme_id = p.id and c.state = 'waiting') as corrections,
    (select min(c.made_at) from note n join note_section t on t.note_id = n.id join note_correction c on c.section_id = t.id
        where n.programme_id = p.id and c.state = 'waiting') as corrected_at,
    (select count(*) from note n where n.programme_id = p.id and p.ends_on < :today and n.changed_by <> :person_id
        and coalesce((select k.step from note_step k where k.note_id = n.id order by k.number desc limit 1), '') <> 'closed') as unread,
    (select n.changed_at from note n where n.programme_id = p.id) as unread_since,
    (select count(*) from action o where o.programme_id = p.id and o.state = 'open' and o.removed_at is null and o.due_on < :today) as late,
    (select min(o.due_on) from action o where o.programme_id = p.id and o.state = 'open' and o.removed_at is null and o.due_on < :today) as late_since,
    coalesce((select max(r.days) from action_review r where r.programme_id = p.id and r.begun_at > :review_since and exists (
        select 1 from action o where o.programme_id = p.id and o.state = 'open' and o.removed_at is null)), 0) as review,
    (select q.asked_at from programme_record_ask q where q.programme_id = p.id and q.state = 'asked' and q.asked_by <> :person_id) as record_since
from member_city m
join programme p on p.member_id = m.id
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
where m.id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and p.ends_on >= :ended_since and s.stage <> 'called_off'
    and (select l.step from member_step l where l.member_id = m.id order by l.number desc limit 1) <> 'left'
order by p.begins_on, p.id
limit 50;

-- The next days of leadership programmes of the cities that they act for.
-- name: desk_programme_days
-- gives: many 3
-- in: person_id int, now int, today date
-- out: uid text, member_uid text, name text, day_on date
select p.uid, m.uid as member_uid, p.name, min(e.day_on) as day_on
from member_city m
join programme p on p.member_id = m.id
join programme_session e on e.programme_id = p.id
where m.id in (
        select r.member_id
        from person_role r
        where r.person_id = :person_id and (r.until is null or r.until > :now))
    and p.ends_on >= :today and e.day_on >= :today
    and (select s.stage from programme_stage s where s.programme_id = p.id order by s.number desc limit 1) <> 'called_off'
    and (select l.step from member_step l where l.member_id = m.id order by l.number desc limit 1) <> 'left'
group by p.uid, m.uid, p.name
order by day_on, p.uid
limit 3;

-- What the cities that they act for have promised: what both named as next after a first talk, and the hours said for it.
-- name: desk_hours
-- gives: many 50
-- in: person_id int, now int
-- out: member_uid text, city text, agreed int, said int, promised int, has text?
select m.uid as member_uid, m.name as city, count(*) as agreed,
    count(case when i.from_id = m.id then i.from_hours else i.to_hours end) as said,
    cast(coalesce(sum(case when i.from_id = m.id then i.from_hours else i.to_hours end), 0) as bigint) as promised,
    (select t.says from trait t where t.member_id = m.id and t.name = 'hours') as has
from member_city m
join introduction i on i.from_id = m.id or i.to_id = m.id
where i.state = 'yes' and i.from_next = i.to_next and i.from_next in ('exchange', 'cluster') and m.id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and (r.until is null or r.until > :now))
group by m.id, m.uid, m.name
order by m.name, m.uid
limit 50;

-- How many of the questions about a city that they act for have an answer.
-- name: desk_answers
-- gives: many 50
-- in: person_id int, now int
-- out: member_uid text, city text, answered int
select m.uid as member_uid, m.name as city,
    (select count(distinct i.kind) from profile_item i where i.member_id = m.id) as answered
from member_city m
where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left' and m.id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and (r.until is null or r.until > :now))
order by m.name, m.uid
limit 50;

-- The cards about what makes it itself that the first city they act for has saved; one row without a card when none is.
-- name: desk_cards
-- gives: many 20
-- in: person_id int, now int
-- out: member_uid text, city text, card text?
select m.uid as member_uid, m.name as city, c.card
from member_city m
left join trait_card c on c.member_id = m.id
where m.id = (
    select min(r.member_id)
    from person_role r
    where r.person_id = :person_id and r.member_id is not null and (r.until is null or r.until > :now))
order by c.card
limit 20;

-- What waits for those who run the network: a row a kind (store/desk.c has their table), n 0 when nothing does.
-- about: the one to begin with; city: its name, '' where none is said.
-- name: desk_staff
-- gives: many 20
-- in: now int, quiet_since int, invited_before int, ended_since int
-- out: kind text, n int, about text?, city text, since int?, ends_at int?
select 'application' as kind, count(*) as n,
    (select uid from application where state = 'waiting' and ends_at > :now order by made_at, id limit 1) as about,
    '' as city, min(made_at) as since, min(ends_at) as ends_at
from application
where state = 'waiting' and ends_at > :now
union all
select 'suggestion', count(*),
    (select s.uid from suggestion s where s.state = 'suggested' and exists (
        select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null)
     order by s.id limit 1),
    '', min(s.made_at), null
from suggestion s
where s.state = 'suggested' and exists (
    select 1 from suggestion_voice v where v.suggestion_id = s.id and v.withdrawn_at is null)
union all
select 'remark', count(*), cast(min(id) as text), '', min(created_at), null
from remark
where state = 'waiting'
union all
select 'job', count(*), cast(min(id) as text), '', null, null
from job
where state = 'dead'
union all
select 'quiet', count(*), null, '', min(case when m.heard_at > 0 then m.heard_at end), null
from member_city m
where m.heard_at < :quiet_since
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and (m.heard_at > 0 or (select min(s.at) from member_step s where s.member_id = m.id) < :quiet_since
        or not exists (select 1 from person_role r where r.member_id = m.id and (r.until is null or r.until > :now)))
union all
select 'application-over', count(*),
    (select uid from application where state = 'over' and answered_by is null and ends_at > :ended_since order by ends_at, id limit 1),
    '', min(ends_at), null
from application
where state = 'over' and answered_by is null and ends_at > :ended_since
union all
select 'invited-over', count(*),
    (select uid from suggestion where state = 'invited' and came = '' and invited_at < :invited_before order by invited_at, id limit 1),
    '', min(invited_at), null
from suggestion
where state = 'invited' and came = '' and invited_at < :invited_before
union all
select * from (
    select 'commitment-over', 1, m.uid, m.name, max(c.ends_at) as ends_at, cast(null as bigint) as none
    from member_city m
    join commitment c on c.member_id = m.id
    where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    group by m.id, m.uid, m.name
    having max(c.ends_at) <= :now
    order by ends_at, m.id
    limit 5
) o
union all
select * from (
    select 'lead-over', 1, m.uid, m.name, l.at, cast(null as bigint) as none
    from member_city m
    join member_step l on l.member_id = m.id and l.number = (select max(k.number) from member_step k where k.member_id = m.id)
    where l.step = 'lead-ended' and l.way = 'time' and l.at > :ended_since
    order by l.at, m.id
    limit 5
) e;

-- Rules of funding that somebody else wrote and that wait for a second person, with the one that waits longest.
-- name: desk_rules
-- gives: one
-- in: person_id int
-- out: n int, about text?, since int?
select count(*) as n,
    (select f.rule from funding_rule f where f.state = 'asked' and (f.made_by is null or f.made_by <> :person_id)
     order by f.changed_at, f.id limit 1) as about,
    min(changed_at) as since
from funding_rule
where state = 'asked' and (made_by is null or made_by <> :person_id);

-- ---- what changed

-- What a second person said to rules of funding that they wrote, since then.
-- name: desk_rules_answered
-- gives: many 5
-- in: person_id int, since int
-- out: rule text, yes bool, answered_at int
select rule, case when state = 'no' then 0 else 1 end as yes, answered_at
from funding_rule
where made_by = :person_id and answered_at > :since
order by answered_at desc, id desc
limit 5;

-- name: desk_seen
-- gives: one
-- in: person_id int
-- out: desk_seen_at int?
select desk_seen_at
from person
where id = :person_id;

-- name: desk_see
-- gives: none
-- in: person_id int, now int
update person
set desk_seen_at = :now
where id = :person_id;

-- Cities that joined; the newest first.
-- name: desk_joined
-- gives: many 20
-- in: since int
-- out: name text, country text, since int
select m.name, m.country, j.at as since
from member_step j
join member_city m on m.id = j.member_id
where j.at > :since and j.step = 'joined'
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by j.at desc, j.member_id desc
limit 20;

-- Who began to act for the same cities as they, by city; not who.
-- name: desk_colleagues
-- gives: many 20
-- in: person_id int, since int, now int
-- out: member_uid text, city text, n int, at int
select m.uid as member_uid, m.name as city, count(distinct o.person_id) as n, max(o.since) as at
from person_role o
join member_city m on m.id = o.member_id
where o.since > :since and o.person_id <> :person_id and (o.until is null or o.until > :now) and o.member_id in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and (r.until is null or r.until > :now))
group by m.uid, m.name
order by at desc, m.uid
limit 20;

-- How many other cities said something of themselves that member cities may see.
-- name: desk_said
-- gives: one
-- in: person_id int, since int, now int
-- out: n int, at int?
select count(*) as n, max(p.changed_at) as at
from profile p
join member_city m on m.id = p.member_id
where p.changed_at > :since and p.seen_by = 'members'
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) not in ('paused', 'left')
    and p.member_id not in (
    select r.member_id
    from person_role r
    where r.person_id = :person_id and r.member_id is not null and (r.until is null or r.until > :now));
