/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: what is due goes out. */
#include "jobs/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fields.h"
#include "base/log.h"
#include "db/again.h"
#include "jobs/kinds.h"

#define ONE_MAIL_ARENA_MAX (8u << 20)
#define OTHERS_MAY (S_IROTH | S_IWOTH | S_IXOTH | S_IWGRP)

/* ---- the server */

static void close_file(int *file)
{
    if (*file >= 0) {
        close(*file);
    }
}

/* The first line of the file. */
static enum fault must_use read_password(struct arena *arena, struct str path, struct str *ret_password,
                                         struct str *ret_why)
{
    char bytes[MAIL_PASSWORD_MAX];
    struct stat is;
    int file CLEANUP(close_file) = open(str_c(arena, path), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0 || fstat(file, &is) != 0 || !S_ISREG(is.st_mode)) {
        *ret_why = str_format(arena, "The file of the password, %.*s, cannot be read: %s.", STR_ARG(path),
                              file < 0 ? strerror(errno) : "it is no file");
        return FAULT_IO;
    }
    if (is.st_mode & OTHERS_MAY) {
        *ret_why = str_format(arena, "Others may read or change the file of the password, %.*s: chmod 600 it.",
                              STR_ARG(path));
        return FAULT_DENIED;
    }
    ssize_t n = read(file, bytes, sizeof bytes);
    struct str rest;
    struct str line = n > 0 ? str_cut((struct str){bytes, (size_t)n}, '\n', &rest) : S("");
    if (line.n == 0 || line.n == sizeof bytes) {
        *ret_why = str_format(arena, "The file of the password, %.*s, has no password in its first line.",
                              STR_ARG(path));
        return FAULT_INVALID;
    }
    *ret_password = str_copy(arena, str_trim(line));
    return OK;
}

enum fault mail_server_read(struct arena *arena, const struct setting_mail *setting, struct smtp_server *ret_server,
                            struct str *ret_why)
{
    struct str domain;
    struct smtp_server server = {.url = setting->server, .user = setting->user, .password = S(""),
                                 .ca_file = setting->ca_file};
    if (!setting->is_on || !mime_is_address(setting->sender)) {
        *ret_why = setting->is_demo
                       ? S("No mail goes out of a demonstration.")
                       : S("No mail goes out until its server and its sender are set (mail_server, mail_sender).");
        return FAULT_INVALID;
    }
    (void)str_cut(setting->sender, '@', &domain);
    server.self = domain;
    if (server.user.n > 0 && setting->password_file.n > 0) {
        TRY(read_password(arena, setting->password_file, &server.password, ret_why));
    }
    *ret_server = server;
    return OK;
}

/* ---- one mail */

enum fault mail_send_one(struct smtp *smtp, struct arena *arena, const struct mime_head *head,
                         const struct mime_words *words, struct smtp_answer *ret_answer)
{
    struct buf message CLEANUP(buf_done);
    buf_init(&message, SMTP_MESSAGE_MAX);
    TRY(mime_put(&message, arena, head, words));
    if (message.overflow) {
        return FAULT_TOO_LARGE;
    }
    *ret_answer = smtp_send(smtp, arena, head->from, head->to, buf_str(&message));
    return OK;
}

/* What is to be written about a mail once it is known. */
struct outcome {
    enum { SENT, FAILED, PUT_OFF, DROPPED } what;
    enum mail_end end;
    struct str why;
};

static struct outcome outcome_of(const struct smtp_answer *answer)
{
    static const struct outcome known[] = {
        [SMTP_TAKEN] = {.what = SENT},
        [SMTP_AWAY] = {.what = PUT_OFF},
        [SMTP_NOT_TRUSTED] = {.what = PUT_OFF},
        [SMTP_NOT_LET_IN] = {.what = PUT_OFF},
        [SMTP_LATER] = {.what = FAILED, .end = MAIL_LATER},
        [SMTP_REFUSED] = {.what = FAILED, .end = MAIL_REFUSED},
        [SMTP_NO_ADDRESS] = {.what = FAILED, .end = MAIL_UNREACHABLE},
    };
    struct outcome outcome = known[answer->end];
    outcome.why = answer->said;
    return outcome;
}

/* A run over the queue. */
struct posting {
    struct job_run *run;
    struct db *db;
    struct smtp *smtp;
    struct str sender;
    struct arena arena; /* of one mail */
    int64_t sent, failed, waits;
};

static struct outcome deliver(struct posting *posting, const struct q_mail_due_row *mail, int64_t now)
{
    const struct mail_maker *maker = posting->run->mails;
    struct mime_words words = {0};
    struct mime_head head = {.from = posting->sender, .to = mail->address, .uid = mail->uid, .at = now,
                             .from_name = S("")};
    struct smtp_answer answer;
    bool wanted = true;
    enum fault fault = mail->unasked ? mail_is_wanted(posting->db, &posting->arena, mail->address_digest, &wanted) : OK;
    if (fault == OK && wanted) {
        fault = maker->make(maker->self, &posting->arena, posting->db, mail, now, &words, &head.from_name);
    }
    if (fault == FAULT_NOT_FOUND || (fault == OK && !wanted)) {
        return (struct outcome){.what = DROPPED};
    }
    if (fault == OK) {
        fault = mail_send_one(posting->smtp, &posting->arena, &head, &words, &answer);
        if (fault == OK) {
            return outcome_of(&answer);
        }
        return (struct outcome){FAILED, MAIL_REFUSED, S("The address cannot be used, or the mail is too long.")};
    }
    return (struct outcome){FAILED, MAIL_LATER,
                            str_format(&posting->arena, "It could not be made: %s.", fault_name(fault))};
}

static enum fault must_use note_once(struct posting *posting, const struct q_mail_due_row *mail,
                                     const struct outcome *outcome, int64_t now)
{
    switch (outcome->what) {
    case SENT: return mail_sent(posting->db, mail, now);
    case PUT_OFF: return mail_put_off(posting->db, mail, outcome->why, now + MAIL_OFF_S);
    case DROPPED: return mail_drop(posting->db, mail);
    default: return mail_fail(posting->db, &posting->arena, mail, outcome->end, outcome->why, now);
    }
}

/* It went out, so this is worth waiting for. */
static enum fault must_use note(struct posting *posting, const struct q_mail_due_row *mail,
                                const struct outcome *outcome, int64_t now)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = note_once(posting, mail, outcome, now);
    } while (again_due(&again, fault));
    if (outcome->what == PUT_OFF && posting->smtp != NULL) { /* nor would the others get there */
        smtp_close(posting->smtp);
        posting->smtp = NULL;
        posting->run->why = str_copy(posting->run->arena, outcome->why);
    }
    posting->sent += outcome->what == SENT;
    posting->failed += outcome->what == FAILED;
    posting->waits += outcome->what == PUT_OFF;
    if (outcome->what == FAILED || outcome->what == PUT_OFF) {
        log_line("mail %lld, %.*s: %s", (long long)mail->id, STR_ARG(mail->kind),
                 outcome->what == PUT_OFF ? "put off" : outcome->end == MAIL_LATER ? "tried again later" : "refused");
    }
    return fault;
}

/* ---- the queue */

static enum fault must_use send_due(struct posting *posting)
{
    for (int i = 0; i < MAIL_ONE_RUN_MAX; i++) {
        struct q_mail_due_row mail;
        int64_t now = (int64_t)time(NULL);
        arena_reset(&posting->arena);
        enum fault fault = mail_take(posting->db, &posting->arena, now, &mail);
        if (fault == FAULT_NOT_FOUND) {
            return OK;
        }
        TRY(fault);
        struct outcome outcome = posting->smtp != NULL
                                     ? deliver(posting, &mail, now)
                                     : (struct outcome){.what = PUT_OFF, .why = posting->run->why};
        TRY(note(posting, &mail, &outcome, (int64_t)time(NULL)));
    }
    return OK;
}

static enum fault must_use run_with(struct job_run *run, struct db *db)
{
    struct posting posting = {.run = run, .db = db};
    struct setting_mail setting;
    struct smtp_server server;
    TRY(setting_mail(db, run->arena, &setting));
    bool on = mail_server_read(run->arena, &setting, &server, &run->why) == OK;
    posting.sender = setting.sender;
    posting.smtp = on ? smtp_open(&server) : NULL;
    arena_init(&posting.arena, ONE_MAIL_ARENA_MAX);
    enum fault fault = send_due(&posting);
    arena_done(&posting.arena);
    if (posting.smtp != NULL) {
        smtp_close(posting.smtp);
    }
    fields_put_int(run->result, "sent", posting.sent);
    fields_put_int(run->result, "failed", posting.failed);
    fields_put_int(run->result, "waits", posting.waits);
    return fault;
}

enum fault mail_job_run(struct job_run *run)
{
    struct db *db = NULL;
    TRY(db_open(run->arena, run->url, DB_WRITE, &db, &run->why));
    enum fault fault = run_with(run, db);
    db_close(db);
    return fault;
}
