/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define BAR_WIDTH 30

static struct timespec now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at;
}

static int64_t micros_since(struct timespec from)
{
    struct timespec to = now();
    return (int64_t)(to.tv_sec - from.tv_sec) * PROGRESS_MICRO + (to.tv_nsec - from.tv_nsec) / 1000;
}

/* A file has a size (total); what is worked out from the files only counts. */
static void draw_bar(const char *doing, struct str what, uint64_t done, uint64_t total)
{
    int filled = total ? (int)(done * BAR_WIDTH / total) : 0;
    filled = filled < BAR_WIDTH ? filled : BAR_WIDTH;
    if (total) {
        fprintf(stderr, "\r\033[K[%.*s%*s] %3d%% %.*s", filled, "##############################", BAR_WIDTH - filled,
                "", (int)(done * 100 / total), STR_ARG(what));
    } else if (done) {
        fprintf(stderr, "\r\033[K%s %.*s, %llu", doing, STR_ARG(what), (unsigned long long)done);
    } else {
        fprintf(stderr, "\r\033[K%s %.*s", doing, STR_ARG(what));
    }
    fflush(stderr);
}

static void on_progress(void *self, struct str what, uint64_t done, uint64_t total)
{
    struct progress *progress = self;
    struct str clipped = str_clip(what, sizeof progress->what - 1);
    bool same = str_eq(str_of(progress->what), clipped);
    if (!same) {
        snprintf(progress->what, sizeof progress->what, "%.*s", STR_ARG(clipped));
    }
    if (progress->terminal && (!same || micros_since(progress->drawn) > PROGRESS_MICRO / 10)) {
        draw_bar(progress->doing, clipped, done, total);
        progress->drawn = now();
    } else if (!progress->terminal && !progress->silent && !same) {
        fprintf(stderr, "%s %.*s\n", total ? "reading" : progress->doing, STR_ARG(clipped));
    }
}

void progress_begin(struct progress *progress, const char *doing)
{
    *progress = (struct progress){.terminal = isatty(STDERR_FILENO) == 1, .began = now(), .doing = doing};
    progress->watch = (struct import_watch){progress, on_progress};
}

void progress_end(const struct progress *progress)
{
    if (progress->terminal && progress->what[0]) {
        fprintf(stderr, "\r\033[K");
    }
}

int64_t progress_micros(const struct progress *progress)
{
    return micros_since(progress->began);
}
