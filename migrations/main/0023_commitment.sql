-- What a city has signed, by whom and on what authority; the newest counts. src/store/commitment.h.
create table commitment (
    id integer not null primary key,
    member_id integer not null,
    version integer not null,     -- of its words, in content/commitment.json
    person_id integer not null,   -- who signed
    name text not null,           -- as the person was called then; '' erased, or no more kept
    job text not null,            -- what the person does for the city, in their words; '' likewise
    authority text not null check (authority in ('decision', 'officer')),
    reference text not null,      -- the decision: its number, who took it; '' at officer level
    decided_on integer,           -- date of it; NULL at officer level
    confirm_by text not null,     -- at officer level: whose office is to confirm it; '' with a decision
    signed_at integer not null,   -- instant
    ends_at integer not null,     -- instant: it holds until then
    asked_n integer not null,     -- how often the city was asked again by mail: 0, 1, 2
    who_until integer not null    -- instant: name and job go
);
create index commitment_by_member on commitment (member_id, id);
create index commitment_to_end on commitment (ends_at, id);
create index commitment_by_person on commitment (person_id, id);

-- postgres:
-- As in 0009: statistics hold values.
alter table commitment alter column name set statistics 0;
alter table commitment alter column job set statistics 0;
alter table commitment alter column reference set statistics 0;
alter table commitment alter column confirm_by set statistics 0;
-- both:
