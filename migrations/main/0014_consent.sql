-- What somebody agreed to, and when they took it back (GDPR, Article 7): a row each time; store/consent.h. What is not named
-- here rests on another ground. Nothing that a row is about is done while none stands.
create table consent (
    id integer not null primary key,
    person_id integer not null,
    kind text not null check (kind in ('weekly-mail')),
    words integer not null,       -- which words were agreed to: CONSENT_WORDS of store/consent.h
    given_at integer not null,    -- instant
    withdrawn_at integer,         -- instant; NULL: it stands
    withdrawn_by text not null check (withdrawn_by in ('', 'page', 'mail')), -- on one's own page, by the link in a mail
    remove_at integer not null    -- instant: the row goes; far away while it stands
);
create unique index consent_that_stands on consent (person_id, kind) where withdrawn_at is null;
create index consent_by_person on consent (person_id, id);
create index consent_to_remove on consent (remove_at, id);
