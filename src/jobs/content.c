/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "jobs/source.h"

struct mark {
    struct str bytes;
    enum content content;
};

/* First bytes that say for sure what a file is. */
static const struct mark marks[] = {
    {S_INIT("%PDF-"), CONTENT_PDF},
    {S_INIT("PK\003\004"), CONTENT_ZIP},
    {S_INIT("PK\005\006"), CONTENT_ZIP},
    {S_INIT("\037\213"), CONTENT_GZIP},
    {S_INIT("\320\317\021\340\241\261\032\341"), CONTENT_EXCEL},
    {S_INIT("\377\376"), CONTENT_UTF16},
    {S_INIT("\376\377"), CONTENT_UTF16},
};

static bool starts_nocase(struct str x, struct str prefix)
{
    return str_eq_nocase(str_sub(x, 0, prefix.n), prefix);
}

static bool is_html(struct str text)
{
    static const struct str starts[] = {
        S_INIT("<!doctype html"), S_INIT("<html"), S_INIT("<head"), S_INIT("<body"), S_INIT("<title"),
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (starts_nocase(text, starts[i])) {
            return true;
        }
    }
    return starts_nocase(text, S("<?xml"))
           && (str_contains(text, S("<!DOCTYPE html")) || str_contains(text, S("<html")));
}

enum content content_of(struct str head)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (str_starts(head, marks[i].bytes)) {
            return marks[i].content;
        }
    }
    struct str text = str_starts(head, S("\xEF\xBB\xBF")) ? str_from(head, 3) : head;
    text = str_trim(text);
    if (str_is_empty(text)) {
        return CONTENT_EMPTY;
    }
    if (memchr(text.s, 0, text.n)) {
        return CONTENT_BINARY;
    }
    if (is_html(text)) {
        return CONTENT_HTML;
    }
    if (text.s[0] == '<') {
        return CONTENT_XML;
    }
    return text.s[0] == '{' || text.s[0] == '[' ? CONTENT_JSON : CONTENT_TEXT;
}

struct str content_why(struct arena *arena, enum content content, struct str name, struct str wanted)
{
    static const char *const clauses[] = {
        [CONTENT_TEXT] = NULL,
        [CONTENT_XML] = NULL,
        [CONTENT_EMPTY] = "is empty.",
        [CONTENT_HTML] = "is a web page, perhaps an error message of the publisher's site, not a data file.",
        [CONTENT_PDF] = "is a PDF document, not a data file.",
        [CONTENT_JSON] = "is JSON, which this import does not read.",
        [CONTENT_ZIP] = "is a zip file inside another one: unpack the outer one first.",
        [CONTENT_GZIP] = "is a packed file inside another one: unpack the outer one first.",
        [CONTENT_EXCEL] = "is an Excel workbook: save it as CSV (UTF-8) first.",
        [CONTENT_UTF16] = "is text in UTF-16: save it as UTF-8 first.",
        [CONTENT_BINARY] = "is not text: it holds bytes that no table has.",
    };
    if (!clauses[content]) {
        return (struct str){0};
    }
    const char *give = str_is_empty(wanted) ? "" : " Give ";
    const char *stop = str_is_empty(wanted) ? "" : ".";
    return str_format(arena, "%.*s %s%s%.*s%s", STR_ARG(name), clauses[content], give, STR_ARG(wanted), stop);
}
