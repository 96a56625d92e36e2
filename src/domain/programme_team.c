/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_team: counts, and words of roles. */
#include "domain/programme_team.h"

#include "base/check.h"
#include "base/fold.h"

static const struct str sectors[TEAM_SECTOR__MAX] = {S_INIT("public"), S_INIT("private"), S_INIT("third")};

/* Beginnings of folded words; those of two words stand side by side. */
static const char *const roles[TEAM_ROLE__MAX] = {
    [TEAM_LEADS] = "mayor,leader of the council,council leader,oberburgermeister,burgermeister,oberbuergermeister,"
                   "buergermeister,councillor,stadtrat,lord mayor,deputy mayor",
    [TEAM_RUNS] = "chief executive,city manager,managing director,town clerk,director,stadtdirektor,beigeordnet,"
                  "dezernent,geschaftsfuhr,geschaeftsfuehr,head of,leiter,leitung,vorstand,chair,chief officer",
    [TEAM_MONEY] = "financ,finanz,treasur,kammer,kaemmer,budget,haushalt,investment",
    [TEAM_DIGITAL] = "digital,data,daten,smart,information,technology,it",
};

bool team_sector_parse(struct str word, enum team_sector *ret_sector)
{
    for (enum team_sector sector = 0; sector < TEAM_SECTOR__MAX; sector++) {
        if (str_eq(word, sectors[sector])) {
            *ret_sector = sector;
            return true;
        }
    }
    return false;
}

struct str team_sector_word(enum team_sector sector)
{
    return sectors[sector];
}

/* A word of at most three letters is meant whole: "it". */
static bool begins_with(struct str text, size_t at, struct str part)
{
    struct str rest = str_from(text, at);
    return str_starts(rest, part) && (part.n > 3 || rest.n == part.n || rest.s[part.n] == ' ');
}

static bool has_role(struct str folded, enum team_role role)
{
    for (struct str rest = str_of(roles[role]); rest.s != NULL;) {
        struct str part = str_cut(rest, ',', &rest);
        for (size_t at = 0; at < folded.n; at++) {
            if ((at == 0 || folded.s[at - 1] == ' ') && begins_with(folded, at, part)) {
                return true;
            }
        }
    }
    return false;
}

static void add(struct team_gap *gaps, size_t *n, struct team_gap gap)
{
    check(*n < TEAM_GAPS_MAX);
    gaps[(*n)++] = gap;
}

/* The organisation that most of them are of. */
static struct team_gap largest(struct arena *arena, const struct team_person *people, size_t n)
{
    struct team_gap most = {.reason = TEAM_ONE_ORGANISATION};
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < n && people[i].organisation.n > 0 && people[i].says != TEAM_CANNOT; k++) {
            same += people[k].says != TEAM_CANNOT &&
                    str_eq(fold(arena, people[i].organisation), fold(arena, people[k].organisation));
        }
        if (same > most.n) {
            most.n = same;
            most.organisation = people[i].organisation;
        }
    }
    return most;
}

struct counted {
    size_t all, of_sector[TEAM_SECTOR__MAX + 1], of_role[TEAM_ROLE__MAX], no_role;
};

static struct counted count_all(struct arena *arena, const struct team_person *people, size_t n)
{
    struct counted counted = {0};
    for (size_t i = 0; i < n; i++) {
        if (people[i].says == TEAM_CANNOT) {
            continue;
        }
        struct str folded = fold(arena, people[i].role);
        counted.all++;
        counted.of_sector[people[i].sector]++;
        counted.no_role += folded.n == 0;
        for (enum team_role role = 0; role < TEAM_ROLE__MAX; role++) {
            counted.of_role[role] += has_role(folded, role);
        }
    }
    return counted;
}

size_t team_gaps(struct arena *arena, const struct team_person *people, size_t n, struct team_gap *ret_gaps)
{
    size_t gaps = 0;
    struct counted counted = count_all(arena, people, n);
    if (counted.all == 0) {
        add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_NOBODY});
        return gaps;
    }
    size_t unknown = counted.of_sector[TEAM_SECTOR__MAX];
    for (enum team_sector sector = 0; sector < TEAM_SECTOR__MAX; sector++) {
        size_t of = counted.of_sector[sector];
        if (of == 0) {
            add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_NO_SECTOR, .sector = sector});
        } else if (counted.all >= TEAM_FEW && of * 6 < counted.all) {
            add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_THIN_SECTOR, .sector = sector, .n = of});
        }
    }
    if (counted.all < TEAM_FEW) {
        add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_TOO_FEW, .n = counted.all});
    }
    struct team_gap most = largest(arena, people, n);
    if (counted.all >= TEAM_FEW && most.n * 2 > counted.all) {
        add(ret_gaps, &gaps, most);
    }
    if (counted.no_role * 2 > counted.all) {
        add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_UNKNOWN_ROLE, .n = counted.no_role});
    }
    for (enum team_role role = 0; counted.no_role * 2 <= counted.all && role < TEAM_ROLE__MAX; role++) {
        if (counted.of_role[role] == 0) {
            add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_NO_ROLE, .role = role});
        }
    }
    if (unknown > 0) {
        add(ret_gaps, &gaps, (struct team_gap){.reason = TEAM_UNKNOWN_SECTOR, .n = unknown});
    }
    return gaps;
}

struct team_balance team_balance(const struct team_person *people, size_t n)
{
    struct team_balance balance = {0};
    size_t of[TEAM_SECTOR__MAX + 1][TEAM_CANNOT + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        of[people[i].sector][people[i].says]++;
        balance.comes += people[i].says == TEAM_COMES;
        balance.cannot += people[i].says == TEAM_CANNOT;
        balance.not_said += people[i].says == TEAM_NOT_SAID;
    }
    for (enum team_sector sector = 0; sector < TEAM_SECTOR__MAX; sector++) {
        const size_t *says = of[sector];
        balance.breaks[sector] = says[TEAM_COMES] + says[TEAM_NOT_SAID] == 0 && says[TEAM_CANNOT] > 0;
        balance.open[sector] = says[TEAM_COMES] == 0 && says[TEAM_NOT_SAID] > 0;
    }
    return balance;
}
