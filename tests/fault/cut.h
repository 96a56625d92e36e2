/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cut: the connection to a server of databases breaks at a chosen message of this process to it.
**
** cut_at -> what is tried -> cut_end, which takes it back. Uses the watch of calls.h.
*/
#ifndef TESTS_FAULT_CUT_H
#define TESTS_FAULT_CUT_H

#include <stdint.h>

enum cut {
    CUT_MESSAGE, /* message n never arrives */
    CUT_ANSWER,  /* it arrives, and its answer does not: what it asked for is done */
    CUT_ALL,     /* from message n on none arrives, on any connection: the server is gone */
};

void cut_at(enum cut how, int64_t n);
/* How many messages there were, those that were lost among them. */
int64_t cut_end(void);

#endif
