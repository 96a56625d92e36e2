/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** set_up: what `smallgiants set-up` and `smallgiants setting` do, as pages for an administrator: an overview with what
** is still missing and the button that opens the site (set_up_web.c), a page for each step (set_up_step_web.c). Each
** step is saved by itself; what is wrong keeps what was typed. What is asked where: set_up_steps.h. Rules are those of
** store/set_up.h, changes are logged by store/setting_change.h.
*/
#ifndef WEB_SET_UP_WEB_H
#define WEB_SET_UP_WEB_H

#include "web/form.h"
#include "web/legal/legal_web.h"
#include "web/set_up/set_up_steps.h"

/* ---- what stands at the top of each of these pages */
struct set_up_link {
    struct str name;
    struct url url;
    int64_t missing;
    bool here;
};

struct set_up_head {
    struct notice notice;        /* what was just done; title "" for none */
    struct str none;             /* said when nothing is missing */
    struct str missing_says;     /* and when something is */
    struct set_up_link missing[SETTING__MAX];
    size_t missing_count;
    struct set_up_link steps[STEP__MAX + 1]; /* the last one is the overview: opening it */
};

/* What is set on the command line only. */
struct set_up_elsewhere {
    struct str label;
    struct str value;
    struct str command;
};

/* ---- /set-up */
struct set_up_page {
    struct page *page;
    struct set_up_head head;
    struct str state;            /* who sees the site now */
    struct str reviewed;         /* when everything was last looked through; "" never */
    bool review_due;
    bool may_review;             /* nothing else is missing */
    bool may_open;
    bool is_open;
    bool is_demo;                /* never opened */
    struct set_up_elsewhere address;
    struct form_problems *problems;
    struct str once;
};

/* ---- /set-up/{step} */
struct set_up_choice {
    struct str value;
    struct str id;
    struct str label;
    bool chosen;
};

struct set_up_row {
    struct form_field field;
    struct set_up_choice choices[SET_UP_OPTIONS_MAX];
    size_t choices_count;        /* 0: it is typed */
};

/* What was found of SPF, DKIM or DMARC. */
struct set_up_finding {
    const char *record;          /* "SPF": the same in every language */
    struct tag mark;
    struct str says;
    struct str line;             /* the record to add, or what stands there; "" for neither */
};

#define SET_UP_FINDINGS_MAX 3

struct set_up_sender {
    struct str says;             /* when, for which address; or why nothing is known */
    struct set_up_finding findings[SET_UP_FINDINGS_MAX];
    size_t n;
};

#define SET_UP_ROWS_MAX 10
#define SET_UP_ELSEWHERE_MAX 3

struct set_up_step_page {
    struct page *page;
    struct set_up_head head;
    struct form_problems *problems;
    struct url action;
    struct str once;
    struct str seen;
    struct set_up_row rows[SET_UP_ROWS_MAX];
    size_t rows_count;
    struct set_up_elsewhere elsewhere[SET_UP_ELSEWHERE_MAX];
    size_t elsewhere_count;
    bool is_mail;
    struct notice tested;        /* what became of the last test mail; title "" for none */
    struct set_up_sender sender; /* of mail */
};

extern const struct field set_up_fields[];
extern const struct field set_up_form[];
extern const struct field set_up_step_fields[];

handler set_up_get;
handler set_up_act;
handler set_up_step_get;
handler set_up_step_act;

/* here: the step that the page is about; STEP__MAX: the overview. */
struct set_up_head set_up_head_of(struct request *request, struct out *out, const struct legal *legal,
                                  enum set_up_step here);
/* What the field of a setting is called; one that is not asked in a step is called what the overview calls it. */
struct str set_up_label(struct out *out, enum setting_name which);
/* The address of what is still missing: its field, or the place on the overview. */
struct url set_up_place(struct arena *arena, enum setting_name which);

/* ---- set_up_sender.c: whether others will believe mail that comes from the address `mail`, as the job `sender-check`
** found last */
enum fault must_use set_up_sender_load(struct request *request, struct out *out, struct str mail,
                                       struct set_up_sender *ret_sender);
/* Has it look again. */
enum fault must_use set_up_sender_wake(struct request *request);

/* ---- set_up_save.c: what was typed into a step, saved; what does not fit becomes problems of the request.
** FAULT_INVALID: nothing is to be kept. */
enum fault must_use set_up_save(struct request *request, const struct setting_values *now, enum set_up_step step);
/* A setting that the form names otherwise than it is kept: a country by its name. */
struct str set_up_shown(struct out *out, enum setting_name which, struct str value);
/* What setting_judge and setting_save say, in the reader's language. */
struct str set_up_say_wrong(struct out *out, struct str what);

#endif
