-- Assessments: raters reached by mail, parts that are handed to somebody else, sentences that somebody else confirms,
-- rounds that were opened again, rating from the room, fewer questions for each; src/store/assessment.h.

alter table assessment add column adapts integer not null default 0;  -- 1: each rater is asked half of its questions at most
alter table assessment add column in_room integer not null default 0; -- 1: who has joined the room of its programme may rate
alter table assessment_round add column reminded_at integer;          -- instant of the last reminder; NULL none

-- What had been said when the round was closed first, and its results were looked at: NULL never. Opened again and
-- closed with somebody more, numbers of people would tell what that one said.
alter table assessment_round add column told_raters integer;          -- who had said anything
alter table assessment_round add column told_ratings integer;         -- how many answers there were
alter table assessment_round add column hides integer not null default 0; -- 1: no numbers of people are shown

alter table assessment_rater add column mail text not null default '';        -- '' none, or erased
alter table assessment_rater add column mail_folded text not null default ''; -- for comparing
alter table assessment_rater add column language text not null default 'en';  -- of the mail
alter table assessment_rater add column asked_at integer;                     -- instant of the mail; NULL none went
alter table assessment_rater add column part integer not null default 0;      -- 1: answers only what others handed to them
create index assessment_rater_by_mail on assessment_rater (mail_folded);

-- Somebody of the city who did not write it has read the sentence of one of the two highest levels, and says it is so.
create table rating_confirmed (
    rater_id integer not null,
    criterion text not null,      -- its id in the framework
    person_id integer,            -- who; NULL erased
    primary key (rater_id, criterion)
);
create index rating_confirmed_by_person on rating_confirmed (person_id);

-- Questions of a dimension that a rater has handed to another rater of the same round.
create table assessment_handed (
    rater_id integer not null,    -- who was asked
    dimension text not null,      -- its id in the framework
    to_id integer not null,       -- the rater who answers instead
    primary key (rater_id, dimension)
);
create index assessment_handed_by_to on assessment_handed (to_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table assessment_rater alter column mail set statistics 0;
alter table assessment_rater alter column mail_folded set statistics 0;
-- both:
