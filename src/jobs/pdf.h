/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** pdf: a page becomes a PDF for paper, printed by the machine's Chromium, a child of who calls this.
**
** The page is whole, and says so: one without PDF_POLICY, by which Chromium loads nothing for it and runs no script of
** it, is not printed. (Script as such cannot be turned off: Chromium's own command to print is one.) The child sees one
** folder of its own, which is gone afterwards, and what is installed (jobs/pdf_wall.h); it has no network, makes no
** machine code of scripts, and ends with its children when its time is over or when its parent does. Its own sandbox is
** on wherever who runs this may have one (not root, and namespaces of users are allowed); where it cannot begin in it,
** it is tried without, behind our walls alone.
**
** What it gives is tagged (headings, lists and tables are told to who cannot see), has the title and the language of
** the page, an outline of its headings, and the fonts of its scripts inside. Blocking, for the jobs process.
*/
#ifndef JOBS_PDF_H
#define JOBS_PDF_H

#include "base/arena.h"
#include "base/str.h"

#define PDF_MAX (4u << 20)     /* fifty pages with Chinese have about 500 KiB */
#define PDF_MS_MAX 40000       /* a page takes about one second; other jobs of its lane wait meanwhile */
#define PDF_POLICY "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; " \
                   "img-src data:\""
#define PDF_LEFT_S 3600        /* a folder older than this was left by a process that was killed */

enum pdf_end {
    PDF_MADE,
    PDF_NO_BROWSER, /* none is installed */
    PDF_TOO_SLOW,
    PDF_TOO_LARGE,
    PDF_BROKEN,     /* it gave nothing, or no PDF */
};

struct pdf_in {
    struct str page;
    const char *browser; /* its path; NULL: the first that is there of those that Debian and others install */
    int ms_max;
};

struct pdf_out {
    enum pdf_end end;
    struct str pdf;
    struct str why;      /* a sentence for who runs the server, unless PDF_MADE: nothing of the page */
};

/* "made", "no-browser", "too-slow", "too-large", "broken": as store/note_pdf.h keeps it. */
struct str pdf_end_word(enum pdf_end end);
struct pdf_out pdf_print(struct arena *arena, const struct pdf_in *in);

#endif
