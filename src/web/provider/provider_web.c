/* SPDX-License-Identifier: AGPL-3.0-or-later
** provider: three pages, from the button to the session. */
#include "web/provider/provider_web.h"

#include "base/rand.h"
#include "base/scan.h"
#include "store/provider.h"
#include "store/rate.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "text/oidc.h"
#include "text/words.h"
#include "web/say.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"
#include "web/views.h"

#define TOKEN_BYTES 32u
#define STATE_MAX 200
#define ISSUER_MAX 500
#define PROVIDER_NEXT_MAX 300

/* Who mistypes at the provider a few times, an office behind one line, and a whole network on a Monday morning. */
static const struct rate_limit FROM_ONE = {S_INIT("sign-in-with"), 20, 600};
static const struct rate_limit FROM_LINE = {S_INIT("sign-in-with-line"), 200, 600};
static const struct rate_limit FROM_ALL = {S_INIT("sign-in-with-all"), 3000, 600};

const struct field provider_with_fields[] = {
    {.name = "next", .label = W_NOTE("The page afterwards"), .kind = FIELD_TEXT, .max = PROVIDER_NEXT_MAX,
     .help = "the address within this site to go on to"},
    {0},
};

const struct field provider_with_form[] = {
    {.name = "next", .label = W_NOTE("The page afterwards"), .kind = FIELD_TEXT, .max = PROVIDER_NEXT_MAX,
     .help = "the address within this site to go on to"},
    {0},
};

const struct field provider_back_fields[] = {
    {.name = "state", .label = W_NOTE("The address of this page"), .kind = FIELD_TEXT, .max = STATE_MAX,
     .help = "which sign-in it is; from the provider"},
    {.name = "code", .label = W_NOTE("The address of this page"), .kind = FIELD_TEXT, .max = SIGN_IN_CODE_MAX,
     .help = "what the provider gave"},
    {.name = "iss", .label = W_NOTE("The address of this page"), .kind = FIELD_TEXT, .max = ISSUER_MAX,
     .help = "which provider it was"},
    {.name = "error", .label = W_NOTE("The address of this page"), .kind = FIELD_TEXT, .max = STATE_MAX,
     .help = "why the provider signed nobody in"},
    {0},
};

const struct field provider_back_form[] = {
    {.name = "state", .label = W_NOTE("The address of this page"), .kind = FIELD_SECRET, .min = 1, .max = STATE_MAX,
     .help = "which sign-in it is"},
    {.name = "code", .label = W_NOTE("The address of this page"), .kind = FIELD_SECRET, .min = 1,
     .max = SIGN_IN_CODE_MAX, .help = "what the provider gave"},
    {.name = "iss", .label = W_NOTE("The address of this page"), .kind = FIELD_SECRET, .max = ISSUER_MAX,
     .help = "which provider it was"},
    {0},
};

static struct url with_url(struct request *request, struct str name, struct str next)
{
    struct url url = url_path_of(request->arena, "/sign-in/with/{}", name);
    return next.n > 0 ? url_add(request->arena, url, "next", next) : url;
}

static struct page *bare_page(struct request *request, struct response *response, struct str title, struct str lead)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->no_index = true;
    response->max_age_s = -1;
    return page;
}

enum fault provider_buttons_of(struct request *request, struct out *out, struct str next,
                               struct provider_buttons *ret_buttons)
{
    struct q_provider_list *rows;
    size_t n;
    *ret_buttons = (struct provider_buttons){0};
    if (request->db == NULL) {
        return OK;
    }
    TRY(q_provider_list(request->db, request->arena, &rows, &n));
    ret_buttons->items = arena_array(request->arena, struct provider_button, n);
    ret_buttons->n = n;
    for (size_t i = 0; i < n; i++) {
        ret_buttons->items[i] = (struct provider_button){
            .says = SAY(out, "Sign in with {name}", slot("name", rows[i].title)),
            .url = with_url(request, rows[i].name, next),
        };
    }
    return OK;
}

/* ---- the button */

enum fault provider_with_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct provider_with_page *m = arena_new(request->arena, struct provider_with_page);
    struct q_provider_by_name row = {.title = request->params[0]};
    if (request->db != NULL) {
        TRY(q_provider_by_name(request->db, request->arena, request->params[0], &row));
    }
    m->button = SAY(&out, "Sign in with {name}", slot("name", row.title));
    m->page = bare_page(request, response, m->button,
                        W(&out, "You sign in there, with the account that you have there, and come back here."));
    m->says = SAY(&out, "{name} tells us your name and your mail address, and nothing else.", slot("name", row.title));
    m->next = next_local(request, request->acts ? request_typed(request, "next") : request_text(request, "next"));
    m->problems = form_problems_of(request, provider_with_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/sign-in/with/{}", request->params[0]);
    view_provider_with(&out, m);
    return OK;
}

/* FAULT_INVALID, and for how long, when too many came. */
static enum fault must_use take_turn(struct request *request, struct response *response)
{
    int64_t wait_s = 0;
    TRY(rate_take(request->db, request->arena, &FROM_ONE, request->sender.one, request->now, &wait_s));
    if (wait_s == 0) {
        TRY(rate_take(request->db, request->arena, &FROM_LINE, request->sender.wide, request->now, &wait_s));
    }
    if (wait_s == 0) {
        TRY(rate_take(request->db, request->arena, &FROM_ALL, S(""), request->now, &wait_s));
    }
    if (wait_s == 0) {
        return OK;
    }
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "Signing in"), W(&out, "was tried too often within ten minutes"),
                 W(&out, "wait a few minutes and try again"));
    response->status = 429;
    response->wait_s = (int)wait_s;
    return FAULT_INVALID;
}

enum fault provider_begin(struct request *request, struct response *response, struct str leads_to, bool links)
{
    struct q_provider_by_name row;
    struct str uid;
    TRY(take_turn(request, response));
    TRY(q_provider_by_name(request->db, request->arena, request->params[0], &row));
    bool has_token = request->session.n > 0; /* somebody's or nobody's: this browser's in any case */
    struct str browser = has_token ? request->session : rand_hex(request->arena, TOKEN_BYTES);
    const struct sign_in_new attempt = {
        .provider_id = row.id, .browser = browser, .leads_to = leads_to, .links = links,
        .back = str_format(request->arena, "%.*s/sign-in/back/%.*s", STR_ARG(request->site->base_url),
                           STR_ARG(row.name)),
    };
    TRY(sign_in_add(request->db, request->arena, &attempt, request->now, &uid));
    if (!has_token) {
        response->session = browser;
        response->session_s = SIGN_IN_S;
    }
    response->status = 303;
    response->location = url_path_of(request->arena, "/sign-in/wait/{}", uid).text;
    return OK;
}

enum fault provider_with_act(struct request *request, struct response *response)
{
    return provider_begin(request, response, next_local(request, request_typed(request, "next")), false);
}

/* ---- coming back */

static struct str brought(struct request *request, const char *name)
{
    struct str value = request->acts ? request_secret(request, name) : request_text(request, name);
    return value.s != NULL ? value : S("");
}

static void refuse(struct request *request, struct out *out, struct str what)
{
    problems_add(&request->problems, W(out, "This sign-in"), what, W(out, "begin again"));
}

enum fault provider_back_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct provider_back_page *m = arena_new(request->arena, struct provider_back_page);
    struct q_provider_by_name row = {.title = request->params[0]};
    if (request->db != NULL) {
        TRY(q_provider_by_name(request->db, request->arena, request->params[0], &row));
    }
    m->page = bare_page(request, response, W(&out, "Almost done"),
                        SAY(&out, "You come back from {name}: press the button, and it is done.",
                            slot("name", row.title)));
    m->state = brought(request, "state");
    m->code = brought(request, "code");
    m->iss = brought(request, "iss");
    if (!request->acts && request_text(request, "error").n > 0) {
        refuse(request, &out, W(&out, "was ended where you have your account"));
    } else if (m->state.n == 0 || m->code.n == 0) {
        refuse(request, &out, W(&out, "did not come back whole"));
    }
    m->is_refused = request->problems.n > 0 && response->status != 503; /* busy: the same once more */
    if (m->is_refused) {
        m->page->title = W(&out, "That did not work");
        m->page->lead = W(&out, "Nobody was signed in, and nothing was changed.");
        response->status = response->status == 200 ? 400 : response->status;
    }
    m->problems = form_problems_of(request, provider_back_form);
    m->sends = request->problems.n == 0 ? S("1") : S("");
    m->once = request_once(request);
    m->again = request_who(request) != NULL ? url_path_of(request->arena, "/me/accounts/{}", request->params[0])
                                            : with_url(request, request->params[0], S(""));
    m->action = url_path_of(request->arena, "/sign-in/back/{}", request->params[0]);
    view_provider_back(&out, m);
    return OK;
}

/* NULL: it is an answer to what this browser asked, of the provider that was asked (RFC 9207, 2.4). */
static const char *wrong_with(const struct request *request, const struct q_sign_in_by_uid *row, struct str iss)
{
    if (!str_eq(row->name, request->params[0]) || (iss.n == 0 && row->says_issuer) ||
        (iss.n > 0 && !str_eq(iss, row->issuer))) {
        return W_NOTE("was answered by another provider than the one that was asked");
    }
    return str_eq(row->state, S("sent")) ? NULL : W_NOTE("came back before");
}

enum fault provider_back_act(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct arena *arena = request->arena;
    struct q_sign_in_by_uid row;
    const struct secret_key *key = request->site->key;
    struct str state = brought(request, "state");
    enum fault fault = sign_in_find(request->db, arena, state, request->session, request->now, &row);
    if (fault == FAULT_NOT_FOUND || key == NULL) {
        refuse(request, &out, W(&out, "was begun in another browser, or more than ten minutes ago"));
        return FAULT_INVALID;
    }
    TRY(fault);
    const char *wrong = wrong_with(request, &row, brought(request, "iss"));
    if (wrong != NULL) {
        refuse(request, &out, words_text(&out, wrong, NULL, 0));
        return FAULT_INVALID;
    }
    struct str about = str_join(arena, S(SIGN_IN_CODE_ABOUT), row.uid);
    struct str sealed = secret_seal(arena, key, about, brought(request, "code"));
    TRY(sign_in_ask(request->db, arena, &row, sealed, session_browser(arena, request->agent), &response->session));
    if (!row.links) {
        TRY(session_close(request->db, arena, request->session)); /* whoever was signed in here before */
        response->session_s = SESSION_ENDS_S;
    }
    response->status = 303;
    response->location = url_path_of(arena, "/sign-in/wait/{}", row.uid).text;
    return OK;
}

/* ---- waiting */

struct ending {
    struct str why;
    const char *says;
    const char *hint;
};

static const struct ending endings[] = {
    {S_INIT(SIGN_IN_AWAY), W_NOTE("{name} did not answer."), W_NOTE("Try again in a few minutes.")},
    {S_INIT(SIGN_IN_USED), W_NOTE("{name} says that this sign-in was used before, or took too long."),
     W_NOTE("Begin again.")},
    {S_INIT(SIGN_IN_TOKEN), W_NOTE("What {name} said about you could not be trusted, so nobody was signed in."),
     W_NOTE("Begin again. If it happens again, tell those who run this site.")},
    {S_INIT(SIGN_IN_UNKNOWN), W_NOTE("{name} knows you, but nobody has invited you to this network yet."),
     W_NOTE("Ask a colleague who is here, or those who run this site, for an invitation.")},
    {S_INIT(SIGN_IN_UNVERIFIED), W_NOTE("{name} did not give us a mail address that we may rely on."),
     W_NOTE("Sign in another way, or ask those who run this site.")},
    {S_INIT(SIGN_IN_BLOCKED), W_NOTE("Your account here is closed."), W_NOTE("Ask those who run this site.")},
    {S_INIT(SIGN_IN_OTHERS), W_NOTE("Somebody else signs in here with that account of {name}."),
     W_NOTE("Sign in there with yours, or ask those who run this site.")},
    {S_INIT(SIGN_IN_OVER), W_NOTE("You were signed out here meanwhile."), W_NOTE("Sign in and begin again.")},
    {S_INIT(SIGN_IN_SETTING), W_NOTE("Signing in with {name} is not set up right here."),
     W_NOTE("Tell those who run this site.")},
};

static void say_failed(struct out *out, struct request *request, const struct q_sign_in_by_uid *row,
                       struct provider_wait_page *m)
{
    struct slot name = slot("name", row->title);
    m->page->title = row->links ? W(out, "Nothing was changed") : W(out, "You are not signed in");
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (str_eq(row->why, endings[i].why)) {
            m->says = words_text(out, endings[i].says, &name, 1);
            m->hint = words_text(out, endings[i].hint, NULL, 0);
        }
    }
    m->link = row->links ? url_path_of(request->arena, "/me/accounts/{}", row->name)
                         : with_url(request, row->name, row->leads_to);
    m->link_says = W(out, "Begin again");
    m->other = row->links ? (struct url){0} : URL("/sign-in");
}

static enum fault must_use say_sent(struct out *out, struct request *request, const struct q_sign_in_by_uid *row,
                                    struct provider_wait_page *m)
{
    const struct oidc_attempt attempt = {row->uid, row->client, row->back};
    if (request->site->key == NULL ||
        !oidc_authorization_url(request->arena, request->site->key, row->authorization_url, &attempt, &m->link)) {
        return FAULT_BUSY;
    }
    m->says = SAY(out, "You are led on to {name}.", slot("name", row->title));
    m->link_says = SAY(out, "Go on to {name}", slot("name", row->title));
    m->goes = true;
    return OK;
}

static enum fault must_use say_second(struct out *out, struct request *request, const struct q_sign_in_by_uid *row,
                                      struct provider_wait_page *m)
{
    struct on_the_way way = {.since = request->now, .opened_by = S("oidc"), .next = row->leads_to};
    if (request->site->key == NULL || !parse_int(row->why, 1, INT64_MAX, &way.person_id)) {
        return FAULT_BUSY;
    }
    m->says = SAY(out, "{name} has said who you are. Your second step is left.", slot("name", row->title));
    m->link = url_path_of(request->arena, "/sign-in/second/{}", way_seal(request, &way));
    m->link_says = W(out, "Go on");
    m->goes = true;
    return OK;
}

static enum fault must_use say_state(struct out *out, struct request *request, const struct q_sign_in_by_uid *row,
                                     struct provider_wait_page *m)
{
    if (str_eq(row->state, S("sent"))) {
        return say_sent(out, request, row, m);
    }
    if (str_eq(row->state, S("asked"))) {
        m->says = SAY(out, "{name} is being asked who you are.", slot("name", row->title));
        m->hint = W(out, "That takes a second or two.");
        m->link = url_path_of(request->arena, "/sign-in/wait/{}", row->uid);
        m->link_says = W(out, "Look again");
        m->looks_again = true;
    } else if (str_eq(row->state, S("done")) && row->why.n > 0) {
        return say_second(out, request, row, m);
    } else if (str_eq(row->state, S("done"))) {
        m->page->title = row->links ? W(out, "Done") : W(out, "You are signed in");
        m->says = row->links ? SAY(out, "From now on you can sign in with {name}.", slot("name", row->title))
                             : SAY(out, "You are signed in with {name}.", slot("name", row->title));
        m->link_says = W(out, "Go on");
        m->goes = true;
        if (row->leads_to.n == 0 || !url_local(request->arena, row->leads_to, &m->link)) {
            m->link = URL("/");
        }
    } else {
        say_failed(out, request, row, m);
    }
    return OK;
}

enum fault provider_wait_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct provider_wait_page *m = arena_new(request->arena, struct provider_wait_page);
    struct q_sign_in_by_uid row;
    TRY(sign_in_find(request->db, request->arena, request->params[0], request->session, request->now, &row));
    m->page = bare_page(request, response, SAY(&out, "Sign in with {name}", slot("name", row.title)), S(""));
    TRY(say_state(&out, request, &row, m));
    response->goes_on = m->goes ? m->link.text : S("");
    view_provider_wait(&out, m);
    return OK;
}
