/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: what is said of leading: what a lead city does and gets, why one was suggested, each step before it. */
#include "base/check.h"
#include "text/country.h"
#include "text/words.h"
#include "web/membership/lead_web.h"
#include "web/say.h"

const char *const lead_reason_words[LEAD_REASONS] = {"need", "language", "region", "capacity"};

static const char *const REASONS[LEAD_REASONS] = {
    W_NOTE("It can help with what other member cities want"), W_NOTE("It works in a language that no lead city has"),
    W_NOTE("It is in a part of Europe where no city leads"), W_NOTE("It has people with time for it")};

struct str lead_reason_says(struct out *out, size_t reason)
{
    return words_text(out, REASONS[reason], NULL, 0);
}

struct str lead_does(struct out *out, size_t i)
{
    static const char *const DOES[LEAD_DOES] = {
        W_NOTE("It begins at least one joint project or exchange in its term, and tells the others what came of it, "
               "also when it failed."),
        W_NOTE("It takes first talks with cities that are new here."),
        W_NOTE("It meets the other lead cities online, about four times a year; the city in the chair invites."),
    };
    return words_text(out, DOES[i], NULL, 0);
}

static struct str lead_gets(struct out *out, size_t i)
{
    static const char *const GETS[LEAD_GETS] = {
        W_NOTE("It says with the other lead cities what the network does next."),
        W_NOTE("Its page and the list of lead cities say that it leads, with the dates and without names of people."),
        W_NOTE("No money comes with it, and no say over other cities."),
    };
    return words_text(out, GETS[i], NULL, 0);
}

void lead_explain(struct out *out, struct str **ret_does, struct str **ret_gets)
{
    *ret_does = arena_array(out->arena, struct str, LEAD_DOES);
    *ret_gets = arena_array(out->arena, struct str, LEAD_GETS);
    for (size_t i = 0; i < LEAD_DOES; i++) {
        (*ret_does)[i] = lead_does(out, i);
    }
    for (size_t i = 0; i < LEAD_GETS; i++) {
        (*ret_gets)[i] = lead_gets(out, i);
    }
}

struct str lead_place(struct out *out, struct str name, struct str country)
{
    return str_format(out->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(country_name(out, country)));
}

struct str lead_why(struct out *out, struct str reasons, struct str why)
{
    struct str says = S("");
    for (size_t i = 0; i < LEAD_REASONS; i++) {
        if (str_contains(reasons, str_of(lead_reason_words[i]))) {
            says = str_format(out->arena, "%.*s%.*s. ", STR_ARG(says), STR_ARG(lead_reason_says(out, i)));
        }
    }
    return str_format(out->arena, "%.*s%.*s", STR_ARG(says), STR_ARG(why));
}

/* ---- the page of each step */

static struct str say_mail(struct out *out, bool own)
{
    return own ? W(out, "Those who run this network are told by mail.")
               : W(out, "Its main contacts are told by mail, with your reason.");
}

static struct str say_agree(struct out *out, struct str city, struct lead_step_says *m)
{
    struct slot slots[] = {slot("city", city)};
    for (size_t i = 0; i < LEAD_DOES; i++) {
        m->says[m->n++] = lead_does(out, i);
    }
    m->says[m->n++] = W(out, "It may end it at any time, without a reason. At the end of its term it ends by itself.");
    m->says[m->n++] = W(out, "Visitors see that the city leads, since when and until when. Nobody is named.");
    m->says[m->n++] = say_mail(out, true);
    m->button = W(out, "Yes, we lead");
    return words_text(out, W_NOTE("{city} becomes a lead city"), slots, 1);
}

struct str lead_step_fill(struct out *out, enum city_step step, bool own, struct str city, struct lead_step_says *m)
{
    struct slot name = slot("city", city);
    switch (step) {
    case STEP_LEADS: return say_agree(out, city, m);
    case STEP_LEAD_NO:
        m->says[m->n++] = W(out, "It stays a member city, and nothing else changes. It may be asked again.");
        m->says[m->n++] = say_mail(out, own);
        m->button = own ? W(out, "No, not now") : W(out, "Take the suggestion back");
        return own ? words_text(out, W_NOTE("{city} does not lead now"), &name, 1)
                   : words_text(out, W_NOTE("{city} is not asked any more"), &name, 1);
    case STEP_LEAD_ENDED:
        m->says[m->n++] = W(out, "It stays a member city. Its page and the list of lead cities say no longer that it "
                                 "leads; its history does, for its own people.");
        m->says[m->n++] = W(out, "Should it be in the chair, the chair is free.");
        m->says[m->n++] = say_mail(out, own);
        m->button = W(out, "Lead no more");
        return words_text(out, W_NOTE("{city} leads no more"), &name, 1);
    case STEP_CHAIR:
        m->says[m->n++] = W(out, "It invites the lead cities to meet. Ask the city first: it can give the chair back.");
        m->says[m->n++] = W(out, "One city is in the chair at a time: whichever is now leaves it, and leads on.");
        m->says[m->n++] = say_mail(out, own);
        m->button = W(out, "Put it in the chair");
        return words_text(out, W_NOTE("{city} takes the chair"), &name, 1);
    default:
        m->says[m->n++] = W(out, "It stays a lead city until the end of its term. The chair is free.");
        m->says[m->n++] = say_mail(out, own);
        m->button = W(out, "Leave the chair");
        return words_text(out, W_NOTE("{city} leaves the chair"), &name, 1);
    }
}
