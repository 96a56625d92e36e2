/* SPDX-License-Identifier: AGPL-3.0-or-later
** layout: a page's frame, and what its views ask for. The brand's colours are in brand.c. */
#include "web/layout.h"

#include <inttypes.h>

#include "base/check.h"
#include "domain/who.h"
#include "http/post.h"
#include "text/country.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/layout/layout_parts.h"

#define TELL_PAGE_MAX 300u /* as a remark takes it */
#define SOURCES_TEXT_MAX 65536u /* a page names a handful of sources */

const struct door_row doors[] = {
    {DOOR_CITY, W_NOTE("Our city"), {S_INIT("/cities")}},
    {DOOR_HELP, W_NOTE("Find help"), {S_INIT("/find-help")}},
};
const size_t doors_count = COUNT_OF(doors);
_Static_assert(COUNT_OF(doors) <= DOORS_MAX, "at most five doors at the top");

/* The mail that a reader sends: whom it goes to is set by the operator, what it is about is written already. */
static struct url fix_mail(struct request *request, struct out *out, struct str title)
{
    if (request->site->operator_mail.n == 0) {
        return (struct url){0};
    }
    struct arena *arena = request->arena;
    struct slot slots[] = {slot("page", title),
                           slot("address", str_join(arena, request->site->base_url, request->target)),
                           slot("version", request->site->version)};
    struct str subject = words_text(out, W_NOTE("Something wrong or missing: {page}"), slots, 1);
    struct str body = words_text(out, W_NOTE("Page: {address}"), slots + 1, 1);
    struct str version = words_text(out, W_NOTE("Version: {version}"), slots + 2, 1);
    body = str_format(arena, "%.*s\r\n%.*s\r\n\r\n", STR_ARG(body), STR_ARG(version));
    return url_mail(arena, request->site->operator_mail, subject, body);
}

/* About this page, without its query when that is too long to be taken. */
static struct url tell(struct request *request)
{
    struct str query;
    struct str about = request->target;
    about = about.n <= TELL_PAGE_MAX ? about : str_cut(about, '?', &query);
    struct url url = URL("/remarks/new");
    return about.n <= TELL_PAGE_MAX ? url_add(request->arena, url, "page", about) : url;
}

/* It leads back here. */
static struct url sign_in(struct request *request)
{
    bool fits = request->target.n > 1 && request->target.n <= TELL_PAGE_MAX && !request->acts;
    return fits ? url_add(request->arena, URL("/sign-in"), "next", request->target) : URL("/sign-in");
}

/* Who sees this site, when that is not everybody. */
static void set_state(struct page *page, const struct request *request, struct out *out)
{
    const struct site *site = request->site;
    page->in_room = request->entrance == ENTRANCE_ROOM;
    page->bare = page->in_room || (request->closed && request->who == NULL);
    page->state = request->entrance == ENTRANCE_OWN
                      ? W(out, "A room without internet is served from here: no mail goes out, and nothing is fetched.")
                  : site->is_demo ? W(out, "A demonstration: its member cities and their people are invented.")
                  : page->bare       ? S("")
                  : site->is_closed  ? W(out, "Not open yet: only those who run this site see it.")
                  : site->is_trial   ? W(out, "Only this computer sees this site so far.")
                                     : S("");
}

/* Directive 2000/31/EC, art. 5(1): who it is that one deals with, on every page. */
static void set_run_by(struct page *page, const struct site *site, struct out *out)
{
    struct slot who[] = {slot("name", site->operator_name), slot("address", site->operator_address)};
    struct slot where[] = {slot("host", site->hosting), slot("country", country_name(out, site->hosting_country))};
    page->run_by = site->operator_name.n == 0      ? S("")
                   : site->operator_address.n == 0 ? words_text(out, W_NOTE("Run by {name}."), who, 1)
                                                   : words_text(out, W_NOTE("Run by {name}, {address}."), who, 2);
    page->hosted = site->hosting.n == 0           ? S("")
                   : site->hosting_country.n == 0 ? words_text(out, W_NOTE("Hosted by {host}."), where, 1)
                                                  : words_text(out, W_NOTE("Hosted by {host}, {country}."), where, 2);
}

struct page *page_of(struct request *request, struct str title, struct str lead, enum door door)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct page *page = arena_new(request->arena, struct page);
    page->site = request->site;
    page->language = words_tag(request->words);
    page->title = title;
    page->lead = lead;
    page->door = door;
    page->target = request->target;
    page->brand_css = url_add(request->arena, URL("/brand.css"), "colour", request->site->colour);
    page->tell = tell(request);
    page->fix_mail = fix_mail(request, &out, title);
    page->sign_in = sign_in(request);
    page->request = request;
    set_state(page, request, &out);
    set_run_by(page, request->site, &out);
    return page;
}

struct str page_who(const struct page *page)
{
    const struct who *who = request_who(page->request);
    return who != NULL ? who->name : S("");
}

struct str page_once(const struct page *page)
{
    return once_make(page->request->arena, page->request->now);
}

bool page_may_set_up(const struct page *page)
{
    return gate_allows(page->request, RIGHT_SETTINGS);
}

void page_hide_address(struct page *page)
{
    page->target = S("/");
    page->tell = URL("/remarks/new");
    page->sign_in = URL("/sign-in");
    page->fix_mail = (struct url){0};
}

void page_add_crumb(struct page *page, struct str name, struct url url)
{
    check(page->crumbs_count < CRUMBS_MAX);
    page->crumbs[page->crumbs_count++] = (struct crumb){name, url};
}

/* ---- for the views */

struct str door_name(struct out *out, size_t i)
{
    check(i < doors_count);
    return words_text(out, doors[i].name, NULL, 0);
}

struct html market_link(struct out *out)
{
    static const char *const ADDRESS =
        "https://smart-cities-marketplace.ec.europa.eu/action-clusters-and-initiatives/action-clusters/"
        "integrated-infrastructures-and-processes/small";
    struct url url;
    check(url_external(out->arena, str_of(ADDRESS), &url));
    return html_link(out->arena, url, W(out, "Small Giants at the Smart Cities Marketplace"));
}

struct str notice_class(enum tone tone)
{
    switch (tone) {
    case TONE_GOOD: return S("sg-notice--good");
    case TONE_RUNNING: return S("sg-notice--running");
    case TONE_STOPPED: return S("sg-notice--stopped");
    case TONE_PLAIN:
    case TONE_CARE: break;
    }
    return S("");
}

struct str tag_class(enum tone tone)
{
    switch (tone) {
    case TONE_GOOD: return S("sg-tag--good");
    case TONE_RUNNING: return S("sg-tag--running");
    case TONE_CARE: return S("sg-tag--care");
    case TONE_STOPPED: return S("sg-tag--stopped");
    case TONE_PLAIN: break;
    }
    return S("");
}

static void put_source(struct out *out, const struct source_note *source)
{
    struct html name = source->url.text.n ? html_link(out->arena, source->url, source->name)
                                          : html_text(out->arena, source->name);
    if (date_is_none(source->as_of)) {
        put_html(out, name);
        return;
    }
    struct slot slots[] = {slot("source", name), slot("date", source->as_of)};
    put_words(out, W_NOTE("{source}, as of {date}"), slots, COUNT_OF(slots));
}

struct html sources_text(struct out *out, const struct source_note *sources, size_t n)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, SOURCES_TEXT_MAX);
    struct out piece = {.buf = &buf, .words = out->words, .arena = out->arena};
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            buf_put_str(&buf, S("; "));
        }
        put_source(&piece, &sources[i]);
    }
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}

static struct url page_at(struct arena *arena, struct url here, int64_t page)
{
    return url_add(arena, here, "page", str_format(arena, "%" PRId64, page));
}

struct pagination pagination_of(struct arena *arena, struct url here, int64_t page, int64_t pages)
{
    return (struct pagination){
        .page = page,
        .pages = pages > 0 ? pages : 1,
        .previous = page > 1 ? page_at(arena, here, page - 1) : (struct url){S("")},
        .next = page < pages ? page_at(arena, here, page + 1) : (struct url){S("")},
    };
}
