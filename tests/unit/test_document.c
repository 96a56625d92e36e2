/* SPDX-License-Identifier: AGPL-3.0-or-later
** One document in four forms: each gives the same words back, whatever stands in them. The archive is read by libzip
** (jobs/zip.h), its parts by expat (text/xml.h). What Word's neighbour makes of it: tests/document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "jobs/zip.h"
#include "sample_document.h"
#include "text/gzip.h"
#include "text/xml.h"
#include "text/zip_pack.h"

static struct arena arena;

struct rand { uint64_t state; };

static void rand_seed(struct rand *rand, uint64_t seed)
{
    rand->state = seed * 0x9e3779b97f4a7c15u;
}

/* xorshift64* (Vigna 2016). */
static uint64_t rand_below(struct rand *rand, uint64_t n)
{
    rand->state ^= rand->state >> 12;
    rand->state ^= rand->state << 25;
    rand->state ^= rand->state >> 27;
    return (rand->state * 0x2545f4914f6cdd1du >> 32) % n;
}

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 256u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct str made(const struct document *document, void (*form)(const struct document *document, struct buf *out))
{
    struct buf CLEANUP(buf_done) out;
    buf_init(&out, 64u << 20);
    form(document, &out);
    assert_false(out.overflow);
    return str_copy(&arena, buf_str(&out));
}

/* ---- the archive */

static struct str member_text(struct zip_archive *zip, size_t i)
{
    struct stream *stream = NULL;
    const char *why = "";
    struct buf CLEANUP(buf_done) text;
    char bytes[4096];
    size_t n = 0;
    buf_init(&text, 64u << 20);
    assert_int_equal(zip_member_open(zip, i, S("x"), &stream, &why), OK);
    do {
        assert_int_equal(stream_read(stream, bytes, sizeof bytes, &n), OK);
        buf_put(&text, bytes, n);
    } while (n > 0);
    stream_close(stream);
    return str_copy(&arena, buf_str(&text));
}

static struct str member_named(struct str docx, struct str name)
{
    struct zip_archive *zip = NULL;
    const char *why = "";
    struct str text = {0};
    if (zip_archive_open(NULL, docx, &zip, &why) != OK) {
        fail_msg("%s", why);
    }
    for (size_t i = 0; i < zip_archive_count(zip); i++) {
        if (str_eq(zip_archive_member(zip, i).name, name)) {
            text = member_text(zip, i);
        }
    }
    zip_archive_close(zip);
    return text;
}

static void test_an_archive_is_read_by_another(void **state)
{
    (void)state;
    struct buf CLEANUP(buf_done) out;
    struct zip_pack *zip = arena_new(&arena, struct zip_pack);
    char noise[5000];
    struct rand rand;
    rand_seed(&rand, 7);
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (char)rand_below(&rand, 256);
    }
    buf_init(&out, 1u << 20);
    buf_put_str(&out, S("before"));
    zip_pack_begin(zip, &out);
    const struct str same = S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    zip_pack_put(zip, S("a/b.txt"), same);
    zip_pack_put(zip, S("noise"), (struct str){noise, sizeof noise}); /* cannot be packed: stored */
    zip_pack_put(zip, S("nothing"), S(""));
    zip_pack_end(zip);
    struct str archive = str_from(str_copy(&arena, buf_str(&out)), 6);
    assert_true(str_eq(member_named(archive, S("a/b.txt")), same));
    assert_true(str_eq(member_named(archive, S("noise")), (struct str){noise, sizeof noise}));
    assert_int_equal(member_named(archive, S("nothing")).n, 0);
    assert_int_equal(crc_32(S("123456789")), 0xcbf43926); /* the check value of CRC-32/ISO-HDLC */
}

/* ---- DOCX */

struct words_of {
    struct buf text;
};

static enum fault at_open(void *context, const struct xml_event *event)
{
    struct words_of *words = context;
    if (str_eq(event->name, S("br"))) {
        buf_put_char(&words->text, '\n');
    }
    return OK;
}

static enum fault at_close(void *context, const struct xml_event *event)
{
    struct words_of *words = context;
    if (str_eq(event->name, S("t"))) {
        buf_put_str(&words->text, event->text);
    } else if (str_eq(event->name, S("p"))) {
        buf_put_char(&words->text, '\n');
    }
    return OK;
}

static void assert_is_xml(struct str text, struct xml_sink sink)
{
    struct xml *xml = xml_new(sink);
    if (xml_feed(xml, text.s, text.n) != OK || xml_finish(xml) != OK) {
        fail_msg("%.*s", STR_ARG(xml_reason(xml, &arena)));
    }
    xml_free(xml);
}

/* Blanks stand where a form needs them: letters only. */
static struct str letters_of(struct str text)
{
    char *to = arena_alloc(&arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.s[i] > ' ') {
            to[n++] = text.s[i];
        }
    }
    return (struct str){to, n};
}

static void assert_same_words(struct str a, struct str b)
{
    struct str x = letters_of(a);
    struct str y = letters_of(b);
    if (!str_eq(x, y)) {
        fail_msg("%.*s\n-- and not\n%.*s", STR_ARG(a), STR_ARG(b));
    }
}

static struct str words_of_docx(struct str docx)
{
    struct words_of words;
    buf_init(&words.text, 64u << 20);
    assert_is_xml(member_named(docx, S("word/document.xml")), (struct xml_sink){&words, at_open, at_close});
    struct str text = str_copy(&arena, buf_str(&words.text));
    buf_done(&words.text);
    return text;
}

static void test_all_parts_are_there(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
        "word/numbering.xml", "docProps/core.xml", "word/settings.xml", "word/footer1.xml"};
    struct document document;
    sample_document(&document, &arena);
    struct str docx = made(&document, document_docx);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct str part = member_named(docx, str_of(parts[i]));
        assert_true(part.n > 0);
        assert_is_xml(part, (struct xml_sink){NULL, NULL, NULL});
    }
    assert_true(str_eq(member_named(docx, S("word/media/image1.png")), sample_png()));
    assert_true(str_eq(docx, made(&document, document_docx))); /* no clock, no chance */
    struct str core = member_named(docx, S("docProps/core.xml"));
    assert_true(str_contains(core, S("<dc:language>de</dc:language>")));
    assert_true(str_contains(core, S(">2026-11-22T12:00:00Z</dcterms:created>")));
    struct str body = member_named(docx, S("word/document.xml"));
    assert_true(str_contains(body, S("<w:tblHeader/>")));
    assert_true(str_contains(body, S("descr=\"A square\"")));
    assert_true(str_contains(body, S("<w:pStyle w:val=\"Heading2\"/>")));
    struct str relations = member_named(docx, S("word/_rels/document.xml.rels"));
    assert_true(str_contains(relations, S("TargetMode=\"External\" Target=\"https://a.example/?a=1&amp;b=2\"/>")));
    assert_same_words(words_of_docx(docx), made(&document, document_plain));
}

/* ---- HTML and Markdown, as they have to be */

static void test_html(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, &arena, S("A & B"), S("en"), S("Net"), 0);
    document_heading(&document, 1);
    document_run(&document, S("One"), RUN_PLAIN);
    document_item(&document, 1);
    document_run(&document, S("a"), RUN_STRONG);
    document_numbered(&document, 3);
    document_run(&document, S("b"), RUN_PLAIN);
    document_item(&document, 1);
    document_run(&document, S("c\nd"), RUN_PLAIN);
    document_numbered(&document, 1);
    document_link(&document, S("<e>"), (struct url){S("https://a.example/?a=1&b=2")});
    assert_string_equal(str_c(&arena, made(&document, document_html)),
        "<h1 class=\"govuk-heading-l\">A &amp; B</h1>\n"
        "<h2 class=\"govuk-heading-m\">One</h2>\n"
        "<ul class=\"govuk-list govuk-list--bullet\">\n"
        "<li><strong>a</strong>\n"
        "<ol class=\"govuk-list govuk-list--number\">\n"
        "<li>b\n</li>\n</ol>\n</li>\n"
        "<li>c<br>d\n</li>\n</ul>\n"
        "<ol class=\"govuk-list govuk-list--number\">\n"
        "<li><a class=\"govuk-link\" href=\"https://a.example/?a=1&amp;b=2\">&lt;e&gt;</a>\n</li>\n</ol>\n");
}

static void test_markdown(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, &arena, S("A *B*"), S("en"), S("Net"), 0);
    document_paragraph(&document);
    document_run(&document, S("1. no list\n- none"), RUN_PLAIN);
    document_run(&document, S(" bold "), RUN_STRONG);
    document_numbered(&document, 1);
    document_run(&document, S("first"), RUN_PLAIN);
    document_item(&document, 2);
    document_run(&document, S("inner"), RUN_PLAIN);
    document_numbered(&document, 1);
    document_run(&document, S("second"), RUN_PLAIN);
    document_table(&document, 2);
    static const char *const cells[] = {"What", "Who", "a|b", "c\nd"};
    for (size_t i = 0; i < 4; i++) {
        document_cell(&document);
        document_run(&document, str_of(cells[i]), RUN_PLAIN);
    }
    assert_string_equal(str_c(&arena, made(&document, document_markdown)),
        "# A \\*B\\*\n\n"
        "1\\. no list\\\n\\- none **bold** \n\n"
        "1.  first\n"
        "    -   inner\n"
        "2.  second\n\n"
        "| What | Who |\n| --- | --- |\n| a\\|b | c<br>d |\n");
}

static void test_what_is_no_picture_is_not_taken(void **state)
{
    (void)state;
    struct document document;
    struct str png = sample_png();
    document_init(&document, &arena, S("A"), S("en"), S("Net"), 0);
    for (size_t n = 0; n < 25; n++) {
        assert_false(document_picture(&document, str_sub(png, 0, n < 24 ? n : 0), S("none")));
    }
    assert_true(document_picture(&document, png, S("A square")));
    assert_int_equal(document.first->width, 8);
}

/* ---- whatever is said */

static struct str some_text(struct rand *rand)
{
    static const char *const bits[] = {"a", "Wort ", "<b>", "&amp;", "**", "_", "|", "\n", "`", "#", "1. ", "- ", "\\",
                                       "\x01",
                                       "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80 ",
                                       "\xe5\x8f\xb0\xe7\x81\xa3", "\"", "]]>", "[x](y)", "  ", "\t", "~~", "<br>"};
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, 4096);
    for (uint64_t n = rand_below(rand, 9); n > 0; n--) {
        buf_put_str(&text, str_of(bits[rand_below(rand, sizeof bits / sizeof *bits)]));
    }
    return str_copy(&arena, buf_str(&text));
}

static void say(struct document *document, struct rand *rand)
{
    for (uint64_t n = rand_below(rand, 4); n > 0; n--) {
        if (rand_below(rand, 5) == 0) {
            document_link(document, some_text(rand), (struct url){S("https://a.example/\"<&>")});
        } else {
            document_run(document, some_text(rand), (enum run_shape)rand_below(rand, 3));
        }
    }
}

static void some_document(struct document *document, struct rand *rand)
{
    document_init(document, &arena, some_text(rand), S("en"), S("Net"), 0);
    for (uint64_t n = rand_below(rand, 12); n > 0; n--) {
        int level = 1 + (int)rand_below(rand, DOCUMENT_LEVELS);
        switch ((enum document_kind)rand_below(rand, 6)) {
        case DOCUMENT_HEADING: document_heading(document, level); break;
        case DOCUMENT_ITEM: document_item(document, level); break;
        case DOCUMENT_NUMBERED: document_numbered(document, level); break;
        case DOCUMENT_TABLE:
            document_table(document, 1 + rand_below(rand, 3));
            for (size_t i = document->last->columns * (1 + rand_below(rand, 3)); i > 0; i--) {
                document_cell(document);
                say(document, rand);
            }
            continue;
        case DOCUMENT_PICTURE: document_picture(document, sample_png(), some_text(rand)); continue;
        case DOCUMENT_PARAGRAPH: document_paragraph(document); break;
        }
        say(document, rand);
    }
}

/* The HTML without its marks, read as XML where it is some: void elements are none. */
static struct str words_of_html(struct str html)
{
    struct buf CLEANUP(buf_done) text;
    static const struct { struct str name; char letter; } entities[] = {
        {S_INIT("&amp;"), '&'}, {S_INIT("&lt;"), '<'}, {S_INIT("&gt;"), '>'}, {S_INIT("&quot;"), '"'}};
    buf_init(&text, 64u << 20);
    for (size_t i = 0; i < html.n; i++) {
        if (html.s[i] == '<') {
            while (html.s[i] != '>') {
                i++;
            }
            continue;
        }
        char c = html.s[i];
        for (size_t e = 0; c == '&' && e < sizeof entities / sizeof *entities; e++) {
            if (str_starts(str_from(html, i), entities[e].name)) {
                c = entities[e].letter;
                i += entities[e].name.n - 1;
                break;
            }
        }
        buf_put_char(&text, c);
    }
    return str_copy(&arena, buf_str(&text));
}

static void test_no_word_is_lost(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct arena_mark mark = arena_mark(&arena);
        struct rand rand;
        struct document document;
        rand_seed(&rand, seed);
        some_document(&document, &rand);
        struct str plain = made(&document, document_plain);
        assert_same_words(words_of_docx(made(&document, document_docx)), plain);
        assert_same_words(words_of_html(made(&document, document_html)), plain);
        arena_rewind(&arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_archive_is_read_by_another),
        cmocka_unit_test(test_all_parts_are_there),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_what_is_no_picture_is_not_taken),
        cmocka_unit_test(test_no_word_is_lost),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
