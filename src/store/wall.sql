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

-- ---- what is said beside them

-- Of all cards, also those that were taken off.
-- name: wall_comments
-- gives: many 700
-- in: programme_uid text
-- out: id int, uid text, card_id int, said_by text, participant_id int?, short_name text?, person text?, says text, made_on date, removed_at int?
select k.id, k.uid, k.card_id, k.said_by, k.participant_id, a.short_name, e.name as person, k.says, k.made_on, k.removed_at
from wall_comment k
left join participant a on a.id = k.participant_id
left join person e on e.id = k.person_id
where k.programme_id = (select p.id from programme p where p.uid = :programme_uid)
order by k.id
limit 700;

-- name: wall_comment_room
-- gives: one
-- in: programme_id int
-- out: n int
select count(*) as n
from wall_comment
where programme_id = :programme_id;

-- name: wall_comment_add
-- gives: none
-- in: uid text, programme_id int, card_id int, said_by text, participant_id int?, person_id int?, says text, made_on date
insert into wall_comment (id, uid, programme_id, card_id, said_by, participant_id, person_id, says, made_on, removed_at)
values ((select coalesce(max(id), 0) + 1 from wall_comment), :uid, :programme_id, :card_id, :said_by, :participant_id, :person_id,
    :says, :made_on, null);

-- name: wall_comment_set_removed
-- gives: none
-- in: uid text, card_id int, removed_at int?
update wall_comment
set removed_at = :removed_at
where uid = :uid and card_id = :card_id;

-- Who said it takes it back: it goes.
-- name: wall_comment_take_back
-- gives: none
-- in: uid text, card_id int, participant_id int
delete from wall_comment
where uid = :uid and card_id = :card_id and participant_id = :participant_id;

-- ---- which were opened

-- How often each; card_id 0: how many have opened any.
-- name: wall_opened
-- gives: many 400
-- in: programme_uid text
-- out: card_id int, n int
select o.card_id, count(*) as n
from wall_open o
where o.programme_id = (select p.id from programme p where p.uid = :programme_uid)
group by o.card_id
order by o.card_id
limit 400;

-- name: wall_open_add
-- gives: none
-- in: programme_id int, card_id int, reader text
insert into wall_open (programme_id, card_id, reader)
values (:programme_id, :card_id, :reader)
on conflict (programme_id, card_id, reader) do nothing;

-- ---- what goes

-- name: wall_comment_forget
-- gives: none
-- in: before int
delete from wall_comment
where removed_at < :before;

-- What participants said of what is so long over.
-- name: wall_comment_forget_over
-- gives: none
-- in: ended_before date
delete from wall_comment
where said_by = 'participant' and programme_id in (select p.id from programme p where p.ends_on < :ended_before);

-- Of cards that are gone.
-- name: wall_comment_forget_parts
-- gives: none
delete from wall_comment
where not exists (select 1 from wall_card c where c.id = wall_comment.card_id);

-- Of programmes that are over, or gone.
-- name: wall_open_forget
-- gives: none
-- in: ended_before date
delete from wall_open
where not exists (select 1 from programme p where p.id = wall_open.programme_id and p.ends_on >= :ended_before);

-- Of cards that are gone.
-- name: wall_open_forget_cards
-- gives: none
delete from wall_open
where card_id > 0 and not exists (select 1 from wall_card c where c.id = wall_open.card_id);

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

-- name: wall_comment_erase_person
-- gives: none
-- in: person int
update wall_comment
set person_id = null
where person_id = :person;

-- What they said goes; what nobody is known of stays.
-- name: wall_comment_erase_participant
-- gives: none
-- in: uid text
delete from wall_comment
where participant_id = (select a.id from participant a where a.uid = :uid);
