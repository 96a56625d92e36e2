-- Up to when somebody has seen what changed, as they said on their desk; src/store/desk.h.
alter table person add column desk_seen_at integer; -- instant; NULL: never said
-- What is newer than that.
create index member_step_by_time on member_step (at, member_id);
create index profile_by_changed on profile (changed_at, member_id);
