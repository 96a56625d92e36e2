-- What a reader tells those who run this network: "Something wrong or missing?". What stands here may be personal from its
-- first byte, so each row says when it goes; the jobs process removes it then.
create table remark (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: the address of its page, which nobody can guess
    page text not null,           -- the address within this site that it is about: '/cities/ciampino-it'; '' none
    says text not null,           -- what is wrong or missing
    source text not null,         -- where that can be read; '' not said
    mail text not null,           -- for an answer and nothing else, never on a page; '' none, or removed
    language text not null,       -- of the page it was written on, as in po/: 'de'
    state text not null,          -- waiting, answered, closed (without an answer)
    answer text not null,         -- shown on the remark's page; '' none yet
    created_at integer not null,  -- instant, UTC seconds
    ended_at integer,             -- answered or closed; NULL: it waits
    remove_at integer not null    -- when the row goes
);
create index remark_by_state on remark (state, id);
create index remark_to_remove on remark (remove_at, id);

-- What was answered to a form, under the form's token: sent twice, it acts once.
create table once (
    token text not null primary key,
    sent text not null,           -- SHA-256 of the form as it was sent: other words under the same token are not answered
    location text not null,       -- where the answer led
    made_at integer not null      -- instant
);
create index once_by_age on once (made_at);

-- How often somebody did something within a span of time. Who is a salted digest: the salt changes every day and the old
-- one is forgotten, so that nobody can be found in here.
create table rate (
    kind text not null,           -- what is counted: 'remark'
    who text not null,            -- '' all together
    since integer not null,       -- instant: when this span began
    n integer not null,           -- since then
    primary key (kind, who)
);
create table rate_salt (
    day integer not null primary key, -- days since 1970-01-01
    salt text not null
);
