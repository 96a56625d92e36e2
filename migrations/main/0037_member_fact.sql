-- What only a member city knows of what the rules of funding ask: said by its people, seen by them alone; src/store/member_fact.h.
create table member_fact (
    member_id integer not null,
    fact text not null,           -- a subject of src/domain/fund_fact.h: 'plan', 'letter', 'investment' ...
    value text not null,          -- as that takes it: 'yes', 'no', whole euros, a topic; no row: not known
    by_person integer not null,   -- person
    at integer not null,          -- instant it was said last
    primary key (member_id, fact)
);
create index member_fact_by_person on member_fact (by_person);
create index member_fact_by_time on member_fact (at);

-- postgres:
-- As in 0009: statistics hold values.
alter table member_fact alter column value set statistics 0;
-- both:
