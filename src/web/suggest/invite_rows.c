/* SPDX-License-Identifier: AGPL-3.0-or-later
** invite_rows: a table of cities to invite, row by row. */
#include "web/suggest/invite_rows.h"

#include "base/fold.h"
#include "base/scan.h"
#include "domain/city_query.h"
#include "store/application.h"
#include "store/suggestion.h"
#include "text/csv.h"
#include "text/words.h"
#include "web/pasted.h"

enum column { CITY, COUNTRY, KEY, REASON, COLUMNS };

static const char *const names[COLUMNS] = {
    [CITY] = "city name town stadt", [COUNTRY] = "country land", [KEY] = "key lau gss geonames schluessel",
    [REASON] = "reason why grund"};
static const char *const labels[COLUMNS] = {
    [CITY] = W_NOTE("City"), [COUNTRY] = W_NOTE("Country"), [KEY] = W_NOTE("Key"), [REASON] = W_NOTE("Reason")};

/* ---- which column is where */

/* -1: there is none. False: the row names no column for the city, so it is a row like any other. */
static bool read_header(struct arena *arena, const struct csv_row *row, int where[COLUMNS])
{
    for (enum column column = 0; column < COLUMNS; column++) {
        where[column] = -1;
        for (size_t i = 0; i < row->n && where[column] < 0; i++) {
            where[column] = pasted_is_one_of(names[column], fold(arena, str_trim(row->fields[i]))) ? (int)i : -1;
        }
    }
    return where[CITY] >= 0;
}

/* ---- a row */

static void refuse(struct invite_row *row, enum column column, const char *what, const char *hint)
{
    if (row->where == NULL) {
        *row = (struct invite_row){.line = row->line, .city = row->city, .reason = row->reason,
                                   .where = labels[column], .what = what, .hint = hint};
    }
}

static void read_key(struct invite_row *row, struct str key)
{
    int64_t number;
    bool is_lau = key.n > 3 && key.n <= 24 && key.s[2] == '_';
    bool is_gss = key.n == 9 && (key.s[0] == 'E' || key.s[0] == 'W' || key.s[0] == 'S' || key.s[0] == 'N');
    if (parse_int(key, 1, INT64_MAX, &number)) {
        row->geonames_id = (struct maybe_int){true, number};
    } else if (is_lau) {
        row->lau_id = key;
    } else if (is_gss) {
        row->gss_code = key;
    } else if (key.n > 0) {
        refuse(row, KEY, W_NOTE("is no key that we know"),
               W_NOTE("use a LAU code as IT_058118, a GSS code as E06000031, a GeoNames number, or leave it empty"));
    }
}

static void read_country(struct arena *arena, struct invite_row *row, struct str country)
{
    row->country = country.n > 0 ? city_country_of(fold(arena, country)) : S("");
    if (country.n > 0 && row->country.n == 0) {
        refuse(row, COUNTRY, W_NOTE("is none that we know"), W_NOTE("use two letters, as DE, or the country's name"));
    }
}

static struct invite_row read_row(struct arena *arena, const struct csv_row *from, const int where[COLUMNS])
{
    struct str cells[COLUMNS];
    struct invite_row row = {.line = (int64_t)from->line};
    for (enum column column = 0; column < COLUMNS; column++) {
        bool is_there = where[column] >= 0 && (size_t)where[column] < from->n;
        cells[column] = is_there ? str_copy(arena, str_trim(from->fields[where[column]])) : S("");
    }
    row.city = cells[CITY];
    row.reason = cells[REASON];
    for (enum column column = 0; column < COLUMNS; column++) {
        if (pasted_is_garbled(cells[column])) {
            refuse(&row, column, W_NOTE("has letters that went wrong on the way"),
                   W_NOTE("save the file as UTF-8, or copy it from the spreadsheet itself"));
        } else if (pasted_is_formula(cells[column])) {
            refuse(&row, column, W_NOTE("begins like a formula"), W_NOTE("paste values, no formulas"));
        }
    }
    if (row.city.n == 0) {
        refuse(&row, CITY, W_NOTE("is empty"), W_NOTE("fill it in, or take the row out"));
    } else if (str_letters(row.city) > APPLICATION_CITY_MAX) {
        refuse(&row, CITY, W_NOTE("is too long"), W_NOTE("write its name only"));
    }
    read_country(arena, &row, cells[COUNTRY]);
    read_key(&row, cells[KEY]);
    if (row.reason.n == 0) {
        refuse(&row, REASON, W_NOTE("is empty"), W_NOTE("say in one sentence why it should take part"));
    } else if (str_letters(row.reason) > SUGGESTION_SAYS_MAX) {
        refuse(&row, REASON, W_NOTE("is too long"), W_NOTE("one sentence, of at most 300 letters"));
    }
    return row;
}

static struct invite_row bad_row(const struct csv_row *from)
{
    return (struct invite_row){.line = (int64_t)from->line, .city = S(""), .reason = S(""), .where = labels[CITY],
                               .what = W_NOTE("cannot be read"), .hint = W_NOTE("look at the quotes of this row")};
}

void invite_rows_read(struct arena *arena, struct str text, struct invite_rows *ret_rows)
{
    int where[COLUMNS] = {0, 1, 2, 3};
    struct csv_row from;
    bool is_first = true;
    struct csv *csv = csv_new(0);
    *ret_rows = (struct invite_rows){.items = arena_array(arena, struct invite_row, INVITE_ROWS_MAX)};
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step = csv_next(csv, &from); step != CSV_END && !ret_rows->is_over;
         step = csv_next(csv, &from)) {
        int named[COLUMNS];
        bool is_header = step == CSV_ROW && is_first && read_header(arena, &from, named);
        is_first = false;
        ret_rows->is_over = !is_header && ret_rows->n == INVITE_ROWS_MAX;
        for (enum column column = 0; is_header && column < COLUMNS; column++) {
            where[column] = named[column];
        }
        if (!is_header && !ret_rows->is_over) {
            ret_rows->items[ret_rows->n++] = step == CSV_ROW ? read_row(arena, &from, where) : bad_row(&from);
        }
    }
    csv_free(csv);
}
