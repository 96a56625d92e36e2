-- Leadership programmes that are carried to a room without internet and home again; src/store/carry.h.

-- How a row of a programme stood when two copies of it were alike: to see which of them has changed it since.
create table programme_was (
    programme_id integer not null,
    part text not null,           -- which table, as in src/store/carry.c
    name text not null,           -- its keys: uids and numbers
    marks text not null,          -- a mark a column: a number as it is, of a text a piece of its digest
    primary key (programme_id, part, name)
);

-- A programme that was brought here by a file, and goes home by one.
create table programme_home (
    programme_id integer not null primary key,
    network text not null,        -- the name of the network that it is from
    box text not null,            -- public key by which that network alone reads what is sealed
    sealed text not null,         -- what only that network can read, as it came
    brought_at integer not null   -- instant
);
