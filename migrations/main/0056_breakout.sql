-- Groups in the room of a leadership programme, and what belongs to a block of its agenda; src/store/breakout.h.

-- A round of groups: who works with whom, and what they leave.
create table breakout (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters
    programme_id integer not null,
    number integer not null,      -- 1, 2, 3 ...: the round; who met in an earlier one is seated apart if that can be
    groups_n integer not null,
    rev integer not null,         -- counts changes of who sits where
    made_at integer not null,     -- instant
    unique (programme_id, number)
);

-- The blocks of the agenda in which it is held: a second one goes on with the same groups and cards.
create table breakout_block (
    block_id integer not null primary key,
    breakout_id integer not null
);
create index breakout_block_by_breakout on breakout_block (breakout_id);

-- A group of people.
create table breakout_group (
    breakout_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    rev integer not null,         -- counts changes of its cards and statements: its phones are told
    primary key (breakout_id, number)
);

-- Who sits in which group.
create table breakout_seat (
    breakout_id integer not null,
    participant_id integer not null,
    group_number integer not null,
    primary key (breakout_id, participant_id)
);
create index breakout_seat_by_participant on breakout_seat (participant_id);

-- What a group wrote, one sentence. It is the group's: nobody is kept as the one who wrote it.
create table breakout_card (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    breakout_id integer not null,
    group_number integer not null,
    text text not null,
    sorted_into integer not null, -- number of a card_group; 0: not sorted yet
    apart_at integer,             -- instant at which it was kept apart, and can be put back; NULL it lies with the others
    made_at integer not null      -- instant
);
create index breakout_card_by_group on breakout_card (breakout_id, group_number, id);

-- Cards of a group that belong together, named after they were sorted.
create table card_group (
    breakout_id integer not null,
    group_number integer not null,
    number integer not null,      -- 1, 2, 3 ...
    name text not null,           -- '' not named yet
    primary key (breakout_id, group_number, number)
);

-- What a group says to all, and how sure it is.
create table breakout_statement (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    breakout_id integer not null,
    group_number integer not null,
    text text not null,
    sure text not null check (sure in ('sure', 'fairly', 'guess')),
    back_at integer,              -- instant at which the group took it back; NULL it stands
    made_at integer not null      -- instant
);
create index breakout_statement_by_group on breakout_statement (breakout_id, group_number, id);

alter table vote add column block_id integer;            -- block of the agenda that it belongs to; NULL: shown whatever is on
alter table vote_option add column statement_id integer; -- of a group, that it was taken from; NULL: it was typed
create index vote_option_by_statement on vote_option (statement_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table breakout_card alter column text set statistics 0;
alter table card_group alter column name set statistics 0;
alter table breakout_statement alter column text set statistics 0;
-- both:
