-- A leadership programme, carried to a room without internet and home again: each table of it in the same three ways; store/carry.h.
-- carry_X gives its rows, keys first, what they refer to by its uid; carry_X_put makes one as it is given; carry_X_out takes it out.
-- A row of another programme is never touched: then nothing changes.

-- name: carry_programme
-- gives: each
-- in: programme text
-- out: uid text, city text, host_kind text, host_name text, name text, template text, languages text, place text, begins_on int, ends_on int, seen_by text, named int, sectors_shown int, chatham int, notes_read_by text, rules_more text, code text, made_at int
select x.uid, m.uid as city, x.host_kind, x.host_name, x.name, x.template, x.languages, x.place, x.begins_on, x.ends_on, x.seen_by, x.named,
    x.sectors_shown, x.chatham, x.notes_read_by, x.rules_more, x.code, x.made_at
from programme x
join member_city m on m.id = x.member_id
where x.uid = :programme
order by x.uid;

-- It stays that city's, and nobody else reads of it until somebody here says so.
-- name: carry_programme_put
-- gives: none
-- in: programme text, uid text, city text, host_kind text, host_name text, name text, template text, languages text, place text, begins_on int, ends_on int, seen_by text, named int, sectors_shown int, chatham int, notes_read_by text, rules_more text, code text, made_at int
insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
    sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
values ((select coalesce(max(id), 0) + 1 from programme), :uid, (select m.id from member_city m where m.uid = :city), :host_kind, :host_name, :name,
    :template, :languages, :place, :begins_on, :ends_on, :seen_by, :named, :sectors_shown, :chatham, :notes_read_by, :rules_more, :code,
    null, null, :made_at, :made_at, 1)
on conflict (uid) do update
set host_kind = excluded.host_kind, host_name = excluded.host_name, name = excluded.name, languages = excluded.languages, place = excluded.place,
    begins_on = excluded.begins_on, ends_on = excluded.ends_on, seen_by = excluded.seen_by, named = excluded.named,
    sectors_shown = excluded.sectors_shown, chatham = excluded.chatham, notes_read_by = excluded.notes_read_by,
    rules_more = excluded.rules_more, code = excluded.code
where programme.uid = :programme;

-- name: carry_programme_out
-- gives: none
-- in: programme text, uid text
delete from programme
where uid = :uid and uid = :programme;

-- name: carry_programme_city
-- gives: each
-- in: programme text
-- out: number int, name text, country text
select x.number, x.name, x.country
from programme_city x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.number;

-- name: carry_programme_city_put
-- gives: none
-- in: programme text, number int, name text, country text
insert into programme_city (id, programme_id, number, name, country, member_id)
values ((select coalesce(max(id), 0) + 1 from programme_city), (select p.id from programme p where p.uid = :programme), :number, :name, :country, null)
on conflict (programme_id, number) do update
set name = excluded.name, country = excluded.country
where programme_city.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_programme_city_out
-- gives: none
-- in: programme text, number int
delete from programme_city
where number = :number and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_programme_stage
-- gives: each
-- in: programme text
-- out: number int, stage text, day int, made_at int
select x.number, x.stage, x.day, x.made_at
from programme_stage x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.number;

-- name: carry_programme_stage_put
-- gives: none
-- in: programme text, number int, stage text, day int, made_at int
insert into programme_stage (id, programme_id, number, stage, day, made_at, person_id)
values ((select coalesce(max(id), 0) + 1 from programme_stage), (select p.id from programme p where p.uid = :programme), :number, :stage, :day, :made_at, null)
on conflict (programme_id, number) do update
set stage = excluded.stage, day = excluded.day, made_at = excluded.made_at
where programme_stage.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_programme_stage_out
-- gives: none
-- in: programme text, number int
delete from programme_stage
where number = :number and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_session
-- gives: each
-- in: programme text
-- out: uid text, number int, day_on int, begins int, begins_was int?, ends int, title text
select x.uid, x.number, x.day_on, x.begins, x.begins_was, x.ends, x.title
from programme_session x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_session_put
-- gives: none
-- in: programme text, uid text, number int, day_on int, begins int, begins_was int?, ends int, title text
insert into programme_session (id, programme_id, uid, number, day_on, begins, begins_was, ends, title)
values ((select coalesce(max(id), 0) + 1 from programme_session), (select p.id from programme p where p.uid = :programme), :uid, :number, :day_on, :begins,
    :begins_was, :ends, :title)
on conflict (uid) do update
set number = excluded.number, day_on = excluded.day_on, begins = excluded.begins, begins_was = excluded.begins_was, ends = excluded.ends, title = excluded.title
where programme_session.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_session_out
-- gives: none
-- in: programme text, uid text
delete from programme_session
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_block
-- gives: each
-- in: programme text
-- out: uid text, session text, number int, kind text, part text, title text, purpose text, minutes int, minutes_was int?, fixed int, inputs text, outputs text, begun_at int?, ended_at int?, removed_at int?
select x.uid, r_session.uid as session, x.number, x.kind, x.part, x.title, x.purpose, x.minutes, x.minutes_was, x.fixed, x.inputs, x.outputs, x.begun_at,
    x.ended_at, x.removed_at
from programme_block x
join programme_session r_session on r_session.id = x.session_id
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_block_put
-- gives: none
-- in: programme text, uid text, session text, number int, kind text, part text, title text, purpose text, minutes int, minutes_was int?, fixed int, inputs text, outputs text, begun_at int?, ended_at int?, removed_at int?
insert into programme_block (id, programme_id, uid, session_id, number, kind, part, title, purpose, minutes, minutes_was, fixed, inputs, outputs, begun_at,
    ended_at, removed_at)
values ((select coalesce(max(id), 0) + 1 from programme_block), (select p.id from programme p where p.uid = :programme), :uid, (select r.id from
    programme_session r where r.uid = :session and r.programme_id = (select p.id from programme p where p.uid = :programme)), :number, :kind, :part, :title,
    :purpose, :minutes, :minutes_was, :fixed, :inputs, :outputs, :begun_at, :ended_at, :removed_at)
on conflict (uid) do update
set session_id = excluded.session_id, number = excluded.number, kind = excluded.kind, part = excluded.part, title = excluded.title, purpose = excluded.purpose,
    minutes = excluded.minutes, minutes_was = excluded.minutes_was, fixed = excluded.fixed, inputs = excluded.inputs, outputs = excluded.outputs, begun_at =
    excluded.begun_at, ended_at = excluded.ended_at, removed_at = excluded.removed_at
where programme_block.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_block_out
-- gives: none
-- in: programme text, uid text
delete from programme_block
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_participant
-- gives: each
-- in: programme text
-- out: uid text, name text, short_name text, organisation text, sector text, role text, language text, substitute text?, came_by text, accepted_at int?, made_at int, removed_at int?, erased_at int?
select x.uid, x.name, x.short_name, x.organisation, x.sector, x.role, x.language, r_substitute.uid as substitute, x.came_by, x.accepted_at, x.made_at,
    x.removed_at, x.erased_at
from participant x
left join participant r_substitute on r_substitute.id = x.substitute_of
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_participant_put
-- gives: none
-- in: programme text, uid text, name text, short_name text, organisation text, sector text, role text, language text, substitute text?, came_by text, accepted_at int?, made_at int, removed_at int?, erased_at int?
insert into participant (id, programme_id, uid, name, short_name, organisation, sector, role, language, substitute_of, came_by, accepted_at, made_at,
    removed_at, erased_at, mail, mail_folded, asked_at)
values ((select coalesce(max(id), 0) + 1 from participant), (select p.id from programme p where p.uid = :programme), :uid, :name, :short_name, :organisation,
    :sector, :role, :language, (select r.id from participant r where r.uid = :substitute and r.programme_id = (select p.id from programme p where p.uid =
    :programme)), :came_by, :accepted_at, :made_at, :removed_at, :erased_at, '', '', null)
on conflict (uid) do update
set name = excluded.name, short_name = excluded.short_name, organisation = excluded.organisation, sector = excluded.sector, role = excluded.role, language =
    excluded.language, substitute_of = excluded.substitute_of, came_by = excluded.came_by, accepted_at = excluded.accepted_at, made_at = excluded.made_at,
    removed_at = excluded.removed_at, erased_at = excluded.erased_at
where participant.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_participant_out
-- gives: none
-- in: programme text, uid text
delete from participant
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- A laptop can be lost: addresses are not on it.
-- name: carry_address
-- gives: each
-- in: programme text
-- out: uid text, mail text, mail_folded text, asked_at int?
select x.uid, x.mail, x.mail_folded, x.asked_at
from participant x
where x.programme_id = (select p.id from programme p where p.uid = :programme) and x.mail <> ''
order by x.uid;

-- name: carry_address_put
-- gives: none
-- in: programme text, uid text, mail text, mail_folded text, asked_at int?
update participant
set mail = case when erased_at is null then :mail else '' end, mail_folded = case when erased_at is null then :mail_folded else '' end,
    asked_at = :asked_at
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_address_out
-- gives: none
-- in: programme text, uid text
update participant
set mail = '', mail_folded = ''
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_attendance
-- gives: each
-- in: programme text
-- out: participant text, session text, accepted int?, accepted_at int?, attended int?
select r_participant.uid as participant, r_session.uid as session, x.accepted, x.accepted_at, x.attended
from participant_session x
join participant r_participant on r_participant.id = x.participant_id
join programme_session r_session on r_session.id = x.session_id
where x.participant_id in (select o.id from participant o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_participant.uid, r_session.uid;

-- name: carry_attendance_put
-- gives: none
-- in: programme text, participant text, session text, accepted int?, accepted_at int?, attended int?
insert into participant_session (participant_id, session_id, accepted, accepted_at, attended)
values ((select r.id from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id
    from programme_session r where r.uid = :session and r.programme_id = (select p.id from programme p where p.uid = :programme)), :accepted, :accepted_at,
    :attended)
on conflict (participant_id, session_id) do update
set accepted = excluded.accepted, accepted_at = excluded.accepted_at, attended = excluded.attended
where participant_session.participant_id in (select o.id from participant o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_attendance_out
-- gives: none
-- in: programme text, participant text, session text
delete from participant_session
where participant_id = (select r.id from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme))
    and session_id = (select r.id from programme_session r where r.uid = :session and r.programme_id = (select p.id from programme p where p.uid = :programme))
    and participant_id in (select o.id from participant o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_card
-- gives: each
-- in: programme text
-- out: uid text, project_id int?, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id int, made_at int, removed_at int?
select x.uid, x.project_id, x.claim, x.so_what, x.source, x.url, x.dated_on, x.licence, x.theme_id, x.made_at, x.removed_at
from wall_card x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_card_put
-- gives: none
-- in: programme text, uid text, project_id int?, claim text, so_what text, source text, url text, dated_on text, licence text, theme_id int, made_at int, removed_at int?
insert into wall_card (id, programme_id, uid, project_id, claim, so_what, source, url, dated_on, licence, theme_id, made_at, removed_at, person_id, changed_at)
values ((select coalesce(max(id), 0) + 1 from wall_card), (select p.id from programme p where p.uid = :programme), :uid, :project_id, :claim, :so_what, :source,
    :url, :dated_on, :licence, :theme_id, :made_at, :removed_at, null, :made_at)
on conflict (uid) do update
set project_id = excluded.project_id, claim = excluded.claim, so_what = excluded.so_what, source = excluded.source, url = excluded.url, dated_on =
    excluded.dated_on, licence = excluded.licence, theme_id = excluded.theme_id, made_at = excluded.made_at, removed_at = excluded.removed_at
where wall_card.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_card_out
-- gives: none
-- in: programme text, uid text
delete from wall_card
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_mark
-- gives: each
-- in: programme text
-- out: card text, participant text
select r_card.uid as card, r_participant.uid as participant
from wall_mark x
join wall_card r_card on r_card.id = x.card_id
join participant r_participant on r_participant.id = x.participant_id
where x.card_id in (select o.id from wall_card o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_card.uid, r_participant.uid;

-- name: carry_mark_put
-- gives: none
-- in: programme text, card text, participant text
insert into wall_mark (card_id, participant_id)
values ((select r.id from wall_card r where r.uid = :card and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id from
    participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)))
on conflict (card_id, participant_id) do update
set card_id = excluded.card_id
where wall_mark.card_id in (select o.id from wall_card o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_mark_out
-- gives: none
-- in: programme text, card text, participant text
delete from wall_mark
where card_id = (select r.id from wall_card r where r.uid = :card and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    participant_id = (select r.id from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme))
    and card_id in (select o.id from wall_card o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_vote
-- gives: each
-- in: programme text
-- out: uid text, block text?, kind text, question text, budget int, each_max int, seed int, round int, opened_at int?, closed_at int?, made_at int, paper_at int?
select x.uid, b.uid as block, x.kind, x.question, x.budget, x.each_max, x.seed, x.round, x.opened_at, x.closed_at, x.made_at, x.paper_at
from vote x
left join programme_block b on b.id = x.block_id
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_vote_put
-- gives: none
-- in: programme text, uid text, block text?, kind text, question text, budget int, each_max int, seed int, round int, opened_at int?, closed_at int?, made_at int, paper_at int?
insert into vote (id, programme_id, uid, block_id, kind, question, budget, each_max, seed, round, opened_at, closed_at, made_at, paper_at)
values ((select coalesce(max(id), 0) + 1 from vote), (select p.id from programme p where p.uid = :programme), :uid,
    (select r.id from programme_block r where r.uid = :block and r.programme_id = (select p.id from programme p where p.uid = :programme)), :kind, :question, :budget, :each_max, :seed,
    :round, :opened_at, :closed_at, :made_at, :paper_at)
on conflict (uid) do update
set block_id = excluded.block_id, kind = excluded.kind, question = excluded.question, budget = excluded.budget, each_max = excluded.each_max, seed = excluded.seed, round = excluded.round,
    opened_at = excluded.opened_at, closed_at = excluded.closed_at, made_at = excluded.made_at, paper_at = excluded.paper_at
where vote.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_vote_out
-- gives: none
-- in: programme text, uid text
delete from vote
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_vote_option
-- gives: each
-- in: programme text
-- out: vote text, number int, statement text?, text text, changed_n int, both_n int
select r_vote.uid as vote, x.number, s.uid as statement, x.text, x.changed_n, x.both_n
from vote_option x
join vote r_vote on r_vote.id = x.vote_id
left join breakout_statement s on s.id = x.statement_id
where x.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_vote.uid, x.number;

-- name: carry_vote_option_put
-- gives: none
-- in: programme text, vote text, number int, statement text?, text text, changed_n int, both_n int
insert into vote_option (vote_id, number, statement_id, text, changed_n, both_n)
values ((select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)), :number,
    (select t.id from breakout_statement t join breakout b on b.id = t.breakout_id
     where t.uid = :statement and b.programme_id = (select p.id from programme p where p.uid = :programme)), :text, :changed_n, :both_n)
on conflict (vote_id, number) do update
set statement_id = excluded.statement_id, text = excluded.text, changed_n = excluded.changed_n, both_n = excluded.both_n
where vote_option.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_vote_option_out
-- gives: none
-- in: programme text, vote text, number int
delete from vote_option
where vote_id = (select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)) and number = :number
    and vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_vote_total
-- gives: each
-- in: programme text
-- out: vote text, round int, number int, value int, n int
select r_vote.uid as vote, x.round, x.number, x.value, x.n
from vote_total x
join vote r_vote on r_vote.id = x.vote_id
where x.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_vote.uid, x.round, x.number, x.value;

-- name: carry_vote_total_put
-- gives: none
-- in: programme text, vote text, round int, number int, value int, n int
insert into vote_total (vote_id, round, number, value, n)
values ((select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)), :round, :number, :value, :n)
on conflict (vote_id, round, number, value) do update
set n = excluded.n
where vote_total.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_vote_total_out
-- gives: none
-- in: programme text, vote text, round int, number int, value int
delete from vote_total
where vote_id = (select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)) and round = :round
    and number = :number and value = :value and vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid =
    :programme));

-- name: carry_vote_pair
-- gives: each
-- in: programme text
-- out: vote text, first int, second int, before_n int, level_n int
select r_vote.uid as vote, x.first, x.second, x.before_n, x.level_n
from vote_pair x
join vote r_vote on r_vote.id = x.vote_id
where x.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_vote.uid, x.first, x.second;

-- name: carry_vote_pair_put
-- gives: none
-- in: programme text, vote text, first int, second int, before_n int, level_n int
insert into vote_pair (vote_id, first, second, before_n, level_n)
values ((select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)), :first, :second, :before_n, :level_n)
on conflict (vote_id, first, second) do update
set before_n = excluded.before_n, level_n = excluded.level_n
where vote_pair.vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_vote_pair_out
-- gives: none
-- in: programme text, vote text, first int, second int
delete from vote_pair
where vote_id = (select r.id from vote r where r.uid = :vote and r.programme_id = (select p.id from programme p where p.uid = :programme)) and first = :first
    and second = :second and vote_id in (select o.id from vote o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_survey
-- gives: each
-- in: programme text
-- out: uid text, kind text, structure text, head text, named int?, opened_at int?, closed_at int?, reminded_at int?, made_at int
select x.uid, x.kind, x.structure, x.head, x.named, x.opened_at, x.closed_at, x.reminded_at, x.made_at
from survey x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.uid;

-- name: carry_survey_put
-- gives: none
-- in: programme text, uid text, kind text, structure text, head text, named int?, opened_at int?, closed_at int?, reminded_at int?, made_at int
insert into survey (id, programme_id, uid, kind, structure, head, named, opened_at, closed_at, reminded_at, made_at, changed_at, rev)
values ((select coalesce(max(id), 0) + 1 from survey), (select p.id from programme p where p.uid = :programme), :uid, :kind, :structure, :head, :named,
    :opened_at, :closed_at, :reminded_at, :made_at, :made_at, 1)
on conflict (uid) do update
set kind = excluded.kind, structure = excluded.structure, head = excluded.head, named = excluded.named, opened_at = excluded.opened_at, closed_at =
    excluded.closed_at, reminded_at = excluded.reminded_at, made_at = excluded.made_at
where survey.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_survey_out
-- gives: none
-- in: programme text, uid text
delete from survey
where uid = :uid and programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_survey_total
-- gives: each
-- in: programme text
-- out: survey text, sector text, code text, row_code text, value text, next int, shown int, n int
select r_survey.uid as survey, x.sector, x.code, x.row_code, x.value, x.next, x.shown, x.n
from survey_total x
join survey r_survey on r_survey.id = x.survey_id
where x.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_survey.uid, x.sector, x.code, x.row_code, x.value;

-- n: what is to be added. What is shown stays as it is here: where nobody has answered yet but at home, nothing is.
-- name: carry_survey_total_put
-- gives: none
-- in: programme text, survey text, sector text, code text, row_code text, value text, next int, shown int, n int
insert into survey_total (survey_id, sector, code, row_code, value, n, next, shown)
values ((select r.id from survey r where r.uid = :survey and r.programme_id = (select p.id from programme p where p.uid = :programme)), :sector, :code,
    :row_code, :value, :n, :next, :shown)
on conflict (survey_id, sector, code, row_code, value) do update
set n = survey_total.n + excluded.n
where survey_total.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_survey_total_out
-- gives: none
-- in: programme text, survey text, sector text, code text, row_code text, value text
delete from survey_total
where survey_id = (select r.id from survey r where r.uid = :survey and r.programme_id = (select p.id from programme p where p.uid = :programme)) and sector =
    :sector and code = :code and row_code = :row_code and value = :value and survey_id in (select o.id from survey o where o.programme_id = (select p.id from
    programme p where p.uid = :programme));

-- name: carry_survey_answer
-- gives: each
-- in: programme text
-- out: digest text, survey text, participant text?, sector text, body text, sent int, rev int
select x.digest, r_survey.uid as survey, r_participant.uid as participant, x.sector, x.body, x.sent, x.rev
from survey_answer x
join survey r_survey on r_survey.id = x.survey_id
left join participant r_participant on r_participant.id = x.participant_id
where x.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by x.digest;

-- name: carry_survey_answer_put
-- gives: none
-- in: programme text, digest text, survey text, participant text?, sector text, body text, sent int, rev int
insert into survey_answer (digest, survey_id, participant_id, sector, body, sent, rev)
values (:digest, (select r.id from survey r where r.uid = :survey and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id
    from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)), :sector, :body, :sent, :rev)
on conflict (digest) do update
set survey_id = excluded.survey_id, participant_id = excluded.participant_id, sector = excluded.sector, body = excluded.body, sent = excluded.sent, rev = excluded.rev
where survey_answer.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_survey_answer_out
-- gives: none
-- in: programme text, digest text
delete from survey_answer
where digest = :digest and survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_survey_answered
-- gives: each
-- in: programme text
-- out: survey text, participant text, answered int
select r_survey.uid as survey, r_participant.uid as participant, x.answered
from survey_answered x
join survey r_survey on r_survey.id = x.survey_id
join participant r_participant on r_participant.id = x.participant_id
where x.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme))
order by r_survey.uid, r_participant.uid;

-- name: carry_survey_answered_put
-- gives: none
-- in: programme text, survey text, participant text, answered int
insert into survey_answered (survey_id, participant_id, answered)
values ((select r.id from survey r where r.uid = :survey and r.programme_id = (select p.id from programme p where p.uid = :programme)), (select r.id from
    participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme)), :answered)
on conflict (survey_id, participant_id) do update
set answered = excluded.answered
where survey_answered.survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- name: carry_survey_answered_out
-- gives: none
-- in: programme text, survey text, participant text
delete from survey_answered
where survey_id = (select r.id from survey r where r.uid = :survey and r.programme_id = (select p.id from programme p where p.uid = :programme)) and
    participant_id = (select r.id from participant r where r.uid = :participant and r.programme_id = (select p.id from programme p where p.uid = :programme))
    and survey_id in (select o.id from survey o where o.programme_id = (select p.id from programme p where p.uid = :programme));

-- ---- what stood when they parted

-- name: carry_was
-- gives: each
-- in: programme text
-- out: part text, name text, marks text
select x.part, x.name, x.marks
from programme_was x
where x.programme_id = (select p.id from programme p where p.uid = :programme)
order by x.part, x.name;

-- name: carry_was_put
-- gives: none
-- in: programme text, part text, name text, marks text
insert into programme_was (programme_id, part, name, marks)
values ((select p.id from programme p where p.uid = :programme), :part, :name, :marks)
on conflict (programme_id, part, name) do update
set marks = excluded.marks;

-- name: carry_was_clear
-- gives: none
-- in: programme text
delete from programme_was
where programme_id = (select p.id from programme p where p.uid = :programme);

-- What stands here was brought by a file of another network: it goes home there.
-- name: carry_home
-- gives: one
-- in: programme text
-- out: network text, box text, sealed text, brought_at int
select c.network, c.box, c.sealed, c.brought_at
from programme_home c
where c.programme_id = (select p.id from programme p where p.uid = :programme);

-- name: carry_home_put
-- gives: none
-- in: programme text, network text, box text, sealed text, now int
insert into programme_home (programme_id, network, box, sealed, brought_at)
values ((select p.id from programme p where p.uid = :programme), :network, :box, :sealed, :now)
on conflict (programme_id) do update
set network = excluded.network, box = excluded.box, sealed = excluded.sealed, brought_at = excluded.brought_at;

-- Who had been erased here before the file came.
-- name: carry_erased
-- gives: many 2000
-- in: programme text
-- out: uid text
select a.uid
from participant a
join erasure e on e.uid = a.uid and e.kind = 'participant'
where a.programme_id = (select p.id from programme p where p.uid = :programme) and a.erased_at is null
order by a.uid;

-- A question that is open would tell who answered what.
-- name: carry_open_votes
-- gives: one
-- in: programme text
-- out: n int
select count(*) as n
from vote v
where v.programme_id = (select p.id from programme p where p.uid = :programme) and v.opened_at is not null and v.closed_at is null;

-- Whose the programme is, if it stands here.
-- name: carry_city
-- gives: one
-- in: programme text
-- out: uid text, name text, country text, lau_id text?, gss_code text?, geonames_id int?, changed_at int
select m.uid, m.name, m.country, m.lau_id, m.gss_code, m.geonames_id, p.changed_at
from programme p
join member_city m on m.id = p.member_id
where p.uid = :programme;

-- name: carry_touch
-- gives: none
-- in: programme text, now int
update programme
set changed_at = :now, rev = rev + 1
where uid = :programme;

-- name: carry_was_forget
-- gives: none
delete from programme_was
where programme_id not in (select p.id from programme p);

-- name: carry_home_forget
-- gives: none
delete from programme_home
where programme_id not in (select p.id from programme p);
