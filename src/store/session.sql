-- Browsers that somebody signed in with; store/session.h.
-- Who has a session, with the roles that stand: a row a role, one for somebody without any.
-- name: session_who
-- gives: many 64
-- in: digest text, now int
-- out: session_id int, person_id int, name text, second_factor bool, opened_by text, made_at int, seen_at int, role text?
-- out: member_id int?
select s.id as session_id, s.person_id, p.name, s.second_factor, s.opened_by, s.made_at, s.seen_at, r.role, r.member_id
from login_session s join person p on p.id = s.person_id
left join person_role r on r.person_id = s.person_id and (r.until is null or r.until > :now)
where s.digest = :digest and s.ends_at > :now and s.seen_at + s.idle_s > :now and p.state = 'active'
order by r.id nulls first, s.id;

-- name: session_add
-- gives: none
-- in: uid text, person_id int, digest text, made_at int, idle_s int, ends_at int, opened_by text, second_factor bool, browser text
insert into login_session (id, uid, person_id, digest, made_at, seen_at, idle_s, ends_at, opened_by, second_factor, browser)
values ((select coalesce(max(id), 0) + 1 from login_session), :uid, :person_id, :digest, :made_at, :made_at, :idle_s,
    :ends_at, :opened_by, :second_factor, :browser);

-- Those of one person, the last used first.
-- name: session_list
-- gives: many 100
-- in: person_id int, now int
-- out: id int, uid text, made_at int, seen_at int, ends_at int, opened_by text, second_factor bool, browser text
select id, uid, made_at, seen_at, ends_at, opened_by, second_factor, browser
from login_session
where person_id = :person_id and ends_at > :now and seen_at + idle_s > :now
order by seen_at desc, id desc
limit 100;

-- name: session_end
-- gives: none
-- in: person_id int, uid text
delete from login_session
where person_id = :person_id and uid = :uid;

-- name: session_end_by_digest
-- gives: none
-- in: digest text
delete from login_session
where digest = :digest;

-- kept 0: all.
-- name: session_end_all
-- gives: none
-- in: person_id int, kept int
delete from login_session
where person_id = :person_id and id <> :kept;

-- Of all people.
-- name: session_end_everybody
-- gives: none
delete from login_session;

-- All but the last used so many.
-- name: session_end_beyond
-- gives: none
-- in: person_id int, most int
delete from login_session
where person_id = :person_id
    and id not in (select id from login_session where person_id = :person_id order by seen_at desc, id desc limit :most);

-- name: session_seen
-- gives: none
-- in: id int, at int
update login_session
set seen_at = :at
where id = :id and seen_at < :at;

-- As person_place_old: until when the next thousand end.
-- name: session_old
-- gives: one
-- in: now int
-- out: ends_at int
select ends_at
from login_session
where ends_at <= :now
order by ends_at
limit 1 offset 999;

-- name: session_forget
-- gives: none
-- in: now int
delete from login_session
where ends_at <= :now;
