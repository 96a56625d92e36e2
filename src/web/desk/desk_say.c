/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk_say: what needs somebody, as sentences, buttons and addresses. */
#include "web/desk/desk_say.h"

#include "domain/commitment.h"
#include "domain/programme_team.h"
#include "store/desk.h"
#include "text/words.h"
#include "web/deadline/deadline_web.h"
#include "web/driver/driver_web.h"
#include "web/people/deed.h"
#include "web/say.h"

static struct str commitment_says(struct out *out, const struct desk_item *item)
{
    struct slot slots[] = {slot("city", item->city), slot("date", (struct date){(int32_t)(item->due_at / 86400)})};
    switch (item->n) {
    case COMMITMENT_NONE: return words_text(out, W_NOTE("Sign the commitment of {city}: three sentences."), slots, 1);
    case COMMITMENT_ENDED: return words_text(out, W_NOTE("What was signed for {city} has ended."), slots, 1);
    default: return words_text(out, W_NOTE("What was signed for {city} ends on {date}."), slots, 2);
    }
}

/* Of one that is late when its deadline is counts, else when to start. */
static struct str deadline_says(struct out *out, const struct desk_item *item)
{
    struct slot slots[] = {slot("title", item->other), slot("n", item->n),
                           slot("date", (struct date){(int32_t)(item->due_at / 86400)})};
    return item->n > 0
               ? words_text(out, W_NOTE("{title} ends on {date}: {n} day too late to start by your council's "
                                        "usual way.|{title} ends on {date}: {n} days too late to start by your "
                                        "council's usual way."), slots, 3)
               : words_text(out, W_NOTE("Start by {date}, if your city goes for {title}."), slots, 3);
}

static struct str programme_says(struct out *out, const struct desk_item *item)
{
    struct slot name = slot("name", item->other);
    struct slot n = slot("n", item->n);
    switch (item->kind) {
    case DESK_PROGRAMME_TEAM:
        return item->n < 0                ? SAY(out, "Nobody is on the list of {name} yet.", name)
               : item->n == TEAM_PUBLIC   ? SAY(out, "{name}: nobody of the public sector takes part.", name)
               : item->n == TEAM_PRIVATE  ? SAY(out, "{name}: nobody of the private sector takes part.", name)
                                          : SAY(out, "{name}: nobody of the third sector takes part.", name);
    case DESK_PROGRAMME_SURVEY:
        return SAY(out, "{name}: the survey before it is made, and nobody was asked.", name);
    case DESK_PROGRAMME_SILENT:
        return SAY(out, "{name}: {n} person has not said whether they come.|{name}: {n} people have not said whether "
                        "they come.", name, n);
    case DESK_PROGRAMME_NOTES:
        return item->n == 0 ? SAY(out, "{name}: the notes wait for a second person to read and close them.", name)
                            : SAY(out, "{name}: {n} correction of the notes waits.|{name}: {n} corrections of the "
                                       "notes wait.", name, n);
    case DESK_PROGRAMME_RECORD:
        return SAY(out, "{name}: what everybody may read of it waits for a second person.", name);
    case DESK_PROGRAMME_REVIEW:
        return item->n >= 365 ? SAY(out, "{name}, 12 months after it: see what became of its actions.", name)
                              : SAY(out, "{name}, {n} day after it: see what became of its actions.|{name}, {n} days "
                                         "after it: see what became of its actions.", name, n);
    default:
        return SAY(out, "{name}: the day of {n} action is over.|{name}: the day of {n} actions is over.", name, n);
    }
}

struct str desk_says(struct out *out, const struct desk_item *item)
{
    struct slot n = slot("n", item->n);
    struct slot city = slot("city", item->city);
    struct slot other = slot("other", item->other);
    if (desk_is_of_programme(item->kind)) {
        return programme_says(out, item);
    }
    switch (item->kind) {
    case DESK_SECOND_STEP:
        return W(out, "Set up the second step of signing in: what you do for this network waits behind it.");
    case DESK_SET_UP: return W(out, "This site is not open to the public yet.");
    case DESK_DRIVER_NAME:
        return item->n == PART_DRIVER
                   ? W(out, "You are named to drive this network: say whether everybody may see your name.")
                   : W(out, "You are named as the deputy: say whether everybody may see your name.");
    case DESK_DRIVER: return driver_gap_say(out, (enum driver_gap)item->n);
    case DESK_QUIET:
        return SAY(out, "{n} member city has not been heard from for two months.|{n} member cities have not been heard "
                        "from for two months.", n);
    case DESK_APPLICATION_OVER:
        return SAY(out, "{n} city that asked to join got no answer in time.|{n} cities that asked to join got no "
                        "answer in time.", n);
    case DESK_INVITED_OVER:
        return SAY(out, "{n} city that was invited has not answered for two months.|{n} cities that were invited have "
                        "not answered for two months.", n);
    case DESK_COMMITMENT_OVER: return SAY(out, "What {city} signed has ended, and nothing was signed since.", city);
    case DESK_LEAD_OVER: return SAY(out, "The term of {city} as a lead city is over: ask it again, or another city.",
                                    city);
    case DESK_TALK_ASKED: return SAY(out, "{other} asks {city} for a first talk.", other, city);
    case DESK_BID_ASKED:
        return item->n == 2 ? SAY(out, "{other} asks {city} to take the lead in a bid.", other, city)
                            : SAY(out, "{other} asks {city} to take part in a bid.", other, city);
    case DESK_TALK_AFTER: return SAY(out, "Say how the talk with {other} was: two taps.", other);
    case DESK_CLAIM: return SAY(out, "{n} person asks to act for {city}.|{n} people ask to act for {city}.", n, city);
    case DESK_APPLICATION: return SAY(out, "{n} city asks to join.|{n} cities ask to join.", n);
    case DESK_SUGGESTION:
        return SAY(out, "{n} city is suggested by a member city.|{n} cities are suggested by member cities.", n);
    case DESK_LEAD: return SAY(out, "{city} is asked to be a lead city.", city);
    case DESK_PUBLISH:
        return item->other.n > 0
                   ? SAY(out, "{other} wants everybody to read something that {city} says: read it, yes or no.", other,
                         city)
                   : SAY(out, "A colleague wants everybody to read something that {city} says: read it, yes or no.",
                         city);
    case DESK_RULE:
        return SAY(out, "{n} rule of funding waits for a second person: read it, yes or no.|{n} rules of funding wait "
                        "for a second person: read them, yes or no.", n);
    case DESK_REMARK:
        return SAY(out, "{n} remark of a reader waits for an answer.|{n} remarks of readers wait for an answer.", n);
    case DESK_JOB: return SAY(out, "{n} import or other work has failed.|{n} imports or other work have failed.", n);
    case DESK_COMMITMENT: return commitment_says(out, item);
    case DESK_DEADLINE: return deadline_says(out, item);
    case DESK_STEP:
        return SAY(out, "{step}, for {title}.", slot("step", say_bid_step(out, (enum bid_step_kind)item->n)),
                   slot("title", item->other));
    default:
        return item->n == DESK_QUESTIONS_N
                   ? SAY(out, "Say what {city} wants and can do, and see who fits: four questions.", city)
                   : SAY(out, "{n} question about {city} is left.|{n} questions about {city} are left.", n, city);
    }
}

struct str desk_button(struct out *out, enum desk_kind kind)
{
    switch (kind) {
    case DESK_SECOND_STEP: return W(out, "Set it up");
    case DESK_SET_UP: return W(out, "Go on setting it up");
    case DESK_JOB: return W(out, "See what went wrong");
    case DESK_STEP:
    case DESK_DEADLINE: return W(out, "See the steps");
    case DESK_TALK_AFTER: return W(out, "Say how it was");
    case DESK_PROGRAMME_TEAM: return W(out, "Ask somebody");
    case DESK_PROGRAMME_SURVEY: return W(out, "Look at it, and open it");
    case DESK_PROGRAMME_SILENT: return W(out, "See who");
    case DESK_PROGRAMME_NOTES: return W(out, "Read the notes");
    case DESK_PROGRAMME_REVIEW:
    case DESK_PROGRAMME_LATE: return W(out, "See the actions");
    case DESK_COMMITMENT: return W(out, "See the commitment");
    case DESK_QUESTIONS: return W(out, "Answer the questions");
    case DESK_DRIVER_NAME: return W(out, "Answer");
    case DESK_DRIVER: return W(out, "Name somebody");
    case DESK_QUIET: return W(out, "Write to them");
    case DESK_APPLICATION_OVER: return W(out, "See who asked");
    case DESK_INVITED_OVER: return W(out, "Note what came of it");
    case DESK_COMMITMENT_OVER: return W(out, "See how it stands");
    case DESK_LEAD_OVER: return W(out, "See the lead cities");
    default: return W(out, "Read and answer");
    }
}

static struct url programme_page(struct arena *arena, const struct desk_item *item)
{
    const char *page = item->kind == DESK_PROGRAMME_SURVEY  ? "/member-cities/{}/programmes/{}/survey"
                       : item->kind == DESK_PROGRAMME_NOTES ? "/member-cities/{}/programmes/{}/notes"
                       : item->kind == DESK_PROGRAMME_RECORD ? "/member-cities/{}/programmes/{}/record"
                       : item->kind == DESK_PROGRAMME_REVIEW || item->kind == DESK_PROGRAMME_LATE
                           ? "/member-cities/{}/programmes/{}/actions"
                           : "/member-cities/{}/programmes/{}/participants";
    return url_path_of(arena, page, item->member_uid, item->about);
}

struct url desk_url(struct arena *arena, const struct desk_item *item)
{
    if (desk_is_of_programme(item->kind)) {
        return programme_page(arena, item);
    }
    switch (item->kind) {
    case DESK_SECOND_STEP: return URL("/me/second-step");
    case DESK_SET_UP: return URL("/set-up");
    case DESK_DRIVER_NAME: return URL("/driver/mine");
    case DESK_DRIVER: return URL("/driver");
    case DESK_QUIET: return URL("/growth#quiet");
    case DESK_APPLICATION_OVER: return url_path_of(arena, "/applications/{}", item->about);
    case DESK_INVITED_OVER: return url_path_of(arena, "/suggestions/{}", item->about);
    case DESK_COMMITMENT_OVER: return url_path_of(arena, "/member-cities/{}/membership", item->about);
    case DESK_LEAD_OVER: return URL("/lead-cities/suggest");
    case DESK_TALK_ASKED:
    case DESK_TALK_AFTER:
        return url_path_of(arena, "/member-cities/{}/introductions/{}", item->member_uid, item->about);
    case DESK_BID_ASKED: return url_path_of(arena, "/member-cities/{}/bids/{}", item->member_uid, item->about);
    case DESK_CLAIM:
        return item->n == 1 ? url_path_of(arena, "/member-cities/{}/claims/{}", item->member_uid, item->about)
                            : url_path_of(arena, "/member-cities/{}/people", item->member_uid);
    case DESK_APPLICATION: return url_path_of(arena, "/applications/{}", item->about);
    case DESK_SUGGESTION: return url_path_of(arena, "/suggestions/{}", item->about);
    case DESK_STEP:
    case DESK_DEADLINE: return url_path_of(arena, "/member-cities/{}/deadlines/{}", item->member_uid, item->about);
    case DESK_PUBLISH: return url_path_of(arena, "/member-cities/{}/publish/{}", item->member_uid, item->about);
    case DESK_RULE: return url_path_of(arena, "/funding-rules/{}/answer", item->about);
    case DESK_REMARK: return url_path_of(arena, "/remarks/{}/answer", item->about);
    case DESK_JOB: return url_path_of(arena, "/jobs/{}", item->about);
    case DESK_LEAD:
    case DESK_COMMITMENT: return url_path_of(arena, "/member-cities/{}/membership", item->member_uid);
    default:
        return item->n == DESK_QUESTIONS_N ? url_path_of(arena, "/member-cities/{}/profile/need", item->member_uid)
                                           : url_path_of(arena, "/member-cities/{}/profile", item->member_uid);
    }
}

struct str desk_when(struct out *out, const struct desk_item *item, int64_t now)
{
    struct str minutes = SAY(out, "About {n} minute.|About {n} minutes.", slot("n", desk_minutes(item)));
    struct str when = S("");
    if (item->due_at != 0 && item->due_at <= now + DESK_SOON_S) {
        when = SAY(out, "To be done by {when}.", slot("when", say_day(out, (struct maybe_int){true, item->due_at})));
    } else if (desk_was_due(item->kind)) {
        when = SAY(out, "Was due on {when}.", slot("when", say_day(out, (struct maybe_int){true, item->since})));
    } else if (desk_is_waited_for(item->kind)) {
        when = SAY(out, "Waits since {when}.", slot("when", say_day(out, (struct maybe_int){true, item->since})));
    }
    return when.n == 0 ? minutes : str_format(out->arena, "%.*s %.*s", STR_ARG(when), STR_ARG(minutes));
}
