-- Rules of funding that coordinators wrote: the network's own, which no import touches; src/store/funding_rule.h.
create table funding_rule (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names this version
    rule text not null,           -- which rule it is a version of: "eui-ia-4"; one of the program with that id gives way
    number integer not null,      -- which version of that rule, from 1
    kind text not null check (kind in ('change', 'checked', 'back', 'withdraw')),
    -- written anew or changed; looked at again at its source; an older one put back; the network's rule taken away
    state text not null check (state in ('draft', 'asked', 'in-force', 'replaced', 'withdrawn', 'no')),
    -- being written; waits for a second person; answers; answered until a newer one; was taken away; a second person said no
    says text not null,           -- the rule as JSON, with its examples (docs/internals/funding.md)
    why text not null,            -- why it is asked for, in the words of who wrote it; '' while it is a draft
    answer text not null,         -- why the second person said yes or no; '' until then
    made_by integer,              -- who wrote it; NULL: erased
    answered_by integer,          -- who said yes or no, never who wrote it; NULL: nobody yet, or erased
    made_at integer not null,     -- instant
    changed_at integer not null,  -- instant of the last change of the draft, or when it was asked for
    answered_at integer,          -- instant of yes or no
    ended_at integer,             -- instant at which it stopped to answer, or was told no; NULL: it has not
    unique (rule, number)
);
create unique index funding_rule_open on funding_rule (rule) where state in ('draft', 'asked');
create unique index funding_rule_in_force on funding_rule (rule) where state = 'in-force';
create index funding_rule_by_state on funding_rule (state, rule, number);
create index funding_rule_by_maker on funding_rule (made_by, id);
create index funding_rule_by_answerer on funding_rule (answered_by, id);

-- postgres:
-- As in 0009: statistics hold values, and stay when the row is gone.
alter table funding_rule alter column says set statistics 0;
alter table funding_rule alter column why set statistics 0;
alter table funding_rule alter column answer set statistics 0;
alter table funding_rule alter column rule set statistics 0;
-- both:
