/* SPDX-License-Identifier: AGPL-3.0-or-later
** Numbers that must agree: sentences by hand, paragraphs as bids have them, and texts of chance with known mismatches
** in several ways of writing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"
#include "domain/bid_figure.h"

static struct arena arena;
static uint64_t seed = 41;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 256u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static size_t draw(size_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % below);
}

static struct bid_figure figure_of(const char *name, const char *says, enum bid_unit unit)
{
    struct bid_number *number = arena_new(&arena, struct bid_number);
    assert_true(bid_number_parse(&arena, str_of(says), number));
    number->unit = unit != BID_UNIT_NONE ? unit : number->unit;
    return (struct bid_figure){str_of(name), number, 1};
}

/* ---- one sentence */

#define NOTHING "nothing"

static void sentences_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *name, *says;
        const char *text;
        const char *found; /* as written, or NOTHING */
        enum bid_agree agree;
    } cases[] = {
        /* before the name */
        {"residents", "43,200", "The city has 43,200 residents.", "43,200", BID_AGREES},
        {"residents", "43,200", "The city has 43.200 residents.", "43.200", BID_AGREES},
        {"residents", "43,200", "A city of 43 200 residents wants more trees.", "43 200", BID_AGREES},
        {"residents", "43,200", "The city has 42,300 residents.", "42,300", BID_DIFFERS},
        {"residents", "43,200", "About 43,000 residents live here.", "43,000", BID_ROUNDED},
        {"charging points", "45", "We will build 45 new public charging points.", "45", BID_AGREES},
        {"charging points", "45", "We will build 45 rapid charging points.", "45", BID_AGREES},
        {"charging points", "45", "We build forty charging points.", NOTHING, BID_AGREES},
        {"cities", "12", "Twelve cities take part.", "Twelve", BID_AGREES},
        {"cities", "12", "In all eleven cities take part.", "eleven", BID_DIFFERS},
        {"city", "12", "In 12 cities.", "12", BID_AGREES},
        {"trees", "2,000", "We plant 2000 trees.", "2000", BID_AGREES},
        {"trees", "2,500", "We plant 2000 trees.", "2000", BID_DIFFERS},
        {"trees", "2,000", "Trees: 2000", "2000", BID_AGREES},
        {"trees", "2,000", "The trees in all parts of the city: 2000", NOTHING, BID_AGREES}, /* it may be a year */
        {"trees", "500", "In 2030 trees will stand in every street.", NOTHING, BID_AGREES},
        {"person-months", "120", "In all, 110 person-months are planned.", "110", BID_DIFFERS},
        {"Ladepunkte", "45", "Mit 40 Ladepunkten in allen Stadtteilen.", "40", BID_DIFFERS},
        {"Einwohner", "43.200", "Die Stadt hat 43.200 Einwohnerinnen und Einwohner.", "43.200", BID_AGREES},
        {"residents / Einwohner", "43,200", "Die Stadt hat 43.100 Einwohner.", "43.100", BID_DIFFERS},
        {"total cost", "EUR 1,234,000", "EUR 1.2 million in total cost is much.", "1.2 million", BID_ROUNDED},
        /* behind the name */
        {"total cost", "EUR 1,234,000", "The total cost is EUR 1,234,000.", "1,234,000", BID_AGREES},
        {"total cost", "EUR 1,234,000", "The total cost of the project amounts to EUR 1.2 million.", "1.2 million",
         BID_ROUNDED},
        {"total cost", "EUR 1,234,000", "Total cost: 1,3 Mio. Euro", "1,3 Mio. Euro", BID_DIFFERS},
        {"total cost", "EUR 1,234,000", "Total cost (all partners): \xE2\x82\xAC" "1.234.000", "1.234.000", BID_AGREES},
        {"total cost", "EUR 1,234,000", "Total costs, over 36 months, are EUR 1,243,000.", "1,243,000", BID_DIFFERS},
        {"residents", "43,200", "The number of residents was 43,200 in 2024.", "43,200", BID_AGREES},
        {"residents", "43,200", "Residents in 2024: 43,100", "43,100", BID_DIFFERS},
        {"residents", "43,200", "Residents: 43,200; charging points: 45", "43,200", BID_AGREES},
        {"charging points", "45", "Residents: 43,200; charging points: 40", "40", BID_DIFFERS},
        {"charging points", "45", "Residents: 43,200, charging points: 40", "40", BID_DIFFERS},
        {"duration", "36 months", "The duration is 30 months.", "30", BID_DIFFERS},
        {"duration", "36 months", "Duration of the project: 36 months", "36", BID_AGREES},
        {"Gesamtkosten", "1.234.000 Euro", "Die Gesamtkosten betragen 1,2 Mio. Euro.", "1,2 Mio. Euro", BID_ROUNDED},
        {"Gesamtkosten", "1.234.000 Euro", "Die Gesamtkosten liegen bei rund 1,4 Millionen Euro.",
         "1,4 Millionen Euro", BID_DIFFERS},
        {"renewable share", "40 %", "The renewable share reaches 35 % by 2030.", "35 %", BID_DIFFERS},
        /* not of the figure */
        {"residents", "43,200", "12 % of residents own a car.", NOTHING, BID_AGREES},
        {"residents", "43,200", "The residents of the town planted 500 trees.", NOTHING, BID_AGREES},
        {"residents", "43,200", "EUR 500 per resident is spent.", NOTHING, BID_AGREES},
        {"residents", "43,200", "In 2024 residents were asked.", NOTHING, BID_AGREES},
        {"residents", "43,200", "Residents are asked in section 3 and on 12 March 2027.", NOTHING, BID_AGREES},
        {"residents", "43,200", "Our residents like it. It costs 500 in all.", NOTHING, BID_AGREES},
        {"charging points", "45", "Charging points of 22 kW are usual.", NOTHING, BID_AGREES},
        {"charging points", "45", "Charging points and 300 trees.", NOTHING, BID_AGREES},
        {"charging points", "45", "Charging points in 12 districts.", NOTHING, BID_AGREES},
        {"charging points", "45", "EUR 45,000 for charging points.", NOTHING, BID_AGREES},
        {"charging points", "45", "Charging points for EUR 45,000.", NOTHING, BID_AGREES},
        {"charging points", "45", "See WP 3: charging points.", NOTHING, BID_AGREES},
        {"total cost", "EUR 1,234,000", "The total cost is shared by 3 partners.", NOTHING, BID_AGREES},
        {"total cost", "EUR 1,234,000", "The total cost over 36 months is shared.", NOTHING, BID_AGREES},
        {"total cost", "EUR 1,234,000", "The total eligible cost is EUR 900,000.", NOTHING, BID_AGREES},
        {"partners", "5", "The programme of 2021-2027 asks partners to share.", NOTHING, BID_AGREES},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct bid_figure figure = figure_of(cases[i].name, cases[i].says, BID_UNIT_NONE);
        struct str text = str_of(cases[i].text);
        struct bid_figures found = bid_figures_find(&arena, &text, 1, &figure, 1);
        bool nothing = strcmp(cases[i].found, NOTHING) == 0;
        bool good = nothing ? found.places_n == 0
                            : found.places_n == 1 && str_eq(found.places[0].says, str_of(cases[i].found))
                && found.places[0].agree == cases[i].agree;
        if (!good) {
            print_message("%s: %zu %.*s %d\n", cases[i].text, found.places_n,
                          STR_ARG(found.places_n > 0 ? found.places[0].says : S("-")),
                          found.places_n > 0 ? (int)found.places[0].agree : -1);
            wrong++;
        }
        arena_rewind(&arena, mark);
    }
    assert_int_equal(wrong, 0);
}

/* ---- paragraphs as bids have them */

/* A bid of three cities: every number that is wrong stands in capitals in the comment beside it. */
static const char *const realistic[] = {
    /* 1 */
    "Riverford is a city of 43,200 residents on the coast. Together with its partners, Alden and Marsk, it will build "
    "45 public charging points in 12 districts by 2028, and train 120 craftspeople.\n\n"
    "The project lasts 36 months. Its total cost is EUR 1,234,000, of which EUR 740,400 (60 %) is asked as a grant. "
    "Two further cities follow the work. In 2024 the council agreed to the climate plan (resolution 12/2024).",
    /* 2 */
    "WP 2 builds the charging points: 45 in all, 20 of them in the first year. Task 2.1 chooses the places with 300 "
    "residents in 6 meetings.\n"
    "Budget: 1.2 million euros in total costs; 9 person-months of the city's own staff are put in. The total cost per "
    "charging point is about EUR 27,000.",
    /* 3: 42,300 residents; 40 charging points; 30 months */
    "Impact. All 42,300 residents will live within 500 metres of one of the 40 charging points. The project duration "
    "of 30 months leaves time for evaluation.\n"
    "Emissions fall by 12 % (Horizon 2020 project CIVITAS measured 10 % in 2019). Phone +44 1632 960123.",
    /* 4, in German: 1,3 Mio. */
    "Die Gesamtkosten betragen rund 1,3 Mio. Euro. Mit 45 Ladepunkten erreichen wir bis 2028 alle 43.200 Einwohner. Am "
    "3. Oktober 2026 beginnt Arbeitspaket 2.",
};

static void realistic_paragraphs(void **state)
{
    (void)state;
    struct bid_figure figures[] = {
        figure_of("residents / Einwohner", "43,200", BID_UNIT_NONE),
        figure_of("charging points / Ladepunkte", "45", BID_UNIT_NONE),
        figure_of("total cost / Gesamtkosten", "EUR 1,234,000", BID_UNIT_NONE),
        figure_of("project duration", "36 months", BID_UNIT_NONE),
    };
    static const struct {
        size_t part, figure;
        const char *says;
        enum bid_agree agree;
    } should[] = {
        {0, 0, "43,200", BID_AGREES}, {0, 1, "45", BID_AGREES},  {0, 2, "1,234,000", BID_AGREES},
        {1, 1, "45", BID_AGREES},     {1, 0, "300", BID_DIFFERS}, /* a false alarm that is owned to: see the header */
        {1, 2, "1.2 million euros", BID_ROUNDED},
        {2, 0, "42,300", BID_DIFFERS}, {2, 1, "40", BID_DIFFERS}, {2, 3, "30", BID_DIFFERS},
        {3, 2, "1,3 Mio. Euro", BID_DIFFERS}, {3, 1, "45", BID_AGREES}, {3, 0, "43.200", BID_AGREES},
    };
    struct str parts[COUNT_OF(realistic)];
    for (size_t i = 0; i < COUNT_OF(realistic); i++) {
        parts[i] = str_of(realistic[i]);
    }
    struct bid_figures found = bid_figures_find(&arena, parts, COUNT_OF(parts), figures, COUNT_OF(figures));
    for (size_t i = 0; i < found.places_n; i++) {
        const struct bid_place *place = &found.places[i];
        bool good = i < COUNT_OF(should) && place->part == should[i].part && place->figure == should[i].figure
            && str_eq(place->says, str_of(should[i].says)) && place->agree == should[i].agree;
        if (!good) {
            print_message("%zu figure %zu %.*s %d: %.*s\n", place->part, place->figure, STR_ARG(place->says),
                          (int)place->agree, STR_ARG(place->sentence));
        }
        assert_true(good);
    }
    assert_int_equal(found.places_n, COUNT_OF(should));
    assert_int_equal(found.differ, 5);
}

/* ---- proposals */

static void print_proposals(const struct bid_figures *found)
{
    for (size_t i = 0; i < found->proposals_n; i++) {
        print_message("  proposed: %.*s:", STR_ARG(found->proposals[i].words));
        for (size_t j = 0; j < found->proposals[i].places_n; j++) {
            print_message(" %zu: %.*s", found->proposals[i].places[j].part,
                          STR_ARG(found->proposals[i].places[j].says));
        }
        print_message("\n");
    }
}

static void what_nobody_named_is_proposed(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second;
        const char *words; /* NOTHING: none */
    } cases[] = {
        {"We build 40 charging points.", "With 45 charging points we reach all.", "charging points"},
        {"We build 45 charging points.", "With 45 charging points we reach all.", NOTHING},
        {"We build 45 charging points.", "About 45 charging points are new.", NOTHING},
        {"The total cost is EUR 1,234,000.", "The total cost of the project amounts to 1.3 million euros.",
         "total cost"},
        {"The total cost is EUR 1,234,000.", "Total cost: EUR 1.2 million", NOTHING},
        {"Charging points: 40", "We build 45 charging points.", "Charging points"},
        {"It lasts 36 months.", "It lasts 24 months.", NOTHING}, /* of what? */
        {"A team of 12 people.", "For 43,200 people.", NOTHING},
        {"Project duration: 36 months", "The project duration is 24 months.", "Project duration"},
        {"In 2024 and 2025.", "By 2030 and 2031.", NOTHING},
        {"See section 2 and WP 3.", "See section 4 and WP 5.", NOTHING},
        {"12 % of households", "15 % of households", NOTHING},
        {"Mit 40 Ladepunkten.", "Wir bauen 45 neue Ladepunkte.", "Ladepunkten"},
        {"45 trees in the first year and 40 trees in the second.", "In all 85 trees; 40 trees in the north.", NOTHING},
        {"We need 120 person-months.", "In all 110 person-months.", "person-months"},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str parts[] = {str_of(cases[i].first), str_of(cases[i].second)};
        struct bid_figures found = bid_figures_find(&arena, parts, 2, NULL, 0);
        bool nothing = strcmp(cases[i].words, NOTHING) == 0;
        bool good = nothing ? found.proposals_n == 0
                            : found.proposals_n == 1 && str_eq(found.proposals[0].words, str_of(cases[i].words));
        if (!good) {
            print_message("%s / %s: %zu\n", cases[i].first, cases[i].second, found.proposals_n);
            print_proposals(&found);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void sums_are_made(void **state)
{
    (void)state;
    struct bid_share each[] = {{true, 100000}, {true, 250000}, {true, 50000}};
    struct bid_sum sum = bid_sum_of(each, 3, (struct bid_share){true, 400000});
    assert_true(!sum.differs && sum.sum == 400000 && sum.difference == 0);
    sum = bid_sum_of(each, 3, (struct bid_share){true, 450000});
    assert_true(sum.differs && sum.difference == 50000);
    each[1].known = false; /* not yet: nothing can be said, unless it is too much already */
    sum = bid_sum_of(each, 3, (struct bid_share){true, 450000});
    assert_true(!sum.differs && sum.unknown == 1);
    sum = bid_sum_of(each, 3, (struct bid_share){true, 120000});
    assert_true(sum.differs && sum.difference == -30000);
    assert_false(bid_sum_of(each, 3, (struct bid_share){false, 0}).differs);
    assert_false(bid_sum_of(each, 0, (struct bid_share){true, 5}).differs);
}

/* ---- by chance: texts whose mismatches are known */

#define TEXTS 200
#define SECTIONS 4

static const struct made_name {
    const char *name;
    const char *singular_noun; /* NULL: a sum of money, said in other sentences */
    enum bid_unit unit;
} made_names[] = {
    {"residents", "residents", BID_UNIT_NONE},          {"charging points", "charging points", BID_UNIT_NONE},
    {"total cost", NULL, BID_UNIT_EUR},                 {"own money", NULL, BID_UNIT_EUR},
    {"partner schools", "partner schools", BID_UNIT_NONE}, {"tonnes of CO2", "tonnes of CO2", BID_UNIT_NONE},
    {"Ladepunkte", "Ladepunkte", BID_UNIT_NONE},        {"Gesamtkosten", NULL, BID_UNIT_EUR},
    {"Haushalte", "Haushalten", BID_UNIT_NONE},         {"trained officers", "trained officers", BID_UNIT_NONE},
};

/* One way of writing; 0 to 5. Whole numbers only. */
static void put_number(struct buf *buf, int64_t value, size_t how)
{
    static const char *const signs[] = {",", ".", " ", "\xC2\xA0", "\xE2\x80\xAF", ""};
    char digits[24];
    int n = 0;
    for (; value > 0 || n == 0; value /= 10) {
        digits[n++] = (char)('0' + value % 10);
    }
    while (n-- > 0) {
        buf_put_char(buf, digits[n]);
        if (n > 0 && n % 3 == 0) {
            buf_put_str(buf, str_of(signs[how]));
        }
    }
}

static void put_money(struct buf *buf, int64_t value, size_t how)
{
    size_t sign = draw(6), place = draw(4);
    if (how == 6 && value % 100000 == 0 && value >= 1000000) { /* in millions, exactly */
        buf_format(buf, "%s%lld%c%lld %s", place < 2 ? "EUR " : "", (long long)(value / 1000000), place % 2 ? '.' : ',',
                   (long long)(value / 100000 % 10), place % 2 ? "million" : "Mio.");
        buf_put_str(buf, place < 2 ? S("") : place == 2 ? S(" Euro") : S(" euros"));
        return;
    }
    buf_put_str(buf, place == 0 ? S("EUR ") : place == 1 ? S("\xE2\x82\xAC") : S(""));
    put_number(buf, value, sign);
    buf_put_str(buf, place == 2 ? S(" euros") : place == 3 ? S(" \xE2\x82\xAC") : S(""));
}

static void put_sentence(struct buf *buf, const struct made_name *name, int64_t value)
{
    static const char *const counting[][2] = {
        {"The project reaches ", "."}, {"In the north there will be ", " by 2028."}, {"With ", " we go on."},
        {"Wir planen mit ", "."},      {"It is about ", ", as WP 3 says."},
        {"Of 12 districts, the first has ", ", and 20 % of them are new."},
    };
    static const char *const behind[][2] = {
        {": ", "."}, {" (see section 2): ", "."}, {" of the project is ", "."}, {" amounts to ", " over 36 months."},
        {" in 2027: ", "."}, {" betragen ", "."},
    };
    bool money = name->singular_noun == NULL, before = !money && draw(3) > 0;
    if (before) {
        size_t i = draw(COUNT_OF(counting)), sign = draw(6);
        bool about = i == 4; /* "It is about 45 schools" would be rounded: said another way */
        buf_put_str(buf, str_of(about ? counting[0][0] : counting[i][0]));
        put_number(buf, value, sign);
        buf_format(buf, " %s%s%s", draw(3) == 0 ? "new " : "", name->singular_noun, counting[i][1]);
        return;
    }
    size_t i = draw(COUNT_OF(behind));
    buf_format(buf, "%s%s%s", draw(2) ? "The " : "", name->name, behind[i][0]);
    if (money) {
        put_money(buf, value, draw(7));
    } else {
        put_number(buf, value, draw(6));
    }
    buf_put_str(buf, str_of(behind[i][1]));
}

static void put_noise(struct buf *buf)
{
    static const char *const sentences[] = {
        "The work began in 2023 and ends in 2028.", "Task 2.1 asks 30 shops and 4 clubs.",
        "See Article 12 and annex 3.",
        "The council meets on 12 March 2027 at 14:30.", "A share of 40 % was agreed to.", "Two streets are closed.",
        "Nothing of this is new to us.", "In 7 weeks the first 3 lines are open.", "Rund 60 Prozent sagten ja.",
        "The fund gave EUR 20,000 for training.", "Am 3. Oktober 2026 wird entschieden.",
        "TRL 7 is reached in month 18.",
    };
    buf_put_str(buf, str_of(sentences[draw(COUNT_OF(sentences))]));
}

/* Four digits that may be a year are only taken for a number directly at a name: tried by hand above. */
static int64_t no_year(int64_t value)
{
    return value >= 1900 && value < 2100 ? value + 1000 : value;
}

/* A value that is the other one by no way of rounding. */
static int64_t draw_wrong(int64_t value)
{
    int64_t wrong;
    switch (draw(4)) {
    case 0: /* two digits turned round, as people do */
        wrong = value / 100 * 100 + value % 10 * 10 + value / 10 % 10;
        break;
    case 1:
        wrong = value + 1;
        break;
    case 2:
        wrong = value * 11 / 10;
        break;
    default:
        wrong = value > 10 ? value / 10 : value + 3;
    }
    return no_year(wrong == value ? value + 2 : wrong);
}

struct made {
    struct str parts[SECTIONS];
    size_t wrong[SECTIONS];  /* mismatches that were put in */
    size_t said, seeded;
};

static struct made make_bid(struct bid_figure *ret_figures, bool with_errors)
{
    struct made made = {0};
    int64_t values[COUNT_OF(made_names)];
    for (size_t i = 0; i < COUNT_OF(made_names); i++) {
        struct bid_number *number = arena_new(&arena, struct bid_number);
        values[i] = made_names[i].unit == BID_UNIT_EUR ? 100000 * (int64_t)(10 + draw(90))
                                                        : no_year(3 + (int64_t)draw(90000));
        *number = (struct bid_number){values[i] * 1000, values[i] * 1000, 1000, made_names[i].unit, BID_EXACT};
        ret_figures[i] = (struct bid_figure){str_of(made_names[i].name), number, 1};
    }
    for (size_t i = 0; i < SECTIONS; i++) {
        struct buf buf CLEANUP(buf_done);
        buf_init(&buf, 1u << 16);
        for (size_t j = 0; j < 6; j++) {
            size_t name = draw(COUNT_OF(made_names));
            bool wrong = with_errors && draw(5) == 0;
            put_noise(&buf);
            buf_put_str(&buf, draw(4) == 0 ? S("\n\n") : S(" "));
            put_sentence(&buf, &made_names[name], wrong ? draw_wrong(values[name]) : values[name]);
            buf_put_char(&buf, ' ');
            made.wrong[i] += wrong;
            made.seeded += wrong;
            made.said++;
        }
        made.parts[i] = str_copy(&arena, buf_str(&buf));
    }
    return made;
}

static void seeded_mismatches_are_found(void **state)
{
    (void)state;
    size_t said = 0, places = 0, seeded = 0, found_n = 0, false_n = 0, texts_wrong = 0;
    for (int i = 0; i < 2 * TEXTS; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct bid_figure figures[COUNT_OF(made_names)];
        struct made made = make_bid(figures, i < TEXTS);
        struct bid_figures found = bid_figures_find(&arena, made.parts, SECTIONS, figures, COUNT_OF(made_names));
        size_t differ[SECTIONS] = {0};
        for (size_t j = 0; j < found.places_n; j++) {
            const struct bid_place *place = &found.places[j];
            differ[place->part] += place->agree == BID_DIFFERS;
        }
        for (size_t j = 0; j < SECTIONS; j++) {
            found_n += differ[j] < made.wrong[j] ? differ[j] : made.wrong[j];
            false_n += differ[j] > made.wrong[j] ? differ[j] - made.wrong[j] : 0;
        }
        bool good = found.differ == made.seeded && found.places_n == made.said;
        if (!good && texts_wrong++ < 3) {
            for (size_t j = 0; j < SECTIONS; j++) {
                print_message("%zu wrong, %zu found: %.*s\n", made.wrong[j], differ[j], STR_ARG(made.parts[j]));
            }
            for (size_t j = 0; j < found.places_n; j++) {
                print_message("  %.*s %.*s %d\n", STR_ARG(figures[found.places[j].figure].name),
                              STR_ARG(found.places[j].says), (int)found.places[j].agree);
            }
        }
        said += made.said;
        places += found.places_n;
        seeded += made.seeded;
        arena_rewind(&arena, mark);
    }
    print_message("%zu numbers said, %zu found; %zu mismatches seeded, %zu found; %zu alarms without one\n", said,
                  places, seeded, found_n, false_n);
    assert_int_equal(found_n, seeded);
    assert_int_equal(false_n, 0);
    assert_int_equal(places, said);
    assert_true(seeded > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_by_hand),
        cmocka_unit_test(realistic_paragraphs),
        cmocka_unit_test(what_nobody_named_is_proposed),
        cmocka_unit_test(sums_are_made),
        cmocka_unit_test(seeded_mismatches_are_found),
    };
    return cmocka_run_group_tests(tests, start, end);
}
