/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_rule: whether a rule of funding fits who applies, in three values, with the reason for each part. Pure.
**
** A rule is a tree of clauses. Logic is Kleene's: `all` is the least, `any` the greatest of its parts, `not` turns
** yes and no. Totals over cities of which something is unknown are kept as bounds, so "at least 50,000 people" is
** yes as soon as the known ones make it. What is once yes or no stays so when more becomes known (there is no
** operator that asks whether something is missing), whatever the order of parts and of cities other than the first,
** which leads. Cost: clauses times cities. Nesting is at most FUND_DEPTH_MAX (the reader holds it).
*/
#ifndef DOMAIN_FUND_RULE_H
#define DOMAIN_FUND_RULE_H

#include "base/date.h"
#include "domain/fund_fact.h"

#define FUND_DEPTH_MAX 12
#define FUND_CHECK_DAYS 90  /* a rule unchecked for so long is said with its date, to be looked at again ... */
#define FUND_STALE_DAYS 365 /* ... and for so long not as an answer */
#define FUND_NO_CITY SIZE_MAX

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

enum fund_op {
    FUND_ALL, FUND_ANY, FUND_NOT,
    FUND_EVERY, FUND_SOME, FUND_LEAD, /* items[0], of every city, of at least one, of the one that leads */
    FUND_USUALLY,                     /* items[0]: the source says "typically": no is then no hard no */
    FUND_AS,                          /* items[0]: whether one applies in this way; items[1]: what it then takes */
    FUND_COMPARE,
};

enum fund_compare { FUND_EQ, FUND_NE, FUND_LT, FUND_LTE, FUND_GT, FUND_GTE, FUND_IN };

struct fund_clause {
    enum fund_op op;
    enum fund_compare compare;
    enum fund_subject subject;
    const struct fund_value *values; /* one, or with FUND_IN some; countries may be groups ("EU27") */
    size_t values_n;
    const struct fund_clause *where; /* totals: only of such cities; NULL: of all */
    struct str as;                   /* FUND_AS: "single", "agglomeration", "group" */
    const struct fund_clause *items;
    size_t n;
};

struct fund_window {
    struct str id;     /* "eui-ia-3" */
    struct str name;   /* "call 3" */
    struct date opens; /* DATE_NONE: not known */
    struct date closes;
};

/* Funding calls that a rule is the rule of (domain/fund_scope.h): "" stands for any. */
struct fund_scope {
    struct str programme;
    struct str identifier; /* how it begins */
    struct str action;     /* words of its type of action */
};

enum fund_confidence { FUND_READ, FUND_REMEMBERED }; /* read at its source; from general knowledge, to be checked */

struct fund_rule {
    struct str id, name;
    const struct str *also; /* other names by which people look for it, wrong ones too */
    size_t also_n;
    const struct fund_scope *of; /* funding calls that go by it */
    size_t of_n;
    struct str source, url, licence;
    struct date checked;
    enum fund_confidence confidence;
    const struct fund_clause *clause; /* NULL: there are no rules yet */
    const struct fund_window *windows;
    size_t windows_n;
    bool rolling;       /* open at any time */
    bool by_calls;      /* on the days of each funding call that goes by it */
    bool later_unknown; /* whether there is a later window has not been found */
    int64_t grant_euros_max; /* 0: not known */
    int64_t rate_percent;    /* 0: not known */
    struct str note;    /* one sentence, "" for none */
    struct str replaced_by; /* the id of a rule; "" */
    const struct str *asks; /* what else it asks that no fact stands for: sentences */
    size_t asks_n;
};

/* What was found of a clause. items: of its parts; of each city (every, some, a total with `where`). */
struct fund_found {
    const struct fund_clause *clause;
    enum truth truth;
    size_t city;              /* whose fact it is; FUND_NO_CITY */
    struct fund_value value;  /* of a fact */
    int64_t low, high;        /* of a total; high INT64_MAX: unbounded */
    struct fund_found *items;
    size_t n;
};

/* The least and greatest of the parts; `all` of nothing is yes, `any` of nothing no. */
enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
enum truth truth_not(enum truth a);

/* The value alone, without memory. */
enum truth fund_clause_judge(const struct fund_clause *clause, const struct fund_group *group);
/* The same with what was found of every part. */
struct fund_found *fund_clause_find(struct arena *arena, const struct fund_clause *clause,
                                    const struct fund_group *group);
/* A clause of one city (the reader holds where which may stand). */
enum truth fund_clause_judge_city(const struct fund_clause *clause, const struct fund_group *group, size_t city);

#endif
