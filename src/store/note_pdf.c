/* SPDX-License-Identifier: AGPL-3.0-or-later
** note_pdf: what is asked for, and how it stands. */
#include "store/note_pdf.h"

#include "base/rand.h"
#include "store/job.h"

#define UID_BYTES 16u

enum note_pdf_state note_pdf_state(const struct q_note_pdf_of *row, struct str digest, int64_t now)
{
    if (row == NULL || !str_eq(row->digest, digest)) {
        return NOTE_PDF_NONE;
    }
    if (str_eq(row->state, S("waiting"))) {
        return row->asked_at + NOTE_PDF_WAIT_S > now ? NOTE_PDF_WAITING : NOTE_PDF_FAILED;
    }
    return str_eq(row->state, S("made"))          ? NOTE_PDF_MADE
           : str_eq(row->why, S("no-browser"))    ? NOTE_PDF_NO_BROWSER
           : str_eq(row->why, S("too-large"))     ? NOTE_PDF_TOO_LARGE
                                                  : NOTE_PDF_FAILED;
}

enum fault note_pdf_ask(struct db *db, struct arena *arena, int64_t note_id, struct str digest, struct str page,
                        int64_t now)
{
    struct str uid = rand_hex(arena, UID_BYTES);
    const struct job_new job = {.uid = uid, .kind = S(NOTE_PDF_JOB), .lane = S("quick"), .about = S(""),
                                .payload = uid, .tries_max = NOTE_PDF_TRIES_MAX, .taken_by = S("")};
    int64_t id;
    TRY(q_note_pdf_remove(db, note_id));
    TRY(q_note_pdf_add(db, note_id, uid, digest, page, now));
    return job_add_within(db, arena, &job, now, &id);
}
