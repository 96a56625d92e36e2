/* SPDX-License-Identifier: AGPL-3.0-or-later
** driver: naming who drives, and the deputy. */
#include "web/driver/driver_web.h"

#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"

#define UID_LETTERS 32

const struct field driver_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "named shown hidden away back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field driver_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "name",
     .help = "name who is chosen below"},
    {.name = "driver", .label = W_NOTE("Driver"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "a coordinator; empty for nobody"},
    {.name = "deputy", .label = W_NOTE("Deputy"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "another coordinator; empty for nobody"},
    {0},
};

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    return done.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"),
                                        html_text(request->arena, W(out, "Who drives this network is saved."))}
                      : (struct notice){0};
}

static struct str say_named(struct request *request, struct out *out, const struct drivers *drivers,
                            enum driver_part part)
{
    const struct q_driver_now *row = &drivers->rows[part];
    if (!drivers->is_named[part]) {
        return W(out, "Nobody");
    }
    struct slot slots[] = {slot("name", row->name), slot("date", (struct date){(int32_t)(row->named_at / 86400)})};
    struct str text = words_text(out, W_NOTE("{name}, since {date}."), slots, 2);
    struct str shown = !drivers->posts[part].stands ? W(out, "Is no coordinator any more, and counts for nothing.")
                       : !row->shown.known ? W(out, "Has not said yet whether everybody may see the name.")
                       : row->shown.v == 1 ? W(out, "Everybody sees the name.")
                                           : W(out, "Does not want the name to be seen.");
    struct str away = drivers->posts[part].away_until == 0
                          ? S("") : SAY(out, "Away until {when}.", slot("when", (struct date){(int32_t)(
                                                 (row->away_until.v - 1) / 86400)}));
    return str_format(request->arena, "%.*s %.*s %.*s", STR_ARG(text), STR_ARG(shown), STR_ARG(away));
}

static void add_select(struct request *request, struct out *out, struct deed_form *form, enum driver_part part,
                       const struct drivers *drivers, const struct q_driver_choices *rows, size_t n)
{
    const struct field *field = form_find(driver_form, str_c(request->arena, driver_part_words[part]));
    struct deed_select *select = deed_select(request, form, field, S(""), n + 1);
    deed_option(request, select, S(""), W(out, "Nobody"));
    for (size_t i = 0; i < n; i++) {
        deed_option(request, select, rows[i].uid, rows[i].name);
        if (!request->acts && drivers->posts[part].stands && drivers->rows[part].person_id == rows[i].id) {
            select->options[0].chosen = false;
            select->options[select->n - 1].chosen = true;
        }
    }
}

static bool is_named(const struct request *request, const struct drivers *drivers)
{
    bool is = false;
    for (int part = 0; part < PART__MAX; part++) {
        is = is || (drivers->posts[part].stands && drivers->rows[part].person_id == request->who->person_id);
    }
    return is;
}

static void add_form(struct request *request, struct out *out, const struct drivers *drivers,
                     const struct q_driver_choices *rows, size_t n, struct deed *m)
{
    if (n == 0) {
        deed_say(m, W(out, "There is no coordinator yet: an administrator gives somebody that role first."));
        return;
    }
    struct deed_form *form = deed_form(m, W(out, "Name the driver and the deputy"),
                                       W(out, "Who is newly named is told by mail, and says whether everybody may see "
                                              "the name. While the driver is away, or when they leave, the deputy "
                                              "drives."));
    add_select(request, out, form, PART_DRIVER, drivers, rows, n);
    add_select(request, out, form, PART_DEPUTY, drivers, rows, n);
    deed_button(form, "name", W(out, "Save"));
}

enum fault driver_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct drivers drivers;
    struct q_driver_choices *rows;
    size_t n;
    driver_load_soon(request->db, request->now);
    q_driver_choices_soon(request->db, request->now);
    TRY(driver_load(request->db, request->arena, request->now, &drivers));
    TRY(q_driver_choices(request->db, request->arena, request->now, &rows, &n));
    struct deed *m = deed_of(request, W(&out, "Who drives this network"),
                             W(&out, "One coordinator keeps the network going, and another one is the deputy."));
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, &out);
    m->action = URL("/driver");
    struct driver_public public = driver_public_of(request, &out, &drivers);
    if (drivers.gap != GAP_NONE) {
        deed_say(m, driver_gap_say(&out, drivers.gap));
    }
    deed_fact(request, m, W(&out, "Driver"), say_named(request, &out, &drivers, PART_DRIVER));
    deed_fact(request, m, W(&out, "Deputy"), say_named(request, &out, &drivers, PART_DEPUTY));
    deed_fact(request, m, W(&out, "What everybody reads"),
              str_format(request->arena, "%.*s %.*s", STR_ARG(public.says), STR_ARG(public.deputy)));
    add_form(request, &out, &drivers, rows, n, m);
    if (is_named(request, &drivers)) {
        deed_link(m, URL("/driver/mine"), W(&out, "Your name, and when you are away"));
    }
    deed_link(m, URL("/join#run"), W(&out, "See it as everybody does"));
    deed_end(request, response, m, driver_form);
    return OK;
}

/* ---- what it does */

/* The id of who was chosen; 0: nobody. */
static bool choose(struct request *request, enum driver_part part, const struct q_driver_choices *rows, size_t n,
                   int64_t *ret_id)
{
    const char *name = str_c(request->arena, driver_part_words[part]);
    struct str uid = request_typed(request, name);
    *ret_id = 0;
    for (size_t i = 0; i < n; i++) {
        *ret_id = str_eq(rows[i].uid, uid) ? rows[i].id : *ret_id;
    }
    if (uid.n > 0 && *ret_id == 0) {
        form_refuse(request, form_find(driver_form, name), W_NOTE("is no coordinator any more"),
                    W_NOTE("choose another one"));
    }
    return uid.n == 0 || *ret_id != 0;
}

enum fault driver_act(struct request *request, struct response *response)
{
    struct q_driver_choices *rows;
    int64_t persons[PART__MAX];
    size_t n;
    struct log_someone who = gate_who(request);
    TRY(q_driver_choices(request->db, request->arena, request->now, &rows, &n));
    bool fits = choose(request, PART_DRIVER, rows, n, &persons[PART_DRIVER]);
    fits = choose(request, PART_DEPUTY, rows, n, &persons[PART_DEPUTY]) && fits;
    if (fits && persons[PART_DRIVER] != 0 && persons[PART_DRIVER] == persons[PART_DEPUTY]) {
        form_refuse(request, form_find(driver_form, "deputy"), W_NOTE("is the driver already"),
                    W_NOTE("choose somebody else, or nobody"));
        fits = false;
    }
    if (!fits) {
        return FAULT_INVALID;
    }
    TRY(driver_name(request->db, request->arena, persons, &who, request->now));
    response->status = 303;
    response->location = S("/driver?done=named");
    return OK;
}
