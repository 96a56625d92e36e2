-- Surveys of leadership programmes: what is asked, what was answered, how often; src/store/survey.h.

-- A survey of a programme. No row of it says who answered what.
create table survey (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in exports
    programme_id integer not null unique,
    structure text not null,      -- what it asks, as a structure file of LimeSurvey (.lss); with what a file that was brought had beyond ours
    head text not null,           -- the first line of answers that were brought, to give them out alike; '' none were
    named integer,                -- 1 answers stand with who gave them, 0 they do not; said when it opens, never changed; NULL not open yet
    opened_at integer,            -- instant; NULL not yet
    closed_at integer,            -- instant; NULL it is open, or not yet
    reminded_at integer,          -- instant of the last reminder; NULL none
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant
    rev integer not null          -- counts changes: what is saved over something newer is seen
);

-- What was answered, found by a digest of the secret of the link that was mailed and forgotten. No time stands here.
create table survey_answer (
    digest text not null primary key, -- SHA-256 of the secret, 64 hexadecimal letters
    survey_id integer not null,
    participant_id integer,       -- of a named survey who gave it; NULL of any other
    sector text not null,         -- of a named survey their sector; else ''
    body text not null,           -- a line each: code of the question, row, value
    sent integer not null,        -- 1 it counts; 0 it is still being written
    rev integer not null          -- counts changes
);
create index survey_answer_by_survey on survey_answer (survey_id, digest);
create index survey_answer_by_participant on survey_answer (participant_id);

-- Who was asked, and whether they have answered. Rows are made when the links go out; no time stands here, and no statement joins it with answers.
create table survey_answered (
    survey_id integer not null,
    participant_id integer not null,
    answered integer not null,    -- 1 they have
    primary key (survey_id, participant_id)
);
create index survey_answered_by_participant on survey_answered (participant_id);

-- How often each thing was said, kept in the transaction that saves an answer.
create table survey_total (
    survey_id integer not null,
    sector text not null,         -- of a named survey: of that sector alone; '' of all
    code text not null,           -- of the question; '' the answers themselves
    row_code text not null,       -- of a row or option of it; '' none
    value text not null,          -- what was said; '' anything
    n integer not null,
    primary key (survey_id, sector, code, row_code, value)
);

-- What somebody typed stands in no statistics.
-- postgres:
alter table survey alter column structure set statistics 0;
alter table survey alter column head set statistics 0;
alter table survey_answer alter column body set statistics 0;
alter table survey_total alter column value set statistics 0;
-- both:
