/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk_things: what there is, and searching it. */
#include "web/desk/desk_things.h"

#include "base/check.h"
#include "base/fold.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"

#define CITY_LINKS_MAX 12  /* of one city */
#define STAFF_LINKS_MAX 16
#define ACCOUNT_LINKS_MAX 12
#define NETWORK_LINKS_MAX 2
#define LINKS_FEW 7        /* are seen at a glance: nothing to search */

/* Every word of what is typed begins a word of the name. */
static bool is_asked_for(struct arena *arena, struct str typed, struct str name)
{
    struct str rest = fold(arena, typed);
    struct str text = str_format(arena, " %.*s", STR_ARG(fold(arena, name)));
    while (rest.n > 0) {
        size_t n = 0;
        while (n < rest.n && rest.s[n] != ' ') {
            n++;
        }
        if (!str_contains(text, str_format(arena, " %.*s", (int)n, rest.s))) {
            return false;
        }
        rest = str_from(rest, n < rest.n ? n + 1 : n);
    }
    return true;
}

static struct desk_group *add_group(struct request *request, struct desk_page *m, const char *id, struct str title,
                                    size_t most)
{
    struct desk_group *group = &m->groups[m->groups_n++];
    check(m->groups_n <= DESK_GROUPS_MAX);
    *group = (struct desk_group){title, str_of(id), arena_array(request->arena, struct deed_link, most + 1), 0};
    return group;
}

static void add_link(struct request *request, struct desk_group *group, struct url url, struct str name)
{
    struct str typed = request_text(request, "q");
    if (typed.n == 0 || is_asked_for(request->arena, typed, name)) {
        group->links[group->n++] = (struct deed_link){url, name};
    }
}

/* A group without a link is none. */
static void end_group(struct desk_page *m)
{
    if (m->groups[m->groups_n - 1].n == 0) {
        m->groups_n--;
    }
}

static bool had_before(const struct q_person_role_list *roles, size_t i, bool as_main_contact)
{
    for (size_t k = 0; k < i; k++) {
        bool counts = roles[k].stands && (!as_main_contact || str_eq(roles[k].role, S("main_contact")));
        if (counts && str_eq(roles[k].member_uid, roles[i].member_uid)) {
            return true;
        }
    }
    return false;
}

/* Once a city, whatever several roles somebody has there. */
static void add_cities(struct request *request, struct out *out, const struct q_person_role_list *roles, size_t n,
                       struct desk_page *m)
{
    struct desk_group *group = add_group(request, m, "cities", W(out, "For your city"), n * CITY_LINKS_MAX);
    bool says_brought = false;
    for (size_t i = 0; i < n; i++) {
        if (!roles[i].stands || roles[i].member_uid.n == 0) {
            continue;
        }
        struct slot city = slot("city", roles[i].city);
        if (!had_before(roles, i, false)) {
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/profile", roles[i].member_uid),
                     SAY(out, "Profile of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/funding", roles[i].member_uid),
                     SAY(out, "Which money fits {city}", city));
            add_link(request, group,
                     url_path_of(request->arena, "/member-cities/{}/introductions", roles[i].member_uid),
                     SAY(out, "First talks of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/deadlines", roles[i].member_uid),
                     SAY(out, "Deadlines of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/bids", roles[i].member_uid),
                     SAY(out, "Bids of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/programmes", roles[i].member_uid),
                     SAY(out, "Leadership programmes of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/answers", roles[i].member_uid),
                     SAY(out, "Earlier answers of {city}", city));
            add_link(request, group,
                     url_path_of(request->arena, "/member-cities/{}/assessments", roles[i].member_uid),
                     SAY(out, "How far {city} is", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/membership", roles[i].member_uid),
                     SAY(out, "Membership of {city}", city));
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/suggest", roles[i].member_uid),
                     SAY(out, "Suggest a city, for {city}", city));
            if (!says_brought) { /* the same for all of their cities */
                add_link(request, group,
                         url_path_of(request->arena, "/member-cities/{}/who-brought-whom", roles[i].member_uid),
                         W(out, "Who brought whom"));
                says_brought = true;
            }
        }
        if (str_eq(roles[i].role, S("main_contact")) && !had_before(roles, i, true)) {
            add_link(request, group, url_path_of(request->arena, "/member-cities/{}/people", roles[i].member_uid),
                     SAY(out, "People of {city}", city));
        }
    }
    end_group(m);
}

static void add_staff(struct request *request, struct out *out, struct desk_page *m)
{
    const struct {
        enum right right;
        struct url url;
        const char *name;
    } all[] = {
        {RIGHT_APPLICATIONS, URL("/applications"), W_NOTE("Cities that ask to join")},
        {RIGHT_APPLICATIONS, URL("/suggestions"), W_NOTE("Cities that are suggested")},
        {RIGHT_APPLICATIONS, URL("/who-brought-whom"), W_NOTE("Who brought whom")},
        {RIGHT_CITY_ADDRESSES, URL("/member-cities"), W_NOTE("Member cities and their people")},
        {RIGHT_CITY_ADDRESSES, URL("/growth"), W_NOTE("How the network grows, and who is not heard from")},
        {RIGHT_DRIVER, URL("/handover"), W_NOTE("Handing over: all that is open, on one page")},
        {RIGHT_DRIVER, URL("/driver"), W_NOTE("Who drives this network, and the deputy")},
        {RIGHT_FUNDING_ANSWER, URL("/funding-rules"), W_NOTE("Funding rules: write them, keep them true")},
        {RIGHT_REMARKS, URL("/remarks"), W_NOTE("Read and answer remarks")},
        {RIGHT_IMPORT, URL("/imports/new"), W_NOTE("Bring in data")},
        {RIGHT_LOG, URL("/log"), W_NOTE("Read the log of what was changed")},
        {RIGHT_PEOPLE, URL("/people"), W_NOTE("People with an account")},
        {RIGHT_SETTINGS, URL("/set-up"), W_NOTE("Set up this site")},
    };
    struct desk_group *group = add_group(request, m, "staff", W(out, "For those who run this network"),
                                         STAFF_LINKS_MAX);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (gate_allows(request, all[i].right)) {
            add_link(request, group, all[i].url, words_text(out, all[i].name, NULL, 0));
        }
    }
    if (gate_allows(request, RIGHT_LOG) && !gate_allows(request, RIGHT_SETTINGS)) {
        add_link(request, group, URL("/privacy/record"), W(out, "Record of processing"));
        add_link(request, group, URL("/privacy/assessment"), W(out, "Data protection impact assessment, a draft"));
    }
    end_group(m);
}

static void add_account(struct request *request, struct out *out, struct desk_page *m)
{
    struct desk_group *group = add_group(request, m, "account", W(out, "Your account"), ACCOUNT_LINKS_MAX);
    add_link(request, group, URL("/me/account"), W(out, "How you sign in, and what is kept about you"));
    add_link(request, group, URL("/act-for-a-city"), W(out, "Ask to act for a city"));
    if (request_text(request, "q").n > 0) {
        add_link(request, group, URL("/me/details"), W(out, "Change name or language"));
        add_link(request, group, URL("/me/address"), W(out, "Change your mail address"));
        add_link(request, group, URL("/me/password"), W(out, "Change your password"));
        add_link(request, group, URL("/me/second-step"), W(out, "Second step of signing in"));
        add_link(request, group, URL("/me/mail"), W(out, "Choose what mail comes by itself"));
        add_link(request, group, URL("/me/sessions"), W(out, "See where you are signed in"));
        add_link(request, group, URL("/me/leave"), W(out, "Leave this network"));
    }
    end_group(m);
}

/* For everybody who has signed in. */
static void add_network(struct request *request, struct out *out, struct desk_page *m)
{
    struct desk_group *group = add_group(request, m, "network", W(out, "In this network"), NETWORK_LINKS_MAX);
    add_link(request, group, URL("/events"), W(out, "Events"));
    add_link(request, group, URL("/announcements"), W(out, "Announcements"));
    end_group(m);
}

static size_t count_links(const struct desk_page *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->groups_n; i++) {
        n += m->groups[i].n;
    }
    return n;
}

void desk_add_things(struct request *request, struct out *out, const struct q_person_role_list *roles, size_t n,
                     struct desk_page *m)
{
    struct str typed = request_text(request, "q");
    add_cities(request, out, roles, n, m);
    add_network(request, out, m);
    add_staff(request, out, m);
    add_account(request, out, m);
    m->is_searched = typed.n > 0;
    m->has_search = m->is_searched || count_links(m) > LINKS_FEW;
    m->search = (struct search_box){.id = S("q"), .value = typed, .action = URL("/me"),
                                    .label = W(out, "Search in everything of yours"), .quiet = true};
}
