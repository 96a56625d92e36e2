/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint_c: layers, what may not be called, and the shape of C. */
#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define FUNCTION_LINES_MAX 60
#define NESTING_MAX 3
#define BRACES_MAX 64

#define complain_f(file, at, mend, ...)                                                                            \
    lint_complain((file), (at), str_format((file)->lint->arena, __VA_ARGS__), (mend))

/* ---- layers */

/* Who may include whom; of db only db.h and again.h are open to http. */
static const struct {
    const char *directory;
    const char *may;
} layers[] = {
    {"base", " base "},
    {"text", " base text "},
    {"domain", " base domain "},
    {"db", " base db "},
    {"http", " base text http "},
    {"store", " base domain db store "},
    {"web", " base text domain store http web "},
    {"jobs", " base text domain store db jobs "},
};

static void check_layer(struct lint_file *file, size_t at, struct str header)
{
    struct str rest = {0};
    struct str from = str_cut(str_from(file->path, 4), '/', &rest);
    struct str to = str_cut(header, '/', &rest);
    bool open = str_eq(header, S("db/db.h")) || str_eq(header, S("db/again.h"));
    if (rest.s == NULL || (str_eq(from, S("http")) && open)) {
        return;
    }
    for (size_t i = 0; i < COUNT_OF(layers); i++) {
        struct str word = str_format(file->lint->arena, " %.*s ", STR_ARG(to));
        if (str_eq(from, str_of(layers[i].directory)) && !str_contains(str_of(layers[i].may), word)) {
            complain_f(file, at, S("see who may include whom in ARCHITECTURE.md"), "%.*s may not include %.*s",
                       STR_ARG(from), STR_ARG(header));
        }
    }
}

/* Headers of libc and the kernel. */
static bool is_system(struct str header)
{
    static const char *const names[] = {
        "assert.h",  "ctype.h",    "dirent.h",  "errno.h",  "fcntl.h",    "ftw.h",         "getopt.h",
        "grp.h",     "inttypes.h", "limits.h",  "locale.h", "math.h",     "netdb.h",       "poll.h",
        "pwd.h",     "setjmp.h",   "signal.h",  "spawn.h",  "stdalign.h", "stdarg.h",      "stdatomic.h",
        "stdbool.h", "stddef.h",   "stdint.h",  "stdio.h",  "stdlib.h",   "stdnoreturn.h", "string.h",
        "strings.h", "syslog.h",   "termios.h", "time.h",   "unistd.h",
    };
    static const char *const folders[] = {"sys/", "netinet/", "arpa/", "linux/", "net/", "sanitizer/"};
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        if (str_starts(header, str_of(folders[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_eq(header, str_of(names[i]))) {
            return true;
        }
    }
    return false;
}

static void check_third_party(struct lint_file *file, size_t at, struct str header)
{
    if (is_system(header)) {
        return;
    }
    if (str_ends(file->path, S(".h"))) {
        complain_f(file, at, S("include it in the one .c that uses it"), "<%.*s> in a header of ours",
                   STR_ARG(header));
        return;
    }
    struct map_item *item = map_add(&file->lint->third_party, header);
    if (item->value.pointer == NULL) {
        item->value.pointer = (void *)str_c(file->lint->arena, file->path);
        return;
    }
    complain_f(file, at, S("a third-party header stands in exactly one .c: put an interface of ours before it"),
               "<%.*s> is included in %s as well", STR_ARG(header), (const char *)item->value.pointer);
}

static void check_includes(struct lint_file *file)
{
    struct str include = S("#include ");
    for (struct str rest = file->text; rest.s != NULL && rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        size_t at = (size_t)(line.s - file->text.s);
        if (!str_starts(line, include)) {
            continue;
        }
        struct str name = str_trim(str_from(line, include.n));
        bool system = str_starts(name, S("<"));
        name = str_from(name, 1);
        name = str_sub(name, 0, str_find(name, system ? S(">") : S("\"")));
        if (system) {
            check_third_party(file, at, name);
        } else {
            check_layer(file, at, name);
        }
    }
}

/* ---- calls */

struct refused {
    const char *words; /* separated by one space */
    const char *mend;
};

static bool is_called(struct str code, size_t at, struct str word)
{
    struct str rest = str_trim(str_from(code, at + word.n));
    return rest.n > 0 && rest.s[0] == '(';
}

static void check_refused(struct lint_file *file, const struct refused *refused)
{
    for (struct str rest = str_of(refused->words); rest.s != NULL;) {
        struct str word = str_cut(rest, ' ', &rest);
        for (size_t at = 0; (at = lint_find_word(file->code, word, at)) < file->code.n; at += word.n) {
            bool same_case = str_eq(str_sub(file->code, at, word.n), word);
            if (same_case && (str_eq(word, S("goto")) || is_called(file->code, at, word))) {
                complain_f(file, at, str_of(refused->mend), "%.*s is not used here", STR_ARG(word));
            }
        }
    }
}

static void check_calls(struct lint_file *file)
{
    static const struct refused everywhere[] = {
        {"atoi atol atoll atof strtol strtoll strtoul strtoull strtod strtof strtold scanf sscanf fscanf "
         "vscanf vsscanf",
         "read with base/scan.h"},
        {"strtok strtok_r", "cut with str_cut"},
        {"sprintf vsprintf strcpy strcat strncpy strncat stpcpy gets", "use struct str, str_format or buf"},
        {"system popen wordexp", "no shell: do it here, or fork"},
        {"setlocale", "numbers and words are written by text/html.h"},
        {"goto", "use TRY, CLEANUP or a function"},
    };
    static const struct refused outside_base = {
        "malloc calloc realloc free strdup strndup asprintf vasprintf alloca",
        "take memory from an arena, or mem_alloc of base/arena.h"};
    for (size_t i = 0; i < COUNT_OF(everywhere); i++) {
        check_refused(file, &everywhere[i]);
    }
    if (!lint_in(file, "src/base/")) {
        check_refused(file, &outside_base);
    }
}

/* ---- lifetimes */

/* The name in "struct buf CLEANUP(buf_done) made" or "struct buf made CLEANUP(buf_done)": the last word outside. */
static struct str name_declared(struct str declared, size_t cleanup)
{
    size_t behind = cleanup + str_find(str_from(declared, cleanup), S(")")) + 1;
    struct str name = str_trim(str_from(declared, behind));
    name = name.n > 0 ? name : str_trim(str_sub(declared, 0, cleanup));
    size_t at = name.n;
    while (at > 0 && tool_is_word(name.s[at - 1])) {
        at--;
    }
    return str_from(name, at);
}

static bool leaves_between(struct str code, size_t from, size_t to)
{
    return lint_find_word(code, S("return"), from) < to || lint_find_word(code, S("TRY"), from) < to;
}

/* CLEANUP runs on every way out, so what it gives back is made before the first. */
static void check_lifetimes(struct lint_file *file)
{
    struct str code = file->code;
    struct str word = S("CLEANUP");
    for (size_t at = 0; (at = lint_find_word(code, word, at)) < code.n; at += word.n) {
        size_t end = at + str_find(str_from(code, at), S(";"));
        size_t begin = at;
        while (begin > 0 && code.s[begin - 1] != '\n') {
            begin--;
        }
        struct str declared = str_sub(code, begin, end - begin);
        if (str_contains(declared, S("=")) || str_contains(declared, S("#define"))) {
            continue;
        }
        struct str name = name_declared(declared, at - begin);
        if (leaves_between(code, end, lint_find_word(code, name, end))) {
            complain_f(file, at, S("CLEANUP runs on every way out: give it a value where it is declared"),
                       "'%.*s' may be given back before it is made", STR_ARG(name));
        }
    }
}

/* ---- shape */

/* A brace that begins a block, not a list of values: house style writes ") {", "else {", "do {" and "{" alone. */
static bool begins_block(struct str code, size_t at)
{
    if (at == 0 || !tool_is_space(code.s[at - 1])) {
        return false;
    }
    struct str before = str_trim(str_sub(code, 0, at));
    char last = before.n ? before.s[before.n - 1] : 0;
    return last == ')' || last == ';' || last == '}' || last == ':' || last == '{' || str_ends(before, S("else")) ||
           str_ends(before, S("do"));
}

/* Nesting of blocks within one function's body, from behind its '{' to its '}'. */
static void check_nesting(struct lint_file *file, size_t from, size_t end)
{
    bool block[BRACES_MAX];
    size_t open = 0;
    size_t depth = 0;
    for (size_t at = from; at < end; at++) {
        if (file->code.s[at] == '{' && open < BRACES_MAX) {
            block[open] = begins_block(file->code, at);
            depth += block[open++];
            if (depth == NESTING_MAX + 1 && block[open - 1]) {
                lint_complain(file, at, S("blocks nest deeper than 3"),
                              S("leave early, or make a function of the inner part"));
            }
        } else if (file->code.s[at] == '}' && open > 0) {
            depth -= block[--open];
        }
    }
}

static size_t count_lines(struct str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++) {
        lines += text.s[i] == '\n';
    }
    return lines;
}

/* A function's body begins with a '{' and ends with a '}' alone at the start of a line. */
static void check_functions(struct lint_file *file)
{
    struct str code = file->code;
    size_t at = 0;
    while ((at += str_find(str_from(code, at), S("\n{\n"))) < code.n) {
        size_t end = at + str_find(str_from(code, at), S("\n}"));
        size_t lines = count_lines(str_sub(code, at + 1, end - at));
        if (lines > FUNCTION_LINES_MAX + 2) {
            complain_f(file, at + 1, S("split it by what it does"), "this function has %zu lines, more than 60",
                       lines - 2);
        }
        check_nesting(file, at + 2, end);
        at = end;
    }
}

void lint_c(struct lint_file *file)
{
    if (lint_in(file, "src/")) {
        check_includes(file);
    }
    if (lint_in(file, "src/") || lint_in(file, "tools/")) {
        check_calls(file);
        check_functions(file);
    }
    check_lifetimes(file);
}
