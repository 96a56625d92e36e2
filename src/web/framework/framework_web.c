/* SPDX-License-Identifier: AGPL-3.0-or-later
** framework: the page. */
#include "web/framework/framework_web.h"

#include "text/words.h"
#include "web/framework/framework_read.h"
#include "web/say.h"
#include "web/views.h"

static struct str say_pointer(struct out *out, const struct framework_pointer *pointer)
{
    struct slot source = slot("source", pointer->source), at = slot("place", pointer->at);
    return pointer->is_read ? SAY(out, "{source} ({place})", source, at)
                            : SAY(out, "{source} ({place}; from memory)", source, at);
}

static struct str say_pointers(struct out *out, const struct framework_criterion *criterion)
{
    struct str all = S("");
    for (size_t i = 0; i < criterion->pointers_n; i++) {
        struct str one = say_pointer(out, &criterion->pointers[i]);
        all = i == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(all), STR_ARG(one));
    }
    return all;
}

/* What each level of it means, as far as it says so itself. */
static void add_lines(struct out *out, const struct framework *framework, const struct framework_criterion *criterion,
                      struct framework_item *item)
{
    for (int level = 1; level <= framework->levels_n; level++) {
        if (criterion->levels[level].n > 0) {
            item->lines[item->lines_n++] = (struct framework_line){SAY(out, "Level {n}", slot("n", level)),
                                                                   criterion->levels[level]};
        }
    }
}

static void add_groups(struct out *out, const struct framework *framework, struct framework_page *m)
{
    m->groups = arena_array(out->arena, struct framework_group, framework->dimensions_n);
    m->groups_n = framework->dimensions_n;
    for (size_t i = 0; i < m->groups_n; i++) {
        const struct framework_dimension *dimension = &framework->dimensions[i];
        struct framework_group *group = &m->groups[i];
        *group = (struct framework_group){.name = dimension->name, .n = dimension->n};
        group->items = arena_array(out->arena, struct framework_item, dimension->n);
        for (size_t j = 0; j < dimension->n; j++) {
            const struct framework_criterion *criterion = &framework->criteria[dimension->first + j];
            struct framework_item *item = &group->items[j];
            *item = (struct framework_item){.name = criterion->name, .is_short = criterion->is_short,
                                            .points = say_pointers(out, criterion)};
            add_lines(out, framework, criterion, item);
        }
    }
}

static struct number number_of(struct out *out, size_t n, struct str label)
{
    return (struct number){text_count(out, count((int64_t)n)), label, {S("")}};
}

enum fault framework_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct framework_page *m = arena_new(request->arena, struct framework_page);
    const struct framework *framework = framework_own(request->arena, words_tag(request->words));
    m->page = page_of(request, W(&out, "How far a city is: our framework"),
                      W(&out, "Eight dimensions of three criteria each, and what each level of them means."),
                      DOOR_NONE);
    m->page->kicker = SAY(&out, "{n}: {name}", slot("n", framework->name), slot("name", framework->kind));
    m->numbers[0] = number_of(&out, framework->dimensions_n, W(&out, "dimensions"));
    m->numbers[1] = number_of(&out, framework->criteria_n, W(&out, "criteria"));
    m->numbers[2] = number_of(&out, framework_count(framework, true), W(&out, "in the short form"));
    for (int level = 1; level <= framework->levels_n; level++) {
        m->levels[m->levels_n++] = (struct framework_line){
            SAY(&out, "{n}: {name}", slot("n", level), slot("name", framework->levels[level].name)),
            framework->levels[level].anchor};
    }
    add_groups(&out, framework, m);
    m->sources = framework->sources;
    m->sources_n = framework->sources_n;
    m->as_of = framework->as_of;
    view_framework(&out, m);
    return OK;
}
