-- A matrix that a city holds a licence for, private to that city; src/store/matrix.h.

create table framework_matrix (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: assessment.framework names it
    member_id integer not null,   -- the member city that holds the licence: no other one reads a word of it
    title text not null,
    holder text not null,         -- of the licence
    ref text not null,            -- its order number; '' not said
    body text not null,           -- the file as it was pasted: JSON or a table
    person_id integer,            -- who brought it in; NULL erased
    made_at integer not null      -- instant
);
create index framework_matrix_by_member on framework_matrix (member_id, id);
create index framework_matrix_by_person on framework_matrix (person_id);
create index assessment_by_framework on assessment (framework);

-- What somebody typed stands in no statistics.
-- postgres:
alter table framework_matrix alter column title set statistics 0;
alter table framework_matrix alter column holder set statistics 0;
alter table framework_matrix alter column ref set statistics 0;
alter table framework_matrix alter column body set statistics 0;
-- both:
