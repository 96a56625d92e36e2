/* SPDX-License-Identifier: AGPL-3.0-or-later
** The power goes at any moment: what was acknowledged is there when it comes back, and nothing is half.
**
**     test_power CUTS [SEED]
**
** A life: the program's own writes (settings, corrections, jobs, new evidence, a migration from nothing or from an
** earlier version) are made on a folder while disk.h records what reaches the kernel and what of it was synced; after
** each write stands noted what a reader sees.
** Then the power is cut at CUTS_A_LIFE moments of that record, and for each the folder as a disk would be found is
** opened by another process: it opens without a hand, every page and link is in order, and a reader sees what stood
** after the last acknowledged write, or after the one that was under way. The next life goes on from one of these
** states, so that recoveries are cut too; after LIVES_A_CHAIN a new network begins.
**
** Then the proof that this can fail: the same with synchronous off, and on disks that forget to sync names, or the file
** of new evidence: losses must be found. One line says how many. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../store/statements_here.h"
#include "base/check.h"
#include "base/scan.h"
#include "db/engine.h"
#include "db/generation.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "disk.h"
#include "jobs/correct.h"
#include "text/embedded.h"
#include "seen.h"
#include "store/job.h"
#include "store/setting.h"

#define CUTS_A_LIFE 20
#define LIVES_A_CHAIN 5
#define WRITES_A_LIFE 16
#define MUTANT_CUTS_MAX 40

/* What the other process found; its exit status. */
enum verdict {
    SEES_LAST,  /* what stood after the last acknowledged write */
    SEES_NEXT,  /* after the one under way */
    SEES_BETWEEN, /* of that one what people gave, not yet what follows from it (jobs/correct.h) */
    LOST,
    BROKEN,
};

enum sabotage { HONEST, SYNCHRONOUS_OFF, NAMES_UNSYNCED, EVIDENCE_UNSYNCED, SABOTAGES };

struct power {
    struct arena arena;
    uint64_t seed; /* moves on */
    char base[64];
    int folders; /* made so far; their names */
    enum sabotage sabotage;
    /* this life */
    char root[128];
    struct str url;
    struct db *writer;
    struct db *reader;
    struct seen seen[WRITES_A_LIFE + 1]; /* [n]: after write n */
    bool two_steps[WRITES_A_LIFE + 1];   /* write n commits what people gave first */
    int writes;
    bool bulky;
    struct job_held held; /* id 0: none */
    int64_t number; /* of the write, in all lives */
    /* figures */
    int cuts, lives, lost, broken;
    int64_t acknowledged;
    size_t changes;
};

/* ---- writes, as the program makes them */

#define must(expr) must_be_ok((expr), #expr, __LINE__)

static void must_be_ok(enum fault fault, const char *expr, int line)
{
    if (fault != OK) {
        fprintf(stderr, "test_power.c:%d: %s: %s\n", line, expr, fault_name(fault));
        exit(1);
    }
}

static uint64_t any(struct power *power, uint64_t n)
{
    return disk_random(&power->seed, n);
}

static struct db *open_db(struct power *power, enum db_mode mode)
{
    struct db *db = NULL;
    struct str why = S("");
    must(db_open(&power->arena, power->url, mode, &db, &why));
    return db;
}

static void open_writer(struct power *power)
{
    db_close(power->writer);
    power->writer = open_db(power, DB_WRITE);
    if (power->sabotage == SYNCHRONOUS_OFF) {
        engine_sqlite.unguard(power->writer);
        must(engine_sqlite.exec(power->writer, "pragma synchronous = off"));
    }
}

static void write_migration(struct power *power)
{
    int done = 0;
    struct str why = S("");
    must(migrate(&power->arena, power->url, &done, &why));
    open_writer(power);
}

/* A database as the first version made it, with something in it. */
static void make_old(struct power *power)
{
    struct db *db = NULL;
    struct str error = S("");
    struct migration_set first = migrations_main;
    int done = 0;
    char path[160];
    first.n = 1;
    snprintf(path, sizeof path, "%s/a", power->root);
    check(mkdir(path, 0750) == 0);
    snprintf(path, sizeof path, "%s/a/net.db", power->root);
    struct place place = {.engine = &engine_sqlite, .main = path};
    must(engine_sqlite.open(&power->arena, &place, 0, ENGINE_ADMIN, &db, &error));
    must(engine_sqlite.exec(db, "pragma journal_mode = wal"));
    must(schema_raise(db, &power->arena, &first, &done));
    must(engine_sqlite.exec(db, "insert into setting (name, value) values ('mark', 'old')"));
    db_close(db);
}

static void write_setting(struct power *power)
{
    struct problems problems;
    problems_init(&problems, &power->arena);
    must(db_begin(power->writer));
    must(setting_save(power->writer, S("network_name"),
                      str_format(&power->arena, "Network %lld", (long long)power->number), &problems));
    must(db_commit(power->writer));
}

static void put_corrections(struct power *power)
{
    size_t rows = power->bulky ? 12 : 1 + any(power, 30);
    size_t length = power->bulky ? 33000 : 20 + any(power, 1500);
    char *why = arena_alloc(&power->arena, length);
    for (size_t i = 0; i < length; i++) {
        why[i] = (char)('a' + (i + (size_t)power->number) % 26);
    }
    for (size_t i = 0; i < rows; i++) {
        must(q_correction_add(power->writer, &(struct q_correction_add_in){
            .organisation_id = {1 + (int64_t)any(power, 40)}, .kind = S("none"), .why = {why, length},
            .who = str_format(&power->arena, "write %lld, row %zu of %zu", (long long)power->number, i + 1, rows),
            .given_at = power->number}));
    }
}

static void write_corrections(struct power *power)
{
    must(db_begin(power->writer));
    put_corrections(power);
    must(db_commit(power->writer));
}

static void write_nothing_after_all(struct power *power)
{
    must(db_begin(power->writer));
    put_corrections(power);
    db_rollback(power->writer);
}

static void write_withdrawal(struct power *power)
{
    must(db_begin(power->writer));
    must(q_correction_withdraw(power->writer, (struct organisation_id){1 + (int64_t)any(power, 40)}, power->number));
    must(db_commit(power->writer));
}

static void write_evidence(struct power *power)
{
    struct generation *generation = NULL;
    struct str why = S("");
    must(generation_begin(&power->arena, power->url, &generation, &why));
    struct db *db = generation_db(generation);
    must(db_begin(db));
    for (uint64_t i = 0, n = 20 + any(power, 400); i < n; i++) {
        struct str name = str_format(&power->arena, "a name that fills pages and journals %llu", (unsigned long long)i);
        struct value in[] = {{.kind = VALUE_TEXT, .text = name}, {.kind = VALUE_INT, .number = power->number}};
        must(db_run(db, &total_put, in));
    }
    must(db_commit(db));
    must(generation_publish(generation, &why));
    open_writer(power);
}

static void write_correct(struct power *power)
{
    struct import_in in = {.url = power->url, .now = power->number, .size_rule = embedded_get("size-rule.json"),
                           .themes = embedded_get("themes.json")};
    struct correction correction = {.organisation = {50 + power->number}, .kind = RESOLVE_NONE, .why = S("a club"),
                                    .by = {.is = LOG_ITSELF}, .who = S("the drill")};
    struct str why = S("");
    power->two_steps[power->writes + 1] = true;
    must(correct(&power->arena, &in, &correction, &why));
    open_writer(power);
}

/* One step of the life of a job: added, taken, further, done. */
static void write_job(struct power *power)
{
    struct q_job_take taken;
    struct str by = S("drill");
    struct job_held *held = &power->held;
    struct str text = str_format(&power->arena, "job-%lld", (long long)power->number);
    if (held->id == 0 && any(power, 2) == 0) {
        const struct job_new job = {.uid = text, .kind = S("import-cordis"), .lane = S("slow"), .about = S(""),
                                    .payload = text, .tries_max = 3, .taken_by = S("")};
        must(job_add(power->writer, &power->arena, &job, power->number, &(int64_t){0}));
    } else if (held->id == 0) {
        enum fault fault = job_take(power->writer, &power->arena, S("slow"), by, power->number + 100000, &taken);
        check(fault == OK || fault == FAULT_NOT_FOUND);
        *held = fault == OK ? (struct job_held){.id = taken.id, .by = by, .tries = 1, .tries_max = 3} : *held;
    } else if (any(power, 2) == 0) {
        must(job_progress(power->writer, held, text, (uint64_t)power->number, 0, power->number));
    } else {
        must(job_done(power->writer, held, text, power->number));
        held->id = 0;
    }
}

/* Who closes last folds the log into the file and removes it. */
static void start_again(struct power *power)
{
    db_close(power->reader);
    power->reader = NULL;
    open_writer(power);
}

/* A reader in the middle of its page keeps the log from being folded in. */
static void toggle_reader(struct power *power)
{
    if (power->reader != NULL) {
        db_close(power->reader);
        power->reader = NULL;
        return;
    }
    struct seen seen;
    power->reader = open_db(power, DB_READ);
    must(db_begin(power->reader));
    must(seen_look(power->reader, &seen));
}

static void write_one(struct power *power)
{
    static const struct { int share; void (*write)(struct power *power); } writes[] = {
        {22, write_setting}, {26, write_corrections}, {8, write_withdrawal}, {5, write_nothing_after_all},
        {12, write_job}, {8, write_evidence}, {4, write_correct}, {7, start_again}, {8, toggle_reader},
    };
    int share = (int)any(power, 100);
    size_t i = 0;
    while (share >= writes[i].share) {
        share -= writes[i++].share;
    }
    writes[i].write(power);
}

/* ---- one life, recorded */

static void acknowledged(struct power *power, struct disk *disk)
{
    power->writes++;
    must(seen_look(power->writer, &power->seen[power->writes]));
    disk_mark(disk, power->writes);
    power->number++;
}

/* Life begins with what a start does: the first with a migration, the others with opening what the cut left. */
static struct disk *live(struct power *power, bool first)
{
    static const enum disk_lie lies[SABOTAGES] = {
        [NAMES_UNSYNCED] = DISK_FORGETS_FOLDERS, [EVIDENCE_UNSYNCED] = DISK_FORGETS_SOME};
    struct disk *disk = disk_watch(power->root);
    disk_lies(disk, lies[power->sabotage], "evidence-");
    power->bulky = any(power, 4) == 0;
    power->writes = 0;
    power->held.id = 0;
    memset(power->two_steps, 0, sizeof power->two_steps);
    if (first) {
        write_migration(power);
        acknowledged(power, disk);
    } else {
        open_writer(power);
    }
    while (power->writes < WRITES_A_LIFE) {
        write_one(power);
        acknowledged(power, disk);
    }
    db_close(power->reader);
    db_close(power->writer);
    power->reader = NULL;
    power->writer = NULL;
    disk_stop(disk);
    power->changes += disk_changes(disk);
    return disk;
}

/* ---- after a cut, in another process */

static enum verdict say(struct arena *arena, enum verdict verdict, struct str what)
{
    fprintf(stderr, "  found: %.*s\n", STR_ARG(what));
    arena_done(arena);
    return verdict;
}

static bool same_all(const struct seen *a, const struct seen *b)
{
    return seen_same(a, b) && a->jobs == b->jobs;
}

static enum verdict compare(const struct power *power, int last, const struct seen *now)
{
    const struct seen *before = &power->seen[last];
    if (same_all(now, before)) {
        return SEES_LAST;
    }
    if (last == power->writes) {
        return LOST;
    }
    const struct seen *after = before + 1;
    if (same_all(now, after)) {
        return SEES_NEXT;
    }
    bool between = power->two_steps[last + 1] && now->people == after->people && seen_same_evidence(now, before);
    return between ? SEES_BETWEEN : LOST;
}

/* `made`: a migration was acknowledged, so that the folder opens as it is. */
static enum verdict inspect(struct power *power, struct str url, int last, bool made)
{
    struct arena *arena = &power->arena;
    struct str why = S("");
    struct seen now;
    int done = 0;
    if (!made && migrate(arena, url, &done, &why) != OK) {
        return say(arena, BROKEN, why);
    }
    if (seen_inspect(arena, url, &now, &why) != OK) {
        return say(arena, BROKEN, why);
    }
    enum verdict verdict = compare(power, last, &now);
    return verdict == LOST ? say(arena, LOST, S("another state than the one acknowledged")) : verdict;
}

/* Until the first migration is acknowledged, nothing is promised but that another works. */
static enum verdict inspect_apart(struct power *power, const char *folder, int last, bool made)
{
    fflush(NULL);
    pid_t pid = fork();
    check(pid >= 0);
    if (pid == 0) {
        if (power->sabotage != HONEST) {
            check(freopen("/dev/null", "w", stderr) != NULL);
        }
        struct str url = str_format(&power->arena, "sqlite:%s/a/net.db", folder);
        enum verdict verdict = inspect(power, url, made ? last : 1, made);
        _exit((int)verdict);
    }
    int status = 0;
    check(waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) && WEXITSTATUS(status) <= BROKEN ? (enum verdict)WEXITSTATUS(status) : BROKEN;
}

/* ---- folders */

static void next_folder(struct power *power, char *ret_folder, size_t size)
{
    check((size_t)snprintf(ret_folder, size, "%s/%d", power->base, ++power->folders) < size);
}

/* ---- cuts */

static int by_moment(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* Half of them just after an acknowledgement, where a write that is not kept shows at once. */
static void choose_moments(struct power *power, const struct disk *disk, size_t moments[CUTS_A_LIFE])
{
    for (size_t i = 0; i < CUTS_A_LIFE; i++) {
        moments[i] = any(power, 2) ? disk_after_mark(disk, any(power, WRITES_A_LIFE))
                                   : any(power, disk_changes(disk) + 1);
    }
    qsort(moments, CUTS_A_LIFE, sizeof *moments, by_moment);
}

static enum disk_style choose_style(struct power *power)
{
    uint64_t share = any(power, 10);
    return share < 1 ? DISK_KEEPS_ALL : share < 3 ? DISK_KEEPS_NOTHING : share < 5 ? DISK_IN_ORDER : DISK_SCATTERED;
}

static void count(struct power *power, enum verdict verdict, size_t moment, uint64_t seed)
{
    power->cuts++;
    power->lost += verdict == LOST;
    power->broken += verdict == BROKEN;
    if (verdict >= LOST && power->sabotage == HONEST) {
        fprintf(stderr, "cut %d, in life %d, before change %zu, state %llu: %s\n", power->cuts, power->lives, moment,
                (unsigned long long)seed, verdict == LOST ? "lost" : "broken");
    }
}

static struct seen seen_by(const struct power *power, int last, enum verdict verdict)
{
    struct seen seen = power->seen[last + (verdict != SEES_LAST)];
    if (verdict == SEES_BETWEEN) {
        seen.generation = power->seen[last].generation;
        seen.evidence = power->seen[last].evidence;
    }
    return seen;
}

/* Cuts one life; *ret_root is a folder to go on from, with what is seen there in seen[0]; "" when there is none. */
static void cut_life(struct power *power, struct disk *disk, bool first, int cuts, char *ret_root, size_t size)
{
    size_t moments[CUTS_A_LIFE];
    struct seen next = {0};
    *ret_root = '\0';
    choose_moments(power, disk, moments);
    for (int i = 0; i < cuts; i++) {
        char folder[128];
        int last = (int)disk_marked(disk, moments[i]);
        enum disk_style style = choose_style(power);
        uint64_t seed = any(power, UINT64_MAX);
        bool made = !first || last > 0;
        next_folder(power, folder, sizeof folder);
        disk_cut(disk, moments[i], style, seed, folder);
        enum verdict verdict = inspect_apart(power, folder, last, made);
        folder_remove(folder);
        count(power, verdict, moments[i], seed);
        power->acknowledged += last;
        if (*ret_root == '\0' && verdict < LOST && made && (i + 1 == cuts || any(power, CUTS_A_LIFE / 2) == 0)) {
            next_folder(power, ret_root, size);
            disk_cut(disk, moments[i], style, seed, ret_root);
            next = seen_by(power, last, verdict);
        }
    }
    power->seen[0] = next;
}

static void run_chain(struct power *power, int lives, int cuts_max)
{
    char root[128];
    next_folder(power, root, sizeof root);
    check(mkdir(root, 0750) == 0);
    for (int life = 0; life < lives && power->cuts < cuts_max && *root != '\0'; life++) {
        struct arena_mark mark = arena_mark(&power->arena);
        int left = cuts_max - power->cuts;
        snprintf(power->root, sizeof power->root, "%s", root);
        power->url = str_format(&power->arena, "sqlite:%s/a/net.db", root);
        power->lives++;
        if (life == 0 && any(power, 2)) {
            make_old(power);
        }
        struct disk *disk = live(power, life == 0);
        cut_life(power, disk, life == 0, left < CUTS_A_LIFE ? left : CUTS_A_LIFE, root, sizeof root);
        disk_free(disk);
        folder_remove(power->root);
        arena_rewind(&power->arena, mark);
    }
    if (*root != '\0') {
        folder_remove(root);
    }
}

static void run(struct power *power, enum sabotage sabotage, int cuts)
{
    power->sabotage = sabotage;
    power->cuts = power->lives = power->lost = power->broken = 0;
    power->acknowledged = 0;
    power->changes = 0;
    while (power->cuts < cuts) {
        run_chain(power, sabotage == HONEST ? LIVES_A_CHAIN : 1, cuts);
    }
}

static int run_mutants(struct power *power, int cuts)
{
    static const char *const names[SABOTAGES] = {
        [SYNCHRONOUS_OFF] = "synchronous off", [NAMES_UNSYNCED] = "names not synced",
        [EVIDENCE_UNSYNCED] = "new evidence not synced"};
    int unseen = 0;
    for (enum sabotage s = SYNCHRONOUS_OFF; s < SABOTAGES; s++) {
        run(power, s, cuts);
        printf("with %s: %d of %d cuts found to lose something (%d writes lost, %d do not open or are damaged)\n",
               names[s], power->lost + power->broken, power->cuts, power->lost, power->broken);
        unseen += power->lost + power->broken == 0;
    }
    return unseen;
}

int main(int argc, char **argv)
{
    static struct power power;
    int64_t cuts = 0;
    int64_t seed = (int64_t)time(NULL) % 1000000;
    check(argc >= 2 && parse_int(str_of(argv[1]), 1, 10000000, &cuts));
    check(argc < 3 || parse_int(str_of(argv[2]), 0, INT64_MAX, &seed));
    power.seed = (uint64_t)seed;
    power.number = 1;
    snprintf(power.base, sizeof power.base, "%s/sg-power-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    check(mkdtemp(power.base) != NULL);
    arena_init(&power.arena, 256u << 20);
    printf("seed %lld\n", (long long)seed);
    run(&power, HONEST, (int)cuts);
    int bad = power.lost + power.broken;
    printf("%d cuts in %d lives, before any of %zu changes of files; %lld acknowledged writes looked for: %d cuts lost "
           "any, %d left what does not open or is damaged\n", power.cuts, power.lives, power.changes,
           (long long)power.acknowledged, power.lost, power.broken);
    bad += run_mutants(&power, cuts < 2 * MUTANT_CUTS_MAX ? MUTANT_CUTS_MAX / 2 : MUTANT_CUTS_MAX);
    arena_done(&power.arena);
    folder_remove(power.base);
    return bad == 0 ? 0 : 1;
}
