/* SPDX-License-Identifier: AGPL-3.0-or-later
** view_mark: marks and the words of the catalogue. */
#include <string.h>

#include "base/check.h"
#include "tool.h"
#include "view.h"

struct slot_of {
    struct str name;
    struct str expr;
};

/* Behind a C string or character literal that begins at `at`; the end of the text when it is not closed. */
static size_t skip_quoted(struct str text, size_t at)
{
    char quote = text.s[at++];
    while (at < text.n && text.s[at] != quote && text.s[at] != '\n') {
        at += text.s[at] == '\\' ? 2 : 1;
    }
    return at < text.n && text.s[at] == quote ? at + 1 : text.n;
}

static char closing_of(char c)
{
    return c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : 0;
}

static bool stops(struct str rest, struct str stop)
{
    return stop.s[0] == ' ' ? tool_is_space(rest.s[0]) : str_starts(rest, stop);
}

/* Where `stop` (" ": any white space) first stands outside quotes and brackets, from `from` on. The end of the
** text when it
** does not, or brackets do not fit. */
static size_t find_outside(struct str text, size_t from, struct str stop)
{
    char open[32];
    size_t depth = 0;
    for (size_t at = from; at < text.n;) {
        char c = text.s[at];
        if (depth == 0 && stops(str_from(text, at), stop)) {
            return at;
        }
        if (c == '"' || c == '\'') {
            at = skip_quoted(text, at);
            continue;
        }
        bool closes = c == ')' || c == ']' || c == '}';
        bool opens = closing_of(c) != 0;
        if ((closes && (depth == 0 || open[depth - 1] != c)) || (opens && depth == sizeof open) ||
            (c == '{' && str_starts(str_from(text, at), S("{{")))) {
            return text.n;
        }
        depth -= closes;
        if (opens) {
            open[depth++] = closing_of(c);
        }
        at++;
    }
    return text.n;
}

static enum view_mark_kind kind_of(char c)
{
    switch (c) {
    case '_': return MARK_WORDS;
    case '>': return MARK_CALL;
    case '#': return MARK_COMMENT;
    case '!': return MARK_DECLARE;
    case '?': return MARK_IF;
    default: return MARK_TEXT;
    }
}

bool view_read_mark(struct view *view, struct view_mark *ret_mark)
{
    size_t start = view->at;
    size_t from = start + 2;
    enum view_mark_kind kind = from < view->text.n ? kind_of(view->text.s[from]) : MARK_TEXT;
    from += kind != MARK_TEXT;
    size_t end = kind == MARK_COMMENT ? from + str_find(str_from(view->text, from), S("}}"))
                                      : find_outside(view->text, from, S("}}"));
    if (end >= view->text.n) {
        view_complain(view, start, S("this mark has no end, or its quotes or brackets do not fit"),
                      S("close it with }}, and close what it opens before that"));
        size_t line_end = start + str_find(str_from(view->text, start), S("\n"));
        view->at = line_end;
        return false;
    }
    struct str body = str_trim(str_sub(view->text, from, end - from));
    view->at = end + 2;
    if (body.n == 0 && kind != MARK_COMMENT) {
        view_complain(view, start, S("this mark is empty"), S("write an expression in it, or remove it"));
        body = S("0");
    }
    *ret_mark = (struct view_mark){kind, body, start};
    return true;
}

/* One C literal at the front of *rest, decoded, into `to`. */
static bool read_literal(struct buf *to, struct str *rest)
{
    size_t end = skip_quoted(*rest, 0);
    if (end < 2 || rest->s[end - 1] != '"') {
        return false;
    }
    for (size_t i = 1; i + 1 < end; i++) {
        char c = rest->s[i];
        if (c == '\\') {
            c = rest->s[++i];
            if (c != '"' && c != '\\' && c != 'n') {
                return false;
            }
            c = c == 'n' ? '\n' : c;
        }
        buf_put_char(to, c);
    }
    *rest = str_trim(str_from(*rest, end));
    return true;
}

/* The literals at the front of *rest as one text. False when there is none or one is not good. */
static bool read_literals(struct arena *arena, struct str *rest, struct str *ret_text)
{
    struct buf text;
    buf_init(&text, TOOL_FILE_MAX);
    bool good = rest->n > 0 && rest->s[0] == '"';
    while (good && rest->n > 0 && rest->s[0] == '"') {
        good = read_literal(&text, rest);
    }
    if (good) {
        *ret_text = text.n ? str_copy(arena, buf_str(&text)) : S("");
    }
    buf_done(&text);
    return good;
}

/* How much of `text` is "name=", not "name=="; 0 when it does not begin so. */
static size_t slot_name_length(struct str text)
{
    size_t n = 0;
    while (n < text.n && tool_is_word(text.s[n])) {
        n++;
    }
    bool assigned = n > 0 && n < text.n && text.s[n] == '=' && !str_starts(str_from(text, n), S("=="));
    return assigned ? n : 0;
}

/* Where the next " name=" outside brackets begins. */
static size_t slot_end(struct str text)
{
    size_t at = 0;
    while (at < text.n) {
        at = find_outside(text, at, S(" "));
        size_t next = at;
        while (next < text.n && tool_is_space(text.s[next])) {
            next++;
        }
        if (slot_name_length(str_from(text, next)) > 0) {
            return at;
        }
        at = next;
    }
    return text.n;
}

static bool read_slots(struct view *view, const struct view_mark *mark, struct str rest, struct slot_of *slots,
                       size_t *ret_count)
{
    size_t count = 0;
    for (; rest.n > 0; count++) {
        size_t n = slot_name_length(rest);
        if (n == 0 || !tool_is_name(str_sub(rest, 0, n)) || count == VIEW_SLOTS_MAX) {
            view_complain_f(view, mark->at, S("write {{_ \"words\" name=expression ... }} with at most 9 slots"),
                            "not a slot: %.*s", STR_ARG(str_clip(rest, 40)));
            return false;
        }
        size_t end = n + 1 + slot_end(str_from(rest, n + 1));
        slots[count] = (struct slot_of){str_sub(rest, 0, n), str_trim(str_sub(rest, n + 1, end - n - 1))};
        if (slots[count].expr.n == 0) {
            view_complain_f(view, mark->at, S("write name=expression"), "the slot %.*s has no expression",
                            STR_ARG(slots[count].name));
            return false;
        }
        rest = str_trim(str_from(rest, end));
    }
    *ret_count = count;
    return true;
}

static size_t find_slot(const struct slot_of *slots, size_t count, struct str name)
{
    size_t i = 0;
    while (i < count && !str_eq(slots[i].name, name)) {
        i++;
    }
    return i;
}

/* Each {name} of the words has a slot, and each slot is used. */
static void check_slots(struct view *view, const struct view_mark *mark, struct str words,
                        const struct slot_of *slots, size_t count)
{
    bool used[VIEW_SLOTS_MAX] = {false};
    size_t open = 0;
    for (struct str rest = words; (open = str_find(rest, S("{"))) < rest.n;) {
        rest = str_from(rest, open + 1);
        struct str name = str_sub(rest, 0, str_find(rest, S("}")));
        size_t i = find_slot(slots, count, name);
        if (i == count) {
            view_complain_f(view, mark->at, S("give it behind the words: name=expression"),
                            "the words name {%.*s}, and no slot is called so", STR_ARG(str_clip(name, 40)));
            return;
        }
        used[i] = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!used[i] || find_slot(slots, count, slots[i].name) != i) {
            view_complain_f(view, mark->at, S("name it once, and use it as {name} in the words"),
                            "the slot %.*s is not used, or is given twice", STR_ARG(slots[i].name));
        }
    }
}

static struct view_words *add_words(struct view *view, const struct view_mark *mark, struct str one,
                                    struct str many)
{
    struct map_item *item = map_add(&view->run->words, one);
    struct view_words *words = item->value.pointer;
    size_t line = view_line(view, mark->at);
    if (words == NULL) {
        words = arena_new(view->run->arena, struct view_words);
        *words = (struct view_words){.one = one, .many = many, .path = view->path, .line = line};
        buf_init(&words->places, TOOL_FILE_MAX);
        item->value.pointer = words;
    }
    if (!str_eq(words->many, many)) {
        view_complain_f(view, mark->at, S("use the same plural in both places, or other words"),
                        "these words have another plural at %.*s:%zu", STR_ARG(words->path), words->line);
    }
    return words;
}

/* Checks the words and notes them for the catalogue. */
static void note_words(struct view *view, const struct view_mark *mark, struct str text,
                       const struct slot_of *slots, size_t count)
{
    struct str many = {0};
    struct str one = str_cut(text, '|', &many);
    bool plural = many.s != NULL;
    if (one.n == 0 || (plural && (many.n == 0 || str_contains(many, S("|"))))) {
        view_complain(view, mark->at, S("the words are empty, or have more than one '|'"),
                      S("write \"singular|plural\", or one sentence"));
        return;
    }
    if (plural && find_slot(slots, count, S("n")) == count) {
        view_complain(view, mark->at, S("words with a plural need the slot n, by which it is chosen"),
                      S("write {{_ \"{n} city|{n} cities\" n=count(total) }}"));
        return;
    }
    check_slots(view, mark, text, slots, count);
    struct view_words *words = add_words(view, mark, one, many);
    struct str path = tool_path_short(view->path);
    buf_format(&words->places, "#: %.*s:%zu\n", STR_ARG(path), view_line(view, mark->at));
}

static void put_words(struct view *view, const struct view_mark *mark, bool in_attribute)
{
    struct slot_of slots[VIEW_SLOTS_MAX];
    size_t count = 0;
    struct str rest = mark->body;
    struct str text = {0};
    if (!read_literals(view->run->arena, &rest, &text)) {
        view_complain(view, mark->at, S("a words mark begins with its words in double quotes"),
                      S("write {{_ \"words\" }}; within them only \\\" \\\\ and \\n"));
        return;
    }
    if (!read_slots(view, mark, rest, slots, &count)) {
        return;
    }
    note_words(view, mark, text, slots, count);
    struct buf *c = &view->run->outputs->c;
    view_put_line(view, mark->at);
    for (size_t i = 0; i < count && in_attribute; i++) {
        buf_format(
            c, "    _Static_assert(_Generic((%.*s), struct html: 0, default: 1), \"markup in an attribute\");\n",
            STR_ARG(slots[i].expr));
        view_put_line(view, mark->at);
    }
    buf_put_str(c, S("    put_words(out, "));
    tool_put_literal(c, text, "        ");
    buf_put_str(c, count ? S(", (struct slot[]){") : S(", NULL"));
    for (size_t i = 0; i < count; i++) {
        buf_format(c, "%sslot(\"%.*s\", (%.*s))", i ? ", " : "", STR_ARG(slots[i].name), STR_ARG(slots[i].expr));
    }
    buf_format(c, "%s, %zu);\n", count ? "}" : "", count);
}

void view_put_mark(struct view *view, const struct view_mark *mark, const char *put)
{
    view_flush(view);
    if (mark->kind == MARK_WORDS) {
        put_words(view, mark, strcmp(put, "put") != 0);
        return;
    }
    check(mark->kind == MARK_TEXT);
    view_put_line(view, mark->at);
    buf_format(&view->run->outputs->c, "    %s(out, (%.*s));\n", put, STR_ARG(mark->body));
}

static void put_pot_text(struct buf *pot, const char *keyword, struct str text)
{
    buf_format(pot, "%s ", keyword);
    tool_put_literal(pot, text, "");
    buf_put_char(pot, '\n');
}

void view_put_pot(struct view_run *run)
{
    struct buf *pot = &run->outputs->pot;
    buf_put_str(pot, S("# Words of the views, written by viewc.\nmsgid \"\"\nmsgstr \"\"\n"
                       "\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                       "\"Content-Transfer-Encoding: 8bit\\n\"\n"));
    for (size_t i = 0; i < run->words.n; i++) {
        struct view_words *words = run->words.items[i].value.pointer;
        buf_put_char(pot, '\n');
        buf_put_str(pot, buf_str(&words->places));
        put_pot_text(pot, "msgid", words->one);
        if (words->many.s != NULL) {
            put_pot_text(pot, "msgid_plural", words->many);
            buf_put_str(pot, S("msgstr[0] \"\"\nmsgstr[1] \"\"\n"));
        } else {
            buf_put_str(pot, S("msgstr \"\"\n"));
        }
        buf_done(&words->places);
    }
}
