-- Evidence: facts from open files, each with its source, and what is derived from them. It can always be made
-- again from its files. Times are UTC seconds, dates are days since 1970-01-01, money is integer cents, coordinates
-- are millionths of a degree. NULL is "unknown", never 0 or ''.

-- Where facts come from: one row an imported file, or an embedded extract.
create table source (
    id integer not null primary key,
    kind text not null,          -- cordis, cordis_extract, gcom, gcom_extract, geonames, lau, twinnings, ...
    name text not null,          -- words for people: 'CORDIS, EU research projects'
    file text not null,          -- base name of the file
    licence text not null,       -- 'CC BY 4.0'
    attribution text not null,   -- the sentence the licence asks for
    address text not null,       -- where the publisher offers it, '' when unknown
    as_of integer,               -- date the facts speak of
    imported_at integer not null,
    sha256 text not null,        -- of the file, hexadecimal
    records integer not null     -- rows taken from it
);

-- A city (or town): a locality of the gazetteer, a municipality, or a locality for which one municipality stands.
create table city (
    id integer not null primary key,
    slug text not null unique,       -- once given, kept: 'peterborough-gb'
    name text not null,
    sort_key text not null,          -- fold_sort_key of the name
    country text not null,           -- ISO 3166-1 alpha-2
    latitude_micro integer,
    longitude_micro integer,
    population integer,              -- the one shown; NULL unknown
    population_kind text not null,   -- municipality, locality, unknown; stated: by the municipality itself
    population_year integer,
    population_source_id integer references source (id),
    locality_population integer,     -- of the gazetteer's locality
    feature text,                    -- GeoNames feature code (PPL, PPLA, ...)
    geonames_id integer unique,
    lau_id text unique,              -- GISCO form: 'IT_058118'
    lau_name text,
    gss_code text unique,            -- UK authorities: 'E06000031'
    unit_code text unique,           -- where LAU are no municipalities: a Eurostat city 'PT503C1', or 'LT_19'
    nuts3 text,
    degurba integer,                 -- Eurostat's degree of urbanisation: 1 city, 2 town or suburb, 3 rural; NULL unknown
    fit text not null,               -- size rule: fits, small, large, unknown
    source_id integer not null references source (id)
);
-- Lists of cities, a page of each read from an index alone: of a country, of a size (with what the site map needs).
-- city_place has the places of the two long ones.
create index city_by_country on city (country, sort_key, id, fit);
create index city_by_fit on city (fit, sort_key, id, slug);
create index city_by_point on city (fit, country, latitude_micro, longitude_micro, id); -- the map reads it alone

-- Every name a city is found by, folded. kind: 0 its name, 1 its municipality's, 2 an alternate, 3 ASCII form.
create table city_name (
    folded text not null,
    city_id integer not null references city (id),
    kind integer not null,
    name text not null,
    primary key (folded, city_id)
);
create index city_name_by_city on city_name (city_id, kind);

-- ---- how a name that is typed finds its city (store/city_find reads these); made from the table above by every import

-- The cities to offer first for the beginning of a name, where too many names begin so to read them all. place: from 0.
create table city_beginning (
    beginning text not null,         -- folded
    place integer not null,
    city_id integer not null references city (id),
    kind integer not null,           -- of the name, as in city_name
    name text not null,
    primary key (beginning, place)
);

-- Words of the names that a city itself has, of two words and more; and such a name without its spaces.
create table city_word (
    word text not null,
    place integer not null,          -- smaller is a larger city
    city_id integer not null references city (id),
    primary key (word, place, city_id)
);

-- Every folded name in ASCII letters, by two of its letters and its length, for mistyped ones (domain/city_typo).
create table city_spelling (
    piece text not null,             -- < the first two letters, = the fourth and fifth, > the last two
    letters integer not null,        -- of each of the names
    part integer not null,           -- from 0; a part has at most 32 KiB of names
    names blob not null,
    primary key (piece, letters, part)
);

-- A project as its source describes it.
create table project (
    id integer not null primary key, -- CORDIS project id
    acronym text not null,
    title text not null,
    status text not null,            -- signed, closed, terminated, unknown
    start_on integer,
    end_on integer,
    signed_on integer,
    total_cost_cents integer,
    ec_max_cents integer,
    programme text not null,         -- HORIZON, H2020, FP7, ...
    call text not null,
    scheme text not null,
    topics text not null,            -- codes, separated by ';'
    doi text not null,
    has_results integer not null,    -- 1: the source lists results of it
    updated_at integer,              -- the source's contentUpdateDate
    digest integer not null,         -- hash of the record, to see changes
    source_id integer not null references source (id),
    -- Last, for a row is read from its front: who asks for has_results does not walk through pages of text.
    keywords text not null,
    objective text not null          -- '' when the source had none (the extract)
);
create index project_by_acronym on project (acronym, id);

create table project_topic (
    project_id integer not null references project (id),
    topic text not null,
    title text not null,
    primary key (project_id, topic)
);

-- EuroSciVoc fields of science.
create table project_field (
    project_id integer not null references project (id),
    code text not null,
    path text not null,
    title text not null,
    primary key (project_id, code)
);

create table organisation (
    id integer not null primary key, -- PIC
    name text not null,
    sort_key text not null,
    short_name text not null,
    activity text not null,          -- HES, PRC, REC, PUB, OTH, ''
    sme integer,
    place text not null,             -- the city of the registered seat, as written
    post_code text not null,
    country text not null,           -- ISO 3166-1 alpha-2, '' unknown (EL and UK are mapped to GR and GB)
    nuts text not null,
    latitude_micro integer,
    longitude_micro integer,
    website text not null,
    is_person integer not null,      -- 1: a natural person; never shown, never exported
    updated_at integer,
    digest integer not null,
    source_id integer not null references source (id)
);
create index organisation_by_name on organisation (sort_key, id);

-- One line of a project's partner list. occurrence: the same organisation can stand several times.
create table participation (
    project_id integer not null references project (id),
    organisation_id integer not null references organisation (id),
    occurrence integer not null,
    place_in_list integer,
    role text not null,              -- coordinator, participant, associatedPartner, thirdParty, ...
    ec_cents integer,
    net_ec_cents integer,
    total_cost_cents integer,
    ended_early integer not null,
    contact text not null,           -- address of the body's contact form
    updated_at integer,
    digest integer not null,
    source_id integer not null references source (id),
    primary key (project_id, organisation_id, occurrence)
);
create index participation_by_organisation on participation (organisation_id, project_id, role, net_ec_cents);

-- ---- what other lists say of cities

-- A place as a list names it. Which city it is stands in named_city.
create table named_place (
    id integer not null primary key,
    key text not null unique,        -- the list, and its own number or name for the place: 'covenant/20493'
    kind text not null,              -- town, group (several towns under one name), authority (an official name)
    name text not null,
    country text not null,           -- ISO 3166-1 alpha-2, '' when the list names no country of today
    latitude_micro integer,
    longitude_micro integer,
    population integer,
    source_id integer not null references source (id)
);

-- A municipality's commitment to the Covenant of Mayors.
create table covenant_commitment (
    id text not null primary key,    -- the register's own: '20493', '20368_med'
    place_id integer not null references named_place (id),
    joined_on integer,
    to_2020 integer not null,        -- 1: committed to the targets for that year
    to_2030 integer not null,
    to_2050 integer not null,
    adapts integer not null,         -- 1: Mayors Adapt, to prepare for a changing climate
    plan_expected integer,           -- 1: the register expects an action plan
    on_hold integer not null,
    with_group text not null,        -- the group it committed with, '' none
    source_id integer not null references source (id)
);
create index covenant_commitment_by_place on covenant_commitment (place_id, id);

-- Two places that are twinned, in the order of the list.
create table twinning (
    place_id integer not null references named_place (id),
    twin_id integer not null references named_place (id),
    source_id integer not null references source (id),
    primary key (place_id, twin_id)
);
create index twinning_by_twin on twinning (twin_id, place_id);

-- A project with money of the EU's structural funds (ERDF, ESF). The list has no numbers: key is made of what does not
-- change in a row, occurrence tells equal ones apart. Amounts are pence; 0 in the list is unknown.
create table structural_project (
    key integer not null,
    occurrence integer not null,
    place_id integer references named_place (id), -- where the organisation that ran it sits; NULL unknown
    fund text not null,              -- ERDF, ESF
    title text not null,
    start_year integer,
    end_year integer,
    eu_pence integer,
    match_pence integer,
    total_pence integer,
    by_council integer not null,     -- 1: run by the council of that place
    source_id integer not null references source (id),
    primary key (key, occurrence)
);
create index structural_project_by_place on structural_project (place_id, by_council desc, eu_pence desc);

-- ---- derived from the tables above, made anew by every import

-- Which city a named place is; NULL: unknown, and why.
create table named_city (
    place_id integer not null primary key references named_place (id),
    city_id integer references city (id),
    reason text not null             -- an enum word of domain/named.h
);
create index named_city_by_city on named_city (city_id, place_id);

-- With whom a city is twinned: one row a partner, whichever end the list began with.
create table city_twinning (
    city_id integer not null references city (id),
    twin_place_id integer not null references named_place (id),
    twin_city_id integer references city (id), -- NULL: not one of our cities, or unknown which
    source_id integer not null references source (id),
    primary key (city_id, twin_place_id)
);
create index city_twinning_by_twin on city_twinning (twin_city_id, city_id);

-- An organisation that is, or may be, a city's own body, and the city it governs or belongs to.
create table body (
    organisation_id integer not null primary key references organisation (id),
    city_id integer references city (id), -- NULL: unknown which
    kind text not null,                   -- municipality, agency, county, intermunicipal, district
    confidence integer not null,          -- basis points: 9700 is 97 in 100
    reason text not null,                 -- 'name and seat' ... an enum word of domain/resolve.h
    head_id integer not null              -- of several registrations of one body, the one that stands for all
);
create index body_by_city on body (city_id, organisation_id);
create index body_by_head on body (head_id, organisation_id);

-- What an organisation did in all: some have taken part in thousands of projects, too many to count for a page.
create table organisation_total (
    organisation_id integer not null primary key references organisation (id),
    projects integer not null,
    coordinated integer not null,
    net_ec_cents integer
);

-- Its projects in the order of its pages; place 1 is the newest.
create table organisation_project (
    organisation_id integer not null references organisation (id),
    place integer not null,
    project_id integer not null references project (id),
    primary key (organisation_id, place)
);

-- In which city an organisation has its seat, by the place its source names.
create table seat (
    organisation_id integer not null primary key references organisation (id),
    city_id integer not null references city (id),
    projects integer not null             -- of this organisation, for ordering
);
create index seat_by_city on seat (city_id, projects desc, organisation_id);

-- The newest projects of the other organisations seated in a city, for its page; place 1 is the newest.
create table seat_project (
    city_id integer not null references city (id),
    place integer not null,
    project_id integer not null references project (id),
    organisation_id integer not null references organisation (id), -- one of those that take part
    primary key (city_id, place)
);

-- The newest contact form of a city's own bodies, its municipality's first.
create table city_contact (
    city_id integer not null primary key references city (id),
    organisation_id integer not null references organisation (id),
    contact text not null
);

-- A city's own record: projects in which its municipality or agency takes part.
create table city_project (
    city_id integer not null references city (id),
    project_id integer not null references project (id),
    organisation_id integer not null references organisation (id),
    coordinates integer not null,         -- 1: as coordinator
    ec_cents integer,                     -- net EU contribution to the body
    primary key (city_id, project_id)
);
create index city_project_by_project on city_project (project_id, city_id);

-- Themes of a project and why. why: the rule and the words or code that met it, separated by '|'.
create table project_theme (
    project_id integer not null references project (id),
    theme_id integer not null,
    score integer not null,               -- basis points
    why text not null,
    primary key (project_id, theme_id)
);
create index project_theme_by_theme on project_theme (theme_id, score desc, project_id);

-- Projects of a theme with a city's own body in them, in the order of the theme's page; place 1 is the first.
create table theme_project (
    theme_id integer not null,
    place integer not null,
    project_id integer not null references project (id),
    start_on integer,
    cities integer not null,
    city text not null,                   -- the name of one of them
    primary key (theme_id, place)
);
create index theme_project_by_start on theme_project (theme_id, start_on, project_id);

create table city_theme (
    city_id integer not null references city (id),
    theme_id integer not null,
    projects integer not null,
    ended integer not null,
    ended_with_results integer not null,  -- of those ended
    running integer not null,
    terminated integer not null,
    coordinated integer not null,
    ec_cents integer not null,
    first_year integer,
    last_year integer,
    best_project_id integer not null references project (id), -- the one to name in a reason
    primary key (city_id, theme_id)
);
create index city_theme_by_theme on city_theme (theme_id, projects desc, city_id);

-- One row for each city with any record of its own or seated organisations.
create table city_total (
    city_id integer not null primary key references city (id),
    projects integer not null,
    ended integer not null,
    ended_with_results integer not null,
    running integer not null,
    terminated integer not null,
    coordinated integer not null,
    ec_cents integer not null,
    first_year integer,
    last_year integer,
    organisations integer not null,       -- other organisations seated there
    organisation_projects integer not null
);
create index city_total_by_projects on city_total (projects desc, city_id);

-- Cities in the order of their names, all of them (fit '') and by size: a page far behind costs what the first one does.
create table city_place (
    fit text not null,
    place integer not null,               -- 1 is the first
    city_id integer not null references city (id),
    primary key (fit, place)
);

-- Cities with EU projects of their own, on any theme (theme 0) and by theme, with all that lists and maps of them choose by:
-- what they leave out is passed over in an index, and of a map no row of a city is read.
create table city_listed (
    theme_id integer not null,
    city_id integer not null references city (id),
    fit text not null,
    country text not null,
    projects integer not null,            -- on the theme
    sort_key text not null,
    latitude_micro integer,
    longitude_micro integer,
    primary key (theme_id, city_id)
);
create index city_listed_by_name on city_listed (theme_id, sort_key, city_id, fit, country);
create index city_listed_by_projects on city_listed (theme_id, projects desc, sort_key, city_id, fit, country);
create index city_listed_by_point on city_listed (theme_id, fit, country, latitude_micro, longitude_micro, city_id);

-- The case study shelf: projects not terminated in which the own body of a city that fits the size takes part, all of them
-- (theme 0) and by theme. The day says which of them have ended.
create table shelf (
    theme_id integer not null,
    project_id integer not null references project (id),
    closed integer not null,              -- 1: its status says so; any other has ended when end_on is past
    end_on integer,
    has_results integer not null,
    cities integer not null,              -- how many such cities
    first_id integer not null references city (id), -- of these the first
    primary key (theme_id, project_id)
);
-- sqlite:
create index shelf_by_end on shelf (theme_id, has_results desc, end_on desc, project_id desc);
-- postgres:
create index shelf_by_end on shelf (theme_id, has_results desc, end_on desc nulls last, project_id desc);
-- both:

create table theme_total (
    theme_id integer not null primary key,
    projects integer not null,
    ended integer not null,
    cities integer not null,              -- cities that fit the size, with own record
    organisations integer not null,
    ec_cents integer not null
);

create table country_total (
    country text not null primary key,
    cities integer not null,
    fits integer not null,
    small integer not null,
    large integer not null,               -- the rest of the cities: unknown
    with_record integer not null          -- of those that fit
);

-- Counts shown on the first page and the data page, by name.
create table total (
    name text not null primary key,
    value integer not null
);

-- ---- content of the product that pages show, copied here by every import (content/*.json)

create table theme (
    id integer not null primary key,
    slug text not null unique,
    name text not null,
    sentence text not null,               -- what it means for a city
    named integer not null                -- 1: one of the eight that small cities named
);

-- The size rule: '' is the usual one, the others are a country's own with its reason.
create table size_bounds (
    country text not null primary key,
    low integer not null,
    high integer not null,
    why text not null
);

-- ---- search. All of it is ours (text/analyse makes the tokens, domain/rank_index the lists), so both engines find the
-- same.

-- The tokens of each project, in order and by field, for ranking (domain/rank reads it).
create table project_tokens (
    project_id integer not null primary key references project (id),
    tokens blob not null
);

-- Which projects hold a token.
create table token (
    token text not null primary key,
    projects integer not null,            -- how many projects hold it
    list blob not null                    -- domain/rank_index
);

-- Facts of all projects, for filters and counts: one row, name 'projects' (store/search_facts).
create table search_facts (
    name text not null primary key,
    facts blob not null
);

-- Tokens by their first letter, with a word that people read, for mistyped words (domain/speller).
create table speller (
    letter text not null primary key,
    words blob not null
);
