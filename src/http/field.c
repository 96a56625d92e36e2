/* SPDX-License-Identifier: AGPL-3.0-or-later
** field: whether what was given fits what was declared. */
#include "http/field.h"

#include "base/scan.h"
#include "text/words.h"

static struct str say(struct request *request, const char *english, const struct slot *slots, size_t n)
{
    struct out out = {.words = request->words, .arena = request->arena};
    return words_text(&out, english, slots, n);
}

static void refuse_field(struct request *request, const struct field *field, const char *what, struct str hint)
{
    bool for_people = request->form == FORM_HTML && field->label != NULL;
    struct str where = for_people ? say(request, field->label, NULL, 0) : str_of(field->name);
    problems_add(&request->problems, where, say(request, what, NULL, 0), hint);
}

static bool is_choice(const char *choices, struct str value)
{
    struct str rest = str_of(choices);
    while (rest.s != NULL) {
        if (str_eq(str_cut(rest, ' ', &rest), value)) {
            return true;
        }
    }
    return false;
}

static bool is_mail(struct arena *arena, struct str value)
{
    struct url url;
    return !str_contains(value, S("?")) && url_external(arena, str_join(arena, S("mailto:"), value), &url);
}

static void check_value(struct request *request, const struct field *field, struct str value)
{
    int64_t number = 0;
    size_t text_max = field->max > 0 ? (size_t)field->max : QUERY_TEXT_MAX;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_SECRET:
        if (str_letters(value) > text_max) {
            struct slot slots[] = {slot("most", (int64_t)text_max), slot("n", (int64_t)str_letters(value))};
            refuse_field(request, field, W_NOTE("is too long"),
                         say(request, W_NOTE("it has {n} letters, use at most {most}"), slots, 2));
        }
        if (str_letters(value) < (size_t)field->min) {
            struct slot least = slot("least", field->min);
            refuse_field(request, field, W_NOTE("is too short"),
                         say(request, W_NOTE("use at least {least} letters"), &least, 1));
        }
        break;
    case FIELD_INT:
        if (!parse_int(value, field->min, field->max, &number)) {
            struct slot slots[] = {slot("min", field->min), slot("max", field->max)};
            refuse_field(request, field, W_NOTE("is not a number that fits here"),
                         say(request, W_NOTE("use a whole number from {min} to {max}"), slots, 2));
        }
        break;
    case FIELD_CHOICE:
        if (!is_choice(field->choices, value)) {
            struct slot choices = slot("choices", str_of(field->choices));
            refuse_field(request, field, W_NOTE("is not one of the choices"),
                         say(request, W_NOTE("use one of: {choices}"), &choices, 1));
        }
        break;
    case FIELD_MAIL:
        if (value.n > text_max || !is_mail(request->arena, value)) {
            const char *hint = field->min > 0 ? W_NOTE("write it as in name@example.org")
                                              : W_NOTE("write it as in name@example.org, or leave it empty");
            refuse_field(request, field, W_NOTE("is not a mail address"), say(request, hint, NULL, 0));
        }
        break;
    case FIELD_FLAG:
        if (!str_eq(value, S("1")) && !str_eq(value, S("on"))) {
            refuse_field(request, field, W_NOTE("is not a yes"),
                         say(request, W_NOTE("use 1, or leave it away"), NULL, 0));
        }
        break;
    }
}

/* A form sends its empty fields too: an empty value counts as not given. */
static void check_field(struct request *request, const struct query *query, const struct field *field)
{
    struct str value = query_get_nth(query, field->name, 0);
    bool is_text = field->kind == FIELD_TEXT || field->kind == FIELD_SECRET || field->kind == FIELD_MAIL;
    if (is_text && field->min > 0 && str_trim(value).n == 0) {
        refuse_field(request, field, W_NOTE("is empty"), say(request, W_NOTE("fill it in"), NULL, 0));
    }
    for (size_t i = 0; value.s != NULL; i++) {
        if (i == 1 && !field->many) {
            refuse_field(request, field, W_NOTE("is given more than once"),
                         say(request, W_NOTE("give it once"), NULL, 0));
            return;
        }
        value = str_trim(value);
        if (value.n > 0) {
            check_value(request, field, value);
        }
        value = query_get_nth(query, field->name, i + 1);
    }
}

static bool is_secret(const struct field *fields, struct str name)
{
    for (const struct field *field = fields; field != NULL && field->name != NULL; field++) {
        if (field->kind == FIELD_SECRET && str_eq(str_of(field->name), name)) {
            return true;
        }
    }
    return false;
}

struct str fields_public(struct arena *arena, const struct query *typed, const struct field *fields, struct str body)
{
    struct str text = S("");
    size_t secrets = 0;
    for (size_t i = 0; i < typed->n; i++) {
        const struct query_field *given = &typed->items[i];
        if (is_secret(fields, given->name)) {
            secrets++;
        } else {
            text = str_format(arena, "%.*s&%zu:%.*s=%.*s", STR_ARG(text), given->name.n, STR_ARG(given->name),
                              STR_ARG(given->value));
        }
    }
    return secrets > 0 ? text : body;
}

bool fields_fit(struct request *request, const struct query *query, const struct field *fields)
{
    for (const struct field *field = fields; field != NULL && field->name != NULL; field++) {
        check_field(request, query, field);
    }
    return request->problems.n == 0;
}
