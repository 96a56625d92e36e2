-- What only a member city knows of what the rules of funding ask; store/member_fact.h.
-- Who has been erased has no name.
-- name: member_facts
-- gives: many 20
-- in: member_uid text
-- out: fact text, value text, name text?, at int
select f.fact, f.value, p.name, f.at
from member_fact f
left join person p on p.id = f.by_person
where f.member_id = (select id from member_city where uid = :member_uid)
order by f.fact
limit 20;

-- name: member_fact_put
-- gives: none
-- in: member_id int, fact text, value text, by_person int, now int
insert into member_fact (member_id, fact, value, by_person, at)
values (:member_id, :fact, :value, :by_person, :now)
on conflict (member_id, fact) do update
set value = excluded.value, by_person = excluded.by_person, at = excluded.at;

-- name: member_fact_remove
-- gives: none
-- in: member_id int, fact text
delete from member_fact
where member_id = :member_id and fact = :fact;

-- name: member_fact_forget
-- gives: none
-- in: before int
delete from member_fact
where at <= :before;

-- Of a city that has left so long ago.
-- name: member_fact_forget_left
-- gives: none
-- in: before int
delete from member_fact
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));
