-- The knowledge wall of a leadership programme: cards with what is known; src/store/wall.h.

-- A card: one claim, where it is from, and what it means here.
create table wall_card (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    programme_id integer not null,
    project_id integer,           -- EU project it was made of, by the source's own number; NULL made by hand or from a link
    claim text not null,          -- what it says, in a sentence
    so_what text not null,        -- what that means for the city; '' not said yet
    source text not null,         -- who says so: a study, an office, a project
    url text not null,            -- where it can be read; '' nowhere
    dated_on text not null,       -- day (2024-03-12) or year (2024) that it is of; '' not known
    licence text not null,        -- under which its words may be shown; '' not known
    theme_id integer not null,    -- place in content/themes.json; 0 none
    person_id integer,            -- who put it there; NULL erased
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant
    removed_at integer            -- instant at which it was taken off, and can be put back; NULL it hangs
);
create index wall_card_by_programme on wall_card (programme_id, id);
create index wall_card_by_person on wall_card (person_id);
create index wall_card_by_removal on wall_card (removed_at);

-- What somebody typed stands in no statistics.
-- postgres:
alter table wall_card alter column claim set statistics 0;
alter table wall_card alter column so_what set statistics 0;
alter table wall_card alter column source set statistics 0;
alter table wall_card alter column url set statistics 0;
alter table wall_card alter column licence set statistics 0;
-- both:
