-- Going for it: what one or several member cities write for a funding call, how it stands, and who takes part;
-- src/store/bid_work.h.

-- A bid. It belongs to the member cities that take part in it.
create table bid (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    call_key text not null,       -- funding_call.key of the evidence; '' a fund that no list names
    call_title text not null,     -- of the funding call when the bid was begun, or the fund as typed
    identifier text not null,     -- the funding call's own, when the bid was begun; '' none
    rule_id text not null,        -- the rule of funding by which it goes; '' unknown
    name text not null,           -- what the cities call it
    seen_by text not null check (seen_by in ('city', 'members')), -- who sees that they go for it while it is open: the cities of it, or all member cities
    outcome_seen_by text not null check (outcome_seen_by in ('city', 'members')), -- who sees what came of it, and why
    made_at integer not null,     -- instant
    changed_at integer not null   -- instant of the last thing that was done in it, also in a part of it
);
create index bid_by_call on bid (call_key);
create index bid_by_rule on bid (rule_id);
create index bid_by_change on bid (changed_at);

-- A member city in a bid: it leads, takes part, is asked, or did so.
create table bid_city (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names its part in addresses
    bid_id integer not null,
    member_id integer not null,
    role text not null check (role in ('lead', 'partner')), -- lead applicant or partner
    answer text not null check (answer in ('asked', 'yes', 'no', 'left')), -- of the lead applicant 'yes'
    person_id integer,            -- who of that city owns its part: seen by that city alone; NULL nobody, or erased
    says text not null,           -- what the lead applicant wrote to it when it asked; '' none
    why text not null,            -- what that city wrote with its answer, or when it left; '' none
    asked_at integer not null,    -- instant; of who began the bid when that was
    answered_at integer,          -- instant; NULL not yet
    lead_asked_at integer,        -- instant at which it was asked to take the lead; NULL it is not asked
    unique (bid_id, member_id)
);
create index bid_city_by_member on bid_city (member_id, answer);
create index bid_city_by_person on bid_city (person_id);
create unique index bid_city_lead on bid_city (bid_id) where role = 'lead'; -- one leads, or none

-- How a bid stands: its last row, and nothing else, says it.
create table bid_stage (
    id integer not null primary key,
    bid_id integer not null,
    number integer not null,      -- 1, 2, 3 ...; one that was said wrongly is removed, the last one only
    stage text not null check (stage in ('decided', 'writing', 'handed_in', 'second_stage', 'granted', 'not_granted', 'given_up')),
    day_on integer not null,      -- day on which it came to that
    person_id integer,            -- who said it; NULL erased
    member_id integer not null,   -- of which city
    why text not null,            -- of the last three: why, and what they would do differently; '' not said
    amount_cents integer,         -- granted: how much; NULL not said
    currency text not null,       -- ISO 4217; '' no amount
    made_at integer not null,     -- instant
    unique (bid_id, number)
);
create index bid_stage_by_person on bid_stage (person_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table bid alter column call_title set statistics 0;
alter table bid alter column name set statistics 0;
alter table bid_city alter column says set statistics 0;
alter table bid_city alter column why set statistics 0;
alter table bid_stage alter column why set statistics 0;
-- both:
