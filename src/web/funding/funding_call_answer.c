/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: the rule of one funding call, and what it answers for one's own cities. */
#include "domain/who.h"
#include "store/fund_place.sql.h"
#include "web/funding/fits_facts.h"
#include "web/funding/funding_member.h"
#include "web/say.h"

struct mine {
    struct q_fund_places_mine *places;
    struct q_fund_facts_mine *facts;
    size_t places_n, facts_n;
};

static enum fault must_use load_mine(struct request *request, const struct who *who, struct mine *mine)
{
    q_fund_places_mine_soon(request->db, who->person_id, request->now);
    q_fund_facts_mine_soon(request->db, who->person_id, request->now);
    TRY(q_fund_places_mine(request->db, request->arena, who->person_id, request->now, &mine->places, &mine->places_n));
    return q_fund_facts_mine(request->db, request->arena, who->person_id, request->now, &mine->facts, &mine->facts_n);
}

static struct fund_group *group_of(struct arena *arena, const struct mine *mine, size_t i)
{
    const struct q_fund_places_mine *place = &mine->places[i];
    struct fund_group *group = arena_new(arena, struct fund_group);
    group->cities = arena_new(arena, struct fund_city);
    group->n = 1;
    *group->cities = fund_city_of(place->name, place->country, place->population, place->degurba,
                                  place->lau_id.n > 0 && place->nuts3.n > 0);
    for (size_t k = 0; k < mine->facts_n; k++) {
        if (mine->facts[k].member_id == place->id) {
            fits_fact_put(mine->facts[k].fact, mine->facts[k].value, group->cities, group);
        }
    }
    return group;
}

static void add_city(struct request *request, struct out *out, const struct mine *mine, size_t i,
                     const struct fund_entry *entry, struct str programme, struct funding_call_page *m)
{
    struct fund_call_said said = fund_call_say(out, entry, programme, group_of(request->arena, mine, i),
                                               true, request->today);
    struct slot who = slot("who", mine->places[i].name), answer = slot("answer", said.says);
    struct str would = fund_say_capital(request->arena, said.would);
    m->cities[m->cities_count++] = (struct funding_call_city){
        .name = mine->places[i].name, .says = SAY(out, "{who}: {answer}.", who, answer),
        .would = would.n > 0 ? str_format(request->arena, "%.*s.", STR_ARG(would)) : would,
        .more = url_path_of(request->arena, "/member-cities/{}/funding", mine->places[i].uid)};
}

enum fault funding_call_answer(struct request *request, struct out *out, const struct call_kind *kind,
                               struct funding_call_page *m)
{
    const struct who *who = request->session.n > 0 ? request_who(request) : NULL;
    struct fund_entries entries;
    struct mine mine = {.places_n = 0};
    if (who != NULL && who->cities_count > 0) {
        TRY(load_mine(request, who, &mine));
    }
    TRY(fund_rules_load(request->db, request->arena, &entries));
    uint16_t rule = fund_calls_rule(&entries, kind);
    const struct fund_entry *entry = rule != FUND_CALL_NO_RULE ? &entries.items[rule - 1] : NULL;
    m->rule = entry != NULL ? fund_say_text(out, entry->rule.name) : S("");
    m->rule_url = entry != NULL ? url_path_of(request->arena, "/funding-rules/{}", entry->rule.id)
                                : (struct url){S("")};
    m->cities = arena_array(request->arena, struct funding_call_city, WATCH_BUTTONS_MAX);
    for (size_t i = 0; i < mine.places_n && i < WATCH_BUTTONS_MAX; i++) {
        add_city(request, out, &mine, i, entry, kind->programme, m);
    }
    return OK;
}
