/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: all of them on one page, for facilitators: made, brought up to date, corrected, closed by a second person. */
#include "base/check.h"
#include "domain/bid_merge.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/notes/notes_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field notes_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "made updated same both closed opened taken left back saved added out decided pdf pdf_old",
     .help = "what was done before, to be said"},
    {0},
};

const struct field notes_form[] = {
    {.name = "which", .label = W_NOTE("Which one"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "of a correction, a section or a decision: its uid"},
    {.name = "reason", .label = W_NOTE("Why they are opened again"), .kind = FIELD_TEXT, .max = NOTE_REASON_MAX,
     .help = "stays in the history of the notes"},
    {.name = "seen", .label = W_NOTE("How they stand"), .kind = FIELD_TEXT, .max = 12,
     .help = "sent along by the page: how often they were changed"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "flow close open take leave back back_decision pdf",
     .help = "put them together or bring them up to date, close, open again; take a correction or leave it; put a "
             "section or a decision back; have them printed as a PDF"},
    {0},
};

static const struct { const char *done; const char *says; } DONE[] = {
    {"made", W_NOTE("The draft is made. Read it, correct it, and have somebody else close it.")},
    {"updated", W_NOTE("Brought up to date. What people had corrected stands as it was.")},
    {"same", W_NOTE("Nothing new: the notes are up to date.")},
    {"both", W_NOTE("Brought up to date. At a place that somebody had corrected something new came: both stand there, "
                    "to choose.")},
    {"closed", W_NOTE("The notes are closed.")},
    {"opened", W_NOTE("The notes are open again. Why stands below.")},
    {"taken", W_NOTE("The correction is taken into the notes.")},
    {"left", W_NOTE("The notes stay as they are. Who sent the correction sees that.")},
    {"back", W_NOTE("It stands there again.")},
    {"saved", W_NOTE("Saved.")},
    {"added", W_NOTE("The section stands at the end.")},
    {"out", W_NOTE("It is taken out. You can put it back below.")},
    {"decided", W_NOTE("The decision stands in the notes.")},
    {"pdf_old", W_NOTE("That PDF is not here any more: something was changed since, or its week is over. Make it anew "
                       "below.")},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    for (size_t i = 0; i < COUNT_OF(DONE); i++) {
        if (str_eq(done, str_of(DONE[i].done))) {
            bool pdf = str_eq(done, S("pdf_old"));
            return (struct notice){pdf || str_eq(done, S("both")) ? TONE_CARE : TONE_GOOD,
                                   pdf ? W(out, "The PDF") : W(out, "Done"),
                                   html_text(request->arena, words_text(out, DONE[i].says, NULL, 0))};
        }
    }
    return (struct notice){0};
}

/* Of the PDF that was asked for: what came of it meanwhile. */
static struct notice say_pdf(struct request *request, struct out *out, const struct notes_pdf *pdf)
{
    bool made = pdf->url.text.n > 0;
    struct str says = made ? W(out, "It is made: it stands below, under “Take them with you”.")
                           : SAY(out, "As a PDF: {says}", slot("says", pdf->says));
    return (struct notice){made ? TONE_GOOD : TONE_CARE, made ? W(out, "Done") : W(out, "The PDF"),
                           html_text(request->arena, says)};
}

static void add_corrections(struct request *request, struct out *out, const struct notes *notes, struct notes_page *m)
{
    m->corrections = arena_array(request->arena, struct notes_correction, notes->corrections_n + 1);
    for (size_t i = 0; i < notes->corrections_n; i++) {
        const struct q_note_corrections *from = &notes->corrections[i];
        struct notes_correction *to = &m->corrections[m->corrections_n++];
        struct bid_line_change *changes;
        struct str sent = text_date(out, (struct date){(int32_t)(from->made_at / 86400)});
        *to = (struct notes_correction){.uid = from->uid, .title = from->title,
                                        .says = SAY(out, "A participant sent it on {date}.", slot("date", sent))};
        to->n = bid_merge_diff(request->arena, from->before.n > 0 ? from->before : S(""), from->body, &changes);
        to->changes = arena_array(request->arena, struct notes_change, to->n + 1);
        for (size_t k = 0; k < to->n; k++) {
            to->changes[k] = (struct notes_change){changes[k].change == BID_CHANGE_GONE,
                                                   changes[k].change == BID_CHANGE_NEW, changes[k].text};
        }
    }
}

static struct str say_why_not(struct out *out, enum note_may may)
{
    return may == NOTE_OWN ? W(out, "You changed them last, so somebody else of your city reads them and closes them.")
           : may == NOTE_CORRECTION_WAITS ? W(out, "Corrections of participants wait: take or leave each first.")
           : may == NOTE_CHOICE_WAITS     ? W(out, "Two texts stand at one place: choose what stays first.")
           : may == NOTE_EMPTY            ? W(out, "Nothing is written yet.")
                                          : S("");
}

static void add_steps(struct request *request, struct out *out, const struct notes *notes, struct notes_page *m)
{
    m->steps = arena_array(request->arena, struct programme_line, notes->steps_n + 1);
    for (size_t i = 0; i < notes->steps_n; i++) {
        const struct q_note_steps *step = &notes->steps[i];
        bool closed = str_eq(step->step, S("closed"));
        struct str when = notes_say_when(out, step->made_at, step->person);
        m->steps[m->steps_n++] = (struct programme_line){
            closed ? W(out, "Closed") : W(out, "Opened again"),
            closed ? when : SAY(out, "{when}: {reason}", slot("when", when), slot("reason", step->reason))};
    }
}

static void add_files(struct request *request, struct out *out, struct notes_page *m)
{
    const struct { const char *form; struct str name, says; } files[] = {
        {"docx", W(out, "As a document (DOCX)"), W(out, "for Word or LibreOffice")},
        {"html", W(out, "As a page (HTML)"), W(out, "one file, to read anywhere and to put on a website")},
        {"markdown", W(out, "As Markdown"), W(out, "plain text with marks")},
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        m->files[m->files_n++] = (struct notes_file){notes_url(request, "/as/{}", str_of(files[i].form)),
                                                     files[i].name, files[i].says};
    }
}

static struct str say_readers(struct out *out, const struct q_programme_of *row)
{
    struct str rules[RULES_SAID_MAX];
    size_t n = say_house_rules(out, row, rules);
    return rules[n - 1]; /* who reads the notes */
}

static void add_stand(struct request *request, struct out *out, const struct notes *notes, struct notes_page *m)
{
    const struct note_facts facts = notes_facts(notes);
    enum note_may may = note_may_close(&facts, request->who != NULL ? request->who->person_id : 0);
    struct str when = notes_say_when(out, notes->note.changed_at, notes->note.changed_name);
    m->is_closed = facts.is_closed;
    m->may_close = may == NOTE_MAY;
    m->why_not = say_why_not(out, may);
    m->state = m->is_closed ? (struct tag){W(out, "closed"), TONE_GOOD, S("")}
                            : (struct tag){W(out, "draft"), TONE_RUNNING, S("")};
    m->says = SAY(out, "Changed last: {when}.", slot("when", when));
    add_steps(request, out, notes, m);
    add_corrections(request, out, notes, m);
    add_files(request, out, m);
    m->n = notes_sections_of(request, out, notes, false, &m->sections);
    m->out_n = notes_sections_of(request, out, notes, true, &m->out);
    m->decisions_n = notes_decisions_of(request, out, notes, false, &m->decisions);
    m->decisions_out_n = notes_decisions_of(request, out, notes, true, &m->decisions_out);
    for (size_t i = 0; i < m->n && !m->is_closed; i++) {
        m->sections[i].url = notes_url(request, "/sections/{}", m->sections[i].uid);
    }
    for (size_t i = 0; i < m->decisions_n && !m->is_closed; i++) {
        m->decisions[i].url = notes_url(request, "/decisions/{}", m->decisions[i].uid);
    }
}

enum fault notes_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct notes_page *m = arena_new(request->arena, struct notes_page);
    struct notes notes;
    notes_paper_soon(request, true);
    TRY(notes_load(request, &notes));
    m->page = programme_page_of(request, &out, &notes.programme, W(&out, "Notes"),
                                W(&out, "What was said, voted and decided: corrected by those who were there, closed "
                                        "by a second person."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, notes_form);
    m->has_notes = notes.note.id != 0;
    if (m->has_notes) {
        add_stand(request, &out, &notes, m);
        TRY(notes_pdf_load(request, &out, &notes, &m->pdf));
        if (!request->acts && str_eq(request_text(request, "done"), S("pdf"))) {
            m->notice = say_pdf(request, &out, &m->pdf);
        }
    }
    m->reason = form_field_of(request, form_find(notes_form, "reason"), S(""));
    m->readers = say_readers(&out, &notes.programme);
    m->add_section = notes_url(request, "/sections/{}", S("new"));
    m->add_decision = notes_url(request, "/decisions/{}", S("new"));
    m->back = programme_url(request, "");
    m->action = notes_url(request, "", S(""));
    m->seen = programme_seen(request, notes.note.rev);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_notes(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use flow(struct request *request, const struct notes *notes, struct str *ret_done)
{
    struct note_flow *flows;
    struct note_flowed flowed;
    size_t n;
    bool has = notes->note.id != 0;
    TRY(notes_flow_of(request, notes, &flows, &n));
    TRY(note_flow_in(request->db, request->arena, notes->programme.id, notes_language(request, notes),
                     has ? &notes->note : NULL, notes->sections, notes->sections_n, flows, n, request->who->person_id,
                     request->now, &flowed));
    *ret_done = !has                                     ? S("made")
                : flowed.conflicts > 0                   ? S("both")
                : flowed.added + flowed.changed > 0      ? S("updated")
                                                         : S("same");
    return OK;
}

static enum fault must_use close_them(struct request *request, const struct notes *notes)
{
    const struct note_facts facts = notes_facts(notes);
    return note_may_close(&facts, request->who->person_id) != NOTE_MAY
               ? FAULT_CONFLICT
               : note_close(request->db, &notes->note, programme_seen_of(request), request->who->person_id,
                            request->now);
}

static enum fault must_use open_them(struct request *request, const struct notes *notes)
{
    struct str reason = request_typed(request, "reason");
    if (reason.n == 0) {
        form_refuse(request, form_find(notes_form, "reason"), W_NOTE("is empty"),
                    W_NOTE("a few words: who reads the notes later wants to know"));
        return FAULT_INVALID;
    }
    return note_open(request->db, &notes->note, reason, request->who->person_id, request->now);
}

static enum fault must_use settle(struct request *request, const struct notes *notes, bool take)
{
    struct str which = request_typed(request, "which");
    struct note_saved saved;
    for (size_t i = 0; i < notes->corrections_n; i++) {
        const struct q_note_corrections *row = &notes->corrections[i];
        if (str_eq(row->uid, which)) {
            const struct q_note_sections *section = note_section_find(notes->sections, notes->sections_n,
                                                                      row->section_uid);
            check(section != NULL); /* the statement joins it */
            return note_settle(request->db, request->arena, &notes->note, section, row, take,
                               request->who->person_id, request->now, &saved);
        }
    }
    return FAULT_CONFLICT;
}

static enum fault must_use put_back(struct request *request, const struct notes *notes, bool decision)
{
    struct str which = request_typed(request, "which");
    const struct q_note_sections *section = note_section_find(notes->sections, notes->sections_n, which);
    const struct q_decision_list *row = decision_find(notes->decisions, notes->decisions_n, which);
    if (decision ? row == NULL : section == NULL) {
        return FAULT_CONFLICT;
    }
    int64_t by = request->who->person_id;
    return decision ? decision_out(request->db, &notes->note, row, false, by, request->now)
                    : note_section_out(request->db, &notes->note, section, false, by, request->now);
}

static enum fault must_use act(struct request *request, const struct notes *notes, struct str what,
                               struct str *ret_done)
{
    static const struct { const char *what, *done; } dones[] = {
        {"close", "closed"}, {"open", "opened"}, {"take", "taken"}, {"leave", "left"}, {"back", "back"},
        {"back_decision", "back"}};
    for (size_t i = 0; i < COUNT_OF(dones); i++) {
        *ret_done = str_eq(what, str_of(dones[i].what)) ? str_of(dones[i].done) : *ret_done;
    }
    if (str_eq(what, S("pdf")) && notes->note.id != 0) {
        *ret_done = S("pdf");
        return notes_pdf_ask(request, notes);
    }
    if (str_eq(what, S("flow"))) {
        return flow(request, notes, ret_done);
    }
    if (notes->note.id == 0) {
        return FAULT_CONFLICT;
    }
    return str_eq(what, S("close"))                                  ? close_them(request, notes)
           : str_eq(what, S("open"))                                 ? open_them(request, notes)
           : str_eq(what, S("take")) || str_eq(what, S("leave"))     ? settle(request, notes, str_eq(what, S("take")))
                                                                     : put_back(request, notes,
                                                                                str_eq(what, S("back_decision")));
}

enum fault notes_act(struct request *request, struct response *response)
{
    struct notes notes;
    struct str done = S("saved");
    if (str_eq(request_typed(request, "do"), S("pdf"))) {
        notes_paper_soon(request, true);
    }
    TRY(notes_load(request, &notes));
    if (!programme_has_do(request, notes_form)) {
        return FAULT_INVALID;
    }
    enum fault fault = act(request, &notes, request_typed(request, "do"), &done);
    if (fault == FAULT_CONFLICT || fault == FAULT_DENIED) {
        return programme_refuse(request, response, notes_form);
    }
    if (fault == FAULT_TOO_LARGE) {
        return notes_refuse(request, response, form_find(notes_form, "do"), W_NOTE("does not fit any more"),
                            W_NOTE("notes have 180 sections at most, each of twenty thousand letters"));
    }
    TRY(fault);
    TRY(str_eq(done, S("pdf")) ? OK : q_programme_touch(request->db, notes.programme.id, request->now));
    return programme_done(request, response, "/notes", done);
}
