-- A city that member cities suggest, to be invited; src/store/suggestion.h. It is no member city. When it joins the row stays: who
-- brought whom is read from it.
create table suggestion (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses of pages
    code text not null unique,    -- 16 hexadecimal letters: names the invitation, on paper too
    city text not null,           -- its name: as our lists have it, else as it was typed
    country text not null,        -- ISO 3166-1 alpha-2
    lau_id text,                  -- the keys of the city, as in member_city; NULL: not known
    gss_code text,
    geonames_id integer,
    place text not null,          -- the same as one text, to be compared, as in application
    state text not null check (state in ('suggested', 'invited', 'no', 'joined')),
    why text not null,            -- of a no: the reason, which the cities that suggested it read
    came text not null,           -- what came of it: a note of those who run the network
    made_at integer not null,     -- instant
    invited_at integer,           -- instant; NULL: it is not invited
    invited_by integer,           -- person
    invited_for integer,          -- member_city that invites it itself; NULL: the network does
    answered_at integer,          -- instant, of a no; NULL: none stands
    answered_by integer,          -- person
    joined_at integer,            -- instant; NULL: it has not joined
    member_id integer,            -- member_city that it has become
    remove_at integer not null    -- instant: the row goes; when it has joined, only what people wrote goes
);
create unique index suggestion_open on suggestion (place) where member_id is null; -- nobody is asked twice
create index suggestion_by_member on suggestion (member_id, id);
create index suggestion_to_remove on suggestion (remove_at, id);

-- Who suggests it: once each member city.
create table suggestion_voice (
    suggestion_id integer not null,
    member_id integer not null,   -- member_city
    person_id integer,            -- who did it; NULL: not known any more
    kind text not null check (kind in ('twin', 'neighbour', 'partner', 'other')), -- what the city is to them
    says text not null,           -- why, one sentence; it stands on the invitation
    named integer not null,       -- 1: the person agreed to be named on the invitation
    made_at integer not null,     -- instant
    withdrawn_at integer,         -- instant; NULL: it stands
    primary key (suggestion_id, member_id)
);
create index suggestion_voice_by_member on suggestion_voice (member_id, suggestion_id);
create index suggestion_voice_by_person on suggestion_voice (person_id, suggestion_id);

alter table application add column person_id integer; -- who had signed in and typed another address; NULL: nobody
create index application_by_person on application (person_id, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table suggestion alter column city set statistics 0;
alter table suggestion alter column place set statistics 0;
alter table suggestion alter column why set statistics 0;
alter table suggestion alter column came set statistics 0;
alter table suggestion_voice alter column says set statistics 0;
-- both:
