-- What a member city lets everybody read of what it says of itself: one person of the city asks, another one says yes to the very
-- text; src/store/profile_publish.h, src/domain/profile_publish.h.
create table publication (
    member_id integer not null,
    part text not null,           -- 'answers' (the four together) or a card of trait_card; never 'backing'
    state text not null check (state in ('asked', 'no', 'published')), -- waits for a second person, was told no, is read by everybody
    uid text not null unique,     -- 32 hexadecimal letters: names the very text that is said yes to
    says text not null,           -- the text as named fields: 'need=bids', 'ambition=...'; it is never changed
    asked_by integer not null,    -- person
    asked_at integer not null,    -- instant
    answered_by integer,          -- person, another one than asked_by; NULL: nobody yet
    answered_at integer,          -- instant
    primary key (member_id, part, state),
    check (part <> 'backing')
);

-- postgres:
-- As in 0009: statistics hold values.
alter table publication alter column says set statistics 0;
-- both:
