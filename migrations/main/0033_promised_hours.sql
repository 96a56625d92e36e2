-- What each city gives once both named the same as next after a first talk; src/store/introduction.h.
alter table introduction add column from_hours integer; -- hours a month, of the asking city, for itself; NULL: not said
alter table introduction add column to_hours integer;   -- of the asked one
