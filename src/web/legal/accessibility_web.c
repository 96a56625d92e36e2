/* SPDX-License-Identifier: AGPL-3.0-or-later
** accessibility: the statement, part by part as section 1 of the annex of Implementing Decision (EU) 2018/1523 has it.
*/
#include "base/check.h"
#include "text/json.h"
#include "text/words.h"
#include "web/legal/legal_web.h"
#include "web/say.h"
#include "web/sheet.h"
#include "web/views.h"

/* Implementing Decision (EU) 2021/1339: the standard that counts for compliance. */
#define STANDARD "EN 301 549 V3.2.1 (WCAG 2.1, AA)"

static struct str law_of(struct out *out, const struct legal *legal)
{
    struct str law = legal_value(legal, SETTING_ACCESSIBILITY_LAW);
    return law.n > 0 ? law : W(out, "Directive (EU) 2016/2102");
}

/* (i) and (ii): the commitment, and what the statement is for. */
static struct str promise_of(struct out *out, const struct legal *legal, struct str base_url)
{
    struct slot slots[] = {slot("who", legal_value(legal, SETTING_OPERATOR_NAME)), slot("law", law_of(out, legal)),
                           slot("site", base_url)};
    if (slots[0].text.n == 0) {
        return words_text(out, W_NOTE("Those who run this site are committed to making it accessible, "
                                      "in accordance with {law}. This statement applies to {site}."), slots + 1, 2);
    }
    return words_text(out, W_NOTE("{who} is committed to making this website accessible, in accordance with {law}. "
                                  "This statement applies to {site}."), slots, COUNT_OF(slots));
}

static bool names_gaps(const struct legal *legal)
{
    return legal_value(legal, SETTING_GAPS).n + legal_value(legal, SETTING_GAPS_BURDEN).n +
           legal_value(legal, SETTING_GAPS_OUTSIDE).n > 0;
}

/* (iii). Full compliance is not said beside a gap that is named, nor beside a violation that the machine found. */
static struct str compliance_of(const struct legal *legal, const struct axe_run *run)
{
    struct str status = legal_value(legal, SETTING_ACCESSIBILITY_STATUS);
    bool doubted = names_gaps(legal) || run->violations > 0;
    return str_eq(status, S("full")) && doubted ? S("partial") : status;
}

static struct str say_compliance(struct out *out, struct str status, bool gaps)
{
    struct slot standard = slot("standard", S(STANDARD));
    const char *english =
        str_eq(status, S("full"))   ? W_NOTE("This website is fully compliant with {standard}.")
        : str_eq(status, S("none")) ? W_NOTE("This website is not compliant with {standard}.")
        : gaps ? W_NOTE("This website is partially compliant with {standard}, due to what is listed below.")
               : W_NOTE("This website is partially compliant with {standard}, due to what is said below.");
    return words_text(out, english, &standard, 1);
}

/* (v) to (xi): what is not accessible, and why. */
static void add_gaps(struct accessibility_page *m, struct arena *arena, struct str title, struct str text)
{
    struct lines lines = legal_lines(arena, text);
    if (lines.n > 0) {
        m->gaps[m->gaps_count++] = (struct gap_list){title, lines};
    }
}

static void set_gaps(struct accessibility_page *m, struct out *out, const struct legal *legal)
{
    add_gaps(m, out->arena, SAY(out, "Not compliant with {law}", slot("law", law_of(out, legal))),
             legal_value(legal, SETTING_GAPS));
    add_gaps(m, out->arena, W(out, "A disproportionate burden"), legal_value(legal, SETTING_GAPS_BURDEN));
    add_gaps(m, out->arena, W(out, "Outside the scope of that law"), legal_value(legal, SETTING_GAPS_OUTSIDE));
}

/* (xii) and (xiii): when and how it was made, and when it was last looked through. */
static void set_preparation(struct accessibility_page *m, struct out *out, const struct legal *legal,
                            const struct axe_run *run)
{
    struct date prepared;
    const struct set_up *up = &legal->set_up;
    bool known = date_parse(legal_value(legal, SETTING_PREPARED_ON), &prepared);
    m->prepared = known ? SAY(out, "This statement was prepared on {date}.", slot("date", prepared))
                        : W(out, "This statement is a draft: those who run this site have not looked through it yet.");
    m->method = !known ? S("") : str_eq(legal_value(legal, SETTING_ACCESSIBILITY_METHOD), S("other"))
                    ? W(out, "It rests on an assessment carried out by a third party.")
                    : W(out, "It rests on a self-assessment by those who run this site.");
    struct slot slots[] = {slot("n", run->violations), slot("pages", count(run->pages)),
                           slot("states", count(run->states)), slot("date", run->date),
                           slot("version", run->version), slot("axe", run->axe), slot("browser", run->browser)};
    m->machine = words_text(out, run->violations == 0
        ? W_NOTE("Beside it a machine looked at {pages} kinds of page in {states} states (wide, narrow, opened, with "
                 "mistakes) and found no violation: axe-core {axe} in {browser}, on {date}, version {version} of the "
                 "program.")
        : W_NOTE("Beside it a machine looked at {pages} kinds of page in {states} states (wide, narrow, opened, with "
                 "mistakes) and found {n} violation: axe-core {axe} in {browser}, on {date}, version {version} of the "
                 "program.|"
                 "Beside it a machine looked at {pages} kinds of page in {states} states (wide, narrow, opened, with "
                 "mistakes) and found {n} violations: axe-core {axe} in {browser}, on {date}, version {version} of the "
                 "program."), slots, COUNT_OF(slots));
    m->review_due = up->review == REVIEW_DUE;
    if (!date_is_none(up->reviewed_on)) {
        m->reviewed = SAY(out, "It was last reviewed on {date}. It is reviewed at least once a year, next by {next}.",
                          slot("date", up->reviewed_on), slot("next", up->review_by));
    }
}

static void set_contacts(struct accessibility_page *m, struct request *request, struct out *out,
                         const struct legal *legal)
{
    m->mail_name = legal_value(legal, SETTING_OPERATOR_MAIL);
    if (m->mail_name.n > 0) {
        m->mail = url_mail(request->arena, m->mail_name, W(out, "Accessibility"), S(""));
    }
    m->address = request->site->operator_name.n > 0 && request->site->operator_address.n > 0
                     ? SAY(out, "By letter: {name}, {address}", slot("name", request->site->operator_name),
                           slot("address", request->site->operator_address))
                     : S("");
    m->can_tell = !m->page->bare;
    m->body = legal_value(legal, SETTING_ENFORCEMENT);
    (void)url_external(request->arena, legal_value(legal, SETTING_ENFORCEMENT_URL), &m->body_url);
}

/* ---- the same for programs */

static void put_member(struct json *json, const char *name, struct str value)
{
    json_name(json, name);
    json_str(json, value);
}

static void put_lines(struct json *json, const char *name, struct arena *arena, struct str text)
{
    struct lines lines = legal_lines(arena, text);
    json_name(json, name);
    json_open(json, '[');
    for (size_t i = 0; i < lines.n; i++) {
        json_str(json, lines.items[i]);
    }
    json_close(json, ']');
}

static void put_run(struct json *json, struct arena *arena, const struct axe_run *run)
{
    json_name(json, "machine_test");
    json_open(json, '{');
    put_member(json, "date", date_iso(arena, run->date));
    put_member(json, "version", run->version);
    put_member(json, "axe_core", run->axe);
    put_member(json, "browser", run->browser);
    json_name(json, "pages");
    json_int(json, run->pages);
    json_name(json, "states");
    json_int(json, run->states);
    json_name(json, "violations");
    json_int(json, run->violations);
    json_close(json, '}');
}

static void answer_json(struct request *request, struct response *response, const struct legal *legal,
                        const struct axe_run *run)
{
    struct arena *arena = request->arena;
    struct json json = json_to(&response->body);
    json_open(&json, '{');
    put_member(&json, "body", legal_value(legal, SETTING_OPERATOR_NAME));
    put_member(&json, "legislation", legal_value(legal, SETTING_ACCESSIBILITY_LAW));
    put_member(&json, "scope", request->site->base_url);
    put_member(&json, "standard", S(STANDARD));
    put_member(&json, "status", compliance_of(legal, run));
    put_lines(&json, "non_compliance", arena, legal_value(legal, SETTING_GAPS));
    put_lines(&json, "disproportionate_burden", arena, legal_value(legal, SETTING_GAPS_BURDEN));
    put_lines(&json, "out_of_scope", arena, legal_value(legal, SETTING_GAPS_OUTSIDE));
    put_member(&json, "prepared_on", legal_value(legal, SETTING_PREPARED_ON));
    put_member(&json, "method", legal_value(legal, SETTING_ACCESSIBILITY_METHOD));
    put_member(&json, "reviewed_on", legal_value(legal, SETTING_REVIEWED_ON));
    put_run(&json, arena, run);
    put_member(&json, "feedback_mail", legal_value(legal, SETTING_OPERATOR_MAIL));
    put_member(&json, "feedback_url", str_join(arena, request->site->base_url, S("/remarks/new")));
    put_member(&json, "enforcement_body", legal_value(legal, SETTING_ENFORCEMENT));
    put_member(&json, "enforcement_url", legal_value(legal, SETTING_ENFORCEMENT_URL));
    json_close(&json, '}');
    buf_put_char(&response->body, '\n');
}

enum fault accessibility_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct axe_run run = axe_run_get();
    struct legal legal;
    TRY(legal_load(request, &legal));
    if (request->form == FORM_JSON) {
        answer_json(request, response, &legal, &run);
        return OK;
    }
    struct accessibility_page *m = arena_new(request->arena, struct accessibility_page);
    m->page = page_of(request, W(&out, "Accessibility statement"),
                      W(&out, "How accessible these pages are, what is not yet, and whom to tell of a barrier."),
                      DOOR_NONE);
    m->promise = promise_of(&out, &legal, request->site->base_url);
    struct str status = compliance_of(&legal, &run);
    m->status = say_compliance(&out, status, names_gaps(&legal));
    m->partly_seen = !str_eq(status, S("full")) && !names_gaps(&legal);
    set_gaps(m, &out, &legal);
    set_preparation(m, &out, &legal, &run);
    set_contacts(m, request, &out, &legal);
    m->use_data = (struct use_data){.json = sheet_address(request, "json")};
    view_accessibility(&out, m);
    return OK;
}
