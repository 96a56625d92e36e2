/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/tasks.h"

#include <string.h>

#include "db/generation.h"

#define UNUSED_SHOWN_MAX 200u

static void add_task(struct tasks *tasks, struct task task)
{
    if (tasks->n == tasks->size) {
        size_t size = tasks->size ? tasks->size * 2 : 64;
        struct task *grown = arena_array(tasks->arena, struct task, size);
        if (tasks->n > 0) {
            memcpy(grown, tasks->items, tasks->n * sizeof *grown);
        }
        tasks->items = grown;
        tasks->size = size;
    }
    tasks->items[tasks->n++] = task;
}

static void note_unused(struct tasks *tasks, struct str name)
{
    if (tasks->unused.n < UNUSED_SHOWN_MAX) {
        const char *comma = tasks->unused.n > 0 ? ", " : "";
        tasks->unused = str_format(tasks->arena, "%.*s%s%.*s", STR_ARG(tasks->unused), comma, STR_ARG(name));
    }
}

/* A folder or zip may hold other things beside: only when nothing is of use it is refused. */
static enum fault add_source(struct tasks *tasks, struct source *source, size_t file, task_finder *find,
                             const void *context, struct str wanted, struct str *ret_why)
{
    size_t found = 0;
    struct str first_why = {0};
    for (size_t i = 0; i < source_count(source); i++) {
        struct str why = {0};
        int kind = 0;
        enum fault fault = find(context, tasks->arena, source, i, &kind, &why);
        if (fault != OK || kind == 0) {
            note_unused(tasks, source_member(source, i).base);
            first_why = first_why.s ? first_why : why;
        } else {
            add_task(tasks, (struct task){source, file, i, kind});
            found++;
        }
    }
    if (found == 0) {
        *ret_why = first_why.s ? first_why
                               : str_format(tasks->arena, "%.*s holds nothing that is used here. Give %.*s.",
                                            STR_ARG(source_name(source)), STR_ARG(wanted));
        return FAULT_INVALID;
    }
    return OK;
}

enum fault tasks_open(struct tasks *tasks, const struct import_in *in, task_finder *find, const void *context,
                      struct str wanted, struct str *ret_why)
{
    tasks->unused = S("");
    if (in->files_n > IMPORT_PATHS_MAX) {
        *ret_why = S("More files than can be imported in one go: give fewer at a time, or their folder.");
        return FAULT_TOO_LARGE;
    }
    for (size_t i = 0; i < in->files_n; i++) {
        const struct import_file *file = &in->files[i];
        struct source *source = NULL;
        TRY(file->bytes.s ? source_open_bytes(tasks->arena, file->path, file->bytes, &source, ret_why)
                          : source_open(tasks->arena, file->path, &source, ret_why));
        tasks->sources[tasks->sources_n++] = source;
        TRY(add_source(tasks, source, i, find, context, wanted, ret_why));
    }
    return OK;
}

void tasks_close(struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->sources_n; i++) {
        source_close(tasks->sources[i]);
    }
}

uint64_t tasks_bytes(const struct tasks *tasks)
{
    uint64_t total = 0;
    for (size_t i = 0; i < tasks->n; i++) {
        total += source_member(tasks->items[i].source, tasks->items[i].member).size;
    }
    return total;
}

enum fault task_stream_open(struct arena *arena, struct source *source, size_t member, struct str wanted,
                            struct stream **ret_stream, enum content *ret_content, struct str *ret_why)
{
    struct str name = source_member(source, member).name;
    struct stream *stream = NULL;
    TRY(source_member_open(source, member, &stream, ret_why));
    struct str head;
    enum fault fault = stream_peek(stream, &head);
    struct str why = fault == OK ? content_why(arena, content_of(head), name, wanted)
                                 : str_copy(arena, stream_why(stream));
    if (why.s) {
        stream_close(stream);
        *ret_why = why;
        return FAULT_INVALID;
    }
    *ret_content = content_of(head);
    *ret_stream = stream;
    return OK;
}

enum fault import_run(struct arena *arena, const struct import_in *in, const struct import_step *step,
                      struct str *ret_why)
{
    struct generation *generation = NULL;
    bool any = false;
    TRY(generation_begin(arena, in->url, &generation, ret_why));
    enum fault fault = step->fill(step->self, arena, generation_db(generation), in, &any, ret_why);
    if (fault == OK && any) {
        fault = step->derive(arena, generation_db(generation), in, ret_why);
    }
    if (fault != OK || !any) {
        generation_abandon(generation);
        return fault;
    }
    return generation_publish(generation, ret_why);
}
