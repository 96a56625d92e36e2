-- What everybody may read of a member city; store/profile_publish.h.
-- name: publication_list
-- gives: many 30
-- in: member_uid text
-- out: part text, state text, uid text, says text, asked_by int, asked_name text?, asked_at int, answered_name text?, answered_at int?
select p.part, p.state, p.uid, p.says, p.asked_by, a.name as asked_name, p.asked_at, b.name as answered_name, p.answered_at
from publication p
left join person a on a.id = p.asked_by
left join person b on b.id = p.answered_by
where p.member_id = (select id from member_city where uid = :member_uid)
order by p.part, p.state
limit 30;

-- What everybody reads of a city of the evidence, without any person.
-- name: publication_of_city
-- gives: many 20
-- in: id city_id
-- out: part text, says text, at int
select p.part, p.says, coalesce(p.answered_at, 0) as at
from (
    select k.id from city c join member_city k on k.lau_id = c.lau_id where c.id = :id
    union
    select k.id from city c join member_city k on k.gss_code = c.gss_code where c.id = :id
    union
    select k.id from city c join member_city k on k.geonames_id = c.geonames_id where c.id = :id
) i
cross join member_city m
cross join publication p
where m.id = i.id and p.member_id = m.id and p.state = 'published'
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by p.part, p.member_id
limit 20;

-- The same of a member city, whether or not the evidence knows it.
-- name: publication_of_member
-- gives: many 20
-- in: member_uid text
-- out: name text, country text, slug text?, part text, says text, at int
select m.name, m.country,
    (select min(c.slug) from city c
     where m.lau_id = c.lau_id or m.gss_code = c.gss_code or m.geonames_id = c.geonames_id) as slug,
    p.part, p.says, coalesce(p.answered_at, 0) as at
from member_city m
join publication p on p.member_id = m.id and p.state = 'published'
where m.uid = :member_uid
    and (select s.step from member_step s where s.member_id = m.id order by s.number desc limit 1) <> 'left'
order by p.part
limit 20;

-- Who else could say yes.
-- name: publication_others
-- gives: one
-- in: member_uid text, person_id int, now int
-- out: n int
select count(distinct r.person_id) as n
from person_role r
join person p on p.id = r.person_id
where r.member_id = (select id from member_city where uid = :member_uid) and r.person_id <> :person_id
    and p.state = 'active' and (r.until is null or r.until > :now);

-- name: publication_add
-- gives: none
-- in: member_id int, part text, uid text, says text, asked_by int, now int
insert into publication (member_id, part, state, uid, says, asked_by, asked_at, answered_by, answered_at)
values (:member_id, :part, 'asked', :uid, :says, :asked_by, :now, null, null);

-- Only the text that was read, and only by somebody else.
-- name: publication_answer
-- gives: none
-- in: member_id int, part text, uid text, state text, answered_by int, now int
update publication
set state = :state, answered_by = :answered_by, answered_at = :now
where member_id = :member_id and part = :part and uid = :uid and state = 'asked' and asked_by <> :answered_by;

-- name: publication_remove
-- gives: none
-- in: member_id int, part text, state text
delete from publication
where member_id = :member_id and part = :part and state = :state;

-- What nobody answered, and what was told no.
-- name: publication_forget
-- gives: none
-- in: before int
delete from publication
where state <> 'published' and coalesce(answered_at, asked_at) <= :before;

-- Of a city that has left so long ago.
-- name: publication_forget_left
-- gives: none
-- in: before int
delete from publication
where member_id in (
    select s.member_id
    from member_step s
    where s.step = 'left' and s.at <= :before
        and s.number = (select max(l.number) from member_step l where l.member_id = s.member_id));
