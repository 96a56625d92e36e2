/* SPDX-License-Identifier: AGPL-3.0-or-later
** axe_run: the record of the last look by machine. */
#include "web/legal/axe_run.h"

#include "base/check.h"
#include "base/scan.h"
#include "text/asset.h"

#define COUNT_MAX 1000000

static bool take(struct str name, struct str value, struct axe_run *run)
{
    const struct { struct str name; struct str *text; } texts[] = {
        {S("version"), &run->version}, {S("axe-core"), &run->axe}, {S("browser"), &run->browser}};
    const struct { struct str name; int64_t *number; } numbers[] = {
        {S("pages"), &run->pages}, {S("states"), &run->states}, {S("violations"), &run->violations}};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (str_eq(name, texts[i].name) && texts[i].text->n == 0) {
            *texts[i].text = value;
            return value.n > 0;
        }
        if (str_eq(name, numbers[i].name) && *numbers[i].number < 0) {
            return parse_int(value, 0, COUNT_MAX, numbers[i].number);
        }
    }
    return str_eq(name, S("date")) && date_is_none(run->date) && date_parse(value, &run->date);
}

bool axe_run_parse(struct str text, struct axe_run *ret_run)
{
    struct axe_run run = {.date = DATE_NONE, .pages = -1, .states = -1, .violations = -1};
    while (text.n > 0) {
        struct str value;
        struct str line = str_cut(text, '\n', &text);
        struct str name = str_cut(line, ' ', &value);
        if (!take(name, value, &run)) {
            return false;
        }
    }
    *ret_run = run;
    return run.version.n > 0 && run.axe.n > 0 && run.browser.n > 0 && !date_is_none(run.date) && run.pages > 0 &&
           run.states >= run.pages && run.violations >= 0;
}

struct axe_run axe_run_get(void)
{
    struct axe_run run = {0};
    bool found = false;
    for (size_t i = 0; i < content_files_count; i++) {
        if (str_eq(str_of(content_files[i].name), S("axe-run.txt"))) {
            struct str text = {(const char *)content_files[i].bytes, content_files[i].n};
            found = axe_run_parse(text, &run);
        }
    }
    check(found);
    return run;
}
