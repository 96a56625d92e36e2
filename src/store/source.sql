-- Where everything comes from.
-- name: source_list
-- gives: many 500
-- in:
-- out: id source_id, kind text, name text, file text, licence text, attribution text, address text, as_of date?, imported_at int, records int
select id, kind, name, file, licence, attribution, address, as_of, imported_at, records
from source
order by imported_at desc, id desc
limit 500;

-- Counts for the first page and the data page.
-- name: total_list
-- gives: many 100
-- in:
-- out: name text, value int
select name, value
from total
order by name;
