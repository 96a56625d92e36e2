/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: those of one city: what waits for it, what it asked, what was held, what is over. */
#include "base/check.h"
#include "text/words.h"
#include "web/introduction/introduction_web.h"
#include "web/member/member_web.h"
#include "web/views.h"

const struct field talks_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "asked withdrawn",
     .help = "what was done before, to be said"},
    {0},
};

static int group_of(const struct talk *talk, int64_t now)
{
    bool waits = talk->state == TALK_ASKED && talk->ends_at > now;
    return waits ? (talk->we_asked ? TALKS_BY_US : TALKS_OF_US) : talk->state == TALK_YES ? TALKS_HELD : TALKS_OVER;
}

static struct str say_row(struct out *out, const struct talk *talk, const struct q_introduction_of_city *row,
                          int64_t now)
{
    bool waits = talk->state == TALK_ASKED && talk->ends_at > now;
    int64_t at = talk->state == TALK_YES ? talk->slot : waits ? talk->ends_at : row->made_at;
    struct slot when = slot("when", say_day(out, (struct maybe_int){true, at}));
    if (waits) {
        return talk->we_asked ? words_text(out, W_NOTE("Can be answered until {when}."), &when, 1)
                              : words_text(out, W_NOTE("Asks you for a first talk. You can answer until {when}."),
                                           &when, 1);
    }
    if (talk->state != TALK_YES) {
        return talk->we_asked ? words_text(out, W_NOTE("You asked on {when}."), &when, 1)
                              : words_text(out, W_NOTE("Asked you on {when}."), &when, 1);
    }
    if (talk->slot + TALK_S > now) {
        return words_text(out, W_NOTE("You talk on {when}."), &when, 1);
    }
    return say_talk_held(out, talk);
}

static struct tag tag_of(struct out *out, const struct talk *talk, int64_t now)
{
    bool waits = talk->state == TALK_ASKED && talk->ends_at > now;
    switch (talk->state) {
    case TALK_ASKED:
        return waits ? (struct tag){W(out, "waits"), TONE_CARE, S("")} : (struct tag){W(out, "ended"), TONE_STOPPED,
                                                                                      S("")};
    case TALK_YES:
        return talk->slot + TALK_S > now ? (struct tag){W(out, "agreed"), TONE_GOOD, S("")} : (struct tag){S(""),
                                                                                                           TONE_PLAIN,
                                                                                                               S("")};
    case TALK_LATER: return (struct tag){W(out, "not now"), TONE_CARE, S("")};
    case TALK_NO: return (struct tag){W(out, "no"), TONE_STOPPED, S("")};
    case TALK_EXPIRED: return (struct tag){W(out, "not answered"), TONE_STOPPED, S("")};
    case TALK_WITHDRAWN: return (struct tag){W(out, "taken back"), TONE_STOPPED, S("")};
    default: return (struct tag){W(out, "ended"), TONE_STOPPED, S("")};
    }
}

static void add_rows(struct request *request, struct out *out, const struct q_introduction_of_city *rows, size_t n,
                     struct talks_page *m)
{
    const struct str titles[TALKS__MAX] = {
        [TALKS_OF_US] = W(out, "They wait for your answer"), [TALKS_BY_US] = W(out, "You wait for their answer"),
        [TALKS_HELD] = W(out, "Agreed, and held"), [TALKS_OVER] = W(out, "Over"),
    };
    for (size_t g = 0; g < TALKS__MAX; g++) {
        m->groups[g].title = titles[g];
        m->groups[g].rows = arena_array(request->arena, struct talk_row, n + 1);
    }
    for (size_t i = 0; i < n; i++) {
        struct talk talk = introduction_talk(&rows[i]);
        int g = group_of(&talk, request->now);
        m->groups[g].rows[m->groups[g].n++] = (struct talk_row){
            .url = url_path_of(request->arena, "/member-cities/{}/introductions/{}", request->params[0], rows[i].uid),
            .city = say_member_city(request->arena, rows[i].other_city, rows[i].other_country),
            .says = say_row(out, &talk, &rows[i], request->now), .state = tag_of(out, &talk, request->now),
        };
    }
    m->n = n;
}

enum fault talks_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct talks_page *m = arena_new(request->arena, struct talks_page);
    struct q_introduction_of_city *rows;
    struct q_member_by_uid member;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_introduction_of_city_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_introduction_of_city(request->db, request->arena, request->params[0], &rows, &n));
    m->page = page_of(request, SAY(&out, "First talks of {city}", slot("city", member.name)),
                      W(&out, "Whom your city asked for a talk, and who asked you."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", member.name)),
                   member_url(request, "/member-cities/{}/profile"));
    struct str done = request_text(request, "done");
    if (done.n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"), html_text(request->arena, str_eq(done, S("asked"))
            ? W(&out, "They are asked by mail. You get a mail as soon as they answer, and when it ends because "
                      "nobody does.")
            : W(&out, "It is taken back."))};
    }
    add_rows(request, &out, rows, n, m);
    m->profile = member_url(request, "/member-cities/{}/profile");
    response->max_age_s = -1;
    view_talks(&out, m);
    return OK;
}
