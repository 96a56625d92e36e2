-- Statements that write the evidence's list of sources. Only imports use them.

-- The source made of this very file, if it was imported before.
-- name: load_source_same
-- gives: one
-- in: kind text, sha256 text
-- out: id source_id
select id
from source
where kind = :kind and sha256 = :sha256
order by id
limit 1;

-- The number for the next source.
-- name: load_source_next
-- gives: one
-- in:
-- out: id source_id
select coalesce(max(id), 0) + 1 as id
from source;

-- name: load_source_add
-- gives: none
-- in: id source_id, kind text, name text, file text, licence text, attribution text, address text, as_of date?, imported_at int, sha256 text, records int
insert into source (id, kind, name, file, licence, attribution, address, as_of, imported_at, sha256, records)
values (:id, :kind, :name, :file, :licence, :attribution, :address, :as_of, :imported_at, :sha256, :records);

-- name: load_source_save_records
-- gives: none
-- in: id source_id, records int, as_of date?
update source
set records = :records, as_of = coalesce(:as_of, as_of)
where id = :id;
