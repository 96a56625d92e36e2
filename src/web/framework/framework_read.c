/* SPDX-License-Identifier: AGPL-3.0-or-later
** framework_read: the file of our own framework. */
#include "web/framework/framework_read.h"

#include "base/check.h"
#include "text/asset.h"
#include "text/json.h"
#include "web/framework/matrix_read.h"

struct reading {
    struct arena *arena;
    const char *language;
    const struct json_value *root;
    struct framework *framework;
    struct str why; /* the first thing that is wrong; "" nothing yet */
};

static void refuse(struct reading *reading, struct str what, const char *why)
{
    if (reading->why.n == 0) {
        reading->why = str_format(reading->arena, "%.*s: %s", STR_ARG(what), why);
    }
}

static struct str text_of(struct reading *reading, const struct json_value *object, const char *name)
{
    return str_copy(reading->arena, json_text(json_get(object, name)));
}

/* In the reader's language, else in English. */
static struct str words_of(struct reading *reading, const struct json_value *object, const char *name, struct str of)
{
    const struct json_value *both = json_get(object, name);
    struct str english = json_text(json_get(both, "en"));
    struct str own = json_text(json_get(both, reading->language));
    if (english.n == 0) {
        refuse(reading, of, "a text is missing in English");
    }
    return str_copy(reading->arena, own.n > 0 ? own : english);
}

static void read_levels(struct reading *reading)
{
    const struct json_value *list = json_get(reading->root, "levels");
    struct framework *framework = reading->framework;
    size_t n = json_count(list);
    if (n < FRAMEWORK_LEVELS_MIN || n > RATING_LEVELS_MAX) {
        refuse(reading, S("levels"), "there are 2 to 10 of them");
        return;
    }
    framework->levels_n = (int)n;
    for (size_t i = 0; i < n; i++) {
        const struct json_value *from = json_at(list, i);
        if (json_number(json_get(from, "n"), 0) != (int64_t)i + 1) {
            refuse(reading, S("levels"), "they are 1, 2, 3 in this order");
        }
        framework->levels[i + 1] = (struct framework_level){words_of(reading, from, "name", S("levels")),
                                                            words_of(reading, from, "anchor", S("levels"))};
    }
}

static struct str source_of(struct reading *reading, struct str id)
{
    const struct json_value *list = json_get(reading->root, "sources");
    for (size_t i = 0; i < json_count(list); i++) {
        if (str_eq(json_text(json_get(json_at(list, i), "id")), id)) {
            return text_of(reading, json_at(list, i), "short");
        }
    }
    return S("");
}

static void read_pointers(struct reading *reading, const struct json_value *from, struct framework_criterion *criterion)
{
    const struct json_value *list = json_get(from, "points");
    if (json_count(list) > FRAMEWORK_POINTERS_MAX) {
        refuse(reading, criterion->id, "it points to too much");
        return;
    }
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json_value *point = json_at(list, i);
        struct str sure = json_text(json_get(point, "sure"));
        struct framework_pointer *pointer = &criterion->pointers[criterion->pointers_n++];
        pointer->source = source_of(reading, json_text(json_get(point, "source")));
        pointer->at = words_of(reading, point, "at", criterion->id);
        pointer->is_read = str_eq(sure, S("read"));
        if (pointer->source.n == 0 || !(pointer->is_read || str_eq(sure, S("memory")))) {
            refuse(reading, criterion->id, "a pointer names no document of the file, or not how sure it is");
        }
    }
}

static void read_criterion(struct reading *reading, const struct json_value *from, size_t dimension)
{
    struct framework *framework = reading->framework;
    struct str id = text_of(reading, from, "id");
    if (id.n == 0 || framework_find(framework, id) != NULL) {
        refuse(reading, id, "a criterion has no id, or one that another one has");
        return;
    }
    struct framework_criterion *criterion = &framework->criteria[framework->criteria_n++];
    *criterion = (struct framework_criterion){.id = id, .name = words_of(reading, from, "name", id),
                                              .dimension = dimension, .is_short = json_is_yes(json_get(from, "short"))};
    const struct json_value *levels = json_get(from, "levels");
    for (int level = 1; level <= framework->levels_n; level++) {
        const char *name = str_c(reading->arena, str_format(reading->arena, "%d", level));
        if (json_get(levels, name) != NULL) {
            criterion->levels[level] = words_of(reading, levels, name, id);
        }
    }
    read_pointers(reading, from, criterion);
}

static void read_dimensions(struct reading *reading)
{
    const struct json_value *list = json_get(reading->root, "dimensions");
    struct framework *framework = reading->framework;
    framework->dimensions_n = json_count(list);
    framework->dimensions = arena_array(reading->arena, struct framework_dimension, framework->dimensions_n);
    size_t n = 0;
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        n += json_count(json_get(json_at(list, i), "criteria"));
    }
    if (n == 0 || n > FRAMEWORK_CRITERIA_MAX) {
        refuse(reading, S("dimensions"), "they have no criteria, or too many");
        return;
    }
    framework->criteria = arena_array(reading->arena, struct framework_criterion, n);
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        const struct json_value *from = json_at(list, i), *criteria = json_get(from, "criteria");
        struct framework_dimension *dimension = &framework->dimensions[i];
        dimension->id = text_of(reading, from, "id");
        dimension->name = words_of(reading, from, "name", dimension->id);
        dimension->first = framework->criteria_n;
        for (size_t j = 0; j < json_count(criteria); j++) {
            read_criterion(reading, json_at(criteria, j), i);
        }
        dimension->n = framework->criteria_n - dimension->first;
    }
}

static void read_all(struct reading *reading)
{
    struct framework *framework = reading->framework;
    framework->id = text_of(reading, reading->root, "id");
    framework->name = text_of(reading, reading->root, "name");
    framework->kind = words_of(reading, reading->root, "kind", S("file"));
    if (!str_eq(json_text(json_get(reading->root, "schema")), S("sg-framework/1")) || framework->id.n == 0 ||
        framework->name.n == 0 || !date_parse(json_text(json_get(reading->root, "as_of")), &framework->as_of)) {
        refuse(reading, S("file"), "it needs schema, id, name and as_of");
    }
    const struct json_value *sources = json_get(reading->root, "sources");
    framework->sources_n = json_count(sources);
    framework->sources = arena_array(reading->arena, struct str, framework->sources_n);
    for (size_t i = 0; i < framework->sources_n; i++) {
        framework->sources[i] = text_of(reading, json_at(sources, i), "name");
    }
    read_levels(reading);
    if (reading->why.n == 0) {
        read_dimensions(reading);
    }
}

enum fault framework_read(struct arena *arena, struct str json, struct str language, struct framework *ret_framework,
                          struct str *ret_why)
{
    struct json_value *root;
    struct framework framework = {0};
    TRY(json_parse(arena, json, &root, ret_why));
    struct reading reading = {arena, str_c(arena, language), root, &framework, S("")};
    read_all(&reading);
    json_free(root);
    if (reading.why.n > 0) {
        *ret_why = reading.why;
        return FAULT_INVALID;
    }
    *ret_framework = framework;
    return OK;
}

const struct framework *framework_own(struct arena *arena, struct str language)
{
    struct framework *framework = arena_new(arena, struct framework);
    struct str why;
    for (size_t i = 0; i < content_files_count; i++) {
        if (str_eq(str_of(content_files[i].name), S("sgm-1.json"))) {
            struct str text = {(const char *)content_files[i].bytes, content_files[i].n};
            check(framework_read(arena, text, language, framework, &why) == OK);
        }
    }
    check(framework->criteria_n > 0);
    return framework;
}

enum fault framework_from(struct arena *arena, struct str language, struct str matrix,
                          const struct framework **ret_framework)
{
    if (matrix.n == 0) {
        *ret_framework = framework_own(arena, language);
        return OK;
    }
    struct matrix *read = arena_new(arena, struct matrix);
    matrix_read(arena, matrix, (struct date){INT32_MIN}, read); /* whether its licence had ended was looked at before */
    *ret_framework = &read->framework;
    return read->problems_n == 0 ? OK : FAULT_DAMAGED;
}
