-- Where people may sign in with the account of their organisation: providers of OpenID Connect; src/store/provider.h. The
-- secret that they know us by stands in a file outside of the database.
create table provider (
    id integer not null primary key,
    name text not null unique,       -- in addresses: 'city-of-ciampino'
    title text not null,             -- on the button
    issuer text not null unique,     -- exactly as it writes itself
    client text not null,            -- what it calls us
    secret_file text not null,       -- the file with the secret, on each server
    reach text not null,             -- where it stands: open, private (also in a network of one's own), loopback
    mail_domain text not null,       -- of whose addresses it is the authority: 'city.example.org'; '' of none
    added_at integer not null,       -- instant
    authorization_url text not null, -- from here on what it says of itself; '' not known yet
    token_url text not null,
    keys_url text not null,
    takes_basic integer not null,    -- 1: the secret goes in the head of a question, else in its form
    says_issuer integer not null,    -- 1: who comes back brings its name along
    described_at integer,            -- instant; NULL: it never said
    keys text not null,              -- its public keys, as JSON; '' not known yet
    keys_at integer,                 -- instant
    asked_at integer not null,       -- instant: when it was last asked for any of this; 0 never
    why text not null                -- why that failed; '' when it did not
);
