/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: the part of a city's membership that says whether it leads, and what may come next. */
#include "base/check.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/membership/lead_web.h"
#include "web/say.h"

static struct date day_of(int64_t at)
{
    return (struct date){(int32_t)(at / 86400)};
}

static int64_t began_at(const struct q_member_steps *steps, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(steps[i].step, city_step_word(STEP_LEADS))) {
            return steps[i].at;
        }
    }
    return steps[0].at;
}

static void say_how(struct out *out, enum leading leading, struct str city, const struct q_member_steps *steps,
                    size_t n, struct lead_part *m)
{
    struct slot slots[] = {slot("city", city), slot("until", day_of(steps[0].until.v)),
                           slot("since", day_of(began_at(steps, n))), slot("chair", day_of(steps[0].at)),
                           slot("by", steps[0].by_city)};
    switch (leading) {
    case LEADING_ASKED:
        m->tag = (struct tag){W(out, "asked"), TONE_CARE, S("")};
        m->says = steps[0].by_city.n > 0
                      ? words_text(out, W_NOTE("{by} suggests that {city} is a lead city, until {until}."), slots, 5)
                      : words_text(out, W_NOTE("Those who run this network suggest that {city} is a lead city, until "
                                               "{until}."), slots, 5);
        m->why = lead_why(out, steps[0].reasons, steps[0].why);
        break;
    case LEADING_LEADS:
        m->tag = (struct tag){W(out, "lead city"), TONE_GOOD, S("")};
        m->says = words_text(out, W_NOTE("It leads since {since}, until {until}."), slots, 5);
        break;
    case LEADING_CHAIR:
        m->tag = (struct tag){W(out, "in the chair"), TONE_GOOD, S("")};
        m->says = words_text(out, W_NOTE("It leads since {since}, until {until}. It is in the chair since {chair}."),
                             slots, 5);
        break;
    default: m->says = W(out, "It is no lead city now."); break;
    }
}

static void add_link(struct request *request, struct lead_part *m, const char *step, struct str name)
{
    m->links[m->links_n++] = (struct deed_link){
        url_path_of(request->arena, "/member-cities/{}/membership/{}", request->params[0], str_of(step)), name};
}

static void add_ways(struct request *request, struct out *out, enum leading leading, int64_t member_id,
                     struct lead_part *m)
{
    bool staff = gate_allows(request, RIGHT_CITY_STEP);
    bool main = who_has_role(request->who, ROLE_MAIN_CONTACT, &(struct right_about){.member_id = member_id});
    if (leading == LEADING_ASKED && main) {
        m->yes = url_path_of(request->arena, "/member-cities/{}/membership/{}", request->params[0], S("lead-yes"));
        m->no = url_path_of(request->arena, "/member-cities/{}/membership/{}", request->params[0], S("lead-no"));
    } else if (leading == LEADING_ASKED && staff) {
        add_link(request, m, "lead-no", W(out, "Take the suggestion back"));
    }
    if (leading == LEADING_LEADS && staff) {
        add_link(request, m, "chair", W(out, "Put it in the chair"));
    }
    if (leading == LEADING_CHAIR && (staff || main)) {
        add_link(request, m, "chair-end", W(out, "Leave the chair"));
    }
    if ((leading == LEADING_LEADS || leading == LEADING_CHAIR) && (staff || main)) {
        add_link(request, m, "lead-end", W(out, "Lead no more"));
    }
    if (leading == LEADING_NOT && staff) {
        m->links[m->links_n++] = (struct deed_link){
            url_add(request->arena, URL("/lead-cities/suggest"), "city", request->params[0]),
            W(out, "Suggest that it leads")};
    }
    if (main) {
        m->links[m->links_n++] = (struct deed_link){member_url(request, "/member-cities/{}/suggest-lead"),
                                                    W(out, "Suggest another city as a lead city")};
    }
}

struct lead_part *lead_part_of(struct request *request, struct out *out, const struct q_member_by_uid *member,
                               const struct q_member_steps *steps, size_t n)
{
    enum city_step last;
    struct lead_part *m = arena_new(request->arena, struct lead_part);
    check(n > 0 && city_step_parse(steps[0].step, &last));
    if (standing_after(last) != STANDING_MEMBER) {
        return NULL;
    }
    enum leading leading = leading_after(last, steps[0].at, steps[0].until.v, request->now);
    say_how(out, leading, member->name, steps, n, m);
    add_ways(request, out, leading, member->id, m);
    m->explains = leading == LEADING_ASKED;
    lead_explain(out, &m->does, &m->gets);
    return m;
}
