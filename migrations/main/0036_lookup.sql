-- What pages look for among all member cities, and among all people: by an index, so that how many there are changes
-- nothing; tests/store/test_statements.c holds it.
create index member_city_by_lau on member_city (lau_id, id);
create index member_city_by_gss on member_city (gss_code, id);
create index member_city_by_geonames on member_city (geonames_id, id);
create index person_role_of_network on person_role (role, person_id) where member_id is null;
create index member_step_by_person on member_step (by_person, member_id, number);
create index publication_by_asked on publication (asked_by, member_id, part, state);
create index publication_by_answered on publication (answered_by, member_id, part, state);
create index member_city_by_name on member_city (country, name, id);
create index member_step_by_step on member_step (step, member_id, number);
