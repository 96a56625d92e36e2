/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: words of mails. */
#include "web/mail/mail_web.h"

#include "base/check.h"
#include "base/fields.h"
#include "store/bid_due.h"
#include "store/bid_work.h"
#include "store/account.h"
#include "store/action.h"
#include "store/announcement.h"
#include "store/application.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/event.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/remark.h"
#include "store/set_up.h"
#include "store/suggestion.h"
#include "store/survey.h"
#include "web/desk/desk_say.h"
#include "web/link/link.h"
#include "web/mail/mail_parts.h"
#include "web/mail/week.h"
#include "web/say.h"
#include "web/views.h"

#define HTML_MAX (128u << 10)
#define TEXT_MAX (64u << 10)
#define TEXT_LINE_MAX 72u
#define ANNOUNCED_S (7 * 86400) /* so new is what stands in the weekly mail */

/* What mail programs keep of styles: little. Without them it reads as well. */
static const char STYLE[] =
    "<style>body{font:17px/1.5 system-ui,sans-serif;margin:0;padding:24px 16px}main{max-width:560px;margin:0 auto}"
    "h1{font-size:24px;line-height:1.25;margin:0 0 16px}p{margin:0 0 16px}"
    ".name,.foot{font-size:15px;color:#4a4a52}.thing{margin:24px 0 8px;font-weight:600}"
    "blockquote{margin:0 0 16px;padding:2px 0 2px 16px;border-left:4px solid #8a8a94;white-space:pre-line}"
    ".do{display:inline-block;padding:10px 18px;border:2px solid #1a1a2e;border-radius:6px;color:#1a1a2e;"
    "font-weight:600;text-decoration:none}.do:focus,.do:hover{text-decoration:underline}"
    "hr{border:0;border-top:1px solid #8a8a94;margin:32px 0 16px}"
    "@media(prefers-color-scheme:dark){body{background:#16161f;color:#eeeef2}.name,.foot{color:#b9b9c4}"
    "a{color:#9cc4ff}.do{color:#eeeef2;border-color:#eeeef2}}</style>";

struct url mail_url(struct arena *arena, const struct site *site, struct url path)
{
    struct url url;
    check(url_external(arena, str_join(arena, site->base_url, path.text), &url));
    return url;
}

void mail_say(struct draft *draft, struct str sentence)
{
    check(draft->m->says_n < MAIL_SAYS_MAX);
    draft->m->says[draft->m->says_n++] = sentence;
}

void mail_add_thing(struct draft *draft, struct str says, struct str label, struct url path)
{
    check(draft->m->things_n < MAIL_THINGS_MAX);
    draft->m->things[draft->m->things_n++] =
        (struct mail_thing){says, label, mail_url(draft->arena, draft->m->site, path)};
}

struct url mail_link_to(struct draft *draft, const char *kind, struct str subject, int64_t ends_at, const char *path)
{
    const struct mail_link link = {str_of(kind), subject, ends_at};
    return url_path_of(draft->arena, path, mail_link_make(draft->arena, draft->m->site->key, &link));
}

/* ---- the kinds */

/* The answer to a remark, to who left an address for it. Fields: remark. */
static enum fault fill_remark_answer(struct draft *draft)
{
    struct q_remark_by_id row;
    struct out *out = &draft->out;
    struct maybe_int id = fields_int(draft->mail->fields, "remark");
    TRY(q_remark_by_id(draft->db, draft->arena, id.v, &row));
    if (row.answer.n == 0) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = SAY(out, "An answer to what you wrote to {network}", slot("network", draft->m->site->name));
    draft->m->heading = W(out, "Your remark is answered");
    draft->m->quote = row.answer;
    mail_say(draft, SAY(out, "On {when} you told us that something is wrong or missing. This is our answer:",
                   slot("when", (struct date){(int32_t)(row.created_at / 86400)})));
    mail_add_thing(draft, S(""), W(out, "See your remark and the answer"),
              url_path_of(draft->arena, "/remarks/{}", row.uid));
    draft->m->why = W(out, "You get this mail because you left your address for an answer. We have removed it: "
                           "you get no other mail.");
    return OK;
}

/* Of remarks and jobs the links are of the person it goes to, and do it without signing in: they end with that role. */
static void add_need(struct draft *draft, const struct desk_item *item)
{
    struct out *out = &draft->out;
    struct str says = str_format(draft->arena, "%.*s %.*s", STR_ARG(desk_says(out, item)),
                                 STR_ARG(desk_when(out, item, draft->now)));
    struct url url = desk_url(draft->arena, item);
    if (item->kind == DESK_REMARK || item->kind == DESK_JOB) {
        struct str subject = str_format(draft->arena, "%.*s-%lld", STR_ARG(item->about),
                                        (long long)draft->mail->person.v);
        url = mail_link_url(draft->arena, draft->m->site->key, item->kind == DESK_REMARK ? "remark" : "job", subject,
                            draft->now);
    }
    mail_add_thing(draft, says, desk_button(out, item->kind), url);
}

/* One line: the newest of the week, and how many there are beside it. */
static enum fault must_use add_announced(struct draft *draft)
{
    struct out *out = &draft->out;
    struct q_mail_week_person is;
    struct q_announcement_new *rows;
    size_t n;
    TRY(q_mail_week_person(draft->db, draft->arena, draft->mail->person.v, draft->now, &is));
    TRY(q_announcement_new(draft->db, draft->arena, draft->now / 86400, is.cities + is.staff > 0,
                           draft->now - ANNOUNCED_S, &rows, &n));
    if (n > 0) {
        struct slot slots[] = {slot("title", rows[0].title), slot("n", count((int64_t)n - 1))};
        mail_add_thing(draft, n == 1 ? words_text(out, W_NOTE("Announced: {title}"), slots, 1)
                                     : words_text(out, W_NOTE("Announced: {title}, and {n} more|"
                                                              "Announced: {title}, and {n} more"), slots, 2),
                       W(out, "Announcements"), URL("/announcements"));
    }
    return OK;
}

static enum fault fill_week(struct draft *draft)
{
    struct q_consent_find consent;
    struct desk_item *items;
    struct out *out = &draft->out;
    size_t n;
    TRY(q_consent_find(draft->db, draft->arena, draft->mail->person.v, CONSENT_WEEK, &consent));
    TRY(week_list(draft->db, draft->arena, draft->mail->person.v, draft->now, &items, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = SAY(out, "{network}: {n} thing waits for you|{network}: {n} things wait for you",
                            slot("network", draft->m->site->name), slot("n", count((int64_t)n)));
    draft->m->heading = W(out, "What waits for you this week");
    for (size_t i = 0; i < n && i < DESK_SHOWN_MAX; i++) {
        add_need(draft, &items[i]);
    }
    if (n > DESK_SHOWN_MAX) {
        mail_add_thing(draft, SAY(out, "{n} more thing waits behind these.|{n} more things wait behind these.",
                                  slot("n", (int64_t)(n - DESK_SHOWN_MAX))), W(out, "Your desk"), URL("/me"));
    }
    TRY(add_announced(draft));
    draft->m->why = W(out, "You get this mail because you agreed to it: once a week at most, and only when something "
                           "waits for you.");
    return OK;
}

/* That the statements are to be looked through; not once that was done, nor for who is no administrator any more. */
static enum fault fill_year(struct draft *draft)
{
    struct setting_values values;
    struct q_person_staff staff;
    struct out *out = &draft->out;
    struct date today = {(int32_t)(draft->now / 86400)};
    TRY(q_person_staff(draft->db, draft->arena, draft->mail->person.v, draft->now, &staff));
    TRY(setting_list(draft->db, draft->arena, &values));
    struct set_up up = set_up_of(&values, S(""), today);
    if (up.review != REVIEW_DUE || staff.administrator == 0) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = SAY(out, "{network}: once a year, please read what it says of you",
                            slot("network", draft->m->site->name));
    draft->m->heading = W(out, "Is what the site says of you still right?");
    mail_say(draft, SAY(out, "Its statements on accessibility, privacy and security were last looked through on "
                             "{date}. The law wants that once a year.", slot("date", up.reviewed_on)));
    mail_add_thing(draft, S(""), W(out, "Read them, and say that you have"), URL("/set-up#look-through"));
    draft->m->why = W(out, "You get this mail because you set up this site: once a year at most, and only when it is "
                           "due.");
    return OK;
}

/* Through the queue, or past it. */
static enum fault fill_test(struct draft *draft)
{
    struct out *out = &draft->out;
    draft->m->subject = SAY(out, "A test mail of {network}", slot("network", draft->m->site->name));
    draft->m->heading = W(out, "It works");
    mail_say(draft, W(out, "This mail was sent to see whether mail of this network arrives. There is nothing to do."));
    mail_add_thing(draft, S(""), W(out, "Open the network"), URL("/"));
    draft->m->why = W(out, "Somebody who runs this network had it sent to you.");
    return OK;
}

static const struct kind {
    const char *name;
    enum fault (*fill)(struct draft *draft);
} kinds[] = {
    {REMARK_ANSWER_MAIL, fill_remark_answer},
    {SIGN_IN_MAIL, fill_sign_in},
    {ACCOUNT_MAIL, fill_account},
    {ADDRESS_NEW_MAIL, fill_address_new},
    {ADDRESS_OLD_MAIL, fill_address_old},
    {WEEK_MAIL, fill_week},
    {INVITATION_MAIL, fill_invitation},
    {PARTICIPANT_MAIL, fill_participant},
    {PARTICIPANT_CHANGED_MAIL, fill_participant_changed},
    {APPLICATION_MAIL, fill_application},
    {APPLICATION_STAFF_MAIL, fill_application_new},
    {TALK_ASKED_MAIL, fill_talk_asked},
    {TALK_MAIL, fill_talk},
    {TALK_AFTER_MAIL, fill_talk_after},
    {SUGGESTION_JOINED_MAIL, fill_suggestion_joined},
    {CURIOUS_MAIL, fill_curious},
    {CURIOUS_NEWS_MAIL, fill_news},
    {EVENT_MAIL, fill_event},
    {EVENT_SOON_MAIL, fill_event_soon},
    {CLAIM_MAIL, fill_claim},
    {CLAIM_VOUCH_MAIL, fill_vouch},
    {ROLE_ENDED_MAIL, fill_role_ended},
    {STAND_IN_MAIL, fill_stand_in},
    {DRIVER_MAIL, fill_driver_named},
    {MEMBER_STEP_MAIL, fill_member_step},
    {BID_ASKED_MAIL, fill_bid_asked},
    {BID_ANSWER_MAIL, fill_bid_answer},
    {BID_DUE_MAIL, fill_bid_due},
    {LEAD_ASKED_MAIL, fill_member_step},
    {ACTION_MAIL, fill_action},
    {ACTION_REVIEW_MAIL, fill_action_review},
    {COMMITMENT_MAIL, fill_commitment_ends},
    {SURVEY_MAIL, fill_survey},
    {SURVEY_REMINDER_MAIL, fill_survey_reminder},
    {ASSESSMENT_MAIL, fill_assessment},
    {ASSESSMENT_REMINDER_MAIL, fill_assessment_reminder},
    {YEAR_MAIL, fill_year},
    {TEST_MAIL, fill_test},
};

/* ---- as plain text */

/* Broken at spaces; a word that is longer (an address) stands whole. */
static void put_wrapped(struct buf *to, struct str text, const char *begin)
{
    for (struct str lines = text; lines.s != NULL;) {
        struct str rest = str_trim(str_cut(lines, '\n', &lines));
        size_t at = 0;
        buf_put_str(to, str_of(begin));
        while (rest.n > 0) {
            struct str after;
            struct str word = str_cut(rest, ' ', &after);
            if (at > 0 && at + 1 + str_letters(word) > TEXT_LINE_MAX) {
                buf_format(to, "\n%s", begin);
                at = 0;
            }
            buf_put_str(to, at > 0 && word.n > 0 ? S(" ") : S(""));
            buf_put_str(to, word);
            at += (at > 0) + str_letters(word);
            rest = after.s != NULL ? after : S("");
        }
        buf_put_char(to, '\n');
    }
}

static void put_text(struct buf *to, struct out *out, const struct mail_page *m)
{
    put_wrapped(to, m->heading, "");
    buf_put_char(to, '\n');
    for (size_t i = 0; i < m->says_n; i++) {
        put_wrapped(to, m->says[i], "");
        buf_put_char(to, '\n');
    }
    if (m->quote.n > 0) {
        put_wrapped(to, m->quote, "> ");
        buf_put_char(to, '\n');
    }
    for (size_t i = 0; i < m->things_n; i++) {
        if (m->things[i].says.n > 0) {
            put_wrapped(to, m->things[i].says, "");
        }
        buf_format(to, "%.*s:\n%.*s\n\n", STR_ARG(m->things[i].label), STR_ARG(m->things[i].url.text));
    }
    buf_put_str(to, S("-- \n")); /* what follows is about the mail itself (RFC 3676, 4.3) */
    put_wrapped(to, m->why, "");
    if (m->unsubscribe.text.n > 0) {
        buf_format(to, "%.*s:\n%.*s\n", STR_ARG(W(out, "Send me no more of these mails")),
                   STR_ARG(m->unsubscribe.text));
    }
    buf_format(to, "%.*s, %.*s\n", STR_ARG(m->site->name), STR_ARG(m->site->base_url));
}

/* ---- both */

static struct draft draft_of(struct arena *arena, const struct site *site, struct str language)
{
    struct draft draft = {.arena = arena, .out = {.words = words_find(language), .arena = arena}};
    draft.m = arena_new(arena, struct mail_page);
    draft.m->site = site;
    draft.m->language = words_tag(draft.out.words);
    draft.m->style = (struct html){S("")};
    draft.m->style.markup = str_of(STYLE);
    return draft;
}

static enum fault must_use render(struct draft *draft, struct mime_words *ret_words)
{
    struct buf html CLEANUP(buf_done);
    struct buf text CLEANUP(buf_done);
    struct out out = draft->out;
    const struct mail_page *m = draft->m;
    buf_init(&html, HTML_MAX);
    buf_init(&text, TEXT_MAX);
    out.buf = &html;
    view_mail(&out, m);
    put_text(&text, &draft->out, m);
    if (html.overflow || text.overflow) {
        return FAULT_TOO_LARGE;
    }
    *ret_words = (struct mime_words){
        .language = m->language, .subject = m->subject, .unsubscribe = m->unsubscribe.text,
        .text = str_copy(draft->arena, buf_str(&text)), .html = str_copy(draft->arena, buf_str(&html)),
    };
    return OK;
}

static const struct kind *find_kind(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_eq(name, str_of(kinds[i].name))) {
            return &kinds[i];
        }
    }
    return NULL;
}

bool mail_has_words(struct str kind)
{
    return find_kind(kind) != NULL;
}

enum fault mail_words(struct arena *arena, struct db *db, const struct site *site, const struct q_mail_due_row *mail,
                      int64_t now, struct mime_words *ret_words)
{
    struct draft draft = draft_of(arena, site, mail->language);
    const struct kind *kind = find_kind(mail->kind);
    if (kind == NULL) {
        return FAULT_NOT_FOUND;
    }
    draft.db = db;
    draft.mail = mail;
    draft.now = now;
    if (mail->unasked) {
        draft.m->unsubscribe = mail_url(arena, site, mail_link_off_url(arena, site->key, mail->address_digest, now));
    }
    TRY(kind->fill(&draft));
    return render(&draft, ret_words);
}

void mail_test_words(struct arena *arena, const struct site *site, struct mime_words *ret_words)
{
    struct draft draft = draft_of(arena, site, S("en"));
    check(fill_test(&draft) == OK);
    check(render(&draft, ret_words) == OK);
}
