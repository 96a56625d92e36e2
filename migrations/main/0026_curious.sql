-- Addresses of people who are just curious: news of the network by mail, once a week at most, without an account;
-- src/store/curious.h. Nothing goes there before the address was shown to be theirs.
create table curious (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in the signed link
    mail text not null,
    mail_folded text not null unique, -- the same in small letters, to be found by
    address_digest text not null, -- as mail has it: by which a click in a mail ends it
    language text not null,       -- of the mails, as in po/
    state text not null check (state in ('unproven', 'on')),
    words integer not null,       -- which words they agreed to
    made_at integer not null,     -- instant
    proved_at integer,            -- instant at which they agreed; NULL: not yet
    told_at integer not null,     -- instant up to which they know the news
    remove_at integer not null    -- instant: the row goes
);
create index curious_by_digest on curious (address_digest);
create index curious_by_told on curious (state, told_at, id);
create index curious_to_remove on curious (remove_at, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table curious alter column mail set statistics 0;
alter table curious alter column mail_folded set statistics 0;
-- both:
