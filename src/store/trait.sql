-- What makes member cities themselves; store/trait.h.
-- name: trait_list
-- gives: many 50
-- in: member_uid text
-- out: name text, says text
select name, says
from trait
where member_id = (select id from member_city where uid = :member_uid)
order by name
limit 50;

-- Who sees each card that has been saved.
-- name: trait_cards
-- gives: many 20
-- in: member_uid text
-- out: card text, seen_by text, changed_at int
select card, seen_by, changed_at
from trait_card
where member_id = (select id from member_city where uid = :member_uid)
order by card
limit 20;

-- name: trait_put
-- gives: none
-- in: member_id int, name text, says text
insert into trait (member_id, name, says)
values (:member_id, :name, :says)
on conflict (member_id, name) do update
set says = excluded.says;

-- name: trait_remove
-- gives: none
-- in: member_id int, name text
delete from trait
where member_id = :member_id and name = :name;

-- name: trait_card_put
-- gives: none
-- in: member_id int, card text, seen_by text, now int
insert into trait_card (member_id, card, seen_by, changed_at)
values (:member_id, :card, :seen_by, :now)
on conflict (member_id, card) do update
set seen_by = excluded.seen_by, changed_at = excluded.changed_at;

-- Nothing when it was saved before.
-- name: trait_card_begin
-- gives: none
-- in: member_id int, card text, now int
insert into trait_card (member_id, card, seen_by, changed_at)
values (:member_id, :card, 'city', :now)
on conflict (member_id, card) do nothing;

-- What comes first for other member cities, as far as they let each other see it.
-- name: trait_firsts
-- gives: many 10000
-- in: member_uid text
-- out: uid text, says text
select m.uid, t.says
from trait t
join trait_card c on c.member_id = t.member_id and c.card = 'value' and c.seen_by = 'members'
join member_city m on m.id = t.member_id
where t.name = 'first' and m.uid <> :member_uid
order by m.uid
limit 10000;
