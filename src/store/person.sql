-- People who may sign in; store/person.h.
-- name: person_add
-- gives: none
-- in: uid text, name text, mail text, mail_folded text, language text, created_at int, remove_at int
insert into person (id, uid, name, mail, mail_folded, language, state, password, password_at, totp, totp_step,
    created_at, signed_in_at, remove_at, rev)
values ((select coalesce(max(id), 0) + 1 from person), :uid, :name, :mail, :mail_folded, :language, 'active', '', null,
    '', 0, :created_at, null, :remove_at, 1);

-- What signing in needs.
-- name: person_by_mail
-- gives: one
-- in: mail_folded text
-- out: id int, uid text, name text, mail text, language text, state text, password text, totp text, totp_step int, signed_in_at int?
select id, uid, name, mail, language, state, password, totp, totp_step, signed_in_at
from person
where mail_folded = :mail_folded;

-- name: person_by_id
-- gives: one
-- in: id int
-- out: id int, uid text, name text, mail text, language text, state text, password text, password_at int?, totp text, totp_step int, created_at int, signed_in_at int?, remove_at int, rev int
select id, uid, name, mail, language, state, password, password_at, totp, totp_step, created_at, signed_in_at, remove_at,
    rev
from person
where id = :id;

-- By their mail addresses, those behind one; with the first role that stands.
-- name: person_list
-- gives: many 100
-- in: after text, now int
-- out: id int, name text, mail text, state text, signed_in_at int?, role text?
select p.id, p.name, p.mail, p.state, p.signed_in_at,
    (select r.role
     from person_role r
     where r.person_id = p.id and (r.until is null or r.until > :now)
     order by case r.role when 'administrator' then 1 when 'coordinator' then 2 when 'main_contact' then 3 else 4 end, r.id
     limit 1) as role
from person p
where p.mail_folded > :after
order by p.mail_folded, p.id
limit 100;

-- A page of people behind one of them, '' the first, by their mail addresses, each with the first role that stands: those who
-- have words that begin so, each of four; the same twice where fewer were typed. Few people have the first. One statement
-- with all that is shown: one more for each of them took five times as long.
-- name: person_page_few
-- gives: many 26
-- in: after text, now int, a text, a_end text, b text, b_end text, c text, c_end text, d text, d_end text
-- out: uid text, name text, mail text, state text, second_step bool, seen_at int?, role text?, city text?
select p.uid, p.name, p.mail, p.state, case when p.totp = '' then 0 else 1 end as second_step,
    coalesce((select max(s.seen_at) from login_session s where s.person_id = p.id), p.signed_in_at) as seen_at,
    r.role, m.name as city
from person p
left join person_role r on r.id = (
    select q.id
    from person_role q
    where q.person_id = p.id and (q.until is null or q.until > :now)
    order by case q.role when 'administrator' then 1 when 'coordinator' then 2 when 'main_contact' then 3 else 4 end, q.id
    limit 1)
left join member_city m on m.id = r.member_id
where p.mail_folded > coalesce((select b.mail_folded from person b where b.uid = :after), '')
    and p.id in (select person_id from person_word where word >= :a and word < :a_end)
    and exists (select 1 from person_word w where w.person_id = p.id and w.word >= :b and w.word < :b_end)
    and exists (select 1 from person_word w where w.person_id = p.id and w.word >= :c and w.word < :c_end)
    and exists (select 1 from person_word w where w.person_id = p.id and w.word >= :d and w.word < :d_end)
order by p.mail_folded
limit 26;

-- The same where many people have each, or where nothing was typed, a is '': the page is full after some of them, by their
-- addresses. Not "exists", of which PostgreSQL makes a join that goes through all who have the word and sorts them (2.8 s of
-- 160,000, 5 ms so).
-- name: person_page
-- gives: many 26
-- in: after text, now int, a text, a_end text, b text, b_end text, c text, c_end text, d text, d_end text
-- out: uid text, name text, mail text, state text, second_step bool, seen_at int?, role text?, city text?
select p.uid, p.name, p.mail, p.state, case when p.totp = '' then 0 else 1 end as second_step,
    coalesce((select max(s.seen_at) from login_session s where s.person_id = p.id), p.signed_in_at) as seen_at,
    r.role, m.name as city
from person p
left join person_role r on r.id = (
    select q.id
    from person_role q
    where q.person_id = p.id and (q.until is null or q.until > :now)
    order by case q.role when 'administrator' then 1 when 'coordinator' then 2 when 'main_contact' then 3 else 4 end, q.id
    limit 1)
left join member_city m on m.id = r.member_id
where p.mail_folded > coalesce((select b.mail_folded from person b where b.uid = :after), '')
    and (:a = '' or (
        (select w.person_id from person_word w where w.person_id = p.id and w.word >= :a and w.word < :a_end limit 1) = p.id
        and (select w.person_id from person_word w where w.person_id = p.id and w.word >= :b and w.word < :b_end limit 1) = p.id
        and (select w.person_id from person_word w where w.person_id = p.id and w.word >= :c and w.word < :c_end limit 1) = p.id
        and (select w.person_id from person_word w where w.person_id = p.id and w.word >= :d and w.word < :d_end limit 1) = p.id))
order by p.mail_folded
limit 26;

-- How many have a word that begins so, up to 50,001.
-- name: person_word_count
-- gives: one
-- in: a text, a_end text
-- out: n int
select count(*) as n
from (select w.person_id from person_word w where w.word >= :a and w.word < :a_end limit 50001) found;

-- name: person_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, name text, mail text, language text, state text, password text, second_step bool, created_at int, seen_at int?, remove_at int
select p.id, p.uid, p.name, p.mail, p.language, p.state, p.password, case when p.totp = '' then 0 else 1 end as second_step,
    p.created_at, coalesce((select max(s.seen_at) from login_session s where s.person_id = p.id), p.signed_in_at) as seen_at,
    p.remove_at
from person p
where p.uid = :uid and p.state <> 'erased';

-- The roles of somebody that stand.
-- name: person_roles_now
-- gives: many 100
-- in: uid text, now int
-- out: id int, role text, member_id int?, member_uid text?, city text?, since int, given_by int?, given_name text?
select r.id, r.role, r.member_id, m.uid as member_uid, m.name as city, r.since, r.given_by, g.name as given_name
from person_role r
left join member_city m on m.id = r.member_id
left join person g on g.id = r.given_by
where r.person_id = (select id from person where uid = :uid) and (r.until is null or r.until > :now)
order by case r.role when 'administrator' then 1 when 'coordinator' then 2 when 'main_contact' then 3 else 4 end, m.name, r.id
limit 100;

-- How many browsers somebody is signed in with.
-- name: session_count
-- gives: one
-- in: person_uid text, now int
-- out: n int
select count(*) as n
from login_session
where person_id = (select id from person where uid = :person_uid) and ends_at > :now and seen_at + idle_s > :now;

-- name: person_count
-- gives: one
-- out: n int
select count(*) as n
from person
where mail_folded is not null;

-- name: person_save_details
-- gives: none
-- in: id int, name text, language text, rev int
update person
set name = :name, language = :language, rev = rev + 1
where id = :id and rev = :rev;

-- name: person_save_password
-- gives: none
-- in: id int, password text, now int
update person
set password = :password, password_at = :now, rev = rev + 1
where id = :id;

-- name: person_save_mail
-- gives: none
-- in: id int, mail text, mail_folded text
update person
set mail = :mail, mail_folded = :mail_folded, rev = rev + 1
where id = :id;

-- name: person_save_totp
-- gives: none
-- in: id int, totp text, step int
update person
set totp = :totp, totp_step = :step, rev = rev + 1
where id = :id;

-- A step that was used is used up; none changed: it was before.
-- name: person_use_totp
-- gives: none
-- in: id int, step int
update person
set totp_step = :step
where id = :id and totp_step < :step;

-- name: person_save_state
-- gives: none
-- in: id int, state text
update person
set state = :state, rev = rev + 1
where id = :id;

-- name: person_save_signed_in
-- gives: none
-- in: id int, now int, remove_at int
update person
set signed_in_at = :now, remove_at = :remove_at
where id = :id;

-- Those whose time has come and who have no role that stands.
-- name: person_to_remove
-- gives: many 100
-- in: now int
-- out: id int
select p.id
from person p
where p.remove_at <= :now and p.state <> 'erased'
    and not exists (select 1 from person_role r where r.person_id = p.id and (r.until is null or r.until > :now))
order by p.remove_at, p.id
limit 100;

-- What is left of somebody who is erased: the number.
-- name: person_erase
-- gives: none
-- in: id int, now int
update person
set name = '', mail = '', mail_folded = null, language = '', state = 'erased', password = '', password_at = null,
    totp = '', totp_step = 0, signed_in_at = null, desk_seen_at = null, remove_at = 253402300799, rev = rev + 1
where id = :id and :now >= 0;

-- ---- roles

-- All that stand or stood, the newest first.
-- name: person_role_list
-- gives: many 200
-- in: person_id int, now int
-- out: id int, role text, member_id int?, member_uid text?, city text?, since int, until int?, stands bool
select r.id, r.role, r.member_id, m.uid as member_uid, m.name as city, r.since, r.until,
    case when r.until is null or r.until > :now then 1 else 0 end as stands
from person_role r left join member_city m on m.id = r.member_id
where r.person_id = :person_id
order by r.id desc
limit 200;

-- Whether one stands, and how many.
-- name: person_role_find
-- gives: one
-- in: person_id int, role text, member_id int?, now int
-- out: id int, until int?
select id, until
from person_role
where person_id = :person_id and role = :role and member_id is not distinct from :member_id
    and (until is null or until > :now)
order by id
limit 1;

-- name: person_role_count
-- gives: one
-- in: person_id int, now int
-- out: n int
select count(*) as n
from person_role
where person_id = :person_id and (until is null or until > :now);

-- name: person_role_add
-- gives: none
-- in: person_id int, role text, member_id int?, since int, until int?, given_by int?
insert into person_role (id, person_id, role, member_id, since, until, given_by, ended_by)
values ((select coalesce(max(id), 0) + 1 from person_role), :person_id, :role, :member_id, :since, :until, :given_by, null);

-- name: person_role_end
-- gives: none
-- in: id int, now int, ended_by int?
update person_role
set until = :now, ended_by = :ended_by, for_area = null
where id = :id;

-- How many active people have a role of the network: the last administrator stays.
-- name: person_role_holders
-- gives: one
-- in: role text, now int
-- out: n int
select count(distinct r.person_id) as n
from person_role r join person p on p.id = r.person_id
where r.member_id is null and r.role = :role and (r.until is null or r.until > :now) and p.state = 'active';

-- Whether somebody runs the network, now.
-- name: person_staff
-- gives: one
-- in: person_id int, now int
-- out: id int, administrator int
select p.id, (
    select count(*)
    from person_role r
    where r.person_id = p.id and r.role = 'administrator' and (r.until is null or r.until > :now)
) as administrator
from person p
where p.id = :person_id and p.state = 'active' and exists (
    select 1
    from person_role r
    where r.person_id = p.id and r.role in ('coordinator', 'administrator') and (r.until is null or r.until > :now)
);

-- ---- links that let in once

-- name: person_link_add
-- gives: none
-- in: digest text, person_id int, kind text, leads_to text, made_at int, ends_at int
insert into person_link (digest, person_id, kind, leads_to, made_at, ends_at)
values (:digest, :person_id, :kind, :leads_to, :made_at, :ends_at);

-- name: person_link_by_digest
-- gives: one
-- in: digest text, kind text, now int
-- out: person_id int, name text, mail text, leads_to text, ends_at int
select l.person_id, p.name, p.mail, l.leads_to, l.ends_at
from person_link l join person p on p.id = l.person_id
where l.digest = :digest and l.kind = :kind and l.ends_at > :now and p.state = 'active';

-- name: person_link_remove
-- gives: none
-- in: digest text
delete from person_link
where digest = :digest;

-- name: person_link_remove_kind
-- gives: none
-- in: person_id int, kind text
delete from person_link
where person_id = :person_id and kind = :kind;

-- name: person_link_remove_all
-- gives: none
-- in: person_id int
delete from person_link
where person_id = :person_id;

-- name: person_link_forget
-- gives: none
-- in: now int
delete from person_link
where ends_at <= :now;

-- ---- places that somebody signed in from

-- name: person_place_find
-- gives: one
-- in: person_id int, place text
-- out: seen_at int
select seen_at
from person_place
where person_id = :person_id and place = :place;

-- name: person_place_save
-- gives: none
-- in: person_id int, place text, now int
insert into person_place (person_id, place, seen_at)
values (:person_id, :place, :now)
on conflict (person_id, place) do update set seen_at = excluded.seen_at;

-- name: person_place_remove_all
-- gives: none
-- in: person_id int
delete from person_place
where person_id = :person_id;

-- When those have been seen that go first, so that one delete holds others up for no longer than a thousand rows take.
-- name: person_place_old
-- gives: one
-- in: before int
-- out: seen_at int
select seen_at
from person_place
where seen_at < :before
order by seen_at
limit 1 offset 999;

-- name: person_place_forget
-- gives: none
-- in: before int
delete from person_place
where seen_at < :before;

-- ---- codes for who has lost the second step

-- name: recovery_code_add
-- gives: none
-- in: person_id int, digest text, now int
insert into recovery_code (person_id, digest, made_at)
values (:person_id, :digest, :now);

-- None changed: there is no such code, or it was used.
-- name: recovery_code_use
-- gives: none
-- in: person_id int, digest text
delete from recovery_code
where person_id = :person_id and digest = :digest;

-- name: recovery_code_count
-- gives: one
-- in: person_id int
-- out: n int
select count(*) as n
from recovery_code
where person_id = :person_id;

-- name: recovery_code_remove_all
-- gives: none
-- in: person_id int
delete from recovery_code
where person_id = :person_id;

-- ---- words that administrators find people by

-- name: person_word_add
-- gives: none
-- in: word text, person_id int
insert into person_word (word, person_id)
values (:word, :person_id)
on conflict (word, person_id) do nothing;

-- name: person_word_remove_all
-- gives: none
-- in: person_id int
delete from person_word
where person_id = :person_id;
