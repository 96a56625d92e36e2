-- What happened to a member city, step by step. What it is now is said by its last step, and is kept nowhere else;
-- src/domain/standing.h has the words, src/store/membership.h the functions.
create table member_step (
    member_id integer not null,
    number integer not null,      -- 1, 2, ... of that city
    step text not null,           -- joined, paused, back (from a pause), left; later ones are added without a change here
    at integer not null,          -- instant
    way text not null,            -- how it came about: application (a yes to one), role (its first one), city, network
    by_person integer,            -- who did it; NULL: on the command line, or by its time
    why text not null,            -- in words; '' none was given
    primary key (member_id, number)
);

insert into member_step (member_id, number, step, at, way, by_person, why)
select m.id, 1, 'joined', m.since,
    case when exists (select 1 from application a where a.member_id = m.id and a.state = 'yes') then 'application' else 'role' end,
    coalesce((select min(a.answered_by) from application a where a.member_id = m.id and a.state = 'yes'),
        (select r.given_by from person_role r where r.id = (select min(q.id) from person_role q where q.member_id = m.id))),
    coalesce((select min(a.why) from application a where a.member_id = m.id and a.state = 'yes'), '')
from member_city m;

insert into member_step (member_id, number, step, at, way, by_person, why)
select m.id, 2, 'left', m.ended, 'network', null, ''
from member_city m
where m.ended is not null;

-- loses: since when and until when a city takes part, which its steps say now
alter table member_city drop column since;
alter table member_city drop column ended;

-- postgres:
-- As in 0009: statistics hold values.
alter table member_step alter column why set statistics 0;
-- both:
