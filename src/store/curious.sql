-- Who is just curious; store/curious.h.
-- name: curious_add
-- gives: none
-- in: uid text, mail text, mail_folded text, address_digest text, language text, words int, now int, remove_at int
insert into curious (id, uid, mail, mail_folded, address_digest, language, state, words, made_at, proved_at, told_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from curious), :uid, :mail, :mail_folded, :address_digest, :language, 'unproven',
    :words, :now, null, :now, :remove_at);

-- name: curious_by_uid
-- gives: one
-- in: uid text
-- out: id int, uid text, mail text, mail_folded text, address_digest text, language text, state text, proved_at int?, told_at int, remove_at int
select id, uid, mail, mail_folded, address_digest, language, state, proved_at, told_at, remove_at
from curious
where uid = :uid;

-- name: curious_by_mail
-- gives: one
-- in: mail_folded text
-- out: id int, uid text, state text, remove_at int
select id, uid, state, remove_at
from curious
where mail_folded = :mail_folded;

-- name: curious_prove
-- gives: none
-- in: id int, now int, remove_at int
update curious
set state = 'on', proved_at = :now, told_at = :now, remove_at = :remove_at
where id = :id and state = 'unproven';

-- name: curious_remove
-- gives: none
-- in: id int
delete from curious
where id = :id;

-- name: curious_end
-- gives: none
-- in: address_digest text
delete from curious
where address_digest = :address_digest;

-- What is new since then: cities that joined, lists that were brought in.
-- name: curious_news
-- gives: one
-- in: since int
-- out: cities int, lists int
select (select count(*) from member_step s where s.step = 'joined' and s.at > :since) as cities,
    (select count(*) from source where imported_at > :since) as lists;

-- name: curious_cities
-- gives: many 11
-- in: since int
-- out: name text, country text
select m.name, m.country
from member_step s join member_city m on m.id = s.member_id
where s.step = 'joined' and s.at > :since
    and (select t.step from member_step t where t.member_id = m.id order by t.number desc limit 1) <> 'left'
order by s.at, m.id
limit 11;

-- name: curious_lists
-- gives: many 11
-- in: since int
-- out: name text, as_of date?
select name, as_of
from source
where imported_at > :since
order by imported_at, id
limit 11;

-- Whose week is over, but for those who want no mail (any more) or cannot be reached.
-- name: curious_due
-- gives: many 1000
-- in: before int
-- out: id int, uid text, mail text, language text, told_at int
select c.id, c.uid, c.mail, c.language, c.told_at
from curious c
left join mail_address a on a.digest = c.address_digest
where c.state = 'on' and c.told_at <= :before and a.unsubscribed_at is null and a.unreachable_at is null
order by c.told_at, c.id
limit 1000;

-- name: curious_told
-- gives: none
-- in: id int, now int
update curious
set told_at = :now
where id = :id;

-- What is over, and those who said no more or were not reached for long.
-- name: curious_forget
-- gives: none
-- in: now int, unreached_before int
delete from curious
where remove_at <= :now or address_digest in (
    select a.digest
    from mail_address a
    where a.unsubscribed_at is not null or a.unreachable_at <= :unreached_before
);

-- name: curious_erase
-- gives: none
-- in: uid text
delete from curious
where uid = :uid;
