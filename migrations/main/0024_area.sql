-- The area around a member city: the municipalities it serves, as its people chose them; src/store/area.h.
create table member_area (
    member_id integer not null,
    place text not null,          -- which one, as one text made of its key: 'lau IT_058118'
    name text not null,           -- as our lists had it when it was chosen
    country text not null,        -- ISO 3166-1 alpha-2
    lau_id text,                  -- its keys, as in member_city: a city's number in the evidence changes with the next import
    gss_code text,
    geonames_id integer,
    primary key (member_id, place)
);
