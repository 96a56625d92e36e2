/* SPDX-License-Identifier: AGPL-3.0-or-later
** kept_network: what backups are made of in tests. */
#include "kept_network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/generation.h"
#include "db/tables.h"
#include "store/carry.sql.h"
#include "store/application.h"
#include "store/area.h"
#include "store/bid_section.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/driver.sql.h"
#include "store/funding_rule.sql.h"
#include "store/erasure.h"
#include "store/announcement.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/event.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/job.h"
#include "store/mail.h"
#include "store/member_fact.h"
#include "store/membership.h"
#include "store/action.h"
#include "store/note.h"
#include "store/note_pdf.h"
#include "store/once.h"
#include "store/person.h"
#include "store/assessment.h"
#include "store/assessment_band.h"
#include "store/matrix.h"
#include "store/profile.h"
#include "store/profile_history.h"
#include "store/profile_publish.h"
#include "store/programme.h"
#include "store/breakout.h"
#include "store/programme_record.sql.h"
#include "store/wall.h"
#include "store/trait.h"
#include "store/provider.h"
#include "store/rate.h"
#include "store/remark.h"
#include "store/sign_in.h"
#include "store/suggestion.h"
#include "store/survey.h"
#include "store/trust_log.h"
#include "store/vote.h"

static const struct statement *add_of(struct scratch *scratch, struct db *db, const char *set, const char *table)
{
    struct tables *tables = arena_new(&scratch->arena, struct tables);
    assert_int_equal(tables_list(db, &scratch->arena, set, tables), OK);
    return &tables_find(tables, str_of(table))->add;
}

void kept_setting_add(struct scratch *scratch, struct str name, struct str value)
{
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value row[] = {V_TEXT(name), V_TEXT(value)};
    const struct statement *add = add_of(scratch, db, "main", "setting");
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_run(db, add, row), OK);
    assert_int_equal(db_commit(db), OK);
    db_close(db);
}

static void fill_log(struct scratch *scratch, struct db *db)
{
    const struct log_event event = {.kind = S("role-given"), .who = {LOG_PERSON, 1, S("Zoë")},
                                    .whom = {LOG_PERSON, 2, S("O'Brien\n")}, .now = 1};
    const struct provider_new provider = {S("city"), S("City"), S("https://id.example"), S("us"), S("/etc/secret"),
                                          S("open"), S("")};
    assert_int_equal(provider_add(db, &scratch->arena, &provider, 1), OK);
    assert_int_equal(trust_log_add(db, &scratch->arena, &event), OK);
    assert_int_equal(trust_log_add(db, &scratch->arena, &event), OK);
    assert_int_equal(trust_log_erase_person(db, 1, S("on request"), 2), OK);
    assert_int_equal(q_erasure_add(db, S("00112233445566778899aabbccddeeff"), S("remark"), 2), OK);
}

static void fill_remarks(struct scratch *scratch, struct db *db)
{
    const struct remark_new remark = {S("/cities/lodz-pl"), S("Ludność jest z 2018.\r\n\"?\""), S(""), S("a@b.example"),
                                      S("pl")};
    const struct rate_limit limit = {S("remark"), 3, 3600};
    struct str uid;
    struct str digest;
    int64_t wait_s;
    assert_int_equal(remark_add(db, &scratch->arena, &remark, 1, &uid), OK);
    assert_int_equal(rate_take(db, &scratch->arena, &limit, S("192.0.2.1"), 1, &wait_s), OK);
    assert_int_equal(mail_digest(db, &scratch->arena, S("a@b.example"), &digest), OK);
    assert_int_equal(q_mail_unreachable(db, digest, 1, S("550 no such user")), OK);
    assert_int_equal(once_add(db, &scratch->arena, S("1-a"), S("says=x"), S("/remarks/1"), 1), OK);
}

static void fill_survey(struct scratch *scratch, struct db *db)
{
    const struct survey survey = {0};
    const struct survey_link link = {1, 1, S("public"), true, S("sekret")};
    struct survey_value value = {S("why"), S(""), S("Bo \"tak\"\r\nŻ")};
    struct str uid;
    assert_int_equal(survey_begin(db, &scratch->arena, 1, S(SURVEY_BEFORE), S("<document>Ż \"x\"\r\n</document>"), 1,
                                  &uid), OK);
    assert_int_equal(q_survey_ask(db, 1, 1), OK);
    assert_int_equal(q_survey_open(db, 1, true, 1), OK);
    assert_int_equal(survey_answer_save(db, &scratch->arena, &survey, &link, &(struct survey_answers){&value, 1}, true),
                     OK);
}

/* One that is over, with its pairs, and one that is open, with a ballot. */
static void fill_votes(struct scratch *scratch, struct db *db)
{
    static const char *const kinds[] = {"order", "test"};
    const struct str options[] = {S("Autobus \"A\""), S("Żuraw\r\n")};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const struct vote_new new = {.programme_id = 1, .kind = str_of(kinds[i]), .question = S("Co \"teraz\"?"),
                                     .options = options, .n = COUNT_OF(options)};
        const int values[VOTE_OPTIONS_MAX] = {1, 2};
        enum ballot_check check;
        struct str uid;
        assert_int_equal(vote_put(db, &scratch->arena, &new, 1, &uid), OK);
        assert_int_equal(vote_do(db, &scratch->arena, 1, uid, VOTE_OPEN, 1), OK);
        assert_int_equal(vote_cast(db, &scratch->arena, 1, 1, uid, 1, values, &check), OK);
        if (i == 0) {
            assert_int_equal(vote_do(db, &scratch->arena, 1, uid, VOTE_CLOSE, 1), OK);
        }
    }
}

static void fill_notes(struct scratch *scratch, struct db *db, int64_t person)
{
    const struct note_flow flow = {S("wall"), 1, S("Ściana \"1\"\r\n"), S("- Łódź\n- \"dwa\"")};
    const struct decision_new decision = {S("Zaczynamy \"w maju\"\r\n"), S("vote"), S("Co?"), S("Żaneta")};
    struct q_note_of note;
    struct q_note_sections *sections;
    struct note_flowed flowed;
    size_t n;
    struct str uid = scratch_ask(scratch, "net.db", "select uid from programme");
    assert_int_equal(note_flow_in(db, &scratch->arena, 1, S("pl"), NULL, NULL, 0, &flow, 1, person, 1, &flowed), OK);
    assert_int_equal(q_note_of(db, &scratch->arena, uid, &note), OK);
    assert_int_equal(q_note_sections(db, &scratch->arena, uid, &sections, &n), OK);
    assert_int_equal(note_correct(db, &scratch->arena, &note, &sections[0], 1, 1, S("- Łódź"), 1), OK);
    assert_int_equal(decision_put(db, &scratch->arena, &note, NULL, &decision, person, 1), OK);
    const struct action_new action = {.what = S("Zapytać \"Ż\"\r\n"), .participant_id = {true, 1},
                                      .who = S("Młyn"), .mail = S("M@b.example"), .decision_id = {true, 1},
                                      .due_on = {20100}, .by = person};
    assert_int_equal(action_put(db, &scratch->arena, 1, 0, &action, 1), OK);
    assert_int_equal(q_action_review_begin(db, 1, 30, 1), OK);
    assert_int_equal(q_note_pdf_add(db, note.id, S("p"), S("d"), S("<p>\"\xc5\xbb\"\r\n"), 1), OK);
    assert_int_equal(q_note_pdf_made(db, S("p"), S("%PDF \x01\xff")), OK);
    assert_int_equal(q_note_step_add(db, note.id, S("opened"), S("Błąd\r\n"), person, 1), OK);
}

/* A round of one group with cards, sorted and not, and a statement that was taken into plenary. */
static void fill_groups(struct scratch *scratch, struct db *db)
{
    const struct breakout_place place = {1, 1, 1};
    assert_int_equal(q_breakout_add(db, S("g"), 1, 1, 1, 1), OK);
    assert_int_equal(q_breakout_block_add(db, 1, 1, 1), OK);
    assert_int_equal(q_breakout_group_add(db, 1, 1), OK);
    assert_int_equal(q_breakout_seat_put(db, 1, 1, 1), OK);
    assert_int_equal(breakout_write(db, &scratch->arena, &place, S("Żółw \"1\"\r\n"), 1), OK);
    assert_int_equal(q_card_group_add(db, 1, 1, 1), OK);
    assert_int_equal(breakout_name(db, &scratch->arena, &place, 1, S("Łąka\r\n"), S("")), OK);
    assert_int_equal(q_breakout_statement_add(db, S("s"), 1, 1, S("Źle \"nie\""), S("guess"), 1), OK);
    assert_int_equal(breakout_take(db, &scratch->arena, 1, S("s"), S("Co?"), 1), OK);
}

static void fill_programme(struct scratch *scratch, struct db *db, int64_t member, int64_t person)
{
    const struct programme_city city = {S("Zgierz \"Z\""), S("PL"), {true, member}};
    const struct programme_new programme = {
        .member_id = member, .host_kind = S("region"), .host_name = S("Łódzkie\r\n"), .name = S("Liderzy \"2027\""),
        .template = S("two_hours"), .languages = S("pl en"), .place = S("Ratusz"), .begins_on = {20000},
        .cities = &city, .cities_n = 1, .by = person};
    const struct q_programme_of row = {.id = 1, .languages = S("pl en")};
    const struct participant_new participant = {
        .name = S("Żaneta \"Ż\"\r\n"), .organisation = S("Wodociągi"), .sector = S("public"), .role = S("Prezes"),
        .mail = S("Z@b.example"), .substitute_of = {true, INT64_MAX}, .came_by = S("invited")};
    struct str uid;
    assert_int_equal(programme_begin(db, &scratch->arena, &programme, 1, &uid), OK);
    assert_int_equal(q_carry_home_put(db, uid, S("Łódź"), S("box"), S("\"\r\n"), 1), OK);
    assert_int_equal(q_carry_was_put(db, uid, S("card"), S("0f i1"), S("0f i1 t9 n")), OK);
    assert_int_equal(participant_add(db, &scratch->arena, &row, &participant, 1, &uid), OK);
    const struct wall_card card = {.project_id = {true, 633053}, .claim = S("Łódź \"saved\"\r\n"),
                                   .so_what = S("Ćwierć"), .source = S("GUS"), .url = S("https://a.example/?a=1&b=2"),
                                   .dated_on = S("2024-03-12"), .licence = S("CC BY 4.0"), .theme_id = {3}};
    assert_int_equal(wall_add(db, &scratch->arena, 1, &card, person, 1, &uid), OK);
    assert_int_equal(q_wall_mark_add(db, 1, 1), OK);
    const struct wall_said said = {.programme_id = 1, .card_id = 1, .named = true, .by = 1, .says = S("Żle \"?\"\r\n")};
    assert_int_equal(wall_say(db, &scratch->arena, &said, 1), OK);
    assert_int_equal(wall_open(db, 1, 1, S("0f"), S("1e")), OK);
    assert_int_equal(q_participant_session_put(db, 1, 1, (struct maybe_int){true, 1}, (struct maybe_int){true, 1},
                                               (struct maybe_int){0}), OK);
    const struct q_record_ask_put_in record = {
        .programme_id = 1, .uid = S("0f"), .host_kind = S("region"), .host_name = S("Łódzkie\r\n"),
        .name = S("Ż \"1\""), .kind = S(""), .place = S(""), .cities = S("Zgierz"), .took_part = {true, 9},
        .begins_on = {1}, .ends_on = {2}, .themes = S(""), .came_of = S("Kładka\r\n"), .asked_by = person, .now = 1};
    assert_int_equal(q_record_ask_put(db, &record), OK);
    assert_int_equal(q_record_put_asked(db, 1, S("1e"), person, 1), OK);
    fill_survey(scratch, db);
    fill_votes(scratch, db);
    fill_notes(scratch, db, person);
    fill_groups(scratch, db);
}

static void fill_assessment(struct scratch *scratch, struct db *db, int64_t member, int64_t person)
{
    const struct assessment_new new = {.member_id = member, .programme_id = {true, 1}, .name = S("Gdzie \"my\"?\r\n"),
                                       .framework = S("sgm-1")};
    const struct rater_new rater = {{true, 1}, S("Żaneta \"Ż\"\r\n"), SECTOR_PUBLIC, S("Z@b.example"), S("pl")};
    const struct q_assessment_of row = {.id = 1, .round_id = 1};
    struct str uid;
    assert_int_equal(assessment_begin(db, &scratch->arena, &new, 1, &uid), OK);
    assert_int_equal(assessment_rater_new(db, &scratch->arena, &row, 0, &rater, 1), OK);
    const struct matrix_new matrix = {member, S("Macierz\r\n"), S("Łódź \"1\""), S("#1"), S("{\"a\":1}\r\n"), person};
    assert_int_equal(matrix_new_add(db, &scratch->arena, &matrix, 0, 1), OK);
    const struct q_assessment_rater_by_uid whose = {.id = 1};
    assert_int_equal(rating_say(db, &whose, S("VIS-1"), 5, S("Bo \"tak\"\n")), OK);
    assert_int_equal(q_rating_confirm(db, 1, S("VIS-1"), 5, S("Bo \"tak\"\n"), person), OK);
    assert_int_equal(q_assessment_hand(db, 1, S("LED"), 1), OK);
    const struct band_shared shared = {member, S("sgm-1 2026-11-23 full"), 1, &(int){3}, 1};
    assert_int_equal(band_share(db, &scratch->arena, &shared, person, 1), OK);
    assert_int_equal(q_assessment_band_put(db, shared.edition, 1, 6, 225, 300), OK);
    assert_int_equal(q_assessment_level_put(db, &(struct q_assessment_level_put_in){
        .round_id = 1, .criterion = S("VIS-1"), .because = S("Później\r\n"), .target = {true, 5},
        .person_id = person, .now = 1}), OK);
}

static void fill_people(struct scratch *scratch, struct db *db)
{
    const struct person_new person = {S("Łucja \"Żak\"\r\n"), S("Lucja@b.example"), S("pl")};
    const struct q_member_keys city = {S("Łódź"), S("PL"), S("PL_1061011"), {0}, {true, 3093133}};
    struct role_new role = {.role = S("main_contact"), .member_id = {.known = true}};
    struct str link;
    assert_int_equal(person_add(db, &scratch->arena, &person, 1, &role.person_id), OK);
    assert_int_equal(membership_join(db, &scratch->arena, &city, &step_by_role, 1, &role.member_id.v, NULL), OK);
    assert_int_equal(role_give(db, &scratch->arena, &role, 1), OK);
    assert_int_equal(q_member_save_for_area(db, role.member_id.v, role.person_id, S("Łąki \"Ł\"\r\n")), OK);
    assert_int_equal(link_make(db, &scratch->arena, role.person_id, S("password"), S(""), 1, &link), OK);
    assert_int_equal(q_recovery_code_add(db, role.person_id, S("ab"), 1), OK);
    assert_int_equal(consent_give(db, &scratch->arena, role.person_id, CONSENT_WEEK, 1), OK);
    assert_int_equal(q_sign_in_link(db, 1, S("248289761001"), role.person_id, 1), OK);
    const struct invitation_new invitation = {role.member_id.v, S("colleague"), S("Ewa@b.example"), S("pl"), true,
                                              {true, role.person_id}};
    assert_int_equal(invitation_add(db, &scratch->arena, &invitation, 1, &link), OK);
    const struct claim_new claim = {role.member_id.v, {true, role.person_id}, S("Ewa \"Ż\""), S("Ewa@b.example"),
                                    S("Sekretarz\r\n"), S("pl")};
    const struct str whats[] = {S("energy"), S("bids")};
    assert_int_equal(profile_save(db, role.member_id.v, HELP_NEED, whats, 2, S("Wärme\r\n"), 1), OK);
    assert_int_equal(trait_begin(db, role.member_id.v, S("Kein Öl\r\nbis 2030"), 1), OK);
    assert_int_equal(claim_add(db, &scratch->arena, &claim, 1), OK);
    const struct application_new application = {{S("Gdynia \"G\""), S("PL"), {0}, {0}, {true, 3099424}}, S("Ola"),
                                                S("Ola@b.example"), S("Sekretarz\r\n"), S("Mniej aut do 2030"),
                                                S("pl")};
    assert_int_equal(application_add(db, &scratch->arena, &application, 1), OK);
    const struct q_introduction_add_in talk = {
        .uid = S("u"), .from_id = role.member_id.v, .to_id = 9, .from_person = role.person_id,
        .need = S("Wärme\r\n\"?\""), .reason = S("they-can"), .reason_what = S("bids"), .slot_1 = 1, .slot_2 = 2,
            .slot_3 = INT64_MAX,
        .asked_role = S("colleague"), .now = 1, .ends_at = 2, .remove_at = 3};
    assert_int_equal(q_introduction_add(db, &talk), OK);
    const struct q_event_by_uid event = {
        .title = S("Ciepło \"i\" zimno"), .says = S("Dwa zdania\r\n"), .starts_at = 1, .ends_at = INT64_MAX,
        .zone = S("central"), .place = S(""), .online = S("https://a.example/?a=1&b=2"), .languages = S("polski"),
        .seen_by = S("members"), .register_by = {true, 1}};
    assert_int_equal(event_add(db, &scratch->arena, &event, role.person_id, 1, &link), OK);
    const struct announcement_new announced = {S("Nowość \"1\""), S("Dwa zdania.\r\n"), S(""), S("members"), 20000};
    const struct log_someone by = {LOG_PERSON, role.person_id, S("Łucja")};
    assert_int_equal(announcement_add(db, &scratch->arena, &announced, &by, 1, &link), OK);
    const struct q_funding_rule_add_in rule = {
        .uid = S("r1"), .rule = S("mała-\"gmina\""), .number = 1, .kind = S("change"), .state = S("in-force"),
        .says = S("{\r\n}"), .why = S("Nowy \"nabór\""), .made_by = {true, role.person_id}, .now = 1};
    assert_int_equal(q_funding_rule_add(db, &rule), OK);
    assert_int_equal(q_event_person_add(db, 1, role.person_id, role.member_id.v, S("waiting"), S("Winda\r\n"), 1), OK);
    assert_int_equal(q_watch_add(db, S("w"), role.member_id.v, S("EU/1"), S("Ciepło \"i\" zimno\r\n"), role.person_id,
                                 1), OK);
    assert_int_equal(watched_feed_begin(db, &scratch->arena, role.member_id.v, role.person_id, 1), OK);
    const struct bid_new bid = {role.member_id.v, S("EU/1"), S("Ciepło \"i\" zimno\r\n"), S("EU-1"),
                                S("Zielone dachy\r\n"), role.person_id, role.person_id, {20000}};
    assert_int_equal(bid_begin(db, &scratch->arena, &bid, 1, &link), OK);
    const struct answer_new answer = {
        .member_id = role.member_id.v, .question = S("Co \"zrobimy\"?\r\n"), .body = S("Zielone dachy\r\n= 3\n"),
        .fund = S("Fundusz"), .rule_id = S(""), .call_key = S("EU/1"), .handed_in_on = S("2024"),
        .outcome = ANSWER_GRANTED, .outcome_why = S("Dobry pomysł"), .shared = true, .person_id = role.person_id};
    assert_int_equal(answer_add(db, &scratch->arena, &answer, 1, &link), OK);
    const struct q_bid_section_add_in section = {.uid = S("bs1"), .bid_id = 1, .number = 1, .title = S("Wpływ \"1\""),
                                                 .asks = S("Jak?\r\n"), .limit_n = 500, .limit_of = S("words"),
                                                 .member_id = role.member_id.v, .now = 1};
    assert_int_equal(q_bid_section_add(db, &section), OK);
    const struct q_bid_text_add_in text = {.section_id = 1, .number = 1, .body = S("Mamy 43\xC2\xA0" "200 osób.\n"),
                                           .person_id = role.person_id, .member_id = role.member_id.v, .now = 1};
    assert_int_equal(q_bid_text_add(db, &text), OK);
    const struct q_bid_figure_add_in figure = {.uid = S("bf1"), .bid_id = 1, .name = S("mieszkańcy"),
                                               .says = S("43,200"),
                                               .value = INT64_MAX, .unit = S(""), .source = S("GUS \"2024\""),
                                               .each_city = true, .person_id = role.person_id, .now = 1};
    assert_int_equal(q_bid_figure_add(db, &figure), OK);
    assert_int_equal(q_council_put(db, role.member_id.v, S("recesses"), S("2026-12-21 to 2027-01-08\n")), OK);
    fill_programme(scratch, db, role.member_id.v, role.person_id);
    fill_assessment(scratch, db, role.member_id.v, role.person_id);
    const struct commitment_new commitment = {role.member_id.v, S("Łódź"), 1, S("Sekretarz\r\n"), true, S("UM \"1\""),
                                              {20000}, S(""), 2};
    const struct log_someone they = {LOG_PERSON, role.person_id, S("Łucja")};
    assert_int_equal(commitment_sign(db, &scratch->arena, &commitment, &they, 1), OK);
    const struct suggestion_new suggestion = {application.keys, role.member_id.v, role.person_id, S("twin"),
                                              S("Sąsiedzi \"od lat\"\r\n"), true};
    assert_int_equal(suggestion_add(db, &scratch->arena, &suggestion, 1, &link), OK);
    const struct suggestion_own own = {application.keys, role.person_id, S("Miasto \"G\"\r\nnad morzem"), S("country")};
    assert_int_equal(suggestion_invite_own(db, &scratch->arena, &own, 1, &link), OK);
    assert_int_equal(curious_add(db, &scratch->arena, S("Iga@b.example"), S("pl"), 1), OK);
    assert_int_equal(q_driver_add(db, S("driver"), role.person_id, 1, (struct maybe_int){0}), OK);
    const struct q_area_add_in area = {.member_id = role.member_id.v, .place = S("lau PL_1061021"),
                                       .name = S("Zgierz \"Z\""), .country = S("PL"), .lau_id = S("PL_1061021")};
    assert_int_equal(q_area_add(db, &area), OK);
    assert_int_equal(q_member_fact_put(db, role.member_id.v, S("investment"), S("30000000"), 1, 1), OK);
    assert_int_equal(q_profile_change_add(db, role.member_id.v, S("need"), S(""), S("need_says=Öl\n"), 1, 1), OK);
    assert_int_equal(q_publication_add(db, role.member_id.v, S("answers"), S("0"), S("need_says=Öl\n"), 1, 1), OK);
    assert_int_equal(q_publication_answer(db, role.member_id.v, S("answers"), S("0"), S("published"), 2, 2), OK);
    assert_int_equal(q_member_domain_add(db, role.member_id.v, S("lodz.example"), 1), OK);
}

void kept_network_fill(struct scratch *scratch)
{
    struct generation *generation = NULL;
    struct str why = S("");
    kept_setting_add(scratch, S("network_name"), S("Łódź & \"co\"\n日本"));
    kept_setting_add(scratch, S(""), S(""));
    struct db *db = scratch_open(scratch, DB_WRITE);
    const struct statement *add = add_of(scratch, db, "main", "correction");
    struct value row[] = {V_INT(INT64_MIN), V_INT(INT64_MAX), V_TEXT(S("none")), V_NULL, V_NULL, V_TEXT(S("")),
                          V_INT(-1), V_TEXT(S("x")), V_TEXT(S("")), V_INT(0), V_NULL};
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_run(db, add, row), OK);
    assert_int_equal(db_commit(db), OK);
    const struct job_new job = {.uid = S("u"), .payload = S("file=/a\\0a\n"), .tries_max = 1};
    int64_t id;
    assert_int_equal(job_add(db, &scratch->arena, &job, 0, &id), OK);
    fill_remarks(scratch, db);
    fill_people(scratch, db);
    fill_log(scratch, db);
    db_close(db);
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    add = add_of(scratch, generation_db(generation), "evidence", "token");
    uint32_t noise = 2463534242u; /* what does not pack: the file is to be larger than a limit below */
    for (int i = 0; i < 2000; i++) {
        uint32_t words[10];
        for (size_t w = 0; w < COUNT_OF(words); w++) { /* xorshift32 (Marsaglia 2003) */
            noise ^= noise << 13, noise ^= noise >> 17, noise ^= noise << 5;
            words[w] = noise;
        }
        struct str token = str_format(&scratch->arena, "word%d", i);
        struct value list[] = {V_TEXT(token), V_INT(i), V_BLOB(((struct str){(const char *)words, sizeof words}))};
        assert_int_equal(db_run(generation_db(generation), add, list), OK);
    }
    assert_int_equal(generation_publish(generation, &why), OK);
}

struct transfer_sums kept_sums(struct scratch *scratch, struct str url)
{
    static const struct sink nowhere;
    struct transfer_sums sums;
    struct db *db = NULL;
    struct str why = S("");
    assert_int_equal(db_open(&scratch->arena, url, DB_READ, &db, &why), OK);
    assert_int_equal(transfer_from_db(&scratch->arena, db, true, &nowhere, NULL, &sums, &why), OK);
    db_close(db);
    return sums;
}

void assert_same_sums(const struct transfer_sums *a, const struct transfer_sums *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        assert_true(str_eq(a->items[i].name, b->items[i].name));
        assert_int_equal(a->items[i].rows, b->items[i].rows);
        assert_true(str_eq(a->items[i].sha256, b->items[i].sha256));
    }
}
