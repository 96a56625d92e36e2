/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fault: the outcomes a caller must handle, and the one macro that hides control flow.
**
** There are two kinds of failure. A bug (a broken invariant, out of memory) stops the process: see
** check.h. An outcome is a value of `enum fault`; the compiler refuses to let it be dropped. What a
** person must put right is data, `struct problems` (problem.h), beside FAULT_INVALID.
**
** Functions put their outputs last, named ret_x, and leave them untouched unless they return OK.
*/
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#define must_use __attribute__((warn_unused_result))

enum fault {
    OK = 0,
    FAULT_NOT_FOUND, /* the thing asked for does not exist */
    FAULT_DENIED,    /* it exists, and this asker may not */
    FAULT_INVALID,   /* the input is wrong; problems say where, what and how to mend it */
    FAULT_CONFLICT,  /* somebody else changed it meanwhile, or it exists already */
    FAULT_BUSY,      /* try again: a lock or a time limit */
    FAULT_TOO_LARGE, /* over a bound of limits.h */
    FAULT_ASKED,     /* the keeper was asked (http/keeper.h): an act runs again when it has answered */
    FAULT_IO,        /* disk, network or database engine failed */
    FAULT_DAMAGED,   /* stored data breaks its own rules */
    FAULT_LOST,      /* the server of the database went away: open anew; nothing of this call was saved */
    FAULT_UNSURE,    /* it went away before it answered: whether this was saved is not known */
    FAULT__MAX
};

/* A short English word for logs and the command line ("not found"). Never NULL. */
const char *fault_name(enum fault fault);

/* Returns the fault from the calling function unless `expr` is OK. */
#define TRY(expr)                            \
    do {                                     \
        enum fault try_fault_ = (expr);      \
        if (try_fault_ != OK) {              \
            return try_fault_;               \
        }                                    \
    } while (0)

/* Runs `fn(&variable)` when the variable leaves scope, in reverse order of declaration. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#endif
