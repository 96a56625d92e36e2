-- Actions of leadership programmes: who does what by when, what was said of it, and when it is looked at; src/store/action.h.

-- Something that somebody does. Who: a participant, a person of the city, or what was typed.
create table action (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses and signed links
    programme_id integer not null,
    what text not null,
    participant_id integer,       -- who does it; NULL somebody else
    person_id integer,            -- who of the city does it; NULL somebody else, or erased
    who text not null,            -- an organisation, as typed; '' one of those two
    mail text not null,           -- where that one is reached; '' nowhere
    mail_folded text not null,    -- the same in small letters, to be found by
    due_on integer not null,      -- day
    decision_id integer,          -- the decision that it is from; NULL none
    state text not null check (state in ('open', 'done', 'dropped')),
    nudged_on integer not null,   -- its day when a mail said that it is near; 0 none did
    late_on integer not null,     -- its day when a mail said that it is over; 0 none did
    reviewed integer not null,    -- days after the programme of the last review that asked for it by mail; 0 none did
    made_by integer,              -- person; NULL erased
    made_at integer not null,     -- instant
    removed_at integer            -- instant at which it was taken out, and can be put back; NULL it stands
);
create index action_by_programme on action (programme_id, id);
create index action_by_due on action (state, due_on);
create index action_by_participant on action (participant_id);
create index action_by_person on action (person_id);
create index action_by_maker on action (made_by);
create index action_by_mail on action (mail_folded);

-- What was said of an action: the last row says how it stands.
create table action_step (
    id integer not null primary key,
    action_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    step text not null check (step in ('made', 'moved', 'done', 'dropped', 'opened')),
    due_on integer not null,      -- its day since then
    says text not null,           -- why; '' not said
    by_link integer not null,     -- 1 who does it said so, by the link of a mail
    person_id integer,            -- who else said so; NULL erased, or by the link
    made_at integer not null,     -- instant
    unique (action_id, number)
);
create index action_step_by_person on action_step (person_id);

-- That the actions of a programme were looked at.
create table action_review (
    programme_id integer not null,
    days integer not null,        -- after its last day: 30, 90 or 365
    begun_at integer not null,    -- instant at which who holds an action was asked
    told_at integer,              -- instant at which the city was told; NULL not yet
    primary key (programme_id, days)
);
create index action_review_by_told on action_review (told_at, begun_at);

-- What somebody typed stands in no statistics.
-- postgres:
alter table action alter column what set statistics 0;
alter table action alter column who set statistics 0;
alter table action alter column mail set statistics 0;
alter table action alter column mail_folded set statistics 0;
alter table action_step alter column says set statistics 0;
-- both:
