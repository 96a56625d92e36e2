/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as XML: the same events in whatever chunks they come, what opens closes, paths and texts keep to their
** bounds. */
#include "fuzz.h"
#include "base/buf.h"
#include "text/xml.h"

#define SEEN_MAX (32u << 20)

struct seen {
    struct buf events;
    int depth;
    uint64_t line;
};

static void check_event(struct seen *seen, const struct xml_event *event)
{
    check(event->depth >= 1 && event->depth <= IMPORT_XML_DEPTH_MAX);
    check(event->path.n <= XML_PATH_MAX && str_starts(event->path, S("/")) && str_ends(event->path, event->name));
    check(fuzz_within(event->name, event->path));
    check(event->line >= seen->line);
    seen->line = event->line;
}

static enum fault see_open(void *context, const struct xml_event *event)
{
    struct seen *seen = context;
    check_event(seen, event);
    check(event->depth == ++seen->depth && event->text.s == NULL);
    check(xml_attribute(event, "no such name").s == NULL);
    struct str type = xml_attribute(event, "type");
    check(str_is_utf8(type));
    buf_format(&seen->events, "open %llu ", (unsigned long long)event->line);
    buf_put_str(&seen->events, event->path);
    buf_put_str(&seen->events, type);
    return OK;
}

static enum fault see_close(void *context, const struct xml_event *event)
{
    struct seen *seen = context;
    check_event(seen, event);
    check(event->depth == seen->depth-- && event->attributes == NULL);
    check(str_is_utf8(event->text) && str_eq(event->text, str_trim(event->text)) && event->text.n <= IMPORT_FIELD_MAX);
    buf_format(&seen->events, "close %llu ", (unsigned long long)event->line);
    buf_put_str(&seen->events, event->text);
    return OK;
}

static enum fault read_in_chunks(struct xml *xml, struct str text, size_t chunk)
{
    for (struct str rest = text; rest.n > 0; rest = str_from(rest, chunk)) {
        struct str part = str_sub(rest, 0, chunk);
        TRY(xml_feed(xml, part.s, part.n));
    }
    return xml_finish(xml);
}

static enum fault look(struct arena *arena, struct str text, size_t chunk, struct seen *seen)
{
    *seen = (struct seen){.depth = 0};
    buf_init(&seen->events, SEEN_MAX);
    struct xml *xml = xml_new((struct xml_sink){seen, see_open, see_close});
    enum fault fault = read_in_chunks(xml, text, chunk);
    struct str why = xml_reason(xml, arena);
    check(fault == OK ? why.n == 0 && seen->depth == 0 : why.n > 0 && str_is_utf8(why));
    check(fault == OK || xml_feed(xml, "<a/>", 4) == fault); /* a fault stays */
    xml_reset(xml);
    *seen = (struct seen){.events = seen->events};
    size_t before = seen->events.n;
    check(read_in_chunks(xml, S("<a>x</a>"), 3) == OK && seen->events.n > before);
    seen->events.n = before;
    xml_free(xml);
    return fault;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct seen whole;
    struct seen pieces;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    enum fault first = look(&arena, text, n > 0 ? n : 1, &whole);
    enum fault second = look(&arena, text, fuzz_number(text, 1, 17), &pieces);
    check(first == second);
    check(first != OK || str_eq(buf_str(&whole.events), buf_str(&pieces.events)));
    buf_done(&whole.events);
    buf_done(&pieces.events);
    return 0;
}
