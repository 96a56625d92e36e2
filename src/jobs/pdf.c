/* SPDX-License-Identifier: AGPL-3.0-or-later
** pdf: a folder, a child, what it left there. */
#include "jobs/pdf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "jobs/pdf_wall.h"
#include "jobs/process.h"

#define FOLDER_NAME "smallgiants-pdf-"
#define LOOK_MS 10         /* between two looks whether it has ended */
#define SAID_MAX 4000u     /* of what it says on standard error */
#define SAID_SHOWN_MAX 200 /* letters */

/* Without the scripts before them, which would be its parent in our place. */
static const char *const BROWSERS[] = {
    "/usr/lib/chromium/chromium-headless-shell", "/usr/lib/chromium/chromium", "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/opt/google/chrome/chrome", "/usr/bin/google-chrome",
};

struct str pdf_end_word(enum pdf_end end)
{
    static const struct str words[] = {
        [PDF_MADE] = S_INIT("made"), [PDF_NO_BROWSER] = S_INIT("no-browser"), [PDF_TOO_SLOW] = S_INIT("too-slow"),
        [PDF_TOO_LARGE] = S_INIT("too-large"), [PDF_BROKEN] = S_INIT("broken"),
    };
    return words[end];
}

static const char *find_browser(const char *said)
{
    if (said != NULL) {
        return access(said, X_OK) == 0 ? said : NULL;
    }
    for (size_t i = 0; i < COUNT_OF(BROWSERS); i++) {
        if (access(BROWSERS[i], X_OK) == 0) {
            return BROWSERS[i];
        }
    }
    return NULL;
}

/* ---- the folder */

static int remove_one(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is, (void)at;
    (void)!(kind == FTW_DP ? rmdir(path) : unlink(path));
    return 0;
}

static void remove_folder(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static struct str folder_base(void)
{
    const char *base = getenv("TMPDIR");
    return base != NULL && *base == '/' ? str_of(base) : S("/tmp");
}

/* Of processes that were killed while they printed. */
static void remove_left(struct arena *arena, struct str base)
{
    DIR *all = opendir(str_c(arena, base));
    struct stat is;
    for (struct dirent *one; all != NULL && (one = readdir(all)) != NULL;) {
        if (str_starts(str_of(one->d_name), S(FOLDER_NAME)) &&
            fstatat(dirfd(all), one->d_name, &is, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(is.st_mode) &&
            is.st_uid == geteuid() && is.st_mtime < time(NULL) - PDF_LEFT_S) {
            remove_folder(str_format(arena, "%.*s/%s", STR_ARG(base), one->d_name).s);
        }
    }
    if (all != NULL) {
        closedir(all);
    }
}

static bool write_page(struct arena *arena, const char *folder, struct str page)
{
    struct str path = str_format(arena, "%s/page.html", folder);
    int file = open(path.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t done = 0;
    while (file >= 0 && done < page.n) {
        ssize_t n = write(file, page.s + done, page.n - done);
        if (n <= 0 && errno != EINTR) {
            break;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return file >= 0 && close(file) == 0 && done == page.n;
}

/* Bytes of a file of the folder, at most `max` of them, or no text: it is not there. *ret_more: there are more. */
static struct str read_file(struct arena *arena, const char *folder, const char *name, size_t max, bool *ret_more)
{
    struct str path = str_format(arena, "%s/%s", folder, name);
    struct stat is;
    int file = open(path.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    *ret_more = false;
    if (file < 0 || fstat(file, &is) != 0 || !S_ISREG(is.st_mode)) {
        if (file >= 0) {
            close(file);
        }
        return (struct str){0};
    }
    size_t want = (size_t)is.st_size < max ? (size_t)is.st_size : max, n = 0;
    char *bytes = arena_array(arena, char, want + 1);
    *ret_more = (size_t)is.st_size > max;
    for (ssize_t got = 1; n < want && got > 0; n += got > 0 ? (size_t)got : 0) {
        got = read(file, bytes + n, want - n);
    }
    close(file);
    return (struct str){bytes, n};
}

/* ---- the child */

_Noreturn static void become(const char *browser, const char *folder, bool own_sandbox, pid_t parent)
{
    char home[PATH_MAX + 8], temporary[PATH_MAX + 8], cache[PATH_MAX + 32];
    char profile[PATH_MAX + 32], to[PATH_MAX + 32], from[PATH_MAX + 32], said[PATH_MAX + 32];
    sigset_t none;
    snprintf(home, sizeof home, "HOME=%s", folder);
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", folder);
    snprintf(cache, sizeof cache, "XDG_CACHE_HOME=%s/cache", folder);
    snprintf(profile, sizeof profile, "--user-data-dir=%s/profile", folder);
    snprintf(to, sizeof to, "--print-to-pdf=%s/made.pdf", folder);
    snprintf(from, sizeof from, "file://%s/page.html", folder);
    snprintf(said, sizeof said, "%s/said", folder);
    const char *const argv[] = {
        browser, "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--disable-breakpad", "--disable-crash-reporter", "--disable-dev-shm-usage",
        "--js-flags=--jitless", "--host-resolver-rules=MAP * ~NOTFOUND",
        "--no-pdf-header-footer", "--generate-pdf-document-outline", profile, to, from,
        own_sandbox ? NULL : "--no-sandbox", NULL};
    const char *const environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", home, temporary, cache, NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid(); /* with its children it is a group of its own, to be ended as one */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int null = open("/dev/null", O_RDWR), file = open(said, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (getppid() == parent && null >= 0 && file >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 &&
        dup2(file, 2) == 2 && close_range(3, ~0u, 0) == 0 && chdir(folder) == 0 && pdf_wall(folder, browser)) {
        execve(browser, (char *const *)argv, (char *const *)environment);
    }
    _exit(127);
}

/* Whether it ended by itself within its time. */
static bool await(pid_t child, int64_t until_ms)
{
    int status;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0 && process_clock_ms() < until_ms) {
        usleep(LOOK_MS * 1000);
    }
    kill(-child, SIGKILL); /* also what it left behind */
    if (ended == 0) {
        waitpid(child, &status, 0);
    }
    return ended == child;
}

static struct pdf_out out_of(enum pdf_end end, struct str why)
{
    return (struct pdf_out){end, S(""), why};
}

/* The last line that it said: of itself, such as which library is missing. */
static struct str what_it_said(struct arena *arena, const char *folder)
{
    bool more;
    struct str said = str_trim(read_file(arena, folder, "said", SAID_MAX, &more)), line = said;
    for (struct str rest = said; rest.s != NULL && rest.n > 0;) {
        line = str_cut(rest, '\n', &rest);
    }
    return str_clip(str_scrub(arena, line), SAID_SHOWN_MAX);
}

static struct pdf_out look_at(struct arena *arena, const char *folder)
{
    bool more;
    struct str pdf = read_file(arena, folder, "made.pdf", PDF_MAX, &more);
    struct str tail = pdf.n > 32 ? str_from(pdf, pdf.n - 32) : pdf;
    if (more) {
        return out_of(PDF_TOO_LARGE, S("The PDF is larger than is kept."));
    }
    if (!str_starts(pdf, S("%PDF-")) || !str_contains(tail, S("%%EOF"))) {
        return out_of(PDF_BROKEN, str_format(arena, "Chromium made no PDF. It said: %.*s",
                                             STR_ARG(what_it_said(arena, folder))));
    }
    return (struct pdf_out){PDF_MADE, pdf, S("")};
}

static struct pdf_out print_once(struct arena *arena, const struct pdf_in *in, const char *browser, bool own_sandbox)
{
    struct str base = folder_base();
    char *folder = (char *)str_format(arena, "%.*s/" FOLDER_NAME "XXXXXX", STR_ARG(base)).s;
    remove_left(arena, base);
    if (base.n > PATH_MAX - 64u || mkdtemp(folder) == NULL) {
        return out_of(PDF_BROKEN, str_format(arena, "No folder can be made in %.*s: %s.", STR_ARG(base),
                                             strerror(errno)));
    }
    struct pdf_out out = out_of(PDF_BROKEN, S("The page cannot be written, or no process started."));
    pid_t parent = getpid();
    pid_t child = write_page(arena, folder, in->page) ? fork() : -1;
    if (child == 0) {
        become(browser, folder, own_sandbox, parent);
    }
    if (child > 0) {
        bool ended = await(child, process_clock_ms() + in->ms_max);
        out = ended ? look_at(arena, folder)
                    : out_of(PDF_TOO_SLOW, str_format(arena, "Chromium had not printed it after %d seconds.",
                                                      in->ms_max / 1000));
    }
    remove_folder(folder);
    return out;
}

struct pdf_out pdf_print(struct arena *arena, const struct pdf_in *in)
{
    const char *browser = find_browser(in->browser);
    if (!str_contains(in->page, S(PDF_POLICY))) {
        return out_of(PDF_BROKEN, S("The page does not say that it loads nothing and runs nothing."));
    }
    if (browser == NULL) {
        return out_of(PDF_NO_BROWSER, S("No Chromium is installed: install chromium-headless-shell, fonts-noto-core "
                                        "and fonts-noto-cjk."));
    }
    bool own = pdf_wall_has_own();
    struct pdf_out out = print_once(arena, in, browser, own);
    return own && out.end == PDF_BROKEN ? print_once(arena, in, browser, false) : out;
}
