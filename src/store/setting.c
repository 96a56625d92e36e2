/* SPDX-License-Identifier: AGPL-3.0-or-later
** setting: what a network sets for itself. */
#include "store/setting.h"

#include <string.h>

#include "base/check.h"
#include "setting.sql.h"

#define NAME_MAX_BYTES 80u /* a name still fits the top of a page on a telephone */
#define MARK_MAX_BYTES 12u /* two or three letters of any script */
#define MAIL_MAX_BYTES 254u

const struct setting_kind setting_known[SETTING__MAX] = {
    [SETTING_NETWORK_NAME] = {S_INIT("network_name"), S_INIT("Small Giants"),
                              S_INIT("the name of the network, at the top of every page")},
    [SETTING_BASE_URL] = {S_INIT("base_url"), S_INIT("http://127.0.0.1:8080"),
                          S_INIT("the address people reach it at, as in https://net.example.org")},
    [SETTING_OPERATOR_MAIL] = {S_INIT("operator_mail"), S_INIT(""),
                               S_INIT("the mail address that corrections are sent to; empty: none yet")},
    [SETTING_MARK] = {S_INIT("mark"), S_INIT(""),
                      S_INIT("one to three letters, shown as the network's mark; empty: its circles")},
    [SETTING_COLOUR] = {S_INIT("colour"), S_INIT("#ffb545"),
                        S_INIT("the network's colour as #rrggbb; letters on it are made readable")},
    [SETTING_IMPORT_FOLDER] = {S_INIT("import_folder"), S_INIT(""),
                               S_INIT("the folder on this machine whose files may be imported from the browser, as in "
                                      "/srv/lists; empty: none")},
    [SETTING_MAIL_SERVER] = {S_INIT("mail_server"), S_INIT(""),
                             S_INIT("the server that mail goes out by, as in smtp://mail.example.org:587; empty: no "
                                    "mail")},
    [SETTING_MAIL_USER] = {S_INIT("mail_user"), S_INIT(""),
                           S_INIT("the name to sign in there with; empty: none is asked for")},
    [SETTING_MAIL_PASSWORD_FILE] = {S_INIT("mail_password_file"), S_INIT(""),
                                    S_INIT("the file with the password for that, which only we may read: /etc/...")},
    [SETTING_MAIL_CA_FILE] = {S_INIT("mail_ca_file"), S_INIT(""),
                              S_INIT("the file with certificates to trust there; empty: those of the system")},
    [SETTING_MAIL_SENDER] = {S_INIT("mail_sender"), S_INIT(""),
                             S_INIT("the address that mail comes from, as in network@example.org")},
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

/* ---- what a value must be: each says what is wrong, or gives NULL */

static bool has_any(struct str value, const char *bytes)
{
    for (size_t i = 0; i < value.n; i++) {
        if ((unsigned char)value.s[i] < ' ' || strchr(bytes, value.s[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static const char *judge_name(struct str value)
{
    return value.n == 0               ? "is empty"
           : value.n > NAME_MAX_BYTES ? "is too long"
           : has_any(value, "")       ? "has a line break"
                                      : NULL;
}

static const char *judge_mark(struct str value)
{
    return value.n > MARK_MAX_BYTES ? "is too long" : has_any(value, " ") ? "has a space" : NULL;
}

static const char *judge_url(struct str value)
{
    struct str host = str_starts(value, S("https://"))  ? str_from(value, sizeof "https://" - 1)
                      : str_starts(value, S("http://")) ? str_from(value, sizeof "http://" - 1)
                                                        : (struct str){0};
    bool whole = host.n > 0 && host.s[0] != '/' && !has_any(value, " \"'<>\\?#@");
    return value.n > SETTING_VALUE_MAX ? "is too long" : whole ? NULL : "is not an address";
}

static const char *judge_mail(struct str value)
{
    if (value.n == 0) {
        return NULL;
    }
    struct str host;
    struct str person = str_cut(value, '@', &host);
    bool whole = person.n > 0 && host.n > 2 && str_contains(host, S(".")) &&
                 !has_any(value, " \"'<>\\?&,;:%") && !str_contains(host, S("@")) && host.s[0] != '.' &&
                 !str_ends(host, S("."));
    return value.n > MAIL_MAX_BYTES ? "is too long" : whole ? NULL : "is not a mail address";
}

/* smtp://host:587, smtps://host; no name, no path: the name stands apart, and the password in a file. */
static const char *judge_server(struct str value)
{
    struct str host = str_starts(value, S("smtps://"))  ? str_from(value, sizeof "smtps://" - 1)
                      : str_starts(value, S("smtp://")) ? str_from(value, sizeof "smtp://" - 1)
                                                        : (struct str){0};
    bool whole = value.n == 0 || (host.n > 0 && host.s[0] != ':' && !has_any(value, " \"'<>\\?#@&%,;") &&
                                  !str_contains(host, S("/")));
    return value.n > SETTING_VALUE_MAX ? "is too long" : whole ? NULL : "is not the address of a mail server";
}

static const char *judge_user(struct str value)
{
    return value.n > SETTING_VALUE_MAX ? "is too long" : has_any(value, "") ? "has a line break" : NULL;
}

static const char *judge_file(struct str value)
{
    return value.n > SETTING_VALUE_MAX                         ? "is too long"
           : value.n > 0 && !str_starts(value, S("/"))         ? "does not begin with a slash"
           : has_any(value, "")                                ? "has a line break"
                                                               : NULL;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Any colour will do: the page finds letters that are readable on it (web/brand.c). */
static const char *judge_colour(struct str value)
{
    if (value.n != 7 || value.s[0] != '#') {
        return "is not a colour";
    }
    for (size_t i = 1; i < value.n; i++) {
        if (!is_hex(value.s[i])) {
            return "is not a colour";
        }
    }
    return NULL;
}

/* From the root, and not the root itself: what lies in it is shown to those who may import. */
static const char *judge_folder(struct str value)
{
    if (value.n == 0) {
        return NULL;
    }
    bool whole = value.n > 1 && value.s[0] == '/' && !str_contains(value, S("/.")) && !has_any(value, "");
    return value.n > SETTING_VALUE_MAX ? "is too long" : whole ? NULL : "is not a folder";
}

static const char *judge(enum setting_name which, struct str value)
{
    static const char *(*const judges[SETTING__MAX])(struct str) = {
        [SETTING_NETWORK_NAME] = judge_name,  [SETTING_BASE_URL] = judge_url,
        [SETTING_OPERATOR_MAIL] = judge_mail, [SETTING_MARK] = judge_mark,
        [SETTING_COLOUR] = judge_colour,      [SETTING_IMPORT_FOLDER] = judge_folder,
        [SETTING_MAIL_SERVER] = judge_server, [SETTING_MAIL_USER] = judge_user,
        [SETTING_MAIL_PASSWORD_FILE] = judge_file, [SETTING_MAIL_CA_FILE] = judge_file,
        [SETTING_MAIL_SENDER] = judge_mail,
    };
    return str_is_utf8(value) ? judges[which](value) : "is not text";
}

enum fault setting_save(struct db *db, struct str name, struct str value, struct problems *problems)
{
    enum setting_name which = SETTING__MAX;
    if (!setting_find(name, &which)) {
        return FAULT_NOT_FOUND;
    }
    value = str_trim(value);
    if (which == SETTING_BASE_URL && str_ends(value, S("/"))) {
        value.n--;
    }
    const char *wrong = judge(which, value);
    if (wrong != NULL) {
        problems_add(problems, name, str_of(wrong), setting_known[which].help);
        return FAULT_INVALID;
    }
    TRY(q_setting_save(db, name, value));
    return q_setting_note_change(db);
}

enum fault setting_remove(struct db *db, struct str name)
{
    enum setting_name which = SETTING__MAX;
    if (!setting_find(name, &which)) {
        return FAULT_NOT_FOUND;
    }
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
    mail.is_on = mail.server.n > 0 && mail.sender.n > 0;
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
