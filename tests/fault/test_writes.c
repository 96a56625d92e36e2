/* SPDX-License-Identifier: AGPL-3.0-or-later
** Everything that can fail while the program writes, does: every verb that writes is run as its command line, and each
** time one more thing fails. Then the verb says so in a sentence and with status 1, what stood before stands (or, when
** the failure came too late to matter, the whole of what was asked for), nothing is damaged, and the same line works as
** soon as nothing fails any more.
**
**     test_writes LISTS CALLS RANDOM SEED [SCENARIO...]
**
** LISTS is the folder of the files to import. Of each way to fail, the first CALLS moments are tried, and RANDOM others
** chosen by SEED (0: the clock); CALLS of 0 tries all of them. SCENARIO: only these; slow ones run when named only,
** and with RANDOM 0 no further than CALLS. Ways to fail: a call of the database (db_fail_after); of the program's own
** files, the disk full from some change on, one change refused, a file system that has become read-only; the lock held
** by another process. Beside a PostgreSQL (tests/store/with_postgres) also: a message to the server that
** does not arrive, or whose answer does not, a server that is gone, its disk full, its tables locked. */
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
#include "cut.h"
#include "db/generation.h"
#include "disk.h"
#include "nets.h"
#include "scenarios.h"
#include "seen.h"

#define NEVER (INT64_C(1) << 40)
#define WORDS_MAX 16
#define SAID_MAX 8192
#define LOCKED_S_MAX 25 /* a verb waits ten seconds for a lock, once or twice */

enum way {
    DB_CALL, DISK_FULL, ONE_REFUSED, READ_ONLY,
    NO_MESSAGE, NO_ANSWER, SERVER_GONE, SERVER_FULL, /* at a message to the server */
    WAYS, LOCK_HELD = WAYS, TABLES_LOCKED
};

static const char *const WAY_NAMES[] = {"call of the database", "disk full from change", "refused change",
                                        "read-only from change", "lost message", "lost answer to message",
                                        "server gone from message", "server's disk full from message",
                                        "lock held, of imports:", "tables locked:"};

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

static struct str url_of(struct drill *drill, const char *name)
{
    return nets_url(&drill->arena, drill->base, str_format(&drill->arena, "tried/%s", name).s);
}

static const char *word_of(struct drill *drill, struct str word)
{
    size_t at = str_find(word, S("BASE/"));
    if (str_eq(word, S("VAR")) || str_eq(word, S("OTHER"))) {
        return url_of(drill, word.n == 3 ? "var" : "other").s;
    }
    return at == word.n ? str_c(&drill->arena, word)
                        : str_format(&drill->arena, "%.*s%s/%.*s", (int)at, word.s, drill->base,
                                     STR_ARG(str_from(word, at + 5))).s;
}

static int split(struct drill *drill, const char *line, const char *words[WORDS_MAX])
{
    int n = 0;
    struct str rest = str_of(line);
    words[n++] = "smallgiants";
    while (rest.n > 0) {
        words[n++] = word_of(drill, str_cut(rest, ' ', &rest));
    }
    words[n++] = "--db";
    words[n++] = url_of(drill, "var").s;
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

/* ---- networks */

static const char *fixture_name(struct drill *drill, enum fixture fixture)
{
    return str_format(&drill->arena, "fixture-%d", (int)fixture).s;
}

static bool makes_network(const struct scenario *scenario)
{
    return scenario->makes != NULL && strcmp(scenario->makes, "other") == 0;
}

/* Empties the folder worked in and fills it with what a fixture holds. */
static void fill(struct drill *drill, enum fixture fixture)
{
    folder_remove(drill->folder);
    check(mkdir(drill->folder, 0750) == 0);
    if (fixture == NOTHING) {
        nets_make(drill->base, "tried/var");
    } else {
        nets_remove(drill->base, "tried/var");
        nets_copy(drill->base, fixture_name(drill, fixture), "tried/var");
    }
    if (drill->scenario != NULL && makes_network(drill->scenario)) {
        nets_make(drill->base, "tried/other");
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
        nets_remove(drill->base, fixture_name(drill, fixture));
        nets_copy(drill->base, "tried/var", fixture_name(drill, fixture));
    }
    run_or_end(drill, "backup BASE/fixture.backup");
}

/* ---- what stands */

/* False: there is a database and it cannot be read or is damaged; drill->said says why. */
static bool look(struct drill *drill, struct seen *ret_seen)
{
    struct str why = S("");
    nets_wait_quiet("tried/var");
    enum fault fault = seen_inspect(&drill->arena, url_of(drill, "var"), ret_seen, &why);
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
    return call->kind == CALL_SEND || name[0] != '/' || strncmp(name, drill->folder, strlen(drill->folder)) == 0;
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
    case ONE_REFUSED:
        return call->kind != CALL_SEND;
    default:
        return call->kind == CALL_SEND;
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
    if (drill->way == SERVER_FULL) {
        nets_fill_disk(true);
        return 0;
    }
    static const int errors[WAYS] = {[DISK_FULL] = ENOSPC, [ONE_REFUSED] = EIO, [READ_ONLY] = EROFS};
    return again || drill->way != ONE_REFUSED ? errors[drill->way] : 0;
}

/* Runs the line with moment n failing. */
static int run_failing(struct drill *drill, int64_t n)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    const struct calls_watch watch = {.self = drill, .before = refuse};
    drill->countdown = n;
    switch (drill->way) {
    case DB_CALL:
        db_fail_after(n, faults[n % (int64_t)COUNT_OF(faults)]);
        break;
    case NO_MESSAGE:
    case NO_ANSWER:
    case SERVER_GONE:
        cut_at(CUT_MESSAGE + (drill->way - NO_MESSAGE), n);
        break;
    default:
        calls_watch(&watch);
    }
    int status = run(drill, drill->scenario->line);
    calls_watch(NULL);
    db_fail_after(0, OK);
    nets_fill_disk(false);
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
    bool other = drill->scenario->makes != NULL;
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
    if (makes_network(scenario)) {
        nets_make(drill->base, "tried/other");
        return;
    }
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

/* A full disk is called so. Of a commit whose answer was lost it is said that nobody knows. */
static bool is_honest(const struct drill *drill, const struct seen *now, int status)
{
    bool changed = drill->scenario->makes == NULL && !seen_same(now, &drill->before);
    bool one_step = strncmp(drill->scenario->line, "setting", 7) == 0;
    if (drill->way == SERVER_FULL && status == 1) {
        return strstr(drill->said, "No space left") != NULL || strstr(drill->said, "connection") != NULL;
    }
    return !one_step || !changed || status == 0 || strstr(drill->said, "is not known") != NULL;
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
    must(is_honest(drill, &now, status), drill, n);
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
    bool may_pass = first < 3 || way == SERVER_FULL; /* tried another way; small enough to find room */
    must(drill->failed > failed || may_pass, drill, moments);
}

/* ---- locks */

/* Another process that holds the write lock of what people gave, or is building evidence; until the pipe is closed. */
static pid_t hold(struct drill *drill, bool building, int *ret_until)
{
    const struct str url = url_of(drill, "var");
    int ready[2], until[2];
    char byte = 0;
    fflush(NULL);
    check(pipe(ready) == 0 && pipe(until) == 0);
    pid_t pid = fork();
    check(pid >= 0);
    if (pid == 0) {
        struct str why = S("");
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

/* Nobody waits for it for long. */
static void drill_tables_locked(struct drill *drill)
{
    struct seen now;
    struct timespec began, ended;
    drill->way = TABLES_LOCKED;
    fill(drill, drill->scenario->from);
    void *lock = nets_lock_tables("tried/var");
    clock_gettime(CLOCK_MONOTONIC, &began);
    int status = run(drill, drill->scenario->line);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    nets_unlock(lock);
    must(status == 1 && is_clear(drill) && strstr(drill->said, "lock timeout") != NULL, drill, 0);
    must(ended.tv_sec - began.tv_sec <= LOCKED_S_MAX, drill, ended.tv_sec - began.tv_sec);
    must(look(drill, &now) && seen_same(&now, &drill->before), drill, 0);
    check_works(drill, 0);
    drill->tried++;
    drill->failed++;
}

static void drill_locks(struct drill *drill)
{
    if (nets_on_postgres() && drill->scenario->from != NOTHING) {
        drill_tables_locked(drill);
    }
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
        if (brief) {
            drill->moments[way] = way < NO_MESSAGE || nets_on_postgres() ? drill->calls_max : 0;
        }
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

static bool is_wanted(const struct scenario *scenario, char *const *names)
{
    bool wanted = names[0] == NULL && !scenario->slow;
    for (; *names != NULL; names++) {
        wanted = wanted || strcmp(*names, scenario->name) == 0;
    }
    return wanted;
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
    check(mkdtemp(drill.base) != NULL && chdir(drill.base) == 0); /* some keep a backup where they are */
    snprintf(drill.folder, sizeof drill.folder, "%s/tried", drill.base);
    arena_init(&drill.arena, 64u << 20);
    printf("seed %lld\n", (long long)seed);
    fflush(stdout);
    folder_copy(lists, str_format(&drill.arena, "%s/lists", drill.base).s);
    make_fixtures(&drill);
    for (size_t i = 0; i < COUNT_OF(SCENARIOS); i++) {
        if (is_wanted(&SCENARIOS[i], argv + 5)) {
            drill_scenario(&drill, &SCENARIOS[i]);
        }
    }
    printf("%zu failures in %zu ways to write: each said or without effect, nothing half, the next works; seed %lld\n",
           drill.all, drill.scenarios, (long long)seed);
    arena_done(&drill.arena);
    folder_remove(drill.base);
    return 0;
}
