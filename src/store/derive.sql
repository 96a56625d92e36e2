-- Statements that make the derived tables of the evidence anew. Only jobs/derive uses them. What PostgreSQL deletes stays in
-- the table and its indexes, in the way of all that is written behind it, until a vacuum: it truncates.

-- name: derive_clear_body
-- gives: none
-- in:
-- sqlite:
delete from body;
-- postgres:
truncate body;

-- name: derive_clear_seat
-- gives: none
-- in:
-- sqlite:
delete from seat;
-- postgres:
truncate seat;

-- name: derive_clear_seat_project
-- gives: none
-- in:
-- sqlite:
delete from seat_project;
-- postgres:
truncate seat_project;

-- name: derive_clear_city_contact
-- gives: none
-- in:
-- sqlite:
delete from city_contact;
-- postgres:
truncate city_contact;

-- name: derive_clear_city_project
-- gives: none
-- in:
-- sqlite:
delete from city_project;
-- postgres:
truncate city_project;

-- name: derive_clear_project_theme
-- gives: none
-- in:
-- sqlite:
delete from project_theme;
-- postgres:
truncate project_theme;

-- name: derive_clear_city_theme
-- gives: none
-- in:
-- sqlite:
delete from city_theme;
-- postgres:
truncate city_theme;

-- name: derive_clear_city_total
-- gives: none
-- in:
-- sqlite:
delete from city_total;
-- postgres:
truncate city_total;

-- name: derive_clear_shelf
-- gives: none
-- in:
-- sqlite:
delete from shelf;
-- postgres:
truncate shelf;

-- name: derive_clear_theme_total
-- gives: none
-- in:
-- sqlite:
delete from theme_total;
-- postgres:
truncate theme_total;

-- name: derive_clear_country_total
-- gives: none
-- in:
-- sqlite:
delete from country_total;
-- postgres:
truncate country_total;

-- name: derive_clear_total
-- gives: none
-- in:
-- sqlite:
delete from total;
-- postgres:
truncate total;

-- name: derive_clear_theme
-- gives: none
-- in:
-- sqlite:
delete from theme;
-- postgres:
truncate theme;

-- name: derive_clear_bounds
-- gives: none
-- in:
-- sqlite:
delete from size_bounds;
-- postgres:
truncate size_bounds;

-- name: derive_clear_facts
-- gives: none
-- in:
-- sqlite:
delete from search_facts;
-- postgres:
truncate search_facts;

-- name: derive_clear_speller
-- gives: none
-- in:
-- sqlite:
delete from speller;
-- postgres:
truncate speller;

-- name: derive_clear_tokens
-- gives: none
-- in:
-- sqlite:
delete from project_tokens;
-- postgres:
truncate project_tokens;

-- name: derive_clear_token
-- gives: none
-- in:
-- sqlite:
delete from token;
-- postgres:
truncate token;

-- ---- organisations

-- name: derive_clear_organisation_total
-- gives: none
-- in:
-- sqlite:
delete from organisation_total;
-- postgres:
truncate organisation_total;

-- name: derive_organisation_totals
-- gives: none
-- in:
insert into organisation_total (organisation_id, projects, coordinated, net_ec_cents)
select o.id, count(distinct a.project_id), count(distinct case when a.role = 'coordinator' then a.project_id end),
    cast(sum(a.net_ec_cents) as bigint)
from organisation o
left join participation a on a.organisation_id = o.id
group by o.id;

-- name: derive_clear_organisation_project
-- gives: none
-- in:
-- sqlite:
delete from organisation_project;
-- postgres:
truncate organisation_project;

-- name: derive_organisation_projects
-- gives: none
-- in:
insert into organisation_project (organisation_id, place, project_id)
select x.organisation_id,
    row_number() over (partition by x.organisation_id order by p.start_on desc nulls last, p.id desc), p.id
from (select distinct organisation_id, project_id from participation) x
join project p on p.id = x.project_id;

-- ---- bodies and seats

-- Every organisation that is no person.
-- name: derive_organisation_list
-- gives: each
-- in:
-- out: id organisation_id, name text, short_name text, activity text, place text, country text, nuts text, sme int?, latitude_micro int?, longitude_micro int?
select id, name, short_name, activity, place, country, nuts, sme, latitude_micro, longitude_micro
from organisation
where is_person = 0
order by id;

-- name: derive_body_add
-- gives: none
-- in: organisation_id organisation_id, city_id city_id?, kind text, confidence int, reason text
insert into body (organisation_id, city_id, kind, confidence, reason, head_id)
values (:organisation_id, :city_id, :kind, :confidence, :reason, :organisation_id);

-- One body with several registrations has one of them as its head: a city has one council, whatever the language of its
-- name; its agencies are one where their names are. The head is the one with most projects.
-- name: derive_body_heads
-- gives: none
-- in:
update body
set head_id = h.head_id
from (
    select r.organisation_id,
        first_value(r.organisation_id) over (partition by r.city_id, r.kind, r.called
            order by r.projects desc, r.organisation_id) as head_id
    from (
        select b.organisation_id, b.city_id, b.kind,
            case when b.kind = 'municipality' then '' else o.sort_key end as called,
            (select count(distinct a.project_id) from participation a where a.organisation_id = b.organisation_id)
                as projects
        from body b
        join organisation o on o.id = b.organisation_id
        where b.city_id > 0
    ) r
) h
where h.organisation_id = body.organisation_id;

-- The number of its projects is counted here.
-- name: derive_seat_add
-- gives: none
-- in: organisation_id organisation_id, city_id city_id
insert into seat (organisation_id, city_id, projects)
select o.id, :city_id, (select count(distinct a.project_id) from participation a where a.organisation_id = o.id)
from organisation o
where o.id = :organisation_id;

-- A city's own projects: one row a project, with the body that says most about it, and the money of all its bodies.
-- name: derive_city_project
-- gives: none
-- in:
insert into city_project (city_id, project_id, organisation_id, coordinates, ec_cents)
select r.city_id, r.project_id, r.organisation_id, r.coordinates, r.ec_cents
from (
    select b.city_id, a.project_id, a.organisation_id,
        max(case when a.role = 'coordinator' then 1 else 0 end) over (partition by b.city_id, a.project_id)
            as coordinates,
        sum(coalesce(a.net_ec_cents, a.ec_cents)) over (partition by b.city_id, a.project_id) as ec_cents,
        row_number() over (
            partition by b.city_id, a.project_id
            order by case when a.role = 'coordinator' then 0 else 1 end,
                case when b.kind = 'municipality' then 0 else 1 end,
                coalesce(a.net_ec_cents, a.ec_cents, 0) desc, a.organisation_id, a.occurrence) as place
    from body b
    join participation a on a.organisation_id = b.organisation_id
    where b.city_id > 0 and b.kind in ('municipality', 'agency')
) r
where r.place = 1;

-- What a city page shows of the others in the city: at most six projects.
-- name: derive_seat_project
-- gives: none
-- in:
insert into seat_project (city_id, place, project_id, organisation_id)
select r.city_id, r.place, r.project_id, r.organisation_id
from (
    select s.city_id, p.id as project_id, min(s.organisation_id) as organisation_id,
        row_number() over (partition by s.city_id order by p.start_on desc nulls last, p.id desc) as place
    from seat s
    join organisation o on o.id = s.organisation_id
    join participation a on a.organisation_id = s.organisation_id
    join project p on p.id = a.project_id
    left join body b on b.organisation_id = s.organisation_id and b.city_id = s.city_id
    where o.is_person = 0 and b.organisation_id is null
    group by s.city_id, p.id, p.start_on
) r
where r.place <= 6;

-- name: derive_city_contact
-- gives: none
-- in:
insert into city_contact (city_id, organisation_id, contact)
select r.city_id, r.organisation_id, r.contact
from (
    select b.city_id, a.organisation_id, a.contact,
        row_number() over (
            partition by b.city_id
            order by case when b.kind = 'municipality' then 0 else 1 end, a.updated_at desc nulls last,
                a.project_id desc, a.organisation_id, a.occurrence) as place
    from body b
    join organisation o on o.id = b.organisation_id
    join participation a on a.organisation_id = b.organisation_id
    where b.city_id > 0 and b.kind in ('municipality', 'agency') and o.is_person = 0
) r
where r.place = 1;

-- ---- how a name that is typed finds its city

-- name: derive_clear_beginning
-- gives: none
-- in:
-- sqlite:
delete from city_beginning;
-- postgres:
truncate city_beginning;

-- name: derive_clear_word
-- gives: none
-- in:
-- sqlite:
delete from city_word;
-- postgres:
truncate city_word;

-- name: derive_clear_spelling
-- gives: none
-- in:
-- sqlite:
delete from city_spelling;
-- postgres:
truncate city_spelling;

-- name: derive_find_made
-- gives: one
-- in:
-- out: parts int
select count(*) as parts
from city_spelling;

-- Every name of every city, in the order of the names.
-- name: derive_find_name_list
-- gives: each
-- in:
-- out: folded text, city_id city_id, kind int, name text, population int?
select n.folded, n.city_id, n.kind, n.name, c.population
from city_name n
join city c on c.id = n.city_id
order by n.folded, n.city_id;

-- name: derive_beginning_add
-- gives: none
-- in: beginning text, place int, city_id city_id, kind int, name text
insert into city_beginning (beginning, place, city_id, kind, name)
values (:beginning, :place, :city_id, :kind, :name);

-- name: derive_word_add
-- gives: none
-- in: word text, place int, city_id city_id
insert into city_word (word, place, city_id)
values (:word, :place, :city_id)
on conflict (word, place, city_id) do nothing;

-- name: derive_spelling_add
-- gives: none
-- in: piece text, letters int, part int, names blob
insert into city_spelling (piece, letters, part, names)
values (:piece, :letters, :part, :names);

-- ---- populations that cities stated themselves

-- Back to what the lists say, before everything is derived anew.
-- name: derive_stated_clear
-- gives: none
-- in:
update city
set population = locality_population, population_year = null,
    population_kind = case when locality_population is null then 'unknown' else 'locality' end,
    population_source_id = case when locality_population is null then null else source_id end
where population_kind = 'stated';

-- What a municipality said of itself when it joined the Covenant of Mayors, for places of these countries whose
-- municipality no list counts. The year is that of its joining. What Greek municipalities said before those of 2011, and
-- Irish towns before their councils ended in June 2014, is of other bodies; Cyprus made new ones in July 2024.
-- name: derive_stated_list
-- gives: many 20000
-- in:
-- out: city_id city_id, country text, population int, year int?, source_id source_id
select r.city_id, r.country, r.population, r.year, r.source_id
from (
    select n.city_id, c.country, p.population, 1970 + (k.joined_on * 4 + 2) / 1461 as year, p.source_id,
        row_number() over (partition by n.city_id order by k.joined_on desc nulls last, p.id) as place
    from named_city n
    join named_place p on p.id = n.place_id
    join covenant_commitment k on k.place_id = p.id
    join city c on c.id = n.city_id
    where p.kind = 'town' and p.population > 0 and c.population_kind <> 'municipality'
        and c.lau_id is null and c.gss_code is null and c.unit_code is null
        and (c.country in ('PT', 'LT') or (c.country = 'GR' and k.joined_on >= 14975)
            or (c.country = 'IE' and k.joined_on >= 16222))
) r
where r.place = 1
order by r.city_id;

-- name: derive_stated_save
-- gives: none
-- in: city_id city_id, population int, year int?, source_id source_id, fit text
update city
set population = :population, population_kind = 'stated', population_year = :year, population_source_id = :source_id,
    fit = :fit
where id = :city_id;

-- ---- themes and the index

-- Every project with what is read of it. public_body: whether one takes part; null where no partner's kind is known.
-- name: derive_project_list
-- gives: each
-- in:
-- out: id project_id, acronym text, title text, objective text, keywords text, topics text, status text, start_on date?, end_on date?, has_results bool, ec_max_cents int?, public_body int?
select p.id, p.acronym, p.title, p.objective, p.keywords, p.topics, p.status, p.start_on, p.end_on, p.has_results,
    p.ec_max_cents,
    case
        when p.id in (
            select a.project_id
            from organisation o join participation a on a.organisation_id = o.id
            where o.activity = 'PUB'
        ) then 1
        when exists (
            select 1
            from participation a join organisation o on o.id = a.organisation_id
            where a.project_id = p.id and o.activity != ''
        ) then 0
    end as public_body
from project p
order by p.id;

-- What a fact of a project comes from, without its texts.
-- name: derive_project_facts
-- gives: each
-- in:
-- out: id project_id, status text, start_on date?, end_on date?, has_results bool, ec_max_cents int?
select id, status, start_on, end_on, has_results, ec_max_cents
from project
order by id;

-- name: derive_project_count
-- gives: one
-- in:
-- out: projects int
select count(*) as projects from project;

-- name: derive_project_theme_list
-- gives: each
-- in:
-- out: project_id project_id, theme_id theme_id, score int
select project_id, theme_id, score
from project_theme
order by project_id, theme_id;

-- name: derive_topic_list
-- gives: each
-- in:
-- out: project_id project_id, topic text, title text
select project_id, topic, title
from project_topic
order by project_id, topic;

-- name: derive_field_list
-- gives: each
-- in:
-- out: project_id project_id, path text, title text
select project_id, path, title
from project_field
order by project_id, code;

-- name: derive_theme_add
-- gives: none
-- in: id theme_id, slug text, name text, sentence text, named bool
insert into theme (id, slug, name, sentence, named)
values (:id, :slug, :name, :sentence, :named);

-- name: derive_bounds_add
-- gives: none
-- in: country text, low int, high int, why text
insert into size_bounds (country, low, high, why)
values (:country, :low, :high, :why);

-- name: derive_project_theme_add
-- gives: none
-- in: project_id project_id, theme_id theme_id, score int, why text
insert into project_theme (project_id, theme_id, score, why)
values (:project_id, :theme_id, :score, :why);

-- name: derive_tokens_add
-- gives: none
-- in: project_id project_id, tokens blob
insert into project_tokens (project_id, tokens)
values (:project_id, :tokens);

-- name: derive_token_add
-- gives: none
-- in: token text, projects int, list blob
insert into token (token, projects, list)
values (:token, :projects, :list);

-- name: derive_facts_add
-- gives: none
-- in: facts blob
insert into search_facts (name, facts)
values ('projects', :facts);

-- name: derive_speller_add
-- gives: none
-- in: letter text, words blob
insert into speller (letter, words)
values (:letter, :words);

-- The countries of each project's partners; '*' first where a city that fits the size takes part itself.
-- name: derive_country_list
-- gives: each
-- in:
-- out: project_id project_id, country text
select a.project_id, o.country
from participation a
join organisation o on o.id = a.organisation_id
where o.country <> ''
union
select cp.project_id, '*' as country
from city_project cp
join city c on c.id = cp.city_id
where c.fit = 'fits'
order by project_id, country;

-- ---- records of cities

-- name: derive_city_project_list
-- gives: each
-- in:
-- out: city_id city_id, project_id project_id, coordinates bool, ec_cents int?
select city_id, project_id, coordinates, ec_cents
from city_project
order by city_id, project_id;

-- Organisations seated in a city that are not its own bodies, and their projects.
-- name: derive_seat_totals
-- gives: each
-- in:
-- out: city_id city_id, organisations int, projects int
select s.city_id, count(distinct s.organisation_id) as organisations, count(distinct a.project_id) as projects
from seat s
join participation a on a.organisation_id = s.organisation_id
left join body b on b.organisation_id = s.organisation_id and b.city_id = s.city_id
    and b.kind in ('municipality', 'agency')
where b.organisation_id is null
group by s.city_id
order by s.city_id;

-- name: derive_city_theme_add
-- gives: none
-- in: city_id city_id, theme_id theme_id, projects int, ended int, ended_with_results int, running int, terminated int, coordinated int, ec_cents int, first_year int?, last_year int?, best_project_id project_id
insert into city_theme (city_id, theme_id, projects, ended, ended_with_results, running, terminated, coordinated,
    ec_cents, first_year, last_year, best_project_id)
values (:city_id, :theme_id, :projects, :ended, :ended_with_results, :running, :terminated, :coordinated, :ec_cents,
    :first_year, :last_year, :best_project_id);

-- name: derive_city_total_add
-- gives: none
-- in: city_id city_id, projects int, ended int, ended_with_results int, running int, terminated int, coordinated int, ec_cents int, first_year int?, last_year int?, organisations int, organisation_projects int
insert into city_total (city_id, projects, ended, ended_with_results, running, terminated, coordinated, ec_cents,
    first_year, last_year, organisations, organisation_projects)
values (:city_id, :projects, :ended, :ended_with_results, :running, :terminated, :coordinated, :ec_cents, :first_year,
    :last_year, :organisations, :organisation_projects);

-- name: derive_country_totals
-- gives: none
-- in:
insert into country_total (country, cities, fits, small, large, with_record)
select c.country, count(*), sum(case when c.fit = 'fits' then 1 else 0 end),
    sum(case when c.fit = 'small' then 1 else 0 end), sum(case when c.fit = 'large' then 1 else 0 end),
    sum(case when c.fit = 'fits' and t.projects > 0 then 1 else 0 end)
from city c
left join city_total t on t.city_id = c.id
group by c.country;

-- name: derive_shelf
-- gives: none
-- in:
insert into shelf (theme_id, project_id, closed, end_on, has_results, cities, first_id)
select 0, p.id, case when p.status = 'closed' then 1 else 0 end, p.end_on, p.has_results, count(*), min(cp.city_id)
from city_project cp
join city c on c.id = cp.city_id
join project p on p.id = cp.project_id
where c.fit = 'fits' and p.status <> 'terminated'
group by p.id, p.status, p.end_on, p.has_results;

-- name: derive_shelf_themes
-- gives: none
-- in:
insert into shelf (theme_id, project_id, closed, end_on, has_results, cities, first_id)
select t.theme_id, h.project_id, h.closed, h.end_on, h.has_results, h.cities, h.first_id
from shelf h
join project_theme t on t.project_id = h.project_id
where h.theme_id = 0;

-- name: derive_clear_theme_project
-- gives: none
-- in:
-- sqlite:
delete from theme_project;
-- postgres:
truncate theme_project;

-- name: derive_theme_projects
-- gives: none
-- in:
insert into theme_project (theme_id, place, project_id, start_on, cities, city)
select x.theme_id,
    row_number() over (partition by x.theme_id order by x.has_results desc, x.start_on desc nulls last, x.id desc),
    x.id, x.start_on, x.cities, x.city
from (select t.theme_id, p.id, p.has_results, p.start_on, count(*) as cities, min(c.name) as city
    from city_project cp
    join city c on c.id = cp.city_id
    join project p on p.id = cp.project_id
    join project_theme t on t.project_id = cp.project_id
    group by t.theme_id, p.id, p.has_results, p.start_on) x;

-- name: derive_clear_city_place
-- gives: none
-- in:
-- sqlite:
delete from city_place;
-- postgres:
truncate city_place;

-- Cities that stand in city_place where their size puts them.
-- name: derive_city_places_kept
-- gives: one
-- in:
-- out: kept int, cities int
select (select count(*) from city_place p join city c on c.id = p.city_id and c.fit = p.fit) as kept,
    (select count(*) from city) as cities;

-- name: derive_city_places
-- gives: none
-- in:
insert into city_place (fit, place, city_id)
select '', row_number() over (order by sort_key, id), id from city
union all
select fit, row_number() over (partition by fit order by sort_key, id), id from city;

-- name: derive_clear_city_listed
-- gives: none
-- in:
-- sqlite:
delete from city_listed;
-- postgres:
truncate city_listed;

-- name: derive_city_listed
-- gives: none
-- in:
insert into city_listed (theme_id, city_id, fit, country, projects, sort_key, latitude_micro, longitude_micro)
select x.theme_id, c.id, c.fit, c.country, x.projects, c.sort_key, c.latitude_micro, c.longitude_micro
from (select 0 as theme_id, t.city_id, t.projects from city_total t where t.projects > 0
    union all select h.theme_id, h.city_id, h.projects from city_theme h) x
join city c on c.id = x.city_id;

-- ended and ec_cents are counted by the caller, who knows the day.
-- name: derive_theme_total_add
-- gives: none
-- in: theme_id theme_id, projects int, ended int, ec_cents int
insert into theme_total (theme_id, projects, ended, cities, organisations, ec_cents)
select t.id, :projects, :ended,
    (select count(*) from city_theme h join city c on c.id = h.city_id where h.theme_id = t.id and c.fit = 'fits'),
    (select count(distinct coalesce(b.head_id, a.organisation_id))
        from project_theme p
        join participation a on a.project_id = p.project_id
        join organisation o on o.id = a.organisation_id
        left join body b on b.organisation_id = a.organisation_id
        where p.theme_id = t.id and o.is_person = 0),
    :ec_cents
from theme t
where t.id = :theme_id;

-- Counts for the pages, by name.
-- name: derive_totals
-- gives: none
-- in:
insert into total (name, value)
select 'cities', count(*) from city
union all select 'cities_fit', count(*) from city where fit = 'fits'
union all select 'cities_unknown_size', count(*) from city where population is null
union all select 'countries', count(distinct country) from city
union all select 'cities_with_record', count(*) from city_total where projects > 0
union all select 'cities_fit_with_record',
    count(*) from city_total t join city c on c.id = t.city_id where t.projects > 0 and c.fit = 'fits'
union all select 'projects', count(*) from project
union all select 'projects_without_theme',
    count(*) from project p where not exists (select 1 from project_theme t where t.project_id = p.id)
union all select 'projects_without_cost', count(*) from project where total_cost_cents is null
union all select 'projects_of_cities', count(distinct project_id) from city_project
union all select 'ec_max_cents', coalesce(sum(ec_max_cents), 0) from project
union all select 'participations', count(*) from participation
union all select 'organisations', count(*) from organisation where is_person = 0
union all select 'persons', count(*) from organisation where is_person = 1
union all select 'bodies', count(distinct head_id) from body
union all select 'bodies_unknown_city', count(distinct head_id) from body where city_id is null and kind in ('municipality', 'agency');

-- ---- for `smallgiants evidence municipalities`

-- Every municipality and agency, with the city it governs where that is known.
-- name: evidence_municipalities
-- gives: each
-- in:
-- out: organisation_id organisation_id, name text, country text, city_id city_id?, city_name text?, lau_id text?, population int?, fit text?, kind text, confidence int, reason text
select b.organisation_id, o.name, o.country, b.city_id, c.name as city_name, c.lau_id, c.population, c.fit, b.kind,
    b.confidence, b.reason
from body b
join organisation o on o.id = b.organisation_id
left join city c on c.id = b.city_id
where b.kind = 'municipality' and o.is_person = 0
order by b.organisation_id;
