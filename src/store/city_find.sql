-- Statements by which a name that is typed finds cities. All give the same columns: store/city_find reads them as one.
-- country '' means any. found_as is the name as its source writes it, kind is that of city_name.

-- Cities of exactly this name (folded).
-- name: city_by_name
-- gives: many 60
-- in: folded text, country text
-- out: id city_id, slug text, name text, country text, population int?, fit text, projects int?, kind int, folded text, found_as text
select c.id, c.slug, c.name, c.country, c.population, c.fit, t.projects, n.kind, n.folded, n.name as found_as
from city_name n
join city c on c.id = n.city_id
left join city_total t on t.city_id = c.id
where n.folded = :folded and (:country = '' or c.country = :country)
order by c.population desc nulls last, c.id
limit 60;

-- Cities with a name between :low and :high, which is just past it. Only for ranges known to be short (city_beginning).
-- name: city_by_range
-- gives: many 300
-- in: low text, high text, country text
-- out: id city_id, slug text, name text, country text, population int?, fit text, projects int?, kind int, folded text, found_as text
select c.id, c.slug, c.name, c.country, c.population, c.fit, t.projects, n.kind, n.folded, n.name as found_as
from city_name n
join city c on c.id = n.city_id
left join city_total t on t.city_id = c.id
where n.folded >= :low and n.folded < :high and (:country = '' or c.country = :country)
order by n.folded, c.id
limit 300;

-- The cities kept for a beginning with which more names begin than are read at once.
-- name: city_by_beginning
-- gives: many 60
-- in: beginning text, country text
-- out: id city_id, slug text, name text, country text, population int?, fit text, projects int?, kind int, folded text, found_as text
select c.id, c.slug, c.name, c.country, c.population, c.fit, t.projects, b.kind, '' as folded, b.name as found_as
from city_beginning b
join city c on c.id = b.city_id
left join city_total t on t.city_id = c.id
where b.beginning = :beginning and (:country = '' or c.country = :country)
order by b.place, c.id
limit 60;

-- The names of the larger cities that have this word in a name of their own.
-- name: city_by_word
-- gives: many 300
-- in: word text, country text
-- out: id city_id, slug text, name text, country text, population int?, fit text, projects int?, kind int, folded text, found_as text
select c.id, c.slug, c.name, c.country, c.population, c.fit, t.projects, n.kind, n.folded, n.name as found_as
from (select w.city_id, w.place from city_word w where w.word = :word order by w.place, w.city_id limit 120) w
join city c on c.id = w.city_id
join city_name n on n.city_id = c.id and n.kind in (0, 1, 3)
left join city_total t on t.city_id = c.id
where (:country = '' or c.country = :country)
order by w.place, c.id, n.folded
limit 300;

-- The same for the beginning of a word, from :low to just before :high.
-- name: city_by_word_range
-- gives: many 300
-- in: low text, high text, country text
-- out: id city_id, slug text, name text, country text, population int?, fit text, projects int?, kind int, folded text, found_as text
select c.id, c.slug, c.name, c.country, c.population, c.fit, t.projects, n.kind, n.folded, n.name as found_as
from (select w.city_id from city_word w where w.word >= :low and w.word < :high order by w.word, w.place, w.city_id
    limit 120) w
join city c on c.id = w.city_id
join city_name n on n.city_id = c.id and n.kind in (0, 1, 3)
left join city_total t on t.city_id = c.id
where (:country = '' or c.country = :country)
order by c.id, n.folded
limit 300;

-- The names of :low to :high letters under these pieces, for domain/city_typo.
-- name: city_spelling
-- gives: each
-- in: a text, b text, c text, d text, e text, f text, low int, high int
-- out: letters int, names blob
select letters, names
from city_spelling
where piece in (:a, :b, :c, :d, :e, :f) and letters >= :low and letters <= :high;
