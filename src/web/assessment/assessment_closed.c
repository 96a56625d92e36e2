/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: what a closed round came to. */
#include "base/check.h"
#include "domain/few.h"
#include "domain/assessment_ask.h"
#include "text/chart.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define RADAR_MIN 3

struct showing {
    struct request *request;
    struct out *out;
    const struct q_assessment_of *row;
    const struct assessment_told *told;
    struct assessment_closed_page *m;
};

/* ---- what stands beside a level */

static struct str say_change(const struct showing *showing, int now, int before)
{
    struct slot slot = slot("n", before);
    return !showing->told->has_before || now == 0 || before == 0 ? S("")
           : now == before ? W(showing->out, "as last time")
                           : words_text(showing->out, W_NOTE("was {n} last time"), &slot, 1);
}

static void add_reason(struct assessment_row *row, struct str sentence)
{
    row->says[row->says_n++] = sentence;
}

/* Why a criterion is worth talking about, as far as nobody can be read out of it. */
static void add_reasons(const struct showing *showing, const struct assessment_item *item, struct assessment_row *row)
{
    struct out *out = showing->out;
    if (item->is_open) {
        add_reason(row, SAY(out, "Levels from {low} to {high}.", slot("low", item->summary.least),
                            slot("high", item->summary.most)));
    }
    if (item->is_open && item->differ_n > 0) {
        add_reason(row, SAY(out, "{n} person sees it two levels or more from this.|{n} people see it two levels or "
                                 "more from this.", slot("n", count((int64_t)item->differ_n))));
    }
    if (item->sectors_apart) {
        struct str all = S("");
        for (int sector = SECTOR_PUBLIC; sector < SECTOR__MAX; sector++) {
            struct str one = SAY(out, "{sector} {n}", slot("sector", say_sector(out, (enum sector)sector)),
                                 slot("n", item->sectors[sector]));
            all = item->sectors[sector] == 0 ? all
                  : all.n == 0               ? one
                                             : str_format(out->arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(one));
        }
        add_reason(row, SAY(out, "Sectors stand two levels apart: {sectors}.", slot("sectors", all)));
    }
    if (item->dont_know > 0 && item->is_open) {
        int64_t n = (int64_t)item->dont_know;
        bool told = few_of(n, (int64_t)showing->told->now.raters_n) == FEW_NUMBER;
        add_reason(row, told ? SAY(out, "{n} does not know.|{n} do not know.", slot("n", count(n)))
                             : W(out, "Some do not know."));
    }
}

/* Of the sentences for one of the two highest levels; of so few that sentences are not shown,
    only that the level itself
** is such a one and nobody has confirmed it. */
static struct tag say_confirmed(const struct showing *showing, const struct assessment_item *item,
                                const struct framework_criterion *criterion)
{
    const struct assessment_told *told = showing->told;
    size_t n = 0, confirmed = 0;
    for (size_t i = 0; i < told->ratings_n; i++) {
        const struct q_assessment_ratings *rating = &told->ratings[i];
        bool is_high = rating->level.known && assessment_needs_why(told->framework, (int)rating->level.v);
        if (is_high && str_eq(rating->criterion, criterion->id) &&
            assessment_is_of_round(told, rating->rater_id, showing->row->round_id)) {
            n++;
            confirmed += rating->confirmed;
        }
    }
    if (!item->is_open) {
        return item->level > 0 && assessment_needs_why(told->framework, item->level)
                   ? (struct tag){W(showing->out, "not confirmed"), TONE_CARE, S("")} : (struct tag){.name = S("")};
    }
    return n == 0           ? (struct tag){.name = S("")}
           : confirmed == n ? (struct tag){W(showing->out, "confirmed"), TONE_GOOD, S("")}
           : confirmed == 0 ? (struct tag){W(showing->out, "not confirmed"), TONE_CARE, S("")}
                            : (struct tag){SAY(showing->out, "{n} of {all} confirmed", slot("n", (int)confirmed),
                                               slot("all", (int)n)), TONE_CARE, S("")};
}

static struct assessment_row row_of(const struct showing *showing, const struct assessment_results *results, size_t i)
{
    const struct assessment_told *told = showing->told;
    const struct assessment_item *item = &results->items[i];
    const struct framework_criterion *criterion = &told->framework->criteria[item->criterion];
    const struct q_assessment_levels *made = assessment_level_of(told, showing->row->round_id, criterion->id);
    return (struct assessment_row){
        .name = criterion->name, .level = say_level(showing->out, told->framework, item->level),
        .url = url_path_of(showing->request->arena, "/member-cities/{}/assessments/{}/criteria/{}",
                           showing->request->params[0], showing->request->params[1],
                           str_format(showing->request->arena, "%zu", item->criterion + 1)),
        .agreed = say_assessed(showing->out, item->agreed),
        .confirmed = say_confirmed(showing, item, criterion),
        .change = say_change(showing, item->level, told->has_before ? told->before.items[i].level : 0),
        .agreed_level = made != NULL && made->level.known ? say_level(showing->out, told->framework,
                                                                     (int)made->level.v) : S(""),
        .target = made != NULL && made->target.known ? say_level(showing->out, told->framework, (int)made->target.v)
                                                     : S("")};
}

static void add_rows(struct showing *showing)
{
    const struct assessment_results *results = &showing->told->now;
    struct assessment_closed_page *m = showing->m;
    m->items = arena_array(showing->request->arena, struct assessment_row, results->n);
    m->items_n = results->n;
    for (size_t i = 0; i < results->n; i++) {
        m->items[i] = row_of(showing, results, i);
        m->items_agreed = m->items_agreed || m->items[i].agreed_level.n > 0;
        m->items_target = m->items_target || m->items[i].target.n > 0;
        m->items_change = m->items_change || m->items[i].change.n > 0;
        m->items_confirmed = m->items_confirmed || m->items[i].confirmed.name.n > 0;
    }
    m->map = arena_array(showing->request->arena, struct assessment_row, results->map_n);
    m->map_n = results->map_n;
    for (size_t i = 0; i < results->map_n; i++) {
        m->map[i] = m->items[results->map[i]];
        add_reasons(showing, &results->items[results->map[i]], &m->map[i]);
    }
}

/* ---- dimensions, and the pictures */

/* "2.25", "3". */
static struct str say_hundredths(struct arena *arena, int64_t x)
{
    return x % 100 == 0  ? str_format(arena, "%lld", (long long)(x / 100))
           : x % 10 == 0 ? str_format(arena, "%lld.%lld", (long long)(x / 100), (long long)(x / 10 % 10))
                         : str_format(arena, "%lld.%02lld", (long long)(x / 100), (long long)(x % 100));
}

static struct str say_others(const struct showing *showing, size_t dimension)
{
    const struct q_assessment_bands *band = assessment_band_of(showing->told, dimension);
    struct arena *arena = showing->request->arena;
    return band == NULL              ? S("")
           : band->least == band->most ? say_hundredths(arena, band->least)
                                        : SAY(showing->out, "{low} to {high}",
                                              slot("low", say_hundredths(arena, band->least)),
                                              slot("high", say_hundredths(arena, band->most)));
}

static void add_sides(struct showing *showing)
{
    const struct assessment_told *told = showing->told;
    struct assessment_closed_page *m = showing->m;
    size_t known = 0;
    struct chart_axis *axes = arena_array(showing->request->arena, struct chart_axis, told->now.sides_n);
    m->sides = arena_array(showing->request->arena, struct assessment_row, told->now.sides_n);
    m->sides_n = told->now.sides_n;
    for (size_t i = 0; i < m->sides_n; i++) {
        const struct assessment_side *side = &told->now.sides[i];
        const struct assessment_side *before = told->has_before ? &told->before.sides[i] : NULL;
        m->sides[i] = (struct assessment_row){
            .name = told->framework->dimensions[side->dimension].name,
            .level = say_level(showing->out, told->framework, side->level),
            .lowest = side->lowest == 0 ? S("")
                                        : SAY(showing->out, "{n}: {name}", slot("n", side->lowest),
                                              slot("name", say_criterion(told->framework, side->lowest_criterion))),
            .others = say_others(showing, side->dimension),
            .change = say_change(showing, side->level, before != NULL ? before->level : 0)};
        m->sides_change = m->sides_change || m->sides[i].change.n > 0;
        m->sides_others = m->sides_others || m->sides[i].others.n > 0;
        m->may_share = m->may_share || side->level > 0;
        known += side->level > 0;
        axes[i] = (struct chart_axis){m->sides[i].name, side->level > 0 ? side->index_bp : -1,
                                      before != NULL && before->level > 0 ? before->index_bp : -1};
    }
    if (known >= RADAR_MIN) { /* fewer make no shape */
        m->radar = chart_radar(showing->out, axes, m->sides_n, W(showing->out, "How far out each dimension stands; "
                                                                               "the table beside it has the levels"));
    }
}

/* Only with enough people on every row that it shows. */
static void add_heat(struct showing *showing)
{
    const struct assessment_told *told = showing->told;
    const struct assessment_results *results = &told->now;
    struct arena *arena = showing->request->arena;
    struct chart_heat *rows = arena_array(arena, struct chart_heat, results->n);
    struct assessment_closed_page *m = showing->m;
    size_t n = 0;
    m->columns = arena_array(arena, struct str, RATING_LEVELS_MAX);
    m->columns_n = (size_t)told->framework->levels_n;
    for (int level = 1; level <= told->framework->levels_n; level++) {
        m->columns[level - 1] = str_format(arena, "%d", level);
    }
    m->counted = arena_array(arena, struct assessment_count, results->n);
    for (size_t i = 0; i < results->n; i++) {
        const struct assessment_item *item = &results->items[i];
        if (item->is_open) {
            const struct framework_criterion *criterion = &told->framework->criteria[item->criterion];
            rows[n++] = (struct chart_heat){criterion->id, &item->counts[1]};
            m->counted[m->counted_n++] = (struct assessment_count){
                SAY(showing->out, "{n}: {name}", slot("n", criterion->id), slot("name", criterion->name)),
                &item->counts[1]};
        }
    }
    m->heat = chart_heat_map(showing->out, rows, n, m->columns, m->columns_n,
                             W(showing->out, "How many people named which level, a row each criterion"));
}

/* ---- how it was worked out */

static struct str say_share(struct arena *arena, double share)
{
    int64_t thousandths = (int64_t)(share * 1000 + (share < 0 ? -0.5 : 0.5));
    int64_t size = thousandths < 0 ? -thousandths : thousandths;
    return str_format(arena, "%s%lld.%03lld", thousandths < 0 ? "-" : "", (long long)(size / 1000),
                      (long long)(size % 1000));
}

static void say_worked(struct showing *showing, struct str sentence)
{
    showing->m->worked[showing->m->worked_n++] = sentence;
}

static size_t count_same(const struct assessment_results *a, const struct assessment_results *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->sides_n; i++) {
        n += a->sides[i].level > 0 && a->sides[i].level == b->sides[i].level;
    }
    return n;
}

static struct str say_tenths(struct arena *arena, int tenths)
{
    return str_format(arena, "%d.%d", tenths / 10, tenths % 10);
}

/* How far half of the questions each lead from all of them: stated as it was measured, and of a full form as it would
** have been here. */
static void add_worked_half(struct showing *showing)
{
    const struct assessment_told *told = showing->told;
    struct out *out = showing->out;
    if (told->adapts) {
        say_worked(showing, SAY(out, "Each was asked half of the questions: one of every dimension, then where they "
                                     "did "
                                     "not know, then in turn. Held against all questions, the place of a dimension "
                                     "between 0 and 100 is {error} points off on average, and its level the same in "
                                     "{same} of 100 dimensions.",
                                slot("error", say_tenths(out->arena, ASK_ERROR_TENTHS)),
                                slot("same", ASK_SAME_PERCENT)));
        say_worked(showing, SAY(out, "That was measured on {cities} made-up cities with {n} people each; the fixed "
                                     "twelve questions were {fixed} points off. Of real cities it cannot be said until "
                                     "some have answered all questions. With fewer people it is more.",
                                slot("cities", count(ASK_CITIES)), slot("n", ASK_RATERS),
                                slot("fixed", say_tenths(out->arena, ASK_FIXED_TENTHS))));
    }
    if (told->half.sides_n > 0 && told->now.raters_n >= ASSESSMENT_OPEN_MIN && !showing->row->hides) {
        say_worked(showing, SAY(out, "Had each of you been asked half of the questions, {n} of {all} dimensions would "
                                     "have the same level.", slot("n", (int)count_same(&told->now, &told->half)),
                                slot("all", (int)told->now.sides_n)));
    }
}

/* Names of statistics are those of their authors in every language. */
static void add_worked(struct showing *showing)
{
    const struct assessment_results *results = &showing->told->now;
    struct out *out = showing->out;
    say_worked(showing, W(out, "The level of a criterion is the lower median: a level that somebody named, the more "
                               "careful one of two. Who does not know, or for whom it does not apply, counts for none; "
                               "nothing is filled in for anybody."));
    say_worked(showing, W(out, "With fewer than three levels nothing is said; with fewer than five no numbers of "
                               "people, so that nobody can be read out of it. Sectors are told from three people on."));
    say_worked(showing, SAY(out, "Whether you agree on a criterion goes by {name}: over 0.70 we agree, over 0.50 "
                                 "partly. Source: {source}.", slot("name", S("r_wg")),
                            slot("source", S("James, Demaree, Wolf 1984; LeBreton, Senter 2008"))));
    if (results->alpha.is_defined && (results->raters_n < ASSESSMENT_OPEN_MIN || showing->row->hides)) {
        say_worked(showing, SAY(out, "On all of it it goes by {name}: from 0.800 on we agree, from 0.667 on partly. "
                                     "Its "
                                     "value is not shown of so few, nor after somebody more has answered. Source: "
                                     "{source}.", slot("name", S("Krippendorff’s alpha (ordinal)")),
                                slot("source", S("Krippendorff 2004, 2011"))));
    } else if (results->alpha.is_defined) {
        say_worked(showing, SAY(out, "On all of it {name} is {value}: from 0.800 on we agree, from 0.667 on partly. "
                                     "Source: {source}.", slot("name", S("Krippendorff’s alpha (ordinal)")),
                                slot("value", say_share(out->arena, results->alpha.alpha)),
                                slot("source", S("Krippendorff 2004, 2011"))));
    } else {
        say_worked(showing, W(out, "On all of it nothing can be said: too few people answered, or all named the same "
                                   "level everywhere."));
    }
    if (results->sparse_n > 0) {
        say_worked(showing, SAY(out, "{n} person named a level on less than half of it, and is left out of that "
                                     "number.|{n} people named a level on less than half of it, and are left out of "
                                     "that number.", slot("n", count((int64_t)results->sparse_n))));
    }
    if (results->differ_n > 0) {
        say_worked(showing, SAY(out, "{n} person sees this differently from most as a whole, and reads that on their "
                                     "own page.|{n} people see this differently from most as a whole, and read that "
                                     "on their own page.", slot("n", count((int64_t)results->differ_n))));
    }
    add_worked_half(showing);
    for (size_t i = 0; i < results->map_n && showing->m->worked_n < COUNT_OF(showing->m->worked); i++) {
        const struct assessment_item *item = &results->items[results->map[i]];
        if (item->is_open) {
            say_worked(showing, SAY(out, "{criterion}: {name} {value}, {other} {more}.",
                                    slot("criterion", say_criterion(showing->told->framework, item->criterion)),
                                    slot("name", S("r_wg")), slot("value", say_share(out->arena, item->rwg.rwg)),
                                    slot("other", S("Tastle–Wierman")),
                                    slot("more", say_share(out->arena, item->consensus))));
        }
    }
}

static void add_says(struct showing *showing)
{
    const struct assessment_results *results = &showing->told->now;
    struct assessment_closed_page *m = showing->m;
    struct out *out = showing->out;
    m->says[m->says_n++] = SAY(out, "{n} person answered.|{n} people answered.",
                               slot("n", count((int64_t)results->raters_n)));
    m->says[m->says_n++] = results->raters_n < ASSESSMENT_MIN
                               ? W(out, "That is too few to say anything: three are needed on each criterion.")
                           : results->agreed == ASSESSED_AGREE   ? W(out, "On the whole you agree.")
                           : results->agreed == ASSESSED_PARTLY  ? W(out, "On the whole you agree partly.")
                           : results->agreed == ASSESSED_NOT_YET ? W(out, "On the whole you do not agree yet: that is "
                                                                          "worth a talk.")
                                                                 : W(out, "Whether you agree on the whole cannot be "
                                                                          "said.");
    if (showing->row->hides) {
        m->says[m->says_n++] = W(out, "It was open again after its results were looked at, and more was said: numbers "
                                      "of people and sentences are not shown, because they would tell who said what.");
    }
    if (showing->row->closed_by.n > 0) {
        m->says[m->says_n++] = SAY(out, "Closed by {name}.", slot("name", showing->row->closed_by));
    }
}

static size_t count_open(const struct assessment_results *results)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n; i++) {
        n += results->items[i].is_open;
    }
    return n;
}

static void add_sharing(struct showing *showing)
{
    struct assessment_closed_page *m = showing->m;
    m->shares = showing->told->shares;
    m->shares_says =
        !m->shares      ? SAY(showing->out, "Let the levels of your dimensions be counted, without your name, and see "
                                            "between which levels the middle half of the others stands. It takes {n} "
                                            "other cities that do the same.", slot("n", BAND_OTHERS))
        : m->sides_others ? SAY(showing->out, "The middle half of at least {n} other cities stands between the levels "
                                              "in the table.", slot("n", BAND_OTHERS))
                          : SAY(showing->out, "Your levels are counted. There is nothing to compare with yet: it takes "
                                              "{n} other cities that share.", slot("n", BAND_OTHERS));
}

void assessment_show_closed(struct request *request, struct response *response, const struct q_assessment_of *row,
                            const struct assessment_told *told)
{
    struct out out = response_out(request, response);
    struct assessment_closed_page *m = arena_new(request->arena, struct assessment_closed_page);
    struct showing showing = {request, &out, row, told, m};
    m->page = page_of(request, row->name, W(&out, "What your people said, where they agree, and what to talk about "
                                                  "first."), DOOR_NONE);
    m->page->kicker = SAY(&out, "How far we are, round {number}", slot("number", (int)row->number));
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", row->city)),
                   member_url(request, "/member-cities/{}/assessments"));
    m->notice = assessment_notice(request, &out);
    add_says(&showing);
    add_rows(&showing);
    add_sides(&showing);
    add_heat(&showing);
    add_worked(&showing);
    add_sharing(&showing);
    m->evidence = m->items_confirmed && count_open(&told->now) > 0 ? assessment_url(request, "/evidence")
                                                                   : (struct url){S("")};
    m->is_own = told->is_own;
    m->once = request_once(request);
    m->action = assessment_url(request, "");
    response->max_age_s = -1;
    view_assessment_closed(&out, m);
}
