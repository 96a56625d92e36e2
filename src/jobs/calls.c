/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: what all kinds of file share, and the list of national and local funds. */
#include "jobs/calls.h"

#include "base/scan.h"
#include "domain/funding_call.h"
#include "domain/zone.h"
#include "jobs/import.h"
#include "text/mojibake.h"
#include "text/plain.h"


/* ---- texts */

/* A leftover of markup that the portal's own texts begin with. */
static struct str without_leftover(struct str text)
{
    return str_starts(text, S("\">")) ? str_trim(str_from(text, 2)) : text;
}

/* Before and behind the markup: what was garbled may be escaped, and the other way about. */
struct str call_text(struct arena *arena, struct str text)
{
    struct str mended = mojibake_mend(arena, str_scrub(arena, text));
    return without_leftover(mojibake_mend(arena, plain_text(arena, mended)));
}

struct str call_line(struct arena *arena, struct str text)
{
    return plain_line(arena, call_text(arena, text));
}

static bool starts_nocase(struct str text, struct str prefix)
{
    return str_eq_nocase(str_sub(text, 0, prefix.n), prefix);
}

/* Words, and the portal's numbers for them. */
struct str call_status(struct str word)
{
    if (starts_nocase(word, S("open")) || str_eq(word, S("31094502"))) {
        return S("open");
    }
    if (starts_nocase(word, S("forthcoming")) || str_eq(word, S("31094501"))) {
        return S("forthcoming");
    }
    return starts_nocase(word, S("closed")) || str_eq(word, S("31094503")) ? S("closed") : S("unknown");
}

bool call_address_is_well(struct str address)
{
    bool known = str_starts(address, S("https://")) || str_starts(address, S("http://"));
    for (size_t i = 0; known && i < address.n; i++) {
        known = (unsigned char)address.s[i] > ' ' && address.s[i] != '"' && address.s[i] != '<'
                && address.s[i] != '\x7f';
    }
    return known && address.n <= 2000;
}

/* ---- deadlines */

static void take_out(struct call *call, size_t at)
{
    call->deadlines_n--;
    for (; at < call->deadlines_n; at++) {
        call->deadlines[at] = call->deadlines[at + 1];
    }
}

bool call_deadline_add(struct call *call, struct call_deadline deadline)
{
    for (size_t i = call->deadlines_n; i-- > 0;) {
        const struct call_deadline *one = &call->deadlines[i];
        bool same = one->day.days == deadline.day.days;
        if (same && (one->closes_at == deadline.closes_at || !deadline.hour_known)) {
            call->deadlines[i].hour_known = one->hour_known || deadline.hour_known;
            return true;
        }
        if (same && !one->hour_known) {
            take_out(call, i);
        }
    }
    size_t at = call->deadlines_n;
    if (at == CALL_DEADLINES_MAX) {
        return false;
    }
    call->deadlines_n++;
    for (; at > 0 && call->deadlines[at - 1].closes_at > deadline.closes_at; at--) {
        call->deadlines[at] = call->deadlines[at - 1];
    }
    call->deadlines[at] = deadline;
    return true;
}

/* ---- a row of a list */

const char *const call_columns[CALL_COLUMNS] = {
    [CALL_PUBLISHER] = "publisher", [CALL_IDENTIFIER] = "identifier", [CALL_TITLE] = "title",
    [CALL_DEADLINE] = "deadline",   [CALL_OPENS] = "opens",           [CALL_COUNTRY] = "country",
    [CALL_PROGRAMME] = "programme", [CALL_STATUS] = "status",         [CALL_ACTION] = "action",
    [CALL_PAYS] = "pays",           [CALL_BUDGET] = "budget",         [CALL_GRANT_MIN] = "grant_min",
    [CALL_GRANT_MAX] = "grant_max", [CALL_CURRENCY] = "currency",     [CALL_KEYWORDS] = "keywords",
    [CALL_TEXT] = "text",           [CALL_ADDRESS] = "address",
};

struct row {
    struct arena *arena;
    const struct str *values;
    struct call *call;
    struct call_problem *problem;
};

static bool bad(const struct row *row, enum call_column column, const char *reason)
{
    *row->problem = (struct call_problem){call_columns[column], reason};
    return false;
}

static bool read_names(const struct row *row)
{
    static const enum call_column needed[] = {CALL_PUBLISHER, CALL_IDENTIFIER, CALL_TITLE};
    struct str text[CALL_COLUMNS];
    for (size_t i = 0; i < CALL_COLUMNS; i++) {
        text[i] = i == CALL_TEXT ? call_text(row->arena, row->values[i]) : call_line(row->arena, row->values[i]);
    }
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (str_is_empty(text[needed[i]])) {
            return bad(row, needed[i], "is missing");
        }
    }
    struct call *call = row->call;
    call->publisher = text[CALL_PUBLISHER];
    call->identifier = text[CALL_IDENTIFIER];
    call->key = str_format(row->arena, "%.*s/%.*s", STR_ARG(call->publisher), STR_ARG(call->identifier));
    call->title = text[CALL_TITLE];
    call->programme = text[CALL_PROGRAMME];
    call->action = text[CALL_ACTION];
    call->keywords = text[CALL_KEYWORDS];
    call->text = text[CALL_TEXT];
    call->status = call_status(text[CALL_STATUS]);
    call->address = text[CALL_ADDRESS];
    return str_is_empty(call->address) || call_address_is_well(call->address)
           || bad(row, CALL_ADDRESS, "is no address that begins with https://");
}

static bool read_country(const struct row *row)
{
    struct str code = row->values[CALL_COUNTRY];
    struct zone zone = zone_of(code, S(""));
    row->call->country = import_country(code);
    if (!str_is_empty(code) && (str_is_empty(row->call->country) || !zone.known)) {
        return bad(row, CALL_COUNTRY, "is no country of Europe in two capital letters, such as DE");
    }
    return true;
}

static bool read_days(const struct row *row)
{
    struct str rest = row->values[CALL_DEADLINE];
    struct str opens = row->values[CALL_OPENS];
    while (rest.s && !str_is_empty(rest)) {
        struct str one = str_trim(str_cut(rest, ';', &rest));
        struct call_deadline deadline;
        if (call_is_no_day(one)) {
            continue;
        }
        if (!call_deadline_parse(one, row->call->country, &deadline)) {
            return bad(row, CALL_DEADLINE, "is no day such as 2027-01-31, or 2027-01-31 16:00");
        }
        if (!call_deadline_add(row->call, deadline)) {
            return bad(row, CALL_DEADLINE, "names more deadlines than a funding call can have");
        }
    }
    return str_is_empty(opens) || date_parse(opens, &row->call->opens_on)
           || bad(row, CALL_OPENS, "is no day such as 2027-01-31");
}

static bool read_money(const struct row *row)
{
    const struct {
        enum call_column column;
        struct maybe_int *to;
    } amounts[] = {
        {CALL_BUDGET, &row->call->budget_cents},
        {CALL_GRANT_MIN, &row->call->grant_min_cents},
        {CALL_GRANT_MAX, &row->call->grant_max_cents},
    };
    struct str currency = row->values[CALL_CURRENCY];
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        struct str text = row->values[amounts[i].column];
        int64_t cents = 0;
        if (!str_is_empty(text) && (!parse_cents(text, &cents) || cents < 0)) {
            return bad(row, amounts[i].column, "is no amount such as 250000 or 250000.50");
        }
        *amounts[i].to = (struct maybe_int){!str_is_empty(text), cents};
    }
    row->call->currency = str_is_empty(currency) ? S("EUR") : currency;
    return currency.n == 0 || (currency.n == 3 && str_is_empty(import_country(currency)))
           || bad(row, CALL_CURRENCY, "is not three letters");
}

static bool read_pays(const struct row *row)
{
    struct str rest = row->values[CALL_PAYS];
    struct str words = S("");
    while (rest.s && !str_is_empty(rest)) {
        struct str word = str_trim(str_cut(rest, ';', &rest));
        enum pays what;
        if (!pays_parse(word, &what)) {
            return bad(row, CALL_PAYS, "is none of secretariat, exchange, preparing, trying, investing, running");
        }
        words = str_format(row->arena, "%.*s%s%.*s", STR_ARG(words), words.n > 0 ? "; " : "", STR_ARG(word));
    }
    row->call->pays = words;
    return true;
}

enum call_step call_of_row(struct arena *arena, const struct str values[CALL_COLUMNS], struct call *ret_call,
                           struct call_problem *ret_problem)
{
    *ret_call =
        (struct call){.opens_on = DATE_NONE, .group = S(""), .group_title = S(""), .model = S(""), .conditions = S("")};
    const struct row row = {arena, values, ret_call, ret_problem};
    bool well = read_names(&row) && read_country(&row) && read_days(&row) && read_money(&row) && read_pays(&row);
    return well ? CALL_TAKEN : CALL_BAD;
}
