/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail: sends what is due of the queue (store/mail.h), as the kind of job `mail`.
**
** What a mail says is made when it is sent, by whoever knows words and pages: struct mail_maker, handed over by cli. A
** mail that its maker does not want any more is dropped. What the server says decides: taken, tried again later, or
** dead; a server that cannot be reached puts all that is due off, and their tries do not count for that.
*/
#ifndef JOBS_MAIL_H
#define JOBS_MAIL_H

#include "jobs/smtp.h"
#include "store/mail.h"
#include "store/setting.h"
#include "text/mime.h"

struct job_run;

#define MAIL_JOB "mail"
#define MAIL_ONE_RUN_MAX 500      /* then the job ends, and another one goes on */
#define MAIL_OFF_S 120            /* between two looks whether a server is set, or answers again */
#define MAIL_PASSWORD_MAX 1024u

struct mail_maker {
    void *self;
    /* What is said in one mail, and the name it comes from. FAULT_NOT_FOUND: what it was about is gone. */
    enum fault (*make)(void *self, struct arena *arena, struct db *db, const struct q_mail_due_row *mail, int64_t now,
                       struct mime_words *ret_words, struct str *ret_from_name);
    /* Adds the mails that come by themselves (the weekly one); within a transaction. */
    enum fault (*add_due)(void *self, struct arena *arena, struct db *db, int64_t now);
};

/* FAULT_INVALID, FAULT_DENIED (others may read the password) or FAULT_IO with a sentence. The texts live in the arena.
** */
enum fault must_use mail_server_read(struct arena *arena, const struct setting_mail *setting,
                                     struct smtp_server *ret_server, struct str *ret_why);
/* One mail, now, past the queue. FAULT_INVALID: it is no mail (an address is none). */
enum fault must_use mail_send_one(struct smtp *smtp, struct arena *arena, const struct mime_head *head,
                                  const struct mime_words *words, struct smtp_answer *ret_answer);
/* The handler of the kind. run->mails is set. */
enum fault mail_job_run(struct job_run *run);

#endif
