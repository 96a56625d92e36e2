/* SPDX-License-Identifier: AGPL-3.0-or-later
** setting_judge: what a value must be. Each judge says what is wrong, as it goes on behind the name, or gives NULL. The
** words stand for translation in web/legal/set_up_web.c. */
#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "store/setting.h"

#define NAME_MAX_BYTES 80u /* a name still fits the top of a page on a telephone */
#define MARK_MAX_BYTES 12u /* two or three letters of any script */
#define MAIL_MAX_BYTES 254u

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

static const char *judge_line(struct str value)
{
    return value.n > SETTING_VALUE_MAX ? "is too long" : has_any(value, "") ? "has a line break" : NULL;
}

/* Several lines; other control bytes have no place in them. */
static const char *judge_text(struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.s[i];
        if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
            return "is not text";
        }
    }
    return value.n > SETTING_TEXT_MAX ? "is too long" : NULL;
}

static const char *judge_mark(struct str value)
{
    return value.n > MARK_MAX_BYTES ? "is too long" : has_any(value, " ") ? "has a space" : NULL;
}

static struct str host_of(struct str value)
{
    return str_starts(value, S("https://"))  ? str_from(value, sizeof "https://" - 1)
           : str_starts(value, S("http://")) ? str_from(value, sizeof "http://" - 1)
                                             : (struct str){0};
}

static const char *judge_url(struct str value)
{
    struct str host = host_of(value);
    bool whole = host.n > 0 && host.s[0] != '/' && !has_any(value, " \"'<>\\?#@");
    return value.n > SETTING_VALUE_MAX ? "is too long" : whole ? NULL : "is not an address";
}

/* A page of somebody else's: it may have a query and a fragment. */
static const char *judge_page(struct str value)
{
    struct str host = host_of(value);
    bool whole = host.n > 0 && host.s[0] != '/' && !has_any(value, " \"'<>\\@") && str_contains(host, S("."));
    return value.n == 0                  ? NULL
           : value.n > SETTING_VALUE_MAX ? "is too long"
           : whole                       ? NULL
                                         : "is not an address";
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

/* RFC 9116, 2.5.3: a web address must be https. */
static const char *judge_contact(struct str value)
{
    if (str_starts(value, S("https://"))) {
        return judge_page(value);
    }
    return judge_mail(value) == NULL ? NULL : "is neither a mail address nor one that begins with https://";
}

static const char *judge_country(struct str value)
{
    bool whole = value.n == 0 || (value.n == 2 && value.s[0] >= 'A' && value.s[0] <= 'Z' && value.s[1] >= 'A' &&
                                  value.s[1] <= 'Z');
    return whole ? NULL : "is not the two capital letters of a country";
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

static const char *judge_yes(struct str value)
{
    return str_eq(value, S("yes")) || str_eq(value, S("no")) ? NULL : "is neither yes nor no";
}

static const char *judge_status(struct str value)
{
    return str_eq(value, S("full")) || str_eq(value, S("partial")) || str_eq(value, S("none"))
               ? NULL : "is none of full, partial and none";
}

static const char *judge_method(struct str value)
{
    return str_eq(value, S("self")) || str_eq(value, S("other")) ? NULL : "is neither self nor other";
}

static const char *judge_day(struct str value)
{
    struct date day;
    return value.n == 0 || (value.n == 10 && value.s[4] == '-' && date_parse(value, &day)) ? NULL : "is not a day";
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

static const char *judge_file(struct str value)
{
    return value.n > SETTING_VALUE_MAX                 ? "is too long"
           : value.n > 0 && !str_starts(value, S("/")) ? "does not begin with a slash"
           : has_any(value, "")                        ? "has a line break"
                                                       : NULL;
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

const char *setting_judge(enum setting_name which, struct str value)
{
    static const char *(*const judges[SETTING__MAX])(struct str) = {
        [SETTING_NETWORK_NAME] = judge_name,
        [SETTING_BASE_URL] = judge_url,
        [SETTING_MARK] = judge_mark,
        [SETTING_COLOUR] = judge_colour,
        [SETTING_IMPORT_FOLDER] = judge_folder,
        [SETTING_MAIL_SERVER] = judge_server,
        [SETTING_MAIL_USER] = judge_line,
        [SETTING_MAIL_PASSWORD_FILE] = judge_file,
        [SETTING_MAIL_CA_FILE] = judge_file,
        [SETTING_MAIL_SENDER] = judge_mail,
        [SETTING_OPERATOR_NAME] = judge_line,
        [SETTING_OPERATOR_ADDRESS] = judge_line,
        [SETTING_OPERATOR_MAIL] = judge_mail,
        [SETTING_PUBLIC_BODY] = judge_yes,
        [SETTING_HOSTING] = judge_line,
        [SETTING_HOSTING_COUNTRY] = judge_country,
        [SETTING_SECURITY_CONTACT] = judge_contact,
        [SETTING_PROTECTION_OFFICER] = judge_line,
        [SETTING_PROTECTION_AUTHORITY] = judge_line,
        [SETTING_PROTECTION_URL] = judge_page,
        [SETTING_PROCESSORS] = judge_text,
        [SETTING_ACCESSIBILITY_LAW] = judge_line,
        [SETTING_ACCESSIBILITY_STATUS] = judge_status,
        [SETTING_ACCESSIBILITY_METHOD] = judge_method,
        [SETTING_ENFORCEMENT] = judge_line,
        [SETTING_ENFORCEMENT_URL] = judge_page,
        [SETTING_GAPS] = judge_text,
        [SETTING_GAPS_BURDEN] = judge_text,
        [SETTING_GAPS_OUTSIDE] = judge_text,
        [SETTING_PREPARED_ON] = judge_day,
        [SETTING_REVIEWED_ON] = judge_day,
        [SETTING_OPEN] = judge_yes,
        [SETTING_DEMO] = judge_yes,
    };
    return str_is_utf8(value) ? judges[which](value) : "is not text";
}
