/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** legal: what the law wants said, made from the settings: the accessibility statement, the notice on privacy and
** cookies, where a weakness is reported (a page, and security.txt). All of it can be read while the site is still being
** set up. What an operator has not said yet is said to be missing, never made up.
**
** Sources: Directive (EU) 2016/2102, art. 7(1); Implementing Decision (EU) 2018/1523, annex, section 1; Regulation (EU)
** 2016/679 (GDPR), art. 13; Directive 2002/58/EC, art. 5(3); RFC 9116.
*/
#ifndef WEB_LEGAL_LEGAL_WEB_H
#define WEB_LEGAL_LEGAL_WEB_H

#include "store/set_up.h"
#include "web/layout/parts.h"
#include "web/legal/axe_run.h"

/* ---- what all of them need: the settings of this moment */
struct legal {
    struct setting_values values;
    struct set_up set_up;
};

enum fault must_use legal_load(struct request *request, struct legal *ret_legal);
struct str legal_value(const struct legal *legal, enum setting_name which);
/* The lines of a text, without empty ones. */
struct lines {
    const struct str *items;
    size_t n;
};
struct lines legal_lines(struct arena *arena, struct str text);

/* ---- /accessibility */
struct gap_list {
    struct str title;   /* why: against the law, too great a burden, outside the law */
    struct lines lines;
};

struct accessibility_page {
    struct page *page;
    struct str promise;  /* who, under which law, for what */
    struct str status;   /* one sentence */
    struct gap_list gaps[3];
    size_t gaps_count;
    bool partly_seen;    /* no gap is named, yet not all is said to be compliant */
    struct str prepared;
    struct str method;
    struct str machine;  /* what the last run of axe has shown */
    struct str reviewed;
    bool review_due;
    struct url mail;     /* no text when no mail is set */
    struct str mail_name;
    struct str address;  /* where letters arrive */
    bool can_tell;       /* the form for remarks is open */
    struct str body;     /* to turn to; "" when it is not named yet */
    struct url body_url;
    struct use_data use_data;
};

/* ---- /privacy */
struct processing_row {
    struct str title;
    struct str what;
    struct str why;
    struct str basis;
    struct str kept;
    struct str erased;
};

/* Who else gets it. */
struct recipients {
    struct str host;       /* "" until set */
    struct str abroad;     /* on countries outside the EEA; "" when there are none to speak of */
    struct lines processors;
};

/* The i-th of processing_rows. */
struct processing_row processing_say(struct out *out, size_t i, bool is_public);
struct recipients recipients_say(struct out *out, const struct legal *legal);

struct privacy_page {
    struct page *page;
    struct str controller; /* name and address; "" when it is not named yet */
    struct url mail;
    struct str mail_name;
    struct str officer;    /* "" for none */
    struct processing_row *rows;
    size_t rows_count;
    struct recipients recipients;
    struct str authority;
    struct url authority_url;
    struct str cookie;     /* its name */
    struct str room_cookie; /* that of a phone in a room */
    struct str reviewed;
};

/* ---- /security */
struct security_page {
    struct page *page;
    struct url contact;    /* no text until set */
    struct str contact_name;
};

handler accessibility_get;
handler privacy_get;
handler security_get;
handler security_txt_get;

#endif
