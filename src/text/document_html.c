/* SPDX-License-Identifier: AGPL-3.0-or-later
** document_html: the inside of a page. */
#include "base/base64.h"
#include "text/document.h"
#include "text/xml_put.h"

static void put_raw_text(struct buf *out, const char *markup)
{
    buf_put_str(out, str_of(markup));
}

/* A line feed is a new line. */
static void put_lines(struct buf *out, struct str text)
{
    struct str rest = text;
    while (rest.s != NULL) {
        xml_put_text(out, str_cut(rest, '\n', &rest));
        put_raw_text(out, rest.s != NULL ? "<br>" : "");
    }
}

static void put_run(struct buf *out, const struct document_run *run)
{
    static const char *const begins[] = {[RUN_PLAIN] = "", [RUN_STRONG] = "<strong>", [RUN_EMPHASIS] = "<em>"};
    static const char *const ends[] = {[RUN_PLAIN] = "", [RUN_STRONG] = "</strong>", [RUN_EMPHASIS] = "</em>"};
    if (run->url.text.n > 0) {
        xml_put_element(out, "<a class=\"govuk-link\" href=\"", run->url.text, "\">");
    }
    put_raw_text(out, begins[run->shape]);
    put_lines(out, run->text);
    put_raw_text(out, ends[run->shape]);
    put_raw_text(out, run->url.text.n > 0 ? "</a>" : "");
}

static void put_runs(struct buf *out, const char *begin, struct document_runs runs, const char *end)
{
    put_raw_text(out, begin);
    for (const struct document_run *run = runs.first; run != NULL; run = run->next) {
        put_run(out, run);
    }
    put_raw_text(out, end);
}

static void put_table(struct buf *out, const struct document_block *table)
{
    size_t i = 0;
    put_raw_text(out, "<table class=\"govuk-table\">\n<thead class=\"govuk-table__head\">\n");
    for (const struct document_cell *cell = table->first; cell != NULL; cell = cell->next, i++) {
        bool is_first = i % table->columns == 0;
        bool is_last = (i + 1) % table->columns == 0;
        bool is_head = i < table->columns;
        put_raw_text(out, is_first ? "<tr class=\"govuk-table__row\">" : "");
        put_runs(out, is_head ? "<th scope=\"col\" class=\"govuk-table__header\">" : "<td class=\"govuk-table__cell\">",
                 cell->runs, is_head ? "</th>" : "</td>");
        put_raw_text(out, is_last ? "</tr>\n" : "");
        put_raw_text(out, is_last && is_head ? "</thead>\n<tbody class=\"govuk-table__body\">\n" : "");
    }
    put_raw_text(out, "</tbody>\n</table>\n");
}

static void put_picture(struct buf *out, struct arena *arena, const struct document_block *picture)
{
    put_raw_text(out, "<p class=\"govuk-body\"><img src=\"data:image/png;base64,");
    buf_put_str(out, base64_put(arena, picture->png));
    buf_format(out, "\" width=\"%u\" height=\"%u\" alt=\"", picture->width, picture->height);
    xml_put_text(out, picture->says);
    put_raw_text(out, "\"></p>\n");
}

static void put_block(struct buf *out, struct arena *arena, const struct document_block *block)
{
    static const char *const heads[] = {"<h2 class=\"govuk-heading-m\">", "<h3 class=\"govuk-heading-s\">",
                                        "<h4 class=\"govuk-heading-s\">", "<h5 class=\"govuk-heading-s\">"};
    static const char *const ends[] = {"</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n"};
    switch (block->kind) {
    case DOCUMENT_HEADING: put_runs(out, heads[block->level - 1], block->runs, ends[block->level - 1]); break;
    case DOCUMENT_TABLE: put_table(out, block); break;
    case DOCUMENT_PICTURE: put_picture(out, arena, block); break;
    case DOCUMENT_PARAGRAPH: put_runs(out, "<p class=\"govuk-body\">", block->runs, "</p>\n"); break;
    case DOCUMENT_ITEM:
    case DOCUMENT_NUMBERED: break; /* put_item */
    }
}

/* The lists that are open, the outermost first. */
struct lists {
    struct buf *out;
    int depth;
    enum document_kind kinds[DOCUMENT_LEVELS];
};

static void open_list(struct lists *lists, enum document_kind kind)
{
    put_raw_text(lists->out, kind == DOCUMENT_ITEM ? "<ul class=\"govuk-list govuk-list--bullet\">\n"
                                                   : "<ol class=\"govuk-list govuk-list--number\">\n");
    lists->kinds[lists->depth++] = kind;
}

static void close_list(struct lists *lists)
{
    lists->depth--;
    put_raw_text(lists->out, lists->kinds[lists->depth] == DOCUMENT_ITEM ? "</li>\n</ul>\n" : "</li>\n</ol>\n");
}

static void put_item(struct lists *lists, const struct document_block *item)
{
    while (lists->depth > item->level || (lists->depth == item->level && lists->kinds[item->level - 1] != item->kind)) {
        close_list(lists);
    }
    if (lists->depth == item->level) {
        put_raw_text(lists->out, "</li>\n");
    } else {
        open_list(lists, item->kind);
    }
    put_runs(lists->out, "<li>", item->runs, "\n");
}

void document_html(const struct document *document, struct buf *out)
{
    struct lists lists = {.out = out};
    xml_put_element(out, "<h1 class=\"govuk-heading-l\">", document->title, "</h1>\n");
    for (const struct document_block *block = document->first; block != NULL; block = block->next) {
        if (document_is_item(block)) {
            put_item(&lists, block);
            continue;
        }
        while (lists.depth > 0) {
            close_list(&lists);
        }
        put_block(out, document->arena, block);
    }
    while (lists.depth > 0) {
        close_list(&lists);
    }
}
