/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** theme: what a project is about, in the network's own twenty themes, and why we say so.
**
** The themes and their rules are data (content/themes.json, read by jobs/content_theme). Life:
** theme_set (from there) -> theme_index_make once -> theme_classify for each project. A rule is a phrase
** (one or more tokens that stand side by side), a EuroSciVoc path, or a pattern of topic codes, with a weight;
** a rule with a negative weight speaks against the theme, one of weight 0 only uses its words up. A rule counts
** once for a project, where it counts most (docs/themes.md has the weights of the places and the threshold). Some
** rules count for every theme; a project that names no place, or that no public body takes part in, loses points for
** all. At most THEME_PER_PROJECT_MAX themes, best first. Pure; the cost is linear in the tokens of the project.
*/
#ifndef DOMAIN_THEME_H
#define DOMAIN_THEME_H

#include "base/ids.h"
#include "base/str.h"
#include "domain/rank.h"

#define THEMES_MAX 32            /* twenty today */
#define THEME_RULES_MAX 400      /* of one theme */
#define THEME_PER_PROJECT_MAX 4  /* more would say nothing */
#define THEME_WHY_MAX 3          /* the strongest rules are kept */

enum theme_rule_kind {
    THEME_RULE_PHRASE, /* text: the phrase for people; tokens: what is looked for */
    THEME_RULE_FIELD,  /* text: EuroSciVoc path, meets itself and all below it */
    THEME_RULE_TOPIC   /* text: topic code, '*' stands for any characters */
};

struct theme_rule {
    enum theme_rule_kind kind;
    struct str text;
    struct rank_tokens tokens;
    int weight; /* hundredths: 100 is "this phrase in the title is enough"; negative speaks against */
};

struct theme {
    struct theme_id id; /* 1.. */
    struct str slug;
    struct str name;
    struct str sentence; /* what it means for a city */
    const struct theme_rule *rules;
    size_t rules_count;
};

struct theme_rules {
    const struct theme_rule *items;
    size_t n;
};

struct theme_set {
    const struct theme *items; /* items[i].id is i + 1 */
    size_t n;
    struct theme_rules all;    /* counts for every theme */
    struct theme_rules places; /* phrases that name a place or its people; weights say nothing */
    int placeless;             /* hundredths for every theme where none of the places is met, 0 or less */
    int unpublic;              /* hundredths for every theme where no public body takes part, 0 or less */
};

/* NULL when there is none. */
const struct theme *theme_find(const struct theme_set *set, struct theme_id id);
const struct theme *theme_find_slug(const struct theme_set *set, struct str slug);

/* ---- classification */

/* Where a rule was met. */
enum theme_place {
    THEME_IN_ACRONYM,
    THEME_IN_TITLE,
    THEME_IN_OBJECTIVE,
    THEME_IN_KEYWORDS,
    THEME_IN_TOPIC_TITLE,
    THEME_IN_FIELD,
    THEME_IN_TOPIC_CODE,
    THEME_PLACES
};

struct theme_project {
    struct rank_tokens acronym, title, objective, keywords, topic_title; /* tokens of text/analyse, hashed */
    const struct str *fields; /* EuroSciVoc paths in words: "/engineering and technology/..." */
    size_t fields_count;
    const struct str *topics; /* codes: "HORIZON-MISS-2021-CIT-02-01" */
    size_t topics_count;
    bool no_public_body; /* who takes part is known, and no public body does */
};

struct theme_why {
    enum theme_place place;
    struct str text; /* the rule's: a phrase, a path, a pattern */
    int points;      /* hundredths that it gave */
};

struct theme_found {
    struct theme_id theme;
    int score_bp; /* 1..10000 */
    struct theme_why why[THEME_WHY_MAX]; /* strongest first */
    size_t why_count;
};

struct theme_index;
/* Borrows the set. */
const struct theme_index *theme_index_make(struct arena *arena, const struct theme_set *set);

/* Returns how many were found, strongest first. */
size_t theme_classify(const struct theme_index *index, const struct theme_project *project,
                      struct theme_found ret_found[THEME_PER_PROJECT_MAX]);

/* For the table: "topic:HORIZON-MISS-*-CIT-*|title:circular economy|field:/engineering ...". */
struct str theme_why_text(struct arena *arena, const struct theme_found *found);
/* Back again, without points; parts that are not understood are left out. Text borrows. */
size_t theme_why_parse(struct str text, struct theme_why ret_why[THEME_WHY_MAX]);

#endif
