/* SPDX-License-Identifier: AGPL-3.0-or-later
** restart: fork, exec, environment. */
#include "http/restart.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/scan.h"

#define STATE_NAME "SMALLGIANTS_RESTART"
#define LINE_MAX_BYTES 32768u /* the words this program was called with */
#define WORDS_MAX 256

void restart_read(struct restart *ret_restart)
{
    const char *state = getenv(STATE_NAME);
    struct str rest = str_of(state != NULL ? state : "");
    *ret_restart = (struct restart){.trial = str_eq(rest, S("try"))};
    while (rest.n > 0 && ret_restart->count < CHILDREN_MAX) {
        int64_t pid;
        if (parse_int(str_cut(rest, ' ', &rest), 1, INT32_MAX, &pid)) {
            ret_restart->pids[ret_restart->count++] = (pid_t)pid;
        }
    }
    unsetenv(STATE_NAME);
}

/* The words this program was called with, from the kernel: they end with NUL each. */
static bool read_words(char line[LINE_MAX_BYTES], char *words[WORDS_MAX])
{
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, line, LINE_MAX_BYTES) : -1;
    size_t count = 0;
    if (fd >= 0) {
        close(fd);
    }
    if (n <= 0 || n == LINE_MAX_BYTES || line[n - 1] != '\0') {
        errno = E2BIG;
        return false;
    }
    for (char *at = line; at < line + n && count < WORDS_MAX - 1; at += strlen(at) + 1) {
        words[count++] = at;
    }
    words[count] = NULL;
    return true;
}

/* By the name it was called with, so that it finds the file that is there now. */
static void run_again(const struct sockets *sockets, const char *state)
{
    char line[LINE_MAX_BYTES];
    char *words[WORDS_MAX];
    if (!read_words(line, words)) {
        return;
    }
    fflush(NULL);
    setenv(STATE_NAME, state, 1);
    sockets_pass(sockets, true);
    execvp(words[0], words);
    int why = errno;
    sockets_pass(sockets, false);
    unsetenv(STATE_NAME);
    errno = why;
}

pid_t restart_try(const struct sockets *sockets)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        run_again(sockets, "try");
        log_line("restart: the program cannot be run: %s", strerror(errno));
        _exit(127);
    }
    return pid;
}

void restart_become(const struct sockets *sockets, const struct restart *workers)
{
    struct buf state CLEANUP(buf_done);
    buf_init(&state, CHILDREN_MAX * 12);
    for (int i = 0; i < workers->count; i++) {
        buf_format(&state, "%d ", (int)workers->pids[i]);
    }
    buf_put_char(&state, '\0');
    run_again(sockets, buf_str(&state).s);
}
