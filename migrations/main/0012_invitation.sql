-- How people come to act for a member city: what domains are its own, who is invited, and by what words administrators find
-- people. src/store/invitation.h, src/domain/official.h.

-- Mail domains that are a member city's own: who has an address there works there.
create table member_domain (
    member_id integer not null,
    domain text not null,         -- small letters, ASCII, no dot at the ends: 'peterborough.gov.uk'
    since integer not null,       -- instant
    primary key (member_id, domain)
);

-- Somebody who is asked to act for a member city and has not answered yet. Taken up or withdrawn, the row goes.
create table invitation (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses; the link in the mail is signed
    member_id integer not null,
    role text not null,           -- that it gives: colleague, main_contact
    mail text not null,           -- where it is sent
    mail_folded text not null,    -- the same in small letters, to be found by
    language text not null,       -- of the mail, as in po/
    vouched integer not null,     -- 1: the address is none of the city's own, and invited_by vouches for it
    invited_by integer,           -- person, who sent it last; NULL: on the command line
    made_at integer not null,     -- instant
    sent_n integer not null,      -- how often it was sent
    ends_at integer not null,     -- instant: it cannot be taken up any more
    remove_at integer not null,   -- instant: the row goes
    unique (member_id, mail_folded)
);
create index invitation_by_mail on invitation (mail_folded, id);
create index invitation_to_remove on invitation (remove_at, id);

-- Words of names and addresses, by which administrators find people. People from before this table are found by the beginning
-- of their address until they save their name again.
create table person_word (
    word text not null,           -- folded: 'lucja'
    person_id integer not null,
    primary key (word, person_id)
);
create index person_word_by_person on person_word (person_id, word);
insert into person_word (word, person_id)
select mail_folded, id
from person
where mail_folded is not null;

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table invitation alter column mail set statistics 0;
alter table invitation alter column mail_folded set statistics 0;
alter table person_word alter column word set statistics 0;
-- both:
