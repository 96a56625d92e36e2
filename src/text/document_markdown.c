/* SPDX-License-Identifier: AGPL-3.0-or-later
** document_markdown: CommonMark, and GitHub's tables. */
#include "text/document.h"

/* Marks anywhere in a line (CommonMark 0.31.2, 2.4, 6), the cell's own bar (GFM 4.10) among them. */
static bool is_mark(char c)
{
    return c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || c == '>' || c == '&' ||
           c == '|' || c == '~' || c == '#';
}

/* At the beginning of a line only: headings, bullets, quotes, rules; and what ends a number: "1." and "1)". */
static bool is_mark_at(struct str line, size_t i)
{
    size_t digits = 0;
    while (digits < line.n && line.s[digits] >= '0' && line.s[digits] <= '9') {
        digits++;
    }
    char c = line.s[i];
    bool first = i == 0 && (c == '+' || c == '-' || c == '=');
    return first || (i == digits && digits > 0 && (c == '.' || c == ')'));
}

static void put_line(struct buf *out, struct str line, bool begins)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = (unsigned char)line.s[i] < ' ' || line.s[i] == 0x7f ? ' ' : line.s[i];
        if (is_mark(c) || (begins && is_mark_at(line, i))) {
            buf_put_char(out, '\\');
        }
        buf_put_char(out, c);
    }
}

/* Blanks at the beginning of a line would make code of it. */
static struct str without_first_blanks(struct str line)
{
    struct str trimmed = str_trim(line);
    return trimmed.n > 0 ? str_from(line, (size_t)(trimmed.s - line.s)) : trimmed;
}

/* `brk`: what a line feed becomes. */
static void put_lines(struct buf *out, struct str text, bool begins, const char *brk)
{
    struct str rest = text;
    while (rest.s != NULL) {
        struct str line = str_cut(rest, '\n', &rest);
        put_line(out, begins ? without_first_blanks(line) : line, begins);
        buf_put_str(out, str_of(rest.s != NULL ? brk : ""));
        begins = rest.s != NULL;
    }
}

/* An address between < and > may have all but these and line feeds (6.3). */
static void put_address(struct buf *out, struct str address)
{
    for (size_t i = 0; i < address.n; i++) {
        char c = address.s[i];
        if (c == '<' || c == '>' || c == '|' || (unsigned char)c <= ' ') {
            buf_format(out, "%%%02X", (unsigned)(unsigned char)c);
        } else {
            buf_put_char(out, c);
        }
    }
}

static void put_run(struct buf *out, const struct document_run *run, bool begins, const char *brk)
{
    static const char *const marks[] = {[RUN_PLAIN] = "", [RUN_STRONG] = "**", [RUN_EMPHASIS] = "*"};
    struct str inner = str_trim(run->text);
    size_t before = inner.n > 0 ? (size_t)(inner.s - run->text.s) : 0;
    if (run->url.text.n > 0) {
        buf_put_char(out, '[');
        put_lines(out, run->text, false, " ");
        buf_put_str(out, S("](<"));
        put_address(out, run->url.text);
        buf_put_str(out, S(">)"));
    } else if (run->shape == RUN_PLAIN || inner.n == 0) {
        put_lines(out, run->text, begins, brk);
    } else { /* blanks stand outside the marks, or these are none (6.2) */
        put_line(out, str_sub(run->text, 0, before), false);
        buf_put_str(out, str_of(marks[run->shape]));
        put_lines(out, inner, false, brk);
        buf_put_str(out, str_of(marks[run->shape]));
        put_line(out, str_from(run->text, before + inner.n), false);
    }
}

static void put_runs(struct buf *out, struct document_runs runs, const char *brk)
{
    for (const struct document_run *run = runs.first; run != NULL; run = run->next) {
        put_run(out, run, run == runs.first, brk);
    }
}

static void put_table(struct buf *out, const struct document_block *table)
{
    size_t i = 0;
    for (const struct document_cell *cell = table->first; cell != NULL; cell = cell->next) {
        buf_put_str(out, i % table->columns == 0 ? S("| ") : S(" | "));
        put_runs(out, cell->runs, "<br>");
        i++;
        buf_put_str(out, i % table->columns == 0 ? S(" |\n") : S(""));
        for (size_t c = 0; i == table->columns && c < table->columns; c++) {
            buf_put_str(out, c + 1 < table->columns ? S("| --- ") : S("| --- |\n"));
        }
    }
}

static const char *const indents[] = {"", "    ", "        ", "            "};

/* Four blanks a level stand under the text of "1. " and of "- " alike. */
static void put_item(struct buf *out, const struct document_block *item)
{
    static const char *const breaks[] = {"\\\n    ", "\\\n        ", "\\\n            ", "\\\n                "};
    buf_put_str(out, str_of(indents[item->level - 1]));
    if (item->kind == DOCUMENT_ITEM) {
        buf_put_str(out, S("-   "));
    } else {
        buf_format(out, item->number < 10 ? "%d.  " : "%d. ", item->number);
    }
    put_runs(out, item->runs, breaks[item->level - 1]);
    buf_put_char(out, '\n');
}

static void put_picture(struct buf *out, const struct document_block *picture)
{
    buf_put_str(out, S("*"));
    put_lines(out, picture->says, false, " ");
    buf_put_str(out, S("*\n"));
}

static void put_block(struct buf *out, const struct document_block *block)
{
    static const char *const heads[] = {"## ", "### ", "#### ", "##### "};
    switch (block->kind) {
    case DOCUMENT_HEADING:
        buf_put_str(out, str_of(heads[block->level - 1]));
        put_runs(out, block->runs, " ");
        buf_put_char(out, '\n');
        break;
    case DOCUMENT_PARAGRAPH:
        put_runs(out, block->runs, "\\\n");
        buf_put_char(out, '\n');
        break;
    case DOCUMENT_ITEM:
    case DOCUMENT_NUMBERED: put_item(out, block); break;
    case DOCUMENT_TABLE: put_table(out, block); break;
    case DOCUMENT_PICTURE: put_picture(out, block); break;
    }
}

/* An item stands right below the one before it, unless another list begins there. */
static bool goes_on(const struct document_block *block, const struct document_block *before)
{
    return document_is_item(block) && document_is_item(before) && (block->number > 1 || block->level > before->level);
}

void document_markdown(const struct document *document, struct buf *out)
{
    const struct document_block *before = NULL;
    buf_put_str(out, S("# "));
    put_lines(out, document->title, true, " ");
    buf_put_char(out, '\n');
    for (const struct document_block *block = document->first; block != NULL; block = block->next) {
        buf_put_str(out, goes_on(block, before) ? S("") : S("\n"));
        put_block(out, block);
        before = block;
    }
}
