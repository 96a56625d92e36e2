-- Mail that is to go out, and what came of it: src/store/mail.h. No body stands here: it is made when it is sent. To whom and
-- what about goes as soon as it was sent; each row says when the rest goes.
create table mail (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: its Message-ID, the same at every try
    kind text not null,           -- of the table in src/web/mail: 'remark-answer'
    person integer,               -- whom it is for; NULL: somebody without an account
    address text not null,        -- '' once it was sent; there again when it came back
    address_digest text not null, -- salted SHA-256 of the address: to know what comes back
    language text not null,       -- as in po/: 'de'
    fields text not null,         -- what it is about, as named fields (src/base/fields.h); '' once it was sent
    unasked integer not null,     -- 1: nobody asked for this one; at most one a week, and none to who said so
    state text not null,          -- waiting, sent, dead (it will not be tried again), bounced (it came back)
    tries integer not null,       -- how often it was begun
    run_after integer not null,   -- instant; it is not begun before
    why text not null,            -- how the last try failed, without the address
    made_at integer not null,     -- instant
    sent_at integer,              -- taken by the mail server; NULL: not yet
    remove_at integer not null    -- when the row goes
);
create index mail_due on mail (state, run_after, id);
create index mail_by_address on mail (address_digest, unasked, made_at);
create index mail_by_person on mail (person);
create index mail_to_remove on mail (remove_at, id);

-- What is known of addresses, by a digest from which nobody can read one: who wants no mail that he did not ask for, and
-- what cannot be reached.
create table mail_address (
    digest text not null primary key,
    unsubscribed_at integer,      -- instant; NULL: takes mail
    unreachable_at integer,       -- instant; NULL: as far as known it can be reached
    why text not null             -- what the mail server of it said
);

-- The salt of these digests: 64 hexadecimal letters, made with the first of them.
create table mail_salt (
    id integer not null primary key,
    salt text not null
);
