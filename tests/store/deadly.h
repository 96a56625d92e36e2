/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** deadly: kills the process (SIGKILL) just before its n-th change of a file: a write, a cut, a sync, a
** removal, a copy. Linked into a test program it stands before libc for the program and for its libraries.
*/
#ifndef TESTS_STORE_DEADLY_H
#define TESTS_STORE_DEADLY_H

/* From now on; 0 for never. */
void deadly_after(long n);

#endif
