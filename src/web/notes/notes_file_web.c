/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: as files: Markdown, HTML as a whole page of its own, DOCX. */
#include "base/check.h"
#include "domain/bid_merge.h"
#include "text/words.h"
#include "web/notes/action_web.h"
#include "web/notes/notes_web.h"
#include "web/say.h"

#define FILE_MAX (4u << 20)

/* Of the file alone: it is read without the network, on paper too. Fonts of each script are named for the PDF. */
static const char STYLE[] =
    "body{font:1rem/1.5 \"Source Sans 3\",\"Noto Sans\",\"Noto Sans Devanagari\",\"Noto Sans Telugu\","
    "\"Noto Sans CJK TC\",system-ui,sans-serif;color:#0b2f36;max-width:46rem;margin:0 auto;padding:2rem 1rem}"
    "h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.35rem;line-height:1.25;margin:2rem 0 .5rem}"
    "h2,h3{break-after:avoid}p,ul,table{margin:0 0 .75rem}li{margin:0 0 .25rem;break-inside:avoid}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;"
    "border-bottom:1px solid #5b7579}tr{break-inside:avoid}"
    "@page{size:A4;margin:20mm 18mm}@media print{body{max-width:none;padding:0;font-size:11pt}}";

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
            if (parts[i].is_list) {
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

/* Who does each is not said: the file goes further than the list does. */
static void put_actions(struct request *request, struct out *out, const struct q_action_list *rows, size_t n,
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
            document_table(document, 3);
            cell(document, W(out, "What is done"));
            cell(document, W(out, "By when"));
            cell(document, W(out, "How it stands"));
        }
        any = true;
        enum action_stands stands = action_stands(rows[i].state, rows[i].due_on, request->today);
        cell(document, rows[i].what);
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

/* A page that needs nothing else: no script, no address of ours. */
static void put_whole(const struct document *document, struct buf *to)
{
    struct str title = html_text(document->arena, document->title).markup;
    buf_format(to, "<!DOCTYPE html>\n<html lang=\"%.*s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                   "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<title>%.*s</title>\n"
                   "<style>%s</style>\n</head>\n<body>\n<main>\n", STR_ARG(document->language), STR_ARG(title), STYLE);
    document_html(document, to);
    buf_put_str(to, S("</main>\n</body>\n</html>\n"));
}

enum fault notes_file_get(struct request *request, struct response *response)
{
    static const struct {
        const char *form, *type, *ending;
        void (*write)(const struct document *document, struct buf *to);
    } all[] = {
        {"markdown", "text/markdown; charset=utf-8", "md", document_markdown},
        {"html", "text/html; charset=utf-8", "html", put_whole},
        {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", document_docx},
    };
    struct notes notes;
    struct document document;
    struct q_action_list *actions;
    size_t actions_n;
    q_action_list_soon(request->db, request->params[1]);
    TRY(notes_load(request, &notes));
    TRY(q_action_list(request->db, request->arena, request->params[1], &actions, &actions_n));
    for (size_t i = 0; notes.note.id != 0 && i < COUNT_OF(all); i++) {
        if (str_eq(request->params[2], str_of(all[i].form))) {
            struct out out = {.words = words_find(notes.note.language), .arena = request->arena};
            notes_document(request, &out, &notes, &document);
            put_actions(request, &out, actions, actions_n, &document);
            response->content_type = all[i].type;
            response->file_name = str_format(request->arena, "notes-%s.%s",
                                             str_c(request->arena, date_iso(request->arena, notes.programme.begins_on)),
                                             all[i].ending);
            response->max_age_s = -1;
            all[i].write(&document, &response->body);
            return response->body.overflow ? FAULT_TOO_LARGE : OK;
        }
    }
    return FAULT_NOT_FOUND;
}
