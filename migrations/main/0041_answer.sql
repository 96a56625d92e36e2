-- Earlier answers of a member city: what it wrote under one question of a bid, where it is from, what came of it; src/store/answer.h.

create table answer (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    member_id integer not null,
    question text not null,       -- what was asked, in the words of the form
    body text not null,           -- what the city wrote
    fund text not null,           -- the fund or funding call it was for, as typed; '' not known
    rule_id text not null,        -- the rule of funding it went by; '' none
    call_key text not null,       -- funding_call.key of the evidence; '' none
    bid_id integer,               -- the bid here in which it stood: what came of it is read from that; NULL typed in
    section_id integer,           -- of that bid
    handed_in_on text not null,   -- ISO 8601: '2024-03-12', or the year alone, '2024'; '' not known
    outcome text not null check (outcome in ('', 'waits', 'granted', 'not_granted', 'given_up')), -- '' not known
    outcome_why text not null,    -- why, in a sentence
    seen_by text not null check (seen_by in ('city', 'members')), -- who reads it; never which person wrote it
    person_id integer,            -- who put it in; NULL: erased
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant
    taken_at integer              -- instant: taken away, goes thirty days later; NULL: it stands
);
create index answer_by_member on answer (member_id, id);
create index answer_by_person on answer (person_id);
create index answer_by_bid on answer (bid_id);
create index answer_taken on answer (taken_at) where taken_at is not null;
create index answer_of_others on answer (changed_at, id) where seen_by = 'members' and taken_at is null;

-- The words by which they are found: each as it is folded, and '=' with its stem (src/domain/answer_words.h).
create table answer_word (
    member_id integer not null,
    word text not null,           -- 'roofs', '=roof'
    answer_id integer not null,
    weight integer not null,      -- what it counts for: more in the question
    shared integer not null,      -- 1: other member cities read the answer
    primary key (member_id, word, answer_id)
);
create index answer_word_by_answer on answer_word (answer_id);
create index answer_word_shared on answer_word (word, answer_id, weight) where shared = 1;

-- postgres:
-- As in 0009: statistics hold values.
alter table answer alter column question set statistics 0;
alter table answer alter column body set statistics 0;
alter table answer alter column fund set statistics 0;
alter table answer alter column outcome_why set statistics 0;
alter table answer_word alter column word set statistics 0;
-- both:
