/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** scenarios: every verb that writes, as a line of words, and the network that it begins with. For test_writes.c.
*/
#ifndef TESTS_FAULT_SCENARIOS_H
#define TESTS_FAULT_SCENARIOS_H

#include "cli/cli.h"

enum fixture { NOTHING, EMPTY, CITIES, BODIES, CORRECTED, FIXTURES };

struct scenario {
    const char *name;
    enum fixture from;
    const char *line; /* BASE/ stands for the folder of all, VAR and OTHER for addresses of databases */
    bool slow;        /* seconds each: tried again once, at its end */
    const char *makes; /* beside the database, which it leaves as it is; NULL: it writes to the database */
    const char *proof; /* a line that must work on what was made */
};

static const struct scenario SCENARIOS[] = {
    {"migrate", NOTHING, "migrate", false, NULL, NULL},
    {"setting", CITIES, "setting network_name Lanterns", false, NULL, NULL},
    {"default", CITIES, "setting operator_mail --default", false, NULL, NULL},
    {"places", EMPTY, "import places BASE/lists/cities.txt BASE/lists/lau.csv", false, NULL, NULL},
    {"cordis", CITIES, "import cordis BASE/lists/project.csv BASE/lists/organization.csv", false, NULL, NULL},
    {"gcom", CITIES, "import gcom BASE/lists/covenant.csv", false, NULL, NULL},
    {"twinnings", CITIES, "import twinnings BASE/lists/twinnings.tsv --as-of 2018-03-01", false, NULL, NULL},
    {"uk", CITIES, "import uk-structural BASE/lists/uk-structural.csv", false, NULL, NULL},
    {"correct", BODIES, "evidence correct 999000001 --not-us --why A.club", false, NULL, NULL},
    {"withdraw", CORRECTED, "evidence withdraw 999000001", false, NULL, NULL},
    {"backup", BODIES, "backup BASE/tried/kept.backup", false, "kept.backup", "restore BASE/tried/kept.backup --look"},
    {"restore", NOTHING, "restore BASE/fixture.backup", false, NULL, NULL},
    {"copy", BODIES, "copy --from VAR --to OTHER", false, "other", NULL},
    {"seed", NOTHING, "migrate --seed", true, NULL, NULL},
};

/* How a folder is made from the one before it. */
static const char *const STEPS[FIXTURES] = {
    [EMPTY] = "migrate",
    [CITIES] = "import places BASE/lists/cities.txt BASE/lists/lau.csv",
    [BODIES] = "import cordis BASE/lists/project.csv BASE/lists/organization.csv",
    [CORRECTED] = "evidence correct 999000001 --not-us --why A.club",
};

static const struct verb *const VERBS[] = {&verb_migrate, &verb_import, &verb_evidence, &verb_setting, &verb_backup,
                                           &verb_restore, &verb_copy};

#endif
