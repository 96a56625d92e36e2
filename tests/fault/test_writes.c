/* SPDX-License-Identifier: AGPL-3.0-or-later
** Everything that can fail while the program writes, does: every verb that writes is run as its command line, and each
** time one more thing fails. Then the verb says so in a sentence and with status 1, what stood before stands (or, when
** the failure came too late to matter, the whole of what was asked for), nothing is damaged, and the same line works as
** soon as nothing fails any more.
**
**     test_writes LISTS CALLS RANDOM SEED [SCENARIO]
**
** LISTS is the folder of the files to import. Of each way to fail, the first CALLS moments are tried, and RANDOM others
** chosen by SEED (0: the clock); CALLS of 0 tries all of them. SCENARIO: only that one; slow ones run when named only,
** and with RANDOM 0 no further than CALLS. Ways to fail: a call of the database (db_fail_after),
** the disk full from some change of a file on, one change of a file refused, a file system that has become read-only,
** the lock held by another process. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/scan.h"
#include "calls.h"
#include "cli/cli.h"
#include "db/generation.h"
#include "disk.h"
#include "seen.h"

#define NEVER (INT64_C(1) << 40)
#define WORDS_MAX 16
#define SAID_MAX 8192

enum fixture { NOTHING, EMPTY, CITIES, BODIES, CORRECTED, FIXTURES };

struct scenario {
    const char *name;
    enum fixture from;
    const char *line; /* BASE/ stands for the folder of all */
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
    {"copy", BODIES, "copy --from sqlite:BASE/tried/var/net.db --to sqlite:BASE/tried/other/net.db", false, "other",
     NULL},
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

enum way { DB_CALL, DISK_FULL, ONE_REFUSED, READ_ONLY, WAYS, LOCK_HELD = WAYS };

static const char *const WAY_NAMES[] = {"call of the database", "disk full from change", "refused change",
                                        "read-only from change", "lock held, of imports:"};

struct drill {
    struct arena arena;
    char base[64];
    char folder[96]; /* worked in */
    uint64_t seed;
    int64_t calls_max, random;
    const struct scenario *scenario;
    struct seen before, after;
    char said[SAID_MAX]; /* on standard error */
    /* refusing */
    enum way way;
    int64_t countdown;     /* changes still to pass */
    int64_t moments[WAYS]; /* at which the line could fail */
    size_t tried, failed, late; /* of this scenario */
    size_t all, scenarios;
};

/* ---- when something does not hold */

static void complain(const struct drill *drill, const char *what, int64_t n)
{
    fprintf(stderr, "%s, %s %lld: %s; it said:\n%s\n", drill->scenario->name, WAY_NAMES[drill->way], (long long)n, what,
            drill->said);
    exit(1);
}

#define must(expr, drill, n) ((expr) ? (void)0 : complain((drill), "not so: " #expr, (n)))

/* ---- running a line */

static int split(struct drill *drill, const char *line, const char *words[WORDS_MAX])
{
    int n = 0;
    struct str rest = str_of(line);
    words[n++] = "smallgiants";
    while (rest.n > 0) {
        struct str word = str_cut(rest, ' ', &rest);
        size_t at = str_find(word, S("BASE/"));
        words[n++] = at == word.n ? str_c(&drill->arena, word)
                                  : str_format(&drill->arena, "%.*s%s/%.*s", (int)at, word.s, drill->base,
                                               STR_ARG(str_from(word, at + 5))).s;
    }
    words[n++] = "--db";
    words[n++] = str_format(&drill->arena, "sqlite:%s/var/net.db", drill->folder).s;
    check(n < WORDS_MAX);
    words[n] = NULL;
    return n;
}

/* The exit status; what it says on standard error is kept, on standard output dropped. */
static int run(struct drill *drill, const char *line)
{
    const char *words[WORDS_MAX];
    int n = split(drill, line, words);
    char path[128];
    snprintf(path, sizeof path, "%s/said", drill->base);
    fflush(NULL);
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    check(out >= 0 && err >= 0 && file >= 0 && null >= 0);
    check(dup2(null, STDOUT_FILENO) >= 0 && dup2(file, STDERR_FILENO) >= 0);
    int status = cli_main(VERBS, COUNT_OF(VERBS), n, (char **)words);
    fflush(NULL);
    check(dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0);
    ssize_t got = pread(file, drill->said, sizeof drill->said - 1, 0);
    drill->said[got > 0 ? got : 0] = '\0';
    close(out), close(err), close(file), close(null);
    return status;
}

/* The last line is "smallgiants VERB: " and a sentence. */
static bool is_clear(struct drill *drill)
{
    struct str said = str_trim(str_of(drill->said));
    const char *line = memrchr(said.s, '\n', said.n);
    struct str last = line ? str_from(said, (size_t)(line + 1 - said.s)) : said;
    struct str sentence;
    str_cut(last, ':', &sentence);
    return str_starts(last, S("smallgiants ")) && sentence.n > 20 && sentence.n < 600 && str_is_utf8(sentence) &&
           !str_contains(sentence, S("null")) && !str_contains(sentence, S("()"));
}

/* ---- folders */

/* Empties the folder worked in and fills it with what a fixture holds. */
static void fill(struct drill *drill, enum fixture fixture)
{
    folder_remove(drill->folder);
    check(mkdir(drill->folder, 0750) == 0);
    if (fixture != NOTHING) {
        folder_copy(str_format(&drill->arena, "%s/fixture-%d", drill->base, (int)fixture).s,
                    str_format(&drill->arena, "%s/var", drill->folder).s);
    }
}

static void run_or_end(struct drill *drill, const char *line)
{
    if (run(drill, line) != 0) {
        fprintf(stderr, "%s: %s\n", line, drill->said);
        exit(1);
    }
}

static void make_fixtures(struct drill *drill)
{
    fill(drill, NOTHING);
    for (int fixture = EMPTY; fixture < FIXTURES; fixture++) {
        run_or_end(drill, STEPS[fixture]);
        folder_copy(str_format(&drill->arena, "%s/var", drill->folder).s,
                    str_format(&drill->arena, "%s/fixture-%d", drill->base, fixture).s);
    }
    run_or_end(drill, "backup BASE/fixture.backup");
}

/* ---- what stands */

/* False: there is a database and it cannot be read or is damaged; drill->said says why. */
static bool look(struct drill *drill, struct seen *ret_seen)
{
    struct str why = S("");
    struct str url = str_format(&drill->arena, "sqlite:%s/var/net.db", drill->folder);
    enum fault fault = seen_inspect(&drill->arena, url, ret_seen, &why);
    bool unready = fault == FAULT_NOT_FOUND || fault == FAULT_CONFLICT || fault == FAULT_IO;
    if (unready && drill->scenario->from == NOTHING) {
        *ret_seen = (struct seen){0};
        return true; /* none yet, or one that the next migration finishes */
    }
    if (fault != OK) {
        size_t n = strlen(drill->said);
        snprintf(drill->said + n, sizeof drill->said - n, "afterwards %s: %.*s", fault_name(fault), STR_ARG(why));
    }
    return fault == OK;
}

/* A correction is kept first and applied then; a first start is migrated first and filled then. */
static bool stands_between(const struct drill *drill, const struct seen *now)
{
    if (drill->scenario->from == NOTHING) {
        return !now->any || now->generation == 1;
    }
    return now->any && now->people == drill->after.people && seen_same_evidence(now, &drill->before);
}

/* ---- failing */

static bool is_ours(const struct drill *drill, const struct call *call)
{
    char own[64], path[PATH_MAX] = "";
    const char *name = call->path;
    if (name == NULL) {
        snprintf(own, sizeof own, "/proc/self/fd/%d", call->fd);
        ssize_t n = readlink(own, path, sizeof path - 1);
        name = n > 0 ? path : "";
    }
    return name[0] != '/' || strncmp(name, drill->folder, strlen(drill->folder)) == 0;
}

static bool takes_space(const struct call *call)
{
    return call->kind == CALL_WRITE || call->kind == CALL_FOLDER || (call->kind == CALL_OPEN && call->made);
}

static bool is_counted(enum way way, const struct call *call)
{
    switch (way) {
    case DISK_FULL:
        return takes_space(call);
    case READ_ONLY:
        return call->kind == CALL_OPEN || call->path != NULL;
    default:
        return true;
    }
}

/* A folder that exists is not made, and says so, on a full disk too. */
static bool is_there(const struct call *call)
{
    return call->kind == CALL_FOLDER && access(call->path, F_OK) == 0;
}

static int refuse(void *self, const struct call *call)
{
    struct drill *drill = self;
    if (!is_ours(drill, call) || !is_counted(drill->way, call) || is_there(call)) {
        return 0;
    }
    if (drill->countdown > 1) {
        drill->countdown--;
        return 0;
    }
    bool again = drill->countdown == 1;
    drill->countdown = 0;
    static const int errors[WAYS] = {[DISK_FULL] = ENOSPC, [ONE_REFUSED] = EIO, [READ_ONLY] = EROFS};
    return again || drill->way != ONE_REFUSED ? errors[drill->way] : 0;
}

/* Runs the line with moment n failing. */
static int run_failing(struct drill *drill, int64_t n)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    const struct calls_watch watch = {.self = drill, .before = refuse};
    drill->countdown = n;
    if (drill->way == DB_CALL) {
        db_fail_after(n, faults[n % (int64_t)COUNT_OF(faults)]);
    } else {
        calls_watch(&watch);
    }
    int status = run(drill, drill->scenario->line);
    calls_watch(NULL);
    db_fail_after(0, OK);
    return status;
}

static int count(void *self, const struct call *call)
{
    struct drill *drill = self;
    for (enum way way = DB_CALL + 1; way < WAYS; way++) {
        drill->moments[way] += is_ours(drill, call) && is_counted(way, call) && !is_there(call);
    }
    return 0;
}

/* The line as it runs when nothing fails: what it makes of the folder, and how often it could have failed. */
static void run_well(struct drill *drill)
{
    const struct calls_watch watch = {.self = drill, .before = count};
    memset(drill->moments, 0, sizeof drill->moments);
    db_fail_after(NEVER, FAULT_IO);
    calls_watch(&watch);
    int status = run(drill, drill->scenario->line);
    calls_watch(NULL);
    drill->moments[DB_CALL] = NEVER - db_fail_after(0, OK);
    must(status == 0 && look(drill, &drill->after), drill, 0);
    bool other = drill->scenario->makes != NULL || strcmp(drill->scenario->name, "default") == 0;
    must(seen_same(&drill->before, &drill->after) == other, drill, 0);
}

/* What was made is whole; then it is removed, so that it can be made again. */
static void check_made(struct drill *drill, int64_t n)
{
    const struct scenario *scenario = drill->scenario;
    if (scenario->makes == NULL) {
        return;
    }
    must(scenario->proof == NULL || run(drill, scenario->proof) == 0, drill, n);
    const char *made = str_format(&drill->arena, "%s/%s", drill->folder, scenario->makes).s;
    folder_remove(made);
    folder_remove(str_format(&drill->arena, "%s.sha256", made).s);
}

/* Refused because the whole of it is there: the failure came after it, while it was looked through. */
static bool was_done(const struct drill *drill)
{
    static const char *const refusals[] = {"nobody corrected", "is there already", "holds a database already"};
    bool done = false;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        done = done || strstr(drill->said, refusals[i]) != NULL;
    }
    return done;
}

static void check_works(struct drill *drill, int64_t n)
{
    struct seen now;
    bool two_steps = drill->scenario->from >= BODIES && drill->scenario->makes == NULL;
    int status = run(drill, drill->scenario->line);
    bool done_before = status == 1 && was_done(drill);
    must(status == 0 || done_before, drill, n);
    must(look(drill, &now), drill, n);
    must(now.any && (two_steps || now.evidence == drill->after.evidence), drill, n);
    must(two_steps || now.people == drill->after.people, drill, n);
    check_made(drill, n);
}

static void try_one(struct drill *drill, int64_t n)
{
    struct arena_mark mark = arena_mark(&drill->arena);
    struct seen now;
    fill(drill, drill->scenario->from);
    int status = run_failing(drill, n);
    must(status == 0 || (status == 1 && is_clear(drill)), drill, n);
    must(look(drill, &now), drill, n);
    bool whole = seen_same(&now, &drill->after);
    must(whole || status == 1, drill, n);
    must(whole || seen_same(&now, &drill->before) || stands_between(drill, &now), drill, n);
    drill->tried++;
    drill->failed += status == 1;
    drill->late += status == 0;
    if (status == 0) {
        check_made(drill, n);
    }
    if (!drill->scenario->slow) {
        check_works(drill, n);
    }
    arena_rewind(&drill->arena, mark);
}

static void drill_way(struct drill *drill, enum way way)
{
    int64_t moments = drill->moments[way];
    size_t failed = drill->failed;
    int64_t first = drill->calls_max == 0 || drill->calls_max > moments ? moments : drill->calls_max;
    drill->way = way;
    for (int64_t n = 1; n <= first; n++) {
        try_one(drill, n);
    }
    for (int64_t i = 0; i < drill->random && first < moments; i++) {
        try_one(drill, first + 1 + (int64_t)disk_random(&drill->seed, (uint64_t)(moments - first)));
    }
    must(drill->failed > failed || first < 3, drill, moments); /* a first change may be one that is tried another way */
}

/* ---- locks */

/* Another process that holds the write lock of what people gave, or is building evidence; until the pipe is closed. */
static pid_t hold(struct drill *drill, bool building, int *ret_until)
{
    int ready[2], until[2];
    char byte = 0;
    fflush(NULL);
    check(pipe(ready) == 0 && pipe(until) == 0);
    pid_t pid = fork();
    check(pid >= 0);
    if (pid == 0) {
        struct str url = str_format(&drill->arena, "sqlite:%s/var/net.db", drill->folder), why = S("");
        struct db *db = NULL;
        struct generation *generation = NULL;
        close(until[1]);
        enum fault fault = building ? generation_begin(&drill->arena, url, &generation, &why)
                                    : db_open(&drill->arena, url, DB_WRITE, &db, &why);
        fault = fault == OK && !building ? db_begin(db) : fault;
        check(fault == OK && write(ready[1], "r", 1) == 1);
        _exit(read(until[0], &byte, 1) == 0 ? 0 : 1);
    }
    close(ready[1]), close(until[0]);
    check(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    *ret_until = until[1];
    return pid;
}

/* Whoever imports needs both locks; a setting only the one, so it is saved while somebody imports. */
static void drill_held(struct drill *drill, bool building)
{
    bool setting = strncmp(drill->scenario->line, "setting", 7) == 0;
    struct seen now;
    int until = -1;
    fill(drill, drill->scenario->from);
    pid_t pid = hold(drill, building, &until);
    int status = run(drill, drill->scenario->line);
    close(until);
    check(waitpid(pid, NULL, 0) == pid);
    must(look(drill, &now), drill, building);
    if (setting && building) {
        must(status == 0 && seen_same(&now, &drill->after), drill, building);
    } else {
        must(status == 1 && is_clear(drill) && seen_same(&now, &drill->before), drill, building);
        must(!building || strstr(drill->said, "another import or migration is at work") != NULL, drill, building);
    }
    check_works(drill, building);
    drill->tried++;
    drill->failed += status == 1;
    drill->late += status == 0;
}

static void drill_locks(struct drill *drill)
{
    drill->way = LOCK_HELD;
    bool waits = strncmp(drill->scenario->line, "import", 6) == 0; /* ten seconds: when all is tried */
    if (drill->scenario->from != NOTHING && drill->scenario->makes == NULL) {
        drill_held(drill, true);
        if (!waits || drill->calls_max == 0) {
            drill_held(drill, false);
        }
    }
}

/* ---- one scenario */

static void drill_scenario(struct drill *drill, const struct scenario *scenario)
{
    drill->scenario = scenario;
    drill->tried = drill->failed = drill->late = 0;
    fill(drill, scenario->from);
    must(look(drill, &drill->before), drill, 0);
    bool brief = scenario->slow && drill->random == 0;
    if (brief) {
        drill->after = (struct seen){.any = true}; /* not reached: the first moments only */
    } else {
        run_well(drill);
    }
    for (enum way way = 0; way < WAYS; way++) {
        drill->moments[way] = brief ? drill->calls_max : drill->moments[way];
        drill_way(drill, way);
    }
    drill_locks(drill);
    if (scenario->slow && !brief) {
        check_works(drill, 0);
    }
    printf("%-10s %4zu failures: %4zu said and nothing half, %4zu too late to matter\n", scenario->name, drill->tried,
           drill->failed, drill->late);
    fflush(stdout);
    drill->all += drill->tried;
    drill->scenarios++;
}

int main(int argc, char **argv)
{
    static struct drill drill;
    int64_t seed = 0;
    char lists[PATH_MAX];
    check(argc >= 5 && realpath(argv[1], lists) != NULL);
    check(parse_int(str_of(argv[2]), 0, 1000000, &drill.calls_max));
    check(parse_int(str_of(argv[3]), 0, 1000000, &drill.random));
    check(parse_int(str_of(argv[4]), 0, INT64_MAX, &seed));
    seed = seed > 0 ? seed : (int64_t)time(NULL) % 1000000;
    drill.seed = (uint64_t)seed;
    snprintf(drill.base, sizeof drill.base, "%s/sg-writes-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    check(mkdtemp(drill.base) != NULL);
    snprintf(drill.folder, sizeof drill.folder, "%s/tried", drill.base);
    arena_init(&drill.arena, 64u << 20);
    printf("seed %lld\n", (long long)seed);
    fflush(stdout);
    folder_copy(lists, str_format(&drill.arena, "%s/lists", drill.base).s);
    make_fixtures(&drill);
    for (size_t i = 0; i < COUNT_OF(SCENARIOS); i++) {
        bool wanted = argc < 6 ? !SCENARIOS[i].slow : strcmp(argv[5], SCENARIOS[i].name) == 0;
        if (wanted) {
            drill_scenario(&drill, &SCENARIOS[i]);
        }
    }
    printf("%zu failures in %zu ways to write: each said or without effect, nothing half, the next works; seed %lld\n",
           drill.all, drill.scenarios, (long long)seed);
    arena_done(&drill.arena);
    folder_remove(drill.base);
    return 0;
}
