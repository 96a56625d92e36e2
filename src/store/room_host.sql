-- Who runs a room without internet; store/room_host.h.

-- Leadership programmes of a file, the latest first.
-- name: room_host_programmes
-- gives: many 20
-- out: uid text, name text, code text, member_id int, member_uid text, city text, begins_on date, ends_on date, stage text
select p.uid, p.name, p.code, p.member_id, m.uid as member_uid, m.name as city, p.begins_on, p.ends_on, s.stage
from programme p
join member_city m on m.id = p.member_id
join programme_stage s on s.programme_id = p.id and s.number = (select max(x.number) from programme_stage x where x.programme_id = p.id)
order by p.begins_on desc, p.id desc
limit 20;
