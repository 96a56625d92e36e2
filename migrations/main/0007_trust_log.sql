-- What was changed here and by whom, in an order that nobody can change afterwards without it being seen: a chain of digests
-- (store/trust_log.h). Links stay for ever and tell nothing of anybody; what can be read stands apart, each part with a salt
-- of its own, and goes with the person it tells of.
create table log_link (
    number integer not null primary key, -- 1, 2, 3 ... without a gap
    at integer not null,          -- instant, UTC seconds
    what text not null,           -- SHA-256 of what was done, and of a salt
    who text not null,            -- SHA-256 of who did it, and of a salt
    whom text not null,           -- SHA-256 of whom it was done to, and of a salt; '' nobody
    chain text not null           -- SHA-256 of the chain before, and of all that stands here
);

-- What can be read of it. A part is NULL, and so is its salt, once it was erased.
create table log_entry (
    number integer not null primary key, -- of log_link
    what_salt text,
    what text,                    -- what was done, as named fields (src/base/fields.h); of no person
    who_salt text,
    who text,                     -- who did it, as named fields
    who_person integer,           -- of person; NULL: none there, or erased
    whom_salt text,
    whom text,                    -- whom it was done to, as named fields; '' nobody
    whom_person integer,          -- of person; NULL: none there, or erased
    erased_at integer,            -- instant, of the last part that was erased; NULL: nothing was
    erased_why text               -- in a few words, of no person: 'on request'
);
create index log_entry_by_who on log_entry (who_person, number);
create index log_entry_by_whom on log_entry (whom_person, number);
