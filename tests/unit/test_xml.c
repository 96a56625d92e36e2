/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "text/xml.h"

static struct arena arena;
static struct buf log_text;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 8u << 20);
    buf_init(&log_text, 1u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    buf_done(&log_text);
    arena_done(&arena);
    return 0;
}

static enum fault log_open(void *context, const struct xml_event *event)
{
    (void)context;
    struct str type = xml_attribute(event, "type");
    if (type.s != NULL) {
        buf_format(&log_text, "%.*s@type=%.*s\n", STR_ARG(event->name), STR_ARG(type));
    }
    return str_eq(event->name, S("stop")) ? FAULT_CONFLICT : OK;
}

static enum fault log_close(void *context, const struct xml_event *event)
{
    (void)context;
    if (event->text.n > 0) {
        buf_format(&log_text, "%.*s=%.*s\n", STR_ARG(event->path), STR_ARG(event->text));
    }
    return OK;
}

static struct xml *new_reader(void)
{
    return xml_new((struct xml_sink){NULL, log_open, log_close});
}

static enum fault read_chunks(struct xml *xml, struct str file, size_t chunk)
{
    for (size_t i = 0; i < file.n; i += chunk) {
        struct str part = str_sub(file, i, chunk);
        TRY(xml_feed(xml, part.s, part.n));
    }
    return xml_finish(xml);
}

static const char *take_log(void)
{
    const char *text = str_c(&arena, buf_str(&log_text));
    buf_reset(&log_text);
    return text;
}

static void both_kinds_of_cordis_files_read_alike(void **state)
{
    (void)state;
    static const char plain[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project>\n <id>101056973</id>\n"
        " <title>A &amp; B &#x17D;</title>\n"
        " <relations><associations><organization type=\"coordinator\" order=\"1\"><legalName> City \n of X </legalName>"
        "</organization></associations></relations></project>\n";
    static const char spaced[] =
        "<project xmlns=\"http://cordis.europa.eu\">\n\n\t\n <id>101056973</id>\n\t<title><![CDATA[A & B]]> Ž</title>"
        "<relations><associations><organization type=\"coordinator\"><legalName>City \n of X</legalName>\n\t\n"
        "</organization></associations></relations></project>";
    static const char prefixed[] =
        "<c:project xmlns:c=\"http://cordis.europa.eu\"><c:id>101056973</c:id><c:title>A &#38; B Ž</c:title>"
        "<c:relations><c:associations><c:organization c:type=\"coordinator\"><c:legalName>City \n of X</c:legalName>"
        "</c:organization></c:associations></c:relations></c:project>";
    const char *const files[] = {plain, spaced, prefixed};
    struct xml *xml = new_reader();
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        for (size_t chunk = 1; chunk < 400; chunk += 13) {
            xml_reset(xml);
            assert_int_equal(read_chunks(xml, str_of(files[i]), chunk), OK);
            assert_string_equal(take_log(), "/project/id=101056973\n/project/title=A & B Ž\n"
                                            "organization@type=coordinator\n"
                                            "/project/relations/associations/organization/legalName=City \n of X\n");
            assert_null(xml_reason(xml, &arena).s);
        }
    }
    xml_free(xml);
}

static void text_around_children_is_the_parents(void **state)
{
    (void)state;
    struct xml *xml = new_reader();
    assert_int_equal(read_chunks(xml, S("<a>one <b>two</b> three<c/></a>"), 5), OK);
    assert_string_equal(take_log(), "/a/b=two\n/a=one  three\n");
    xml_free(xml);
}

static void expect_refused(struct str file, enum fault wanted, const char *why)
{
    struct xml *xml = new_reader();
    enum fault got = read_chunks(xml, file, 7);
    assert_int_equal(got, wanted);
    assert_string_equal(str_c(&arena, xml_reason(xml, &arena)), why);
    assert_int_equal(xml_feed(xml, "<a/>", 4), wanted);
    buf_reset(&log_text);
    xml_reset(xml);
    assert_int_equal(read_chunks(xml, S("<a>fine</a>"), 7), OK);
    assert_string_equal(take_log(), "/a=fine\n");
    xml_free(xml);
}

static void entities_and_web_pages_are_refused(void **state)
{
    (void)state;
    static const char type[] = "line 1: it declares a document type, which is not accepted";
    expect_refused(S("<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>"), FAULT_INVALID, type);
    expect_refused(S("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), FAULT_INVALID, type);
    expect_refused(S("<!DOCTYPE html><html></html>"), FAULT_INVALID, "line 1: it is a web page, not data");
    expect_refused(S("<a>&x;</a>"), FAULT_INVALID, "line 1: undefined entity");
}

static void broken_files_say_where(void **state)
{
    (void)state;
    expect_refused(S(""), FAULT_INVALID, "line 1: no element found");
    expect_refused(S("<a>\n<b></a>"), FAULT_INVALID, "line 2: mismatched tag");
    expect_refused(S("%PDF-1.4 "), FAULT_INVALID, "line 1: not well-formed (invalid token)");
    expect_refused(S("<a>\n\n<b>x"), FAULT_INVALID, "line 3: no element found");
    expect_refused(S("<a>\xFF</a>"), FAULT_INVALID, "line 1: not well-formed (invalid token)");
    expect_refused(S("<a><stop/></a>"), FAULT_CONFLICT, "line 1: the reader of it stopped here");
}

static void every_bound_holds(void **state)
{
    (void)state;
    struct buf file;
    buf_init(&file, 8u << 20);
    for (int i = 0; i <= IMPORT_XML_DEPTH_MAX; i++) {
        buf_put_str(&file, S("<a>"));
    }
    expect_refused(buf_str(&file), FAULT_TOO_LARGE, "line 1: its elements are nested deeper than in any real file");
    buf_reset(&file);
    for (int i = 0; i < IMPORT_XML_DEPTH_MAX - 1; i++) {
        buf_put_str(&file, S("<a>"));
    }
    buf_put_str(&file, S("<b>deep</b>"));
    for (int i = 0; i < IMPORT_XML_DEPTH_MAX - 1; i++) {
        buf_put_str(&file, S("</a>"));
    }
    struct xml *xml = new_reader();
    assert_int_equal(read_chunks(xml, buf_str(&file), 11), OK);
    xml_reset(xml);
    buf_reset(&log_text);
    static char xs[65536];
    memset(xs, 'x', sizeof xs);
    assert_int_equal(xml_feed(xml, "<a>", 3), OK);
    enum fault fault = OK;
    for (size_t i = 0; i <= IMPORT_FIELD_MAX / sizeof xs && fault == OK; i++) {
        fault = xml_feed(xml, xs, sizeof xs);
    }
    assert_int_equal(fault, FAULT_TOO_LARGE);
    xml_reset(xml);
    memset(xs, ' ', sizeof xs);
    fault = xml_feed(xml, "<a/>", 4);
    for (size_t i = 0; i <= IMPORT_XML_MAX / sizeof xs && fault == OK; i++) {
        fault = xml_feed(xml, xs, sizeof xs);
    }
    assert_int_equal(fault, FAULT_TOO_LARGE);
    xml_free(xml);
    buf_done(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_kinds_of_cordis_files_read_alike),
        cmocka_unit_test(text_around_children_is_the_parents),
        cmocka_unit_test(entities_and_web_pages_are_refused),
        cmocka_unit_test(broken_files_say_where),
        cmocka_unit_test(every_bound_holds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
