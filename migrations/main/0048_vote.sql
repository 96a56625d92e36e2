-- Votes of a leadership programme's room; src/store/vote.h.

-- Something that the room is asked. Who voted what is known only while it is open.
create table vote (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    programme_id integer not null,
    kind text not null check (kind in ('test', 'dots', 'order', 'agree')), -- test statements, pick the few, put in order, do we agree
    question text not null,
    budget integer not null,      -- of 'dots': how many each has; else 0
    each_max integer not null,    -- of 'dots': how many of them on one option; else 0
    seed integer not null,        -- of which the lots are drawn; shown with the result
    round integer not null,       -- 1; of 'agree' 2 for the second time
    opened_at integer,            -- instant at which its round was opened; NULL not yet
    closed_at integer,            -- instant at which it ended for good; NULL not yet
    made_at integer not null      -- instant
);
create index vote_by_programme on vote (programme_id, id);

-- What it is about: statements, or options.
create table vote_option (
    vote_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    text text not null,
    changed_n integer not null,   -- of 'agree' at its end: who rated this one otherwise the second time
    both_n integer not null,      -- and who rated it both times
    primary key (vote_id, number)
);

-- What a participant answered, while the vote is open; the rows go when it is closed.
create table ballot (
    vote_id integer not null,
    round integer not null,
    participant_id integer not null,
    number integer not null,      -- of the option; 0: that they have voted
    value integer not null,       -- test: 1 supports, 2 opposes, 3 needs more facts; dots; the rank; the level
    primary key (vote_id, round, participant_id, number)
);
create index ballot_by_participant on ballot (participant_id);

-- How many answered what, of a round that is over: all that is left of the ballots.
create table vote_total (
    vote_id integer not null,
    round integer not null,
    number integer not null,      -- of the option; 0: who voted
    value integer not null,
    n integer not null,
    primary key (vote_id, round, number, value)
);

-- Of 'order', when it is over: how many put one option before another.
create table vote_pair (
    vote_id integer not null,
    first integer not null,       -- numbers of the options
    second integer not null,
    before_n integer not null,    -- who put the first before the second
    level_n integer not null,     -- who put them level
    primary key (vote_id, first, second)
);

-- Counts what happens in the room of a programme: who follows it is told when the number is another.
create table room_event (
    programme_id integer not null primary key,
    event integer not null
);

-- What somebody typed stands in no statistics.
-- postgres:
alter table vote alter column question set statistics 0;
alter table vote_option alter column text set statistics 0;
-- both:
