/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/theme.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct rank_tokens words(const char *text)
{
    uint32_t *hashes = arena_array(&arena, uint32_t, 64);
    size_t n = 0;
    struct str rest = str_of(text);
    while (rest.n > 0) {
        hashes[n++] = rank_token_hash(str_cut(rest, ' ', &rest));
    }
    return (struct rank_tokens){hashes, n};
}

static struct theme_rule phrase(const char *text, int weight)
{
    return (struct theme_rule){THEME_RULE_PHRASE, str_of(text), words(text), weight};
}

static struct theme_rule code(enum theme_rule_kind kind, const char *text, int weight)
{
    return (struct theme_rule){kind, str_of(text), {NULL, 0}, weight};
}

/* Five small themes. */
static struct theme_set small_set(void)
{
    struct theme *themes = arena_array(&arena, struct theme, 5);
    static struct theme_rule waste[4], water[3], places[3], energy[2], mobility[1];
    waste[0] = phrase("waste", 60);
    waste[1] = phrase("food waste", 110);
    waste[2] = phrase("nuclear waste", -90);
    waste[3] = code(THEME_RULE_TOPIC, "WASTE-*-01", 100);
    water[0] = phrase("water", 100);
    water[1] = phrase("waste water", 120);
    water[2] = code(THEME_RULE_FIELD, "/engineering/water", 100);
    places[0] = phrase("building", 100);
    places[1] = phrase("capacity building", -50);
    places[2] = phrase("housing", 200);
    energy[0] = phrase("heat", 200);
    energy[1] = phrase("energy", 200);
    mobility[0] = phrase("bus", 100);
    const struct theme list[] = {
        {{1}, S("waste"), S("Waste"), S("Less rubbish."), waste, 4},
        {{2}, S("water"), S("Water"), S("Clean water."), water, 3},
        {{3}, S("places"), S("Places"), S("Good homes."), places, 3},
        {{4}, S("energy"), S("Energy"), S("Use less."), energy, 2},
        {{5}, S("mobility"), S("Mobility"), S("Get around."), mobility, 1},
    };
    for (size_t i = 0; i < 5; i++) {
        themes[i] = list[i];
    }
    return (struct theme_set){.items = themes, .n = 5};
}

static size_t classify(const struct theme_project *project, struct theme_found found[THEME_PER_PROJECT_MAX])
{
    struct theme_set *set = arena_new(&arena, struct theme_set);
    *set = small_set();
    return theme_classify(theme_index_make(&arena, set), project, found);
}

static size_t classify_title(const char *title, struct theme_found found[THEME_PER_PROJECT_MAX])
{
    return classify(&(struct theme_project){.title = words(title)}, found);
}

static void themes_are_found_by_id_and_slug(void **state)
{
    (void)state;
    struct theme_set set = small_set();
    assert_int_equal(theme_find_slug(&set, S("water"))->id.v, 2);
    assert_null(theme_find_slug(&set, S("Water")));
    assert_true(str_eq(theme_find(&set, (struct theme_id){3})->slug, S("places")));
    assert_null(theme_find(&set, (struct theme_id){0}));
    assert_null(theme_find(&set, (struct theme_id){6}));
    assert_null(theme_find(&set, (struct theme_id){-1}));
}

static void a_phrase_in_the_title_is_enough(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_title("less food waste in schools", found), 1);
    assert_int_equal(found[0].theme.v, 1);
    /* 110 points: 10000 * 110 / 210 */
    assert_int_equal(found[0].score_bp, 5238);
    assert_int_equal(found[0].why_count, 1);
    assert_int_equal(found[0].why[0].place, THEME_IN_TITLE);
    assert_true(str_eq(found[0].why[0].text, S("food waste")));
    assert_int_equal(found[0].why[0].points, 110);
}

static void below_the_threshold_there_is_no_theme(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_title("waste", found), 0);
    assert_int_equal(classify_title("", found), 0);
    assert_int_equal(classify_title("food for thought waste", found), 0);
}

static void a_rule_counts_once_where_it_counts_most(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_title("waste waste waste", found), 0);
    struct theme_project project = {.title = words("water"), .keywords = words("water water"),
                                    .objective = words("water and water"), .topic_title = words("water")};
    assert_int_equal(classify(&project, found), 1);
    assert_int_equal(found[0].score_bp, 5000);
}

static void the_longest_phrase_uses_its_words_up(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    /* "waste water" is 120 for water, not 120 + 100; for waste it is only "waste", 60. */
    assert_int_equal(classify_title("waste water", found), 1);
    assert_int_equal(found[0].theme.v, 2);
    assert_int_equal(found[0].score_bp, 5454);
    /* "building" within "capacity building" does not count. */
    assert_int_equal(classify_title("capacity building", found), 0);
    assert_int_equal(classify_title("building", found), 1);
}

static void what_speaks_against_is_taken_off(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_title("food waste nuclear waste", found), 0);
    assert_int_equal(classify_title("housing capacity building", found), 1);
    assert_int_equal(found[0].score_bp, 6000); /* 200 - 50 */
}

/* What counts for all and the lack of a place are taken off each theme; a met place lifts the lack only. */
static size_t classify_shared(const struct theme_project *project, struct theme_found found[THEME_PER_PROJECT_MAX])
{
    static struct theme_rule all[1], places[2];
    struct theme_set *set = arena_new(&arena, struct theme_set);
    *set = small_set();
    all[0] = phrase("protein", -150);
    places[0] = phrase("city", 0);
    places[1] = phrase("local authority", 0);
    set->all = (struct theme_rules){all, 1};
    set->places = (struct theme_rules){places, 2};
    set->placeless = -50;
    set->unpublic = -15;
    return theme_classify(theme_index_make(&arena, set), project, found);
}

static void a_project_without_a_place_loses_points(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_shared(&(struct theme_project){.title = words("bus")}, found), 0);
    assert_int_equal(classify_shared(&(struct theme_project){.title = words("bus city")}, found), 1);
    assert_int_equal(found[0].score_bp, 5000);
    struct theme_project far = {.title = words("bus"), .objective = words("for a local authority")};
    assert_int_equal(classify_shared(&far, found), 1);
    assert_int_equal(found[0].why_count, 1);
    assert_int_equal(classify_shared(&(struct theme_project){.title = words("energy")}, found), 1);
    assert_int_equal(found[0].score_bp, 6000);
}

static void a_project_without_a_public_body_loses_points(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_shared(&(struct theme_project){.title = words("city energy")}, found), 1);
    assert_int_equal(found[0].score_bp, 10000 * 200 / 300);
    struct theme_project alone = {.title = words("city energy"), .no_public_body = true};
    assert_int_equal(classify_shared(&alone, found), 1);
    assert_int_equal(found[0].score_bp, 10000 * 185 / 285);
    alone.title = words("city bus");
    assert_int_equal(classify_shared(&alone, found), 0);
}

static void what_counts_for_all_counts_for_each(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_shared(&(struct theme_project){.title = words("protein city bus energy")}, found), 0);
    /* in the objective no more than 60 are taken off */
    struct theme_project beside = {.title = words("city energy"), .objective = words("protein protein protein")};
    assert_int_equal(classify_shared(&beside, found), 1);
    assert_int_equal(found[0].score_bp, 10000 * 140 / 240);
}

static void the_acronym_is_a_name_and_says_nothing(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify(&(struct theme_project){.acronym = words("housing heat housing heat")}, found), 0);
}

static void the_objective_alone_is_not_enough(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct theme_project project = {.objective = words("housing housing housing housing building building building")};
    assert_int_equal(classify(&project, found), 0);
    /* With a little from elsewhere it is: 65 of keywords for building, 60 of the objective. */
    project.keywords = words("building");
    assert_int_equal(classify(&project, found), 1);
    assert_int_equal(found[0].score_bp, 10000 * 125 / 225);
}

static void codes_and_fields_count(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    const struct str topics[] = {S("OTHER"), S("WASTE-2024-X-01")};
    const struct str fields[] = {S("/engineering/water/sewers")};
    struct theme_project project = {.topics = topics, .topics_count = 2, .fields = fields, .fields_count = 1,
                                    .keywords = words("water")};
    assert_int_equal(classify(&project, found), 2);
    assert_int_equal(found[0].theme.v, 2); /* 100 of the field, 65 of the keywords */
    assert_int_equal(found[0].why[0].place, THEME_IN_FIELD);
    assert_int_equal(found[1].theme.v, 1);
    assert_int_equal(found[1].why[0].place, THEME_IN_TOPIC_CODE);
}

/* 100 of the field and 35 of the objective are points enough, but nothing of it stands up front; 65 of keywords do. */
static void what_is_not_said_up_front_is_no_theme(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    const struct str field = S("/engineering/water");
    struct theme_project project = {.objective = words("water"), .fields = &field, .fields_count = 1};
    assert_int_equal(classify(&project, found), 0);
    project.keywords = words("water");
    assert_int_equal(classify(&project, found), 1);
    assert_int_equal(found[0].theme.v, 2);
}

static void patterns_fit_whole_codes_only(void **state)
{
    (void)state;
    static const struct {
        const char *topic;
        size_t themes;
    } cases[] = {{"WASTE-2024-01", 1}, {"WASTE--01", 1}, {"WASTE-2024-01-two-stage", 0}, {"XWASTE-2024-01", 0},
                 {"WASTE-01", 0},      {"", 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct theme_found found[THEME_PER_PROJECT_MAX];
        struct str topic = str_of(cases[i].topic);
        assert_int_equal(classify(&(struct theme_project){.topics = &topic, .topics_count = 1}, found),
                         cases[i].themes);
    }
}

static size_t classify_water_in(const char *field)
{
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct str path = str_of(field);
    return classify(&(struct theme_project){.keywords = words("water"), .fields = &path, .fields_count = 1}, found);
}

static void a_path_does_not_meet_its_longer_neighbour(void **state)
{
    (void)state;
    assert_int_equal(classify_water_in("/engineering/water"), 1);
    assert_int_equal(classify_water_in("/engineering/waterworks"), 0);
    assert_int_equal(classify_water_in("/engineering"), 0);
}

static void four_themes_at_most_the_strongest_first(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    assert_int_equal(classify_title("bus heat building water food waste", found), 4);
    assert_int_equal(found[0].theme.v, 4); /* 200 */
    assert_int_equal(found[1].theme.v, 1); /* 110 */
    assert_int_equal(found[2].theme.v, 2); /* 100 each: the smaller id first */
    assert_int_equal(found[3].theme.v, 3);
}

static void an_aside_is_dropped(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    /* water's 100 beside energy's 200 stays; beside its 400 it is under three in ten. */
    assert_int_equal(classify_title("energy water", found), 2);
    assert_int_equal(classify_title("energy heat water", found), 1);
    assert_int_equal(found[0].theme.v, 4);
    assert_int_equal(found[0].score_bp, 8000);
}

static void why_goes_to_text_and_back(void **state)
{
    (void)state;
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct theme_why why[THEME_WHY_MAX];
    struct str topic = S("WASTE-2024-01");
    struct theme_project project = {.title = words("food waste"), .topics = &topic, .topics_count = 1};
    assert_int_equal(classify(&project, found), 1);
    struct str text = theme_why_text(&arena, &found[0]);
    assert_true(str_eq(text, S("title:food waste|topic:WASTE-*-01")));
    assert_int_equal(theme_why_parse(text, why), 2);
    assert_int_equal(why[0].place, THEME_IN_TITLE);
    assert_true(str_eq(why[0].text, S("food waste")));
    assert_int_equal(why[1].place, THEME_IN_TOPIC_CODE);
    assert_true(str_eq(why[1].text, S("WASTE-*-01")));
    assert_int_equal(theme_why_parse(S("nonsense|title:|title:a:b|x:y|field:/c|acronym:d|topic:e"), why), 3);
    assert_true(str_eq(why[0].text, S("a:b")));
    assert_int_equal(theme_why_parse(S(""), why), 0);
    assert_int_equal(theme_why_parse((struct str){NULL, 0}, why), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_are_found_by_id_and_slug),
        cmocka_unit_test(a_phrase_in_the_title_is_enough),
        cmocka_unit_test(below_the_threshold_there_is_no_theme),
        cmocka_unit_test(a_rule_counts_once_where_it_counts_most),
        cmocka_unit_test(the_longest_phrase_uses_its_words_up),
        cmocka_unit_test(what_speaks_against_is_taken_off),
        cmocka_unit_test(a_project_without_a_place_loses_points),
        cmocka_unit_test(a_project_without_a_public_body_loses_points),
        cmocka_unit_test(what_counts_for_all_counts_for_each),
        cmocka_unit_test(the_acronym_is_a_name_and_says_nothing),
        cmocka_unit_test(the_objective_alone_is_not_enough),
        cmocka_unit_test(codes_and_fields_count),
        cmocka_unit_test(what_is_not_said_up_front_is_no_theme),
        cmocka_unit_test(patterns_fit_whole_codes_only),
        cmocka_unit_test(a_path_does_not_meet_its_longer_neighbour),
        cmocka_unit_test(four_themes_at_most_the_strongest_first),
        cmocka_unit_test(an_aside_is_dropped),
        cmocka_unit_test(why_goes_to_text_and_back),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
