-- What participants of a leadership programme mark on its knowledge wall; src/store/wall.h.

-- A participant finds that a card matters. Who does is shown to nobody; how many do, to the people who prepare it.
create table wall_mark (
    card_id integer not null,
    participant_id integer not null,
    primary key (card_id, participant_id)
);
create index wall_mark_by_participant on wall_mark (participant_id);
