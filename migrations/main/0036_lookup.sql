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
create index member_step_of_leads on member_step (step, member_id, number)
    where step in ('lead-asked', 'leads', 'chair', 'chair-ended');

-- When somebody of a member city was last here, so that who has not been heard from is not asked of all people; src/store/member.sql.
alter table member_city add column heard_at integer not null default 0; -- instant, the beginning of that day; 0: nobody has, or nobody acts for it
create index member_city_by_heard on member_city (heard_at, id);
update member_city
set heard_at = coalesce((
    select max(coalesce((select max(l.seen_at) from login_session l where l.person_id = p.id), p.signed_in_at, 0))
    from person_role r
    join person p on p.id = r.person_id
    where r.member_id = member_city.id and r.until is null), 0);
update member_city
set heard_at = heard_at - heard_at % 86400;
