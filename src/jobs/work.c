/* SPDX-License-Identifier: AGPL-3.0-or-later
** work: processes and the queue. */
#include "jobs/work.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/log.h"
#include "jobs/hold.h"
#include "jobs/mail.h"
#include "jobs/process.h"
#include "store/action.h"
#include "store/once.h"
#include "store/once.sql.h"
#include "store/application.h"
#include "store/bid_due.h"
#include "store/bid_work.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/correction.sql.h"
#include "store/answer.h"
#include "store/assessment.h"
#include "store/deadline.h"
#include "store/erasure.h"
#include "store/announcement.h"
#include "store/event.h"
#include "store/driver.h"
#include "store/funding_rule.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/lead.h"
#include "store/member_fact.h"
#include "store/membership.h"
#include "store/profile_history.h"
#include "store/profile_publish.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/personal.h"
#include "store/rate.h"
#include "store/remark.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "store/suggestion.h"
#include "store/trust_log.h"
#include "store/wall.h"

#define LOOK_ARENA_MAX (8u << 20)  /* one look: the longest payload, and who has what */
#define DB_RETRY_MS 5000           /* between two tries to open a database that is not there */
#define SLOW_NICE 10               /* more than the server has: pages come first */
#define FORGET_MS 3600000          /* between two looks for what people wrote and whose time is over ... */
#define FORGET_AGAIN_MS 60000      /* ... and after one that failed */

struct lane_work {
    pid_t child;          /* 0: nobody works */
    struct job_held held; /* its job; id 0: none */
    enum fault fault;     /* of a child that said nothing: to be written down */
    char why[64];
};

struct work {
    const struct work_in *in;
    struct arena arena;    /* of one look */
    struct arena db_arena; /* of the connection */
    struct arena life;
    struct str self;
    struct db *db;
    struct lane_work lanes[LANE__MAX];
    int64_t try_at_ms;   /* when the database is tried again */
    int64_t renew_at_ms; /* when it is said again that we live */
    int64_t forget_at_ms; /* when what is over is looked for */
    sigset_t signals;
    int signal_fd;
    bool failed;         /* the database cannot be opened */
};

/* ---- the database */

static void close_db(struct work *work)
{
    db_close(work->db);
    work->db = NULL;
    arena_reset(&work->db_arena);
}

/* Another generation may have been published: an old one is let go. */
static bool open_db(struct work *work)
{
    bool stale = false;
    struct str why = S("");
    if (work->db && db_is_stale(work->db, &stale) == OK && !stale) {
        return true;
    }
    close_db(work);
    if (process_clock_ms() < work->try_at_ms) {
        return false;
    }
    enum fault fault = db_open(&work->db_arena, work->in->url, DB_WRITE, &work->db, &why);
    if (fault != OK && !work->failed) {
        log_line("%s: %.*s", fault_name(fault), STR_ARG(why));
    }
    work->failed = fault != OK;
    work->try_at_ms = fault != OK ? process_clock_ms() + DB_RETRY_MS : 0;
    return fault == OK;
}

/* ---- a child: one job */

static enum fault carry_out(struct work *work, const struct job_kind *kind, const struct q_job_take *job,
                            struct hold *hold)
{
    struct arena arena;
    struct buf result;
    struct import_watch watch = {hold, hold_progress};
    arena_init(&arena, JOB_ARENA_MAX);
    buf_init(&result, JOB_TEXT_MAX);
    struct job_run run = {
        .arena = &arena, .url = work->in->url, .kind = job->kind, .payload = job->payload,
        .key = work->in->key, .now = (int64_t)time(NULL), .watch = &watch,
        .mails = work->in->mails, .result = &result, .why = S(""),
    };
    enum fault fault = kind->run(&run);
    enum fault end = fault == OK ? hold_done(hold, buf_str(&result)) : hold_fail(hold, fault, run.why);
    log_line("job %lld, %.*s: %s%s%.*s%s", (long long)job->id, STR_ARG(job->kind),
             fault == OK ? "done" : fault_name(fault), run.why.n ? ": " : "", STR_ARG(run.why),
             end == OK ? "" : "; this could not be noted");
    buf_done(&result);
    arena_done(&arena);
    return end;
}

_Noreturn static void run_child(struct work *work, const struct job_kind *kind, const struct q_job_take *job,
                                const struct job_held *held, pid_t parent)
{
    struct hold hold;
    struct str why;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(1);
    }
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &work->signals, NULL);
    close(work->signal_fd);
    if (kind->lane == LANE_SLOW) {
        int own = getpriority(PRIO_PROCESS, 0);
        setpriority(PRIO_PROCESS, 0, own + SLOW_NICE); /* where it may not, it is as quick as the pages */
    }
    enum fault fault = hold_open(&work->arena, work->in->url, held, &hold, &why);
    hold.leave = true;
    if (fault == OK) {
        fault = carry_out(work, kind, job, &hold);
        hold_close(&hold);
    }
    _exit(fault == OK ? 0 : 1);
}

/* ---- beginning */

static void set_failed(struct lane_work *lane, enum fault fault, const char *why)
{
    lane->fault = fault;
    snprintf(lane->why, sizeof lane->why, "%s", why);
}

static void begin(struct work *work, struct lane_work *lane, const struct q_job_take *job)
{
    const struct job_kind *kind = kind_find(work->in->kinds, job->kind);
    lane->held = (struct job_held){job->id, work->self, job->tries, job->tries_max};
    lane->fault = OK;
    if (kind == NULL) {
        set_failed(lane, FAULT_INVALID, "This program knows no such kind of job.");
        return;
    }
    log_line("job %lld, %.*s: begun, try %lld of %lld", (long long)job->id, STR_ARG(job->kind), (long long)job->tries,
             (long long)job->tries_max);
    pid_t parent = getpid();
    close_db(work);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        run_child(work, kind, job, &lane->held, parent);
    } else if (pid < 0) {
        set_failed(lane, FAULT_IO, "No process could be started for it.");
    } else {
        lane->child = pid;
    }
}

/* True when something was begun. */
static bool begin_due(struct work *work, enum lane number)
{
    struct lane_work *lane = &work->lanes[number];
    struct q_job_take job;
    if (lane->held.id != 0 || !open_db(work)) {
        return false;
    }
    enum fault fault = (work->in->inside ? job_take_inside : job_take)(work->db, &work->arena, lane_name(number),
                                                                       work->self, (int64_t)time(NULL), &job);
    if (fault != OK) {
        return false; /* none, or busy: the next look */
    }
    begin(work, lane, &job);
    return true;
}

/* ---- ending */

static void reap(struct work *work)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (int i = 0; i < LANE__MAX; i++) {
            struct lane_work *lane = &work->lanes[i];
            char why[64];
            if (lane->child != pid) {
                continue;
            }
            lane->child = 0;
            if (WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == HOLD_LOST)) {
                lane->held.id = 0;
                continue;
            }
            snprintf(why, sizeof why, "Its process ended with %s %d.", WIFSIGNALED(status) ? "signal" : "status",
                     WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
            set_failed(lane, FAULT_IO, why);
            log_line("job %lld: %s", (long long)lane->held.id, why);
        }
    }
}

/* Until it is written the lane takes nothing else: a full disk does not make a job forgotten. */
static void write_ends(struct work *work)
{
    for (int i = 0; i < LANE__MAX; i++) {
        struct lane_work *lane = &work->lanes[i];
        if (lane->held.id == 0 || lane->child != 0 || !open_db(work)) {
            continue;
        }
        enum fault fault = hold_put_back(work->db, &lane->held, lane->fault, str_of(lane->why));
        if (fault == OK || fault == FAULT_CONFLICT) {
            lane->held.id = 0;
        }
    }
}

/* Taken in our name, and no lane has it: the answer to that was lost. Begun it was not, so the try does not count. */
static bool is_unheard(const struct work *work, const struct q_job_running *row)
{
    bool unheard = str_eq(row->taken_by, work->self);
    for (int i = 0; i < LANE__MAX; i++) {
        unheard = unheard && work->lanes[i].held.id != row->id;
    }
    return unheard;
}

/* Jobs of processes that are gone. */
static void put_back_lost(struct work *work)
{
    struct q_job_running *rows;
    size_t n;
    int64_t now = (int64_t)time(NULL);
    if (!open_db(work) || q_job_running(work->db, &work->arena, &rows, &n) != OK) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct job_held held = {rows[i].id, rows[i].taken_by, rows[i].tries, rows[i].tries_max};
        enum process_state state = process_look(&work->arena, rows[i].taken_by);
        if (is_unheard(work, &rows[i])) {
            (void)!job_give_back(work->db, &held, now); /* the next look tries it again */
            continue;
        }
        if (state == PROCESS_LIVES || (state == PROCESS_UNKNOWN && rows[i].lease_until >= now)) {
            continue;
        }
        if (job_lost(work->db, &held, now) == OK) {
            log_line("job %lld: the process that did it is gone", (long long)held.id);
        }
    }
}

static void renew(struct work *work)
{
    if (process_clock_ms() < work->renew_at_ms) {
        return;
    }
    work->renew_at_ms = process_clock_ms() + JOB_RENEW_MS;
    for (int i = 0; i < LANE__MAX; i++) {
        struct lane_work *lane = &work->lanes[i];
        if (lane->child != 0 && open_db(work)) {
            (void)!job_renew(work->db, &lane->held, (int64_t)time(NULL)); /* it is tried again long before it ends */
        }
    }
}

/* ---- the retention clock: what people wrote goes when its time is over */

static enum fault forget_all(struct db *db, struct arena *arena, int64_t now)
{
    TRY(q_remark_forget(db, now));
    TRY(q_correction_forget_who(db, now - CORRECTION_WHO_KEPT_S));
    TRY(q_once_forget(db, now - ONCE_KEPT_S));
    TRY(session_forget(db, arena, now));
    TRY(mail_forget(db, now));
    TRY(q_consent_forget(db, now));
    TRY(q_sign_in_forget(db, now));
    TRY(rate_forget(db, now));
    TRY(person_forget(db, arena, now));
    TRY(q_invitation_forget(db, now));
    TRY(claim_end(db, arena, now));
    TRY(application_end(db, arena, now));
    TRY(introduction_end(db, arena, now));
    TRY(event_clock(db, arena, now));
    TRY(q_announcement_forget(db, now / 86400 - ANNOUNCEMENT_KEPT_DAYS));
    TRY(q_funding_rule_forget(db, now - FUNDING_RULE_DRAFT_KEPT_S, now - FUNDING_RULE_KEPT_S));
    TRY(commitment_remind(db, arena, now));
    TRY(lead_end(db, arena, now));
    TRY(bid_remind(db, arena, now));
    TRY(action_clock(db, arena, now));
    TRY(driver_tidy(db, arena, now));
    TRY(q_member_unheard(db, now));
    TRY(membership_forget(db, now));
    TRY(deadline_forget(db, now));
    TRY(bid_forget(db, now));
    TRY(programme_forget(db, now));
    TRY(assessment_tidy(db, now));
    TRY(wall_forget(db, now));
    TRY(answer_forget(db, now));
    TRY(q_profile_change_forget(db, now - PROFILE_CHANGE_KEPT_S));
    TRY(q_member_fact_forget(db, now - MEMBER_FACT_KEPT_S));
    TRY(q_publication_forget(db, now - PUBLICATION_KEPT_S));
    TRY(suggestion_forget(db, arena, now));
    TRY(q_curious_forget(db, now, now - CURIOUS_UNREACHED_S));
    TRY(trust_log_wake(db, arena, now));
    TRY(db_begin(db));
    TRY(db_end(db, erasure_forget(db, arena, now)));
    return erasure_scrub(db, arena, now);
}

static void forget(struct work *work)
{
    if (process_clock_ms() < work->forget_at_ms || !open_db(work)) {
        return;
    }
    enum fault fault = forget_all(work->db, &work->arena, (int64_t)time(NULL));
    work->forget_at_ms = process_clock_ms() + (fault == OK ? FORGET_MS : FORGET_AGAIN_MS);
}

/* ---- mail */

static enum fault add_mails(struct work *work, int64_t now)
{
    TRY(db_begin(work->db));
    return db_end(work->db, work->in->mails->add_due(work->in->mails->self, &work->arena, work->db, now));
}

/* Those that come by themselves are looked for with what is to be forgotten; those that are due, at each look. */
static void wake_mail(struct work *work, bool look_for_new)
{
    int64_t now = (int64_t)time(NULL);
    if (work->in->mails == NULL || !open_db(work)) {
        return;
    }
    if (look_for_new && add_mails(work, now) != OK) {
        work->forget_at_ms = process_clock_ms() + FORGET_AGAIN_MS;
    }
    (void)!mail_wake(work->db, &work->arena, now); /* the next look tries it again */
}

/* ---- signing in */

/* Who came back from a provider waits before a page. */
static void wake_sign_in(struct work *work)
{
    if (work->in->key != NULL && open_db(work)) {
        (void)!sign_in_wake(work->db, &work->arena, (int64_t)time(NULL)); /* the next look tries it again */
    }
}

/* ---- the loop */

static bool is_working(const struct work *work)
{
    bool any = false;
    for (int i = 0; i < LANE__MAX; i++) {
        any |= work->lanes[i].held.id != 0;
    }
    return any;
}

/* False when there is nothing to do at all. */
static bool look(struct work *work)
{
    bool begun = false;
    arena_reset(&work->arena);
    reap(work);
    write_ends(work);
    put_back_lost(work);
    wake_mail(work, process_clock_ms() >= work->forget_at_ms);
    wake_sign_in(work);
    for (int i = 0; i < LANE__MAX; i++) {
        begun |= begin_due(work, (enum lane)i);
    }
    renew(work);
    forget(work);
    return begun || is_working(work);
}

/* Ends what is running and gives it back. */
static void stop(struct work *work)
{
    for (int i = 0; i < LANE__MAX; i++) {
        struct lane_work *lane = &work->lanes[i];
        int status;
        if (lane->child != 0) {
            kill(lane->child, SIGKILL);
            waitpid(lane->child, &status, 0);
            lane->child = 0;
            lane->fault = OK; /* no fault of the job */
            log_line("job %lld: given back", (long long)lane->held.id);
        }
    }
    work->try_at_ms = 0;
    write_ends(work);
}

static bool has_news(struct work *work)
{
    bool any = false;
    return work->db != NULL && (db_news(work->db, &any) != OK || any); /* a lost connection is opened again */
}

/* What was sent, or 0. */
static int take_signal(const struct work *work)
{
    struct signalfd_siginfo info = {0};
    return read(work->signal_fd, &info, sizeof info) == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

/* Until a signal, which it returns, or 0: something was written, here or on another machine, or JOB_LOOK_MS are over,
** because jobs become due and processes die without a word. Somebody may write all the time: then it looks ten times a
** second and hears signals all the same. */
static int wait_for_work(struct work *work)
{
    int64_t begun_ms = process_clock_ms();
    int64_t waited_ms = 0;
    bool news = false;
    for (; waited_ms < (news ? DB_NEWS_TURN_MS : JOB_LOOK_MS); waited_ms = process_clock_ms() - begun_ms) {
        int told = work->db != NULL && !news ? db_news_fd(work->db) : -1;
        struct pollfd fds[] = {{.fd = work->signal_fd, .events = POLLIN}, {.fd = told, .events = POLLIN}};
        int signal = take_signal(work);
        if (signal != 0) {
            return signal;
        }
        news = news || has_news(work);
        if (!news) {
            int64_t left_ms = JOB_LOOK_MS - waited_ms;
            poll(fds, COUNT_OF(fds), told >= 0 || left_ms < DB_NEWS_TURN_MS ? (int)left_ms : DB_NEWS_TURN_MS);
        } else if (waited_ms < DB_NEWS_TURN_MS) {
            poll(fds, 1, (int)(DB_NEWS_TURN_MS - waited_ms));
        }
    }
    return 0;
}

int work_run(const struct work_in *in)
{
    static const int SIGNALS[] = {SIGCHLD, SIGTERM, SIGINT};
    struct work work = {.in = in};
    int taken = 0;
    sigemptyset(&work.signals);
    for (size_t i = 0; i < COUNT_OF(SIGNALS); i++) {
        sigaddset(&work.signals, SIGNALS[i]);
    }
    check(sigprocmask(SIG_BLOCK, &work.signals, NULL) == 0);
    work.signal_fd = signalfd(-1, &work.signals, SFD_NONBLOCK | SFD_CLOEXEC);
    check(work.signal_fd >= 0);
    arena_init(&work.life, 4096);
    arena_init(&work.arena, LOOK_ARENA_MAX);
    arena_init(&work.db_arena, LOOK_ARENA_MAX);
    work.self = process_self(&work.life);
    while (taken != SIGTERM && taken != SIGINT && (look(&work) || !in->until_idle)) {
        taken = wait_for_work(&work);
    }
    stop(&work);
    close_db(&work);
    close(work.signal_fd);
    arena_done(&work.db_arena);
    arena_done(&work.arena);
    arena_done(&work.life);
    return work.failed ? 1 : 0;
}
