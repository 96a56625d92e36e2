-- Bands over cities that share; store/assessment_band.h.

-- Whether a city shares what an assessment came to.
-- name: assessment_sharing_of
-- gives: one
-- in: member_id int, edition text
-- out: assessment_id int, person text?, agreed_at int
select s.assessment_id, p.name as person, s.agreed_at
from assessment_sharing s
left join person p on p.id = s.person_id
where s.member_id = :member_id and s.edition = :edition;

-- What is shown, for a city: still is how many of those in it still share, mine whether that city is one of these.
-- name: assessment_bands
-- gives: many 200
-- in: edition text, member_id int
-- out: dimension int, n int, least int, most int, still int, mine bool
select b.dimension, b.n, b.least, b.most,
    (select count(*) from assessment_share s where s.edition = b.edition and s.dimension = b.dimension and s.counted is not null and s.level is not null) as still,
    case when exists (select 1 from assessment_share s where s.edition = b.edition and s.dimension = b.dimension and s.member_id = :member_id
        and s.counted is not null and s.level is not null) then 1 else 0 end as mine
from assessment_band b
where b.edition = :edition
order by b.dimension
limit 200;

-- name: assessment_sharing_put
-- gives: none
-- in: member_id int, edition text, assessment_id int, person_id int?, now int
insert into assessment_sharing (member_id, edition, assessment_id, person_id, agreed_at)
values (:member_id, :edition, :assessment_id, :person_id, :now)
on conflict (member_id, edition) do update
set assessment_id = excluded.assessment_id, person_id = excluded.person_id, agreed_at = excluded.agreed_at;

-- name: assessment_sharing_end
-- gives: none
-- in: member_id int, edition text
delete from assessment_sharing
where member_id = :member_id and edition = :edition;

-- level unknown: none now.
-- name: assessment_share_put
-- gives: none
-- in: edition text, dimension int, member_id int, level int?
insert into assessment_share (edition, dimension, member_id, level, counted)
values (:edition, :dimension, :member_id, :level, null)
on conflict (edition, dimension, member_id) do update
set level = excluded.level;

-- What nobody lets be compared any more.
-- name: assessment_share_end
-- gives: none
update assessment_share
set level = null, counted = case when counted is null then null else 0 end
where level is not null and not exists (select 1 from assessment_sharing a where a.member_id = assessment_share.member_id and a.edition = assessment_share.edition);

-- name: assessment_share_forget
-- gives: none
delete from assessment_share
where level is null and counted is null;

-- Those of assessments that are gone.
-- name: assessment_sharing_forget
-- gives: none
delete from assessment_sharing
where not exists (select 1 from assessment a where a.id = assessment_sharing.assessment_id);

-- Dimensions of an edition in which enough has changed: cities that came, went, or stand elsewhere.
-- name: assessment_share_due
-- gives: many 200
-- in: edition text, least_changes int, least_cities int
-- out: dimension int
select dimension
from assessment_share
where edition = :edition
group by dimension
having sum(case when counted is null and level is not null then 1 when counted is not null and (level is null or level <> counted) then 1 else 0 end) >= :least_changes
    and sum(case when level is not null then 1 else 0 end) >= :least_cities
order by dimension
limit 200;

-- name: assessment_share_levels
-- gives: many 20000
-- in: edition text, dimension int
-- out: level int
select level
from assessment_share
where edition = :edition and dimension = :dimension and level is not null
order by level
limit 20000;

-- name: assessment_band_put
-- gives: none
-- in: edition text, dimension int, n int, least int, most int
insert into assessment_band (edition, dimension, n, least, most)
values (:edition, :dimension, :n, :least, :most)
on conflict (edition, dimension) do update
set n = excluded.n, least = excluded.least, most = excluded.most;

-- From now on that is what is shown.
-- name: assessment_share_count
-- gives: none
-- in: edition text, dimension int
update assessment_share
set counted = level
where edition = :edition and dimension = :dimension;

-- name: assessment_sharing_erase
-- gives: none
-- in: person_id int
update assessment_sharing
set person_id = null
where person_id = :person_id;
