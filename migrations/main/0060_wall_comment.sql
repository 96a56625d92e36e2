-- What is said beside the cards of a knowledge wall, and which of them were opened; src/store/wall.h.

-- A sentence beside a card. Whose it is, is kept only where the house rules of the programme say so.
create table wall_comment (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms; nameless ones stand in its order, not in that of time
    programme_id integer not null,
    card_id integer not null,
    said_by text not null check (said_by in ('participant', 'city')), -- who takes part, or who prepares the programme
    participant_id integer,       -- who takes part and said it; NULL: of the city, or by the house rules nobody is kept
    person_id integer,            -- who prepares it and said it; NULL: a participant, by the house rules nobody is kept, or erased
    says text not null,
    made_on integer not null,     -- day
    removed_at integer            -- instant at which it was taken off, and can be put back; NULL it hangs
);
create index wall_comment_by_programme on wall_comment (programme_id, id);
create index wall_comment_by_card on wall_comment (card_id);
create index wall_comment_by_participant on wall_comment (participant_id);
create index wall_comment_by_person on wall_comment (person_id);

-- A card was opened by one participant more. Without a time, of nobody: the digest is another one for each card, and only who has
-- the key file of the network could tell whose it is. Gone when the programme is over.
create table wall_open (
    programme_id integer not null,
    card_id integer not null,     -- 0: any card, so that it is known how many have opened one
    reader text not null,         -- digest of the participant and the card, under the key of the network
    primary key (programme_id, card_id, reader)
);

-- What somebody typed stands in no statistics.
-- postgres:
alter table wall_comment alter column says set statistics 0;
-- both:
