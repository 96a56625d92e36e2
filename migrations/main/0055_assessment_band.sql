-- Between which levels other cities stand that agreed to share theirs; src/store/assessment_band.h.

-- A city lets others compare with what an assessment of it came to. It can take that back.
create table assessment_sharing (
    member_id integer not null,
    edition text not null,        -- what is compared: framework, its edition, and how many questions were asked
    assessment_id integer not null, -- whose levels they are
    person_id integer,            -- who said so; NULL erased
    agreed_at integer not null,   -- instant
    primary key (member_id, edition)
);
create index assessment_sharing_by_assessment on assessment_sharing (assessment_id);
create index assessment_sharing_by_person on assessment_sharing (person_id);

-- The level of a dimension of a city that shares. Levels only: of a licensed matrix no word stands here.
create table assessment_share (
    edition text not null,
    dimension integer not null,   -- its place in the framework, from 1
    member_id integer not null,
    level integer,                -- as it is now; NULL taken back
    counted integer,              -- as it stands in the band that is shown; 0 taken back since; NULL it does not stand in it
    primary key (edition, dimension, member_id)
);
create index assessment_share_by_member on assessment_share (member_id, edition);

-- What is shown. It changes only when five cities have come, gone or changed, so that no two of them tell one city's level.
create table assessment_band (
    edition text not null,
    dimension integer not null,
    n integer not null,           -- cities in it
    least integer not null,       -- lower quartile, hundredths of a level
    most integer not null,       -- upper quartile, the same
    primary key (edition, dimension)
);
