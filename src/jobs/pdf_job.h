/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** pdf_job: prints the notes of a leadership programme (store/note_pdf.h), as the kind of job NOTE_PDF_JOB.
**
** Its payload is a uid. One that was asked for anew, or whose notes are gone, is nothing to do. SMALLGIANTS_CHROMIUM in
** the environment says where the program to print with is, where it is not where Debian puts it.
*/
#ifndef JOBS_PDF_JOB_H
#define JOBS_PDF_JOB_H

#include "base/fault.h"

struct job_run;

enum fault must_use pdf_job_run(struct job_run *run);

#endif
