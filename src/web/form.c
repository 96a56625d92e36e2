/* SPDX-License-Identifier: AGPL-3.0-or-later
** form: fields, and what does not fit them. */
#include "web/form.h"

#include "base/check.h"
#include "base/limits.h"
#include "text/words.h"

#define NUMBER_UNITS_MAX 20

static struct str label_of(struct request *request, const struct field *field)
{
    struct out out = {.words = request->words, .arena = request->arena};
    return words_text(&out, field->label, NULL, 0);
}

static struct str problem_text(struct arena *arena, const struct problem *problem)
{
    return str_format(arena, "%.*s: %.*s", STR_ARG(problem->what), STR_ARG(problem->hint));
}

/* The first is enough beside a field; all of them stand above the form. */
static struct str error_of(const struct request *request, struct str label)
{
    for (size_t i = 0; i < request->problems.n; i++) {
        if (str_eq(request->problems.items[i].where, label)) {
            return problem_text(request->arena, &request->problems.items[i]);
        }
    }
    return S("");
}

/* Of a number, its digits: `max` is how high it may be. */
static int64_t units_of(const struct field *field)
{
    int64_t letters = field->max > 0 ? field->max : (int64_t)QUERY_TEXT_MAX;
    return field->kind == FIELD_INT ? NUMBER_UNITS_MAX : 2 * letters;
}

struct form_field form_field_of(struct request *request, const struct field *field, struct str hint)
{
    struct arena *arena = request->arena;
    struct str name = str_of(field->name);
    struct str label = label_of(request, field);
    struct str error = error_of(request, label);
    struct str described = hint.n > 0 ? str_join(arena, name, S("-hint")) : S("");
    if (error.n > 0) {
        described = str_format(arena, "%.*s%s%.*s-error", STR_ARG(described), described.n > 0 ? " " : "",
                               STR_ARG(name));
    }
    return (struct form_field){
        .name = name, .label = label, .hint = hint, .error = error, .described = described,
        .type = field->kind == FIELD_SECRET ? S("password") : S("text"),
        .fills = S("off"), .required = field->min > 0,
        .value = field->kind == FIELD_SECRET ? S("") : request_typed(request, field->name),
        .units_max = units_of(field),
    };
}

struct form_problems *form_problems_of(struct request *request, const struct field *fields)
{
    const struct problems *problems = &request->problems;
    struct form_problems *form = arena_new(request->arena, struct form_problems);
    form->items = arena_array(request->arena, struct form_problem, problems->n);
    form->n = problems->n;
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->items[i];
        form->items[i] = (struct form_problem){
            .id = S(""),
            .text = str_format(request->arena, "%.*s %.*s", STR_ARG(problem->where),
                               STR_ARG(problem_text(request->arena, problem))),
        };
        for (const struct field *field = fields; field->name != NULL; field++) {
            if (str_eq(problem->where, label_of(request, field))) {
                form->items[i].id = str_of(field->name);
                form->items[i].text = str_format(request->arena, "\u201c%.*s\u201d %.*s", STR_ARG(problem->where),
                                                 STR_ARG(problem_text(request->arena, problem)));
            }
        }
    }
    return form;
}

void form_refuse(struct request *request, const struct field *field, const char *what, const char *hint)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, label_of(request, field), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
}

enum fault form_refuse_meanwhile(struct request *request, struct response *response, const struct field *field)
{
    form_refuse(request, field, W_NOTE("was changed meanwhile, by a colleague or in another tab"),
                W_NOTE("what you ticked and wrote is still here; look at it and save it again"));
    response->status = 409;
    return FAULT_INVALID;
}

const struct field *form_find(const struct field *fields, const char *name)
{
    const struct field *field = fields;
    while (field->name != NULL && !str_eq(str_of(field->name), str_of(name))) {
        field++;
    }
    check(field->name != NULL);
    return field;
}
