/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint: files, lines and the rules that all kinds of files share. */
#include "lint.h"

#include "base/check.h"
#include "tool.h"

#define LINES_MAX 600
#define LINE_LETTERS_MAX 120

void lint_complain(struct lint_file *file, size_t at, struct str what, struct str mend)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < file->text.n; i++) {
        line += file->text.s[i] == '\n';
    }
    tool_complain(file->lint->problems, file->path, line, what, mend);
}

bool lint_in(const struct lint_file *file, const char *directory)
{
    return str_starts(file->path, str_of(directory));
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_part_of_word(struct str text, size_t at)
{
    return at < text.n && (tool_is_word(text.s[at]) || (unsigned char)text.s[at] >= 0x80);
}

size_t lint_find_word(struct str text, struct str word, size_t from)
{
    for (size_t at = from; word.n > 0 && at + word.n <= text.n; at++) {
        bool begins = lower(text.s[at]) == lower(word.s[0]) && (at == 0 || !is_part_of_word(text, at - 1));
        if (begins && !is_part_of_word(text, at + word.n) && str_eq_nocase(str_sub(text, at, word.n), word)) {
            return at;
        }
    }
    return text.n;
}

/* ---- blanking */

/* Where the comment or literal that begins at `at` ends; `at` itself when none begins there. */
static size_t skip(struct str text, size_t at)
{
    struct str rest = str_from(text, at);
    if (str_starts(rest, S("/*"))) {
        size_t n = 2 + str_find(str_from(rest, 2), S("*/"));
        return at + n + (n < rest.n ? 2 : 0);
    }
    if (str_starts(rest, S("//"))) {
        return at + str_find(rest, S("\n"));
    }
    char quote = text.s[at];
    if (quote != '"' && quote != '\'') {
        return at;
    }
    size_t end = at + 1;
    while (end < text.n && text.s[end] != quote && text.s[end] != '\n') {
        end += text.s[end] == '\\' ? 2 : 1;
    }
    return end < text.n ? end + 1 : text.n;
}

static struct str blank(struct arena *arena, struct str text)
{
    char *code = arena_alloc(arena, text.n + 1);
    for (size_t at = 0; at < text.n;) {
        size_t end = skip(text, at);
        if (end == at) {
            code[at] = text.s[at];
            at++;
        }
        for (; at < end; at++) {
            code[at] = text.s[at] == '\n' ? '\n' : ' ';
        }
    }
    return (struct str){code, text.n};
}

/* ---- rules of all files */

static size_t letters(struct str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        n += ((unsigned char)line.s[i] & 0xC0) != 0x80;
    }
    return n;
}

static void check_lines(struct lint_file *file)
{
    bool code = str_ends(file->path, S(".c")) || str_ends(file->path, S(".h")) || str_ends(file->path, S(".inc"));
    size_t lines = 0;
    size_t wide = 0;
    size_t first = 0;
    for (struct str rest = file->text; rest.s != NULL && rest.n > 0; lines++) {
        struct str line = str_cut(rest, '\n', &rest);
        if (code && letters(line) > LINE_LETTERS_MAX) {
            first = wide++ == 0 ? (size_t)(line.s - file->text.s) : first;
        }
    }
    if (wide > 0) {
        struct str what =
            str_format(file->lint->arena, "this line is longer than 120; of such there are %zu", wide);
        lint_complain(file, first, what, S("break them"));
    }
    if (code && lines > LINES_MAX) {
        lint_complain(file, 0, S("this file is longer than 600 lines"), S("split it by what it does"));
    }
}

static void check_marks(struct lint_file *file)
{
    /* In two pieces, so that this file does not find itself. */
    const struct str marks[] = {S("TO" "DO"), S("FIX" "ME")};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t at = str_find(file->text, marks[i]);
        if (at < file->text.n) {
            lint_complain(file, at, str_join(file->lint->arena, S("a mark of work to do: "), marks[i]),
                          S("do it, or file it"));
        }
    }
}

static void check_head(struct lint_file *file)
{
    if (!str_starts(file->text, S("/* SPDX-License-Identifier: AGPL-3.0-or-later"))) {
        lint_complain(file, 0, S("the licence is not on the first line"),
                      S("begin with /* SPDX-License-Identifier: AGPL-3.0-or-later"));
        return;
    }
    struct str head = str_sub(file->text, 0, str_find(file->text, S("*/")));
    struct str contract = str_from(head, str_find(head, S("\n** ")) + 4);
    struct str name = str_sub(contract, 0, str_find(contract, S(": ")));
    bool header = str_ends(file->path, S(".h")) && lint_in(file, "src/");
    if (header && (name.n == contract.n || !tool_is_name(name))) {
        lint_complain(file, 0, S("this header opens without its contract"),
                      S("write ** name: purpose, order of calls, ownership, bounds, faults"));
    }
}

/* ---- all of it */

void lint_init(struct lint *lint, struct arena *arena, struct problems *problems)
{
    *lint = (struct lint){.arena = arena, .problems = problems};
    map_init(&lint->third_party, arena);
}

/* The first two columns of each row of the table under `heading`, handed to `take`. */
static void read_table(struct lint *lint, struct str text, struct str heading,
                       void (*take)(struct lint *, struct str word, struct str second))
{
    struct str rest = str_from(text, str_find(text, heading));
    rest = str_from(rest, heading.n);
    rest = str_sub(rest, 0, str_find(rest, S("\n## ")));
    while (rest.s != NULL && rest.n > 0) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        struct str columns = str_starts(line, S("|")) ? str_from(line, 1) : S("");
        struct str behind = {0};
        struct str word = str_trim(str_cut(columns, '|', &behind));
        bool head = str_starts(word, S("-")) || str_eq_nocase(word, S("word"));
        if (word.n > 0 && !head) {
            take(lint, word, str_trim(str_cut(behind, '|', &behind)));
        }
    }
}

static void take_never(struct lint *lint, struct str word, struct str second)
{
    (void)second;
    if (lint->never_count < LINT_NEVER_MAX) {
        lint->never[lint->never_count++] = word;
    }
}

static void take_only(struct lint *lint, struct str word, struct str second)
{
    if (lint->only_count < LINT_ONLY_MAX) {
        lint->only[lint->only_count++] = (struct lint_only){word, second};
    }
}

void lint_glossary(struct lint *lint, struct str text)
{
    read_table(lint, text, S("## Never on screen\n"), take_never);
    read_table(lint, text, S("## Only in company\n"), take_only);
    if (lint->never_count == 0) {
        tool_complain(lint->problems, S("docs/glossary.md"), 1, S("no table of words under '## Never on screen'"),
                      S("write one: | word | why | on the screen |"));
    }
    if (lint->only_count == 0) {
        tool_complain(lint->problems, S("docs/glossary.md"), 1, S("no table of words under '## Only in company'"),
                      S("write one: | word | only in | for |"));
    }
}

void lint_one(struct lint *lint, struct str path, struct str text)
{
    struct lint_file file = {.lint = lint, .path = path, .text = text};
    bool code = str_ends(path, S(".c")) || str_ends(path, S(".h"));
    file.code = code ? blank(lint->arena, text) : text;
    check_lines(&file);
    check_marks(&file);
    if (code) {
        check_head(&file);
        lint_c(&file);
    }
    lint_words(&file);
}

void lint_end(struct lint *lint)
{
    if (!lint->has_doors) {
        tool_complain(lint->problems, S("src/web/layout.c"), 1, S("no table 'doors[]' in src/web"),
                      S("keep the doors at the top in one table of that name"));
    }
    if (!lint->has_words) {
        tool_complain(lint->problems, S("po/smallgiants.pot"), 1, S("no catalogue of words"), S("run make words"));
    }
}
