-- Somebody of a city who speaks for the area around it, for the people of their city; src/store/member.sql. It goes with
-- the part.
alter table person_role add column for_area text; -- the place as they wrote it, '' all of it; NULL: they do not, or it ended

-- What somebody typed stands in no statistics either.
-- postgres:
alter table person_role alter column for_area set statistics 0;
-- both:
