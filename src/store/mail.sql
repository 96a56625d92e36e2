-- Mail that is to go out; store/mail.h.
-- name: mail_salt
-- gives: one
-- out: salt text
select salt
from mail_salt
where id = 1;

-- name: mail_salt_add
-- gives: none
-- in: salt text
insert into mail_salt (id, salt)
values (1, :salt);

-- name: mail_add
-- gives: none
-- in: uid text, kind text, person int?, address text, address_digest text, language text, fields text, unasked bool
-- in: now int, remove_at int
insert into mail (id, uid, kind, person, address, address_digest, language, fields, unasked, state, tries, run_after, why,
    made_at, sent_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from mail), :uid, :kind, :person, :address, :address_digest, :language, :fields,
    :unasked, 'waiting', 0, :now, '', :now, null, :remove_at);

-- The last one to that address that nobody asked for.
-- name: mail_unasked_last
-- gives: one
-- in: address_digest text, since int
-- out: id int
select id
from mail
where address_digest = :address_digest and unasked = 1 and made_at > :since
order by id desc
limit 1;

-- What was asked for, or others wait for, that went there lately.
-- name: mail_kinds_since
-- gives: many 100
-- in: address_digest text, since int
-- out: kind text
select kind
from mail
where address_digest = :address_digest and unasked = 0 and made_at > :since
order by made_at desc
limit 100;

-- How many of a kind wait that say the same.
-- name: mail_waits
-- gives: one
-- in: kind text, fields text
-- out: n int
select count(*) as n
from mail
where state = 'waiting' and kind = :kind and fields = :fields;

-- Whether anything is to be sent: a look that takes no lock.
-- name: mail_due
-- gives: one
-- in: now int
-- out: id int
select id
from mail
where state = 'waiting' and run_after <= :now and remove_at > :now
order by run_after, id
limit 1;

-- name: mail_due_row
-- gives: one
-- in: now int
-- out: id int, uid text, kind text, person int?, address text, address_digest text, language text, fields text, unasked bool
-- out: tries int, remove_at int
select id, uid, kind, person, address, address_digest, language, fields, unasked, tries, remove_at
from mail
where state = 'waiting' and run_after <= :now and remove_at > :now
order by run_after, id
limit 1
-- postgres:
for update skip locked
-- both:
;

-- name: mail_begin
-- gives: none
-- in: id int, run_after int
update mail
set tries = tries + 1, run_after = :run_after
where id = :id and state = 'waiting';

-- name: mail_by_uid
-- gives: one
-- in: uid text
-- out: id int, state text, address_digest text
select id, state, address_digest
from mail
where uid = :uid;

-- name: mail_sent
-- gives: none
-- in: id int, now int, remove_at int
update mail
set state = 'sent', address = '', fields = '', why = '', sent_at = :now, remove_at = :remove_at
where id = :id and state = 'waiting';

-- name: mail_later
-- gives: none
-- in: id int, tries int, run_after int, why text
update mail
set tries = :tries, run_after = :run_after, why = :why
where id = :id and state = 'waiting';

-- name: mail_dead
-- gives: none
-- in: id int, why text, remove_at int
update mail
set state = 'dead', fields = '', why = :why, remove_at = :remove_at
where id = :id and state = 'waiting';

-- name: mail_bounced
-- gives: none
-- in: id int, address text, why text, remove_at int
update mail
set state = 'bounced', address = :address, why = :why, remove_at = :remove_at
where id = :id;

-- name: mail_remove
-- gives: none
-- in: id int
delete from mail
where id = :id;

-- name: mail_erase_address
-- gives: none
-- in: address_digest text
delete from mail
where address_digest = :address_digest;

-- name: mail_erase_person
-- gives: none
-- in: person int
delete from mail
where person = :person;

-- name: mail_forget
-- gives: none
-- in: now int
delete from mail
where remove_at <= :now;

-- name: mail_address_by_digest
-- gives: one
-- in: digest text
-- out: unsubscribed_at int?, unreachable_at int?, why text
select unsubscribed_at, unreachable_at, why
from mail_address
where digest = :digest;

-- name: mail_unsubscribe
-- gives: none
-- in: digest text, now int
insert into mail_address (digest, unsubscribed_at, unreachable_at, why)
values (:digest, :now, null, '')
on conflict (digest) do update set unsubscribed_at = excluded.unsubscribed_at;

-- The other way: they ask for it.
-- name: mail_subscribe
-- gives: none
-- in: digest text
update mail_address
set unsubscribed_at = null
where digest = :digest;

-- name: mail_unreachable
-- gives: none
-- in: digest text, now int, why text
insert into mail_address (digest, unsubscribed_at, unreachable_at, why)
values (:digest, null, :now, :why)
on conflict (digest) do update set unreachable_at = excluded.unreachable_at, why = excluded.why;

-- Takes mail again, and is tried again.
-- name: mail_address_remove
-- gives: none
-- in: digest text
delete from mail_address
where digest = :digest;

-- name: mail_reachable_forget
-- gives: none
-- in: before int
delete from mail_address
where unsubscribed_at is null and (unreachable_at is null or unreachable_at < :before);

-- The newest first.
-- name: mail_list
-- gives: many 200
-- out: id int, kind text, address text, unasked bool, state text, tries int, run_after int, why text, made_at int, sent_at int?
-- out: remove_at int
select id, kind, address, unasked, state, tries, run_after, why, made_at, sent_at, remove_at
from mail
order by id desc
limit 200;

-- name: mail_counts
-- gives: many 10
-- out: state text, mails int
select state, count(*) as mails
from mail
group by state
order by state;

-- name: mail_address_counts
-- gives: one
-- out: unsubscribed int, unreachable int
select count(unsubscribed_at) as unsubscribed, count(unreachable_at) as unreachable
from mail_address;

-- The one job that sends what is due. It waits anew when it is done, or when it died an hour ago.
-- name: mail_job_wake
-- gives: none
-- in: tries_max int, now int, dead_before int
insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step,
                 done, total, fault, why, result, created_at, started_at)
values ((select coalesce(max(id), 0) + 1 from job), 'mail', 'mail', 'quick', '', '', 'waiting', 0, :tries_max, :now, '', 0,
    '', 0, 0, '', '', '', :now, null)
on conflict (uid) do update
set state = 'waiting', tries = 0, run_after = excluded.run_after, ended_at = null
where job.state = 'done' or (job.state = 'dead' and job.ended_at < :dead_before);

-- name: mail_job_state
-- gives: one
-- out: state text, ended_at int?
select state, ended_at
from job
where uid = 'mail';

-- The newest of a kind to somebody.
-- name: mail_last_of
-- gives: one
-- in: kind text, person int
-- out: state text, why text, made_at int, sent_at int?
select state, why, made_at, sent_at
from mail
where kind = :kind and person = :person
order by id desc
limit 1;

-- ---- the weekly mail: who agreed to it; what waits for them is gathered by store/desk

-- name: mail_week_people
-- gives: many 1000
-- in: now int, after int
-- out: id int, mail text, language text
select p.id, p.mail, p.language
from person p
where p.id > :after and p.state = 'active' and exists (
    select 1
    from person_role r
    where r.person_id = p.id and (r.until is null or r.until > :now)
) and exists (select 1 from consent c where c.person_id = p.id and c.kind = 'weekly-mail' and c.withdrawn_at is null)
order by p.id
limit 1000;

-- What somebody is here, as far as it decides what waits for them.
-- name: mail_week_person
-- gives: one
-- in: person_id int, now int
-- out: staff int, coordinator int, cities int
select (
        select count(*)
        from person_role r
        where r.person_id = p.id and r.role in ('coordinator', 'administrator') and (r.until is null or r.until > :now)
    ) as staff, (
        select count(*)
        from person_role r
        where r.person_id = p.id and r.role = 'coordinator' and (r.until is null or r.until > :now)
    ) as coordinator, (
        select count(*)
        from person_role r
        where r.person_id = p.id and r.member_id is not null and (r.until is null or r.until > :now)
    ) as cities
from person p
where p.id = :person_id and p.state = 'active';

-- ---- the yearly mail: administrators who have not got it yet

-- name: mail_year_people
-- gives: many 1000
-- in: now int, kind text
-- out: id int, mail text, language text
select p.id, p.mail, p.language
from person_role r
join person p on p.id = r.person_id
where r.member_id is null and r.role = 'administrator' and (r.until is null or r.until > :now) and p.state = 'active' and not exists (
    select 1
    from mail m
    where m.person = p.id and m.kind = :kind
)
order by p.id
limit 1000;
