-- People who sign in, what they are here, and their sessions. Personal data from the first byte: what each column is for
-- is said beside it, when it goes is said in its row (remove_at, ends_at). Whoever is erased leaves an empty row, so that
-- no number is ever given to somebody else.

-- Somebody who may sign in.
create table person (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: what names the person outside of the database
    name text not null,           -- as the person writes it; shown to people of the network; '' erased
    mail text not null,           -- where mail goes; shown to the person and to network staff; '' erased
    mail_folded text unique,      -- the same in small letters, to be found by; NULL erased
    language text not null,       -- of mail to the person, as in po/: 'de'
    state text not null check (state in ('active', 'blocked', 'erased')),
    password text not null,       -- Argon2id, as text (PHC string format); '' none: a link by mail, or nothing yet
    password_at integer,          -- instant: when it was set; NULL none
    totp text not null,           -- secret of the second step, sealed with the key file; '' none
    totp_step integer not null,   -- the last step of 30 s that was used: none counts twice
    created_at integer not null,  -- instant, UTC seconds
    signed_in_at integer,         -- instant, the last time; NULL never
    remove_at integer not null,   -- instant: when the person is erased, unless a role stands; each sign-in moves it on
    rev integer not null          -- counts changes
);
create index person_to_remove on person (remove_at, id);

-- A city that takes part in the network. It is kept by the keys that lists give it, because its number in the evidence
-- is not one.
create table member_city (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: what names it outside of the database
    name text not null,           -- as the network calls it
    country text not null,        -- ISO 3166-1, two capitals: 'IT'
    lau_id text,                  -- 'IT_058118'; NULL none
    gss_code text,                -- 'E06000031'; NULL none
    geonames_id integer,          -- NULL none
    since integer not null,       -- instant
    ended integer,                -- instant; NULL: it takes part
    rev integer not null          -- counts changes
);

-- What a person is, or was, for the network.
create table person_role (
    id integer not null primary key,
    person_id integer not null,
    role text not null check (role in ('colleague', 'main_contact', 'coordinator', 'administrator')),
    member_id integer,            -- of colleague and main_contact: the member city; NULL: of the network
    since integer not null,       -- instant
    until integer,                -- instant: it ends, or ended; NULL: it stands
    given_by integer,             -- person; NULL: on the command line
    ended_by integer              -- person; NULL: on the command line, or by its time, or it stands
);
create index person_role_by_person on person_role (person_id, id);
create index person_role_by_member on person_role (member_id, id);

-- A browser that somebody signed in with. Who reads this table cannot sign in: the token stands in no column.
create table login_session (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in the form that ends it
    person_id integer not null,
    digest text not null unique,  -- SHA-256 of the token that the browser keeps
    made_at integer not null,     -- instant
    seen_at integer not null,     -- instant: last use, to a minute
    idle_s integer not null,      -- unused for so long it is over
    ends_at integer not null,     -- instant: then it is over in any case, and the row goes
    opened_by text not null,      -- how: password, link, oidc
    second_factor integer not null, -- 0 or 1: a second step was taken; without it staff rights do not count
    browser text not null         -- short and plain, for the list of one's sessions: 'Firefox, Windows'
);
create index login_session_by_person on login_session (person_id, id);
create index login_session_to_end on login_session (ends_at, id);

-- Links that let somebody in once: to set a password, to sign in. Only the digest of what stands in the address.
create table person_link (
    digest text not null primary key, -- SHA-256 of the token in the address
    person_id integer not null,
    kind text not null check (kind in ('password', 'sign-in')),
    leads_to text not null,       -- the page afterwards, within this site; '' the person's own
    made_at integer not null,     -- instant
    ends_at integer not null      -- instant: then it is over, and the row goes; used, it goes at once
);
create index person_link_by_person on person_link (person_id, digest);
create index person_link_to_end on person_link (ends_at, digest);

-- From where somebody has signed in before, so that wrong passwords of others do not lock the person out there. Never the
-- address itself, only a keyed digest of person and address.
create table person_place (
    person_id integer not null,
    place text not null,          -- HMAC-SHA-256 with the key file, 43 letters
    seen_at integer not null,     -- instant: the last sign-in from there; the row goes 90 days later
    primary key (person_id, place)
);
create index person_place_by_age on person_place (seen_at, person_id, place);

-- Codes for who has lost the second step. Each works once and then goes.
create table recovery_code (
    person_id integer not null,
    digest text not null,         -- SHA-256 of its 120 bits of chance
    made_at integer not null,     -- instant
    primary key (person_id, digest)
);
