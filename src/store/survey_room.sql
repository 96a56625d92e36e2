-- Surveys of a leadership programme, answered from its room; store/survey.h.

-- Those that somebody who has joined the room may answer, and whether they have.
-- name: survey_room
-- gives: many 10
-- in: participant_uid text
-- out: id int, kind text, named bool, asked bool, answered bool, network text?, brought_at int?
select s.id, s.kind, s.named, case when x.survey_id is null then 0 else 1 end as asked, coalesce(x.answered, 0) as answered,
    h.network, h.brought_at
from participant a
join survey s on s.programme_id = a.programme_id
left join survey_answered x on x.survey_id = s.id and x.participant_id = a.id
left join programme_home h on h.programme_id = a.programme_id
where a.uid = :participant_uid and a.removed_at is null and a.erased_at is null and s.opened_at is not null and s.closed_at is null
order by s.id
limit 10;

-- All who take part are asked at once: a row that is made for one, just before they answer, would tell whose the answer is.
-- name: survey_room_ask
-- gives: none
-- in: participant_uid text
insert into survey_answered (survey_id, participant_id, answered)
select s.id, o.id, 0
from participant a
join survey s on s.programme_id = a.programme_id
join participant o on o.programme_id = a.programme_id
where a.uid = :participant_uid and a.removed_at is null and a.erased_at is null and s.opened_at is not null and s.closed_at is null
    and o.removed_at is null and o.erased_at is null
order by s.id, o.id
on conflict (survey_id, participant_id) do nothing;
