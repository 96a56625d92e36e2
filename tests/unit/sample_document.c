/* SPDX-License-Identifier: AGPL-3.0-or-later
** sample_document: notes of a session that never was. */
#include "sample_document.h"

static const unsigned char square[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0xe1, 0x64, 0xe1,
    0x57, 0x00, 0x00, 0x00, 0x13, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x50, 0xf8, 0x0f, 0x81,
    0x0c, 0x50, 0x5a, 0x81, 0x81, 0x2c, 0x11, 0x00, 0x0c, 0x13, 0x23, 0xe1, 0xe3, 0x5d, 0x8d, 0xda,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

struct str sample_png(void)
{
    return (struct str){(const char *)square, sizeof square};
}

static void say_table(struct document *document)
{
    static const char *const cells[] = {"What", "Who", "By when", "Count the lamps | all of them", "Ann & Bob",
                                        "3 May 2027", "Ask the\ntowns around", "Chlo\xc3\xa9", ""};
    document_table(document, 3);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        document_cell(document);
        document_run(document, str_of(cells[i]), RUN_PLAIN);
    }
}

static void say_lists(struct document *document)
{
    static const struct { enum document_kind kind; int level; const char *text; } items[] = {
        {DOCUMENT_ITEM, 1, "Skills"}, {DOCUMENT_ITEM, 2, "of the council"}, {DOCUMENT_NUMBERED, 3, "first"},
        {DOCUMENT_NUMBERED, 3, "second"}, {DOCUMENT_ITEM, 1, "Money"}, {DOCUMENT_NUMBERED, 1, "one"},
        {DOCUMENT_NUMBERED, 1, "two"}};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        if (items[i].kind == DOCUMENT_ITEM) {
            document_item(document, items[i].level);
        } else {
            document_numbered(document, items[i].level);
        }
        document_run(document, str_of(items[i].text), RUN_PLAIN);
    }
}

void sample_document(struct document *document, struct arena *arena)
{
    document_init(document, arena, S("Notizen: \"Gr\xc3\xbcn & klug\" <1>"), S("de"), S("Small Giants"), 1795348800);
    document_heading(document, 1);
    document_run(document, S("What was said"), RUN_PLAIN);
    document_paragraph(document);
    document_run(document, S("Six of nine put "), RUN_PLAIN);
    document_run(document, S("skills"), RUN_STRONG);
    document_run(document, S(" first; "), RUN_PLAIN);
    document_run(document, S("2 * 3 < 7"), RUN_EMPHASIS);
    document_run(document, S(" and 1_000 | more.\nA second line, "), RUN_PLAIN);
    document_link(document, S("a page"), (struct url){S("https://a.example/?a=1&b=2")});
    document_run(document, S("."), RUN_PLAIN);
    document_heading(document, 2);
    document_run(document, S("\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80 "
                             "\xe0\xb0\xa4\xe0\xb1\x86\xe0\xb0\xb2\xe0\xb1\x81\xe0\xb0\x97\xe0\xb1\x81 "
                             "\xe8\x87\xba\xe7\x81\xa3"), RUN_PLAIN);
    say_lists(document);
    document_paragraph(document);
    document_run(document, S("- no item, 1. no number, # no heading"), RUN_PLAIN);
    say_table(document);
    say_table(document);
    document_picture(document, sample_png(), S("A square"));
}
