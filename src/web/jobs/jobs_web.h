/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** jobs: imports and other work that is done beside the pages: how far each is, and what it brought.
**
** Anybody may read it: shown are the names of files, counts and times; never folders, what stands in a file, or, but
** to those who may import, what the machine said when something failed. While anything is going on the pages follow it
** by a stream (/jobs/live, /jobs/{}/live), which is the same for all who read it: each answer is one event, the browser
** asks again a second later, and what is the same is left alone.
** Without script there is a link to look again; nothing on the page moves by itself.
*/
#ifndef WEB_JOBS_JOBS_WEB_H
#define WEB_JOBS_JOBS_WEB_H

#include "web/layout/parts.h"

#define JOBS_SHOWN 50

/* One job in words. */
struct job_view {
    struct url url;
    struct str title;   /* "EU projects (CORDIS)" */
    struct str files;   /* "project.csv and 3 more"; "" for none */
    struct tag state;
    struct str says;    /* where it is, one sentence */
    struct str next;    /* what comes next, or what to do; "" for nothing */
    struct str when;    /* "22 November 2026, 09:27 UTC" of the latest that happened */
    int percent;        /* of the file that is being read; -1: not known */
    struct str so_far;  /* the same in words, or what was counted so far; "" for nothing */
    bool active;        /* it may change by itself */
};

struct jobs_page {
    struct page *page;
    struct job_view *jobs;
    size_t jobs_count;
    bool active;        /* any of them */
    struct str seen_at; /* "09:27:31 UTC" */
    bool may_import;    /* who looks may begin one */
    struct empty_state empty;
    struct use_data use_data;
};

struct job_page {
    struct page *page;
    struct job_view job;
    struct url live;    /* of its stream */
    struct str seen_at;
    struct fact facts[8];
    size_t facts_count;
    struct fact brought[8]; /* what came of it */
    size_t brought_count;
    struct str why;     /* for those who may import: what the machine said; "" for nothing */
    struct use_data use_data;
};

handler jobs_get;
handler job_get;
handler jobs_live_get;
handler job_live_get;

/* jobs_say.c: a row in words. */
struct q_job_by_id;
struct job_view say_job(struct out *out, const struct q_job_by_id *row, int64_t now);
void say_job_facts(struct out *out, const struct q_job_by_id *row, struct job_page *m);
struct str say_kind_of_job(struct out *out, struct str kind);
/* "22 November 2026, 09:27 UTC"; "09:27:31 UTC" */
struct str say_instant(struct out *out, int64_t at);
struct str say_clock(struct out *out, int64_t at);

#endif
