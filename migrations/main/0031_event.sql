-- Events of the network, and who comes; src/store/event.h.
create table event (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses, calendars and feeds, for good
    sequence integer not null,    -- how often it was changed since people could see it (RFC 5545, 3.8.7.4)
    title text not null,
    says text not null,           -- what it is for, in a sentence
    starts_at integer not null,   -- instant
    ends_at integer not null,     -- instant
    zone text not null,           -- whose clocks its times are told by: a word of src/domain/event.c
    place text not null,          -- '' none: online only
    online text not null,         -- its link, for those who come; '' none
    languages text not null,      -- as written; '' not said
    seen_by text not null check (seen_by in ('everybody', 'members')),
    seats integer,                -- NULL: as many as like
    register_by integer,          -- instant: the end of the last day to register; NULL: until it begins
    state text not null check (state in ('draft', 'on', 'off')),
    off_why text not null,        -- of one that is cancelled: a sentence
    made_by integer,              -- who of those who run the network made it; NULL: erased
    made_at integer not null,     -- instant
    changed_at integer not null   -- instant of the last change that people see
);
create index event_by_end on event (ends_at, id);
create index event_by_change on event (changed_at, id);

-- Who comes to an event, or waits for a seat.
create table event_person (
    event_id integer not null,
    number integer not null,      -- their place in the line of this event
    person_id integer not null,
    member_id integer not null,   -- the member city they come for
    state text not null check (state in ('in', 'waiting')),
    needs text not null,          -- what they need to take part, in their words; '' nothing, or gone
    made_at integer not null,     -- instant
    told_at integer,              -- instant: reminded of it
    primary key (event_id, number),
    unique (event_id, person_id)
);
create index event_person_of on event_person (person_id, event_id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table event alter column title set statistics 0;
alter table event alter column says set statistics 0;
alter table event alter column place set statistics 0;
alter table event alter column online set statistics 0;
alter table event alter column languages set statistics 0;
alter table event alter column off_why set statistics 0;
alter table event_person alter column needs set statistics 0;
-- both:
