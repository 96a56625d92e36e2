-- Rules of funding that coordinators wrote; store/funding_rule.h.
-- Those that answer now.
-- name: funding_rule_in_force
-- gives: many 200
-- out: rule text, uid text, says text
select rule, uid, says
from funding_rule
where state = 'in-force'
order by rule
limit 200;

-- Those that are being written, or wait for a second person.
-- name: funding_rule_open_list
-- gives: many 200
-- out: rule text, uid text, kind text, state text, says text, made_by int?, made_name text?, changed_at int
select r.rule, r.uid, r.kind, r.state, r.says, r.made_by, p.name as made_name, r.changed_at
from funding_rule r left join person p on p.id = r.made_by
where r.state in ('draft', 'asked')
order by r.rule
limit 200;

-- What is open of a rule; at most one.
-- name: funding_rule_open
-- gives: many 1
-- in: rule text
-- out: id int, uid text, number int, kind text, state text, says text, why text, made_by int?, made_name text?, changed_at int
select r.id, r.uid, r.number, r.kind, r.state, r.says, r.why, r.made_by, p.name as made_name, r.changed_at
from funding_rule r left join person p on p.id = r.made_by
where r.rule = :rule and r.state in ('draft', 'asked')
limit 1;

-- Versions of a rule, the newest first.
-- name: funding_rule_versions
-- gives: many 50
-- in: rule text
-- out: uid text, number int, kind text, state text, says text, why text, answer text, made_name text?, answered_name text?, made_at int, answered_at int?, ended_at int?
select r.uid, r.number, r.kind, r.state, r.says, r.why, r.answer, p.name as made_name, a.name as answered_name, r.made_at,
    r.answered_at, r.ended_at
from funding_rule r
left join person p on p.id = r.made_by
left join person a on a.id = r.answered_by
where r.rule = :rule
order by r.number desc
limit 50;

-- The highest number that a version of it had; 0: none.
-- name: funding_rule_number
-- gives: one
-- in: rule text
-- out: number int
select coalesce(max(number), 0) as number
from funding_rule
where rule = :rule;

-- name: funding_rule_add
-- gives: none
-- in: uid text, rule text, number int, kind text, state text, says text, why text, made_by int?, now int
insert into funding_rule (id, uid, rule, number, kind, state, says, why, answer, made_by, answered_by, made_at, changed_at, answered_at, ended_at)
values ((select coalesce(max(id), 0) + 1 from funding_rule), :uid, :rule, :number, :kind, :state, :says, :why, '', :made_by,
    null, :now, :now, null, null);

-- Of a draft.
-- name: funding_rule_save
-- gives: none
-- in: id int, says text, now int
update funding_rule
set says = :says, changed_at = :now
where id = :id and state = 'draft';

-- A draft is asked for.
-- name: funding_rule_ask
-- gives: none
-- in: id int, why text, now int
update funding_rule
set state = 'asked', why = :why, changed_at = :now
where id = :id and state = 'draft';

-- name: funding_rule_answer
-- gives: none
-- in: id int, state text, answer text, answered_by int?, now int, ended_at int?
update funding_rule
set state = :state, answer = :answer, answered_by = :answered_by, answered_at = :now, ended_at = :ended_at
where id = :id and state = 'asked';

-- The one that answers stops to.
-- name: funding_rule_end
-- gives: none
-- in: rule text, state text, now int
update funding_rule
set state = :state, ended_at = :now
where rule = :rule and state = 'in-force';

-- name: funding_rule_drop
-- gives: none
-- in: id int
delete from funding_rule
where id = :id and state in ('draft', 'asked');

-- Who else could say yes.
-- name: funding_rule_others
-- gives: one
-- in: person_id int, now int
-- out: n int
select count(distinct r.person_id) as n
from person_role r
join person p on p.id = r.person_id
where r.member_id is null and r.role in ('coordinator', 'administrator') and r.person_id <> :person_id and p.state = 'active'
    and (r.until is null or r.until > :now);

-- A city of a country with that many people or more: the smallest such, for five pairs.
-- name: funding_rule_cities
-- gives: many 5
-- in: country_1 text, country_2 text, country_3 text, country_4 text, country_5 text, people_1 int, people_2 int, people_3 int, people_4 int, people_5 int
-- out: slug text, name text, country text, population int?, degurba int?, coded bool
select slug, name, country, population, degurba, case when lau_id is not null and nuts3 is not null then 1 else 0 end as coded
from city
where id in (
    (select id from city where country = :country_1 and population >= :people_1 order by population, id limit 1),
    (select id from city where country = :country_2 and population >= :people_2 order by population, id limit 1),
    (select id from city where country = :country_3 and population >= :people_3 order by population, id limit 1),
    (select id from city where country = :country_4 and population >= :people_4 order by population, id limit 1),
    (select id from city where country = :country_5 and population >= :people_5 order by population, id limit 1))
order by population, id
limit 5;

-- What the evidence knows of every member city that takes part.
-- name: funding_rule_members
-- gives: many 2000
-- out: name text, country text, population int?, degurba int?, coded bool
select m.name, m.country, c.population, c.degurba,
    case when c.lau_id is not null and c.nuts3 is not null then 1 else 0 end as coded
from member_city m
left join city c on c.id = coalesce(
    (select min(l.id) from city l where l.lau_id = m.lau_id),
    (select min(g.id) from city g where g.gss_code = m.gss_code),
    (select min(n.id) from city n where n.geonames_id = m.geonames_id))
where (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by m.name, m.country, m.id
limit 2000;

-- name: funding_rule_erase_maker
-- gives: none
-- in: person_id int
update funding_rule
set made_by = null
where made_by = :person_id;

-- name: funding_rule_erase_answerer
-- gives: none
-- in: person_id int
update funding_rule
set answered_by = null
where answered_by = :person_id;

-- Drafts that nobody went on with, and versions that ended so long ago.
-- name: funding_rule_forget
-- gives: none
-- in: drafts_before int, ended_before int
delete from funding_rule
where (state = 'draft' and changed_at <= :drafts_before) or ended_at <= :ended_before;
