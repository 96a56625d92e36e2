/* SPDX-License-Identifier: AGPL-3.0-or-later
** document: what is said, kept in the order it is said. */
#include "text/document.h"

#include "base/check.h"

#define PNG_SIGNATURE S("\x89PNG\r\n\x1a\n\0\0\0\rIHDR") /* with its first chunk (PNG, third edition, 5.2, 11.2.1) */

void document_init(struct document *document, struct arena *arena, struct str title, struct str language, struct str by,
                   int64_t made_at)
{
    *document = (struct document){.arena = arena, .title = title, .language = language, .by = by, .made_at = made_at};
}

bool document_is_item(const struct document_block *block)
{
    return block != NULL && (block->kind == DOCUMENT_ITEM || block->kind == DOCUMENT_NUMBERED);
}

/* A list ends with what is no item of it, and those within it end with it. */
static void set_list(struct document *document, struct document_block *block)
{
    if (!document_is_item(block)) {
        document->depth = 0;
        return;
    }
    int level = block->level <= document->depth ? block->level : document->depth + 1;
    const struct document_block *before = level <= document->depth ? document->open[level - 1] : NULL;
    bool goes_on = before != NULL && before->kind == block->kind;
    block->level = level;
    block->list = goes_on ? before->list : ++document->lists;
    block->number = goes_on ? before->number + 1 : 1;
    document->open[level - 1] = block;
    document->depth = level;
}

static struct document_block *add(struct document *document, enum document_kind kind, int level)
{
    struct document_block *block = arena_new(document->arena, struct document_block);
    check(level >= 1 && level <= DOCUMENT_LEVELS);
    block->kind = kind;
    block->level = level;
    set_list(document, block);
    if (document->last != NULL) {
        document->last->next = block;
    } else {
        document->first = block;
    }
    document->last = block;
    return block;
}

void document_heading(struct document *document, int level)
{
    add(document, DOCUMENT_HEADING, level);
}

void document_paragraph(struct document *document)
{
    add(document, DOCUMENT_PARAGRAPH, 1);
}

void document_item(struct document *document, int level)
{
    add(document, DOCUMENT_ITEM, level);
}

void document_numbered(struct document *document, int level)
{
    add(document, DOCUMENT_NUMBERED, level);
}

void document_table(struct document *document, size_t columns)
{
    check(columns >= 1 && columns <= DOCUMENT_COLUMNS_MAX);
    add(document, DOCUMENT_TABLE, 1)->columns = columns;
}

void document_cell(struct document *document)
{
    struct document_block *table = document->last;
    struct document_cell *cell = arena_new(document->arena, struct document_cell);
    check(table != NULL && table->kind == DOCUMENT_TABLE);
    if (table->last != NULL) {
        table->last->next = cell;
    } else {
        table->first = cell;
    }
    table->last = cell;
    table->cells++;
}

/* Four bytes, the high one first. */
static uint32_t number_at(struct str png, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)png.s + at;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

bool document_picture(struct document *document, struct str png, struct str says)
{
    size_t n = PNG_SIGNATURE.n;
    uint32_t width = png.n > n + 8 && str_starts(png, PNG_SIGNATURE) ? number_at(png, n) : 0;
    uint32_t height = width > 0 ? number_at(png, n + 4) : 0;
    if (width == 0 || height == 0 || width > UINT16_MAX || height > UINT16_MAX) {
        return false;
    }
    struct document_block *block = add(document, DOCUMENT_PICTURE, 1);
    block->png = png;
    block->width = width;
    block->height = height;
    block->says = says;
    return true;
}

static void add_run(struct document *document, struct document_run run)
{
    struct document_block *block = document->last;
    check(block != NULL && block->kind != DOCUMENT_PICTURE && (block->kind != DOCUMENT_TABLE || block->last != NULL));
    struct document_runs *runs = block->kind == DOCUMENT_TABLE ? &block->last->runs : &block->runs;
    struct document_run *kept = arena_new(document->arena, struct document_run);
    *kept = run;
    if (run.text.n == 0) {
        return;
    }
    if (runs->last != NULL) {
        runs->last->next = kept;
    } else {
        runs->first = kept;
    }
    runs->last = kept;
}

void document_run(struct document *document, struct str text, enum run_shape shape)
{
    add_run(document, (struct document_run){text, shape, {S("")}, NULL});
}

void document_link(struct document *document, struct str text, struct url url)
{
    add_run(document, (struct document_run){text, RUN_PLAIN, url, NULL});
}

/* ---- its words alone */

static void put_runs(struct buf *out, struct document_runs runs)
{
    for (const struct document_run *run = runs.first; run != NULL; run = run->next) {
        for (size_t i = 0; i < run->text.n; i++) {
            char c = run->text.s[i];
            buf_put_char(out, ((unsigned char)c < ' ' && c != '\n') || c == 0x7f ? ' ' : c);
        }
    }
    buf_put_char(out, '\n');
}

void document_plain(const struct document *document, struct buf *out)
{
    buf_put_str(out, document->title);
    buf_put_char(out, '\n');
    for (const struct document_block *block = document->first; block != NULL; block = block->next) {
        for (const struct document_cell *cell = block->first; cell != NULL; cell = cell->next) {
            put_runs(out, cell->runs);
        }
        if (block->kind != DOCUMENT_TABLE && block->kind != DOCUMENT_PICTURE) {
            put_runs(out, block->runs);
        }
    }
}
