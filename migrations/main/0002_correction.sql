-- "This is us" and "this is not us": what people know better than the rules that tell whose body an organisation is. Every
-- import applies those that stand. The city is kept by the keys that lists give it, because its number here is not one.
create table correction (
    id integer not null primary key,
    organisation_id integer not null, -- PIC; evidence is another file, so nothing is referenced
    kind text not null,               -- municipality, agency, county, intermunicipal, district; none: no city's body
    city_name text,                   -- as it was called then, for people; NULL: none
    city_lau_id text,                 -- 'IT_058118'
    city_gss_code text,               -- 'E06000031'
    city_geonames_id integer,
    why text not null,
    who text not null,                -- who said so, as they were named; '' unknown
    given_at integer not null,        -- instant, UTC seconds
    withdrawn_at integer              -- NULL: it stands
);
create index correction_by_organisation on correction (organisation_id, withdrawn_at, id);
