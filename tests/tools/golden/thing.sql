-- Statements of every shape, for the tests of sqlc.

-- Things whose name begins with the prefix.
-- name: thing_by_prefix
-- gives: many 20
-- in: low text, high text
-- out: id city_id, name text, population int?, seen date?, known bool, note text?
select id, name, population, seen, known, note -- all of it
from thing
where name >= :low and name < :high and name <> 'it''s :low; -- "quoted"'
order by name, id;

-- One thing.
-- name: thing_get
-- gives: one
-- in: id city_id
-- out: name text, made date, blob blob
select name, made, blob from thing where id = :id and name is not null;

-- name: thing_add
-- gives: none
-- in: id city_id, name text, note text?,
-- in: population int?, seen date?, made date, known bool, parent city_id?
insert into thing values (:id, :name, :note, :population, :seen, :made, :known, :parent);

-- name: thing_remove
-- gives: none
-- in: id city_id
delete from thing where id = :id;

-- All of them, for jobs.
-- name: thing_all
-- gives: each
-- out: id city_id, name text
-- sqlite:
select rowid as id, name from thing order by rowid;
-- postgres:
select id::bigint, name from thing order by id;
-- both:
