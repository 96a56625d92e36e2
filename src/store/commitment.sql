-- What member cities have signed; store/commitment.h.
-- name: commitment_add
-- gives: none
-- in: member_id int, version int, person_id int, name text, job text, authority text, reference text, decided_on date?, confirm_by text, now int, ends_at int, who_until int
insert into commitment (id, member_id, version, person_id, name, job, authority, reference, decided_on, confirm_by, signed_at,
    ends_at, asked_n, who_until)
values ((select coalesce(max(id), 0) + 1 from commitment), :member_id, :version, :person_id, :name, :job, :authority,
    :reference, :decided_on, :confirm_by, :now, :ends_at, 0, :who_until);

-- All that a city has signed, the newest first.
-- name: commitment_list
-- gives: many 50
-- in: member_uid text
-- out: id int, version int, name text, job text, authority text, reference text, decided_on date?, confirm_by text, signed_at int, ends_at int
select id, version, name, job, authority, reference, decided_on, confirm_by, signed_at, ends_at
from commitment
where member_id = (select id from member_city where uid = :member_uid)
order by id desc
limit 50;

-- The newest of each city that takes part and pauses not, when it ends before that time and no mail has said so yet.
-- (asked_n 1: an earlier version had asked, two months before.)
-- name: commitment_due
-- gives: many 100
-- in: now int, last int
-- out: id int, member_id int, ends_at int
select c.id, c.member_id, c.ends_at
from commitment c
where c.ends_at > :now and c.asked_n < 2 and c.ends_at <= :last
    and c.id = (select max(n.id) from commitment n where n.member_id = c.member_id)
    and (select s.step from member_step s where s.member_id = c.member_id order by s.number desc limit 1) not in ('paused', 'left')
order by c.ends_at, c.id
limit 100;

-- name: commitment_asked
-- gives: none
-- in: id int
update commitment
set asked_n = 2
where id = :id;

-- For the mail that asks again: whether it is the newest still, of a city that takes part and pauses not.
-- name: commitment_by_id
-- gives: one
-- in: id int
-- out: member_id int, member_uid text, city text, ends_at int, counts bool
select c.member_id, m.uid as member_uid, m.name as city, c.ends_at,
    case when c.id = (select max(n.id) from commitment n where n.member_id = c.member_id)
        and (select s.step from member_step s where s.member_id = c.member_id order by s.number desc limit 1) not in ('paused', 'left')
    then 1 else 0 end as counts
from commitment c join member_city m on m.id = c.member_id
where c.id = :id;

-- What holds ends with the membership.
-- name: commitment_end
-- gives: none
-- in: member_id int, now int, who_until int
update commitment
set ends_at = :now, who_until = :who_until
where member_id = :member_id and ends_at > :now;

-- name: commitment_forget_who
-- gives: none
-- in: now int
update commitment
set name = '', job = ''
where who_until <= :now and (name <> '' or job <> '');

-- name: commitment_erase
-- gives: none
-- in: person_id int
update commitment
set name = '', job = ''
where person_id = :person_id;
