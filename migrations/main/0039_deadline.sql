-- The way to a deadline: how a member city's council decides, which funding calls it watches, and the secret address under which
-- a calendar reads that; src/store/deadline.h.

-- How the council of a member city decides before a bid may go; src/domain/council_path.h. Of the city, not of a person.
create table council_path (
    member_id integer not null,
    name text not null,           -- 'sees', 'report_days', 'recesses' ...: of domain/council_path.h
    says text not null,           -- one of the choices, a number, a day, days (ISO 8601), or two days a line; no other words
    primary key (member_id, name)
);

-- A funding call that a member city watches.
create table watch (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses, calendars and feeds
    member_id integer not null,
    call_key text not null,       -- funding_call.key of the evidence: stays when its list is read again
    title text not null,          -- of the funding call when it was last seen, for when its list names it no more
    person_id integer,            -- who watches it; NULL: erased
    size text not null check (size in ('', 'small', 'usual', 'large')), -- how much work a bid is; '' not said
    own_money text not null check (own_money in ('', 'yes', 'no')),     -- whether the city puts in money of its own; '' not said
    seen_by text not null check (seen_by in ('city', 'members')), -- who sees that this city watches it: never which person
    begun_at integer,             -- instant at which the city said that it works on the bid; NULL not yet
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant
    unique (member_id, call_key)
);
create index watch_by_call on watch (call_key, member_id);
create index watch_by_person on watch (person_id);

-- The secret address of a member city's calendar and feed; no row: none.
create table watch_feed (
    member_id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters, signed in the address; a new row makes the old address lead nowhere
    made_by integer,              -- who made it; NULL: erased
    made_at integer not null      -- instant; it holds for two years
);
create index watch_feed_by_person on watch_feed (made_by);

-- What somebody typed stands in no statistics.
-- postgres:
alter table council_path alter column says set statistics 0;
-- both:
