/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_figure.h"

#include <string.h>

#include "base/check.h"
#include "domain/bid_phrase.h"
#include "domain/bid_token.h"

#define NAMES_MAX (2 * BID_FIGURES_MAX)
#define FOUND_MAX 64      /* names in one sentence */
#define BETWEEN_WORDS 3   /* between a name and a number behind it */
#define GAP_MAX 3         /* little words within a name */
#define FAR_MAX 24        /* tokens between a name and its number */
#define NO_COST 1000

struct name {
    size_t figure, n;
    struct str stems[BID_NAME_WORDS_MAX];
};

/* A name in a sentence: its tokens from..to. */
struct found {
    size_t figure, from, to;
};

/* What it costs to take each number of the sentence for each name that was found. */
struct costs {
    size_t numbers[FOUND_MAX];
    size_t n;
    int cost[FOUND_MAX][FOUND_MAX]; /* by name, number */
};

struct looking {
    struct arena *arena;
    const struct bid_figure *figures;
    size_t figures_n;
    struct name *names; /* longer ones before shorter ones */
    size_t names_n;
    struct bid_token *tokens;
    size_t n;
    bool taken[BID_TOKENS_MAX]; /* by a name or as the number of one */
    struct found found[FOUND_MAX];
    size_t found_n;
    struct costs costs;
    size_t part;
    struct str sentence;
    size_t sentence_first; /* of the places */
    struct bid_phrase *phrases;
    size_t phrases_n;
    char *stems;           /* of the phrases: those of a sentence are given back with it */
    size_t stems_n;
    struct bid_figures *out;
};

/* ---- names */

static void add_name(struct looking *looking, size_t figure, struct str text)
{
    struct name name = {.figure = figure};
    name.n = bid_stems_of(looking->arena, text, name.stems, BID_NAME_WORDS_MAX);
    if (name.n == 0 || looking->names_n == NAMES_MAX) {
        return;
    }
    size_t at = looking->names_n++;
    while (at > 0 && looking->names[at - 1].n < name.n) {
        looking->names[at] = looking->names[at - 1];
        at--;
    }
    looking->names[at] = name;
}

static void add_names(struct looking *looking)
{
    for (size_t i = 0; i < looking->figures_n && i < BID_FIGURES_MAX; i++) {
        struct str rest = looking->figures[i].name;
        check(looking->figures[i].numbers_n > 0);
        while (rest.s != NULL) {
            add_name(looking, i, str_cut(rest, '/', &rest));
        }
    }
}

/* Whether the token is a word of the name that was not met yet. */
static bool meets(const struct name *name, const struct bid_token *token, bool *met)
{
    for (size_t i = 0; i < name->n && token->stem.n > 0; i++) {
        if (!met[i] && str_eq(name->stems[i], token->stem)) {
            met[i] = true;
            return true;
        }
    }
    return false;
}

/* Where the name ends that begins at `at`; 0: none does. */
static size_t name_end(const struct looking *looking, const struct name *name, size_t at)
{
    bool met[BID_NAME_WORDS_MAX] = {false};
    size_t left = name->n, gap = 0;
    for (size_t i = at; i < looking->n && !looking->taken[i]; i++) {
        const struct bid_token *token = &looking->tokens[i];
        bool little = token->kind == BID_TOKEN_STOP || token->kind == BID_TOKEN_ARTICLE
            || (token->kind == BID_TOKEN_SIGN && str_eq(token->text, S("-")));
        if (meets(name, token, met)) {
            gap = 0;
            if (--left == 0) {
                return i + 1;
            }
        } else if (i == at || !little || ++gap > GAP_MAX) {
            return 0;
        }
    }
    return 0;
}

static void find_names(struct looking *looking)
{
    looking->found_n = 0;
    for (size_t i = 0; i < looking->names_n; i++) {
        for (size_t at = 0; at < looking->n && looking->found_n < FOUND_MAX; at++) {
            size_t to = name_end(looking, &looking->names[i], at);
            for (size_t j = at; j < to; j++) {
                looking->taken[j] = true;
            }
            if (to > 0) {
                looking->found[looking->found_n++] = (struct found){looking->names[i].figure, at, to};
            }
        }
    }
}

/* ---- how far a number is from a name */

static bool is_number(const struct bid_token *token)
{
    return token->kind == BID_TOKEN_NUMBER || token->kind == BID_TOKEN_YEAR;
}

static bool is_money(enum bid_unit unit)
{
    return unit == BID_UNIT_EUR || unit == BID_UNIT_GBP || unit == BID_UNIT_MONEY;
}

/* `touches`: the name stands directly behind the number, so that a unit that is a word may be part of the name. */
static bool units_fit(enum bid_unit figure, enum bid_unit said, bool touches)
{
    bool by_word = said == BID_UNIT_PEOPLE || said == BID_UNIT_MONTHS || said == BID_UNIT_OTHER;
    if (figure == said || (touches && by_word && figure == BID_UNIT_NONE)) {
        return true;
    }
    return figure == BID_UNIT_NONE ? said == BID_UNIT_PEOPLE
                                   : said == BID_UNIT_NONE && figure != BID_UNIT_PERCENT;
}

/* Of a number at `k` before a name that begins at `to`. */
static int cost_before(const struct looking *looking, size_t k, size_t to)
{
    const struct bid_token *number = &looking->tokens[k];
    int words = 0, signs = 0, joints = 0;
    for (size_t i = k + 1; i < to; i++) {
        enum bid_token_kind kind = looking->tokens[i].kind;
        if (kind == BID_TOKEN_STOP && is_money(number->number.unit) && joints == 0) {
            joints++; /* "EUR 1.2 million in grants" */
        } else if (looking->taken[i] || (kind != BID_TOKEN_WORD && kind != BID_TOKEN_UNIT && kind != BID_TOKEN_QUALITY
                                         && kind != BID_TOKEN_SIGN)) {
            return NO_COST;
        }
        words += kind == BID_TOKEN_WORD || kind == BID_TOKEN_UNIT;
        signs += kind == BID_TOKEN_SIGN;
    }
    bool in_year = number->kind == BID_TOKEN_YEAR
        && (words > 0 || (k > 0 && looking->tokens[k - 1].kind == BID_TOKEN_STOP));
    return words > 1 || in_year ? NO_COST : 2 * words + signs + 4 * joints;
}

/* Whether the number at `k` counts something that stands behind it. */
static bool is_owned(const struct looking *looking, size_t k)
{
    size_t next = k + 1;
    while (next < looking->n && looking->tokens[next].kind == BID_TOKEN_SIGN
           && str_eq(looking->tokens[next].text, S("-"))) {
        next++;
    }
    if (next >= looking->n) {
        return false;
    }
    enum bid_token_kind kind = looking->tokens[next].kind;
    return kind == BID_TOKEN_WORD || kind == BID_TOKEN_QUALITY
        || (kind == BID_TOKEN_STOP && str_eq_nocase(looking->tokens[next].text, S("of")));
}

/* Of a number at `k` behind a name that ends at `from`. */
static int cost_after(const struct looking *looking, size_t from, size_t k, enum bid_unit figure)
{
    const struct bid_token *number = &looking->tokens[k];
    int words = 0, commas = 0, links = 0, stops = 0, articles = 0, signs = 0;
    for (size_t i = from; i < k; i++) {
        enum bid_token_kind kind = looking->tokens[i].kind;
        bool other = kind == BID_TOKEN_NUMBER && !units_fit(figure, looking->tokens[i].number.unit, false);
        if (looking->taken[i] || kind == BID_TOKEN_AND || kind == BID_TOKEN_END
            || (kind == BID_TOKEN_NUMBER && !other)) {
            return NO_COST;
        }
        words += kind == BID_TOKEN_WORD || kind == BID_TOKEN_QUALITY || other;
        commas += kind == BID_TOKEN_COMMA;
        links += kind == BID_TOKEN_LINK;
        stops += kind == BID_TOKEN_STOP;
        articles += kind == BID_TOKEN_ARTICLE;
        signs += kind == BID_TOKEN_SIGN;
    }
    bool led = links > 0 && words == 0 && articles == 0 && commas == 0;
    bool bare = is_money(figure) && number->number.unit == BID_UNIT_NONE;
    if (words > BETWEEN_WORDS || commas > 2 || (is_owned(looking, k) && (!led || bare))
        || (number->kind == BID_TOKEN_YEAR && (!led || stops > 0))) {
        return NO_COST;
    }
    return 1 + words + 2 * commas + signs;
}

static int cost_of(const struct looking *looking, const struct found *found, size_t k)
{
    const struct bid_number *number = &looking->tokens[k].number;
    enum bid_unit figure = looking->figures[found->figure].numbers[0].unit;
    bool before = k < found->from;
    if ((before ? found->from - k : k - found->to) > FAR_MAX
        || !units_fit(figure, number->unit, before && k + 1 == found->from)) {
        return NO_COST;
    }
    return before ? cost_before(looking, k, found->from) : cost_after(looking, found->to, k, figure);
}

/* ---- places */

static enum bid_agree agree_of(const struct bid_figure *figure, const struct bid_number *number)
{
    enum bid_agree best = BID_DIFFERS;
    for (size_t i = 0; i < figure->numbers_n; i++) {
        enum bid_agree agree = bid_number_agree(&figure->numbers[i], number);
        best = agree < best ? agree : best;
    }
    return best;
}

static void add_place(struct looking *looking, size_t figure, size_t k)
{
    if (looking->out->places_n == BID_PLACES_MAX) {
        return;
    }
    const struct bid_token *token = &looking->tokens[k];
    enum bid_agree agree = agree_of(&looking->figures[figure], &token->number);
    size_t at = looking->out->places_n++;
    struct bid_place *places = looking->out->places;
    while (at > looking->sentence_first && places[at - 1].says.s > token->text.s) { /* in the order of reading */
        places[at] = places[at - 1];
        at--;
    }
    places[at] = (struct bid_place){looking->part, figure, looking->sentence, token->text, token->number, agree};
    looking->out->differ += agree == BID_DIFFERS;
}

static void find_costs(const struct looking *looking, struct costs *costs)
{
    costs->n = 0;
    for (size_t k = 0; k < looking->n && costs->n < FOUND_MAX; k++) {
        if (is_number(&looking->tokens[k]) && !looking->taken[k]) {
            costs->numbers[costs->n++] = k;
        }
    }
    for (size_t i = 0; i < looking->found_n; i++) {
        for (size_t k = 0; k < costs->n; k++) {
            costs->cost[i][k] = cost_of(looking, &looking->found[i], costs->numbers[k]);
        }
    }
}

/* The nearest pair of a name and a number; false: none is left. */
static bool find_nearest(const struct looking *looking, size_t *ret_name, size_t *ret_number)
{
    int best = NO_COST;
    for (size_t i = 0; i < looking->found_n; i++) {
        const int *cost = looking->costs.cost[i];
        for (size_t k = 0; k < looking->costs.n; k++) {
            if (cost[k] < best) {
                best = cost[k];
                *ret_name = i;
                *ret_number = k;
            }
        }
    }
    return best < NO_COST;
}

static void match_numbers(struct looking *looking)
{
    struct costs *costs = &looking->costs;
    find_costs(looking, costs);
    size_t name, number;
    while (find_nearest(looking, &name, &number)) {
        add_place(looking, looking->found[name].figure, costs->numbers[number]);
        looking->taken[costs->numbers[number]] = true;
        for (size_t i = 0; i < looking->found_n; i++) {
            costs->cost[i][number] = NO_COST;
        }
        for (size_t k = 0; k < costs->n; k++) {
            costs->cost[name][k] = NO_COST;
        }
    }
}

static void keep_stems(struct looking *looking, struct bid_phrase *phrase)
{
    for (size_t i = 0; i < phrase->n; i++) {
        struct str stem = phrase->stems[i];
        memcpy(looking->stems + looking->stems_n, stem.s, stem.n);
        phrase->stems[i].s = looking->stems + looking->stems_n;
        looking->stems_n += stem.n;
    }
}

static void note_phrases(struct looking *looking)
{
    for (size_t k = 0; k < looking->n; k++) {
        const struct bid_token *token = &looking->tokens[k];
        bool exact = token->kind == BID_TOKEN_NUMBER && token->number.top == token->number.value;
        if (looking->phrases_n == BID_PHRASES_MAX || !exact || looking->taken[k]) {
            continue;
        }
        struct bid_phrase *phrase = &looking->phrases[looking->phrases_n];
        if (bid_phrase_of(looking->tokens, looking->n, k, phrase)) {
            phrase->place = (struct bid_place){looking->part, 0, looking->sentence, token->text, token->number,
                                               BID_AGREES};
            keep_stems(looking, phrase);
            looking->phrases_n++;
        }
    }
}

static void look(struct looking *looking, struct str text)
{
    while (bid_sentence_cut(&text, &looking->sentence)) {
        struct arena_mark mark = arena_mark(looking->arena);
        if (bid_tokens_of(looking->arena, looking->sentence, looking->tokens, &looking->n)) {
            memset(looking->taken, 0, sizeof(looking->taken));
            looking->sentence_first = looking->out->places_n;
            find_names(looking);
            match_numbers(looking);
            note_phrases(looking);
        }
        arena_rewind(looking->arena, mark);
    }
}

struct bid_figures bid_figures_find(struct arena *arena, const struct str *parts, size_t parts_n,
                                    const struct bid_figure *figures, size_t figures_n)
{
    struct bid_figures out = {.places = arena_array(arena, struct bid_place, BID_PLACES_MAX)};
    struct looking *looking = arena_new(arena, struct looking);
    *looking = (struct looking){.arena = arena, .figures = figures, .figures_n = figures_n, .out = &out};
    looking->names = arena_array(arena, struct name, NAMES_MAX);
    looking->tokens = arena_array(arena, struct bid_token, BID_TOKENS_MAX);
    looking->phrases = arena_array(arena, struct bid_phrase, BID_PHRASES_MAX);
    looking->stems = arena_array(arena, char, BID_PHRASES_MAX * BID_PHRASE_WORDS_MAX * 4 * BID_STEM_MAX);
    add_names(looking);
    for (looking->part = 0; looking->part < parts_n; looking->part++) {
        look(looking, parts[looking->part]);
    }
    bid_phrases_compare(arena, looking->phrases, looking->phrases_n, &out);
    return out;
}

/* ---- sums */

struct bid_sum bid_sum_of(const struct bid_share *each, size_t n, struct bid_share total)
{
    struct bid_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        sum.sum += each[i].known ? each[i].value : 0;
        sum.unknown += !each[i].known;
    }
    sum.difference = total.known ? total.value - sum.sum : 0;
    sum.differs = total.known && n > sum.unknown
        && (sum.unknown == 0 ? sum.difference != 0 : sum.difference < 0);
    return sum;
}
