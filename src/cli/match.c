/* SPDX-License-Identifier: AGPL-3.0-or-later
** match: cities worth talking to, on the command line, by the same code as the page. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/lookup.h"
#include "text/json.h"
#include "web/city/matches_web.h"

#define TOP_MAX 50

static void print_card(struct lookup *lookup, const struct match_card *card, const struct match *match)
{
    printf("%d. %.*s (%.*s)  %d\n", card->place, STR_ARG(card->city), STR_ARG(card->where), match->score_bp);
    for (size_t i = 0; i < card->reasons_count; i++) {
        struct str reason = say_plain(lookup->request.arena, card->reasons[i]);
        printf("   - %.*s\n", STR_ARG(reason));
    }
    printf("   %.*s\n", STR_ARG(card->unknown));
    if (card->contact.text.n > 0) {
        printf("   %.*s\n", STR_ARG(card->contact.text));
    }
}

static void print_json(struct lookup *lookup, const struct matches *matches, size_t i)
{
    const struct match_card *card = &matches->cards[i];
    buf_reset(&lookup->buf);
    struct json json = json_to(&lookup->buf);
    json_open(&json, '{');
    json_name(&json, "rank");
    json_int(&json, card->place);
    json_name(&json, "slug");
    json_str(&json, matches->cities[i].slug);
    json_name(&json, "city");
    json_str(&json, card->city);
    json_name(&json, "country");
    json_str(&json, matches->cities[i].country);
    json_name(&json, "score");
    json_int(&json, matches->items[i].score_bp);
    json_name(&json, "reasons");
    json_open(&json, '[');
    for (size_t r = 0; r < card->reasons_count; r++) {
        json_str(&json, say_plain(lookup->request.arena, card->reasons[r]));
    }
    json_close(&json, ']');
    json_name(&json, "unknown");
    json_str(&json, card->unknown);
    json_name(&json, "contact");
    json_str(&json, card->contact.text);
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&lookup->buf)));
}

/* The themes of --theme; CLI_USAGE after saying which one does not exist. */
static int read_themes(const struct cli *cli, const struct themes *themes, struct theme_id ids[MATCH_THEMES_MAX],
                       size_t *ret_n)
{
    size_t n = 0;
    for (size_t i = 0; n < MATCH_THEMES_MAX; i++) {
        struct str slug = cli_text_nth(cli, "--theme", i);
        if (slug.s == NULL) {
            break;
        }
        const struct q_theme_list *theme = themes_find_slug(themes, slug);
        if (theme == NULL) {
            cli_usage(cli, str_format(cli->arena, "there is no theme called \"%.*s\"; the themes are:", STR_ARG(slug)));
            for (size_t k = 0; k < themes->n; k++) {
                fprintf(stderr, "  %.*s\n", STR_ARG(themes->items[k].slug));
            }
            return CLI_USAGE;
        }
        ids[n++] = theme->id;
    }
    *ret_n = n;
    return CLI_OK;
}

static int match_for(struct cli *cli, struct lookup *lookup, int64_t top)
{
    struct themes themes;
    struct q_city_by_slug city;
    struct theme_id ids[MATCH_THEMES_MAX];
    size_t n;
    struct matches matches;
    enum fault fault = themes_load(&lookup->request, &themes);
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    int status = read_themes(cli, &themes, ids, &n);
    if (status == CLI_OK) {
        status = lookup_city(cli, lookup, cli->args[0], &city);
    }
    if (status != CLI_OK) {
        return status;
    }
    fault = matches_load(&lookup->request, &lookup->out, &themes, &city, ids, n, (size_t)top, &matches);
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    if (!cli_flag(cli, "--json")) {
        printf("%.*s\n", STR_ARG(matches.why));
    }
    for (size_t i = 0; i < matches.n; i++) {
        if (cli_flag(cli, "--json")) {
            print_json(lookup, &matches, i);
        } else {
            print_card(lookup, &matches.cards[i], &matches.items[i]);
        }
    }
    return CLI_OK;
}

static int match_verb(struct cli *cli)
{
    struct lookup lookup;
    int64_t top;
    if (!cli_int(cli, "--top", 1, TOP_MAX, 3, &top)) {
        return CLI_USAGE;
    }
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK) {
        status = match_for(cli, &lookup, top);
    }
    lookup_close(&lookup);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--theme", "T", "what the city needs, by the last part of a theme's address; repeat for several"},
    {"--top", "N", "at most so many (default 3)"},
    {"--json", NULL, "one JSON object a line"},
    {NULL, NULL, NULL},
};

const struct verb verb_match = {
    .name = "match",
    .usage = "CITY [--theme T]... [--top N] [--json]",
    .summary = "cities worth talking to, with the reasons",
    .help = "Without --theme: for what the city works on most, or what cities of its size do.\n"
            "Distance plays no part; docs/matching.md says what does.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 1,
    .run = match_verb,
};
