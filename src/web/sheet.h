/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sheet: the machine forms of a list. One description of the columns serves CSV and JSON alike.
**
**     struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "cities");
**     for each row: sheet_str(&sheet, row->name); sheet_int(...); ... one call a column, in order
**     sheet_close(&sheet);
**
** A row begins and ends by itself: after the last column the next call starts a new one. CSV has a header row;
** JSON is one array of objects with the columns as keys. Names of columns are the words of the glossary; they are
** not translated.
*/
#ifndef WEB_SHEET_H
#define WEB_SHEET_H

#include "base/ids.h"
#include "http/route.h"
#include "text/json.h"

struct sheet {
    struct request *request;
    struct response *response;
    struct json json;
    const char *const *columns;
    size_t columns_count;
    size_t column; /* the next one */
};

/* `name`: of the file that CSV is offered as. */
struct sheet sheet_open(struct request *request, struct response *response, const char *const *columns,
                        size_t columns_count, const char *name);
void sheet_str(struct sheet *sheet, struct str x);
void sheet_int(struct sheet *sheet, int64_t x);
void sheet_maybe(struct sheet *sheet, struct maybe_int x);
void sheet_bool(struct sheet *sheet, bool x);
void sheet_date(struct sheet *sheet, struct date x);
/* Euros with two decimals, from cents; empty or null when not known. */
void sheet_cents(struct sheet *sheet, struct maybe_int cents);
void sheet_micro(struct sheet *sheet, struct maybe_int micro);
/* The whole address of one of our pages. */
void sheet_url(struct sheet *sheet, struct url url);
/* The six columns by which every list of projects begins; SHEET_PROJECT_COLUMNS are their names. */
#define SHEET_PROJECT_COLUMNS "project_id", "acronym", "title", "status", "start", "end"
void sheet_project(struct sheet *sheet, struct project_id id, struct str acronym, struct str title, struct str status,
                   struct date start, struct date end);
void sheet_close(struct sheet *sheet);

/* "?..." of the request kept, the form's extension added: the address of this list as CSV or JSON. */
struct url sheet_address(struct request *request, const char *extension);

#endif
