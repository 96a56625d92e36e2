-- Funding calls: money that can be asked for until a day. They come from lists (the EU's portal, lists of national and local
-- funds) and are replaced as a whole by the next import of their list; what is over stays, as memory.

create table funding_call (
    id integer not null primary key,
    key text not null unique,        -- the portal's identifier in capitals; of another list its publisher, '/' and identifier
    identifier text not null,        -- as the source writes it: 'LIFE-2026-CET-PDA'
    title text not null,
    publisher text not null,         -- who offers it, '' the European Union by its portal
    country text not null,           -- ISO 3166-1 alpha-2 of a national or local fund, '' none or unknown
    programme text not null,         -- 'Horizon Europe'
    group_code text not null,        -- the portal's call under which it stands: 'HORIZON-CL2-2026-01', '' unknown
    group_title text not null,
    action text not null,            -- type of action: 'HORIZON Innovation Actions', '' unknown
    status text not null,            -- what its source said when it was read: open, forthcoming, closed, unknown
    model text not null,             -- single-stage, two-stage, multiple cut-off, '' unknown
    opens_on integer,                -- day; NULL unknown
    closes_on integer,               -- day of the last deadline; NULL none is named
    grant_min_cents integer,         -- of one grant, in the currency
    grant_max_cents integer,
    budget_cents integer,            -- of all grants together
    grants integer,                  -- how many are expected
    currency text not null,          -- ISO 4217: 'EUR'
    address text not null,           -- of its page, '' unknown
    digest integer not null,         -- hash of the record as it was read last, to see changes
    source_id integer not null references source (id),
    keywords text not null,
    pays_stated text not null,       -- what its list says that it pays for, words of funding_call_pays with '; ' between
    conditions text not null,
    body text not null               -- '' the source has none
);
create index funding_call_by_day on funding_call (closes_on, id);

-- Every deadline that its source names: of stages, or of several dates on which one may apply.
create table funding_call_deadline (
    call_id integer not null references funding_call (id),
    closes_at integer not null,      -- instant
    day_on integer not null,         -- the day on the clocks of where it is
    hour_known integer not null,     -- 0: the source names the day only, and closes_at has the usual hour, 17:00
    primary key (call_id, closes_at)
);

-- ---- derived from the tables above, made anew by every import of funding calls

-- Themes of a funding call and why, as in project_theme.
create table funding_call_theme (
    call_id integer not null references funding_call (id),
    theme_id integer not null,
    score integer not null,          -- basis points
    why text not null,
    primary key (call_id, theme_id)
);
create index funding_call_theme_by_theme on funding_call_theme (theme_id, score desc, call_id);

-- What it pays for; no row: unknown.
create table funding_call_pays (
    call_id integer not null references funding_call (id),
    place integer not null,          -- from 1; the first is the strongest
    what text not null,              -- secretariat, exchange, preparing, trying, investing, running
    why text not null,               -- what says so: 'action:innovation action|text:piloting', separated by '|'
    primary key (call_id, place)
);
