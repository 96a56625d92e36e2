-- Who drives the network, and who is the deputy; src/store/driver.h. A row is one person's time in one of the two parts.
create table driver (
    id integer not null primary key,
    part text not null check (part in ('driver', 'deputy')),
    person_id integer not null,   -- who; it counts only while they are a coordinator
    named_at integer not null,    -- instant
    named_by integer,             -- person
    shown integer,                -- 1: they agreed that everybody sees their name, 0: they did not; NULL: no answer yet
    shown_at integer,             -- instant of that answer; NULL: none
    away_until integer,           -- instant up to which they are away; NULL: they are not
    ended_at integer,             -- instant; NULL: it stands
    remove_at integer             -- instant: the row goes; NULL: it stands
);
create unique index driver_of_part on driver (part) where ended_at is null;
create index driver_by_person on driver (person_id, id);
create index driver_to_remove on driver (remove_at, id);
