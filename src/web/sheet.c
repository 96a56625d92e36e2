/* SPDX-License-Identifier: AGPL-3.0-or-later
** sheet: the machine forms of a list. */
#include "web/sheet.h"

#include <inttypes.h>

#include "base/check.h"
#include "text/csv.h"

struct sheet sheet_open(struct request *request, struct response *response, const char *const *columns,
                        size_t columns_count, const char *name)
{
    struct sheet sheet = {
        .request = request, .response = response, .columns = columns, .columns_count = columns_count};
    if (request->form == FORM_JSON) {
        sheet.json = json_to(&response->body);
        json_open(&sheet.json, '[');
    } else {
        for (size_t i = 0; i < columns_count; i++) {
            csv_put(&response->body, str_of(columns[i]), i == 0);
        }
        csv_end_row(&response->body);
        response->file_name = str_format(request->arena, "%s.csv", name);
    }
    return sheet;
}

/* What stands before a value, and behind the last one of a row. */
static void before(struct sheet *sheet)
{
    check(sheet->column < sheet->columns_count);
    if (sheet->request->form == FORM_JSON) {
        if (sheet->column == 0) {
            json_open(&sheet->json, '{');
        }
        json_name(&sheet->json, sheet->columns[sheet->column]);
    }
}

static void after(struct sheet *sheet)
{
    sheet->column++;
    if (sheet->column < sheet->columns_count) {
        return;
    }
    sheet->column = 0;
    if (sheet->request->form == FORM_JSON) {
        json_close(&sheet->json, '}');
    } else {
        csv_end_row(&sheet->response->body);
    }
}

static bool is_json(const struct sheet *sheet)
{
    return sheet->request->form == FORM_JSON;
}

void sheet_str(struct sheet *sheet, struct str x)
{
    before(sheet);
    if (is_json(sheet)) {
        json_str(&sheet->json, x);
    } else {
        csv_put(&sheet->response->body, x, sheet->column == 0);
    }
    after(sheet);
}

void sheet_int(struct sheet *sheet, int64_t x)
{
    sheet_maybe(sheet, (struct maybe_int){true, x});
}

void sheet_maybe(struct sheet *sheet, struct maybe_int x)
{
    before(sheet);
    if (!x.known && is_json(sheet)) {
        json_none(&sheet->json);
    } else if (!x.known) {
        csv_put(&sheet->response->body, S(""), sheet->column == 0);
    } else if (is_json(sheet)) {
        json_int(&sheet->json, x.v);
    } else {
        csv_put_int(&sheet->response->body, x.v, sheet->column == 0);
    }
    after(sheet);
}

void sheet_bool(struct sheet *sheet, bool x)
{
    before(sheet);
    if (is_json(sheet)) {
        json_bool(&sheet->json, x);
    } else {
        csv_put(&sheet->response->body, x ? S("true") : S("false"), sheet->column == 0);
    }
    after(sheet);
}

void sheet_date(struct sheet *sheet, struct date x)
{
    sheet_str(sheet, date_iso(sheet->request->arena, x));
}

void sheet_cents(struct sheet *sheet, struct maybe_int cents)
{
    sheet_micro(sheet, (struct maybe_int){cents.known, cents.v * 10000});
}

void sheet_micro(struct sheet *sheet, struct maybe_int micro)
{
    before(sheet);
    if (is_json(sheet) && micro.known) {
        json_micro(&sheet->json, micro.v);
    } else if (is_json(sheet)) {
        json_none(&sheet->json);
    } else {
        int64_t size = micro.v < 0 ? -micro.v : micro.v;
        struct str text = str_format(sheet->request->arena, "%s%" PRId64 ".%06" PRId64, micro.v < 0 ? "-" : "",
                                     size / 1000000, size % 1000000);
        while (text.n > 0 && text.s[text.n - 1] == '0') {
            text.n--;
        }
        if (str_ends(text, S("."))) {
            text.n--;
        }
        csv_put(&sheet->response->body, micro.known ? text : S(""), sheet->column == 0);
    }
    after(sheet);
}

void sheet_url(struct sheet *sheet, struct url url)
{
    sheet_str(sheet, str_join(sheet->request->arena, sheet->request->site->base_url, url.text));
}

void sheet_project(struct sheet *sheet, struct project_id id, struct str acronym, struct str title, struct str status,
                   struct date start, struct date end)
{
    sheet_int(sheet, id.v);
    sheet_str(sheet, acronym);
    sheet_str(sheet, title);
    sheet_str(sheet, status);
    sheet_date(sheet, start);
    sheet_date(sheet, end);
}

void sheet_close(struct sheet *sheet)
{
    check(sheet->column == 0);
    if (is_json(sheet)) {
        json_close(&sheet->json, ']');
        buf_put_char(&sheet->response->body, '\n');
    }
}

struct url sheet_address(struct request *request, const char *extension)
{
    struct str rest = {0};
    struct str path = str_cut(request->target, '?', &rest);
    struct str text = str_format(request->arena, "%.*s.%s%s%.*s", STR_ARG(path), extension, rest.n ? "?" : "",
                                 STR_ARG(rest));
    return (struct url){text};
}
