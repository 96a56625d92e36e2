/* SPDX-License-Identifier: AGPL-3.0-or-later
** view: files, declarations, text, control lines and the outputs of the views compiler. */
#include "view.h"

#include "base/check.h"
#include "tool.h"

/* ---- shared with view_tag.c and view_mark.c */

size_t view_line(struct view *view, size_t at)
{
    if (at < view->line_at) {
        view->line_at = 0;
        view->line = 1;
    }
    for (; view->line_at < at && view->line_at < view->text.n; view->line_at++) {
        view->line += view->text.s[view->line_at] == '\n';
    }
    return view->line;
}

void view_complain(struct view *view, size_t at, struct str what, struct str mend)
{
    tool_complain(view->run->problems, view->path, view_line(view, at), what, mend);
}

bool view_looking_at(const struct view *view, struct str literal)
{
    return str_starts(str_from(view->text, view->at), literal);
}

bool view_push(struct view *view, struct str name, size_t at)
{
    if (view->open_count == VIEW_DEPTH_MAX) {
        view_complain(view, at, S("more than 100 elements and blocks are open"),
                      S("put a part in a view of its own"));
        return false;
    }
    view->open[view->open_count++] = (struct view_open){name, at};
    return true;
}

void view_flush(struct view *view)
{
    if (view->raw.n == 0) {
        return;
    }
    struct buf *c = &view->run->outputs->c;
    buf_put_str(c, S("    put_raw(out, "));
    tool_put_literal(c, buf_str(&view->raw), "        ");
    buf_format(c, ", %zu);\n", view->raw.n);
    buf_reset(&view->raw);
}

void view_put_line(struct view *view, size_t at)
{
    struct buf *c = &view->run->outputs->c;
    buf_format(c, "#line %zu ", view_line(view, at));
    tool_put_literal(c, view->path, "");
    buf_put_char(c, '\n');
}

void view_put_raw(struct view *view, struct str bytes)
{
    buf_put_str(&view->raw, bytes);
    view->after_control = false;
}

/* Length of the character reference at the front, 0 when there is none. */
static size_t reference_length(struct str text)
{
    size_t end = 1;
    while (end < text.n && (tool_is_word(text.s[end]) || (end == 1 && text.s[end] == '#'))) {
        end++;
    }
    bool whole = end > 1 && end < text.n && text.s[end] == ';' && text.s[end - 1] != '#';
    return whole ? end + 1 : 0;
}

void view_check_references(struct view *view, struct str text, size_t at)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '&' && reference_length(str_from(text, i)) == 0) {
            view_complain(view, at + i, S("an '&' that begins no character reference"), S("write &amp;"));
            return;
        }
    }
}

/* Ranges that hold no letters, or signs that are no letters within letters, need no exactness: words go
** through the catalogue,
** signs between them ("·", "→", "€", "×") may stand. */
static bool is_letter(uint32_t rune)
{
    if (rune < 0x80) {
        return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
    }
    bool latin = rune >= 0xC0 && rune <= 0x24F && rune != 0xD7 && rune != 0xF7;
    bool scripts = (rune >= 0x370 && rune <= 0x1FFF) || (rune >= 0x2C00 && rune <= 0x2DFF);
    return latin || scripts || (rune >= 0x3040 && rune <= 0xD7FF) || (rune >= 0xF900 && rune <= 0xFDFF) ||
           (rune >= 0xFE70 && rune <= 0xFEFE);
}

static uint32_t first_rune(struct str text, size_t *ret_length)
{
    unsigned char c = (unsigned char)text.s[0];
    size_t n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t rune = n == 1 ? c : c & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n && i < text.n; i++) {
        rune = rune << 6 | ((unsigned char)text.s[i] & 0x3F);
    }
    *ret_length = n;
    return rune;
}

bool view_has_letter(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t n = text.s[i] == '&' ? reference_length(str_from(text, i)) : 0;
        if (n == 0 && is_letter(first_rune(str_from(text, i), &n))) {
            return true;
        }
        i += n;
    }
    return false;
}

/* ---- text */

static bool keeps_space(const struct view *view)
{
    for (size_t i = 0; i < view->open_count; i++) {
        if (str_eq(view->open[i].name, S("pre")) || str_eq(view->open[i].name, S("textarea"))) {
            return true;
        }
    }
    return false;
}

/* A run of white space becomes one line break if it holds one, else one space; none after a % line. */
static void put_space(struct view *view, char c)
{
    if (keeps_space(view)) {
        view_put_raw(view, (struct str){&c, 1});
        return;
    }
    char *last = view->raw.n ? &view->raw.bytes[view->raw.n - 1] : NULL;
    if (view->after_control) {
        return;
    }
    if (last == NULL || !tool_is_space(*last)) {
        buf_put_char(&view->raw, c == '\n' ? '\n' : ' ');
    } else if (c == '\n') {
        *last = '\n';
    }
}

/* Text up to the next mark, tag or line. */
static void cut_run(struct view *view)
{
    size_t from = view->at;
    size_t end = from;
    while (end < view->text.n && view->text.s[end] != '<' && !str_starts(str_from(view->text, end), S("{{"))) {
        if (view->text.s[end++] == '\n') {
            break;
        }
    }
    struct str run = str_sub(view->text, from, end - from);
    view_check_references(view, run, from);
    if (str_contains(run, S("}}"))) {
        view_complain(view, from, S("a }} without its {{"), S("open it with {{, or remove it"));
    } else if (view_has_letter(run)) {
        struct str words = str_trim(str_clip(run, 60));
        view_complain_f(view, from, S("write {{_ \"words\" }}"), "words that are not in the catalogue: %.*s",
                        STR_ARG(words));
    }
    for (size_t i = 0; i < run.n; i++) {
        if (tool_is_space(run.s[i])) {
            put_space(view, run.s[i]);
        } else {
            view_put_raw(view, str_sub(run, i, 1));
        }
    }
    view->at = end;
}

/* ---- marks in text */

struct call {
    struct str name;
    struct str arguments; /* trimmed */
};

/* "name(arguments)" and nothing else. */
static bool read_call(struct str body, struct call *ret_call)
{
    size_t open = str_find(body, S("("));
    if (open == body.n || body.s[body.n - 1] != ')' || !tool_is_name(str_sub(body, 0, open))) {
        return false;
    }
    *ret_call = (struct call){str_sub(body, 0, open), str_trim(str_sub(body, open + 1, body.n - open - 2))};
    return true;
}

/* A half view x_top opens something that only its x_bottom closes. */
static void nest_half(struct view *view, const struct view_mark *mark, struct str name)
{
    struct str stem = str_sub(name, 0, name.n - (str_ends(name, S("_top")) ? 4 : 7));
    if (str_ends(name, S("_top"))) {
        view_push(view, str_join(view->run->arena, stem, S("_top")), mark->at);
        return;
    }
    struct view_open *open = view->open_count ? &view->open[view->open_count - 1] : NULL;
    if (open != NULL && str_eq(open->name, str_join(view->run->arena, stem, S("_top")))) {
        view->open_count--;
    } else if (open != NULL || !view->half) {
        view_complain_f(view, mark->at, S("close all elements since its _top before it"),
                        "%.*s does not come last after its _top", STR_ARG(name));
    }
}

static void put_call(struct view *view, const struct view_mark *mark)
{
    struct call call = {0};
    if (!read_call(mark->body, &call)) {
        view_complain(view, mark->at, S("this is no call of a view"), S("write {{> name(arguments) }}"));
        return;
    }
    struct map_item *item = map_find(&view->run->names, call.name);
    if (item != NULL && ((struct view *)item->value.pointer)->half) {
        nest_half(view, mark, call.name);
    }
    view_flush(view);
    view_put_line(view, mark->at);
    buf_format(&view->run->outputs->c, "    view_%.*s(out%s%.*s);\n", STR_ARG(call.name),
               call.arguments.n ? ", " : "", STR_ARG(call.arguments));
}

static void cut_mark(struct view *view)
{
    struct view_mark mark;
    if (!view_read_mark(view, &mark)) {
        return;
    }
    if (mark.kind == MARK_COMMENT) {
        return;
    }
    view->after_control = false;
    struct str parent = view->open_count ? view->open[view->open_count - 1].name : (struct str){0};
    bool no_markup = str_eq(parent, S("title")) || str_eq(parent, S("textarea")) || str_eq(parent, S("option"));
    if (mark.kind == MARK_CALL) {
        put_call(view, &mark);
    } else if (mark.kind == MARK_TEXT || mark.kind == MARK_WORDS) {
        view_put_mark(view, &mark, no_markup ? "put_attr" : "put");
    } else if (mark.kind == MARK_IF) {
        view_complain(view, mark.at, S("a {{? }} outside an attribute"), S("write a % line: % if (condition) {"));
    } else {
        view_complain(view, mark.at, S("a second declaration"), S("give each view a file of its own"));
    }
}

/* ---- control lines */

static bool at_control(const struct view *view)
{
    if (view->at > 0 && view->text.s[view->at - 1] != '\n') {
        return false;
    }
    struct str rest = str_from(view->text, view->at);
    size_t i = 0;
    while (i < rest.n && (rest.s[i] == ' ' || rest.s[i] == '\t')) {
        i++;
    }
    return i < rest.n && rest.s[i] == '%';
}

static bool begins_with_word(struct str line, struct str word)
{
    return str_starts(line, word) && (line.n == word.n || !tool_is_word(line.s[word.n]));
}

static struct str strip_closings(struct str line)
{
    while (line.n > 0 && line.s[0] == '}') {
        line = str_trim(str_from(line, 1));
    }
    return line;
}

/* A '}' needs all elements of its block closed; a '{' begins one. */
static void nest_block(struct view *view, char c, size_t at)
{
    if (c == '{') {
        view_push(view, S("{"), at);
        return;
    }
    while (view->open_count > 0 && !str_eq(view->open[view->open_count - 1].name, S("{"))) {
        struct view_open *open = &view->open[--view->open_count];
        view_complain_f(view, at, S("open and close an element within the same block of % lines"),
                        "the block ends before %.*s of line %zu is closed", STR_ARG(open->name),
                        view_line(view, open->at));
    }
    if (view->open_count == 0) {
        view_complain(view, at, S("this % line closes a block that was not opened"), S("remove one }"));
        return;
    }
    view->open_count--;
}

static void check_control(struct view *view, struct str line, size_t at)
{
    struct str head = strip_closings(line);
    bool needs_block = begins_with_word(head, S("if")) || begins_with_word(head, S("for")) ||
                       begins_with_word(head, S("else")) || begins_with_word(head, S("while")) ||
                       begins_with_word(head, S("switch"));
    if (needs_block && !str_ends(head, S("{"))) {
        view_complain(view, at, S("this % line begins no block"), S("end it with {"));
    }
    if (begins_with_word(head, S("return")) || begins_with_word(head, S("goto")) || str_starts(head, S("#")) ||
        str_ends(head, S("\\")) || str_contains(head, S("/*")) || str_contains(head, S("//"))) {
        view_complain(view, at, S("a % line takes no return, goto, #, comment or \\ at its end"),
                      S("use blocks: if, else, for, while, switch; comments are {{# ... }}"));
    }
}

static void cut_control(struct view *view)
{
    struct str rest = str_from(view->text, view->at);
    size_t n = str_find(rest, S("\n"));
    size_t percent = view->at + str_find(rest, S("%"));
    struct str line = str_trim(str_sub(view->text, percent + 1, view->at + n - percent - 1));
    check_control(view, line, percent);
    view_flush(view);
    char quote = 0;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.s[i];
        if (quote != 0 && c == '\\') {
            i++;
        } else if (c == '"' || c == '\'') {
            quote = quote == 0 ? c : quote == c ? 0 : quote;
        } else if (quote == 0 && (c == '{' || c == '}')) {
            nest_block(view, c, percent);
        }
    }
    if (quote != 0) {
        view_complain(view, percent, S("a quote on this % line is not closed"), S("close it on the same line"));
    }
    view_put_line(view, percent);
    buf_format(&view->run->outputs->c, "    %.*s\n", STR_ARG(line));
    view->at += n + (n < rest.n);
    view->after_control = true;
}

/* ---- one file */

/* Where the ')' of the parameters is; the end when there is none. */
static size_t find_closing(struct str text, size_t open)
{
    size_t depth = 0;
    for (size_t at = open; at < text.n; at++) {
        depth += text.s[at] == '(';
        depth -= text.s[at] == ')';
        if (depth == 0) {
            return at;
        }
    }
    return text.n;
}

static bool read_headers(struct view *view, struct str rest)
{
    while (rest.n > 0) {
        size_t end = rest.s[0] == '"' ? 1 + str_find(str_from(rest, 1), S("\"")) : rest.n;
        struct str header = str_sub(rest, 1, end - 1);
        if (end >= rest.n || header.n == 0 || str_contains(header, S("\n")) || str_contains(header, S("\\"))) {
            return false;
        }
        map_add(&view->run->headers, header);
        rest = str_trim(str_from(rest, end + 1));
    }
    return true;
}

static bool parse_declaration(struct view *view, struct str body)
{
    view->half = begins_with_word(body, S("half"));
    body = str_trim(str_from(body, view->half ? 4 : 0));
    if (!begins_with_word(body, S("view"))) {
        return false;
    }
    body = str_trim(str_from(body, 4));
    size_t open = str_find(body, S("("));
    size_t close = find_closing(body, open);
    view->name = str_trim(str_sub(body, 0, open));
    if (close == body.n || !tool_is_name(view->name)) {
        return false;
    }
    struct str parameters = str_trim(str_sub(body, open + 1, close - open - 1));
    view->parameters = parameters.n ? str_join(view->run->arena, S(", "), parameters) : S("");
    return read_headers(view, str_trim(str_from(body, close + 1)));
}

static void check_name(struct view *view, size_t at)
{
    struct map_item *item = map_add(&view->run->names, view->name);
    if (item->value.pointer != NULL) {
        view_complain_f(view, at, S("give it another name"), "the view %.*s is declared in %.*s as well",
                        STR_ARG(view->name), STR_ARG(((struct view *)item->value.pointer)->path));
        return;
    }
    item->value.pointer = view;
    if (view->half && !str_ends(view->name, S("_top")) && !str_ends(view->name, S("_bottom"))) {
        view_complain(view, at, S("a half view is a pair"), S("call the two halves name_top and name_bottom"));
    }
}

/* Comments, then the declaration. */
static bool read_declaration(struct view *view)
{
    if (!str_is_utf8(view->text)) {
        view_complain(view, 0, S("this file is not UTF-8"), S("save it as UTF-8"));
        return false;
    }
    struct view_mark mark = {.kind = MARK_COMMENT};
    while (mark.kind == MARK_COMMENT) {
        while (view->at < view->text.n && tool_is_space(view->text.s[view->at])) {
            view->at++;
        }
        size_t at = view->at;
        bool read = view_looking_at(view, S("{{"));
        if (read && !view_read_mark(view, &mark)) {
            return false;
        }
        if (!read || (mark.kind != MARK_COMMENT && mark.kind != MARK_DECLARE)) {
            view_complain(view, at, S("a view begins with its declaration"),
                          S("write {{! view name(const struct x *m) \"header.h\" }} first"));
            return false;
        }
    }
    if (!parse_declaration(view, mark.body)) {
        view_complain(view, mark.at, S("this declaration cannot be read"),
                      S("write {{! view name(const struct x *m) \"header.h\" }}, or {{! half view ...}}"));
        return false;
    }
    check_name(view, mark.at);
    return true;
}

static void check_closed(struct view *view)
{
    while (view->open_count > 0) {
        struct view_open *open = &view->open[--view->open_count];
        bool block = str_eq(open->name, S("{"));
        if (block) {
            view_complain(view, open->at, S("the block of this % line is not closed"), S("close it with % }"));
        } else if (!view->half) {
            view_complain_f(view, open->at, S("close it, or declare a half view"), "%.*s is not closed",
                            STR_ARG(open->name));
        }
    }
}

static void cut_file(struct view *view)
{
    buf_init(&view->raw, TOOL_FILE_MAX);
    view->after_control = true;
    while (view->at < view->text.n) {
        if (at_control(view)) {
            cut_control(view);
        } else if (view_looking_at(view, S("{{"))) {
            cut_mark(view);
        } else if (view->text.s[view->at] == '<') {
            view_cut_tag(view);
        } else {
            cut_run(view);
        }
    }
    check_closed(view);
    view_flush(view);
    buf_done(&view->raw);
}

/* ---- outputs */

static void put_function(struct view *view)
{
    struct view_outputs *outputs = view->run->outputs;
    struct str path = tool_path_short(view->path);
    buf_format(&outputs->h, "void view_%.*s(struct out *out%.*s); /* %.*s */\n", STR_ARG(view->name),
               STR_ARG(view->parameters), STR_ARG(path));
    buf_format(&outputs->c, "\n");
    view_put_line(view, 0);
    buf_format(&outputs->c, "void view_%.*s(struct out *out%.*s)\n{\n    (void)out;\n", STR_ARG(view->name),
               STR_ARG(view->parameters));
    cut_file(view);
    buf_put_str(&outputs->c, S("}\n"));
}

static void put_heads(struct view_run *run)
{
    struct view_outputs *outputs = run->outputs;
    buf_put_str(
        &outputs->h,
        S("/* Made by viewc from the views: change those, not this. */\n#ifndef VIEWS_MADE_H\n"
          "#define VIEWS_MADE_H\n\n"
          "#include \"text/html.h\"\n#include \"text/words.h\"\n"));
    for (size_t i = 0; i < run->headers.n; i++) {
        buf_format(&outputs->h, "#include \"%.*s\"\n", STR_ARG(run->headers.items[i].key));
    }
    buf_put_str(&outputs->h, S("\n"));
    buf_format(&outputs->c, "/* Made by viewc from the views: change those, not this. */\n#include \"%.*s\"\n",
               STR_ARG(outputs->h_name));
}

bool views_compile(struct arena *arena, const struct view_source *sources, size_t sources_count,
                   struct view_outputs *outputs, struct problems *problems)
{
    struct view_run run = {.arena = arena, .problems = problems, .outputs = outputs};
    map_init(&run.words, arena);
    map_init(&run.names, arena);
    map_init(&run.headers, arena);
    struct view *views = arena_array(arena, struct view, sources_count);
    for (size_t i = 0; i < sources_count; i++) {
        views[i] = (struct view){.run = &run, .path = sources[i].path, .text = sources[i].text, .line = 1};
        if (!read_declaration(&views[i])) {
            views[i].name = (struct str){0};
        }
    }
    put_heads(&run);
    for (size_t i = 0; i < sources_count; i++) {
        if (views[i].name.n > 0) {
            put_function(&views[i]);
        }
    }
    buf_put_str(&outputs->h, S("\n#endif\n"));
    view_put_pot(&run);
    return problems->n == 0;
}
