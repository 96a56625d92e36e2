/* SPDX-License-Identifier: AGPL-3.0-or-later
** third_party: the page of what others made. */
#include <string.h>

#include "base/check.h"
#include "web/about/about_web.h"
#include "web/about/third_party.h"
#include "web/say.h"
#include "web/views.h"

static void add_part(struct third_party_page *m, struct arena *arena, const char *kind, struct str heading)
{
    struct works_part *part = &m->parts[m->parts_count++];
    *part = (struct works_part){.heading = heading, .rows = arena_array(arena, struct work_row, third_parties_count)};
    part->id = str_of(kind);
    for (size_t i = 0; i < third_parties_count; i++) {
        const struct third_party *work = &third_parties[i];
        if (strcmp(work->kind, kind) != 0) {
            continue;
        }
        struct work_row *row = &part->rows[part->rows_count++];
        *row = (struct work_row){.name = str_of(work->name), .version = str_of(work->version),
                                 .licence = str_of(work->licence)};
        row->free = str_eq(row->licence, S("public domain"));
        check(url_external(arena, str_of(work->address), &row->url));
    }
}

/* Every SPDX name has its text at an address made of it. */
static void set_licences(struct third_party_page *m, struct arena *arena)
{
    m->licences = arena_array(arena, struct work_row, third_party_licences_count);
    m->licences_count = third_party_licences_count;
    for (size_t i = 0; i < m->licences_count; i++) {
        const char *name = third_party_licences[i];
        m->licences[i].name = str_of(name);
        check(url_external(arena, str_format(arena, "https://spdx.org/licenses/%s.html", name), &m->licences[i].url));
    }
}

enum fault third_party_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct third_party_page *m = arena_new(request->arena, struct third_party_page);
    m->page = page_of(request, W(&out, "Work of others"),
                      W(&out, "What others made that this program holds or needs, and under which licence."),
                      DOOR_NONE);
    add_part(m, request->arena, "carried", W(&out, "In the pages and the data"));
    add_part(m, request->arena, "linked", W(&out, "Libraries it needs to run"));
    add_part(m, request->arena, "tool", W(&out, "Used to build it, and not in it"));
    set_licences(m, request->arena);
    view_third_party(&out, m);
    return OK;
}
