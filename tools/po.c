/* SPDX-License-Identifier: AGPL-3.0-or-later
** po: reads entries line by line, checks them, sorts them by their English and writes them as C. */
#include "po.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/scan.h"
#include "tool.h"

#define FORMS_MAX 6       /* no language that gettext knows has more */
#define ENTRIES_MAX 20000u

struct entry {
    struct str id;
    struct str plural;
    struct str forms[FORMS_MAX];
    size_t forms_count;
    bool fuzzy;
    size_t line;
};

struct translated {
    struct str english;
    struct str text;
};

struct reading {
    struct arena *arena;
    struct problems *problems;
    struct str path;
    size_t line;
    size_t plurals; /* forms, by the head */
    struct str rule;
    struct entry entry;
    struct str *open; /* what a "..." on a line of its own is added to */
    struct translated *items;
    size_t n;
};

static void complain(struct reading *reading, size_t line, const char *what, const char *mend)
{
    tool_complain(reading->problems, reading->path, line, str_of(what), str_of(mend));
}

/* ---- the head */

/* Text of `line` "Name: value\n" of the head. */
static struct str head_value(struct str head, struct str name)
{
    struct str rest = head;
    while (rest.s != NULL) {
        struct str line = str_cut(rest, '\n', &rest);
        if (str_starts(line, name)) {
            return str_trim(str_from(line, name.n));
        }
    }
    return (struct str){0};
}

static bool is_arithmetic(struct str rule)
{
    for (size_t i = 0; i < rule.n; i++) {
        if (strchr("0123456789n ()%<>=!&|?:", rule.s[i]) == NULL) {
            return false;
        }
    }
    return rule.n > 0;
}

/* "nplurals=2; plural=(n != 1);" */
static void read_head(struct reading *reading, struct str head)
{
    uint64_t plurals = 0;
    struct scan scan = scan_of(head_value(head, S("Plural-Forms:")));
    bool fits = scan_literal(&scan, S("nplurals=")) && scan_unsigned(&scan, FORMS_MAX, &plurals) && plurals > 0 &&
                scan_char(&scan, ';');
    scan_spaces(&scan);
    struct str rule;
    fits = fits && scan_literal(&scan, S("plural=")) && scan_until(&scan, ';', 400, &rule) && is_arithmetic(rule);
    if (!fits) {
        complain(reading, reading->entry.line, "its Plural-Forms cannot be read",
                 "write nplurals=N; plural=EXPRESSION; with n, numbers and operators only");
        return;
    }
    reading->plurals = plurals;
    reading->rule = rule;
}

/* ---- entries */

/* Every {slot} of `text` stands in the English sentence too. */
static bool slots_fit(struct str text, struct str english)
{
    while (text.s != NULL) {
        struct str behind;
        str_cut(text, '{', &behind);
        if (behind.s == NULL) {
            return true;
        }
        struct str slot = str_cut(behind, '}', &text);
        if (text.s == NULL || !str_contains(english, (struct str){slot.s - 1, slot.n + 2})) {
            return false;
        }
    }
    return true;
}

static void add_translated(struct reading *reading)
{
    const struct entry *entry = &reading->entry;
    struct arena *arena = reading->arena;
    size_t wanted = entry->plural.s != NULL ? reading->plurals : 1;
    struct str english = entry->plural.s != NULL
        ? str_format(arena, "%.*s|%.*s", STR_ARG(entry->id), STR_ARG(entry->plural)) : entry->id;
    struct str text = entry->forms[0];
    for (size_t i = 1; i < entry->forms_count; i++) {
        text = str_format(arena, "%.*s|%.*s", STR_ARG(text), STR_ARG(entry->forms[i]));
    }
    if (entry->forms_count != wanted) {
        complain(reading, entry->line, "its number of forms is not that of the head's nplurals", "write each form");
    } else if (!slots_fit(text, english)) {
        complain(reading, entry->line, "it names a slot that the English sentence does not have",
                 "use only the slots in braces of the English sentence, and close the braces");
    } else if (reading->n == ENTRIES_MAX) {
        complain(reading, entry->line, "more than 20000 entries", "drop what is not used");
    } else {
        reading->items[reading->n++] = (struct translated){english, text};
    }
}

static bool is_complete(const struct entry *entry)
{
    for (size_t i = 0; i < entry->forms_count; i++) {
        if (entry->forms[i].n == 0) {
            return false;
        }
    }
    return entry->forms_count > 0;
}

static void end_entry(struct reading *reading)
{
    const struct entry *entry = &reading->entry;
    if (entry->id.s != NULL && entry->id.n == 0) {
        read_head(reading, entry->forms[0]);
    } else if (entry->id.s != NULL && !entry->fuzzy && is_complete(entry)) {
        add_translated(reading);
    }
    reading->entry = (struct entry){0};
    reading->open = NULL;
}

/* The text of "..." with its escapes resolved; false when the quotes do not fit. */
static bool unquote(struct arena *arena, struct str quoted, struct str *ret_text)
{
    if (quoted.n < 2 || quoted.s[0] != '"' || quoted.s[quoted.n - 1] != '"') {
        return false;
    }
    char *text = arena_alloc(arena, quoted.n);
    size_t n = 0;
    for (size_t i = 1; i + 1 < quoted.n; i++) {
        char c = quoted.s[i];
        if (c == '\\') {
            c = quoted.s[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        text[n++] = c;
    }
    *ret_text = (struct str){text, n};
    return true;
}

static struct str *find_target(struct reading *reading, struct str keyword)
{
    struct entry *entry = &reading->entry;
    if (str_eq(keyword, S("msgid"))) {
        entry->line = reading->line;
        return &entry->id;
    }
    if (str_eq(keyword, S("msgid_plural"))) {
        return &entry->plural;
    }
    bool is_form = str_eq(keyword, S("msgstr")) || str_starts(keyword, S("msgstr["));
    return is_form && entry->forms_count < FORMS_MAX ? &entry->forms[entry->forms_count++] : NULL;
}

static void read_text(struct reading *reading, struct str line)
{
    struct str text = line;
    if (line.s[0] != '"') {
        reading->open = find_target(reading, str_cut(line, ' ', &text));
    }
    struct str piece;
    if (reading->open == NULL || text.s == NULL || !unquote(reading->arena, text, &piece)) {
        complain(reading, reading->line, "this line cannot be read", "write msgid, msgid_plural, msgstr or \"...\"");
        return;
    }
    *reading->open = str_join(reading->arena, reading->open->s != NULL ? *reading->open : S(""), piece);
}

static int compare(const void *a, const void *b)
{
    return str_cmp(((const struct translated *)a)->english, ((const struct translated *)b)->english);
}

static void read_po(struct reading *reading, struct str text)
{
    while (text.s != NULL) {
        struct str line = str_trim(str_cut(text, '\n', &text));
        reading->line++;
        bool begins = line.n == 0 || (line.s[0] == '#' && reading->entry.forms_count > 0) ||
                      (str_starts(line, S("msgid ")) && reading->entry.id.s != NULL);
        if (begins) {
            end_entry(reading);
        }
        if (line.n > 0 && line.s[0] == '#') {
            reading->entry.fuzzy |= str_starts(line, S("#,")) && str_contains(line, S("fuzzy"));
        } else if (line.n > 0) {
            read_text(reading, line);
        }
    }
    end_entry(reading);
    if (reading->plurals == 0) {
        complain(reading, 1, "it has no head with Plural-Forms", "begin it with msgid \"\" and the head");
    }
    qsort(reading->items, reading->n, sizeof *reading->items, compare);
}

/* ---- C */

static void put_table(const struct reading *reading, struct str code, struct buf *to)
{
    buf_format(to, "\nstatic const struct words_item items_%.*s[] = {\n", STR_ARG(code));
    for (size_t i = 0; i < reading->n; i++) {
        buf_put_str(to, S("    {S_INIT("));
        tool_put_literal(to, reading->items[i].english, "     ");
        buf_put_str(to, S("),\n     S_INIT("));
        tool_put_literal(to, reading->items[i].text, "     ");
        buf_put_str(to, S(")},\n"));
    }
    buf_format(to, "    {S_INIT(\"\"), S_INIT(\"\")}, /* never looked at: an array has one item at least */\n};\n\n"
                   "static size_t form_%.*s(uint64_t n)\n{\n    (void)n;\n    return (size_t)(%.*s);\n}\n",
               STR_ARG(code), STR_ARG(reading->rule));
}

bool po_compile(struct arena *arena, const struct po_source *sources, size_t count, struct buf *to,
                struct problems *problems)
{
    struct buf list;
    buf_init(&list, TOOL_OUTPUT_MAX);
    buf_put_str(to, S("/* Written by wordsc from the translations in po. */\n#include \"text/words.h\"\n"));
    for (size_t i = 0; i < count; i++) {
        struct str base = tool_path_base(sources[i].path);
        struct str code = str_sub(base, 0, str_find(base, S(".")));
        struct reading reading = {.arena = arena, .problems = problems, .path = base};
        reading.items = arena_array(arena, struct translated, ENTRIES_MAX);
        if (!tool_is_name(code)) {
            complain(&reading, 1, "its name is no language", "call it by its code, de.po");
            continue;
        }
        read_po(&reading, sources[i].text);
        put_table(&reading, code, to);
        buf_format(&list, "    {.tag = S_INIT(\"%.*s\"), .code = S_INIT(\"%.*s\"), .form = form_%.*s,\n"
                          "     .items = items_%.*s, .items_count = %zu},\n",
                   STR_ARG(code), STR_ARG(code), STR_ARG(code), STR_ARG(code), reading.n);
    }
    buf_put_str(to, S("\nconst struct words words_shipped[] = {\n"));
    buf_put_str(to, buf_str(&list));
    buf_format(to, "    {.tag = S_INIT(\"\")}, /* the end */\n};\n");
    buf_done(&list);
    return problems->n == 0;
}
