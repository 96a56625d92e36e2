-- The queue: work that is done beside the pages. store/job.h says what a job goes through.

-- Adding what is there already (the same uid) changes nothing.
-- name: job_add
-- gives: none
-- in: uid text, kind text, lane text, about text, payload text, state text, tries int, tries_max int
-- in: taken_by text, lease_until int, now int, started_at int?
insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step,
                 done, total, fault, why, result, created_at, started_at)
values ((select coalesce(max(id), 0) + 1 from job), :uid, :kind, :lane, :about, :payload, :state, :tries,
        :tries_max, :now, :taken_by, :lease_until, '', 0, 0, '', '', '', :now, :started_at)
on conflict (uid) do nothing;

-- name: job_by_uid
-- gives: one
-- in: uid text
-- out: id int
select id
from job
where uid = :uid;

-- Done long ago: its number means nothing to anybody any more. The last of each kind stays: it says how old things are.
-- name: job_forget
-- gives: none
-- in: before int
delete from job
where state = 'done' and ended_at < :before and id < (
    select max(same.id)
    from job same
    where same.kind = job.kind and same.state = 'done'
);

-- Whether anything of this lane is to be begun: a look that takes no lock, before job_take does. Imports are done one
-- after the other, on however many machines: they all build the next generation. inside: 1, without the internet.
-- name: job_due
-- gives: one
-- in: lane text, now int, inside int
-- out: id int
select id
from job
where lane = :lane and state in ('waiting', 'failed') and run_after <= :now
    and (:inside = 0 or (substr(kind, 1, 7) <> 'import-' and kind not in ('mail', 'sender-check', 'sign-in')))
    and (substr(kind, 1, 7) <> 'import-' or not exists (
        select 1
        from job other
        where other.state = 'running' and substr(other.kind, 1, 7) = 'import-'
    ))
order by run_after, id
limit 1;

-- name: job_take
-- gives: one
-- in: lane text, taken_by text, lease_until int, now int, inside int
-- out: id int, kind text, payload text, tries int, tries_max int
update job
set state = 'running', tries = tries + 1, taken_by = :taken_by, lease_until = :lease_until, started_at = :now,
    step = '', done = 0, total = 0
where id = (
    select id
    from job
    where lane = :lane and state in ('waiting', 'failed') and run_after <= :now
        and (:inside = 0 or (substr(kind, 1, 7) <> 'import-' and kind not in ('mail', 'sender-check', 'sign-in')))
        and (substr(kind, 1, 7) <> 'import-' or not exists (
            select 1
            from job other
            where other.state = 'running' and substr(other.kind, 1, 7) = 'import-'
        ))
    order by run_after, id
    limit 1
-- postgres:
    for update skip locked
-- both:
)
returning id, kind, payload, tries, tries_max;

-- name: job_progress
-- gives: none
-- in: id int, taken_by text, lease_until int, step text, done int, total int
update job
set lease_until = :lease_until, step = :step, done = :done, total = :total
where id = :id and state = 'running' and taken_by = :taken_by;

-- name: job_renew
-- gives: none
-- in: id int, taken_by text, lease_until int
update job
set lease_until = :lease_until
where id = :id and state = 'running' and taken_by = :taken_by;

-- name: job_done
-- gives: none
-- in: id int, taken_by text, result text, now int
update job
set state = 'done', taken_by = '', fault = '', why = '', result = :result, ended_at = :now
where id = :id and state = 'running' and taken_by = :taken_by;

-- Not done, whichever way: tries, state and when it is tried again are worked out by the caller.
-- name: job_put_back
-- gives: none
-- in: id int, taken_by text, state text, tries int, fault text, why text, run_after int, ended_at int?
update job
set state = :state, tries = :tries, taken_by = '', fault = :fault, why = :why, run_after = :run_after, ended_at = :ended_at
where id = :id and state = 'running' and taken_by = :taken_by;

-- Who has what. There is one running a lane and process, so these are few.
-- name: job_running
-- gives: many 1000
-- out: id int, taken_by text, lease_until int, tries int, tries_max int
select id, taken_by, lease_until, tries, tries_max
from job
where state = 'running'
order by id
limit 1000;

-- name: job_revive
-- gives: none
-- in: id int, tries_max int, now int
update job
set state = 'waiting', tries = 0, tries_max = :tries_max, run_after = :now, ended_at = null
where id = :id and state in ('failed', 'dead');

-- name: job_drop
-- gives: none
-- in: id int
delete from job
where id = :id and state = 'dead';

-- The newest first.
-- name: job_list
-- gives: many 500
-- in: most int
-- out: id int, kind text, about text, state text, tries int, tries_max int, run_after int, taken_by text, lease_until int, step text
-- out: done int, total int, fault text, why text, result text, created_at int, started_at int?, ended_at int?
select id, kind, about, state, tries, tries_max, run_after, taken_by, lease_until, step, done, total, fault, why, result,
    created_at, started_at, ended_at
from job
order by id desc
limit :most;

-- name: job_by_id
-- gives: one
-- in: id int
-- out: id int, kind text, about text, payload text, state text, tries int, tries_max int, run_after int, taken_by text, lease_until int, step text
-- out: done int, total int, fault text, why text, result text, created_at int, started_at int?, ended_at int?
select id, kind, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step, done, total, fault, why, result,
    created_at, started_at, ended_at
from job
where id = :id;

-- How many there are of each kind in each state.
-- name: job_counts
-- gives: many 500
-- out: kind text, state text, jobs int
select kind, state, count(*) jobs
from job
group by kind, state
order by kind, state
limit 500;

-- The one job of a kind that has one, which is its uid as well.
-- name: job_alone
-- gives: one
-- in: kind text
-- out: state text, ended_at int?, why text, result text
select state, ended_at, why, result
from job
where uid = :kind;

-- Adds it, or has it begin anew. Only what rests: one that waits, runs or ended after that is left alone.
-- name: job_alone_wake
-- gives: none
-- in: kind text, lane text, tries_max int, now int, ended_before int
insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step,
    done, total, fault, why, result, created_at, started_at)
values ((select coalesce(max(id), 0) + 1 from job), :kind, :kind, :lane, '', '', 'waiting', 0, :tries_max, :now, '', 0,
    '', 0, 0, '', '', '', :now, null)
on conflict (uid) do update
set state = 'waiting', tries = 0, run_after = excluded.run_after, ended_at = null, why = '', fault = ''
where job.state in ('done', 'dead') and job.ended_at <= :ended_before;
