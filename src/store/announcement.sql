-- Announcements; store/announcement.h.
-- name: announcement_add
-- gives: none
-- in: uid text, title text, says text, link text, seen_by text, until_day int, made_by int?, now int
insert into announcement (id, uid, title, says, link, seen_by, until_day, state, made_by, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from announcement), :uid, :title, :says, :link, :seen_by, :until_day, 'on', :made_by,
    :now, :now);

-- name: announcement_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, title text, says text, link text, seen_by text, until_day int, state text, made_at int, changed_at int
select id, uid, title, says, link, seen_by, until_day, state, made_at, changed_at
from announcement
where uid = :uid;

-- Those that stand on that day, the newest first. members: also those for people of member cities.
-- name: announcement_list
-- gives: many 50
-- in: today int, members int
-- out: uid text, title text, says text, link text, seen_by text, until_day int, made_at int, changed_at int
select uid, title, says, link, seen_by, until_day, made_at, changed_at
from announcement
where state = 'on' and until_day >= :today and (seen_by = 'everybody' or :members = 1)
order by made_at desc, id desc
limit 50;

-- The same of those that are new since then, with when they came.
-- name: announcement_new
-- gives: many 10
-- in: today int, members int, since int
-- out: uid text, title text, made_at int
select uid, title, made_at
from announcement
where state = 'on' and until_day >= :today and (seen_by = 'everybody' or :members = 1) and made_at > :since
order by made_at desc, id desc
limit 10;

-- name: announcement_save
-- gives: none
-- in: id int, title text, says text, link text, seen_by text, until_day int, state text, now int
update announcement
set title = :title, says = :says, link = :link, seen_by = :seen_by, until_day = :until_day, state = :state, changed_at = :now
where id = :id;

-- name: announcement_erase_maker
-- gives: none
-- in: person_id int
update announcement
set made_by = null
where made_by = :person_id;

-- name: announcement_forget
-- gives: none
-- in: before_day int
delete from announcement
where until_day < :before_day;
