-- What was changed of what a member city says of itself; store/profile_history.h.
-- name: profile_change_add
-- gives: none
-- in: member_id int, part text, was text, became text, by_person int, now int
insert into profile_change (id, member_id, part, was, became, by_person, at)
values ((select coalesce(max(id), 0) + 1 from profile_change), :member_id, :part, :was, :became, :by_person, :now);

-- The newest first; who has been erased has no name.
-- name: profile_changes
-- gives: many 50
-- in: member_uid text
-- out: id int, part text, was text, became text, name text?, at int
select c.id, c.part, c.was, c.became, p.name, c.at
from profile_change c
left join person p on p.id = c.by_person
where c.member_id = (select id from member_city where uid = :member_uid)
order by c.at desc, c.id desc
limit 50;

-- name: profile_change_find
-- gives: one
-- in: id int, member_uid text
-- out: part text, was text
select part, was
from profile_change
where id = :id and member_id = (select id from member_city where uid = :member_uid);

-- name: profile_change_forget
-- gives: none
-- in: before int
delete from profile_change
where at <= :before;

-- Of a city that has left so long ago.
-- name: profile_change_forget_left
-- gives: none
-- in: before int
delete from profile_change
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));
