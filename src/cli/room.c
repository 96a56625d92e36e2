/* SPDX-License-Identifier: AGPL-3.0-or-later
** room: a file with one programme, this computer's addresses, and a link on the terminal. */
#include "cli/room.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "db/again.h"
#include "store/room_host.h"

#define PROGRAMMES_SHOWN 5

/* ---- the file */

static struct str say_days(struct arena *arena, const struct q_room_host_programmes *row)
{
    struct str begins = date_iso(arena, row->begins_on);
    return row->ends_on.days == row->begins_on.days
               ? begins : str_format(arena, "%.*s to %.*s", STR_ARG(begins), STR_ARG(date_iso(arena, row->ends_on)));
}

static int say_none(struct cli *cli)
{
    return cli_problem(cli, str_format(cli->arena,
        "there is no leadership programme in %.*s. Where the programme is kept, write it to a file "
        "(smallgiants programme export), bring the file here and read it in: smallgiants programme import FILE "
        "--db %.*s", STR_ARG(cli->db_url), STR_ARG(cli->db_url)));
}

static int say_several(struct cli *cli, const struct q_room_host_programmes *rows, size_t n)
{
    for (size_t i = 0; i < n && i < PROGRAMMES_SHOWN; i++) {
        fprintf(stderr, "  %.*s, %.*s, %.*s\n", STR_ARG(rows[i].name), STR_ARG(rows[i].city),
                STR_ARG(say_days(cli->arena, &rows[i])));
    }
    return cli_problem(cli, str_format(cli->arena,
        "there are %s%zu leadership programmes in %.*s; the file of a room has one, so that nothing else is on this "
        "computer. Write the one you want to a file (smallgiants programme export) and read it into a new database: "
        "smallgiants programme import FILE --db sqlite:room.db", n == 20 ? "at least " : "", n,
        STR_ARG(cli->db_url)));
}

static int find_programme(struct cli *cli, struct db *db, struct room_served *room)
{
    struct q_room_host_programmes *rows;
    size_t n;
    if (q_room_host_programmes(db, cli->arena, &rows, &n) != OK) {
        return cli_problem(cli, db_error(db));
    }
    if (n != 1) {
        return n == 0 ? say_none(cli) : say_several(cli, rows, n);
    }
    room->programme = rows[0];
    return CLI_OK;
}

static int take_host(struct cli *cli, struct db *db, struct room_served *room)
{
    struct again again = {0};
    const struct log_someone who = cli_who(cli->arena);
    enum fault fault;
    do {
        fault = db_begin(db);
        fault = fault == OK ? db_end(db, room_host_take(db, cli->arena, room->programme.member_id, &who,
                                                        (int64_t)time(NULL), &room->person)) : fault;
    } while (again_due(&again, fault));
    if (fault == FAULT_DENIED) {
        return cli_problem(cli, S("who runs the room is blocked in this file: smallgiants person unblock "
                                  ROOM_HOST_MAIL));
    }
    return fault == OK ? CLI_OK : cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault),
                                                              STR_ARG(db_error(db))));
}

int room_open(struct cli *cli, struct room_served *ret_room)
{
    struct db *db = NULL;
    struct str why = S("");
    *ret_room = (struct room_served){.arena = cli->arena, .db_url = cli->db_url};
    if (db_open(cli->arena, cli->db_url, DB_WRITE, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = find_programme(cli, db, ret_room);
    status = status == CLI_OK ? take_host(cli, db, ret_room) : status;
    db_close(db);
    return status;
}

/* ---- addresses */

static bool is_any(struct str host)
{
    return host.n == 0 || str_eq(host, S("0.0.0.0")) || str_eq(host, S("[::]"));
}

bool room_is_address(struct str base_url)
{
    struct str host = str_from(base_url, S("http://").n);
    bool fits = str_starts(base_url, S("http://")) && host.n > 0;
    for (size_t i = 0; i < host.n && fits; i++) {
        char c = host.s[i];
        fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '[' || c == ']';
    }
    return fits;
}

struct str room_phone_url(struct room_served *room, struct str base_url, struct str where, int port)
{
    size_t colon = where.n;
    while (colon > 0 && where.s[colon - 1] != ':') {
        colon--;
    }
    struct str host = str_sub(where, 0, colon ? colon - 1 : 0);
    room->near_n = near_list(room->near);
    room->port = port;
    if (base_url.n > 0) {
        return base_url;
    }
    if (!is_any(host)) {
        return str_format(room->arena, "http://%.*s:%d", STR_ARG(host), port);
    }
    return room->near_n > 0 ? str_format(room->arena, "http://%s:%d", room->near[0].address, port) : S("");
}

/* ---- what is printed */

static enum fault must_use make_link(struct room_served *room, struct db *db, struct str *ret_token)
{
    struct again again = {0};
    struct str to = str_format(room->arena, "/member-cities/%.*s/programmes/%.*s", STR_ARG(room->programme.member_uid),
                               STR_ARG(room->programme.uid));
    enum fault fault;
    do {
        fault = db_begin(db);
        fault = fault == OK ? db_end(db, room_host_link(db, room->arena, room->person, to, (int64_t)time(NULL),
                                                        ret_token)) : fault;
    } while (again_due(&again, fault));
    return fault;
}

/* In a try, so that what keeps the address from being made does not keep the room from being served. */
static bool print_link(struct room_served *room)
{
    struct db *db = NULL;
    struct str why = S("");
    struct str token = S("");
    enum fault fault = db_open(room->arena, room->db_url, DB_WRITE, &db, &why);
    fault = fault == OK ? make_link(room, db, &token) : fault;
    db_close(db);
    if (fault != OK) {
        log_line("no address could be made: %s %.*s", fault_name(fault), STR_ARG(why));
        return false;
    }
    printf("       %.*s/sign-in/link/%.*s\n", STR_ARG(room->own_url), STR_ARG(token));
    return true;
}

void room_link(struct room_served *room)
{
    printf("Open on this computer; it works once, for ten minutes:\n");
    (void)print_link(room);
    fflush(stdout);
}

static void print_others(const struct room_served *room)
{
    if (room->near_n < 2) {
        return;
    }
    printf("   Phones do not reach it? This computer is in several networks:\n");
    for (size_t i = 0; i < room->near_n; i++) {
        printf("       %s (%s%s)\n", room->near[i].address, room->near[i].name,
               room->near[i].is_wireless ? ", Wi-Fi" : "");
    }
    printf("   Start this again with the one of the room: --base-url http://ADDRESS:%d\n", room->port);
}

static void print_over(const struct room_served *room)
{
    struct date today = {(int32_t)(time(NULL) / 86400)};
    if (str_eq(room->programme.stage, S("called_off"))) {
        printf("\nIt was called off: its code opens nothing until you take that back on its page.\n");
    } else if (room->programme.ends_on.days < today.days) {
        printf("\nIts last day is over: its code opens nothing until you change its days on its page.\n");
    }
}

void room_welcome(struct room_served *room, bool again)
{
    const struct q_room_host_programmes *programme = &room->programme;
    printf("The room of \"%.*s\" (%.*s, %.*s) is served from this computer%s, without internet.\n\n"
           "1. Join the Wi-Fi of the room with this computer, before you start this.\n"
           "2. Open on this computer; it works once, for ten minutes:\n", STR_ARG(programme->name),
           STR_ARG(programme->city), STR_ARG(say_days(room->arena, programme)), again ? " (restarted)" : "");
    (void)print_link(room);
    printf("   For another one: kill -USR1 %d, or start this again.\n"
           "3. Put the screen on the projector: %.*s/room/%.*s/screen\n"
           "4. Phones join the same Wi-Fi and scan the picture on the screen, or open\n"
           "       %.*s/room\n"
           "   and type the code %.*s.\n", (int)getpid(), STR_ARG(room->own_url), STR_ARG(programme->code),
           STR_ARG(room->phone_url), STR_ARG(programme->code));
    print_others(room);
    print_over(room);
    printf("\nWho is in that Wi-Fi can read along (there is no https here), and sees the room's pages only. No mail\n"
           "goes out, nothing is fetched. Ctrl-C stops it; then bring the programme home:\n"
           "smallgiants programme export.\n");
    fflush(stdout);
}
