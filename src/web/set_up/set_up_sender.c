/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up: what the DNS says of the address that mail comes from, and which record to add. */
#include "base/check.h"
#include "base/fields.h"
#include "store/job.h"
#include "text/sender_policy.h"
#include "text/words.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/set_up/set_up_web.h"

static const char *const sentences[SENDER_SAYS__MAX] = {
    [SENDER_SILENT] = W_NOTE("The DNS did not answer: the server may be offline."),
    [SENDER_NO_DOMAIN] = W_NOTE("The DNS knows no such domain: is it spelled right, or is the server cut off?"),
    [SPF_SAYS_GOOD] = W_NOTE("See that this has the server that mail leaves by:"),
    [SPF_SAYS_NONE] = W_NOTE("Nothing says which servers may send mail of this domain. Add to the DNS, or have it "
                             "added:"),
    [SPF_SAYS_TWO] = W_NOTE("There are two such records, so none counts: make one of them."),
    [SPF_SAYS_ANYBODY] = W_NOTE("It lets anybody send: end it with -all, not +all."),
    [SPF_SAYS_OPEN] = W_NOTE("It says nothing of other servers: end it with -all."),
    [DKIM_SAYS_GOOD] = W_NOTE("There are keys. The head of a test mail has a line DKIM-Signature when it is signed."),
    [DKIM_SAYS_NONE] = W_NOTE("There is no key: have the mail server sign what it sends. Its manual says how it makes "
                              "a key, and which record to add:"),
    [DMARC_SAYS_GOOD] = W_NOTE("It is there:"),
    [DMARC_SAYS_NONE] = W_NOTE("Nothing says what others are to do with mail that is not really of this domain. Add to "
                               "the DNS, or have it added:"),
    [DMARC_SAYS_BROKEN] = W_NOTE("It has no p=none, p=quarantine or p=reject."),
};

static struct tag say_mark(struct out *out, enum sender_mark mark)
{
    switch (mark) {
    case SENDER_GOOD:
        return (struct tag){W(out, "good"), TONE_GOOD, S("")};
    case SENDER_WRONG:
        return (struct tag){W(out, "missing or wrong"), TONE_STOPPED, S("")};
    default:
        return (struct tag){W(out, "unknown"), TONE_PLAIN, S("")};
    }
}

/* As a zone file has it, or whoever keeps the DNS asks for it. */
static struct str line_of(struct arena *arena, struct str name, struct str text)
{
    return name.n > 0 ? str_format(arena, "%.*s. TXT \"%.*s\"", STR_ARG(name), STR_ARG(text)) : text;
}

static void add_findings(struct out *out, struct str result, struct set_up_sender *sender)
{
    static const char *const records[SET_UP_FINDINGS_MAX] = {"SPF", "DKIM", "DMARC"};
    for (size_t i = 0; i < SET_UP_FINDINGS_MAX; i++) {
        enum sender_says says;
        if (!sender_says_parse(fields_get_nth(out->arena, result, "says", i), &says)) {
            return;
        }
        sender->findings[sender->n++] = (struct set_up_finding){
            .record = records[i], .mark = say_mark(out, sender_mark_of(says)),
            .says = words_text(out, sentences[says], NULL, 0),
            .line = line_of(out->arena, fields_get_nth(out->arena, result, "name", i),
                            fields_get_nth(out->arena, result, "text", i))};
    }
}

static bool is_under_way(const struct q_job_alone *job)
{
    return !str_eq(job->state, S("done")) && !str_eq(job->state, S("dead"));
}

enum fault set_up_sender_load(struct request *request, struct out *out, struct str mail,
                              struct set_up_sender *ret_sender)
{
    struct q_job_alone job;
    *ret_sender = (struct set_up_sender){.says = W(out, "Each test mail has them looked up.")};
    enum fault fault = q_job_alone(request->db, request->arena, S(SENDER_CHECK_JOB), &job);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    if (is_under_way(&job)) {
        ret_sender->says = W(out, "They are being looked up. Load this page again in a minute.");
        return OK;
    }
    struct slot slots[] = {slot("when", say_instant(out, job.ended_at.v)), slot("why", job.why),
                           slot("sender", fields_get(request->arena, job.result, "sender"))};
    if (str_eq(job.state, S("dead"))) {
        ret_sender->says = words_text(out, W_NOTE("They could not be looked up on {when}: {why}"), slots, 2);
    } else if (str_eq(fields_get(request->arena, job.result, "sender"), mail)) {
        ret_sender->says = words_text(out, W_NOTE("Looked up for {sender} on {when}; each test mail has it done "
                                                  "again."), slots, COUNT_OF(slots));
        add_findings(out, job.result, ret_sender);
    }
    return OK;
}

enum fault set_up_sender_wake(struct request *request)
{
    return q_job_alone_wake(request->db, S(SENDER_CHECK_JOB), S("quick"), SENDER_CHECK_TRIES_MAX, request->now,
                            request->now);
}
