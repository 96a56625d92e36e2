-- What everybody reads of a leadership programme that was held, as far as the city that held it agreed; src/store/programme_record.h.

-- Made when somebody of that city publishes it, and never changed: it holds what was agreed, word for word. Of nobody who took part.
create table programme_record (
    programme_id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in public addresses
    host_kind text not null check (host_kind in ('city', 'cluster', 'region')), -- for whom it was
    host_name text not null,      -- of a cluster or a region its name; '' that city
    begins_on integer not null,   -- day of its first session
    ends_on integer not null,     -- day of its last one
    name text not null,           -- '' not said
    kind text not null,           -- the agenda it began with, as in src/domain/programme_agenda.h; '' not said
    place text not null,          -- '' not said
    cities text not null,         -- those for which it was held; '' not said
    took_part integer,            -- how many were there, never fewer than five; NULL not said
    themes text not null,         -- '' not said
    came_of text not null,        -- what came of it, in the city's words; '' not said
    published_at integer not null -- instant
);
create index programme_record_by_end on programme_record (ends_on);

-- What somebody typed stands in no statistics.
-- postgres:
alter table programme_record alter column host_name set statistics 0;
alter table programme_record alter column name set statistics 0;
alter table programme_record alter column place set statistics 0;
alter table programme_record alter column cities set statistics 0;
alter table programme_record alter column themes set statistics 0;
alter table programme_record alter column came_of set statistics 0;
-- both:
