-- Who says of themselves that they work for a member city, and asks to act for it; src/store/claim.h. Nothing stands on it before
-- the address was shown to be theirs. Answered or over, the row stays for a while, so that the answer can be read.
create table claim (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses; the links in mails are signed
    member_id integer not null,
    person_id integer,            -- who had signed in when asking; NULL: nobody had, the address says who it is
    name text not null,
    mail text not null,
    mail_folded text not null,    -- the same in small letters, to be found by
    says text not null,           -- what they do for the city, in their words
    language text not null,       -- of the mails, as in po/
    state text not null check (state in ('unproven', 'waiting', 'yes', 'no', 'over')),
    why text not null,            -- of a no; '' none was given
    answered_by integer,          -- person; NULL: nobody, for the address is one of the city's own or time went by
    made_at integer not null,     -- instant
    ends_at integer not null,     -- instant: it cannot be shown, or answered, any more
    remove_at integer not null,   -- instant: the row goes
    unique (member_id, mail_folded)
);
create index claim_by_mail on claim (mail_folded, id);
create index claim_by_person on claim (person_id, id);
create index claim_to_end on claim (ends_at, id) where state = 'waiting';
create index claim_to_remove on claim (remove_at, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table claim alter column name set statistics 0;
alter table claim alter column mail set statistics 0;
alter table claim alter column mail_folded set statistics 0;
alter table claim alter column says set statistics 0;
alter table claim alter column why set statistics 0;
-- both:
