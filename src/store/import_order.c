/* SPDX-License-Identifier: AGPL-3.0-or-later
** import_order: what an import is to do. */
#include "store/import_order.h"

#include "base/fields.h"

void import_order_put(struct buf *payload, const struct import_order *order)
{
    for (size_t i = 0; i < order->files_n; i++) {
        fields_put(payload, "file", order->files[i].path);
    }
    fields_put(payload, "rejects", order->rejects_path);
    if (order->as_of.known) {
        fields_put_int(payload, "as_of", order->as_of.v);
    }
}

/* "/srv/lists/" is called "lists". */
static struct str own_name(struct str path)
{
    while (path.n > 1 && path.s[path.n - 1] == '/') {
        path.n--;
    }
    size_t at = path.n;
    while (at > 0 && path.s[at - 1] != '/') {
        at--;
    }
    return str_from(path, at);
}

void import_order_put_about(struct buf *about, const struct import_order *order)
{
    for (size_t i = 0; i < order->files_n && i < IMPORT_NAMES_SHOWN_MAX; i++) {
        fields_put(about, "file", own_name(order->files[i].path));
    }
    fields_put_int(about, "files", (int64_t)order->files_n);
}

enum fault import_order_read(struct arena *arena, struct str kind, struct str payload, struct import_order *ret_order)
{
    struct import_file *files = arena_array(arena, struct import_file, IMPORT_PATHS_MAX + 1);
    struct import_order order = {.files = files, .as_of = fields_int(payload, "as_of")};
    struct str path;
    while (order.files_n <= IMPORT_PATHS_MAX && (path = fields_get_nth(arena, payload, "file", order.files_n)).s) {
        files[order.files_n++].path = path;
    }
    order.rejects_path = fields_get(arena, payload, "rejects");
    if (!str_starts(kind, S(IMPORT_JOB_PREFIX)) || order.files_n == 0) {
        return FAULT_DAMAGED;
    }
    order.what = str_from(kind, sizeof IMPORT_JOB_PREFIX - 1);
    *ret_order = order;
    return OK;
}

enum fault import_order_note(struct db *db, struct arena *arena, struct str what, int64_t job,
                             const struct log_someone *who, int64_t now)
{
    return trust_log_add(db, arena, &(struct log_event){
        .kind = S("import-begun"), .who = *who, .now = now,
        .fields = str_format(arena, "what=%.*s\njob=%lld\n", STR_ARG(what), (long long)job)});
}
