-- Who is asked to act for a member city; store/invitation.h.
-- name: invitation_add
-- gives: none
-- in: uid text, member_id int, role text, mail text, mail_folded text, language text, vouched bool, invited_by int?, now int, ends_at int, remove_at int
insert into invitation (id, uid, member_id, role, mail, mail_folded, language, vouched, invited_by, made_at, sent_n, ends_at,
    remove_at)
values ((select coalesce(max(id), 0) + 1 from invitation), :uid, :member_id, :role, :mail, :mail_folded, :language, :vouched,
    :invited_by, :now, 1, :ends_at, :remove_at);

-- It holds as long as who sent it may invite, and that person is asked for by name.
-- name: invitation_by_uid
-- gives: one
-- in: uid text, now int
-- out: id int, member_id int, member_uid text, city text, role text, mail text, mail_folded text, language text, vouched bool, invited_by int?, by_name text?, made_at int, sent_n int, ends_at int, holds bool
select i.id, i.member_id, m.uid as member_uid, m.name as city, i.role, i.mail, i.mail_folded, i.language, i.vouched,
    i.invited_by, p.name as by_name, i.made_at, i.sent_n, i.ends_at,
    case when i.ends_at > :now
        and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
        and (i.invited_by is null or exists (
        select 1
        from person_role r
        where r.person_id = p.id and p.state = 'active' and (r.until is null or r.until > :now)
            and (r.role = 'coordinator' or (r.role = 'main_contact' and r.member_id = i.member_id))
    )) then 1 else 0 end as holds
from invitation i join member_city m on m.id = i.member_id
left join person p on p.id = i.invited_by
where i.uid = :uid;

-- The words of its mail.
-- name: invitation_by_id
-- gives: one
-- in: id int
-- out: uid text, city text, role text, mail text, by_name text?, ends_at int
select i.uid, m.name as city, i.role, i.mail, p.name as by_name, i.ends_at
from invitation i join member_city m on m.id = i.member_id
left join person p on p.id = i.invited_by
where i.id = :id;

-- name: invitation_list
-- gives: many 60
-- in: member_uid text, now int
-- out: uid text, role text, mail text, vouched bool, by_name text?, made_at int, sent_n int, ends_at int, holds bool
select i.uid, i.role, i.mail, i.vouched, p.name as by_name, i.made_at, i.sent_n, i.ends_at,
    case when i.ends_at > :now and (i.invited_by is null or exists (
        select 1
        from person_role r
        where r.person_id = p.id and p.state = 'active' and (r.until is null or r.until > :now)
            and (r.role = 'coordinator' or (r.role = 'main_contact' and r.member_id = i.member_id))
    )) then 1 else 0 end as holds
from invitation i left join person p on p.id = i.invited_by
where i.member_id = (select id from member_city where uid = :member_uid)
order by i.made_at desc, i.id desc
limit 60;

-- name: invitation_count
-- gives: one
-- in: member_id int
-- out: n int
select count(*) as n
from invitation
where member_id = :member_id;

-- name: invitation_by_mail
-- gives: one
-- in: member_id int, mail_folded text
-- out: id int, ends_at int
select id, ends_at
from invitation
where member_id = :member_id and mail_folded = :mail_folded;

-- name: invitation_send_again
-- gives: none
-- in: id int, invited_by int?, ends_at int, remove_at int
update invitation
set sent_n = sent_n + 1, invited_by = :invited_by, ends_at = :ends_at, remove_at = :remove_at
where id = :id;

-- name: invitation_remove
-- gives: none
-- in: id int
delete from invitation
where id = :id;

-- name: invitation_forget
-- gives: none
-- in: now int
delete from invitation
where remove_at <= :now;

-- Those of an address.
-- name: invitation_of_mail
-- gives: many 1000
-- in: mail_folded text
-- out: uid text
select uid
from invitation
where mail_folded = :mail_folded
order by id;

-- name: invitation_erase
-- gives: none
-- in: uid text
delete from invitation
where uid = :uid;
