/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_made: a rule of a test from its clause, in JSON with ' for ". */
#ifndef TESTS_FUND_MADE_H
#define TESTS_FUND_MADE_H

#include "web/funding/fund_read.h"

static struct fund_rule fund_made(struct arena *arena, const char *applicant)
{
    struct problems problems;
    struct fund_entries entries = {.n = 0};
    struct str json = str_format(arena, "{'rules': [{'id': 'r', 'name': 'r', 'source': 's', 'checked': '2026-11-22', "
                                        "'confidence': 'read', 'applicant': %s}]}", applicant);
    char *letters = arena_alloc(arena, json.n + 1);
    for (size_t i = 0; i < json.n; i++) {
        letters[i] = json.s[i];
        if (letters[i] == '\'') {
            letters[i] = '"';
        }
    }
    problems_init(&problems, arena);
    if (fund_read(&problems, S("test"), (struct str){letters, json.n}, &entries) != OK) {
        print_message("%.*s: %.*s\n", STR_ARG(problems.items[0].where), STR_ARG(problems.items[0].what));
    }
    assert_int_equal(entries.n, 1);
    return entries.items[0].rule;
}

#endif
