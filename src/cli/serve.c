/* SPDX-License-Identifier: AGPL-3.0-or-later
** serve: the web platform. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/key.h"
#include "cli/mails.h"
#include "cli/room.h"
#include "cli/set_up.h"
#include "db/verify.h"
#include "http/guess.h"
#include "http/post.h"
#include "http/supervisor.h"
#include "jobs/work.h"
#include "store/job.h"
#include "store/once.h"
#include "store/session.h"
#include "store/set_up.h"
#include "web/routes.h"

#define LISTEN_DEFAULT "127.0.0.1:8080"

static int default_workers(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : (int)n;
}

/* Nobody should learn from a visitor that the site is closed, or that something is overdue. */
static void warn_of_set_up(const struct cli *cli, struct db *db)
{
    struct setting_values values;
    struct str lines[SET_UP_WARNINGS];
    if (setting_list(db, cli->arena, &values) != OK) {
        return; /* whoever reads them next says so */
    }
    struct set_up up = set_up_of(&values, cli_text(cli, "--base-url", ""), set_up_today());
    size_t n = set_up_warnings(&up, cli->arena, lines);
    for (size_t i = 0; i < n; i++) {
        log_line("warning: %.*s", STR_ARG(lines[i]));
    }
}

/* Whether the database is there and fits is better said here, once, than by every worker. */
static enum fault must_use try_db(const struct cli *cli, struct str *ret_why)
{
    struct db *db = NULL;
    struct problems dangers;
    problems_init(&dangers, cli->arena);
    TRY(db_open(cli->arena, cli->db_url, DB_READ, &db, ret_why));
    enum fault fault = db_dangers(db, cli->arena, &dangers);
    if (!cli_flag(cli, "--room")) { /* a room is no site */
        warn_of_set_up(cli, db);
    }
    db_close(db);
    for (size_t i = 0; i < dangers.n; i++) {
        const struct problem *danger = &dangers.items[i];
        log_line("warning: %.*s %.*s; %.*s", STR_ARG(danger->where), STR_ARG(danger->what), STR_ARG(danger->hint));
    }
    if (fault != OK) {
        *ret_why = S("the settings of the database cannot be looked at");
    }
    return fault;
}

/* "0.0.0.0:8080" is no address to visit: "localhost:8080" is. */
static struct str visit_url(struct arena *arena, struct str where, int port)
{
    size_t colon = where.n;
    while (colon > 0 && where.s[colon - 1] != ':') {
        colon--;
    }
    struct str host = str_sub(where, 0, colon ? colon - 1 : 0);
    if (host.n == 0 || str_eq(host, S("0.0.0.0")) || str_eq(host, S("[::]"))) {
        host = S("localhost");
    }
    return str_format(arena, "http://%.*s:%d", STR_ARG(host), port);
}

/* What was said on the command line wins over the settings, and where we listen is the last resort. */
static enum fault load_site(const struct web *web, struct db *db, struct arena *arena, struct site *site)
{
    struct setting_values set;
    TRY(setting_list(db, arena, &set));
    struct str base_url = set.items[SETTING_BASE_URL].value;
    bool unset = str_eq(base_url, setting_known[SETTING_BASE_URL].otherwise);
    bool room = web->entrance != ENTRANCE_WHOLE; /* open to who is in it, whatever its file says */
    struct set_up up = set_up_of(&set, web->site.base_url, DATE_NONE);
    *site = (struct site){
        .name = set.items[SETTING_NETWORK_NAME].value,
        .base_url = web->site.base_url.n > 0 ? web->site.base_url : unset ? web->here : base_url,
        .operator_name = set.items[SETTING_OPERATOR_NAME].value,
        .operator_address = set.items[SETTING_OPERATOR_ADDRESS].value,
        .operator_mail = set.items[SETTING_OPERATOR_MAIL].value,
        .is_public_body = str_eq(set.items[SETTING_PUBLIC_BODY].value, S("yes")),
        .hosting = set.items[SETTING_HOSTING].value,
        .hosting_country = set.items[SETTING_HOSTING_COUNTRY].value,
        .mark = set.items[SETTING_MARK].value,
        .colour = set.items[SETTING_COLOUR].value,
        .version = S(SMALLGIANTS_VERSION),
        .key = web->site.key,
        .is_trial = up.opening == OPENING_TRIAL && !room,
        .is_closed = up.opening == OPENING_CLOSED && !room,
        .is_demo = up.is_demo,
        .sends_mail = set.items[SETTING_MAIL_SERVER].value.n > 0 && set.items[SETTING_MAIL_SENDER].value.n > 0 &&
                      !up.is_demo && !room,
    };
    return OK;
}

static bool look_at_disk(const struct web *web, struct disk *ret_disk)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 64u << 10);
    struct str folder = cli_db_folder(&arena, web->db_url);
    return folder.s != NULL && disk_look(str_c(&arena, folder), ret_disk);
}

/* Kinds and states are words of ours, so they stand in quotes as they are. */
static enum fault put_counts(struct db *db, struct arena *arena, struct buf *to)
{
    struct q_job_counts *counts;
    size_t n;
    TRY(q_job_counts(db, arena, &counts, &n));
    buf_put_str(to, S("# HELP smallgiants_jobs Work beside the pages, by kind and state.\n"
                      "# TYPE smallgiants_jobs gauge\n"));
    for (size_t i = 0; i < n; i++) {
        buf_format(to, "smallgiants_jobs{kind=\"%.*s\",state=\"%.*s\"} %lld\n", STR_ARG(counts[i].kind),
                   STR_ARG(counts[i].state), (long long)counts[i].jobs);
    }
    return OK;
}

static struct site first_site(struct str base_url, const struct secret_key *key)
{
    return (struct site){
        .name = setting_known[SETTING_NETWORK_NAME].otherwise,
        .base_url = base_url,
        .operator_mail = setting_known[SETTING_OPERATOR_MAIL].otherwise,
        .mark = setting_known[SETTING_MARK].otherwise,
        .colour = setting_known[SETTING_COLOUR].otherwise,
        .version = S(SMALLGIANTS_VERSION),
        .key = key,
    };
}

/* A new one is worth a line: losing it costs. */
static enum fault must_use get_key(const struct cli *cli, struct secret_key *ret_key, struct str *ret_why)
{
    struct str made;
    TRY(key_get(cli, ret_key, &made, ret_why));
    if (made.n > 0) {
        log_line("the key of this network was made: %.*s; keep a copy, apart from the backups", STR_ARG(made));
    }
    return OK;
}

static void say_welcome(struct str url, const struct supervisor *supervisor)
{
    bool passed = supervisor->sockets.passed;
    const char *how = passed ? ", on the socket that the service manager passed: --listen is not used" : "";
    printf("Small Giants is at %.*s%s%s\n"
           "Try first: open %.*s, type the name of a city that you know, and see who has done what it needs.\n"
           "Ctrl-C stops it. No city found? `smallgiants migrate --seed` brings the content that ships with it.\n",
           STR_ARG(url), how, supervisor->old.count > 0 ? " (restarted)" : "", STR_ARG(url));
    fflush(stdout);
}

/* The jobs process: beside the web workers, so that nothing heavy is ever in one. */
static int work_off_jobs(void *self)
{
    const struct web *web = self;
    struct mails mails;
    mails_init(&mails, web->site.base_url, web->site.key);
    mails.here = web->here;
    return work_run(&(struct work_in){web->db_url, &job_kinds, false, &mails.maker, web->site.key});
}

/* The same without internet: what needs it waits in the file. */
static int work_off_inside(void *self)
{
    const struct web *web = self;
    return work_run(&(struct work_in){.url = web->db_url, .kinds = &job_kinds, .key = web->site.key, .inside = true});
}

/* What both ways of serving have in common. */
struct served {
    struct supervisor *supervisor;
    struct web web;
    int workers;
};

static int run(struct cli *cli, struct served *served, int (*work)(void *self))
{
    static struct keeper_lines lines;
    struct supervisor *supervisor = served->supervisor;
    struct helper jobs = {"jobs", work, &served->web, false};
    struct helper keeper = {"keeper", keeper_run, &lines, true};
    supervisor->lines = &lines;
    supervisor->helpers[0] = &keeper;
    supervisor->helpers[1] = cli_flag(cli, "--no-jobs") ? NULL : &jobs;
    return supervisor_run(supervisor);
}

static int serve_site(struct cli *cli, struct served *served)
{
    struct supervisor *supervisor = served->supervisor;
    struct str where = cli_text(cli, "--listen", LISTEN_DEFAULT);
    struct str why = S("");
    if (supervisor_open(supervisor, &served->web, cli->arena, where, S(""), served->workers, &why) != OK) {
        return cli_problem(cli, why);
    }
    served->web.here = visit_url(cli->arena, supervisor->sockets.where, supervisor->sockets.port);
    log_name("serve");
    if (!supervisor->old.trial) {
        say_welcome(served->web.here, supervisor);
    }
    return run(cli, served, work_off_jobs);
}

/* ---- a room without internet */

static void print_room_link(void *self)
{
    room_link(self);
}

static int serve_room(struct cli *cli, struct served *served)
{
    static struct room_served room;
    struct supervisor *supervisor = served->supervisor;
    struct str where = cli_text(cli, "--listen", ROOM_LISTEN_DEFAULT);
    struct str own_where = cli_text(cli, "--listen-own", ROOM_OWN_DEFAULT);
    struct str base_url = cli_text(cli, "--base-url", "");
    struct str why = S("");
    if (base_url.n > 0 && !room_is_address(base_url)) {
        return cli_usage(cli, S("--base-url of a room is as http://192.168.1.5:8080: no phone would trust a "
                                "certificate here"));
    }
    int status = room_open(cli, &room);
    if (status != CLI_OK) {
        return status;
    }
    int workers = served->workers < WORKERS_MAX ? served->workers : WORKERS_MAX - 1;
    if (supervisor_open(supervisor, &served->web, cli->arena, where, own_where, workers, &why) != OK) {
        return cli_problem(cli, why);
    }
    const struct sockets *sockets = &supervisor->sockets;
    room.phone_url = room_phone_url(&room, base_url, where, sockets->port);
    room.own_url = visit_url(cli->arena, own_where, sockets->own_port);
    if (room.phone_url.n == 0) {
        return cli_problem(cli, S("this computer is in no network that phones could join: join the Wi-Fi of the room, "
                                  "or open one here, and start this again; or say its address with --base-url"));
    }
    served->web.entrance = ENTRANCE_ROOM;
    served->web.site.base_url = room.phone_url;
    served->web.here = room.phone_url;
    struct web own = served->web;
    own.entrance = ENTRANCE_OWN;
    supervisor->own = &own;
    supervisor->called = print_room_link;
    supervisor->called_self = &room;
    log_name("serve");
    if (!supervisor->old.trial) {
        room_welcome(&room, supervisor->old.count > 0);
    }
    return run(cli, served, work_off_inside);
}

static int serve(struct cli *cli)
{
    static struct supervisor supervisor; /* too large for a small stack */
    struct str why = S("");
    int64_t workers;
    int64_t drain_s;
    bool room = cli_flag(cli, "--room");
    if (!cli_int(cli, "--drain", 0, DRAIN_S_MAX, 0, &drain_s)) {
        return CLI_USAGE;
    }
    if (!cli_int(cli, "--workers", 1, WORKERS_MAX, default_workers(), &workers)) {
        return CLI_USAGE;
    }
    struct str proxy = cli_text(cli, "--proxy", "");
    if (proxy.n > 0 && (room || !post_is_address(cli->arena, proxy))) {
        return cli_usage(cli, room ? S("phones reach a room without a --proxy between")
                                   : S("--proxy takes the address of a machine, as in 10.0.0.9 or 2001:db8::9"));
    }
    if (room && cli_db_folder(cli->arena, cli->db_url).s == NULL) {
        return cli_usage(cli, S("a room is served from a file on this computer: --db sqlite:room.db"));
    }
    if (!room && cli_text(cli, "--listen-own", "").n > 0) {
        return cli_usage(cli, S("--listen-own belongs to --room"));
    }
    if (try_db(cli, &why) != OK) {
        return cli_problem(cli, why);
    }
    static struct secret_key key; /* until the end, in every process */
    if (get_key(cli, &key, &why) != OK) {
        return cli_problem(cli, why);
    }
    struct served served = {.supervisor = &supervisor, .workers = (int)workers, .web = {
        .routes = &web_routes,
        .site = first_site(cli_text(cli, "--base-url", ""), &key),
        .load_site = load_site,
        .look_at_disk = look_at_disk,
        .put_counts = put_counts,
        .db_url = cli->db_url,
        .once = {once_find, once_add},
        .note_uses = session_note,
        .proxy = proxy,
        .cache = !cli_flag(cli, "--no-cache"),
        .idle_s = CONNECTION_IDLE_S,
        .send_s = SEND_S_MAX,
        .grace_ms = GRACE_STOP_MS,
        .drain_ms = (int)drain_s * 1000,
        .keeper_ms = KEEPER_WAIT_MS_MAX,
        .request_ms = REQUEST_TIME_MS_MAX,
        .guesses = guesses_new(),
        .watch = watch_new(),
    }};
    return room ? serve_room(cli, &served) : serve_site(cli, &served);
}

static const struct cli_option OPTIONS[] = {
    {"--listen", "HOST:PORT", "where to listen (default: " LISTEN_DEFAULT ", with --room " ROOM_LISTEN_DEFAULT ")"},
    {"--room", NULL, "serve the room of the one programme in --db to a local network without internet"},
    {"--listen-own", "HOST:PORT", "with --room: where you run it, on this computer (default: " ROOM_OWN_DEFAULT ")"},
    {"--workers", "N", "web processes (default: one a processor)"},
    {"--no-cache", NULL, "make every page anew"},
    {"--no-jobs", NULL, "leave imports and other work of the queue to another server"},
    {"--drain", "SECONDS", "told to stop, answer on for so long while /ready says no (default: 0)"},
    {"--proxy", "ADDRESS", "of the load balancer, when it is another machine: what it says of who asks is believed"},
    {"--key", "FILE", "the key of this network (default: $SMALLGIANTS_KEY, else beside the database: net.key)"},
    {"--base-url", "URL", "how people reach it from outside, such as https://network.example.org"},
    {NULL, NULL, NULL},
};

const struct verb verb_serve = {
    .name = "serve",
    .usage = "[--room [--listen-own HOST:PORT]] [--listen HOST:PORT] [--workers N]\n"
             "                   [--no-cache] [--no-jobs] [--drain SECONDS] [--base-url URL] [--proxy ADDRESS]\n"
             "                   [--key FILE]",
    .summary = "serve the web platform",
    .help = "SIGTERM and Ctrl-C stop it when the requests in flight are answered. SIGHUP restarts\n"
            "it in place, with the program that is on disk now, and loses no request; a program\n"
            "that would not start is refused and the present one goes on. A socket passed by\n"
            "systemd is used instead of --listen. One line a request goes to standard error.\n"
            "/health and /ready answer a service manager.\n"
            "\n"
            "With --room this computer serves the room of a leadership programme to phones in a local\n"
            "network, without internet: it prints what to do, step by step. Towards that network only\n"
            "the room's pages answer, over plain http; nobody signs in from there. You run the room\n"
            "here, at --listen-own, with the address that is printed; kill -USR1 prints a new one.\n"
            "The file has one programme: smallgiants programme import FILE --db sqlite:room.db",
    .options = OPTIONS,
    .run = serve,
};
