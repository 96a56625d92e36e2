/* SPDX-License-Identifier: AGPL-3.0-or-later
** person: who may sign in, and what they are here; the first administrator comes from here. */
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "cli/cli.h"
#include "cli/lookup.h"
#include "db/again.h"
#include "store/account.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/session.h"
#include "store/setting.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "text/url.h"

/* What one order is made of; a try fills what it made. */
struct order {
    struct cli *cli;
    struct db *db;
    int64_t now;
    struct str mail;
    struct person_new person;
    struct str role;
    struct q_member_keys keys; /* of the city of a role; name "" none */
    struct q_person_by_mail row;
    struct str token;
};

typedef enum fault order_run(struct order *order);

/* ---- trying, and saying what came of it */

static int say_fault(struct order *order, enum fault fault, const char *conflict)
{
    struct cli *cli = order->cli;
    switch (fault) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_problem(cli, str_format(cli->arena, "nobody here has the mail address %.*s, or not that role",
                                           STR_ARG(order->mail)));
    case FAULT_CONFLICT:
        return cli_problem(cli, str_of(conflict));
    case FAULT_TOO_LARGE:
        return cli_problem(cli, str_format(cli->arena, "nobody has more than %d roles", PERSON_ROLES_MAX));
    default:
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault),
                                           STR_ARG(db_error(order->db))));
    }
}

static int try(struct order *order, order_run *run, const char *conflict)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = db_begin(order->db);
        fault = fault == OK ? db_end(order->db, run(order)) : fault;
    } while (again_due(&again, fault));
    return say_fault(order, fault, conflict);
}

static enum fault must_use note(struct order *order, const char *kind, struct str fields)
{
    return trust_log_add(order->db, order->cli->arena, &(struct log_event){
        .kind = str_of(kind), .fields = fields, .who = cli_who(order->cli->arena), .now = order->now,
        .whom = {LOG_PERSON, order->row.id, order->row.name}});
}

static enum fault must_use find(struct order *order)
{
    return person_find(order->db, order->cli->arena, order->mail, &order->row);
}

/* ---- what is done */

/* The city of the role, which becomes a member city with its first one. */
static enum fault must_use find_member(struct order *order, int64_t *ret_id)
{
    bool joined;
    const struct q_member_keys *keys = &order->keys;
    TRY(membership_join(order->db, order->cli->arena, keys, &step_by_role, order->now, ret_id, &joined));
    if (!joined) {
        return OK;
    }
    return trust_log_add(order->db, order->cli->arena, &(struct log_event){
        .kind = S("city-joined"), .who = cli_who(order->cli->arena), .now = order->now,
        .fields = str_format(order->cli->arena, "member=%lld\ncity=%.*s\n", (long long)*ret_id,
                             STR_ARG(keys->name))});
}

static enum fault give_in(struct order *order)
{
    struct role_new role = {.person_id = order->row.id, .role = order->role};
    if (order->keys.name.n > 0) {
        role.member_id.known = true;
        TRY(find_member(order, &role.member_id.v));
    }
    bool ends = cli_flag(order->cli, "--end");
    TRY(ends ? role_end(order->db, order->cli->arena, &role, order->now)
             : role_give(order->db, order->cli->arena, &role, order->now));
    if (ends && role.member_id.known) {
        TRY(account_tell_ended(order->db, order->cli->arena, order->row.id, str_c(order->cli->arena, order->role),
                               role.member_id.v, order->now));
    }
    return note(order, ends ? "role-ended" : "role-given",
                str_format(order->cli->arena, "role=%.*s\nmember=%lld\n", STR_ARG(order->role),
                           (long long)role.member_id.v));
}

static enum fault link_in(struct order *order)
{
    if (!str_eq(order->row.state, S("active"))) {
        return FAULT_CONFLICT;
    }
    TRY(link_make(order->db, order->cli->arena, order->row.id, S("password"), S(""), order->now, &order->token));
    return note(order, "password-link-made", S(""));
}

static enum fault add_in(struct order *order)
{
    int64_t id;
    TRY(person_add(order->db, order->cli->arena, &order->person, order->now, &id));
    TRY(find(order));
    TRY(note(order, "person-added", S("")));
    if (order->role.n > 0) {
        TRY(give_in(order));
    }
    return link_in(order);
}

static enum fault role_in(struct order *order)
{
    TRY(find(order));
    return give_in(order);
}

static enum fault new_link_in(struct order *order)
{
    TRY(find(order));
    return link_in(order);
}

static enum fault block_in(struct order *order)
{
    TRY(find(order));
    TRY(person_block(order->db, order->cli->arena, order->row.id, order->now));
    return note(order, "person-blocked", S(""));
}

static enum fault unblock_in(struct order *order)
{
    TRY(find(order));
    TRY(person_unblock(order->db, order->cli->arena, order->row.id));
    return note(order, "person-unblocked", S(""));
}

/* ---- the parts of the verb */

static int print_link(struct order *order)
{
    struct setting_site site;
    enum fault fault = setting_site(order->db, order->cli->arena, &site);
    if (fault != OK) {
        return say_fault(order, fault, "");
    }
    printf("This link sets the password. It works once, until %.*s; hand it on so that nobody else reads it:\n\n"
           "    %.*s/set-password/%.*s\n\n",
           STR_ARG(instant_iso(order->cli->arena, order->now + LINK_PASSWORD_S)), STR_ARG(site.base_url),
           STR_ARG(order->token));
    if (str_eq(site.base_url, setting_known[SETTING_BASE_URL].otherwise)) {
        printf("Does your server listen at another port? Then change the beginning of the link.\n\n");
    }
    return CLI_OK;
}

static bool is_mail(struct cli *cli, struct str mail)
{
    struct url url;
    return mail.n > 0 && str_letters(mail) <= PERSON_MAIL_MAX && !str_contains(mail, S("?")) &&
           url_external(cli->arena, str_join(cli->arena, S("mailto:"), mail), &url);
}

static int person_add_part(struct order *order)
{
    struct cli *cli = order->cli;
    struct str name = str_trim(cli_text(cli, "--name", ""));
    struct str language = cli_text(cli, "--language", "en");
    if (name.n == 0 || str_letters(name) > PERSON_NAME_MAX || !str_is_utf8(name)) {
        return cli_usage(cli, str_format(cli->arena, "say who it is: --name \"...\", up to %d letters",
                                         PERSON_NAME_MAX));
    }
    if (!str_eq(language, S("en")) && !str_eq(language, S("de"))) {
        return cli_usage(cli, S("--language is en or de"));
    }
    if (cli_flag(cli, "--administrator") && cli_flag(cli, "--coordinator")) {
        return cli_usage(cli, S("say one of them: the other role can be given with `person role`"));
    }
    order->person = (struct person_new){name, order->mail, language};
    order->role = cli_flag(cli, "--administrator") ? S("administrator")
                  : cli_flag(cli, "--coordinator") ? S("coordinator") : S("");
    int status = try(order, add_in, "somebody has this mail address already; smallgiants person show MAIL");
    if (status == CLI_OK) {
        printf("%.*s may sign in now, once the password is set.\n", STR_ARG(name));
        status = print_link(order);
    }
    return status;
}

static int person_link_part(struct order *order)
{
    int status = try(order, new_link_in, "who is blocked gets no link; smallgiants person unblock MAIL");
    return status == CLI_OK ? print_link(order) : status;
}

static int person_block_part(struct order *order)
{
    int status = try(order, block_in, "the last administrator cannot be blocked: make somebody else one first");
    if (status == CLI_OK) {
        printf("%.*s is blocked, and signed out everywhere.\n", STR_ARG(order->row.name));
    }
    return status;
}

static int person_unblock_part(struct order *order)
{
    int status = try(order, unblock_in, "this person was erased");
    if (status == CLI_OK) {
        printf("%.*s may sign in again.\n", STR_ARG(order->row.name));
    }
    return status;
}

/* The city of a role, from the evidence. */
static int read_city(struct order *order)
{
    struct cli *cli = order->cli;
    struct lookup lookup;
    struct q_city_by_slug city;
    int status = lookup_open(cli, &lookup);
    status = status == CLI_OK ? lookup_city(cli, &lookup, cli->args[3], &city) : status;
    if (status == CLI_OK) {
        enum fault fault = q_member_keys(lookup.db, cli->arena, city.id, &order->keys);
        status = fault == OK ? CLI_OK : lookup_fault(cli, &lookup, fault);
    }
    lookup_close(&lookup);
    return status;
}

static int person_role_part(struct order *order)
{
    struct cli *cli = order->cli;
    order->role = cli->args[2];
    if (!role_is_known(order->role)) {
        return cli_usage(cli, S("a role is colleague, main_contact, coordinator or administrator"));
    }
    if (role_is_of_city(order->role) != (cli->args_count == 4)) {
        return cli_usage(cli, S("a city belongs behind colleague and main_contact, none behind the others"));
    }
    int status = cli->args_count == 4 ? read_city(order) : CLI_OK;
    if (status != CLI_OK) {
        return status;
    }
    const char *conflict = cli_flag(cli, "--end") ? "the last administrator stays one: make somebody else one first"
                                                  : "this role is there already";
    status = try(order, role_in, conflict);
    if (status == CLI_OK) {
        printf("%.*s: %s%.*s%s%.*s from now on, and signed out everywhere.\n", STR_ARG(order->row.name),
               cli_flag(cli, "--end") ? "no longer " : "", STR_ARG(order->role),
               order->keys.name.n > 0 ? " of " : "", STR_ARG(order->keys.name));
    }
    return status;
}

static void print_person(const struct q_person_list *row, struct arena *arena)
{
    struct str seen = row->signed_in_at.known ? str_sub(instant_iso(arena, row->signed_in_at.v), 0, 10) : S("never");
    printf("%-10.*s  %-8.*s  %-13.*s  %.*s  %.*s\n", STR_ARG(seen), STR_ARG(row->state), STR_ARG(row->role),
           STR_ARG(row->mail), STR_ARG(row->name));
}

static int person_list_part(struct order *order)
{
    struct cli *cli = order->cli;
    struct q_person_list *rows;
    struct q_person_count all;
    size_t n = 0;
    struct str after = person_fold_mail(cli->arena, cli_text(cli, "--after", ""));
    enum fault fault = q_person_list(order->db, cli->arena, after, order->now, &rows, &n);
    fault = fault == OK ? q_person_count(order->db, cli->arena, &all) : fault;
    if (fault != OK) {
        return say_fault(order, fault, "");
    }
    for (size_t i = 0; i < n; i++) {
        print_person(&rows[i], cli->arena);
    }
    if (n == 0) {
        printf("%s\n", after.n > 0 ? "Nobody behind that one."
                                   : "Nobody yet: smallgiants person add MAIL --name NAME --administrator");
    } else if (n == 100) {
        printf("%lld people in all; the next ones: smallgiants person list --after %.*s\n", (long long)all.n,
               STR_ARG(rows[n - 1].mail));
    }
    return CLI_OK;
}

static void print_when(const char *name, struct maybe_int at, struct arena *arena)
{
    struct str text = at.known ? instant_iso(arena, at.v) : S("never");
    printf("%-12s %.*s\n", name, STR_ARG(text));
}

static enum fault must_use print_roles(struct order *order)
{
    struct arena *arena = order->cli->arena;
    struct q_person_role_list *roles;
    struct q_session_list *sessions;
    size_t n;
    TRY(q_person_role_list(order->db, arena, order->row.id, order->now, &roles, &n));
    for (size_t i = 0; i < n; i++) {
        struct str until = roles[i].until.known ? str_sub(instant_iso(arena, roles[i].until.v), 0, 10) : S("now");
        printf("%-12s %.*s%s%.*s, %.*s to %.*s\n", roles[i].stands ? "role" : "was", STR_ARG(roles[i].role),
               roles[i].city.n > 0 ? " of " : "", STR_ARG(roles[i].city),
               STR_ARG(str_sub(instant_iso(arena, roles[i].since), 0, 10)), STR_ARG(until));
    }
    TRY(q_session_list(order->db, arena, order->row.id, order->now, &sessions, &n));
    printf("%-12s %zu\n", "signed in on", n);
    return OK;
}

static int person_show_part(struct order *order)
{
    struct arena *arena = order->cli->arena;
    struct q_person_by_id row;
    enum fault fault = find(order);
    fault = fault == OK ? q_person_by_id(order->db, arena, order->row.id, &row) : fault;
    if (fault != OK) {
        return say_fault(order, fault, "");
    }
    printf("%-12s %.*s\n%-12s %.*s\n%-12s %.*s\n%-12s %.*s\n", "name", STR_ARG(row.name), "mail", STR_ARG(row.mail),
           "state", STR_ARG(row.state), "language", STR_ARG(row.language));
    print_when("password", row.password_at, arena);
    printf("%-12s %s\n", "second step", row.totp.n > 0 ? "yes" : "no");
    print_when("signed in", row.signed_in_at, arena);
    print_when("goes on", (struct maybe_int){true, row.remove_at}, arena);
    return say_fault(order, print_roles(order), "");
}

static enum fault turn_second_off(struct order *order)
{
    TRY(find(order));
    TRY(person_set_second(order->db, order->row.id, S(""), 0));
    TRY(q_session_end_all(order->db, order->row.id, 0));
    TRY(account_tell(order->db, order->cli->arena, order->row.id, ACCOUNT_SECOND_OFF, order->now));
    return note(order, "second-step-off", S(""));
}

static int person_second_off_part(struct order *order)
{
    int status = try(order, turn_second_off, "");
    if (status == CLI_OK) {
        printf("%.*s has no second step any more, and is signed out everywhere.\n", STR_ARG(order->row.name));
    }
    return status;
}

static enum fault sign_out_one(struct order *order)
{
    TRY(find(order));
    TRY(q_session_end_all(order->db, order->row.id, 0));
    return note(order, "sessions-ended", S(""));
}

static enum fault sign_out_all(struct order *order)
{
    TRY(q_session_end_everybody(order->db));
    return trust_log_add(order->db, order->cli->arena, &(struct log_event){
        .kind = S("everybody-signed-out"), .fields = S(""), .who = cli_who(order->cli->arena), .now = order->now});
}

static int person_sign_out_part(struct order *order)
{
    bool everybody = cli_flag(order->cli, "--everybody");
    if (everybody == (order->mail.n > 0)) {
        return cli_usage(order->cli, S("say the mail address of one person, or --everybody"));
    }
    int status = try(order, everybody ? sign_out_all : sign_out_one, "");
    if (status == CLI_OK && everybody) {
        printf("Everybody is signed out, in every browser.\n");
    } else if (status == CLI_OK) {
        printf("%.*s is signed out in every browser.\n", STR_ARG(order->row.name));
    }
    return status;
}

static const struct part {
    struct str name;
    size_t args_min; /* behind the name */
    size_t args_max;
    enum db_mode mode;
    int (*run)(struct order *order);
} parts[] = {
    {S_INIT("add"), 1, 1, DB_WRITE, person_add_part},
    {S_INIT("list"), 0, 0, DB_READ, person_list_part},
    {S_INIT("show"), 1, 1, DB_READ, person_show_part},
    {S_INIT("block"), 1, 1, DB_WRITE, person_block_part},
    {S_INIT("unblock"), 1, 1, DB_WRITE, person_unblock_part},
    {S_INIT("role"), 2, 3, DB_WRITE, person_role_part},
    {S_INIT("password-link"), 1, 1, DB_WRITE, person_link_part},
    {S_INIT("second-step-off"), 1, 1, DB_WRITE, person_second_off_part},
    {S_INIT("sign-out"), 0, 1, DB_WRITE, person_sign_out_part},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct order order = {.cli = cli, .now = (int64_t)time(NULL)};
    struct str why = S("");
    size_t given = cli->args_count > 0 ? cli->args_count - 1 : 0;
    if (given < part->args_min || given > part->args_max) {
        return cli_usage(cli, part->args_max == 0 ? S("nothing more is wanted here")
                              : part->args_max == 1 ? S("say the mail address of the person, and nothing more")
                                                    : S("say the mail address, the role, and of a city which one"));
    }
    order.mail = given > 0 ? str_trim(cli->args[1]) : S("");
    if (given > 0 && !is_mail(cli, order.mail)) {
        return cli_usage(cli, str_format(cli->arena, "'%.*s' is not a mail address", STR_ARG(order.mail)));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &order.db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = part->run(&order);
    db_close(order.db);
    return status;
}

static int person_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: add, list, show, block, unblock, role, password-link, second-step-off or "
                            "sign-out"));
}

static const struct cli_option OPTIONS[] = {
    {"--name", "NAME", "add: as the person writes it"},
    {"--language", "CODE", "add: of mail to the person, en (default) or de"},
    {"--administrator", NULL, "add: runs this network"},
    {"--coordinator", NULL, "add: network staff"},
    {"--end", NULL, "role: it ends"},
    {"--everybody", NULL, "sign-out: all people"},
    {"--after", "MAIL", "list: those behind this one"},
    {NULL, NULL, NULL},
};

const struct verb verb_person = {
    .name = "person",
    .usage = "[list] [--after MAIL] | show MAIL\n"
             "                   add MAIL --name NAME [--language CODE] [--administrator | --coordinator]\n"
             "                   role MAIL colleague|main_contact CITY [--end]\n"
             "                   role MAIL coordinator|administrator [--end]\n"
             "                   block MAIL | unblock MAIL | password-link MAIL | second-step-off MAIL\n"
             "                   sign-out MAIL | sign-out --everybody",
    .summary = "people who may sign in: the first administrator, roles, blocking",
    .help = "`add` and `password-link` print a link where the person sets a password: it works once,\n"
            "for a day. Who is blocked, or whose role changes, is signed out everywhere. A role of a\n"
            "city makes that city a member city. `second-step-off` is for who lost phone and codes: be\n"
            "sure who asks. Every change stands in the log.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 4,
    .run = person_verb,
};
