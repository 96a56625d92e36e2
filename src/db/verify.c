/* SPDX-License-Identifier: AGPL-3.0-or-later
** verify: the engine's own checks, of both files. */
#include "db/verify.h"

#include "base/check.h"
#include "db/engine.h"

struct part {
    const char *where;
    const char *pages; /* "ok" or what is broken */
    const char *links; /* a row whose partner is missing; no row when all is well */
    const char *hint;
};

#define LINKS(schema)                                                                                              \
    "select 'a row of ' || f.\"table\" || ' names no row of ' || f.parent from pragma_foreign_key_check f "         \
    "where f.schema = '" schema "' limit 1"

static const struct part PARTS[] = {
    {"main", "pragma main.integrity_check(1)", LINKS("main"), "bring back a backup"},
    {"evidence", "pragma evidence.integrity_check(1)", LINKS("evidence"), "import the evidence again"},
};

static enum fault must_use verify_part(struct db *db, struct arena *arena, const struct part *part,
                                       struct problems *problems)
{
    struct str said;
    TRY(engine_ask(db, arena, part->pages, &said));
    if (!str_eq(said, S("ok"))) {
        problems_add(problems, str_of(part->where), said, str_of(part->hint));
        return OK; /* what is read from broken pages says nothing more */
    }
    enum fault fault = engine_ask(db, arena, part->links, &said);
    if (fault == OK) {
        problems_add(problems, str_of(part->where), said, str_of(part->hint));
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

enum fault db_verify(struct db *db, struct arena *arena, struct problems *problems)
{
    engine_unguard(db);
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        TRY(verify_part(db, arena, &PARTS[i], problems));
    }
    return OK;
}
