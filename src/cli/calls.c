/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: funding calls with their deadlines, what they pay for, and where that comes from. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "cli/calls_fits.h"
#include "cli/cli.h"
#include "cli/said.h"
#include "domain/funding_call.h"
#include "domain/zone.h"
#include "store/funding_call.sql.h"
#include "store/theme.sql.h"
#include "text/json.h"

#define DAY_S 86400
#define LINE_MAX_BYTES 65536

static const char *const PAYS_NAMES[PAYS__MAX] = {
    [PAYS_SECRETARIAT] = "secretariat and coordination",
    [PAYS_EXCHANGE] = "travel and exchange",
    [PAYS_PREPARING] = "preparing a project",
    [PAYS_TRYING] = "trying out",
    [PAYS_INVESTING] = "investing",
    [PAYS_RUNNING] = "running costs",
};

static const char *const STANDINGS[] = {
    [FUNDING_CALL_OPEN] = "open",
    [FUNDING_CALL_LATER] = "not open yet",
    [FUNDING_CALL_OVER] = "over",
    [FUNDING_CALL_UNKNOWN] = "unknown whether it is open",
};

/* ---- what is asked of the database: four lists, each by funding call */

struct lists {
    struct q_funding_call_list *calls;
    struct q_funding_call_deadlines *deadlines;
    struct q_funding_call_themes *themes;
    struct q_funding_call_pays *pays;
    size_t calls_n, deadlines_n, themes_n, pays_n;
};

static enum fault load(struct db *db, struct arena *arena, struct lists *lists)
{
    TRY(q_funding_call_list(db, arena, &lists->calls, &lists->calls_n));
    TRY(q_funding_call_deadlines(db, arena, &lists->deadlines, &lists->deadlines_n));
    TRY(q_funding_call_themes(db, arena, &lists->themes, &lists->themes_n));
    return q_funding_call_pays(db, arena, &lists->pays, &lists->pays_n);
}

/* The rows of one funding call within a list that is in the order of their numbers: from, to. */
#define ROWS_OF(list, n, id, from, to)                                                                                 \
    do {                                                                                                               \
        size_t low_ = 0, high_ = (n);                                                                                  \
        while (low_ < high_) {                                                                                         \
            size_t middle_ = low_ + (high_ - low_) / 2;                                                                \
            if ((list)[middle_].call_id < (id)) {                                                                      \
                low_ = middle_ + 1;                                                                                    \
            } else {                                                                                                   \
                high_ = middle_;                                                                                       \
            }                                                                                                          \
        }                                                                                                              \
        (from) = (to) = low_;                                                                                          \
        while ((to) < (n) && (list)[to].call_id == (id)) {                                                             \
            (to)++;                                                                                                    \
        }                                                                                                              \
    } while (0)

/* One funding call with its rows. */
struct shown {
    const struct q_funding_call_list *call;
    const struct lists *lists;
    size_t deadline, deadlines_end, theme, themes_end, pay, pays_end;
    enum funding_call_standing standing;
    const struct call_answer *answer; /* of the city that was named; NULL none was */
};

static struct shown shown_of(const struct lists *lists, const struct q_funding_call_list *call, struct date today)
{
    struct shown shown = {.call = call, .lists = lists};
    const struct funding_call_days days = {call->status, call->opens_on, call->closes_on};
    ROWS_OF(lists->deadlines, lists->deadlines_n, call->id, shown.deadline, shown.deadlines_end);
    ROWS_OF(lists->themes, lists->themes_n, call->id, shown.theme, shown.themes_end);
    ROWS_OF(lists->pays, lists->pays_n, call->id, shown.pay, shown.pays_end);
    shown.standing = funding_call_standing(&days, today);
    return shown;
}

/* ---- saying it */

/* "2026-09-23 17:00 Brussels time"; without an hour where the source names none. */
static struct str say_deadline(struct arena *arena, const struct q_funding_call_deadlines *one)
{
    struct zone zone = zone_of(S("BE"), S(""));
    struct str day = date_iso(arena, one->day_on);
    if (!one->hour_known) {
        return str_format(arena, "%.*s (hour not named)", STR_ARG(day));
    }
    int64_t local = one->closes_at + zone_offset_s(&zone, one->closes_at);
    struct str hour = str_sub(instant_iso(arena, local), 11, 5);
    struct str there = date_iso(arena, (struct date){(int32_t)(local / DAY_S)});
    return str_format(arena, "%.*s %.*s Brussels time", STR_ARG(there), STR_ARG(hour));
}

static int64_t age_of(const struct q_funding_call_list *call, struct date today)
{
    int64_t day = date_is_none(call->as_of) ? call->imported_at / DAY_S : call->as_of.days;
    return today.days - day;
}

static const char *pays_name(struct str word)
{
    enum pays what;
    return pays_parse(word, &what) ? PAYS_NAMES[what] : "unknown";
}

static void print_deadlines(struct arena *arena, const struct shown *shown)
{
    printf("   deadline   ");
    for (size_t i = shown->deadline; i < shown->deadlines_end; i++) {
        struct str day = say_deadline(arena, &shown->lists->deadlines[i]);
        printf("%s%.*s", i > shown->deadline ? "; " : "", STR_ARG(day));
    }
    printf("%s; %s\n", shown->deadline == shown->deadlines_end ? "none is named" : "", STANDINGS[shown->standing]);
}

static void print_call(struct arena *arena, const struct shown *shown, struct date today)
{
    const struct q_funding_call_list *call = shown->call;
    said_print(call->identifier, false);
    printf("  ");
    said_print(call->title, false);
    printf("\n");
    print_deadlines(arena, shown);
    printf("   pays for   ");
    for (size_t i = shown->pay; i < shown->pays_end; i++) {
        printf("%s%s (%.*s)", i > shown->pay ? "; " : "", pays_name(shown->lists->pays[i].what),
               STR_ARG(shown->lists->pays[i].why));
    }
    printf("%s\n   themes     ", shown->pay == shown->pays_end ? "unknown" : "");
    for (size_t i = shown->theme; i < shown->themes_end; i++) {
        printf("%s%.*s", i > shown->theme ? ", " : "", STR_ARG(shown->lists->themes[i].slug));
    }
    printf("%s\n", shown->theme == shown->themes_end ? "none of ours" : "");
    if (shown->answer != NULL) {
        const struct call_answer *answer = shown->answer;
        printf("   fits       %.*s%s%.*s%s%.*s%s\n", STR_ARG(answer->said.says), answer->said.would.n > 0 ? "; " : "",
               STR_ARG(answer->said.would), answer->rule.n > 0 ? " (rule " : "", STR_ARG(answer->rule),
               answer->rule.n > 0 ? ")" : "");
    }
    printf("   source     ");
    said_print(call->publisher.n > 0 ? call->publisher : call->source, false);
    printf(", read %" PRId64 " days ago  ", age_of(call, today));
    said_print(call->address, false);
    printf("\n");
}

static void put_lists(struct json *json, struct arena *arena, const struct shown *shown)
{
    json_name(json, "deadlines");
    json_open(json, '[');
    for (size_t i = shown->deadline; i < shown->deadlines_end; i++) {
        const struct q_funding_call_deadlines *one = &shown->lists->deadlines[i];
        json_open(json, '{');
        json_name(json, "day");
        json_date(json, one->day_on);
        json_name(json, "closes_at");
        json_str(json, instant_iso(arena, one->closes_at));
        json_name(json, "hour_known");
        json_bool(json, one->hour_known);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_name(json, "pays");
    json_open(json, '[');
    for (size_t i = shown->pay; i < shown->pays_end; i++) {
        json_open(json, '{');
        json_name(json, "for");
        json_str(json, shown->lists->pays[i].what);
        json_name(json, "because");
        json_str(json, shown->lists->pays[i].why);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_name(json, "themes");
    json_open(json, '[');
    for (size_t i = shown->theme; i < shown->themes_end; i++) {
        json_open(json, '{');
        json_name(json, "theme");
        json_str(json, shown->lists->themes[i].slug);
        json_name(json, "because");
        json_str(json, shown->lists->themes[i].why);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_answer(struct json *json, const struct call_answer *answer)
{
    json_name(json, "fits");
    json_str(json, call_fits_word(answer->fits));
    json_name(json, "because");
    json_str(json, answer->said.says);
    json_name(json, "would");
    json_str(json, answer->said.would);
    json_name(json, "rule");
    json_str(json, answer->rule);
}

static void print_json(struct arena *arena, struct buf *buf, const struct shown *shown, struct date today)
{
    const struct q_funding_call_list *call = shown->call;
    const struct {
        const char *name;
        struct str text;
    } texts[] = {
        {"identifier", call->identifier},
        {"title", call->title},
        {"publisher", call->publisher},
        {"programme", call->programme},
        {"action", call->action},
        {"status", call->status},
        {"standing", str_of(STANDINGS[shown->standing])},
        {"address", call->address},
        {"source", call->source},
    };
    buf_reset(buf);
    struct json json = json_to(buf);
    json_open(&json, '{');
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_name(&json, texts[i].name);
        json_str(&json, texts[i].text);
    }
    json_name(&json, "opens_on");
    json_date(&json, call->opens_on);
    put_lists(&json, arena, shown);
    if (shown->answer != NULL) {
        put_answer(&json, shown->answer);
    }
    json_name(&json, "age_days");
    json_int(&json, age_of(call, today));
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(buf)));
}

/* ---- which of them */

static bool has_theme(const struct shown *shown, struct str slug)
{
    for (size_t i = shown->theme; i < shown->themes_end; i++) {
        if (str_eq(shown->lists->themes[i].slug, slug)) {
            return true;
        }
    }
    return false;
}

static bool pays_for(const struct shown *shown, struct str word)
{
    for (size_t i = shown->pay; i < shown->pays_end; i++) {
        if (str_eq(shown->lists->pays[i].what, word)) {
            return true;
        }
    }
    return str_eq(word, S("unknown")) && shown->pay == shown->pays_end;
}

static bool is_wanted(const struct cli *cli, const struct shown *shown)
{
    struct str theme = cli_text(cli, "--theme", NULL);
    struct str pays = cli_text(cli, "--pays", NULL);
    return (!theme.s || has_theme(shown, theme)) && (!pays.s || pays_for(shown, pays))
           && (!cli_text(cli, "--open-on", NULL).s || shown->standing == FUNDING_CALL_OPEN);
}

static enum fault list(struct cli *cli, struct db *db, struct calls_fits *fits, struct date day)
{
    struct lists lists = {0};
    struct buf buf CLEANUP(buf_done);
    struct date today = {(int32_t)(time(NULL) / DAY_S)};
    size_t n = 0;
    buf_init(&buf, LINE_MAX_BYTES);
    TRY(load(db, cli->arena, &lists));
    for (size_t i = 0; i < lists.calls_n; i++) {
        struct shown shown = shown_of(&lists, &lists.calls[i], day);
        struct call_answer answer;
        if (!is_wanted(cli, &shown)) {
            continue;
        }
        if (fits->asked) {
            answer = calls_fits_of(fits, &lists.calls[i]);
            shown.answer = &answer;
            if (!calls_fits_wanted(fits, &answer)) {
                continue;
            }
        }
        n++;
        if (cli_flag(cli, "--json")) {
            print_json(cli->arena, &buf, &shown, today);
        } else {
            print_call(cli->arena, &shown, today);
        }
    }
    if (!cli_flag(cli, "--json")) {
        printf("%zu of %zu funding calls.\n", n, lists.calls_n);
    }
    return OK;
}

/* A slug that no theme has would list nothing, and look like an answer. */
static enum fault find_theme(struct cli *cli, struct db *db, bool *ret_known)
{
    struct q_theme_list *themes;
    struct str slug = cli_text(cli, "--theme", NULL);
    size_t n = 0;
    TRY(q_theme_list(db, cli->arena, &themes, &n));
    *ret_known = !slug.s;
    for (size_t i = 0; i < n && !*ret_known; i++) {
        *ret_known = str_eq(themes[i].slug, slug);
    }
    for (size_t i = 0; i < n && !*ret_known; i++) {
        fprintf(stderr, "%s%.*s", i == 0 ? "themes: " : ", ", STR_ARG(themes[i].slug));
    }
    fprintf(stderr, "%s", *ret_known ? "" : "\n");
    return OK;
}

static int list_all(struct cli *cli, struct calls_fits *fits, struct date day)
{
    struct db *db = NULL;
    struct str why = S("");
    bool known = false;
    if (db_open(cli->arena, cli->db_url, DB_READ, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    enum fault fault = find_theme(cli, db, &known);
    int status = CLI_OK;
    if (fault == OK && !known) {
        status = cli_usage(cli, S("there is no such theme"));
    } else if (fault == OK) {
        fault = list(cli, db, fits, day);
    }
    if (fault != OK) {
        status = cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
    }
    db_close(db);
    return status;
}

static int calls_verb(struct cli *cli)
{
    struct calls_fits fits;
    struct str open_on = cli_text(cli, "--open-on", NULL);
    struct str pays = cli_text(cli, "--pays", NULL);
    struct date day = {(int32_t)(time(NULL) / DAY_S)};
    enum pays what;
    if (open_on.s && !date_parse(open_on, &day)) {
        return cli_usage(cli, S("--open-on takes a date: 2026-12-31"));
    }
    if (pays.s && !pays_parse(pays, &what) && !str_eq(pays, S("unknown"))) {
        return cli_usage(cli,
                         S("--pays takes secretariat, exchange, preparing, trying, investing, running or unknown"));
    }
    int status = calls_fits_open(cli, &fits);
    status = status == CLI_OK ? list_all(cli, &fits, day) : status;
    calls_fits_close(&fits);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--theme", "THEME", "only those on this theme, by its address: mobility"},
    {"--pays", "WORD",
     "only those that pay for this: secretariat, exchange, preparing, trying, investing, running, unknown"},
    {"--open-on", "DATE", "only those that are open on that day: 2026-12-31"},
    {"--city", "NAME", "whether each fits this city, by which rule of funding, and the smallest change"},
    {"--fits", "WORD", "with --city, only those that it answers so: yes, partners, unknown, no"},
    {"--json", NULL, "one JSON object a line"},
    {NULL, NULL, NULL},
};

const struct verb verb_calls = {
    .name = "calls",
    .usage = "[--theme THEME] [--pays WORD] [--open-on DATE] [--city NAME [--fits WORD]] [--json]",
    .summary = "list funding calls: deadline, what they pay for, source and age",
    .help = "In the order of their last deadline. What is over stays, as memory. A deadline whose hour its\n"
            "source does not name counts to 17:00 Brussels time, when the EU portal closes.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 0,
    .run = calls_verb,
};
