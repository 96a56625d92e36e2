-- The log that holds; store/trust_log.h.

-- The last link; none: nothing was logged yet.
-- name: log_last
-- gives: one
-- out: number int, chain text
select number, chain
from log_link
order by number desc
limit 1;

-- name: log_link_add
-- gives: none
-- in: number int, at int, what text, who text, whom text, chain text
insert into log_link (number, at, what, who, whom, chain)
values (:number, :at, :what, :who, :whom, :chain);

-- name: log_entry_add
-- gives: none
-- in: number int, what_salt text, what text, who_salt text, who text, who_person int?, whom_salt text, whom text, whom_person int?
insert into log_entry (number, what_salt, what, who_salt, who, who_person, whom_salt, whom, whom_person)
values (:number, :what_salt, :what, :who_salt, :who, :who_person, :whom_salt, :whom, :whom_person);

-- All of it, to be verified.
-- name: log_all
-- gives: each
-- out: number int, at int, what_digest text, who_digest text, whom_digest text, chain text, entry int?, what_salt text?, what text?
-- out: who_salt text?, who text?, whom_salt text?, whom text?, erased_at int?
select l.number, l.at, l.what as what_digest, l.who as who_digest, l.whom as whom_digest, l.chain, e.number as entry,
    e.what_salt, e.what, e.who_salt, e.who, e.whom_salt, e.whom, e.erased_at
from log_link l left join log_entry e on e.number = l.number
order by l.number;

-- What can be read, for people: the newest first.
-- name: log_before
-- gives: many 200
-- in: before int, most int
-- out: number int, at int, what text?, who text?, whom text?, erased_at int?, erased_why text?
select l.number, l.at, e.what, e.who, e.whom, e.erased_at, e.erased_why
from (
    select number, at
    from log_link
    where number < :before
    order by number desc
    limit :most
) l left join log_entry e on e.number = l.number
order by l.number desc;

-- name: log_by_number
-- gives: one
-- in: number int
-- out: number int, at int, what text?, who text?, whom text?, erased_at int?, erased_why text?, chain text
select l.number, l.at, e.what, e.who, e.whom, e.erased_at, e.erased_why, l.chain
from log_link l left join log_entry e on e.number = l.number
where l.number = :number;

-- A person's parts of entries, and what says so. The digests stay.
-- name: log_erase_who
-- gives: none
-- in: person int, now int, why text
update log_entry
set who_salt = null, who = null, who_person = null, erased_at = :now, erased_why = :why
where who_person = :person;

-- name: log_erase_whom
-- gives: none
-- in: person int, now int, why text
update log_entry
set whom_salt = null, whom = null, whom_person = null, erased_at = :now, erased_why = :why
where whom_person = :person;

-- All that can be read of one entry. What was erased before stays so, of that day and for that reason.
-- name: log_erase_entry
-- gives: none
-- in: number int, now int, why text
update log_entry
set what_salt = null, what = null, who_salt = null, who = null, who_person = null,
    whom_salt = case when whom = '' then whom_salt end, whom = case when whom = '' then whom end, whom_person = null,
    erased_at = case when what is null then erased_at else :now end,
    erased_why = case when what is null then erased_why else :why end
where number = :number;

-- The newest first, of one kind or all, of some days or all. begins: "kind=setting-saved" and a line feed; "" all.
-- name: log_find
-- gives: many 51
-- in: before int, begins text, since int, until int, most int
-- out: number int, at int, what text?, who text?, whom text?, erased_at int?, erased_why text?
select l.number, l.at, e.what, e.who, e.whom, e.erased_at, e.erased_why
from log_link l left join log_entry e on e.number = l.number
where l.number < :before and l.at >= :since and l.at < :until
    and (:begins = '' or substr(e.what, 1, length(:begins)) = :begins)
order by l.number desc
limit :most;

-- ---- the job that looks once a day whether it holds
