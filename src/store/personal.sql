-- What refers to a person, table by table, for the person; store/personal.h. What would let somebody in (hashes, secrets) is left out.
-- name: personal_person
-- gives: each
-- in: person int
-- out: id int, uid text, name text, mail text, language text, state text, has_password bool, has_second_step bool, created_at int, signed_in_at int?, remove_at int, desk_seen_at int?
select id, uid, name, mail, language, state, case when password = '' then 0 else 1 end as has_password,
    case when totp = '' then 0 else 1 end as has_second_step, created_at, signed_in_at, remove_at, desk_seen_at
from person
where id = :person;

-- name: personal_role
-- gives: each
-- in: person int
-- out: role text, city text?, since int, until int?, for_area text?
select r.role, m.name as city, r.since, r.until, r.for_area
from person_role r left join member_city m on m.id = r.member_id
where r.person_id = :person
order by r.id;

-- name: personal_session
-- gives: each
-- in: person int
-- out: opened_by text, second_factor int, browser text, made_at int, seen_at int, ends_at int
select opened_by, second_factor, browser, made_at, seen_at, ends_at
from login_session
where person_id = :person
order by id;

-- name: personal_link
-- gives: each
-- in: person int
-- out: kind text, leads_to text, made_at int, ends_at int
select kind, leads_to, made_at, ends_at
from person_link
where person_id = :person
order by digest;

-- name: personal_place
-- gives: each
-- in: person int
-- out: seen_at int
select seen_at
from person_place
where person_id = :person
order by place;

-- name: personal_recovery
-- gives: each
-- in: person int
-- out: made_at int
select made_at
from recovery_code
where person_id = :person
order by digest;

-- name: personal_word
-- gives: each
-- in: person int
-- out: word text
select word
from person_word
where person_id = :person
order by word;

-- Compared in C, as remarks are.
-- name: personal_invitation
-- gives: each
-- out: city text?, role text, mail text, language text, vouched int, made_at int, ends_at int
select m.name as city, i.role, i.mail, i.language, i.vouched, i.made_at, i.ends_at
from invitation i left join member_city m on m.id = i.member_id
order by i.id;

-- name: personal_claim
-- gives: each
-- in: person int, folded text
-- out: city text?, name text, mail text, says text, language text, state text, why text, made_at int, ends_at int
select m.name as city, c.name, c.mail, c.says, c.language, c.state, c.why, c.made_at, c.ends_at
from claim c left join member_city m on m.id = c.member_id
where c.person_id = :person or c.mail_folded = :folded
order by c.id;

-- name: personal_application
-- gives: each
-- in: person int, folded text
-- out: city text, country text, name text, mail text, says text, wish text, language text, state text, why text, made_at int, ends_at int
select city, country, name, mail, says, wish, language, state, why, made_at, ends_at
from application
where person_id = :person or mail_folded = :folded
order by id;

-- name: personal_step
-- gives: each
-- in: person int
-- out: city text?, step text, way text, why text, at int
select m.name as city, s.step, s.way, s.why, s.at
from member_step s left join member_city m on m.id = s.member_id
where s.by_person = :person
order by s.member_id, s.number;

-- name: personal_publication
-- gives: each
-- in: person int
-- out: city text?, part text, state text, you_asked int, asked_at int, you_answered int, answered_at int?
select m.name as city, p.part, p.state, case when p.asked_by = :person then 1 else 0 end as you_asked, p.asked_at,
    case when p.answered_by = :person then 1 else 0 end as you_answered, p.answered_at
from publication p left join member_city m on m.id = p.member_id
where p.asked_by = :person or p.answered_by = :person
order by p.member_id, p.part, p.state;

-- name: personal_profile_change
-- gives: each
-- in: person int
-- out: city text?, part text, became text, at int
select m.name as city, c.part, c.became, c.at
from profile_change c left join member_city m on m.id = c.member_id
where c.by_person = :person
order by c.id;

-- name: personal_member_fact
-- gives: each
-- in: person int
-- out: city text?, fact text, value text, at int
select m.name as city, f.fact, f.value, f.at
from member_fact f left join member_city m on m.id = f.member_id
where f.by_person = :person
order by f.member_id, f.fact;

-- Of the other side nothing but the city.
-- name: personal_introduction
-- gives: each
-- in: person int
-- out: from_city text?, to_city text?, you_asked int, need text?, why text?, state text, slot_at int?, made_at int, answered_at int?, remove_at int
select f.name as from_city, t.name as to_city, case when i.from_person = :person then 1 else 0 end as you_asked,
    case when i.from_person = :person then i.need end as need, case when i.to_person = :person then i.why end as why, i.state,
    i.slot as slot_at, i.made_at, i.answered_at, i.remove_at
from introduction i left join member_city f on f.id = i.from_id left join member_city t on t.id = i.to_id
where i.from_person = :person or i.to_person = :person
order by i.id;

-- name: personal_commitment
-- gives: each
-- in: person int
-- out: city text?, version int, name text, job text, authority text, reference text, decided_on date?, confirm_by text, signed_at int, ends_at int
select m.name as city, c.version, c.name, c.job, c.authority, c.reference, c.decided_on, c.confirm_by, c.signed_at, c.ends_at
from commitment c left join member_city m on m.id = c.member_id
where c.person_id = :person
order by c.id;
-- name: personal_suggestion
-- gives: each
-- in: person int
-- out: city text, country text, state text, why text, came text, invited_at int?, answered_at int?, network_at int?, network_says text
select city, country, state, why, came, invited_at, answered_at, network_at, network_says
from suggestion
where invited_by = :person or answered_by = :person or network_by = :person
order by id;

-- name: personal_suggestion_voice
-- gives: each
-- in: person int
-- out: city text, country text, kind text, says text, named int, made_at int
select s.city, s.country, v.kind, v.says, v.named, v.made_at
from suggestion_voice v join suggestion s on s.id = v.suggestion_id
where v.person_id = :person
order by v.suggestion_id;

-- name: personal_curious
-- gives: each
-- in: folded text
-- out: mail text, language text, state text, made_at int, proved_at int?, told_at int
select mail, language, state, made_at, proved_at, told_at
from curious
where mail_folded = :folded
order by id;

-- name: personal_mail
-- gives: each
-- in: person int, mail text
-- out: kind text, address text, language text, fields text, state text, made_at int, sent_at int?, remove_at int
select kind, address, language, fields, state, made_at, sent_at, remove_at
from mail
where person = :person or (address <> '' and address = :mail)
order by id;

-- Compared in C: capital and small letters of an address are one.
-- name: personal_remark
-- gives: each
-- out: page text, says text, source text, mail text, language text, state text, answer text, created_at int, ended_at int?, remove_at int
select page, says, source, mail, language, state, answer, created_at, ended_at, remove_at
from remark
where mail <> ''
order by id;

-- name: personal_correction
-- gives: each
-- in: name text, mail text
-- out: organisation_id int, kind text, why text, who text, given_at int, withdrawn_at int?
select organisation_id, kind, why, who, given_at, withdrawn_at
from correction
where who <> '' and (who = :name or who = :mail)
order by id;

-- Of others only what the person did to them, or they to the person.
-- name: personal_log
-- gives: each
-- in: person int
-- out: number int, at int, what text?, by_you int, to_you int
select l.number, l.at, e.what, case when e.who_person = :person then 1 else 0 end as by_you,
    case when e.whom_person = :person then 1 else 0 end as to_you
from log_entry e join log_link l on l.number = e.number
where e.who_person = :person or e.whom_person = :person
order by l.number;

-- name: personal_provider
-- gives: each
-- in: person int
-- out: provider text, subject text, made_at int
select v.name as provider, p.subject, p.made_at
from person_provider p join provider v on v.id = p.provider_id
where p.person_id = :person
order by p.provider_id, p.subject;

-- name: personal_consent
-- gives: each
-- in: person int
-- out: kind text, words int, given_at int, withdrawn_at int?, withdrawn_by text
select kind, words, given_at, withdrawn_at, withdrawn_by
from consent
where person_id = :person
order by id;

-- name: personal_event
-- gives: each
-- in: person int
-- out: event text, starts_at int, made_at int
select title as event, starts_at, made_at
from event
where made_by = :person
order by id;

-- name: personal_event_person
-- gives: each
-- in: person int
-- out: event text?, starts_at int?, city text?, state text, needs text, made_at int
select e.title as event, e.starts_at, m.name as city, p.state, p.needs, p.made_at
from event_person p left join event e on e.id = p.event_id left join member_city m on m.id = p.member_id
where p.person_id = :person
order by p.event_id;

-- name: personal_watch
-- gives: each
-- in: person int
-- out: title text, city text?, made_at int
select w.title, m.name as city, w.made_at
from watch w left join member_city m on m.id = w.member_id
where w.person_id = :person
order by w.id;

-- name: personal_answer
-- gives: each
-- in: person int
-- out: question text, city text?, made_at int
select a.question, m.name as city, a.made_at
from answer a left join member_city m on m.id = a.member_id
where a.person_id = :person
order by a.id;

-- name: personal_watch_feed
-- gives: each
-- in: person int
-- out: city text?, made_at int
select m.name as city, f.made_at
from watch_feed f left join member_city m on m.id = f.member_id
where f.made_by = :person
order by f.member_id;

-- Of the cities of a bid only their own.
-- name: personal_bid_city
-- gives: each
-- in: person int
-- out: bid text?, city text?, asked_at int, answered_at int?
select b.name as bid, m.name as city, c.asked_at, c.answered_at
from bid_city c left join bid b on b.id = c.bid_id left join member_city m on m.id = c.member_id
where c.person_id = :person
order by c.id;

-- name: personal_bid_stage
-- gives: each
-- in: person int
-- out: bid text?, stage text, day_on date, why text, made_at int
select b.name as bid, s.stage, s.day_on, s.why, s.made_at
from bid_stage s left join bid b on b.id = s.bid_id
where s.person_id = :person
order by s.bid_id, s.number;

-- name: personal_bid_section
-- gives: each
-- in: person int
-- out: bid text?, section text, changed_at int
select b.name as bid, s.title as section, s.changed_at
from bid_section s left join bid b on b.id = s.bid_id
where s.person_id = :person
order by s.bid_id, s.number, s.id;

-- name: personal_bid_text
-- gives: each
-- in: person int
-- out: bid text?, section text?, body text, made_at int
select b.name as bid, s.title as section, t.body, t.made_at
from bid_text t left join bid_section s on s.id = t.section_id left join bid b on b.id = s.bid_id
where t.person_id = :person
order by t.section_id, t.number;

-- name: personal_bid_figure
-- gives: each
-- in: person int
-- out: bid text?, figure text, says text, changed_at int
select b.name as bid, coalesce(o.name, f.name) as figure, f.says, f.changed_at
from bid_figure f left join bid_figure o on o.id = f.of_id left join bid b on b.id = f.bid_id
where f.person_id = :person
order by f.bid_id, f.id;

-- name: personal_programme
-- gives: each
-- in: person int
-- out: name text, made_at int
select name, made_at
from programme
where made_by = :person
order by id;

-- name: personal_programme_stage
-- gives: each
-- in: person int
-- out: programme text?, stage text, day int, made_at int
select p.name as programme, s.stage, s.day, s.made_at
from programme_stage s left join programme p on p.id = s.programme_id
where s.person_id = :person
order by s.programme_id, s.number;

-- name: personal_wall_card
-- gives: each
-- in: person int
-- out: programme text?, claim text, so_what text, source text, url text, made_at int, removed_at int?
select p.name as programme, c.claim, c.so_what, c.source, c.url, c.made_at, c.removed_at
from wall_card c left join programme p on p.id = c.programme_id
where c.person_id = :person
order by c.programme_id, c.id;

-- name: personal_programme_record
-- gives: each
-- in: person int
-- out: programme text?, name text, came_of text, you_asked int, you_answered int, published_at int
select p.name as programme, r.name, r.came_of, case when r.asked_by = :person then 1 else 0 end as you_asked,
    case when r.answered_by = :person then 1 else 0 end as you_answered, r.published_at
from programme_record r left join programme p on p.id = r.programme_id
where r.asked_by = :person or r.answered_by = :person
order by r.programme_id;

-- name: personal_programme_record_ask
-- gives: each
-- in: person int
-- out: programme text?, state text, name text, came_of text, you_asked int, asked_at int, you_answered int, answered_at int?
select p.name as programme, r.state, r.name, r.came_of, case when r.asked_by = :person then 1 else 0 end as you_asked, r.asked_at,
    case when r.answered_by = :person then 1 else 0 end as you_answered, r.answered_at
from programme_record_ask r left join programme p on p.id = r.programme_id
where r.asked_by = :person or r.answered_by = :person
order by r.programme_id;

-- name: personal_participant
-- gives: each
-- in: folded text
-- out: programme text?, name text, short_name text, organisation text, sector text, role text, mail text, language text, came_by text, asked_at int?, accepted_at int?, made_at int, removed_at int?
select p.name as programme, a.name, a.short_name, a.organisation, a.sector, a.role, a.mail, a.language, a.came_by, a.asked_at,
    a.accepted_at, a.made_at, a.removed_at
from participant a left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id;

-- name: personal_wall_mark
-- gives: each
-- in: folded text
-- out: programme text?, claim text
select p.name as programme, c.claim
from participant a
join wall_mark k on k.participant_id = a.id
join wall_card c on c.id = k.card_id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id, c.id;

-- name: personal_wall_comment
-- gives: each
-- in: person int, folded text
-- out: programme text?, claim text?, says text, made_on date
select p.name as programme, c.claim, k.says, k.made_on
from wall_comment k
left join wall_card c on c.id = k.card_id
left join programme p on p.id = k.programme_id
where k.person_id = :person
    or k.participant_id in (select x.id from participant x where x.mail_folded = :folded and x.mail_folded <> '')
order by k.id;

-- name: personal_participant_session
-- gives: each
-- in: folded text
-- out: programme text?, day_on date, begins int, accepted int?, accepted_at int?, attended int?
select p.name as programme, s.day_on, s.begins, x.accepted, x.accepted_at, x.attended
from participant a
join participant_session x on x.participant_id = a.id
join programme_session s on s.id = x.session_id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id, s.number;

-- name: personal_note
-- gives: each
-- in: person int
-- out: programme text?, changed_at int
select p.name as programme, n.changed_at
from note n left join programme p on p.id = n.programme_id
where n.changed_by = :person
order by n.id;

-- name: personal_note_text
-- gives: each
-- in: person int
-- out: programme text?, title text?, body text, made_at int
select p.name as programme, s.title, t.body, t.made_at
from note_text t
left join note_section s on s.id = t.section_id
left join note n on n.id = s.note_id
left join programme p on p.id = n.programme_id
where t.person_id = :person
order by t.id;

-- name: personal_note_step
-- gives: each
-- in: person int
-- out: programme text?, step text, reason text, made_at int
select p.name as programme, s.step, s.reason, s.made_at
from note_step s
left join note n on n.id = s.note_id
left join programme p on p.id = n.programme_id
where s.person_id = :person
order by s.id;

-- name: personal_decision
-- gives: each
-- in: person int
-- out: programme text?, says text, made_at int
select p.name as programme, d.says, d.made_at
from decision d left join programme p on p.id = d.programme_id
where d.person_id = :person
order by d.id;

-- name: personal_action
-- gives: each
-- in: person int, folded text
-- out: programme text?, what text, who text, mail text, due_on date, state text, made_at int
select p.name as programme, a.what, a.who, a.mail, a.due_on, a.state, a.made_at
from action a left join programme p on p.id = a.programme_id
where a.person_id = :person or a.made_by = :person or (a.mail_folded = :folded and a.mail_folded <> '')
    or a.participant_id in (select x.id from participant x where x.mail_folded = :folded and x.mail_folded <> '')
order by a.id;

-- name: personal_action_step
-- gives: each
-- in: person int, folded text
-- out: what text?, step text, due_on date, says text, made_at int
select a.what, s.step, s.due_on, s.says, s.made_at
from action_step s left join action a on a.id = s.action_id
where s.person_id = :person or (s.by_link = 1 and (a.person_id = :person or (a.mail_folded = :folded and a.mail_folded <> '')
    or a.participant_id in (select x.id from participant x where x.mail_folded = :folded and x.mail_folded <> '')))
order by s.id;

-- name: personal_note_correction
-- gives: each
-- in: folded text
-- out: programme text?, title text?, body text, state text, made_at int, settled_at int?
select p.name as programme, s.title, c.body, c.state, c.made_at, c.settled_at
from participant a
join note_correction c on c.participant_id = a.id
left join note_section s on s.id = c.section_id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id, c.id;

-- name: personal_survey_answered
-- gives: each
-- in: folded text
-- out: programme text?, answered int
select p.name as programme, x.answered
from participant a
join survey_answered x on x.participant_id = a.id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id;

-- name: personal_survey_answer
-- gives: each
-- in: folded text
-- out: programme text?, sector text, body text, sent int
select p.name as programme, x.sector, x.body, x.sent
from participant a
join survey_answer x on x.participant_id = a.id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by a.id;

-- name: personal_assessment_round
-- gives: each
-- in: person int
-- out: assessment text?, number int, closed_at int?
select a.name as assessment, r.number, r.closed_at
from assessment_round r left join assessment a on a.id = r.assessment_id
where r.closed_by = :person
order by r.id;

-- name: personal_assessment_rater
-- gives: each
-- in: folded text
-- out: assessment text?, number int?, name text, sector text, mail text, language text, asked_at int?, made_at int
select a.name as assessment, r.number, t.name, t.sector, t.mail, t.language, t.asked_at, t.made_at
from (select x.id
    from participant p
    join assessment_rater x on x.participant_id = p.id
    where p.mail_folded = :folded and p.mail_folded <> ''
    union
    select x.id from assessment_rater x where x.mail_folded = :folded and x.mail_folded <> '') whose
join assessment_rater t on t.id = whose.id
left join assessment_round r on r.id = t.round_id
left join assessment a on a.id = r.assessment_id
order by t.id;

-- name: personal_rating
-- gives: each
-- in: folded text
-- out: assessment text?, criterion text, answer text, level int?, because text
select a.name as assessment, g.criterion, g.answer, g.level, g.because
from (select x.id
    from participant p
    join assessment_rater x on x.participant_id = p.id
    where p.mail_folded = :folded and p.mail_folded <> ''
    union
    select x.id from assessment_rater x where x.mail_folded = :folded and x.mail_folded <> '') whose
join assessment_rater t on t.id = whose.id
join rating g on g.rater_id = t.id
left join assessment_round r on r.id = t.round_id
left join assessment a on a.id = r.assessment_id
order by t.id, g.criterion;

-- name: personal_assessment_handed
-- gives: each
-- in: folded text
-- out: assessment text?, dimension text, to_them bool
select a.name as assessment, h.dimension, case when t.id = h.to_id then 1 else 0 end as to_them
from (select x.id
    from participant p
    join assessment_rater x on x.participant_id = p.id
    where p.mail_folded = :folded and p.mail_folded <> ''
    union
    select x.id from assessment_rater x where x.mail_folded = :folded and x.mail_folded <> '') whose
join assessment_rater t on t.id = whose.id
join assessment_handed h on h.rater_id = t.id or h.to_id = t.id
left join assessment_round r on r.id = t.round_id
left join assessment a on a.id = r.assessment_id
order by t.id, h.dimension;

-- name: personal_assessment_sharing
-- gives: each
-- in: person int
-- out: assessment text?, agreed_at int
select a.name as assessment, s.agreed_at
from assessment_sharing s
left join assessment a on a.id = s.assessment_id
where s.person_id = :person
order by s.member_id, s.edition;

-- name: personal_rating_confirmed
-- gives: each
-- in: person int
-- out: assessment text?, criterion text
select a.name as assessment, c.criterion
from rating_confirmed c
left join assessment_rater t on t.id = c.rater_id
left join assessment_round r on r.id = t.round_id
left join assessment a on a.id = r.assessment_id
where c.person_id = :person
order by c.rater_id, c.criterion;

-- name: personal_assessment_level
-- gives: each
-- in: person int
-- out: assessment text?, criterion text, level int?, because text, target int?, said_at int
select a.name as assessment, l.criterion, l.level, l.because, l.target, l.said_at
from assessment_level l
left join assessment_round r on r.id = l.round_id
left join assessment a on a.id = r.assessment_id
where l.person_id = :person
order by l.round_id, l.criterion;

-- name: personal_ballot
-- gives: each
-- in: folded text
-- out: question text, option text?, value int
select v.question, o.text as option, b.value
from participant a
join ballot b on b.participant_id = a.id
join vote v on v.id = b.vote_id
left join vote_option o on o.vote_id = b.vote_id and o.number = b.number
where a.mail_folded = :folded and a.mail_folded <> ''
order by b.vote_id, b.round, b.number;

-- name: personal_breakout_seat
-- gives: each
-- in: folded text
-- out: programme text?, round int, group_number int
select p.name as programme, b.number as round, s.group_number
from participant a
join breakout_seat s on s.participant_id = a.id
join breakout b on b.id = s.breakout_id
left join programme p on p.id = a.programme_id
where a.mail_folded = :folded and a.mail_folded <> ''
order by b.programme_id, b.number;

-- name: personal_framework_matrix
-- gives: each
-- in: person int
-- out: title text, made_at int
select title, made_at
from framework_matrix
where person_id = :person
order by id;

-- name: personal_driver
-- gives: each
-- in: person int
-- out: part text, named_at int, shown int?, shown_at int?, away_until int?, ended_at int?
select part, named_at, shown, shown_at, away_until, ended_at
from driver
where person_id = :person
order by id;

-- name: personal_funding_rule
-- gives: each
-- in: person int
-- out: rule text, number int, made_at int, answered_at int?, why text, answer text
select rule, number, made_at, answered_at, case when made_by = :person then why else '' end as why,
    case when answered_by = :person then answer else '' end as answer
from funding_rule
where made_by = :person or answered_by = :person
order by id;

-- name: personal_announcement
-- gives: each
-- in: person int
-- out: title text, made_at int
select title, made_at
from announcement
where made_by = :person
order by id;
