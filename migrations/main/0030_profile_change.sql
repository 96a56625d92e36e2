-- What was changed of what a member city says of itself: seen by its own people, who can put it back; src/store/profile_history.h.
create table profile_change (
    id integer not null primary key,
    member_id integer not null,
    part text not null,           -- 'need', 'offer', 'theme', 'language', a card of trait_card, 'area'
    was text not null,            -- what stood there, as named fields: 'need=bids', 'ambition=...', 'place=...'; '' nothing
    became text not null,         -- what stands there since
    by_person integer not null,   -- person
    at integer not null           -- instant
);
create index profile_change_by_member on profile_change (member_id, at, id);
create index profile_change_by_person on profile_change (by_person);

-- postgres:
-- As in 0009: statistics hold values.
alter table profile_change alter column was set statistics 0;
alter table profile_change alter column became set statistics 0;
-- both:
