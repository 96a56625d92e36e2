/* SPDX-License-Identifier: AGPL-3.0-or-later
** setting: what a network sets for itself. */
#include "store/setting.h"

#include "base/check.h"
#include "store/set_up.h"
#include "setting.sql.h"

const struct setting_kind setting_known[SETTING__MAX] = {
    [SETTING_NETWORK_NAME] = {S_INIT("network_name"), S_INIT("Small Giants"),
                              S_INIT("the name of the network, at the top of every page"), NEED_NOT},
    [SETTING_BASE_URL] = {S_INIT("base_url"), S_INIT("http://127.0.0.1:8080"),
                          S_INIT("the address people reach it at, as in https://net.example.org"), NEED_NOT},
    [SETTING_MARK] = {S_INIT("mark"), S_INIT(""),
                      S_INIT("one to three letters, shown as the network's mark; empty: its circles"), NEED_NOT},
    [SETTING_COLOUR] = {S_INIT("colour"), S_INIT("#ffb545"),
                        S_INIT("the network's colour as #rrggbb; letters on it are made readable"), NEED_NOT},
    [SETTING_IMPORT_FOLDER] = {S_INIT("import_folder"), S_INIT(""),
                               S_INIT("the folder on this machine whose files may be imported from the browser, as in "
                                      "/srv/lists; empty: none"), NEED_NOT},
    [SETTING_MAIL_SERVER] = {S_INIT("mail_server"), S_INIT(""),
                             S_INIT("the server that mail goes out by, as in smtp://mail.example.org:587; empty: no "
                                    "mail"), NEED_NOT},
    [SETTING_MAIL_USER] = {S_INIT("mail_user"), S_INIT(""),
                           S_INIT("the name to sign in there with; empty: none is asked for"), NEED_NOT},
    [SETTING_MAIL_PASSWORD_FILE] = {S_INIT("mail_password_file"), S_INIT(""),
                                    S_INIT("the file with the password for that, which only we may read: /etc/..."),
                                    NEED_NOT},
    [SETTING_MAIL_CA_FILE] = {S_INIT("mail_ca_file"), S_INIT(""),
                              S_INIT("the file with certificates to trust there; empty: those of the system"),
                              NEED_NOT},
    [SETTING_MAIL_SENDER] = {S_INIT("mail_sender"), S_INIT(""),
                             S_INIT("the address that mail comes from, as in network@example.org"), NEED_NOT},
    [SETTING_OPERATOR_NAME] = {S_INIT("operator_name"), S_INIT(""),
                               S_INIT("the body that runs the site and answers for it, by its official name"),
                               NEED_ALWAYS},
    [SETTING_OPERATOR_ADDRESS] = {S_INIT("operator_address"), S_INIT(""),
                                  S_INIT("where letters to it arrive: street, town, country, in one line"),
                                  NEED_ALWAYS},
    [SETTING_OPERATOR_MAIL] = {S_INIT("operator_mail"), S_INIT(""),
                               S_INIT("the mail address for questions, corrections and barriers; it is shown"),
                               NEED_ALWAYS},
    [SETTING_PUBLIC_BODY] = {S_INIT("public_body"), S_INIT("yes"),
                             S_INIT("yes or no: whether a public body runs it, as a city or an association of cities"),
                             NEED_NOT},
    [SETTING_HOSTING] = {S_INIT("hosting"), S_INIT(""),
                         S_INIT("who keeps the machine that it runs on, and in which town"), NEED_ALWAYS},
    [SETTING_HOSTING_COUNTRY] = {S_INIT("hosting_country"), S_INIT(""),
                                 S_INIT("the country that machine stands in, as two letters: DE, IT, FI"),
                                 NEED_ALWAYS},
    [SETTING_SECURITY_CONTACT] = {S_INIT("security_contact"), S_INIT(""),
                                  S_INIT("where a weakness is reported: a mail address, or one with https://"),
                                  NEED_ALWAYS},
    [SETTING_PROTECTION_OFFICER] = {S_INIT("protection_officer"), S_INIT(""),
                                    S_INIT("how the data protection officer is reached: function, mail, telephone"),
                                    NEED_OF_PUBLIC_BODY},
    [SETTING_PROTECTION_AUTHORITY] = {S_INIT("protection_authority"), S_INIT(""),
                                      S_INIT("the authority that people may complain to about their data"),
                                      NEED_ALWAYS},
    [SETTING_PROTECTION_URL] = {S_INIT("protection_url"), S_INIT(""),
                                S_INIT("that authority's page, with https://"), NEED_ALWAYS},
    [SETTING_PROCESSORS] = {S_INIT("processors"), S_INIT(""),
                            S_INIT("others who handle the data for you (mail, backups), a line each; empty: nobody"),
                            NEED_NOT},
    [SETTING_ACCESSIBILITY_LAW] = {S_INIT("accessibility_law"), S_INIT(""),
                                   S_INIT("your country's law for Directive (EU) 2016/2102, by its name"),
                                   NEED_OF_PUBLIC_BODY},
    [SETTING_ACCESSIBILITY_STATUS] = {S_INIT("accessibility_status"), S_INIT("partial"),
                                      S_INIT("full, partial or none: what your own look at the pages has shown"),
                                      NEED_NOT},
    [SETTING_ACCESSIBILITY_METHOD] = {S_INIT("accessibility_method"), S_INIT("self"),
                                      S_INIT("self or other: whether you looked yourselves or somebody else did"),
                                      NEED_NOT},
    [SETTING_ENFORCEMENT] = {S_INIT("enforcement"), S_INIT(""),
                             S_INIT("the body to turn to when an answer about accessibility does not satisfy"),
                             NEED_OF_PUBLIC_BODY},
    [SETTING_ENFORCEMENT_URL] = {S_INIT("enforcement_url"), S_INIT(""),
                                 S_INIT("that body's page about the procedure, with https://"), NEED_OF_PUBLIC_BODY},
    [SETTING_GAPS] = {S_INIT("gaps"), S_INIT(""),
                      S_INIT("what is not accessible against the law, a line each, and another way; empty: none"),
                      NEED_NOT},
    [SETTING_GAPS_BURDEN] = {S_INIT("gaps_burden"), S_INIT(""),
                             S_INIT("what would be too great a burden to make accessible, and why, a line each"),
                             NEED_NOT},
    [SETTING_GAPS_OUTSIDE] = {S_INIT("gaps_outside"), S_INIT(""),
                              S_INIT("what is not accessible and outside that law, a line each"), NEED_NOT},
    [SETTING_PREPARED_ON] = {S_INIT("prepared_on"), S_INIT(""),
                             S_INIT("the day the statements were first made, as 2026-11-22; set by the first review"),
                             NEED_NOT},
    [SETTING_REVIEWED_ON] = {S_INIT("reviewed_on"), S_INIT(""),
                             S_INIT("the day they were last looked through: smallgiants set-up reviewed"),
                             NEED_ALWAYS},
    [SETTING_OPEN] = {S_INIT("open"), S_INIT("no"),
                      S_INIT("yes or no: whether the public sees it; yes needs all that smallgiants set-up lists"),
                      NEED_NOT},
    [SETTING_DEMO] = {S_INIT("demo"), S_INIT("no"),
                      S_INIT("yes: a demonstration with invented cities; smallgiants demo makes one, nothing ends it"),
                      NEED_NOT},
};

bool setting_find(struct str name, enum setting_name *ret_setting)
{
    for (int i = 0; i < SETTING__MAX; i++) {
        if (str_eq(name, setting_known[i].name)) {
            *ret_setting = (enum setting_name)i;
            return true;
        }
    }
    return false;
}

enum fault setting_list(struct db *db, struct arena *arena, struct setting_values *ret_values)
{
    struct q_setting_list *rows = NULL;
    size_t n = 0;
    TRY(q_setting_list(db, arena, &rows, &n));
    for (int i = 0; i < SETTING__MAX; i++) {
        ret_values->items[i] = (struct setting){setting_known[i].name, setting_known[i].otherwise, false};
    }
    for (size_t i = 0; i < n; i++) {
        enum setting_name which = SETTING__MAX;
        if (setting_find(rows[i].name, &which)) {
            ret_values->items[which].value = rows[i].value;
            ret_values->items[which].set = true;
        }
    }
    return OK;
}

enum fault setting_get(struct db *db, struct arena *arena, struct str name, struct setting *ret_setting)
{
    enum setting_name which = SETTING__MAX;
    struct setting_values values;
    if (!setting_find(name, &which)) {
        return FAULT_NOT_FOUND;
    }
    TRY(setting_list(db, arena, &values));
    *ret_setting = values.items[which];
    return OK;
}

/* ---- changing one */

static enum fault refuse(struct problems *problems, struct str name, const char *what, struct str hint)
{
    problems_add(problems, name, str_of(what), hint);
    return FAULT_INVALID;
}

static struct str tidy(enum setting_name which, struct str value)
{
    value = str_trim(value);
    if (which == SETTING_BASE_URL && str_ends(value, S("/"))) {
        value.n--;
    }
    return value;
}

/* What would make a real network a demonstration, or let a demonstration out. */
static enum fault must_use judge_demo(const struct setting_values *values, enum setting_name which, struct str value,
                                      struct problems *problems)
{
    bool is_demo = str_eq(values->items[SETTING_DEMO].value, S("yes"));
    bool changes = which == SETTING_DEMO && !str_eq(value, values->items[SETTING_DEMO].value);
    bool leaves = is_demo && ((which == SETTING_OPEN && str_eq(value, S("yes"))) ||
                              (which == SETTING_BASE_URL && !set_up_is_local(value)) ||
                              (which == SETTING_MAIL_SERVER && value.n > 0));
    return changes || leaves
               ? refuse(problems, setting_known[which].name,
                        is_demo ? "cannot be so in a demonstration" : "cannot be set",
                        S("a demonstration is made by smallgiants demo; a real network begins in an empty database"))
               : OK;
}

/* What the public must be told is there before it is let in, and stays there. */
static enum fault must_use judge_together(const struct setting_values *values, enum setting_name which,
                                          struct str value, struct problems *problems)
{
    bool open = str_eq(values->items[SETTING_OPEN].value, S("yes"));
    if (which != SETTING_OPEN) {
        struct setting_values then = *values;
        then.items[which].value = value;
        size_t missing = set_up_of(&then, S(""), DATE_NONE).missing_count;
        return !open || missing == 0
                   ? OK
                   : refuse(problems, setting_known[which].name, "would leave out what an open site must say",
                            S("close the site first, or say it: smallgiants set-up lists it"));
    }
    struct set_up up = set_up_of(values, S(""), DATE_NONE);
    for (size_t i = 0; str_eq(value, S("yes")) && i < up.missing_count; i++) {
        problems_add(problems, setting_known[up.missing[i]].name, S("is missing"), setting_known[up.missing[i]].help);
    }
    return problems->n > 0 ? FAULT_INVALID : OK;
}

/* A network that was in use before the public's rule came goes public only now: the rule holds for it from here on. */
static enum fault must_use end_earlier(struct db *db, const struct setting_values *values, enum setting_name which)
{
    bool first = which == SETTING_BASE_URL && !values->items[SETTING_BASE_URL].set &&
                 str_eq(values->items[SETTING_OPEN].value, S("earlier"));
    return first ? q_setting_remove(db, S("open")) : OK;
}

enum fault setting_save(struct db *db, struct str name, struct str value, struct problems *problems)
{
    enum setting_name which = SETTING__MAX;
    struct setting_values values;
    if (!setting_find(name, &which)) {
        return FAULT_NOT_FOUND;
    }
    value = tidy(which, value);
    const char *wrong = setting_judge(which, value);
    if (wrong != NULL) {
        return refuse(problems, name, wrong, setting_known[which].help);
    }
    TRY(setting_list(db, problems->arena, &values));
    TRY(judge_demo(&values, which, value, problems));
    TRY(judge_together(&values, which, value, problems));
    TRY(end_earlier(db, &values, which));
    TRY(q_setting_save(db, name, value));
    return q_setting_note_change(db);
}

enum fault setting_remove(struct db *db, struct str name, struct problems *problems)
{
    enum setting_name which = SETTING__MAX;
    struct setting_values values;
    if (!setting_find(name, &which)) {
        return FAULT_NOT_FOUND;
    }
    TRY(setting_list(db, problems->arena, &values));
    TRY(judge_demo(&values, which, setting_known[which].otherwise, problems));
    TRY(judge_together(&values, which, setting_known[which].otherwise, problems));
    TRY(q_setting_remove(db, name));
    return q_setting_note_change(db);
}

enum fault setting_mail(struct db *db, struct arena *arena, struct setting_mail *ret_mail)
{
    struct setting_values values;
    TRY(setting_list(db, arena, &values));
    struct setting_mail mail = {
        .server = values.items[SETTING_MAIL_SERVER].value,
        .user = values.items[SETTING_MAIL_USER].value,
        .password_file = values.items[SETTING_MAIL_PASSWORD_FILE].value,
        .ca_file = values.items[SETTING_MAIL_CA_FILE].value,
        .sender = values.items[SETTING_MAIL_SENDER].value,
    };
    mail.is_demo = str_eq(values.items[SETTING_DEMO].value, S("yes"));
    mail.is_on = mail.server.n > 0 && mail.sender.n > 0 && !mail.is_demo;
    *ret_mail = mail;
    return OK;
}

enum fault setting_site(struct db *db, struct arena *arena, struct setting_site *ret_site)
{
    struct setting_values values;
    TRY(setting_list(db, arena, &values));
    *ret_site = (struct setting_site){
        .name = values.items[SETTING_NETWORK_NAME].value,
        .base_url = values.items[SETTING_BASE_URL].value,
        .operator_mail = values.items[SETTING_OPERATOR_MAIL].value,
        .mark = values.items[SETTING_MARK].value,
        .colour = values.items[SETTING_COLOUR].value,
    };
    return OK;
}
