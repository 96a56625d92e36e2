-- A leadership programme has more than one survey: that before it, and six questions on its aims, four times; src/store/survey.h.

-- loses: nothing; on SQLite the table is made again, since a rule that stands in it cannot be taken out of it.

alter table survey add column kind text not null default 'before' check (kind in ('before', 'aims_before', 'aims_end', 'aims_90', 'aims_year')); -- which one it is: one of each a programme

-- sqlite:
  create table survey_of_a_kind (
    id integer not null primary key,
    uid text not null unique,
    programme_id integer not null,
    structure text not null,
    head text not null,
    named integer,
    opened_at integer,
    closed_at integer,
    reminded_at integer,
    made_at integer not null,
    changed_at integer not null,
    rev integer not null,
    kind text not null default 'before' check (kind in ('before', 'aims_before', 'aims_end', 'aims_90', 'aims_year'))
);
insert into survey_of_a_kind (id, uid, programme_id, structure, head, named, opened_at, closed_at, reminded_at, made_at, changed_at, rev, kind)
select id, uid, programme_id, structure, head, named, opened_at, closed_at, reminded_at, made_at, changed_at, rev, kind
from survey;
drop table survey;
alter table survey_of_a_kind rename to survey;
-- postgres:
alter table survey drop constraint survey_programme_id_key;
-- both:
create unique index survey_once on survey (programme_id, kind);
