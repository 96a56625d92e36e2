-- Pages and search of funding calls. Derived from funding_call, made anew by every import of funding calls.

-- The address of the page of each.
create table funding_call_page (
    call_id integer not null primary key references funding_call (id),
    slug text not null unique        -- of its key (domain/funding_call): 'life-2026-cet-pda'
);

-- The tokens of each, for ranking and for showing where words stand.
create table funding_call_tokens (
    call_id integer not null primary key references funding_call (id),
    tokens blob not null             -- domain/rank
);

-- Which funding calls hold a token.
create table funding_call_token (
    token text not null primary key,
    calls integer not null,          -- how many hold it
    list blob not null               -- domain/rank_index; documents are numbered by call_id
);
