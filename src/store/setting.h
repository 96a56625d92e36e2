/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** setting: what a network sets for itself: its name, address, mark and colour; who runs it and where; what the law
** wants said (store/set_up.h asks whether it is all there); and whether it is open to the public.
**
** The names, their defaults and their meaning are one table, setting_known; what is not set has its
** default. While the site is open, what must be said cannot be taken away; to open it, all of it must be there.
** A demonstration (store/demo.h) stays one: nothing saved here begins or ends it, opens it, gives it an address beyond
** this machine, or lets mail out of it.
** Saving checks the value, and raises the content version in the same transaction, so that kept
** pages are made anew; the caller begins and commits. Texts are copied into the arena. Faults: NOT_FOUND
** for a name that is not known; INVALID with one problem, whose `where` is the name; else those of db.h. A
** stored value of a name this version does not know is left alone and not listed.
*/
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include "base/problem.h"
#include "db/db.h"

#define SETTING_VALUE_MAX 300u  /* bytes of most; an address fits, a page does not */
#define SETTING_TEXT_MAX 4000u  /* bytes of a text of several lines */

enum setting_name {
    SETTING_NETWORK_NAME,
    SETTING_BASE_URL,
    SETTING_MARK,
    SETTING_COLOUR,
    SETTING_IMPORT_FOLDER,
    SETTING_MAIL_SERVER,
    SETTING_MAIL_USER,
    SETTING_MAIL_PASSWORD_FILE,
    SETTING_MAIL_CA_FILE,
    SETTING_MAIL_SENDER,
    SETTING_OPERATOR_NAME,
    SETTING_OPERATOR_ADDRESS,
    SETTING_OPERATOR_MAIL,
    SETTING_PUBLIC_BODY,
    SETTING_HOSTING,
    SETTING_HOSTING_COUNTRY,
    SETTING_SECURITY_CONTACT,
    SETTING_PROTECTION_OFFICER,
    SETTING_PROTECTION_AUTHORITY,
    SETTING_PROTECTION_URL,
    SETTING_PROCESSORS,
    SETTING_ACCESSIBILITY_LAW,
    SETTING_ACCESSIBILITY_STATUS,
    SETTING_ACCESSIBILITY_METHOD,
    SETTING_ENFORCEMENT,
    SETTING_ENFORCEMENT_URL,
    SETTING_GAPS,
    SETTING_GAPS_BURDEN,
    SETTING_GAPS_OUTSIDE,
    SETTING_PREPARED_ON,
    SETTING_REVIEWED_ON,
    SETTING_OPEN,
    SETTING_DEMO,
    SETTING__MAX
};

/* Whether a site may be open without it. */
enum setting_need { NEED_NOT, NEED_ALWAYS, NEED_OF_PUBLIC_BODY };

/* A row of the table. */
struct setting_kind {
    struct str name;    /* "network_name" */
    struct str otherwise; /* its default */
    struct str help;    /* one line: what it is for and how it is written */
    enum setting_need need;
};

extern const struct setting_kind setting_known[SETTING__MAX];

struct setting {
    struct str name;
    struct str value;
    bool set; /* false: this is the default */
};

/* All values at once, in the order of enum setting_name; one statement. */
struct setting_values {
    struct setting items[SETTING__MAX];
};

/* False when there is no such setting. */
bool setting_find(struct str name, enum setting_name *ret_setting);
enum fault must_use setting_list(struct db *db, struct arena *arena, struct setting_values *ret_values);
enum fault must_use setting_get(struct db *db, struct arena *arena, struct str name,
                                struct setting *ret_setting);
/* White space at both ends and a slash at the end of an address are dropped. The first address that is set ends an
** opening of "earlier" (store/set_up.h): from then on the site is open when it says so. */
enum fault must_use setting_save(struct db *db, struct str name, struct str value, struct problems *problems);
/* Back to the default. */
enum fault must_use setting_remove(struct db *db, struct str name, struct problems *problems);
/* What is wrong with a value, as a sentence goes on behind the setting's name ("is too long"); NULL: nothing. */
const char *setting_judge(enum setting_name which, struct str value);

/* What a mail needs to know of them. */
struct setting_site {
    struct str name;
    struct str base_url;
    struct str operator_mail; /* "" until set */
    struct str mark;
    struct str colour;
};

/* How mail goes out; it does when server and sender are set. */
struct setting_mail {
    struct str server;        /* smtp:// or smtps://; "" until set */
    struct str user;
    struct str password_file;
    struct str ca_file;
    struct str sender;
    bool is_demo;
    bool is_on;               /* never of a demonstration */
};

enum fault must_use setting_mail(struct db *db, struct arena *arena, struct setting_mail *ret_mail);
enum fault must_use setting_site(struct db *db, struct arena *arena, struct setting_site *ret_site);

#endif
