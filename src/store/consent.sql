-- What people agreed to; store/consent.h.
-- name: consent_find
-- gives: one
-- in: person_id int, kind text
-- out: id int, words int, given_at int
select id, words, given_at
from consent
where person_id = :person_id and kind = :kind and withdrawn_at is null;

-- name: consent_add
-- gives: none
-- in: person_id int, kind text, words int, now int
insert into consent (id, person_id, kind, words, given_at, withdrawn_at, withdrawn_by, remove_at)
values ((select coalesce(max(id), 0) + 1 from consent), :person_id, :kind, :words, :now, null, '', 253402300799);

-- name: consent_end
-- gives: none
-- in: id int, by text, now int, remove_at int
update consent
set withdrawn_at = :now, withdrawn_by = :by, remove_at = :remove_at
where id = :id;

-- Whose stand, with their addresses.
-- name: consent_people
-- gives: each
-- in: kind text
-- out: id int, person_id int, name text, mail text
select c.id, c.person_id, p.name, p.mail
from consent c join person p on p.id = c.person_id
where c.kind = :kind and c.withdrawn_at is null
order by c.id;

-- name: consent_erase
-- gives: none
-- in: person_id int
delete from consent
where person_id = :person_id;

-- name: consent_forget
-- gives: none
-- in: now int
delete from consent
where remove_at <= :now;
