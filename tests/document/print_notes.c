/* SPDX-License-Identifier: AGPL-3.0-or-later
** print_notes LANGUAGE TEXTS FOLDER: notes whose language is LANGUAGE, with each line of the file TEXTS as a heading, a
** paragraph, an item of a list and a cell of a table, printed as jobs print them: FOLDER/LANGUAGE.html, .txt (its
** words) and .pdf. Ends with 1 and the reason when it is not printed. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "jobs/pdf.h"
#include "web/notes/notes_web.h"

#define TEXTS_MAX 20000u

static void write_file(const char *folder, const char *language, const char *ending, struct str bytes)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.%s", folder, language, ending);
    FILE *file = fopen(path, "wb");
    check(file != NULL && fwrite(bytes.s, 1, bytes.n, file) == bytes.n && fclose(file) == 0);
}

static struct str read_texts(struct arena *arena, const char *path)
{
    char *bytes = arena_array(arena, char, TEXTS_MAX);
    FILE *file = fopen(path, "rb");
    check(file != NULL);
    struct str texts = {bytes, fread(bytes, 1, TEXTS_MAX, file)};
    check(fclose(file) == 0 && texts.n < TEXTS_MAX);
    return texts;
}

static void put_text(struct document *document, struct str text)
{
    document_heading(document, 1);
    document_run(document, text, RUN_PLAIN);
    document_paragraph(document);
    document_run(document, text, RUN_PLAIN);
    document_item(document, 1);
    document_run(document, text, RUN_STRONG);
    document_table(document, 2);
    for (int cell = 0; cell < 4; cell++) {
        document_cell(document);
        document_run(document, text, RUN_PLAIN);
    }
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct notes_paper paper = {.days = S("25 Nov 2026")};
    struct buf CLEANUP(buf_done) page;
    struct buf CLEANUP(buf_done) plain;
    check(argc == 4);
    arena_init(&arena, 64u << 20);
    buf_init(&page, 4u << 20);
    buf_init(&plain, 4u << 20);
    struct str rest = read_texts(&arena, argv[2]), first = str_cut(rest, '\n', &rest);
    document_init(&paper.document, &arena, first, str_of(argv[1]), S("Small Giants"), 1795000000);
    for (struct str text; rest.n > 0;) {
        text = str_cut(rest, '\n', &rest);
        if (text.n > 0) {
            put_text(&paper.document, text);
        }
    }
    notes_paper_html(&paper, &page);
    document_plain(&paper.document, &plain);
    check(!page.overflow && !plain.overflow);
    struct pdf_out out = pdf_print(&arena, &(struct pdf_in){buf_str(&page), NULL, PDF_MS_MAX});
    write_file(argv[3], argv[1], "html", buf_str(&page));
    write_file(argv[3], argv[1], "txt", buf_str(&plain));
    if (out.end == PDF_MADE) {
        write_file(argv[3], argv[1], "pdf", out.pdf);
    } else {
        fprintf(stderr, "%.*s\n", STR_ARG(out.why));
    }
    arena_done(&arena);
    return out.end == PDF_MADE ? 0 : 1;
}
