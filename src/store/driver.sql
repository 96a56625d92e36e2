-- Who drives the network, and who is the deputy; store/driver.h.
-- Who is named, and whether it counts: an active coordinator.
-- name: driver_now
-- gives: many 2
-- in: now int
-- out: id int, part text, person_id int, uid text, name text, mail text, named_at int, shown int?, away_until int?, counts bool
select d.id, d.part, d.person_id, p.uid, p.name, p.mail, d.named_at, d.shown,
    case when d.away_until > :now then d.away_until end as away_until,
    case when p.state = 'active' and exists (
        select 1
        from person_role r
        where r.person_id = d.person_id and r.role = 'coordinator' and (r.until is null or r.until > :now)
    ) then 1 else 0 end as counts
from driver d
join person p on p.id = d.person_id
where d.ended_at is null
order by d.part desc
limit 2;

-- Whom to choose from: active coordinators.
-- name: driver_choices
-- gives: many 100
-- in: now int
-- out: id int, uid text, name text
select p.id, p.uid, p.name
from person p
where p.state = 'active' and p.id in (
    select r.person_id
    from person_role r
    where r.member_id is null and r.role = 'coordinator' and (r.until is null or r.until > :now))
order by p.name, p.id
limit 100;

-- name: driver_add
-- gives: none
-- in: part text, person_id int, now int, named_by int?
insert into driver (id, part, person_id, named_at, named_by, shown, shown_at, away_until, ended_at, remove_at)
values ((select coalesce(max(id), 0) + 1 from driver), :part, :person_id, :now, :named_by, null, null, null, null, null);

-- name: driver_end
-- gives: none
-- in: id int, now int, remove_at int
update driver
set ended_at = :now, remove_at = :remove_at, shown = 0, away_until = null
where id = :id and ended_at is null;

-- Their own answer; of both parts, should they ever have both.
-- name: driver_save_shown
-- gives: none
-- in: person_id int, shown bool, now int
update driver
set shown = :shown, shown_at = :now
where person_id = :person_id and ended_at is null;

-- name: driver_save_away
-- gives: none
-- in: person_id int, away_until int?
update driver
set away_until = :away_until
where person_id = :person_id and ended_at is null;

-- name: driver_forget
-- gives: none
-- in: now int
delete from driver
where remove_at <= :now;

-- name: driver_erase
-- gives: none
-- in: person_id int
delete from driver
where person_id = :person_id;
