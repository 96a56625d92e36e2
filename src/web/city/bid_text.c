/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_text: the text to copy. Amounts are exact to the euro, since that is what forms ask for. */
#include "base/check.h"
#include "base/limits.h"
#include "web/city/bid_web.h"
#include "web/city/city_parts.h"
#include "text/country.h"

#define TEXT_MAX 65536u /* a dozen projects and as many bodies */

static void line(struct buf *buf, struct str text)
{
    buf_put_str(buf, text);
    buf_put_char(buf, '\n');
}

static struct str unknown(struct out *out, struct str what)
{
    return SAY(out, "unknown: needs {what}", slot("what", what));
}

/* "Region (NUTS 3): RO121 (Eurostat)", or what is needed to know it. */
static void code_line(struct out *out, struct buf *buf, struct str label, struct str value, struct str source,
                      struct str need)
{
    struct slot name = slot("label", label);
    line(buf, value.n > 0 ? SAY(out, "{label}: {value} ({source})", name, slot("value", value), slot("source", source))
                          : SAY(out, "{label}: {value}", name, slot("value", unknown(out, need))));
}

/* By Eurostat's table; else as the city's own body is registered, where that is a code of the third level. */
static void put_region(struct out *out, struct buf *buf, const struct bid *bid)
{
    struct str registered = bid->bodies_count > 0 ? bid->bodies[0].nuts : S("");
    bool table = bid->city->nuts3.n > 0;
    code_line(out, buf, W(out, "Region (NUTS 3)"), table ? bid->city->nuts3 : registered.n == 5 ? registered : S(""),
              table ? W(out, "Eurostat") : W(out, "CORDIS"), W(out, "Eurostat's table of regions"));
}

static void put_bodies(struct out *out, struct buf *buf, const struct bid *bid)
{
    struct str need = W(out, "a look in the EU's register of organisations");
    size_t own = 0;
    for (size_t i = 0; i < bid->bodies_count; i++) {
        bool agency = str_eq(bid->bodies[i].kind, S("agency"));
        struct slot slots[] = {slot("name", bid->bodies[i].name), slot("pic", bid->bodies[i].organisation_id.v)};
        own += !agency;
        line(buf, words_text(out, agency ? W_NOTE("Body of the city: {name}, PIC {pic}") : W_NOTE("Legal name: {name}"),
                             slots, agency ? 2 : 1));
        if (!agency) {
            line(buf, words_text(out, W_NOTE("PIC: {pic}"), slots + 1, 1));
        }
    }
    if (own == 0) {
        line(buf, SAY(out, "Legal name: {value}", slot("value", unknown(out, need))));
        line(buf, SAY(out, "PIC: {value}", slot("value", unknown(out, need))));
    }
}

static struct str degree_of(struct out *out, struct maybe_int degree)
{
    static const char *const names[] = {W_NOTE("1, city"), W_NOTE("2, town or suburb"), W_NOTE("3, rural area")};
    return degree.known && degree.v >= 1 && degree.v <= 3 ? words_text(out, names[degree.v - 1], NULL, 0) : S("");
}

static void put_codes(struct out *out, struct buf *buf, const struct bid *bid)
{
    const struct q_city_by_slug *city = bid->city;
    line(buf, SAY(out, "Country: {country} ({code})", slot("country", country_name(out, city->country)),
                  slot("code", city->country)));
    code_line(out, buf, W(out, "Municipality (LAU code)"), city->lau_id, W(out, "Eurostat"),
              W(out, "Eurostat's table of municipalities"));
    put_region(out, buf, bid);
    code_line(out, buf, W(out, "Degree of urbanisation"), degree_of(out, bid->degurba), W(out, "Eurostat"),
              W(out, "Eurostat's table with the degree"));
    if (!city->population.known) {
        line(buf, SAY(out, "Population: {value}", slot("value", unknown(out, W(out, "a count with its year")))));
        return;
    }
    struct str source = city->population_source.n ? city->population_source : city->source;
    line(buf, SAY(out, "Population: {value}; {source}", slot("value", city_population_note(out, city)),
                  slot("source", source)));
}

/* ---- experience */

struct tally { int64_t coordinated, ended, cents, money_known; };

static struct tally tally_of(const struct bid *bid)
{
    struct tally t = {0};
    for (size_t i = 0; i < bid->projects_count; i++) {
        const struct q_bid_projects *p = &bid->projects[i];
        t.coordinated += p->coordinates;
        t.ended += status_is_ended(status_kind_of(p->status, p->start_on, p->end_on, p->has_results, bid->today));
        t.money_known += p->ec_cents.known;
        t.cents += p->ec_cents.known ? p->ec_cents.v : 0;
    }
    return t;
}

static struct str money_of(struct out *out, int64_t cents)
{
    return SAY(out, "EUR {n}", slot("n", count((cents + 50) / 100)));
}

static void put_summary(struct out *out, struct buf *buf, const struct bid *bid)
{
    struct tally t = tally_of(bid);
    struct slot slots[] = {slot("city", bid->city->name), slot("n", count((int64_t)bid->projects_count)),
                           slot("theme", bid->theme)};
    struct str text = bid->theme.n
        ? words_text(out, W_NOTE("{city} has taken part in {n} EU project on {theme}.|"
                                 "{city} has taken part in {n} EU projects on {theme}."), slots, 3)
        : words_text(out, W_NOTE("{city} has taken part in {n} EU project.|{city} has taken part in {n} EU projects."),
                     slots, 2);
    buf_put_str(buf, text);
    if (t.coordinated > 0) {
        buf_format(buf, " %.*s", STR_ARG(SAY(out, "It coordinated {n} of them.", slot("n", count(t.coordinated)))));
    }
    if (t.ended > 0) {
        buf_format(buf, " %.*s", STR_ARG(SAY(out, "{n} has ended.|{n} have ended.", slot("n", count(t.ended)))));
    }
    if (t.cents > 0) {
        struct str money = money_of(out, t.cents);
        bool all = t.money_known == (int64_t)bid->projects_count;
        struct str say = all ? SAY(out, "The EU money to the city was {money} in all.", slot("money", money))
                             : SAY(out, "The EU money to the city was {money}, where it is known.",
                                   slot("money", money));
        buf_format(buf, " %.*s", STR_ARG(say));
    }
    buf_put_char(buf, '\n');
}

static void put_project(struct out *out, struct buf *buf, const struct q_bid_projects *p, struct date today)
{
    struct str title = str_eq(p->acronym, p->title) ? S("") : say_title(out->arena, p->title, p->acronym);
    struct str money = p->ec_cents.known
        ? SAY(out, "{money} of EU money to the city", slot("money", money_of(out, p->ec_cents.v)))
        : SAY(out, "EU money to the city {value}", slot("value", unknown(out, W(out, "the signed grant"))));
    buf_format(buf, "- %.*s%s%.*s (%.*s %lld): ", STR_ARG(p->acronym), p->acronym.n && title.n ? ", " : "",
               STR_ARG(title), STR_ARG(p->programme), (long long)p->id.v);
    struct tag status = say_status(out, p->status, p->start_on, p->end_on, p->has_results, today);
    struct str standing = status.note.n ? str_join(out->arena, str_join(out->arena, status.name, S(", ")), status.note)
                                        : status.name;
    struct slot slots[] = {slot("role", p->coordinates ? W(out, "coordinator") : W(out, "partner")),
                           slot("from", text_date(out, p->start_on)), slot("to", text_date(out, p->end_on)),
                           slot("status", standing), slot("money", money)};
    bool dated = !date_is_none(p->start_on) && !date_is_none(p->end_on);
    struct slot undated[] = {slots[0], slots[3], slots[4]};
    line(buf, dated ? words_text(out, W_NOTE("{role}, {from} to {to}, {status}; {money}"), slots, 5)
                    : words_text(out, W_NOTE("{role}, {status}; {money}"), undated, 3));
}

struct str bid_experience(struct out *out, const struct bid *bid)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, TEXT_MAX);
    if (bid->projects_count == 0) {
        return unknown(out, W(out, "a project that the files here do not hold; name your own"));
    }
    put_summary(out, &buf, bid);
    for (size_t i = 0; i < bid->projects_count && i < BID_PROJECTS_SHOWN; i++) {
        put_project(out, &buf, &bid->projects[i], bid->today);
    }
    if (bid->projects_count > BID_PROJECTS_SHOWN) {
        line(&buf, SAY(out, "{n} more: {address}", slot("n", count((int64_t)bid->projects_count - BID_PROJECTS_SHOWN)),
                       slot("address", bid->more)));
    }
    const struct q_bid_projects *first = &bid->projects[0];
    struct slot source = slot("source", first->source);
    buf_put_str(&buf, date_is_none(first->source_as_of)
                          ? SAY(out, "Source: {source}", source)
                          : SAY(out, "Source: {source}, as of {date}", source, slot("date", first->source_as_of)));
    return str_copy(out->arena, buf_str(&buf));
}

struct str bid_text(struct out *out, const struct bid *bid)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, TEXT_MAX);
    put_bodies(out, &buf, bid);
    put_codes(out, &buf, bid);
    buf_put_char(&buf, '\n');
    line(&buf, W(out, "Relevant experience"));
    line(&buf, bid_experience(out, bid));
    return str_copy(out->arena, buf_str(&buf));
}
