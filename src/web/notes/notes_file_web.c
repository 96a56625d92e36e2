/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: as files: Markdown, HTML as a whole page of its own, DOCX. */
#include "base/check.h"
#include "domain/bid_merge.h"
#include "text/words.h"
#include "web/notes/action_web.h"
#include "web/notes/notes_web.h"
#include "web/say.h"

static void paragraph(struct document *document, struct str text)
{
    if (text.n > 0) {
        document_paragraph(document);
        document_run(document, text, RUN_PLAIN);
    }
}

static void put_parts(struct document *document, struct str body)
{
    struct note_part *parts;
    size_t n = note_parts(document->arena, body, &parts);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < parts[i].n; k++) {
            if (parts[i].is_numbered) {
                document_numbered(document, 1);
            } else if (parts[i].is_list) {
                document_item(document, 1);
            } else {
                document_paragraph(document);
            }
            document_run(document, parts[i].lines[k], RUN_PLAIN);
        }
    }
}

static void cell(struct document *document, struct str text)
{
    document_cell(document);
    document_run(document, text, RUN_PLAIN);
}

static void put_decisions(struct out *out, const struct notes *notes, struct document *document)
{
    bool any = false;
    for (size_t i = 0; i < notes->decisions_n; i++) {
        const struct q_decision_list *row = &notes->decisions[i];
        if (row->removed_at.known) {
            continue;
        }
        if (!any) {
            document_heading(document, 1);
            document_run(document, W(out, "Decisions"), RUN_PLAIN);
            document_table(document, 3);
            cell(document, W(out, "What was decided"));
            cell(document, W(out, "From what"));
            cell(document, W(out, "Carried by"));
        }
        any = true;
        cell(document, row->says);
        cell(document, row->from_says.n > 0 ? row->from_says : W(out, "The talk"));
        cell(document, row->carried_by.n > 0 ? row->carried_by : W(out, "not said"));
    }
}

void notes_document_actions(struct request *request, struct out *out, const struct q_action_list *rows, size_t n,
                            struct document *document)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].removed_at.known) {
            continue;
        }
        if (!any) {
            document_heading(document, 1);
            document_run(document, W(out, "Actions"), RUN_PLAIN);
            document_table(document, 4);
            cell(document, W(out, "What is done"));
            cell(document, W(out, "Who"));
            cell(document, W(out, "By when"));
            cell(document, W(out, "How it stands"));
        }
        any = true;
        enum action_stands stands = action_stands(rows[i].state, rows[i].due_on, request->today);
        cell(document, rows[i].what);
        cell(document, rows[i].who.n > 0 ? rows[i].who : W(out, "a person, named on the page of actions"));
        cell(document, text_date(out, rows[i].due_on));
        cell(document, stands == ACTION_DONE      ? W(out, "done")
                       : stands == ACTION_DROPPED ? W(out, "will not happen")
                       : stands == ACTION_LATE    ? W(out, "late")
                                                  : W(out, "open"));
    }
}

static struct str say_stand(struct out *out, const struct notes *notes)
{
    const struct q_note_steps *last = notes->steps_n > 0 ? &notes->steps[notes->steps_n - 1] : NULL;
    bool closed = last != NULL && str_eq(last->step, S("closed"));
    int64_t at = closed ? last->made_at : notes->note.changed_at;
    struct slot slot = slot("date", (struct date){(int32_t)(at / 86400)});
    return closed ? words_text(out, W_NOTE("Closed on {date} by another person than the one who wrote the last of "
                                           "them."), &slot, 1)
                  : words_text(out, W_NOTE("A draft of {date}: it is not closed yet."), &slot, 1);
}

void notes_document(struct request *request, struct out *out, const struct notes *notes, struct document *document)
{
    const struct q_programme_of *row = &notes->programme;
    document_init(document, request->arena, SAY(out, "Notes: {name}", slot("name", row->name)),
                  words_tag(out->words), request->site->name, request->now);
    struct str days = say_programme_days(out, row->begins_on, row->ends_on);
    paragraph(document, row->place.n > 0 ? str_format(request->arena, "%.*s, %.*s", STR_ARG(days), STR_ARG(row->place))
                                         : days);
    paragraph(document, say_programme_host(out, row->city, row->host_kind, row->host_name));
    paragraph(document, say_stand(out, notes));
    put_decisions(out, notes, document);
    for (size_t i = 0; i < notes->sections_n; i++) {
        if (!notes->sections[i].removed_at.known) {
            document_heading(document, 1);
            document_run(document, notes->sections[i].title, RUN_PLAIN);
            put_parts(document, notes->sections[i].body);
        }
    }
}

static void put_page(const struct notes_paper *paper, struct buf *to)
{
    notes_paper_html(paper, to);
}

static void put_docx(const struct notes_paper *paper, struct buf *to)
{
    document_docx(&paper->document, to);
}

static void put_markdown(const struct notes_paper *paper, struct buf *to)
{
    document_markdown(&paper->document, to);
}

enum fault notes_file_get(struct request *request, struct response *response)
{
    static const struct {
        const char *form, *type, *ending;
        void (*write)(const struct notes_paper *paper, struct buf *to);
    } all[] = {
        {"markdown", "text/markdown; charset=utf-8", "md", put_markdown},
        {"html", "text/html; charset=utf-8", "html", put_page},
        {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", put_docx},
    };
    struct notes notes;
    struct notes_paper paper;
    notes_paper_soon(request, str_eq(request->params[2], S("pdf")));
    TRY(notes_load(request, &notes));
    TRY(notes_paper_load(request, &notes, &paper));
    response->max_age_s = -1;
    for (size_t i = 0; notes.note.id != 0 && i < COUNT_OF(all); i++) {
        if (str_eq(request->params[2], str_of(all[i].form))) {
            response->content_type = all[i].type;
            response->file_name = notes_file_name(request, &notes, all[i].ending);
            all[i].write(&paper, &response->body);
            return response->body.overflow ? FAULT_TOO_LARGE : OK;
        }
    }
    return notes.note.id != 0 && str_eq(request->params[2], S("pdf"))
               ? notes_pdf_give(request, response, &notes, &paper)
               : FAULT_NOT_FOUND;
}
