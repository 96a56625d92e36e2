-- What everybody may read of a leadership programme is decided by two people of the city; src/store/programme_record.h.

-- The very text that waits for a second person, or was told no. It is never changed: who says yes names it by its uid.
create table programme_record_ask (
    programme_id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names the text that is said yes to
    state text not null check (state in ('asked', 'no')), -- waits for a second person; was told no
    host_kind text not null check (host_kind in ('city', 'cluster', 'region')), -- this and what follows as in programme_record
    host_name text not null,
    begins_on integer not null,   -- day
    ends_on integer not null,     -- day
    name text not null,
    kind text not null,
    place text not null,
    cities text not null,
    took_part integer,            -- NULL not said
    themes text not null,
    came_of text not null,
    asked_by integer,             -- person; NULL erased
    asked_at integer not null,    -- instant
    answered_by integer,          -- person who said no, another one than asked_by; NULL nobody, or erased
    answered_at integer           -- instant; NULL nobody has answered
);
create index programme_record_ask_by_asker on programme_record_ask (asked_by);
create index programme_record_ask_by_answerer on programme_record_ask (answered_by);

alter table programme_record add column asked_by integer;    -- person who asked for it; NULL erased, or published by one person alone, as before
alter table programme_record add column answered_by integer; -- person who said yes, another one; NULL as well
create index programme_record_by_asker on programme_record (asked_by);
create index programme_record_by_answerer on programme_record (answered_by);

-- What somebody typed stands in no statistics.
-- postgres:
alter table programme_record_ask alter column host_name set statistics 0;
alter table programme_record_ask alter column name set statistics 0;
alter table programme_record_ask alter column place set statistics 0;
alter table programme_record_ask alter column cities set statistics 0;
alter table programme_record_ask alter column themes set statistics 0;
alter table programme_record_ask alter column came_of set statistics 0;
-- both:
