-- One member city asks another one for a first talk; src/store/introduction.h. Of the cities; who stands for them is a number, which
-- nobody of the other city is told before both have said yes.
create table introduction (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses; the links in mails are signed
    from_id integer not null,     -- the member city that asks
    to_id integer not null,       -- the one that is asked
    from_person integer,          -- who asked; NULL: erased
    to_person integer,            -- who said yes, not now or no; NULL: nobody yet, or erased
    need text not null,           -- what the asking city needs, in one sentence; '' who wrote it was erased
    reason text not null check (reason in ('', 'they-can', 'we-can', 'same-need', 'same-theme')), -- why these two, as the asking
                                  -- city sees it; '' none
    reason_what text not null,    -- a theme, a kind of work
    slot_1 integer not null,      -- instants: the half-hours that are offered
    slot_2 integer not null,
    slot_3 integer not null,
    slot integer,                 -- instant: the one that was chosen
    asked_role text not null check (asked_role in ('main_contact', 'colleague')), -- who of the asked city has the mail
    state text not null check (state in ('asked', 'yes', 'later', 'no', 'expired', 'withdrawn', 'ended')),
    why text not null,            -- of a no: a sentence, '' none
    made_at integer not null,     -- instant
    answered_at integer,          -- instant of the answer, or of its end
    ends_at integer not null,     -- instant: it cannot be answered any more
    after_at integer,             -- instant: both were asked how it was
    from_was text not null check (from_was in ('', 'useful', 'useless', 'not-held')),   -- how it was, as the asking city says; '' not said
    from_next text not null check (from_next in ('', 'nothing', 'exchange', 'cluster')), -- what next
    to_was text not null check (to_was in ('', 'useful', 'useless', 'not-held')),
    to_next text not null check (to_next in ('', 'nothing', 'exchange', 'cluster')),
    remove_at integer not null    -- instant: the row goes
);
create index introduction_from on introduction (from_id, made_at, id);
create index introduction_to on introduction (to_id, made_at, id);
create index introduction_from_person on introduction (from_person, id);
create index introduction_to_person on introduction (to_person, id);
create index introduction_to_end on introduction (ends_at, id) where state = 'asked';
create index introduction_after on introduction (slot, id) where state = 'yes' and after_at is null;
create index introduction_to_remove on introduction (remove_at, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table introduction alter column need set statistics 0;
alter table introduction alter column why set statistics 0;
-- both:
