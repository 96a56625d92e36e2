-- The knowledge wall of a leadership programme; store/wall.h.

-- All cards, also those that were taken off.
-- name: wall_cards
-- gives: many 400
-- in: programme_uid text
-- out: id int, uid text, project_id int?, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id theme_id, removed_at int?, marks int
select c.id, c.uid, c.project_id, c.claim, c.so_what, c.source, c.url, c.dated_on, c.licence, c.theme_id, c.removed_at,
    (select count(*) from wall_mark k where k.card_id = c.id) as marks
from wall_card c
where c.programme_id = (select p.id from programme p where p.uid = :programme_uid)
order by c.id
limit 400;

-- name: wall_card_of
-- gives: one
-- in: programme_uid text, uid text
-- out: id int, uid text, programme_id int, project_id int?, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id theme_id, person text?, made_at int, changed_at int, removed_at int?
select c.id, c.uid, c.programme_id, c.project_id, c.claim, c.so_what, c.source, c.url, c.dated_on, c.licence, c.theme_id,
    e.name as person, c.made_at, c.changed_at, c.removed_at
from wall_card c
left join person e on e.id = c.person_id
where c.uid = :uid and c.programme_id = (select p.id from programme p where p.uid = :programme_uid);

-- How many it has, and how many of them hang there of that project.
-- name: wall_room
-- gives: one
-- in: programme_id int, project_id int?
-- out: n int, same int
select count(*) as n, count(case when project_id = :project_id and removed_at is null then 1 end) as same
from wall_card
where programme_id = :programme_id;

-- name: wall_card_add
-- gives: none
-- in: uid text, programme_id int, project_id int?, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id theme_id, person_id int, now int
insert into wall_card (id, uid, programme_id, project_id, claim, so_what, source, url, dated_on, licence, theme_id, person_id,
    made_at, changed_at, removed_at)
values ((select coalesce(max(id), 0) + 1 from wall_card), :uid, :programme_id, :project_id, :claim, :so_what, :source, :url,
    :dated_on, :licence, :theme_id, :person_id, :now, :now, null);

-- name: wall_card_save
-- gives: none
-- in: id int, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id theme_id, now int
update wall_card
set claim = :claim, so_what = :so_what, source = :source, url = :url, dated_on = :dated_on, licence = :licence,
    theme_id = :theme_id, changed_at = :now
where id = :id;

-- name: wall_card_set_removed
-- gives: none
-- in: id int, removed_at int?
update wall_card
set removed_at = :removed_at
where id = :id;

-- ---- what participants mark

-- Cards that somebody has marked.
-- name: wall_marked
-- gives: many 400
-- in: participant_uid text
-- out: card_id int
select k.card_id
from wall_mark k
where k.participant_id = (select a.id from participant a where a.uid = :participant_uid)
order by k.card_id
limit 400;

-- name: wall_mark_add
-- gives: none
-- in: card_id int, participant_id int
insert into wall_mark (card_id, participant_id)
values (:card_id, :participant_id)
on conflict (card_id, participant_id) do nothing;

-- name: wall_mark_remove
-- gives: none
-- in: card_id int, participant_id int
delete from wall_mark
where card_id = :card_id and participant_id = :participant_id;

-- Of cards that are gone.
-- name: wall_mark_forget
-- gives: none
delete from wall_mark
where not exists (select 1 from wall_card c where c.id = wall_mark.card_id);

-- ---- what goes

-- name: wall_forget
-- gives: none
-- in: before int
delete from wall_card
where removed_at < :before;

-- Of programmes that are gone.
-- name: wall_forget_parts
-- gives: none
delete from wall_card
where not exists (select 1 from programme p where p.id = wall_card.programme_id);

-- name: wall_erase_person
-- gives: none
-- in: person int
update wall_card
set person_id = null
where person_id = :person;
