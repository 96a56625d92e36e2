/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** note_pdf: the notes of a leadership programme as a PDF. A page asks for it with all that is to be printed; the jobs
** process prints that (jobs/pdf_job.h) and puts it beside; pages offer it.
**
** One of each notes: what was asked for last. It is known by the digest of the page that is printed, so what anybody
** changed since, in the notes or of what else stands on that page, makes it one that is not offered. It goes with the
** first change of the notes (store/note.c), and NOTE_PDF_KEPT_S after it was asked for.
*/
#ifndef STORE_NOTE_PDF_H
#define STORE_NOTE_PDF_H

#include "base/fault.h"
#include "db/db.h"
#include "store/note_pdf.sql.h"

#define NOTE_PDF_PAGE_MAX (4u << 20) /* bytes of what is printed */
#define NOTE_PDF_KEPT_S (7 * 86400)
#define NOTE_PDF_WAIT_S 180          /* after so long nobody prints it any more: it is asked for again */

enum note_pdf_state {
    NOTE_PDF_NONE,       /* of what stands there now there is none */
    NOTE_PDF_WAITING,
    NOTE_PDF_MADE,
    NOTE_PDF_NO_BROWSER, /* the machine has no Chromium */
    NOTE_PDF_TOO_LARGE,
    NOTE_PDF_FAILED,
};

/* row NULL: none was asked for. */
enum note_pdf_state note_pdf_state(const struct q_note_pdf_of *row, struct str digest, int64_t now);

/* Within a transaction of the caller's: in the place of the one before, with a job that prints it. */
enum fault must_use note_pdf_ask(struct db *db, struct arena *arena, int64_t note_id, struct str digest,
                                 struct str page, int64_t now);

#endif
