-- Signing in with the account of an organisation; store/sign_in.h.
-- name: sign_in_add
-- gives: none
-- in: uid text, provider_id int, browser text, back text, leads_to text, links bool, made_at int, ends_at int
insert into sign_in_attempt (id, uid, provider_id, browser, state, back, leads_to, links, code, agent, why, made_at, ends_at)
values ((select coalesce(max(id), 0) + 1 from sign_in_attempt), :uid, :provider_id, :browser, 'sent', :back, :leads_to, :links, '',
    '', '', :made_at, :ends_at);

-- name: sign_in_by_uid
-- gives: one
-- in: uid text, now int
-- out: id int, uid text, provider_id int, browser text, state text, back text, leads_to text, links bool, code text, agent text, why text, made_at int, name text, title text, issuer text, client text, authorization_url text, says_issuer bool
select a.id, a.uid, a.provider_id, a.browser, a.state, a.back, a.leads_to, a.links, a.code, a.agent, a.why, a.made_at, p.name,
    p.title, p.issuer, p.client, p.authorization_url, p.says_issuer
from sign_in_attempt a join provider p on p.id = a.provider_id
where a.uid = :uid and a.ends_at > :now;

-- Whether a browser is just signing in.
-- name: sign_in_pends
-- gives: one
-- in: browser text, now int
-- out: n int
select count(*) as n
from sign_in_attempt
where browser = :browser and ends_at > :now;

-- The oldest that waits for its code to be exchanged.
-- name: sign_in_next
-- gives: one
-- in: now int
-- out: uid text, provider text
select a.uid, p.name as provider
from sign_in_attempt a join provider p on p.id = a.provider_id
where a.state = 'asked' and a.ends_at > :now
order by a.id
limit 1;

-- name: sign_in_ask
-- gives: none
-- in: id int, browser text, code text, agent text
update sign_in_attempt
set state = 'asked', browser = :browser, code = :code, agent = :agent
where id = :id;

-- name: sign_in_end
-- gives: none
-- in: id int, state text, why text
update sign_in_attempt
set state = :state, why = :why, code = ''
where id = :id;

-- name: sign_in_forget
-- gives: none
-- in: now int
delete from sign_in_attempt
where ends_at <= :now;

-- name: sign_in_forget_provider
-- gives: none
-- in: provider_id int
delete from sign_in_attempt
where provider_id = :provider_id;

-- name: sign_in_person
-- gives: one
-- in: provider_id int, subject text
-- out: person_id int
select person_id
from person_provider
where provider_id = :provider_id and subject = :subject;

-- name: sign_in_link
-- gives: none
-- in: provider_id int, subject text, person_id int, now int
insert into person_provider (provider_id, subject, person_id, made_at)
values (:provider_id, :subject, :person_id, :now);

-- The providers, and which of them a person signs in with.
-- name: sign_in_accounts
-- gives: many 100
-- in: person_id int
-- out: id int, name text, title text, linked bool
select v.id, v.name, v.title,
    case when exists (select 1 from person_provider p where p.provider_id = v.id and p.person_id = :person_id)
        then 1 else 0 end as linked
from provider v
order by v.title, v.name
limit 100;

-- name: sign_in_unlink
-- gives: none
-- in: person_id int, provider_id int
delete from person_provider
where person_id = :person_id and provider_id = :provider_id;

-- name: sign_in_unlink_provider
-- gives: none
-- in: provider_id int
delete from person_provider
where provider_id = :provider_id;

-- name: sign_in_unlink_person
-- gives: none
-- in: person_id int
delete from person_provider
where person_id = :person_id;

-- The job that exchanges codes: one row, that waits to be taken whenever somebody waits.
-- name: sign_in_job_wake
-- gives: none
-- in: tries_max int, now int
insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step,
    done, total, fault, why, result, created_at, started_at)
values ((select coalesce(max(id), 0) + 1 from job), 'sign-in', 'sign-in', 'sign-in', '', '', 'waiting', 0, :tries_max, :now,
    '', 0, '', 0, 0, '', '', '', :now, null)
on conflict (uid) do update
set state = 'waiting', tries = 0, run_after = excluded.run_after, ended_at = null
where job.state in ('done', 'dead');

-- name: sign_in_job_state
-- gives: one
-- out: state text
select state
from job
where uid = 'sign-in';
