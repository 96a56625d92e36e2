-- How far a city is, by many voices: assessments of member cities, their rounds, who rates and what they said;
-- src/store/assessment.h.

-- An assessment. It belongs to the member city that began it: no other one sees it.
create table assessment (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    member_id integer not null,   -- the member city in charge of it
    programme_id integer,         -- the leadership programme whose participants rate; NULL none
    name text not null,
    framework text not null,      -- id of the framework: 'sgm-1'
    form text not null check (form in ('short', 'full')), -- the twelve questions, or all
    made_at integer not null,     -- instant
    changed_at integer not null   -- instant of the last thing that was done in it, also in a part of it
);
create index assessment_by_member on assessment (member_id, id);
create index assessment_by_programme on assessment (programme_id);
create index assessment_by_change on assessment (changed_at);

-- A round of an assessment: everybody rates, then somebody who has read it closes it. The last one counts.
create table assessment_round (
    id integer not null primary key,
    assessment_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    opened_at integer not null,   -- instant
    closed_at integer,            -- instant; NULL it is open
    closed_by integer,            -- person who read what was said and closed it; NULL it is open, or erased
    unique (assessment_id, number)
);
create index assessment_round_by_person on assessment_round (closed_by);

-- Somebody who rates in a round. No account: they come by a signed link that names the row. Erased: the row stays
-- without a name, so that results stay as they were.
create table assessment_rater (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names them in signed links
    round_id integer not null,
    participant_id integer,       -- of the leadership programme, whose name goes with theirs; NULL typed by hand
    name text not null,           -- '' erased
    sector text not null check (sector in ('', 'public', 'private', 'third')), -- '' not said
    made_at integer not null      -- instant
);
create index assessment_rater_by_participant on assessment_rater (participant_id);
create index assessment_rater_by_round on assessment_rater (round_id, id);

-- What a rater said of a criterion; without a row nothing.
create table rating (
    rater_id integer not null,
    criterion text not null,      -- its id in the framework
    answer text not null check (answer in ('level', 'dont_know', 'not_applicable')),
    level integer,                -- 1 to 10 with answer 'level'; NULL none was named
    because text not null,        -- in their words what shows it; '' not said
    primary key (rater_id, criterion)
);

-- What a city made of a criterion of a round once it had talked about it.
create table assessment_level (
    round_id integer not null,
    criterion text not null,      -- its id in the framework
    level integer,                -- agreed on in the plenary, 1 to 10; NULL none was
    because text not null,        -- why that one; '' not said
    target integer,               -- where the city wants to be next time, 1 to 10; NULL not said
    person_id integer,            -- who wrote it down; NULL erased
    said_at integer not null,     -- instant
    primary key (round_id, criterion)
);
create index assessment_level_by_person on assessment_level (person_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table assessment alter column name set statistics 0;
alter table assessment_rater alter column name set statistics 0;
alter table rating alter column because set statistics 0;
alter table assessment_level alter column because set statistics 0;
-- both:
