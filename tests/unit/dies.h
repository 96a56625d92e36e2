/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** dies: for tests of what stops the process. dies(act, context) runs act in a child and is true when it ended in
** abort(); its last words go nowhere.
*/
#ifndef TESTS_UNIT_DIES_H
#define TESTS_UNIT_DIES_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static inline bool dies(void (*act)(void *context), void *context)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "w", stderr) != NULL) {
            act(context);
        }
        _exit(0);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

#endif
