/* SPDX-License-Identifier: AGPL-3.0-or-later
** write_documents FOLDER: the sample in every form, as sample.docx, .md, .html, and its words as sample.txt. */
#include <stdio.h>

#include "../unit/sample_document.h"
#include "base/check.h"
#include "base/fault.h"

static void write_file(const char *folder, const char *name, const struct document *document,
                       void (*form)(const struct document *document, struct buf *out))
{
    char path[512];
    struct buf CLEANUP(buf_done) out;
    buf_init(&out, 64u << 20);
    form(document, &out);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    check(file != NULL && !out.overflow && fwrite(out.bytes, 1, out.n, file) == out.n && fclose(file) == 0);
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct document document;
    check(argc == 2);
    arena_init(&arena, 16u << 20);
    sample_document(&document, &arena);
    write_file(argv[1], "sample.docx", &document, document_docx);
    write_file(argv[1], "sample.md", &document, document_markdown);
    write_file(argv[1], "sample.html", &document, document_html);
    write_file(argv[1], "sample.txt", &document, document_plain);
    arena_done(&arena);
    return 0;
}
