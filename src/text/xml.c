/* SPDX-License-Identifier: AGPL-3.0-or-later
** xml: a bounded reader over expat. The texts of all open elements stand in one buffer, each element's after its
** parent's; closing an element cuts its text off. */
#include "text/xml.h"

#include <expat.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"

#define FEED_MAX (1u << 20) /* expat counts in int */

/* Where an open element's own path and text begin. */
struct level {
    size_t path;
    size_t text;
};

struct xml {
    XML_Parser parser;
    struct xml_sink sink;
    char path[XML_PATH_MAX];
    size_t path_n;
    struct level levels[IMPORT_XML_DEPTH_MAX];
    int depth;
    struct buf text;
    uint64_t bytes;
    enum fault fault;
    const char *why; /* with a fault of ours */
    uint64_t why_line;
};

static void stop(struct xml *xml, enum fault fault, const char *why)
{
    if (xml->fault == OK) {
        xml->fault = fault;
        xml->why = why;
        xml->why_line = XML_GetCurrentLineNumber(xml->parser);
        XML_StopParser(xml->parser, XML_FALSE);
    }
}

static struct str local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return str_of(colon != NULL ? colon + 1 : name);
}

static struct xml_event event_here(const struct xml *xml)
{
    size_t from = xml->levels[xml->depth - 1].path + 1;
    return (struct xml_event){
        .path = {xml->path, xml->path_n},
        .name = {xml->path + from, xml->path_n - from},
        .depth = xml->depth,
        .line = XML_GetCurrentLineNumber(xml->parser),
    };
}

static void on_open(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = context;
    struct str local = local_name(name);
    if (xml->fault != OK) {
        return;
    }
    if (xml->depth == IMPORT_XML_DEPTH_MAX || xml->path_n + 1 + local.n > XML_PATH_MAX) {
        stop(xml, FAULT_TOO_LARGE, "its elements are nested deeper than in any real file");
        return;
    }
    xml->levels[xml->depth++] = (struct level){xml->path_n, xml->text.n};
    xml->path[xml->path_n++] = '/';
    memcpy(xml->path + xml->path_n, local.s, local.n);
    xml->path_n += local.n;
    if (xml->sink.open != NULL) {
        struct xml_event event = event_here(xml);
        event.attributes = attributes;
        enum fault fault = xml->sink.open(xml->sink.context, &event);
        if (fault != OK) {
            stop(xml, fault, "the reader of it stopped here");
        }
    }
}

static void on_close(void *context, const XML_Char *name)
{
    struct xml *xml = context;
    (void)name;
    if (xml->fault != OK) {
        return;
    }
    check(xml->depth > 0);
    struct level level = xml->levels[xml->depth - 1];
    if (xml->sink.close != NULL) {
        struct xml_event event = event_here(xml);
        event.whole = str_from(buf_str(&xml->text), level.text);
        event.text = str_trim(event.whole);
        event.text = event.text.s != NULL ? event.text : S("");
        enum fault fault = xml->sink.close(xml->sink.context, &event);
        if (fault != OK) {
            stop(xml, fault, "the reader of it stopped here");
        }
    }
    xml->depth--;
    xml->path_n = level.path;
    xml->text.n = level.text;
}

static void on_text(void *context, const XML_Char *bytes, int n)
{
    struct xml *xml = context;
    if (xml->fault != OK) {
        return;
    }
    buf_put(&xml->text, bytes, (size_t)n);
    if (xml->text.overflow) {
        stop(xml, FAULT_TOO_LARGE, "a text in it is longer than any real one");
    }
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                       int subset)
{
    (void)system_id;
    (void)public_id;
    (void)subset;
    bool is_page = str_eq_nocase(str_of(name), S("html"));
    stop(context, FAULT_INVALID, is_page ? "it is a web page, not data"
                                         : "it declares a document type, which is not accepted");
}

static void set_handlers(struct xml *xml)
{
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_open, on_close);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
}

struct xml *xml_new(struct xml_sink sink)
{
    struct xml *xml = mem_alloc(sizeof *xml);
    xml->sink = sink;
    xml->parser = XML_ParserCreate(NULL);
    check(xml->parser != NULL);
    buf_init(&xml->text, IMPORT_FIELD_MAX);
    set_handlers(xml);
    return xml;
}

void xml_free(struct xml *xml)
{
    if (xml != NULL) {
        XML_ParserFree(xml->parser);
        buf_done(&xml->text);
        mem_free(xml);
    }
}

void xml_reset(struct xml *xml)
{
    XML_ParserReset(xml->parser, NULL);
    set_handlers(xml);
    buf_reset(&xml->text);
    xml->path_n = 0;
    xml->depth = 0;
    xml->bytes = 0;
    xml->fault = OK;
    xml->why = NULL;
}

static enum fault parse(struct xml *xml, const char *bytes, size_t n, bool last)
{
    if (xml->fault == OK && XML_Parse(xml->parser, bytes, (int)n, last) == XML_STATUS_ERROR) {
        stop(xml, FAULT_INVALID, XML_ErrorString(XML_GetErrorCode(xml->parser)));
    }
    return xml->fault;
}

enum fault xml_feed(struct xml *xml, const char *bytes, size_t n)
{
    xml->bytes += n;
    if (xml->bytes > IMPORT_XML_MAX) {
        stop(xml, FAULT_TOO_LARGE, "it is larger than any real file");
    }
    for (size_t i = 0; i < n; i += FEED_MAX) {
        TRY(parse(xml, bytes + i, n - i < FEED_MAX ? n - i : FEED_MAX, false));
    }
    return xml->fault;
}

enum fault xml_finish(struct xml *xml)
{
    return parse(xml, "", 0, true);
}

struct str xml_reason(const struct xml *xml, struct arena *arena)
{
    if (xml->why == NULL) {
        return (struct str){0};
    }
    return str_format(arena, "line %llu: %s", (unsigned long long)xml->why_line, xml->why);
}

struct str xml_attribute(const struct xml_event *event, const char *name)
{
    for (const char **at = event->attributes; at != NULL && at[0] != NULL; at += 2) {
        if (str_eq(local_name(at[0]), str_of(name))) {
            return str_of(at[1]);
        }
    }
    return (struct str){0};
}
