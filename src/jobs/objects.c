/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/objects.h"

#include <string.h>

#include "base/buf.h"

#define READ_CHUNK 65536u
#define NAME_MAX_BYTES 32u

/* Names of the lists in which objects are wrapped, and of what wraps such a list: those of the portal's files, and of
** what an index or a program saves them in. */
static const char *const WRAPPERS[] = {"results", "GrantTenderObj", "fundingData", "TopicDetails", "topicData",
                                       "Topics",  "hits",           "data",        "items",        NULL};

struct objects {
    struct stream *stream;
    struct buf text; /* of the present object, from its first bracket */
    char open[OBJECT_DEPTH_MAX];
    size_t depth;   /* of the present object; 0: between objects */
    size_t wrapped; /* brackets of wrappers that are open */
    size_t tail;    /* behind a wrapped list: brackets until all of its wrappers are closed; 0 not there */
    bool in_text, escaped, too_long, skipping, at_line_start;
    char last;                       /* the last byte that counts, within the object */
    char name_bytes[NAME_MAX_BYTES]; /* the last text within the first bracket: it may name a wrapper */
    size_t name_n;
    char chunk[READ_CHUNK];
    size_t n, at;
    uint64_t line, begun;
    const char *reason;
};

struct objects *objects_new(struct stream *stream)
{
    struct objects *objects = mem_alloc(sizeof *objects);
    memset(objects, 0, sizeof *objects);
    objects->stream = stream;
    objects->line = 1;
    objects->at_line_start = true;
    buf_init(&objects->text, OBJECT_BYTES_MAX);
    return objects;
}

void objects_free(struct objects *objects)
{
    if (objects) {
        stream_close(objects->stream);
        buf_done(&objects->text);
        mem_free(objects);
    }
}

uint64_t objects_line(const struct objects *objects)
{
    return objects->begun;
}

const char *objects_reason(const struct objects *objects)
{
    return objects->reason;
}

struct str objects_why(const struct objects *objects)
{
    return stream_why(objects->stream);
}

uint64_t objects_position(const struct objects *objects)
{
    return stream_position(objects->stream) - (objects->n - objects->at);
}

static bool is_wrapper(const struct objects *objects)
{
    struct str name = {objects->name_bytes, objects->name_n};
    for (size_t i = 0; WRAPPERS[i]; i++) {
        if (str_eq(name, str_of(WRAPPERS[i]))) {
            return true;
        }
    }
    return false;
}

static void begin(struct objects *objects)
{
    buf_reset(&objects->text);
    buf_put_char(&objects->text, '{');
    objects->open[0] = '{';
    objects->depth = 1;
    objects->in_text = objects->escaped = false;
    objects->last = '{';
    objects->name_n = 0;
    objects->begun = objects->line;
}

static enum object_step bad(struct objects *objects, const char *reason)
{
    objects->depth = 0;
    objects->in_text = objects->escaped = false;
    objects->reason = reason;
    return OBJECT_BAD;
}

/* What stands in a wrapper behind its list: passed over, to its last bracket. */
static void take_tail(struct objects *objects, char c)
{
    if (objects->in_text) {
        objects->in_text = objects->escaped || c != '"';
        objects->escaped = !objects->escaped && c == '\\';
    } else if (c == '"') {
        objects->in_text = true;
    } else if (c == '{' || c == '[') {
        objects->tail++;
    } else if (c == '}' || c == ']') {
        objects->tail--;
        objects->wrapped = objects->tail > 0 ? objects->wrapped : 0;
    }
}

/* Between objects. False: this byte begins nothing and is no separator either. */
static bool take_between(struct objects *objects, char c, bool at_line_start)
{
    if (objects->tail > 0) {
        take_tail(objects, c);
        return true;
    }
    if (c == ']' && objects->wrapped > 0 && !objects->skipping) {
        objects->tail = objects->wrapped;
        return true;
    }
    if (c == '{' && (!objects->skipping || at_line_start)) {
        objects->skipping = false;
        begin(objects);
        return true;
    }
    if (objects->skipping) {
        return true;
    }
    /* A BOM is EF BB BF. */
    return strchr(" \t\r\n,[]}\xEF\xBB\xBF", c) != NULL && c != '\0';
}

/* Within a text. False: a line ends in it, so the object was cut. */
static bool take_in_text(struct objects *objects, char c)
{
    if (objects->escaped) {
        objects->escaped = false;
    } else if (c == '\\') {
        objects->escaped = true;
    } else if (c == '"') {
        objects->in_text = false;
        objects->last = '"';
        return true;
    }
    if (objects->depth == 1 && objects->name_n < NAME_MAX_BYTES) {
        objects->name_bytes[objects->name_n++] = c;
    }
    return c != '\n';
}

/* A bracket opens. False: too deep. */
static bool take_open(struct objects *objects, char c)
{
    if (objects->depth == 1 && objects->last == ':' && is_wrapper(objects)) {
        /* What was read is a wrapper: its members come one by one. */
        objects->wrapped++;
        objects->depth = 0;
        buf_reset(&objects->text);
        if (c == '{') {
            begin(objects);
        }
        return true;
    }
    if (objects->depth == OBJECT_DEPTH_MAX) {
        return false;
    }
    objects->open[objects->depth++] = c;
    objects->last = c;
    return true;
}

/* A new object at the beginning of a line, where none can stand: the one before it was cut. */
static bool is_cut_before(const struct objects *objects, char c, bool at_line_start)
{
    return c == '{' && at_line_start && objects->last != ':' && objects->last != '['
           && !(objects->last == ',' && objects->open[objects->depth - 1] == '[');
}

static bool closes(const struct objects *objects, char c)
{
    return objects->open[objects->depth - 1] == (c == '}' ? '{' : '[');
}

/* Outside of texts, within an object. True: a step is made. */
static bool take_in_object(struct objects *objects, char c, bool at_line_start, enum object_step *ret_step)
{
    if (is_cut_before(objects, c, at_line_start)) {
        *ret_step = bad(objects, "is cut off: the next funding call begins within it");
        objects->at--; /* read once more, between objects */
        objects->at_line_start = true;
        return true;
    }
    if (objects->depth > 0) {
        buf_put_char(&objects->text, c);
    }
    if (c == '"') {
        objects->in_text = true;
        objects->name_n = objects->depth == 1 ? 0 : objects->name_n;
    } else if (c == '{' || c == '[') {
        if (!take_open(objects, c)) {
            objects->skipping = true;
            *ret_step = bad(objects, "is nested too deeply");
            return true;
        }
    } else if (c == '}' || c == ']') {
        if (!closes(objects, c)) {
            objects->skipping = true;
            *ret_step = bad(objects, "has a bracket that closes nothing");
            return true;
        }
        objects->depth--;
        objects->last = c;
        *ret_step = OBJECT_TEXT;
        return objects->depth == 0;
    } else if (strchr(" \t\r\n", c) == NULL) {
        objects->last = c;
    }
    return false;
}

static bool take(struct objects *objects, char c, enum object_step *ret_step)
{
    bool at_line_start = objects->at_line_start;
    objects->at_line_start = c == '\n';
    if (objects->depth == 0) {
        if (take_between(objects, c, at_line_start)) {
            return false;
        }
        objects->skipping = true;
        objects->begun = objects->line;
        buf_reset(&objects->text);
        *ret_step = bad(objects, "is text that belongs to no funding call");
        return true;
    }
    if (!objects->in_text) {
        return take_in_object(objects, c, at_line_start, ret_step);
    }
    buf_put_char(&objects->text, c);
    if (!take_in_text(objects, c)) {
        objects->skipping = true;
        *ret_step = bad(objects, "is cut off: a line ends within a text");
        return true;
    }
    return false;
}

/* What is left open at the end of the stream. A wrapper that is not closed has lost nothing that we know of. */
static enum object_step end_of(struct objects *objects)
{
    return objects->depth > 0 ? bad(objects, "is cut off before its end") : OBJECT_END;
}

static enum object_step checked(struct objects *objects, enum object_step step)
{
    if (step == OBJECT_TEXT && objects->text.overflow) {
        objects->reason = "is longer than a funding call can be";
        return OBJECT_BAD;
    }
    return step;
}

enum fault objects_next(struct objects *objects, enum object_step *ret_step, struct str *ret_text)
{
    enum object_step step = OBJECT_END;
    bool done = false;
    while (!done) {
        if (objects->at == objects->n) {
            objects->at = 0;
            TRY(stream_read(objects->stream, objects->chunk, READ_CHUNK, &objects->n));
            if (objects->n == 0) {
                step = end_of(objects);
                break;
            }
        }
        char c = objects->chunk[objects->at++];
        done = take(objects, c, &step);
        objects->line += c == '\n';
    }
    *ret_step = checked(objects, step);
    *ret_text = buf_str(&objects->text);
    return OK;
}
