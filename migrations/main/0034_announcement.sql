-- Announcements of those who run the network; src/store/announcement.h.
create table announcement (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses and feeds, for good
    title text not null,
    says text not null,           -- a few plain sentences
    link text not null,           -- where to read on; '' none
    seen_by text not null check (seen_by in ('everybody', 'members')),
    until_day integer not null,   -- days since 1970: the last one on which it stands
    state text not null check (state in ('on', 'back')), -- back: taken back
    made_by integer,              -- who of those who run the network wrote it; NULL: erased
    made_at integer not null,     -- instant
    changed_at integer not null   -- instant of the last correction
);
create index announcement_by_day on announcement (until_day, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table announcement alter column title set statistics 0;
alter table announcement alter column says set statistics 0;
alter table announcement alter column link set statistics 0;
-- both:
