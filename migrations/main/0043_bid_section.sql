-- The bid workshop: sections with their texts, and numbers that must agree; src/store/bid_section.h.

-- A section of a bid: what a form asks, how long it may be, and which city writes it.
create table bid_section (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    bid_id integer not null,
    number integer not null,      -- the order of reading; gaps and doubles may be, then the older one stands first
    title text not null,
    asks text not null,           -- what the form asks, in its words; '' not said
    limit_n integer not null,     -- how long it may be; 0 without a limit
    limit_of text not null check (limit_of in ('', 'words', 'characters')), -- what is counted; '' no limit
    member_id integer not null,   -- the member city that writes it
    person_id integer,            -- who of that city: seen by that city alone; NULL nobody, or erased
    state text not null check (state in ('open', 'ready')),
    made_at integer not null,     -- instant
    changed_at integer not null   -- instant
);
create index bid_section_by_bid on bid_section (bid_id, number);
create index bid_section_by_person on bid_section (person_id);
create index bid_section_by_member on bid_section (member_id);

-- What stood in a section: each save is a row, the last one counts.
create table bid_text (
    id integer not null primary key,
    section_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    body text not null,
    person_id integer,            -- who saved it: seen by people of their city alone; NULL erased
    member_id integer not null,   -- of which member city
    answer_id integer,            -- the answer of the library that it was taken from; NULL none
    made_at integer not null,     -- instant
    unique (section_id, number)
);
create index bid_text_by_person on bid_text (person_id);

-- A number that is said once and must agree in every part; or a city's own share of one.
create table bid_figure (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    bid_id integer not null,
    of_id integer,                -- a city's own: the figure of which it is a part; NULL: it is said of the whole bid
    name text not null,           -- "residents", "total cost / Gesamtkosten"; of a city's own ''
    says text not null,           -- the number as typed, with its unit; '' not said yet
    value integer not null,       -- thousandths
    unit text not null check (unit in ('', 'EUR', '%', 'people', 'months', 'GBP', 'money', 'other')),
    source text not null,         -- where it is from; '' not said
    each_city integer not null,   -- 1: each city says its own, and the whole is the sum
    member_id integer,            -- whose own it is; NULL of the whole bid
    person_id integer,            -- who said it; NULL erased
    changed_at integer not null   -- instant
);
create index bid_figure_by_bid on bid_figure (bid_id);
create index bid_figure_by_person on bid_figure (person_id);
create unique index bid_figure_own on bid_figure (of_id, member_id); -- a city says its own once

-- What somebody typed stands in no statistics.
-- postgres:
alter table bid_section alter column title set statistics 0;
alter table bid_section alter column asks set statistics 0;
alter table bid_text alter column body set statistics 0;
alter table bid_figure alter column name set statistics 0;
alter table bid_figure alter column says set statistics 0;
alter table bid_figure alter column source set statistics 0;
-- both:
