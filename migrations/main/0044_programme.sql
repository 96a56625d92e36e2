-- Leadership programmes: who holds one, its sessions and agenda, and who takes part; src/store/programme.h.

-- A leadership programme. It belongs to the member city that holds it: no other one sees it.
create table programme (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    member_id integer not null,   -- the member city in charge of it
    host_kind text not null check (host_kind in ('city', 'cluster', 'region')), -- for whom it is: that city, a group of cities, a region or state
    host_name text not null,      -- of a cluster or a region its name; '' that city
    name text not null,
    template text not null,       -- the agenda it began with, as in src/domain/programme_agenda.h; '' an empty one
    languages text not null,      -- codes as in po/ with spaces between, the first one is the main one
    place text not null,          -- where it is held; '' not said yet
    begins_on integer not null,   -- day of its first session
    ends_on integer not null,     -- day of its last one
    seen_by text not null check (seen_by in ('participants', 'city', 'members', 'everybody')), -- house rule: who reads what the programme comes to
    named integer not null,       -- house rule: 1 the room sees who wrote or voted what, 0 nobody does
    sectors_shown integer not null, -- house rule: 1 in a named round the median of a sector of at least three is shown
    chatham integer not null,     -- house rule: 1 what was said may be told outside, never by whom
    notes_read_by text not null check (notes_read_by in ('participants', 'city', 'members', 'everybody')), -- house rule: who reads the notes
    rules_more text not null,     -- house rules in their own words; '' none
    code text not null unique,    -- by which one joins in the room: 6 letters and figures
    published_at integer,         -- instant since which everybody reads that it was held; NULL nobody does
    made_by integer,              -- person; NULL erased
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant of the last thing that was done in it, also in a part of it
    rev integer not null          -- counts changes of this row and of the agenda: what is saved over something newer is seen
);
create index programme_by_member on programme (member_id, id);
create index programme_by_maker on programme (made_by);
create index programme_by_end on programme (ends_on);

-- A city of a cluster or a region for which a programme is held.
create table programme_city (
    id integer not null primary key,
    programme_id integer not null,
    number integer not null,      -- the order as typed
    name text not null,
    country text not null,        -- ISO 3166-1 alpha-2; '' not said
    member_id integer,            -- when it is a member city; NULL it is none, or nobody said
    unique (programme_id, number)
);
create index programme_city_by_member on programme_city (member_id);

-- How a programme stands: its last row, and nothing else, says it.
create table programme_stage (
    id integer not null primary key,
    programme_id integer not null,
    number integer not null,      -- 1, 2, 3 ...; one that was said wrongly is removed, the last one only
    stage text not null check (stage in ('draft', 'survey_open', 'survey_closed', 'day', 'wrap_up', 'follow_up', 'called_off')),
    day integer not null,         -- of 'day': which one, 1, 2, 3 ...; else 0
    person_id integer,            -- who said it; NULL erased
    made_at integer not null,     -- instant
    unique (programme_id, number)
);
create index programme_stage_by_person on programme_stage (person_id);

-- A session of a programme: a part of a day, half of one as a rule, that one takes part in as a whole.
create table programme_session (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    programme_id integer not null,
    number integer not null,      -- 1, 2, 3 ... in the order of time
    day_on integer not null,      -- its day
    begins integer not null,      -- minutes since midnight, where it is held
    begins_was integer,           -- what stood there before it was re-planned, to undo it; NULL it was not
    ends integer not null,        -- minutes since midnight
    title text not null,          -- '' by its day and time
    unique (programme_id, number)
);

-- A block of the agenda: one piece of work within a session.
create table programme_block (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    programme_id integer not null,
    session_id integer not null,
    number integer not null,      -- the order within its session; gaps may be
    kind text not null check (kind in ('brief', 'gallery', 'diverge', 'sort', 'vote', 'breakout', 'plenary', 'assess', 'roadmap', 'commit', 'break')),
    part text not null,           -- which block of a template it is: its words come in the reader's language; '' none
    title text not null,          -- '' as its part is called, or its kind
    purpose text not null,        -- one sentence; '' as of its part
    minutes integer not null,
    minutes_was integer,          -- what stood there before it was re-planned, to undo it; NULL it was not
    fixed integer not null,       -- 1: it is not shortened when the session runs late
    inputs text not null,         -- what it starts from; '' as of its part
    outputs text not null,        -- what it leaves; '' as of its part
    begun_at integer,             -- instant; NULL not yet
    ended_at integer,             -- instant; NULL not yet
    removed_at integer            -- instant at which it was taken out of the agenda, and can be put back; NULL it is in it
);
create index programme_block_by_session on programme_block (session_id, number);
create index programme_block_by_programme on programme_block (programme_id);

-- Somebody who takes part in a programme. No account: they come by the signed link of a mail, or by the code of the room.
-- Erased: the row stays without what tells who it was, so that results stay as they were.
create table participant (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names them in signed links
    programme_id integer not null,
    name text not null,           -- '' erased
    short_name text not null,     -- by which the room knows them
    organisation text not null,   -- '' not said
    sector text not null check (sector in ('', 'public', 'private', 'third')), -- '' not said
    role text not null,           -- what they do there; '' not said
    mail text not null,           -- '' none: they come by the code, or are told by somebody
    mail_folded text not null,    -- the same in small letters, to be found by
    language text not null,       -- of mails and pages, as in po/
    substitute_of integer,        -- participant for whom they come; NULL for nobody
    came_by text not null check (came_by in ('invited', 'code')),
    asked_at integer,             -- instant at which the mail with their page was written last; NULL never
    accepted_at integer,          -- instant at which they had read the house rules and answered; NULL not yet
    made_at integer not null,     -- instant
    removed_at integer,           -- instant at which they were taken off the list, and can be put back; NULL they are on it
    erased_at integer             -- instant; NULL not erased
);
create index participant_by_programme on participant (programme_id, id);
create index participant_by_mail on participant (mail_folded);
create index participant_by_other on participant (substitute_of);
create unique index participant_once on participant (programme_id, mail_folded) where mail_folded <> ''; -- an address stands for one

-- What a participant said of a session, and whether they were there.
create table participant_session (
    participant_id integer not null,
    session_id integer not null,
    accepted integer,             -- 1 they come, 0 they cannot; NULL not said
    accepted_at integer,          -- instant at which they said it
    attended integer,             -- 1 they were there, 0 they were not; NULL not noted
    primary key (participant_id, session_id)
);
create index participant_session_by_session on participant_session (session_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table programme alter column host_name set statistics 0;
alter table programme alter column name set statistics 0;
alter table programme alter column place set statistics 0;
alter table programme alter column rules_more set statistics 0;
alter table programme_city alter column name set statistics 0;
alter table programme_session alter column title set statistics 0;
alter table programme_block alter column title set statistics 0;
alter table programme_block alter column purpose set statistics 0;
alter table programme_block alter column inputs set statistics 0;
alter table programme_block alter column outputs set statistics 0;
alter table participant alter column name set statistics 0;
alter table participant alter column short_name set statistics 0;
alter table participant alter column organisation set statistics 0;
alter table participant alter column role set statistics 0;
alter table participant alter column mail set statistics 0;
alter table participant alter column mail_folded set statistics 0;
-- both:
