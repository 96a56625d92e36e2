/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** pdf_wall: what the child that prints may do, said by itself before it becomes Chromium; holds for its children too.
**
** Limits of processor time, of memory of each process, of what it writes. No new rights, ever. No file but those that
** programs need to run, fonts, and its folder (Landlock, where the kernel has it): neither the database nor the key. No
** socket that leads out of the machine, and none that asks another process of it (seccomp).
*/
#ifndef JOBS_PDF_WALL_H
#define JOBS_PDF_WALL_H

#include <stdbool.h>

/* Between fork and exec. folder: what it may do all in. browser: the program, whose folder it may read. False: a wall
** that must stand does not; end then. */
bool pdf_wall(const char *folder, const char *browser);
/* Whether Chromium's own sandbox can be made by who runs this. Asks a child. */
bool pdf_wall_has_own(void);

#endif
