-- Signing in with the account of an organisation, from the button to the session; src/store/sign_in.h. A row lives for ten
-- minutes.
create table sign_in_attempt (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: the `state` that the provider sends back
    provider_id integer not null,
    browser text not null,        -- SHA-256 of the token in the cookie of the browser that began it
    state text not null check (state in ('sent', 'asked', 'done', 'failed')),
    back text not null,           -- the address that the provider was told to send people back to
    leads_to text not null,       -- the page afterwards, within this site; '' the person's own
    code text not null,           -- what the provider gave, sealed with the key file; '' none, or it was used
    agent text not null,          -- browser and system in two words, for the list of one's sessions
    why text not null,            -- how it failed, a word of store/sign_in.h; '' it did not
    made_at integer not null,     -- instant
    ends_at integer not null      -- instant: then it is over, and the row goes
);
create index sign_in_attempt_by_state on sign_in_attempt (state, id);
create index sign_in_attempt_by_browser on sign_in_attempt (browser, ends_at);
create index sign_in_attempt_to_end on sign_in_attempt (ends_at, id);

-- Who a person is at a provider.
create table person_provider (
    provider_id integer not null,
    subject text not null,        -- what the provider calls the person, for ever
    person_id integer not null,
    made_at integer not null,     -- instant
    primary key (provider_id, subject)
);
create index person_provider_by_person on person_provider (person_id, provider_id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table person_provider alter column subject set statistics 0;
alter table sign_in_attempt alter column browser set statistics 0;
alter table sign_in_attempt alter column code set statistics 0;
alter table sign_in_attempt alter column leads_to set statistics 0;
alter table sign_in_attempt alter column agent set statistics 0;
-- both:
