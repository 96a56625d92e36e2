-- Statements that write projects, organisations and their participations. Only imports use them.

-- What decides whether a record is newer: kind is that of its source.
-- name: load_project_versions
-- gives: each
-- in:
-- out: id project_id, digest int, updated_at int?, kind text
select p.id, p.digest, p.updated_at, s.kind
from project p
join source s on s.id = p.source_id;

-- name: load_organisation_versions
-- gives: each
-- in:
-- out: id organisation_id, digest int, updated_at int?, kind text
select o.id, o.digest, o.updated_at, s.kind
from organisation o
join source s on s.id = o.source_id;

-- name: load_participation_versions
-- gives: each
-- in: project_id project_id
-- out: organisation_id organisation_id, occurrence int, digest int, updated_at int?, kind text
select p.organisation_id, p.occurrence, p.digest, p.updated_at, s.kind
from participation p
join source s on s.id = p.source_id
where p.project_id = :project_id;

-- name: load_project_add
-- gives: none
-- in: id project_id, acronym text, title text, status text, start_on date?, end_on date?, signed_on date?, total_cost_cents int?, ec_max_cents int?, programme text, call text, scheme text, topics text, keywords text, objective text, doi text, updated_at int?, digest int, source_id source_id
insert into project (id, acronym, title, status, start_on, end_on, signed_on, total_cost_cents, ec_max_cents, programme,
    call, scheme, topics, keywords, objective, doi, has_results, updated_at, digest, source_id)
values (:id, :acronym, :title, :status, :start_on, :end_on, :signed_on, :total_cost_cents, :ec_max_cents, :programme,
    :call, :scheme, :topics, :keywords, :objective, :doi, 0, :updated_at, :digest, :source_id);

-- name: load_project_save
-- gives: none
-- in: id project_id, acronym text, title text, status text, start_on date?, end_on date?, signed_on date?, total_cost_cents int?, ec_max_cents int?, programme text, call text, scheme text, topics text, keywords text, objective text, doi text, updated_at int?, digest int, source_id source_id
update project
set acronym = :acronym, title = :title, status = :status, start_on = :start_on, end_on = :end_on,
    signed_on = :signed_on, total_cost_cents = :total_cost_cents, ec_max_cents = :ec_max_cents, programme = :programme,
    call = :call, scheme = :scheme, topics = :topics, keywords = :keywords, objective = :objective, doi = :doi,
    updated_at = :updated_at, digest = :digest, source_id = :source_id
where id = :id;

-- name: load_project_note_results
-- gives: none
-- in: id project_id
update project set has_results = 1 where id = :id and has_results = 0;

-- name: load_topic_put
-- gives: none
-- in: project_id project_id, topic text, title text
insert into project_topic (project_id, topic, title)
values (:project_id, :topic, :title)
on conflict (project_id, topic) do update set title = excluded.title
where project_topic.title <> excluded.title and excluded.title <> '';

-- name: load_field_put
-- gives: none
-- in: project_id project_id, code text, path text, title text
insert into project_field (project_id, code, path, title)
values (:project_id, :code, :path, :title)
on conflict (project_id, code) do update set path = excluded.path, title = excluded.title
where project_field.path <> excluded.path or project_field.title <> excluded.title;

-- name: load_organisation_add
-- gives: none
-- in: id organisation_id, name text, sort_key text, short_name text, activity text, sme int?, place text, post_code text, country text, nuts text, latitude_micro int?, longitude_micro int?, website text, is_person bool, updated_at int?, digest int, source_id source_id
insert into organisation (id, name, sort_key, short_name, activity, sme, place, post_code, country, nuts, latitude_micro,
    longitude_micro, website, is_person, updated_at, digest, source_id)
values (:id, :name, :sort_key, :short_name, :activity, :sme, :place, :post_code, :country, :nuts, :latitude_micro,
    :longitude_micro, :website, :is_person, :updated_at, :digest, :source_id);

-- name: load_organisation_save
-- gives: none
-- in: id organisation_id, name text, sort_key text, short_name text, activity text, sme int?, place text, post_code text, country text, nuts text, latitude_micro int?, longitude_micro int?, website text, is_person bool, updated_at int?, digest int, source_id source_id
update organisation
set name = :name, sort_key = :sort_key, short_name = :short_name, activity = :activity, sme = :sme, place = :place,
    post_code = :post_code, country = :country, nuts = :nuts, latitude_micro = :latitude_micro,
    longitude_micro = :longitude_micro, website = :website, is_person = :is_person, updated_at = :updated_at,
    digest = :digest, source_id = :source_id
where id = :id;

-- name: load_participation_add
-- gives: none
-- in: project_id project_id, organisation_id organisation_id, occurrence int, place_in_list int?, role text, ec_cents int?, net_ec_cents int?, total_cost_cents int?, ended_early bool, contact text, updated_at int?, digest int, source_id source_id
insert into participation (project_id, organisation_id, occurrence, place_in_list, role, ec_cents, net_ec_cents,
    total_cost_cents, ended_early, contact, updated_at, digest, source_id)
values (:project_id, :organisation_id, :occurrence, :place_in_list, :role, :ec_cents, :net_ec_cents, :total_cost_cents,
    :ended_early, :contact, :updated_at, :digest, :source_id);

-- name: load_participation_save
-- gives: none
-- in: project_id project_id, organisation_id organisation_id, occurrence int, place_in_list int?, role text, ec_cents int?, net_ec_cents int?, total_cost_cents int?, ended_early bool, contact text, updated_at int?, digest int, source_id source_id
update participation
set place_in_list = :place_in_list, role = :role, ec_cents = :ec_cents, net_ec_cents = :net_ec_cents,
    total_cost_cents = :total_cost_cents, ended_early = :ended_early, contact = :contact, updated_at = :updated_at,
    digest = :digest, source_id = :source_id
where project_id = :project_id and organisation_id = :organisation_id and occurrence = :occurrence;
