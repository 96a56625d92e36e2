/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint_said: what people read. A catalogue (po/smallgiants.pot) holds every sentence of views, code and content, each
** with the file it stands in; that it is up to date is a test of its own. */
#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define SENTENCE_WORDS_MAX 20 /* on average */
#define SENTENCE_WORDS_MIN 4  /* fewer are a label with a full stop */
#define FILES_MAX 4096

#define complain_f(file, at, mend, ...)                                                                            \
    lint_complain((file), (at), str_format((file)->lint->arena, __VA_ARGS__), (mend))

/* How long the sentences of one file are. */
struct lengths {
    struct str from;
    size_t words;
    size_t sentences;
    size_t at; /* of the first of them, in the catalogue */
};

struct catalogue {
    struct lint_file *file;
    struct str from; /* file of the present entry */
    struct lengths files[FILES_MAX];
    size_t files_count;
};

/* The word, or its plural with s. */
static size_t find_any_number(struct arena *arena, struct str text, struct str word, size_t from)
{
    size_t one = lint_find_word(text, word, from);
    size_t many = lint_find_word(text, str_join(arena, word, S("s")), from);
    return one < many ? one : many;
}

/* ---- words */

static void check_never(struct catalogue *catalogue, struct str words, size_t at)
{
    const struct lint *lint = catalogue->file->lint;
    for (size_t i = 0; i < lint->never_count; i++) {
        if (find_any_number(lint->arena, words, lint->never[i], 0) < words.n) {
            complain_f(catalogue->file, at, S("see docs/glossary.md for the word that does"),
                       "'%.*s' never stands on a screen (%.*s)", STR_ARG(lint->never[i]), STR_ARG(catalogue->from));
        }
    }
}

/* Whether a file is one where the word has one idea only: "in src/web/programme". */
static bool is_at_home(struct str from, struct str phrases)
{
    for (struct str rest = phrases; rest.s != NULL && rest.n > 0;) {
        struct str phrase = str_trim(str_cut(rest, ',', &rest));
        if (str_starts(phrase, S("in ")) && str_starts(from, str_from(phrase, 3))) {
            return true;
        }
    }
    return false;
}

/* Whether one of the phrases stands over the place `at`. */
static bool has_company(struct arena *arena, struct str words, size_t at, struct str phrases)
{
    for (struct str rest = phrases; rest.s != NULL && rest.n > 0;) {
        struct str phrase = str_trim(str_cut(rest, ',', &rest));
        for (size_t begin = find_any_number(arena, words, phrase, 0); begin <= at && begin < words.n;
             begin = find_any_number(arena, words, phrase, begin + 1)) {
            if (at < begin + phrase.n) {
                return true;
            }
        }
    }
    return false;
}

static void check_only(struct catalogue *catalogue, struct str words, size_t at)
{
    const struct lint *lint = catalogue->file->lint;
    for (size_t i = 0; i < lint->only_count; i++) {
        const struct lint_only *only = &lint->only[i];
        size_t found = find_any_number(lint->arena, words, only->word, 0);
        for (; found < words.n; found = find_any_number(lint->arena, words, only->word, found + 1)) {
            if (!is_at_home(catalogue->from, only->company) &&
                !has_company(lint->arena, words, found, only->company)) {
                complain_f(catalogue->file, at, S("one word, one idea: see docs/glossary.md"),
                           "'%.*s' stands only in: %.*s (%.*s)", STR_ARG(only->word), STR_ARG(only->company),
                           STR_ARG(catalogue->from));
                return;
            }
        }
    }
}

/* ---- lengths */

static struct lengths *lengths_of(struct catalogue *catalogue, size_t at)
{
    for (size_t i = 0; i < catalogue->files_count; i++) {
        if (str_eq(catalogue->files[i].from, catalogue->from)) {
            return &catalogue->files[i];
        }
    }
    check(catalogue->files_count < FILES_MAX);
    struct lengths *lengths = &catalogue->files[catalogue->files_count++];
    *lengths = (struct lengths){.from = catalogue->from, .at = at};
    return lengths;
}

/* Sentences that end in a full stop or a question mark; labels are none. */
static void count_sentences(struct catalogue *catalogue, struct str words, size_t at)
{
    size_t n = 0;
    for (size_t i = 0; i < words.n; i++) {
        bool last = i + 1 == words.n;
        char c = words.s[i];
        n += (c != ' ' && (last || words.s[i + 1] == ' ')) ? 1 : 0;
        bool stop = c == '.' || c == '?' || c == '!';
        if (stop && (last || words.s[i + 1] == ' ')) {
            struct lengths *lengths = lengths_of(catalogue, at);
            lengths->words += n >= SENTENCE_WORDS_MIN ? n : 0;
            lengths->sentences += n >= SENTENCE_WORDS_MIN;
            n = 0;
        }
    }
}

static void check_lengths(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->files_count; i++) {
        const struct lengths *lengths = &catalogue->files[i];
        if (lengths->words > SENTENCE_WORDS_MAX * lengths->sentences) {
            complain_f(catalogue->file, lengths->at, S("make two of the long ones"),
                       "sentences of %zu words on average in %.*s, more than %d",
                       (lengths->words + lengths->sentences / 2) / lengths->sentences, STR_ARG(lengths->from),
                       SENTENCE_WORDS_MAX);
        }
    }
}

/* ---- the catalogue */

static void check_entry(struct catalogue *catalogue, struct str words, size_t at)
{
    check_never(catalogue, words, at);
    check_only(catalogue, words, at);
    count_sentences(catalogue, words, at);
}

/* msgid "words" or msgid_plural "words" with its lines below; `rest` begins behind the first quote. */
static struct str read_words(struct arena *arena, struct str rest)
{
    struct str words = str_sub(rest, 0, str_find(rest, S("\"\n")));
    rest = str_from(rest, words.n + 2);
    while (str_starts(rest, S("\""))) {
        struct str more = str_sub(rest, 1, str_find(rest, S("\"\n")) - 1);
        words = str_join(arena, words, more);
        rest = str_from(rest, more.n + 3);
    }
    return words;
}

void lint_said(struct lint_file *file)
{
    struct catalogue *catalogue = arena_new(file->lint->arena, struct catalogue);
    *catalogue = (struct catalogue){.file = file};
    file->lint->has_words = true;
    for (struct str rest = file->text; rest.s != NULL && rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        size_t at = (size_t)(line.s - file->text.s);
        struct str behind = {0};
        struct str head = str_cut(line, '"', &behind);
        if (str_starts(line, S("#: "))) {
            catalogue->from = str_from(line, 3);
        } else if (str_eq(head, S("msgid ")) || str_eq(head, S("msgid_plural "))) {
            check_entry(catalogue, read_words(file->lint->arena, str_from(file->text, at + head.n + 1)), at);
        }
    }
    check_lengths(catalogue);
}
