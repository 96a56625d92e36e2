/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_card: one card: written, changed, taken off and put back. */
#include "base/check.h"
#include "store/kept.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/views.h"
#include "web/wall/wall_web.h"

#define WHEN_LETTERS 20
#define SEEN_LETTERS 20
#define SLUG_LETTERS 60
#define UID_LETTERS 32

#define CLAIM_FIELD {.name = "claim", .label = W_NOTE("What is known"), .kind = FIELD_TEXT, .max = WALL_CLAIM_MAX, \
    .help = "one sentence"}
#define SOURCE_FIELD {.name = "source", .label = W_NOTE("Who says so"), .kind = FIELD_TEXT, .max = WALL_SOURCE_MAX, \
    .help = "a study, an office, a newspaper"}
#define URL_FIELD {.name = "url", .label = W_NOTE("Link"), .kind = FIELD_TEXT, .max = WALL_URL_MAX, \
    .help = "where it can be read, with https://; nothing: nowhere"}
#define DATED_FIELD {.name = "dated", .label = W_NOTE("Of when it is"), .kind = FIELD_TEXT, .max = WHEN_LETTERS, \
    .help = "a day (2024-03-12) or a year, nothing: not known"}
#define LICENCE_FIELD {.name = "licence", .label = W_NOTE("Licence"), .kind = FIELD_TEXT, .max = WALL_LICENCE_MAX, \
    .help = "under which its words may be shown, nothing: not known"}

const struct field wall_new_form[] = {CLAIM_FIELD, SOURCE_FIELD, URL_FIELD, DATED_FIELD, LICENCE_FIELD, {0}};

const struct field wall_card_form[] = {
    CLAIM_FIELD,
    {.name = "so_what", .label = W_NOTE("What it means for us"), .kind = FIELD_TEXT, .max = WALL_SO_WHAT_MAX,
     .help = "nothing: not said yet"},
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = SLUG_LETTERS,
     .help = "the short name of a theme, nothing: none"},
    SOURCE_FIELD, URL_FIELD, DATED_FIELD, LICENCE_FIELD,
    {.name = "comment", .label = W_NOTE("What do you add?"), .kind = FIELD_TEXT, .max = WALL_COMMENT_MAX,
     .help = "what is said beside the card"},
    {.name = "which", .label = W_NOTE("Which comment"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of a comment to take off, or to put back"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "says from take back comment off on",
     .help = "save what it says, or where it is from; take it off the wall, or put it back; say something beside it; "
             "take a comment off, or put it back"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {0},
};

const struct field wall_card_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "new said off on",
     .help = "what was done before, to be said"},
    {0},
};

/* ---- the form */

/* Of the form that was sent what was typed stands there, of the other one what is kept. */
static bool was_sent(struct request *request, const char *part)
{
    return request->acts && str_eq(request_typed(request, "do"), str_of(part));
}

static struct form_field field_of(struct request *request, const struct field *fields, const char *name, bool typed,
                                  struct str hint, struct str stands)
{
    struct form_field field = form_field_of(request, form_find(fields, name), hint);
    field.value = typed ? field.value : stands;
    return field;
}

static struct form_field claim_of(struct request *request, struct out *out, const struct field *fields, bool typed,
                                  struct str stands)
{
    struct str hint = W(out, "One sentence that somebody can agree with or not.");
    struct form_field field = field_of(request, fields, "claim", typed, hint, stands);
    field.long_text = field.required = true;
    return field;
}

static void add_themes(struct request *request, struct out *out, const struct themes *themes, struct theme_id stands,
                       struct wall_card_page *m)
{
    struct str typed = request_typed(request, "theme");
    m->theme.field = form_field_of(request, form_find(wall_card_form, "theme"), S(""));
    m->theme.options = arena_array(request->arena, struct deed_option, themes->n + 1);
    m->theme.options[m->theme.n++] = (struct deed_option){S(""), W(out, "No theme"), false};
    for (size_t i = 0; i < themes->n; i++) {
        const struct q_theme_list *theme = &themes->items[i];
        bool chosen = was_sent(request, "says") ? str_eq(typed, theme->slug) : stands.v == theme->id.v;
        m->theme.options[m->theme.n++] = (struct deed_option){theme->slug, say_theme(out, themes, theme->id), chosen};
    }
}

static void add_source(struct request *request, struct out *out, const struct field *fields, bool typed,
                       const struct wall_card *card, struct wall_card_page *m)
{
    m->source = field_of(request, fields, "source", typed,
                         W(out, "A study, an office, a newspaper. Leave names of people out."), card->source);
    m->url = field_of(request, fields, "url", typed,
                      W(out, "Begins with https://. Phones read it from the printed sheet."), card->url);
    m->dated = field_of(request, fields, "dated", typed, W(out, "A day, as 2024-03-12, or the year alone."),
                        card->dated_on);
    m->licence = field_of(request, fields, "licence", typed,
                          W(out, "As CC BY 4.0. Leave it empty when you do not know."), card->licence);
}

static void put_head(struct request *request, struct out *out, struct str title, struct str lead,
                     const struct q_programme_of *programme, const struct field *form, struct wall_card_page *m)
{
    m->page = wall_page_of(request, out, title, lead, programme);
    page_add_crumb(m->page, W(out, "Knowledge wall"), wall_url(request, ""));
    m->problems = form_problems_of(request, form);
    m->once = request_once(request);
    m->back = wall_url(request, "");
    m->says = m->seen = m->source_name = S("");
}

/* Both give FAULT_INVALID with a problem beside each field that does not fit. */
static enum fault must_use read_claim(struct request *request, const struct field *form, struct wall_card *card)
{
    card->claim = request_typed(request, "claim");
    if (card->claim.n == 0) {
        form_refuse(request, form_find(form, "claim"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    return card->claim.n > 0 ? OK : FAULT_INVALID;
}

static enum fault must_use read_source(struct request *request, const struct field *form, struct wall_card *card)
{
    struct url url = {S("")};
    struct str typed = request_typed(request, "url");
    bool when_fits = answer_when_fits(request, form_find(form, "dated"), &card->dated_on);
    bool url_fits = typed.n == 0 || (url_external(request->arena, typed, &url) && !str_starts(url.text, S("mailto:")));
    if (!url_fits) {
        form_refuse(request, form_find(form, "url"), W_NOTE("is not a link"),
                    W_NOTE("write it as in https://www.example.org/study"));
    }
    card->source = request_typed(request, "source");
    card->url = url.text;
    card->licence = request_typed(request, "licence");
    return when_fits && url_fits ? OK : FAULT_INVALID;
}

static enum fault must_use read_theme(struct request *request, struct theme_id *ret_theme)
{
    struct themes themes;
    struct str slug = request_typed(request, "theme");
    TRY(themes_load(request, &themes));
    const struct q_theme_list *theme = slug.n > 0 ? themes_find_slug(&themes, slug) : NULL;
    if (slug.n > 0 && theme == NULL) {
        form_refuse(request, form_find(wall_card_form, "theme"), W_NOTE("is none of ours"),
                    W_NOTE("choose one of the list"));
        return FAULT_INVALID;
    }
    *ret_theme = theme != NULL ? theme->id : (struct theme_id){0};
    return OK;
}

/* ---- a new one */

enum fault wall_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_card_page *m = arena_new(request->arena, struct wall_card_page);
    const struct wall_card nothing = {.claim = S(""), .so_what = S(""), .source = S(""), .url = S(""),
                                      .dated_on = S(""), .licence = S("")};
    struct q_programme_of programme;
    TRY(wall_programme(request, &programme));
    put_head(request, &out, W(&out, "Write a card"), W(&out, "One thing that is known, and where it is from."),
             &programme, wall_new_form, m);
    m->claim = claim_of(request, &out, wall_new_form, request->acts, S(""));
    add_source(request, &out, wall_new_form, request->acts, &nothing, m);
    m->is_new = true;
    m->action = wall_url(request, "/new");
    response->max_age_s = -1;
    view_wall_card(&out, m);
    return OK;
}

enum fault wall_new_act(struct request *request, struct response *response)
{
    struct q_programme_of programme;
    struct wall_card card = {.so_what = S("")};
    struct str uid;
    TRY(wall_programme(request, &programme));
    enum fault fault = read_claim(request, wall_new_form, &card);
    TRY(read_source(request, wall_new_form, &card)); /* all that does not fit is said at once */
    TRY(fault);
    TRY(wall_refuse_room(request, form_find(wall_new_form, "claim"),
                         wall_add(request->db, request->arena, programme.id, &card, request->who->person_id,
                                  request->now, &uid)));
    response->status = 303;
    response->location = url_add(request->arena, wall_card_url(request, uid), "done", S("new")).text;
    return OK;
}

/* ---- one that hangs */

static struct str seen_of(struct arena *arena, const struct q_wall_card_of *row)
{
    const struct str parts[] = {row->claim, row->so_what, row->source, row->url, row->dated_on, row->licence};
    uint64_t sum = (uint64_t)row->theme_id.v;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        sum = sum * 31 + str_hash(parts[i]);
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static struct str say_who(struct out *out, const struct q_wall_card_of *row)
{
    struct slot slots[] = {slot("name", row->person), slot("day", (struct date){(int32_t)(row->made_at / 86400)})};
    return row->person.n > 0 ? words_text(out, W_NOTE("Put there by {name} on {day}."), slots, 2)
                             : words_text(out, W_NOTE("Put there on {day}."), slots + 1, 1);
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("said"))  ? W(out, "Your comment hangs beside the card.")
                      : str_eq(done, S("off")) ? W(out, "The comment is taken off. You can put it back below.")
                                               : W(out, "The comment hangs there again.");
    if (str_eq(done, S("new"))) {
        text = W(out, "Say what it means for your city: nobody else can.");
        return (struct notice){TONE_GOOD, W(out, "The card hangs on the wall"), html_text(request->arena, text)};
    }
    return done.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static enum fault must_use add_talk(struct request *request, struct out *out, const struct q_programme_of *programme,
                                    const struct q_wall_card_of *row, struct wall_card_page *m)
{
    struct wall_talk talk;
    TRY(wall_talk_load(request, request->params[1], programme->named, 0, &talk));
    m->comments_n = wall_comments_of(request, out, &talk, row->id, true, &m->comments);
    m->comment = field_of(request, wall_card_form, "comment", was_sent(request, "comment"),
                          programme->named ? W(out, "Colleagues see your name beside it, participants that it comes "
                                                    "from those who prepare it.")
                                           : W(out, "By the house rules nobody's name stands beside it, and none is "
                                                    "kept."), S(""));
    m->comment.long_text = true;
    return OK;
}

enum fault wall_card_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_card_page *m = arena_new(request->arena, struct wall_card_page);
    struct q_programme_of programme;
    struct q_wall_card_of row;
    struct themes themes;
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
    q_wall_card_of_soon(request->db, request->params[1], request->params[2]);
    wall_talk_soon(request, request->params[1]);
    kept_soon(request->db);
    TRY(wall_programme(request, &programme));
    TRY(q_wall_card_of(request->db, request->arena, request->params[1], request->params[2], &row));
    TRY(add_talk(request, &out, &programme, &row, m));
    TRY(themes_load(request, &themes));
    const struct wall_card card = {row.project_id, row.claim, row.so_what, row.source, row.url, row.dated_on,
                                   row.licence, row.theme_id};
    put_head(request, &out, W(&out, "A card of the wall"), W(&out, "What is known, where it is from, and what it means "
                                                                   "for us."), &programme, wall_card_form, m);
    m->notice = notice_of(request, &out);
    m->claim = claim_of(request, &out, wall_card_form, was_sent(request, "says"), row.claim);
    m->so_what = field_of(request, wall_card_form, "so_what", was_sent(request, "says"),
                          W(&out, "What follows from it here. Leave it empty if nobody knows yet."), row.so_what);
    m->so_what.long_text = true;
    add_themes(request, &out, &themes, row.theme_id, m);
    add_source(request, &out, wall_card_form, was_sent(request, "from"), &card, m);
    m->says = say_who(&out, &row);
    m->taken = row.removed_at.known;
    m->seen = seen_of(request->arena, &row);
    m->action = wall_card_url(request, request->params[2]);
    if (row.project_id.known) {
        m->source_url = url_path_of(request->arena, "/projects/{}",
                                    str_format(request->arena, "%lld", (long long)row.project_id.v));
        m->source_name = W(&out, "See the EU project it was made of");
    } else if (row.url.n > 0 && url_external(request->arena, row.url, &m->source_url)) {
        m->source_name = W(&out, "Read where it is from");
    }
    response->max_age_s = -1;
    view_wall_card(&out, m);
    return OK;
}

/* One of the two forms; what the other one is about stays. */
static enum fault must_use save(struct request *request, struct response *response, const struct q_wall_card_of *row)
{
    struct wall_card card = {row->project_id, row->claim, row->so_what, row->source, row->url, row->dated_on,
                             row->licence, row->theme_id};
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, row))) {
        return form_refuse_meanwhile(request, response, form_find(wall_card_form, "seen"));
    }
    if (was_sent(request, "from")) {
        TRY(read_source(request, wall_card_form, &card));
    } else {
        enum fault fault = read_claim(request, wall_card_form, &card);
        TRY(read_theme(request, &card.theme_id));
        TRY(fault);
        card.so_what = request_typed(request, "so_what");
    }
    return wall_save(request->db, row->id, row->programme_id, &card, request->now);
}

/* What is said beside it: something new, taken off, put back. */
static enum fault must_use talk_of(struct request *request, const struct q_programme_of *programme,
                                   const struct q_wall_card_of *row, struct str what)
{
    struct wall_said said = {.programme_id = row->programme_id, .card_id = row->id, .by_city = true,
                             .named = programme->named, .by = request->who->person_id};
    if (str_eq(what, S("comment"))) {
        return wall_comment_read(request, wall_card_form, &said, request->now);
    }
    enum fault fault = wall_comment_take(request->db, row, request_typed(request, "which"), str_eq(what, S("off")),
                                         request->now);
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    form_refuse(request, form_find(wall_card_form, "which"), W_NOTE("is not there any more"),
                W_NOTE("choose one of those below"));
    return FAULT_INVALID;
}

enum fault wall_card_act(struct request *request, struct response *response)
{
    struct q_programme_of programme;
    struct q_wall_card_of row;
    struct str what = request_typed(request, "do");
    if (what.n == 0) {
        form_refuse(request, form_find(wall_card_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    TRY(wall_programme(request, &programme));
    TRY(q_wall_card_of(request->db, request->arena, request->params[1], request->params[2], &row));
    bool takes = str_eq(what, S("take")), says = str_eq(what, S("comment"));
    response->status = 303;
    if (says || str_eq(what, S("off")) || str_eq(what, S("on"))) {
        TRY(talk_of(request, &programme, &row, what));
        response->location = url_add(request->arena, wall_card_url(request, row.uid), "done",
                                     says ? S("said") : what).text;
        return OK;
    }
    if (takes || str_eq(what, S("back"))) {
        TRY(wall_take(request->db, row.id, row.programme_id, takes, request->now));
    } else {
        TRY(save(request, response, &row));
    }
    response->location = url_add(request->arena, wall_url(request, ""), "done",
                                 takes ? S("taken") : str_eq(what, S("back")) ? S("back") : S("saved")).text;
    return OK;
}
