/* SPDX-License-Identifier: AGPL-3.0-or-later
** pdf_job: a page out of the database, a PDF into it. */
#include "jobs/pdf_job.h"

#include <stdlib.h>

#include "base/fields.h"
#include "db/again.h"
#include "jobs/kinds.h"
#include "jobs/pdf.h"
#include "store/note_pdf.h"

static void close_db(struct db **db)
{
    db_close(*db);
}

static enum fault must_use read_page(struct job_run *run, struct str *ret_page)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct q_note_pdf_page row;
    TRY(db_open(run->arena, run->url, DB_READ, &db, &run->why));
    TRY(q_note_pdf_page(db, run->arena, run->payload, &row));
    *ret_page = str_copy(run->arena, row.page);
    return OK;
}

static enum fault must_use save_once(struct db *db, struct str uid, const struct pdf_out *out)
{
    TRY(db_begin(db));
    return db_end(db, out->end == PDF_MADE ? q_note_pdf_made(db, uid, out->pdf)
                                           : q_note_pdf_failed(db, uid, pdf_end_word(out->end)));
}

static enum fault must_use save(struct job_run *run, const struct pdf_out *out)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct again again = {0};
    enum fault fault;
    TRY(db_open(run->arena, run->url, DB_WRITE, &db, &run->why));
    do {
        fault = save_once(db, run->payload, out);
    } while (again_due(&again, fault));
    return fault;
}

enum fault pdf_job_run(struct job_run *run)
{
    struct str page;
    enum fault fault = read_page(run, &page);
    if (fault == FAULT_NOT_FOUND) {
        return OK;
    }
    TRY(fault);
    const struct pdf_in in = {page, getenv("SMALLGIANTS_CHROMIUM"), PDF_MS_MAX};
    struct pdf_out out = pdf_print(run->arena, &in);
    fields_put(run->result, "end", pdf_end_word(out.end));
    TRY(save(run, &out));
    run->why = out.why;
    return out.end == PDF_MADE || out.end == PDF_NO_BROWSER ? OK : FAULT_INVALID; /* who asked sees it, and asks anew */
}
