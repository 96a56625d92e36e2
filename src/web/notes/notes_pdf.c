/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: as a page of its own for the screen and for paper, and as the PDF that is printed from it. */
#include "base/check.h"
#include "store/note_pdf.h"
#include "text/signature.h"
#include "text/words.h"
#include "web/notes/action_web.h"
#include "web/notes/notes_web.h"
#include "web/say.h"

/* Of the file alone: it is read without the network, on paper too. Fonts of each script are named: a machine that makes
** PDFs has them (packaging/debian-packages.txt), Chinese as it is written in Taiwan but where the page says otherwise.
*/
#define FONTS "\"Source Sans 3\",\"Noto Sans\",\"Noto Sans Devanagari\",\"Noto Sans Telugu\","
static const char STYLE[] =
    "body{font:1rem/1.5 " FONTS "\"Noto Sans CJK TC\",system-ui,sans-serif;color:#0b2f36;max-width:46rem;"
    "margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}"
    "body:lang(zh-Hans),body:lang(zh-CN),body:lang(zh-SG){font-family:" FONTS "\"Noto Sans CJK SC\",sans-serif}"
    "h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}"
    "h2{font-size:1.35rem;line-height:1.25;margin:2rem 0 .5rem;border-top:2px solid #ffb545;padding-top:.5rem}"
    "h3{font-size:1.1rem;margin:1rem 0 .25rem}"
    "h2,h3{break-after:avoid}p,ul,ol,table{margin:0 0 .75rem}li{margin:0 0 .25rem;break-inside:avoid}"
    "p{orphans:2;widows:2}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;"
    "border-bottom:1px solid #5b7579}tr{break-inside:avoid}"
    "@page{size:A4;margin:22mm 18mm 20mm;font:9pt " FONTS "\"Noto Sans CJK TC\",sans-serif;color:#48626a}"
    "@media print{body{max-width:none;padding:0;font-size:10.5pt}h1{font-size:20pt}h2{font-size:14pt}}";

/* ---- a page of its own */

/* A text within the quotes of a style: what could end it, or the style, stands as its number. */
static void put_style_text(struct buf *to, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool plain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain) {
            buf_put_char(to, (char)c);
        } else {
            buf_format(to, "\\%x ", c);
        }
    }
}

static void put_corner(struct buf *to, const char *corner, struct str text)
{
    buf_format(to, "@%s{content:\"", corner);
    put_style_text(to, text);
    buf_put_str(to, S("\"}"));
}

/* On each sheet: of what and when, but on the first, which says it larger; whose it is, and which of how many. */
static void put_sheet(const struct notes_paper *paper, struct buf *to)
{
    buf_put_str(to, S("@page{"));
    put_corner(to, "top-left", str_clip_letters(paper->document.title, 70));
    put_corner(to, "top-right", paper->days);
    put_corner(to, "bottom-left", paper->document.by);
    buf_put_str(to, S("@bottom-right{content:counter(page) \" / \" counter(pages)}}"
                      "@page:first{@top-left{content:none}@top-right{content:none}}"));
}

void notes_paper_html(const struct notes_paper *paper, struct buf *to)
{
    const struct document *document = &paper->document;
    struct str title = html_text(document->arena, document->title).markup;
    buf_format(to, "<!DOCTYPE html>\n<html lang=\"%.*s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                   "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<title>%.*s</title>\n"
                   "<style>%s", STR_ARG(document->language), STR_ARG(title), STYLE);
    put_sheet(paper, to);
    buf_put_str(to, S("</style>\n</head>\n<body>\n<main>\n"));
    document_html(document, to);
    buf_put_str(to, S("</main>\n</body>\n</html>\n"));
}

struct str notes_file_name(struct request *request, const struct notes *notes, const char *ending)
{
    return str_format(request->arena, "notes-%s.%s",
                      str_c(request->arena, date_iso(request->arena, notes->programme.begins_on)), ending);
}

void notes_paper_soon(struct request *request, bool pdf)
{
    q_action_list_soon(request->db, request->params[1]);
    if (pdf) {
        q_note_pdf_of_soon(request->db, request->params[1]);
    }
}

enum fault notes_paper_load(struct request *request, const struct notes *notes, struct notes_paper *ret_paper)
{
    struct out out = {.words = words_find(notes_language(request, notes)), .arena = request->arena};
    struct q_action_list *actions;
    size_t n;
    TRY(q_action_list(request->db, request->arena, request->params[1], &actions, &n));
    notes_document(request, &out, notes, &ret_paper->document);
    notes_document_actions(request, &out, actions, n, &ret_paper->document);
    ret_paper->days = say_programme_days(&out, notes->programme.begins_on, notes->programme.ends_on);
    return OK;
}

/* ---- the PDF */

/* What is printed, and its digest; the digest has no text when it is too long. */
static struct str page_of_paper(struct request *request, const struct notes_paper *paper, struct str *ret_digest)
{
    struct buf CLEANUP(buf_done) body;
    buf_init(&body, NOTE_PDF_PAGE_MAX);
    notes_paper_html(paper, &body);
    if (body.overflow) {
        *ret_digest = S("");
        return S("");
    }
    struct str page = str_copy(request->arena, buf_str(&body));
    struct str digest = signature_digest(request->arena, page);
    *ret_digest = str_hex(request->arena, digest.s, digest.n);
    return page;
}

/* ret_state, and the page with its digest. */
static enum fault must_use look(struct request *request, const struct notes_paper *paper, struct str *ret_page,
                                struct str *ret_digest, enum note_pdf_state *ret_state)
{
    struct q_note_pdf_of row;
    enum fault fault = q_note_pdf_of(request->db, request->arena, request->params[1], &row);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    *ret_page = page_of_paper(request, paper, ret_digest);
    *ret_state = ret_digest->n == 0 ? NOTE_PDF_TOO_LARGE
                                    : note_pdf_state(fault == OK ? &row : NULL, *ret_digest, request->now);
    return OK;
}

static struct str say_state(struct out *out, enum note_pdf_state state)
{
    return state == NOTE_PDF_WAITING      ? W(out, "it is being made; that takes some seconds.")
           : state == NOTE_PDF_NO_BROWSER ? W(out, "it cannot be made here: the server has no Chromium. Who runs it "
                                                   "installs the packages chromium-headless-shell, fonts-noto-core "
                                                   "and fonts-noto-cjk. Until then take the document (DOCX) and save "
                                                   "it as a PDF.")
           : state == NOTE_PDF_TOO_LARGE  ? W(out, "it cannot be made: the notes are too long. Take the document "
                                                   "(DOCX) and save it as a PDF.")
           : state == NOTE_PDF_FAILED     ? W(out, "it could not be made. Try it once more, or take the document "
                                                   "(DOCX) and save it as a PDF.")
                                          : W(out, "for paper, as they stand now: made in a few seconds.");
}

enum fault notes_pdf_load(struct request *request, struct out *out, const struct notes *notes,
                          struct notes_pdf *ret_pdf)
{
    struct notes_paper paper;
    struct str page, digest;
    enum note_pdf_state state;
    TRY(notes_paper_load(request, notes, &paper));
    TRY(look(request, &paper, &page, &digest, &state));
    *ret_pdf = (struct notes_pdf){.says = say_state(out, state),
                                  .may_ask = state != NOTE_PDF_WAITING && state != NOTE_PDF_MADE && digest.n > 0};
    if (state == NOTE_PDF_MADE) {
        ret_pdf->url = notes_url(request, "/as/{}", S("pdf"));
        ret_pdf->says = W(out, "for paper, as they stand now");
    } else if (state == NOTE_PDF_WAITING) {
        ret_pdf->again = url_add(request->arena, notes_url(request, "", S("")), "done", S("pdf"));
    }
    return OK;
}

enum fault notes_pdf_ask(struct request *request, const struct notes *notes)
{
    struct notes_paper paper;
    struct str page, digest;
    enum note_pdf_state state;
    TRY(notes_paper_load(request, notes, &paper));
    TRY(look(request, &paper, &page, &digest, &state));
    if (digest.n == 0) {
        return FAULT_TOO_LARGE;
    }
    return state == NOTE_PDF_WAITING || state == NOTE_PDF_MADE /* somebody else asked for it */
               ? OK
               : note_pdf_ask(request->db, request->arena, notes->note.id, digest, page, request->now);
}

enum fault notes_pdf_give(struct request *request, struct response *response, const struct notes *notes,
                          const struct notes_paper *paper)
{
    struct q_note_pdf_made_of row;
    struct str page, digest;
    enum note_pdf_state state;
    TRY(look(request, paper, &page, &digest, &state));
    if (state != NOTE_PDF_MADE) {
        struct url notes_page = notes_url(request, "", S(""));
        response->status = 303;
        response->location = url_add(request->arena, notes_page, "done", S("pdf_old")).text;
        return OK;
    }
    TRY(q_note_pdf_made_of(request->db, request->arena, request->params[1], digest, &row));
    response->content_type = "application/pdf";
    response->file_name = notes_file_name(request, notes, "pdf");
    buf_put_str(&response->body, row.pdf);
    return response->body.overflow ? FAULT_TOO_LARGE : OK;
}
