-- Matrices that cities hold a licence for; store/matrix.h.

-- Those of a city, without their text.
-- name: matrix_list
-- gives: many 20
-- in: member_uid text
-- out: uid text, title text, holder text, ref text, made_at int, person text?, used_n int
select x.uid, x.title, x.holder, x.ref, x.made_at, p.name as person, (select count(*) from assessment a where a.framework = x.uid) as used_n
from framework_matrix x
left join person p on p.id = x.person_id
where x.member_id = (select m.id from member_city m where m.uid = :member_uid)
order by x.id
limit 20;

-- The text of that by which an assessment asks; of the same city.
-- name: matrix_of_assessment
-- gives: one
-- in: uid text
-- out: title text, body text
select x.title, x.body
from assessment a
join framework_matrix x on x.uid = a.framework and x.member_id = a.member_id
where a.uid = :uid;

-- The same for who rates.
-- name: matrix_of_rater
-- gives: one
-- in: uid text
-- out: title text, body text
select x.title, x.body
from assessment_rater t
join assessment_round r on r.id = t.round_id
join assessment a on a.id = r.assessment_id
join framework_matrix x on x.uid = a.framework and x.member_id = a.member_id
where t.uid = :uid;

-- name: matrix_add
-- gives: none
-- in: uid text, member_id int, title text, holder text, ref text, body text, person_id int?, now int
insert into framework_matrix (id, uid, member_id, title, holder, ref, body, person_id, made_at)
values ((select coalesce(max(id), 0) + 1 from framework_matrix), :uid, :member_id, :title, :holder, :ref, :body, :person_id, :now);

-- Of that city, while no assessment asks by it.
-- name: matrix_remove
-- gives: none
-- in: member_id int, uid text
delete from framework_matrix
where member_id = :member_id and uid = :uid and not exists (select 1 from assessment a where a.framework = :uid);

-- name: matrix_forget_left
-- gives: none
-- in: before int
delete from framework_matrix
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));

-- name: matrix_erase
-- gives: none
-- in: person_id int
update framework_matrix
set person_id = null
where person_id = :person_id;
