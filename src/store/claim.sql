-- Who asks to act for a member city; store/claim.h.
-- name: claim_add
-- gives: none
-- in: uid text, member_id int, person_id int?, name text, mail text, mail_folded text, says text, language text, now int, ends_at int, remove_at int
insert into claim (id, uid, member_id, person_id, name, mail, mail_folded, says, language, state, why, answered_by, made_at,
    ends_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from claim), :uid, :member_id, :person_id, :name, :mail, :mail_folded, :says,
    :language, 'unproven', '', null, :now, :ends_at, :remove_at);

-- name: claim_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, member_id int, member_uid text, city text, takes_part bool, person_id int?, name text, mail text
-- out: mail_folded text, says text, language text, state text, why text, made_at int, ends_at int, remove_at int
select c.id, c.uid, c.member_id, m.uid as member_uid, m.name as city,
    case when (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left' then 1 else 0 end as takes_part,
    c.person_id, c.name, c.mail, c.mail_folded, c.says, c.language, c.state, c.why, c.made_at, c.ends_at, c.remove_at
from claim c join member_city m on m.id = c.member_id
where c.uid = :uid;

-- name: claim_by_mail
-- gives: one
-- in: member_id int, mail_folded text
-- out: id int, uid text, state text
select id, uid, state
from claim
where member_id = :member_id and mail_folded = :mail_folded;

-- Those that wait for an answer.
-- name: claim_list
-- gives: many 60
-- in: member_uid text, now int
-- out: uid text, name text, mail text, says text, ends_at int
select uid, name, mail, says, ends_at
from claim
where member_id = (select id from member_city where uid = :member_uid) and state = 'waiting' and ends_at > :now
order by made_at, id
limit 60;

-- name: claim_count
-- gives: one
-- in: member_id int
-- out: n int
select count(*) as n
from claim
where member_id = :member_id and state = 'waiting';

-- name: claim_save
-- gives: none
-- in: id int, state text, why text, answered_by int?, ends_at int, remove_at int
update claim
set state = :state, why = :why, answered_by = :answered_by, ends_at = :ends_at, remove_at = :remove_at
where id = :id;

-- Whom to ask: main contacts of the city first, then who runs the network.
-- name: claim_vouchers
-- gives: many 20
-- in: member_id int, now int
-- out: person_id int, mail text, language text, role text
select p.id as person_id, p.mail, p.language, r.role
from person_role r join person p on p.id = r.person_id
where p.state = 'active' and (r.until is null or r.until > :now)
    and ((r.member_id = :member_id and r.role = 'main_contact') or (r.member_id is null and r.role = 'coordinator'))
order by case r.role when 'main_contact' then 1 else 2 end, p.id
limit 20;

-- Whether somebody may answer for that city now.
-- name: claim_voucher
-- gives: one
-- in: person_id int, member_id int, now int
-- out: id int, name text
select p.id, p.name
from person p
where p.id = :person_id and p.state = 'active' and exists (
    select 1
    from person_role r
    where r.person_id = p.id and (r.until is null or r.until > :now)
        and (r.role = 'coordinator' or (r.role = 'main_contact' and r.member_id = :member_id))
);

-- name: claim_to_end
-- gives: many 100
-- in: now int
-- out: uid text
select uid
from claim
where state = 'waiting' and ends_at <= :now
order by ends_at, id
limit 100;

-- name: claim_remove
-- gives: none
-- in: id int
delete from claim
where id = :id;

-- name: claim_forget
-- gives: none
-- in: now int
delete from claim
where remove_at <= :now;

-- Those of an address, or of a person who had signed in.
-- name: claim_of
-- gives: many 1000
-- in: mail_folded text, person_id int
-- out: uid text, mail text
select uid, mail
from claim
where mail_folded = :mail_folded or person_id = :person_id
order by id
limit 1000;

-- name: claim_erase
-- gives: none
-- in: uid text
delete from claim
where uid = :uid;
