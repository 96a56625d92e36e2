/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** match: which cities are worth talking to, and why. docs/matching.md has the formula.
**
** For an asking city and the themes it wants, every city that fits the size and has worked on one of them is asked the
** same of each project: how surely is it about a wanted theme, how much of it did the city do (led it, or how much
** money it had for its part), and is there something to tell yet (ended, running for a year, stopped early). The three
** multiplied are the chance that this project is worth an e-mail; the chances of all its projects together are the
** city's experience. A little is added for covering more of the wanted themes and for being of similar size.
** Distance plays no part. A project in which the asking city took part itself counts nothing: they know each other.
** Of cities that rest on the same project, or lie in one country, the second waits a little.
** Experience is what a city has done. Nothing here says that it is willing.
**
** Deterministic: the order of the cities does not matter, ties go to the smaller city id. A city with one more project
** never scores lower. Works for a city without any record.
*/
#ifndef DOMAIN_MATCH_H
#define DOMAIN_MATCH_H

#include "base/arena.h"
#include "base/date.h"
#include "base/ids.h"
#include "base/str.h"
#include "domain/status.h"
#include "domain/theme.h"

#define MATCH_REASONS_MAX 3
#define MATCH_UNKNOWNS_MAX 5
#define MATCH_DEFAULT_THEMES 3 /* wanted when nobody ticks anything */

/* How many projects a city has on a theme. */
struct city_theme {
    struct theme_id theme;
    int projects;
    double none; /* match_none; 0, the least that it can be, when nobody has worked it out */
};

/* A project of the city's own body, and one of its themes. */
struct city_work {
    struct project_id project;
    struct theme_id theme;
    int theme_bp;              /* how much the project is about the theme: score of project_theme */
    bool coordinates;          /* the city leads it */
    struct maybe_int ec_cents; /* EU money for the city's part */
    struct str status;         /* signed, closed, terminated, unknown: as status.h takes it */
    struct date start_on, end_on;
    bool has_results;
};

/* Another city, the projects in which both take part, and one of those. */
struct city_together {
    struct city_id city;
    int projects;
    struct project_id project;
};

/* What matching and "cities like mine" know of a city. */
struct city_record {
    struct city_id city;
    struct str country;         /* ISO 3166-1 alpha-2 */
    struct maybe_int population;
    bool fits;                  /* the size rule says "fits" */
    const struct city_theme *themes;
    size_t themes_count;
    const struct city_work *works; /* by project, then theme */
    size_t works_count;
    /* the row of city_total; zero when there is none */
    int projects;
    int coordinated;
    const struct city_together *together; /* of the asking city only: with whom it has worked */
    size_t together_count;
    /* for "cities like mine" by distance only */
    bool located;
    int32_t latitude_micro, longitude_micro;
};

/* Where the wanted themes came from. */
enum match_wanted_kind {
    MATCH_WANTED_NONE,         /* nobody has any record: no match */
    MATCH_WANTED_TICKED,       /* the asker chose */
    MATCH_WANTED_OWN,          /* those the city works on most itself */
    MATCH_WANTED_SIMILAR_SIZE, /* those that cities of similar size work on most */
    MATCH_WANTED_ALL_CITIES    /* as before, of all cities: the asking city's population is unknown */
};

struct match_wanted {
    enum match_wanted_kind kind;
    struct theme_id themes[THEMES_MAX];
    size_t n;
};

/* `ticked` may be empty. Duplicates are dropped; the first THEMES_MAX count. */
struct match_wanted match_wanted_of(const struct city_record *asking, const struct theme_id *ticked,
                                    size_t ticked_count, const struct city_record *cities, size_t cities_count);

/* Each reason fills the slots named; the rest are 0. */
enum match_reason_kind {
    MATCH_PROJECT,      /* project, its wanted themes, state, years, coordinates, ec_cents */
    MATCH_MORE,         /* count (further projects on wanted themes), project (one of them) */
    MATCH_BREADTH,      /* count (wanted themes covered), of (wanted themes): where more than two are wanted */
    MATCH_SIMILAR_SIZE, /* ratio_permille (other population to the asking city's) */
    MATCH_TOGETHER,     /* count, project: both took part; adds no points */
    MATCH_REASON_KINDS
};

struct match_reason {
    enum match_reason_kind kind;
    int points_bp; /* what it gave to the score */
    struct theme_id themes[THEME_PER_PROJECT_MAX];
    size_t themes_count;
    struct project_id project;
    enum status_kind state;
    int start_year, end_year; /* 0 unknown */
    bool coordinates;
    struct maybe_int ec_cents;
    int count;
    int of;
    int ratio_permille;
};

enum match_unknown {
    MATCH_UNKNOWN_WILLINGNESS, /* always: nobody asked the city */
    MATCH_UNKNOWN_LANGUAGE,    /* always: in which languages it works */
    MATCH_UNKNOWN_RESULT,      /* no published result known on the wanted themes */
    MATCH_UNKNOWN_POPULATION,  /* one of the two populations */
    MATCH_UNKNOWN_YEARS        /* when it worked on it */
};

struct match {
    struct city_id city;
    int score_bp; /* 0..10000 */
    struct match_reason reasons[MATCH_REASONS_MAX]; /* in the order to say them: what it did first */
    size_t reasons_count;
    enum match_unknown unknowns[MATCH_UNKNOWNS_MAX];
    size_t unknowns_count;
};

/* The chance that none of a city's projects on a theme is worth an e-mail. Kept with each theme of a city it lets
** match_cities look closely only at the few cities that can be among the first: what comes out is the same. */
double match_none(const struct city_work *works, size_t works_count, struct theme_id theme, struct date today);

/* At most top_max matches into ret_matches, best first; returns how many. The asking city itself, cities that do not
** fit and those without record on a wanted theme are left out. Scratch memory comes from the arena. */
size_t match_cities(struct arena *arena, const struct city_record *asking, const struct match_wanted *wanted,
                    const struct city_record *cities, size_t cities_count, struct date today, size_t top_max,
                    struct match *ret_matches);

/* The score of one city on its own, for tests and explanations: 0 when it has no record on a wanted theme. */
int match_score(const struct city_record *asking, const struct match_wanted *wanted,
                const struct city_record *city, struct date today);

#endif
