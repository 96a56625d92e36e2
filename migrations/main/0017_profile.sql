-- What a member city says of itself: what it wants help with, what it can help with, its themes, its languages. Of the city, not
-- of a person; src/store/profile.h.
create table profile (
    member_id integer not null primary key,
    seen_by text not null check (seen_by in ('city', 'members')), -- who may see it: the city's own people; those of all member cities
    need_says text not null,      -- what exactly it wants help with, in its own words; '' none
    offer_says text not null,     -- what exactly it can help with; '' none
    changed_at integer not null   -- instant, the last time
);

create table profile_item (
    member_id integer not null,
    kind text not null check (kind in ('need', 'offer', 'theme', 'language')),
    what text not null,           -- a theme of content/themes.json, a kind of work, a language (ISO 639-1): 'energy', 'bids', 'de'
    primary key (member_id, kind, what)
);
