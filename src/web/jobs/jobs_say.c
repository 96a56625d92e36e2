/* SPDX-License-Identifier: AGPL-3.0-or-later
** jobs: rows of the queue as sentences. */
#include "base/check.h"
#include "base/fields.h"
#include "store/job.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"

/* ---- times */

struct str say_clock(struct out *out, int64_t at)
{
    int64_t second = at % 86400;
    struct str clock = str_format(out->arena, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
                                  (int)(second % 60));
    return SAY(out, "{time} UTC", slot("time", clock));
}

struct str say_instant(struct out *out, int64_t at)
{
    int64_t second = at % 86400;
    struct str clock = str_format(out->arena, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    return SAY(out, "{date}, {time} UTC", slot("date", (struct date){(int32_t)(at / 86400)}), slot("time", clock));
}

static struct str say_span(struct out *out, int64_t seconds)
{
    if (seconds < 120) {
        return SAY(out, "{n} second|{n} seconds", slot("n", count(seconds > 0 ? seconds : 0)));
    }
    return seconds < 7200 ? SAY(out, "{n} minute|{n} minutes", slot("n", count(seconds / 60)))
                          : SAY(out, "{n} hour|{n} hours", slot("n", count(seconds / 3600)));
}

/* ---- words of the table */

/* The second word of each pair, for the catalogue; the first is in the table. */
static struct str say_pair(struct out *out, struct str word, const char *const pairs[][2], size_t n,
                           struct str otherwise)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(word, str_of(pairs[i][0]))) {
            return words_text(out, pairs[i][1], NULL, 0);
        }
    }
    return otherwise;
}

struct str say_kind_of_job(struct out *out, struct str kind)
{
    static const char *const pairs[][2] = {
        {"seed", W_NOTE("What comes with the program")},
        {"import-places", W_NOTE("Cities and municipalities")},
        {"import-cordis", W_NOTE("EU projects (CORDIS)")},
        {"import-gcom", W_NOTE("Commitments to the Covenant of Mayors")},
        {"import-twinnings", W_NOTE("Twinned towns")},
        {"import-uk-structural", W_NOTE("Projects of ERDF and ESF in the UK")},
        {"import-calls", W_NOTE("Funding calls")},
        {"mail", W_NOTE("Sending mail")},
        {"log-check", W_NOTE("Looking whether the log is whole")},
        {"note-pdf", W_NOTE("Printing the notes of a leadership programme")},
        {"sign-in", W_NOTE("Signing in with the account of an organisation")},
    };
    return say_pair(out, kind, pairs, COUNT_OF(pairs), W(out, "Other work"));
}

/* Steps that are no files: what imports say they are at. */
static struct str say_step(struct out *out, struct str step)
{
    static const char *const pairs[][2] = {
        {"cities", W_NOTE("cities")},
        {"names of cities", W_NOTE("names of cities")},
        {"themes and search", W_NOTE("themes and search")},
        {"themes of funding calls", W_NOTE("themes of funding calls")},
        {"places in lists", W_NOTE("places in lists")},
        {"records of cities", W_NOTE("records of cities")},
        {"councils and seats", W_NOTE("councils and seats")},
    };
    return say_pair(out, step, pairs, COUNT_OF(pairs), step);
}

/* Never what the machine said: that may name folders. */
static struct str say_why(struct out *out, struct str fault)
{
    static const struct { enum fault fault; const char *words; } whys[] = {
        {FAULT_NOT_FOUND, W_NOTE("A file was not where it should be.")},
        {FAULT_INVALID, W_NOTE("A file is not what it should be.")},
        {FAULT_DENIED, W_NOTE("A file may not be read.")},
        {FAULT_TOO_LARGE, W_NOTE("A file is larger than what is taken.")},
        {FAULT_CONFLICT, W_NOTE("Something else was changed at the same time.")},
        {FAULT_BUSY, W_NOTE("Other work was going on.")},
    };
    for (size_t i = 0; i < COUNT_OF(whys); i++) {
        if (str_eq(fault, str_of(fault_name(whys[i].fault)))) {
            return words_text(out, whys[i].words, NULL, 0);
        }
    }
    return W(out, "The machine failed, or was stopped.");
}

static struct str say_files(struct out *out, struct str about)
{
    struct str first = str_scrub(out->arena, fields_get(out->arena, about, "file"));
    int64_t more = fields_int(about, "files").v - 1;
    return more > 0 && first.n > 0
               ? SAY(out, "{file} and {n} more|{file} and {n} more", slot("file", first), slot("n", count(more)))
               : first;
}

/* ---- where it is */

static void say_running(struct out *out, const struct q_job_by_id *row, int64_t now, struct job_view *m)
{
    struct str step = str_scrub(out->arena, row->step);
    m->state = (struct tag){W(out, "under way"), TONE_RUNNING};
    m->when = say_instant(out, row->started_at.v);
    if (row->lease_until < now) {
        m->says = SAY(out, "Not heard of since {when}. It will be begun anew.",
                      slot("when", say_instant(out, row->lease_until - job_lease_s(row->tries_max))));
    } else if (row->total > 0) {
        m->percent = job_percent(row->done, row->total);
        m->says = SAY(out, "Reads {file}.", slot("file", say_step(out, step)));
        m->so_far = SAY(out, "{n} % of what is to be read", slot("n", m->percent));
        m->next = W(out, "Then what follows from it is worked out. All pages show it at once when it is complete.");
    } else if (step.n > 0) {
        m->says = SAY(out, "Works out: {what}.", slot("what", say_step(out, step)));
        m->so_far = row->done > 0 ? SAY(out, "{n} so far", slot("n", count(row->done))) : S("");
        m->next = W(out, "All pages show it at once when it is complete.");
    } else {
        m->says = W(out, "Begins.");
    }
}

static void say_not_done(struct out *out, const struct q_job_by_id *row, struct job_view *m)
{
    bool dead = str_eq(row->state, S("dead"));
    m->state = dead ? (struct tag){W(out, "not done"), TONE_STOPPED} : (struct tag){W(out, "tried again"), TONE_CARE};
    m->when = say_instant(out, dead ? row->ended_at.v : row->started_at.v);
    m->says = say_why(out, row->fault);
    m->next = dead ? SAY(out, "What was there before stays. Whoever runs these pages sees why: "
                              "smallgiants jobs show {n}", slot("n", row->id))
                   : SAY(out, "It is tried again from {when}.", slot("when", say_instant(out, row->run_after)));
}

struct job_view say_job(struct out *out, const struct q_job_by_id *row, int64_t now)
{
    struct str number = str_format(out->arena, "%lld", (long long)row->id);
    struct job_view m = {.url = url_path_of(out->arena, "/jobs/{}", number), .percent = -1, .active = true,
                         .title = say_kind_of_job(out, row->kind), .files = say_files(out, row->about)};
    if (str_eq(row->state, S("running"))) {
        say_running(out, row, now, &m);
    } else if (str_eq(row->state, S("done"))) {
        m.state = (struct tag){W(out, "done"), TONE_GOOD};
        m.when = say_instant(out, row->ended_at.v);
        m.says = W(out, "Done, and shown on all pages.");
        m.active = false;
    } else if (str_eq(row->state, S("waiting"))) {
        m.state = (struct tag){W(out, "waits"), TONE_PLAIN};
        m.when = say_instant(out, row->created_at);
        m.says = row->fault.n > 0 ? say_why(out, row->fault) : W(out, "Waits for its turn.");
        m.next = row->fault.n > 0 ? W(out, "It waits for its turn again.") : S("");
    } else {
        say_not_done(out, row, &m);
        m.active = !str_eq(row->state, S("dead"));
    }
    return m;
}

/* ---- the table of one job */

static void add_fact(struct out *out, struct job_page *m, struct str label, struct str value)
{
    check(m->facts_count < COUNT_OF(m->facts));
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = html_text(out->arena, value),
                                               .as_of = DATE_NONE};
}

static struct str all_files(struct out *out, struct str about)
{
    struct str all = S("");
    struct str name;
    size_t n = 0;
    for (; (name = fields_get_nth(out->arena, about, "file", n)).s != NULL; n++) {
        all = str_format(out->arena, "%.*s%s%.*s", STR_ARG(all), n > 0 ? ", " : "",
                         STR_ARG(str_scrub(out->arena, name)));
    }
    int64_t more = fields_int(about, "files").v - (int64_t)n;
    return more > 0
               ? SAY(out, "{file} and {n} more|{file} and {n} more", slot("file", all), slot("n", count(more)))
               : all;
}

static void add_brought(struct out *out, struct job_page *m, const struct q_job_by_id *row)
{
    static const char *const pairs[][2] = {
        {"projects", W_NOTE("EU projects in the files")}, {"rows", W_NOTE("Rows read")},
        {"added", W_NOTE("New")},                         {"changed", W_NOTE("Changed")},
        {"unchanged", W_NOTE("As before")},               {"rejected", W_NOTE("Rows that could not be used")},
        {"skipped", W_NOTE("Rows about other things")},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct maybe_int n = fields_int(row->result, pairs[i][0]);
        bool rare = str_eq(str_of(pairs[i][0]), S("skipped"));
        if (n.known && (n.v > 0 || !rare)) {
            m->brought[m->brought_count++] = (struct fact){
                .label = words_text(out, pairs[i][1], NULL, 0),
                .value = html_text(out->arena, text_count(out, count(n.v))), .as_of = DATE_NONE};
        }
    }
}

void say_job_facts(struct out *out, const struct q_job_by_id *row, struct job_page *m)
{
    struct str files = all_files(out, row->about);
    if (files.n > 0) {
        add_fact(out, m, W(out, "Files"), files);
    }
    if (!row->started_at.known || row->started_at.v - row->created_at >= 60) {
        add_fact(out, m, W(out, "Asked for"), say_instant(out, row->created_at));
    }
    if (row->started_at.known) {
        add_fact(out, m, W(out, "Begun"), say_instant(out, row->started_at.v));
    }
    if (row->ended_at.known) {
        add_fact(out, m, W(out, "Ended"), say_instant(out, row->ended_at.v));
    }
    if (row->ended_at.known && row->started_at.known && row->ended_at.v > row->started_at.v) {
        add_fact(out, m, W(out, "Took"), say_span(out, row->ended_at.v - row->started_at.v));
    }
    if (row->tries > 1) {
        add_fact(out, m, W(out, "Begun so often"), text_count(out, count(row->tries)));
    }
    add_brought(out, m, row);
}
