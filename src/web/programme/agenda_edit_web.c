/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: a block is changed or added; a session has another day or time, or is added. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

#define DAY_LETTERS 32
#define UID_LETTERS 32
#define KINDS "brief gallery diverge sort vote breakout plenary assess roadmap commit break"
#define SEEN_FIELD {.name = "seen", .label = W_NOTE("The agenda as it was"), .kind = FIELD_TEXT, .max = 12, \
                    .help = "sent along by the page: what it was made from"}
#define KIND_FIELD {.name = "kind", .label = W_NOTE("Kind"), .kind = FIELD_CHOICE, .choices = KINDS, \
                    .help = "what is done in it"}
#define MINUTES_FIELD {.name = "minutes", .label = W_NOTE("Minutes"), .kind = FIELD_INT, .min = 1, \
                       .max = AGENDA_BLOCK_MINUTES_MAX, .help = "how long it takes"}
#define TITLE_FIELD {.name = "title", .label = W_NOTE("Title"), .kind = FIELD_TEXT, .max = BLOCK_TITLE_MAX, \
                     .help = "nothing: as its kind is called"}

const struct field agenda_block_form[] = {
    TITLE_FIELD,
    {.name = "purpose", .label = W_NOTE("Purpose"), .kind = FIELD_TEXT, .max = BLOCK_WORDS_MAX,
     .help = "one sentence"},
    MINUTES_FIELD,
    KIND_FIELD,
    {.name = "fixed", .label = W_NOTE("When the session runs late"), .kind = FIELD_CHOICE, .choices = "may fixed",
     .help = "it may be shortened, or not"},
    {.name = "inputs", .label = W_NOTE("Starts from"), .kind = FIELD_TEXT, .max = BLOCK_WORDS_MAX,
     .help = "what it needs"},
    {.name = "outputs", .label = W_NOTE("Leaves"), .kind = FIELD_TEXT, .max = BLOCK_WORDS_MAX,
     .help = "what is there afterwards"},
    SEEN_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save needs",
     .help = "save it, or what it starts from and leaves"},
    {0},
};

const struct field agenda_add_form[] = {
    TITLE_FIELD,
    MINUTES_FIELD,
    KIND_FIELD,
    {.name = "session", .label = W_NOTE("Session"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of the session at whose end it comes"},
    SEEN_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "add", .help = "add it"},
    {0},
};

const struct field agenda_session_form[] = {
    {.name = "day", .label = W_NOTE("Day"), .kind = FIELD_TEXT, .max = DAY_LETTERS, .help = "as 2027-01-12"},
    {.name = "begins", .label = W_NOTE("Begins at"), .kind = FIELD_TEXT, .max = 8, .help = "as 09:00"},
    {.name = "ends", .label = W_NOTE("Ends at"), .kind = FIELD_TEXT, .max = 8, .help = "as 12:30"},
    SEEN_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save it, or remove it with its blocks"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    return agenda_load(request->db, request->arena, request->params[1], &reading->agenda);
}

static struct deed *page(struct request *request, struct out *out, const struct reading *reading, struct str title,
                         struct str lead)
{
    struct deed *m = programme_deed(request, out, &reading->row, title, lead);
    page_add_crumb(m->page, W(out, "Agenda"), programme_url(request, "/agenda"));
    m->hidden_name = S("seen");
    m->hidden = programme_seen(request, reading->row.rev);
    return m;
}

static struct deed_select *add_kind(struct request *request, struct out *out, struct deed_form *form,
                                    const struct field *fields, struct str chosen)
{
    struct deed_select *select = deed_select(request, form, form_find(fields, "kind"), S(""), BLOCK_KIND__MAX);
    for (enum block_kind kind = 0; kind < BLOCK_KIND__MAX; kind++) {
        deed_option(request, select, block_kind_word(kind), say_block_kind(out, kind));
        struct deed_option *option = &select->options[select->n - 1];
        option->chosen = request->acts ? option->chosen : str_eq(option->value, chosen);
    }
    return select;
}

static void fill_in(struct request *request, struct form_field *field, struct str value)
{
    field->value = request->acts ? field->value : value;
}

static bool read_minutes(struct request *request, const struct field *form, int *ret_minutes)
{
    int64_t minutes;
    if (!parse_int(request_typed(request, "minutes"), 1, AGENDA_BLOCK_MINUTES_MAX, &minutes)) {
        form_refuse(request, form_find(form, "minutes"), W_NOTE("is no number of minutes"),
                    W_NOTE("write one from 1 to 480"));
        return false;
    }
    *ret_minutes = (int)minutes;
    return true;
}

/* ---- a block */

static enum fault must_use load_block(struct request *request, struct reading *reading,
                                      const struct q_programme_blocks **ret_block)
{
    TRY(load(request, reading));
    *ret_block = agenda_block_of(&reading->agenda, request->params[2]);
    return *ret_block == NULL ? FAULT_NOT_FOUND : OK;
}

enum fault agenda_block_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    const struct q_programme_blocks *block;
    const struct field *fields = agenda_block_form;
    TRY(load_block(request, &reading, &block));
    struct deed *m = page(request, &out, &reading, say_block_title(&out, block),
                          W(&out, "What is done in this block, and how long it takes."));
    struct deed_form *form = deed_form(m, W(&out, "The block"), S(""));
    fill_in(request, deed_field(request, form, form_find(fields, "title"), W(&out, "Empty: as its kind is called.")),
        say_block_title(&out, block));
    fill_in(request, deed_field(request, form, form_find(fields, "purpose"), W(&out, "One sentence, or empty.")),
        say_block_purpose(&out, block));
    fill_in(request, deed_field(request, form, form_find(fields, "minutes"), S("")),
        str_format(request->arena, "%lld", (long long)block->minutes));
    add_kind(request, &out, form, fields, block->kind);
    struct deed_select *fixed = deed_select(request, form, form_find(fields, "fixed"), S(""), 2);
    deed_option(request, fixed, S("may"), W(&out, "It may be shortened"));
    deed_option(request, fixed, S("fixed"), W(&out, "It keeps its minutes"));
    fixed->options[block->fixed ? 1 : 0].chosen = request->acts ? fixed->options[block->fixed ? 1 : 0].chosen : true;
    deed_button(form, "save", W(&out, "Save"));
    struct deed_form *needs = deed_form(m, W(&out, "What goes in and comes out"), S(""));
    fill_in(request, deed_field(request, needs, form_find(fields, "inputs"), S("")), say_block_from(&out, block));
    fill_in(request, deed_field(request, needs, form_find(fields, "outputs"), S("")), say_block_leaves(&out, block));
    deed_button_quiet(needs, "needs", W(&out, "Save what goes in and out"));
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/agenda/{}", request->params[0],
                            request->params[1], request->params[2]);
    deed_end(request, response, m, fields);
    return OK;
}

/* What was typed as it stood there by itself is nothing of one's own: it stays in the reader's language. */
static struct str own_words(struct str typed, struct str by_itself, struct str stands)
{
    struct str text = str_trim(typed);
    return stands.n == 0 && str_eq(text, by_itself) ? S("") : text;
}

static enum fault must_use save_block(struct request *request, const struct q_programme_blocks *block)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct str kind = request_typed(request, "kind"), fixed = request_typed(request, "fixed");
    int minutes;
    if (!read_minutes(request, agenda_block_form, &minutes)) {
        return FAULT_INVALID;
    }
    return q_programme_block_save(request->db, block->id, kind.n > 0 ? kind : block->kind,
                                  own_words(request_typed(request, "title"), say_block_title(&out, block),
                                            block->title),
                                  own_words(request_typed(request, "purpose"), say_block_purpose(&out, block),
                                            block->purpose),
                                  minutes, fixed.n > 0 ? str_eq(fixed, S("fixed")) : block->fixed);
}

enum fault agenda_block_act(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct reading reading;
    const struct q_programme_blocks *block;
    TRY(load_block(request, &reading, &block));
    if (!programme_has_do(request, agenda_block_form)) {
        return FAULT_INVALID;
    }
    if (reading.row.rev != programme_seen_of(request)) {
        return programme_refuse(request, response, agenda_block_form);
    }
    if (str_eq(request_typed(request, "do"), S("needs"))) {
        TRY(q_programme_block_needs(request->db, block->id,
                                    own_words(request_typed(request, "inputs"), say_block_from(&out, block),
                                              block->inputs),
                                    own_words(request_typed(request, "outputs"), say_block_leaves(&out, block),
                                              block->outputs)));
    } else {
        TRY(save_block(request, block));
    }
    TRY(q_programme_rev(request->db, reading.row.id, request->now));
    return programme_done(request, response, "/agenda", S("saved"));
}

/* ---- one more */

enum fault agenda_add_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    const struct field *fields = agenda_add_form;
    TRY(load(request, &reading));
    struct deed *m = page(request, &out, &reading, W(&out, "Add a block"),
                          W(&out, "It comes last in its session; move it from there."));
    struct deed_form *form = deed_form(m, W(&out, "The block"), S(""));
    deed_field(request, form, form_find(fields, "title"), W(&out, "Empty: as its kind is called."));
    fill_in(request, deed_field(request, form, form_find(fields, "minutes"), S("")), S("30"));
    add_kind(request, &out, form, fields, S("plenary"));
    struct deed_select *session = deed_select(request, form, form_find(fields, "session"), S(""),
                                              reading.agenda.sessions_n);
    for (size_t i = 0; i < reading.agenda.sessions_n; i++) {
        deed_option(request, session, reading.agenda.sessions[i].uid,
                    say_session(&out, &reading.agenda, &reading.agenda.sessions[i]));
    }
    deed_button(form, "add", W(&out, "Add it"));
    m->action = programme_url(request, "/blocks/new");
    deed_end(request, response, m, fields);
    return OK;
}

enum fault agenda_add_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct block_new new = {.kind = BLOCK_PLENARY, .title = str_trim(request_typed(request, "title")),
                            .purpose = S("")};
    TRY(load(request, &reading));
    const struct q_programme_sessions *session = agenda_session_of(&reading.agenda, request_typed(request, "session"));
    bool fits = read_minutes(request, agenda_add_form, &new.minutes);
    if (!block_kind_parse(request_typed(request, "kind"), &new.kind)) {
        form_refuse(request, form_find(agenda_add_form, "kind"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
        fits = false;
    }
    if (session == NULL) {
        form_refuse(request, form_find(agenda_add_form, "session"), W_NOTE("is none of this programme’s"),
                    W_NOTE("choose one of these"));
        fits = false;
    }
    if (!fits) {
        return FAULT_INVALID;
    }
    enum fault fault = agenda_add(request->db, request->arena, &reading.agenda, reading.row.id, session->id, &new,
                                  request->now);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(agenda_add_form, "session"), W_NOTE("is full"),
                    W_NOTE("use another one, or take a block out"));
        return FAULT_INVALID;
    }
    TRY(fault);
    return programme_done(request, response, "/agenda", S("added"));
}

/* ---- a session */

/* Of "new" none, *ret_session NULL. */
static enum fault must_use load_session(struct request *request, struct reading *reading,
                                        const struct q_programme_sessions **ret_session)
{
    TRY(load(request, reading));
    *ret_session = agenda_session_of(&reading->agenda, request->params[2]);
    return *ret_session == NULL && !str_eq(request->params[2], S("new")) ? FAULT_NOT_FOUND : OK;
}

static bool has_blocks(const struct agenda *agenda, const struct q_programme_sessions *session)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    return agenda_in_session(agenda, session->id, blocks) > 0;
}

enum fault agenda_session_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    const struct q_programme_sessions *session;
    TRY(load_session(request, &reading, &session));
    struct deed *m = page(request, &out, &reading,
                          session == NULL ? W(&out, "Add a session") : say_session(&out, &reading.agenda, session),
                          W(&out, "A session is a part of a day, half of one as a rule, that one takes part in as a "
                                  "whole."));
    struct deed_form *form = deed_form(m, W(&out, "Day and time"), S(""));
    struct form_field *day = deed_field(request, form, form_find(agenda_session_form, "day"),
                                        session == NULL ? S("")
                                                        : W(&out, "On another day, or at another hour: who was asked "
                                                                 "gets a mail."));
    struct form_field *begins = deed_field(request, form, form_find(agenda_session_form, "begins"), S(""));
    struct form_field *ends = deed_field(request, form, form_find(agenda_session_form, "ends"), S(""));
    day->type = S("date");
    begins->type = ends->type = S("time");
    fill_in(request, day, date_iso(request->arena, session == NULL ? reading.row.ends_on : session->day_on));
    fill_in(request, begins, say_minutes_of_day(request->arena, session == NULL ? 9 * 60 : session->begins));
    fill_in(request, ends, say_minutes_of_day(request->arena, session == NULL ? 12 * 60 + 30 : session->ends));
    deed_button(form, "save", W(&out, "Save"));
    if (session != NULL && reading.agenda.sessions_n > 1 && !has_blocks(&reading.agenda, session)) {
        struct str says = W(&out, "It has no blocks. What people said of it goes too; blocks that were taken out of it "
                                  "can be put back in the session beside it, with what groups wrote in them.");
        deed_button_quiet(deed_form(m, W(&out, "Remove the session"), says), "remove", W(&out, "Remove it"));
    }
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/sessions/{}", request->params[0],
                            request->params[1], request->params[2]);
    deed_end(request, response, m, agenda_session_form);
    return OK;
}

static bool read_time(struct request *request, const char *name, int *ret_minutes)
{
    if (!minutes_of_day_parse(request_typed(request, name), ret_minutes)) {
        form_refuse(request, form_find(agenda_session_form, name), W_NOTE("is no time"), W_NOTE("write it as 09:30"));
        return false;
    }
    return true;
}

static bool read_times(struct request *request, const struct reading *reading,
                       const struct q_programme_sessions *session, struct session_times *ret_times)
{
    bool fits = programme_read_day(request, agenda_session_form, &ret_times->day_on);
    fits = read_time(request, "begins", &ret_times->begins) && fits;
    fits = read_time(request, "ends", &ret_times->ends) && fits;
    if (fits && ret_times->ends <= ret_times->begins) {
        form_refuse(request, form_find(agenda_session_form, "ends"), W_NOTE("is not behind the beginning"),
                    W_NOTE("use a later time"));
        return false;
    }
    if (fits && agenda_overlaps(&reading->agenda, ret_times, session == NULL ? 0 : session->id)) {
        form_refuse(request, form_find(agenda_session_form, "begins"), W_NOTE("is within another session"),
                    W_NOTE("use another time or day"));
        return false;
    }
    return fits;
}

enum fault agenda_session_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct session_times times;
    const struct q_programme_sessions *session;
    TRY(load_session(request, &reading, &session));
    if (!programme_has_do(request, agenda_session_form)) {
        return FAULT_INVALID;
    }
    bool remove = str_eq(request_typed(request, "do"), S("remove"));
    if (reading.row.rev != programme_seen_of(request) ||
        (remove && (session == NULL || has_blocks(&reading.agenda, session)))) {
        return programme_refuse(request, response, agenda_session_form);
    }
    if (!remove && !read_times(request, &reading, session, &times)) {
        return FAULT_INVALID;
    }
    struct db *db = request->db;
    enum fault fault =
        remove ? agenda_session_remove(db, request->arena, &reading.agenda, &reading.row, session, request->now)
        : session == NULL ? agenda_session_add(db, request->arena, &reading.row, &times, request->now)
                          : agenda_session_save(db, request->arena, &reading.row, session, &times, request->now);
    if (fault == FAULT_CONFLICT) {
        return programme_refuse(request, response, agenda_session_form);
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(agenda_session_form, "day"), W_NOTE("would be one session too many"),
                    W_NOTE("twenty are enough for ten days"));
        return FAULT_INVALID;
    }
    TRY(fault);
    bool other = session != NULL && (session->day_on.days != times.day_on.days || session->begins != times.begins ||
                                     session->ends != times.ends);
    bool moves = !remove && other && times.day_on.days >= request->today.days;
    TRY(moves ? programme_tell(db, request->arena, reading.row.id, request->now) : OK);
    return programme_done(request, response, "/agenda", remove ? S("removed") : S("saved"));
}
