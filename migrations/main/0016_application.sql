-- A city that asks to join, by somebody who works for it; src/store/application.h. It is no member city, and nothing stands on it
-- before the address was shown to be theirs. Answered or over, the row stays for a while, so that the answer can be read.
create table application (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses; the links in mails are signed
    city text not null,           -- its name: as our lists have it, else as it was typed
    country text not null,        -- ISO 3166-1 alpha-2
    lau_id text,                  -- the keys of the city, as in member_city; NULL: not known. A city's number in the
    gss_code text,                -- evidence is none: it changes with the next import
    geonames_id integer,
    place text not null,          -- the same as one text, to be compared: which city it is
    name text not null,
    mail text not null,
    mail_folded text not null,    -- the same in small letters, to be found by
    says text not null,           -- what they do for the city, in their words
    wish text not null,           -- what the city dares to change, and by when: one sentence
    language text not null,       -- of the mails, as in po/
    state text not null check (state in ('unproven', 'waiting', 'yes', 'no', 'over')),
    why text not null,            -- of a no: what the person reads; of a yes outside the usual size: the reason
    answered_by integer,          -- person; NULL: nobody, for time went by
    member_id integer,            -- of a yes: the member city
    made_at integer not null,     -- instant
    ends_at integer not null,     -- instant: it cannot be sent, or answered, any more
    remove_at integer not null,   -- instant: the row goes
    unique (place, mail_folded)
);
create index application_by_mail on application (mail_folded, id);
create index application_to_end on application (ends_at, id) where state = 'waiting';
create index application_to_remove on application (remove_at, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table application alter column name set statistics 0;
alter table application alter column mail set statistics 0;
alter table application alter column mail_folded set statistics 0;
alter table application alter column says set statistics 0;
alter table application alter column wish set statistics 0;
alter table application alter column why set statistics 0;
-- both:
