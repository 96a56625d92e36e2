-- Lead cities; store/lead.h.
-- name: lead_add
-- gives: none
-- in: member_id int, step text, now int, way text, by_person int?, why text, until int?, reasons text, by_member int?
insert into member_step (member_id, number, step, at, way, by_person, why, until, reasons, by_member)
values (:member_id, (select coalesce(max(number), 0) + 1 from member_step where member_id = :member_id), :step, :now, :way,
    :by_person, :why, :until, :reasons, :by_member);

-- How a city stands.
-- name: lead_last
-- gives: one
-- in: member_id int
-- out: number int, step text, at int, until int?
select number, step, at, until
from member_step
where member_id = :member_id
order by number desc
limit 1;

-- The cities that lead, and those that are asked; the slug of their page where the evidence knows them.
-- name: lead_list
-- gives: many 40
-- in: now int, asked_since int
-- out: member_id int, uid text, name text, country text, slug text?, step text, at int, until int?, since int?
select m.id as member_id, m.uid, m.name, m.country,
    (select min(c.slug) from city c
     where m.lau_id = c.lau_id or m.gss_code = c.gss_code or m.geonames_id = c.geonames_id) as slug,
    l.step, l.at, l.until,
    (select max(b.at) from member_step b where b.member_id = m.id and b.step = 'leads') as since
from member_step l
join member_city m on m.id = l.member_id
where l.step in ('lead-asked', 'leads', 'chair', 'chair-ended')
    and l.number = (select max(k.number) from member_step k where k.member_id = l.member_id)
    and ((l.step = 'lead-asked' and l.at > :asked_since)
        or (l.step in ('leads', 'chair', 'chair-ended') and l.until > :now))
order by m.name, m.uid
limit 40;

-- Member cities that may be asked to lead.
-- name: lead_choices
-- gives: many 1000
-- in: but_uid text, now int, asked_since int
-- out: id int, uid text, name text, country text
select m.id, m.uid, m.name, m.country
from member_step l
join member_city m on m.id = l.member_id
where l.number = (select max(k.number) from member_step k where k.member_id = l.member_id) and m.uid <> :but_uid
    and (l.step in ('joined', 'back', 'lead-no', 'lead-ended') or (l.step = 'lead-asked' and l.at <= :asked_since)
        or (l.step in ('leads', 'chair', 'chair-ended') and l.until <= :now))
order by m.name, m.country, m.id
limit 1000;

-- Those whose term is over, and those that did not answer.
-- name: lead_due
-- gives: many 50
-- in: now int, asked_before int
-- out: member_id int, name text, step text
select m.id as member_id, m.name, l.step
from member_step l
join member_city m on m.id = l.member_id
where l.step in ('lead-asked', 'leads', 'chair', 'chair-ended')
    and l.number = (select max(k.number) from member_step k where k.member_id = l.member_id)
    and ((l.step = 'lead-asked' and l.at <= :asked_before)
        or (l.step in ('leads', 'chair', 'chair-ended') and l.until <= :now))
order by m.id
limit 50;
