/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: what all kinds of file share, and the list of national and local funds. */
#include "jobs/calls.h"

#include "base/scan.h"
#include "domain/funding_call.h"
#include "domain/zone.h"
#include "jobs/import.h"
#include "text/mojibake.h"

#define TAG_BYTES_MAX 4000u /* of markup; a "<" with no end nearby is a sign */
#define DAY_S 86400

/* ---- texts */

static const struct {
    struct str from;
    char to;
} ENTITIES[] = {
    {S_INIT("&nbsp;"), ' '}, {S_INIT("&amp;"), '&'},  {S_INIT("&lt;"), '<'},    {S_INIT("&gt;"), '>'},
    {S_INIT("&quot;"), '"'}, {S_INIT("&#39;"), '\''}, {S_INIT("&apos;"), '\''},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the tag that begins here; 0 when none does. */
static size_t tag_bytes(struct str rest)
{
    if (rest.n < 3 || rest.s[0] != '<' || !(is_letter(rest.s[1]) || rest.s[1] == '/' || rest.s[1] == '!')) {
        return 0;
    }
    struct str near = str_sub(rest, 0, TAG_BYTES_MAX);
    size_t end = str_find(near, S(">"));
    return end < near.n ? end + 1 : 0;
}

static size_t entity_bytes(struct str rest, char *ret_c)
{
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        if (str_starts(rest, ENTITIES[i].from)) {
            *ret_c = ENTITIES[i].to;
            return ENTITIES[i].from.n;
        }
    }
    return 0;
}

static struct str without_markup(struct arena *arena, struct str text)
{
    if (!str_contains(text, S("<")) && !str_contains(text, S("&"))) {
        return text;
    }
    char *to = arena_array(arena, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        char c = text.s[i];
        size_t skip = c == '<' ? tag_bytes(str_from(text, i)) : c == '&' ? entity_bytes(str_from(text, i), &c) : 0;
        if (c == '<' && skip > 0 && text.s[i] == '<') {
            c = ' ';
        }
        to[n++] = c;
        i += skip > 0 ? skip : 1;
    }
    return (struct str){to, n};
}

struct str call_text(struct arena *arena, struct str text)
{
    struct str plain = str_trim(without_markup(arena, mojibake_mend(arena, str_scrub(arena, text))));
    /* A leftover of markup that the portal's own text begins with. */
    return str_starts(plain, S("\">")) ? str_trim(str_from(plain, 2)) : plain;
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

/* What stands behind the hour. */
enum clock {
    CLOCK_THERE, /* nothing: the clocks of where it is */
    CLOCK_BRUSSELS,
    CLOCK_OFFSET, /* so many seconds ahead of UTC */
};

struct hour {
    int64_t seconds;
    enum clock clock;
    int64_t ahead_s;
};

/* "+0000", "+02:00", "Z". */
static bool read_offset(struct scan *scan, int64_t *ret_seconds)
{
    uint64_t hours = 0, minutes = 0;
    bool behind = scan_char(scan, '-');
    if (scan_char(scan, 'Z')) {
        *ret_seconds = 0;
        return !behind;
    }
    if (!behind && !scan_char(scan, '+')) {
        return false;
    }
    struct str digits = str_sub(scan->rest, 0, 2);
    scan->rest = str_from(scan->rest, 2);
    (void)scan_char(scan, ':');
    struct scan first = scan_of(digits);
    if (digits.n < 2 || !scan_unsigned(&first, 14, &hours) || !scan_end(&first)
        || !scan_unsigned(scan, 59, &minutes)) {
        return false;
    }
    *ret_seconds = (int64_t)(hours * 3600 + minutes * 60) * (behind ? -1 : 1);
    return true;
}

static bool read_clock(struct scan *scan, struct hour *hour)
{
    scan_spaces(scan);
    if (scan_end(scan)) {
        hour->clock = CLOCK_THERE;
        return true;
    }
    (void)scan_char(scan, '(');
    if (scan_literal(scan, S("Brussels"))) {
        hour->clock = CLOCK_BRUSSELS;
        (void)(scan_literal(scan, S(" local time")) || scan_literal(scan, S(" time")));
        (void)scan_char(scan, ')');
        return scan_end(scan);
    }
    hour->clock = CLOCK_OFFSET;
    return read_offset(scan, &hour->ahead_s) && scan_end(scan);
}

/* "17:00", "17:00:00.000", and what says by which clocks. */
static bool read_hour(struct str text, struct hour *ret_hour)
{
    struct scan scan = scan_of(text);
    uint64_t hour = 0, minute = 0, second = 0, part = 0;
    if (!scan_unsigned(&scan, 23, &hour) || !scan_char(&scan, ':') || !scan_unsigned(&scan, 59, &minute)) {
        return false;
    }
    if (scan_char(&scan, ':') && !scan_unsigned(&scan, 59, &second)) {
        return false;
    }
    if (scan_char(&scan, '.') && !scan_unsigned(&scan, 999999999, &part)) {
        return false;
    }
    ret_hour->seconds = (int64_t)(hour * 3600 + minute * 60 + second);
    return read_clock(&scan, ret_hour);
}

/* "17 March 2026": as the portal writes days for people. */
static bool read_written_day(struct str text, struct date *ret_day, struct str *ret_rest)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December"};
    struct scan scan = scan_of(text);
    uint64_t day = 0, year = 0;
    struct str word;
    if (!scan_unsigned(&scan, 31, &day) || !scan_char(&scan, ' ') || !scan_word(&scan, 9, &word)
        || !scan_char(&scan, ' ') || !scan_unsigned(&scan, 9999, &year)) {
        return false;
    }
    for (int i = 0; i < 12; i++) {
        if (str_eq_nocase(word, str_of(months[i]))) {
            *ret_day = date_of((int)year, i + 1, (int)day);
            *ret_rest = scan.rest;
            return !date_is_none(*ret_day);
        }
    }
    return false;
}

static struct call_deadline usual(struct date day, struct str country)
{
    return (struct call_deadline){day, funding_call_usual_hour(day, country), false};
}

/* The instant of that hour of the day. Of "17:00+0000" some mean 17:00 in Brussels: the earlier one misses nothing. */
static int64_t instant_of(struct date day, const struct hour *hour, struct str country)
{
    struct str where = hour->clock == CLOCK_BRUSSELS || str_is_empty(country) ? S("BE") : country;
    struct zone zone = zone_of(where, S(""));
    int64_t local = (int64_t)day.days * DAY_S + hour->seconds;
    int64_t there = zone_instant(&zone, local);
    if (hour->clock != CLOCK_OFFSET) {
        return there;
    }
    bool doubtful = hour->ahead_s == 0 && hour->seconds == FUNDING_CALL_HOUR * 3600;
    return doubtful && there < local ? there : local - hour->ahead_s;
}

bool call_deadline_parse(struct str text, struct str country, struct call_deadline *ret_deadline)
{
    struct str trimmed = str_trim(text);
    struct str rest = str_from(trimmed, 10);
    struct date day;
    struct hour hour = {0, CLOCK_THERE, 0};
    if ((trimmed.n < 10 || !date_parse(str_sub(trimmed, 0, 10), &day)) && !read_written_day(trimmed, &day, &rest)) {
        return false;
    }
    rest = str_trim(rest);
    rest = str_starts(rest, S("T")) ? str_from(rest, 1) : rest;
    if (!str_is_empty(rest) && !read_hour(rest, &hour)) {
        return false;
    }
    /* Midnight is how a day is written that has no hour. */
    *ret_deadline = hour.seconds < 60 ? usual(day, country)
                                      : (struct call_deadline){day, instant_of(day, &hour, country), true};
    return true;
}

bool call_deadline_add(struct call *call, struct call_deadline deadline)
{
    size_t at = call->deadlines_n;
    for (size_t i = 0; i < call->deadlines_n; i++) {
        if (call->deadlines[i].day.days == deadline.day.days && call->deadlines[i].closes_at == deadline.closes_at) {
            return true;
        }
    }
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
        text[i] = call_text(row->arena, row->values[i]);
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
        if (str_is_empty(one)) {
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
