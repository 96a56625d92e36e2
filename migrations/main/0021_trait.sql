-- What makes a member city itself, beyond the four questions: ambition, what comes first, strengths and limits, time, political
-- backing, where it is already; src/domain/trait.h. Of the city, not of a person.
create table trait (
    member_id integer not null,
    name text not null,           -- 'ambition', 'first', 'hours' ...: of domain/trait.h
    says text not null,           -- in the city's words, or one of the choices, a number, a day (ISO 8601)
    primary key (member_id, name)
);

-- A card that was saved, empty or not.
create table trait_card (
    member_id integer not null,
    card text not null,           -- 'ambition', 'value' ...: of domain/trait.h
    seen_by text not null check (seen_by in ('city', 'members')), -- the city's own people, or those of all member cities
    changed_at integer not null,  -- instant
    primary key (member_id, card)
);
create index trait_card_by_seen on trait_card (card, seen_by, member_id);
