/* SPDX-License-Identifier: AGPL-3.0-or-later
** view_tag: tags and attributes. */
#include <string.h>

#include "base/check.h"
#include "tool.h"
#include "view.h"

struct attribute {
    struct str name;
    struct str value; /* no text: it has none */
    size_t at;
    size_t value_at;
};

struct tag {
    struct str name;
    size_t at;
    bool closes;      /* </name> */
    bool self_closed; /* <name/> */
    size_t count;
    struct attribute attributes[VIEW_ATTRIBUTES_MAX];
};

static bool is_one_of(struct str x, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(x, str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_void(struct str name)
{
    static const char *const names[] = {"area", "br",   "col",    "hr",    "img", "input",
                                        "link", "meta", "source", "track", "wbr"};
    return is_one_of(name, names, COUNT_OF(names));
}

/* Elements whose content or address needs a context of its own. */
static bool is_refused(struct str name)
{
    static const char *const names[] = {"style", "base",     "object",       "embed",    "iframe",
                                        "frame", "frameset", "template",     "noscript", "plaintext",
                                        "xmp",   "math",     "foreignObject"};
    return is_one_of(name, names, COUNT_OF(names));
}

static bool is_address(struct str name)
{
    static const char *const names[] = {"href",     "src",        "action",     "formaction", "poster",
                                        "cite",     "xlink:href", "hx-get",     "hx-post",    "hx-put",
                                        "hx-patch", "hx-delete",  "sse-connect"};
    return is_one_of(name, names, COUNT_OF(names));
}

static bool is_refused_attribute(struct str name)
{
    static const char *const names[] = {"style", "srcdoc",  "srcset",  "imagesrcset", "http-equiv",
                                        "ping",  "hx-vals", "hx-vars", "hx-headers"};
    return str_eq_nocase(str_sub(name, 0, 2), S("on")) || str_starts(name, S("hx-on")) ||
           is_one_of(name, names, COUNT_OF(names));
}

static struct str find_value(const struct tag *tag, struct str name)
{
    for (size_t i = 0; i < tag->count; i++) {
        if (str_eq(tag->attributes[i].name, name)) {
            return tag->attributes[i].value;
        }
    }
    return (struct str){0};
}

/* Attributes that people read or hear. */
static bool is_read(const struct tag *tag, struct str name)
{
    static const char *const names[] = {"alt",
                                        "title",
                                        "aria-label",
                                        "aria-description",
                                        "aria-roledescription",
                                        "aria-valuetext",
                                        "aria-placeholder",
                                        "placeholder",
                                        "label",
                                        "summary"};
    static const char *const buttons[] = {"submit", "button", "reset"};
    if (str_eq(name, S("value"))) {
        return str_eq(tag->name, S("button")) ||
               (str_eq(tag->name, S("input")) && is_one_of(find_value(tag, S("type")), buttons, COUNT_OF(buttons)));
    }
    return is_one_of(name, names, COUNT_OF(names));
}

static size_t skip_spaces(const struct view *view, size_t at)
{
    while (at < view->text.n && tool_is_space(view->text.s[at])) {
        at++;
    }
    return at;
}

static char here(const struct view *view)
{
    return view->at < view->text.n ? view->text.s[view->at] : 0;
}

/* ---- reading */

/* After a tag that cannot be read: goes on behind its line, or its '>' if that comes first. */
static void skip_tag(struct view *view)
{
    while (view->at < view->text.n && here(view) != '>' && here(view) != '\n') {
        view->at++;
    }
    view->at += here(view) == '>';
}

static bool ends_name(char c)
{
    return c == 0 || tool_is_space(c) || strchr("\"'<>/={}%`", c) != NULL;
}

static struct str read_name(struct view *view)
{
    size_t from = view->at;
    while (!ends_name(here(view))) {
        view->at++;
    }
    return str_sub(view->text, from, view->at - from);
}

/* The quoted value at view->at. */
static bool read_value(struct view *view, struct attribute *attribute)
{
    if (here(view) != '"') {
        view_complain_f(view, view->at, S("write name=\"value\""), "the value of %.*s is not in double quotes",
                        STR_ARG(attribute->name));
        return false;
    }
    size_t from = ++view->at;
    attribute->value_at = from;
    struct view_mark mark;
    while (here(view) != '"') {
        if (view->at == view->text.n) {
            view->at = from;
            view_complain_f(view, from, S("close it with \""), "the value of %.*s has no end",
                            STR_ARG(attribute->name));
            return false;
        }
        if (!view_looking_at(view, S("{{"))) {
            view->at++;
        } else if (!view_read_mark(view, &mark)) {
            return false;
        }
    }
    attribute->value = (struct str){view->text.s + from, view->at - from};
    view->at++;
    if (!tool_is_space(here(view)) && here(view) != '>' && here(view) != '/') {
        view_complain(view, view->at, S("attributes stand too close"), S("write a space between two attributes"));
        return false;
    }
    return true;
}

static bool add_attribute(struct view *view, struct tag *tag, const struct attribute *attribute)
{
    for (size_t i = 0; i < tag->count; i++) {
        if (str_eq_nocase(tag->attributes[i].name, attribute->name)) {
            view_complain_f(view, attribute->at, S("keep one of them"), "the attribute %.*s stands twice",
                            STR_ARG(attribute->name));
            return true;
        }
    }
    if (tag->count == VIEW_ATTRIBUTES_MAX) {
        view_complain(view, attribute->at, S("this tag has more than 40 attributes"), S("make it simpler"));
        return false;
    }
    tag->attributes[tag->count++] = *attribute;
    return true;
}

static bool read_attribute(struct view *view, struct tag *tag)
{
    struct attribute attribute = {.at = view->at};
    if (view_looking_at(view, S("{{")) || here(view) == '%') {
        view_complain(view, view->at, S("a mark or a % line within a tag, outside a quoted value"),
                      S("an attribute that comes and goes is written name=\"{{? condition }}value\""));
        return false;
    }
    attribute.name = read_name(view);
    if (attribute.name.n == 0) {
        view_complain(view, tag->at, S("this tag cannot be read"), S("write <name attribute=\"value\">"));
        return false;
    }
    size_t next = skip_spaces(view, view->at);
    if (next < view->text.n && view->text.s[next] == '=') {
        view->at = skip_spaces(view, next + 1);
        if (!read_value(view, &attribute)) {
            return false;
        }
    }
    return add_attribute(view, tag, &attribute);
}

/* Reads from '<' to behind '>'. */
static bool read_tag(struct view *view, struct tag *tag)
{
    tag->at = view->at++;
    tag->closes = here(view) == '/';
    view->at += tag->closes;
    tag->name = read_name(view);
    char first = tag->name.n ? tag->name.s[0] : 0;
    if (!((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) {
        view_complain(view, tag->at, S("a '<' that begins no tag"), S("write &lt;"));
        return false;
    }
    for (view->at = skip_spaces(view, view->at); here(view) != '>'; view->at = skip_spaces(view, view->at)) {
        if (view_looking_at(view, S("/>"))) {
            tag->self_closed = true;
            view->at++;
            break;
        }
        if (view->at == view->text.n) {
            view->at = tag->at + 1;
            view_complain_f(view, tag->at, S("close it with >"), "the tag <%.*s has no end", STR_ARG(tag->name));
            return false;
        }
        if (!read_attribute(view, tag)) {
            return false;
        }
    }
    view->at++;
    return true;
}

/* ---- nesting */

static bool in_svg(const struct view *view)
{
    for (size_t i = 0; i < view->open_count; i++) {
        if (str_eq(view->open[i].name, S("svg"))) {
            return true;
        }
    }
    return false;
}

static void close_element(struct view *view, const struct tag *tag)
{
    struct view_open *open = view->open_count ? &view->open[view->open_count - 1] : NULL;
    if (tag->count > 0 || tag->self_closed) {
        view_complain(view, tag->at, S("a closing tag with more than its name"), S("write </name>"));
    } else if (open != NULL && str_eq(open->name, tag->name)) {
        view->open_count--;
    } else if (open != NULL && str_eq(open->name, S("{"))) {
        view_complain_f(view, tag->at, S("open and close an element within the same block of % lines"),
                        "</%.*s> closes what was opened before the %% line %zu", STR_ARG(tag->name),
                        view_line(view, open->at));
    } else if (open != NULL) {
        view_complain_f(view, tag->at, S("close what was opened last first"),
                        "</%.*s> comes before the end of %.*s of line %zu", STR_ARG(tag->name), STR_ARG(open->name),
                        view_line(view, open->at));
        view->open_count--;
    } else if (!view->half) {
        view_complain_f(view, tag->at, S("remove it, or declare a half view"), "</%.*s> closes nothing",
                        STR_ARG(tag->name));
    }
}

static void check_element(struct view *view, const struct tag *tag)
{
    if (is_refused(tag->name)) {
        view_complain_f(view, tag->at, S("use styles, scripts and pages of their own files"),
                        "<%.*s> is not for views", STR_ARG(tag->name));
    }
    if (str_eq(tag->name, S("script"))) {
        size_t next = skip_spaces(view, view->at);
        bool empty = str_starts(str_from(view->text, next), S("</script>"));
        if (!empty || find_value(tag, S("src")).n == 0) {
            view_complain(view, tag->at, S("a script within the page"),
                          S("put it in assets and write <script src=\"...\"></script>"));
        }
    }
}

static void open_element(struct view *view, const struct tag *tag)
{
    check_element(view, tag);
    if (is_void(tag->name)) {
        return;
    }
    if (!tag->self_closed) {
        view_push(view, tag->name, tag->at);
    } else if (!in_svg(view)) {
        view_complain_f(view, tag->at, S("close it with a tag of its own"),
                        "<%.*s/> is not an element without content", STR_ARG(tag->name));
    }
}

/* ---- writing */

/* What stands between marks of a value. White space with a line break in it becomes one space. */
static void put_value_text(struct view *view, struct str text, size_t at)
{
    view_check_references(view, text, at);
    if (str_contains(text, S("}}"))) {
        view_complain(view, at, S("a }} without its {{"), S("open it with {{, or remove it"));
    }
    for (size_t i = 0; i < text.n;) {
        size_t n = 0;
        while (i + n < text.n && text.s[i + n] != '\n') {
            n++;
        }
        view_put_raw(view, str_sub(text, i, n));
        i += n;
        if (i < text.n) {
            view_put_raw(view, S(" "));
        }
        while (i < text.n && tool_is_space(text.s[i])) {
            i++;
        }
    }
}

/* The marks and texts of a value. */
static void put_value(struct view *view, struct str value, size_t at, const char *put)
{
    size_t back = view->at;
    size_t end = at + value.n;
    while (at < end) {
        struct str rest = str_sub(view->text, at, end - at);
        size_t n = str_find(rest, S("{{"));
        put_value_text(view, str_sub(rest, 0, n), at);
        at += n;
        struct view_mark mark;
        view->at = at;
        if (at == end || !view_read_mark(view, &mark)) {
            break;
        }
        at = view->at;
        if (mark.kind == MARK_TEXT || (mark.kind == MARK_WORDS && strcmp(put, "put_url") != 0)) {
            view_put_mark(view, &mark, put);
        } else if (mark.kind != MARK_COMMENT) {
            view_complain(
                view, mark.at, S("this mark cannot stand here in a value"),
                S("values take {{ expression }}, {{_ words }} (not in an address) and, at the start, {{? "
                  "condition }}"));
        }
    }
    view->at = back;
}

/* An address is a literal path or fragment, "#" with text behind it, or one expression of type struct url. */
static const char *check_address(struct view *view, const struct attribute *attribute, struct str value, size_t at)
{
    bool path = str_starts(value, S("/")) && !str_starts(value, S("//")) && !str_contains(value, S("\\"));
    bool has_mark = str_contains(value, S("{{"));
    if (str_starts(value, S("#")) || (path && !has_mark)) {
        return "put_attr";
    }
    size_t back = view->at;
    struct view_mark mark = {.kind = MARK_COMMENT};
    view->at = at;
    bool whole = str_starts(value, S("{{")) && view_read_mark(view, &mark) && view->at == at + value.n &&
                 mark.kind == MARK_TEXT;
    view->at = back;
    if (!whole) {
        view_complain_f(view, attribute->at,
                        S("write \"/path\", \"#part\", or one {{ expression }} of type struct url"),
                        "the address in %.*s is not made whole", STR_ARG(attribute->name));
    }
    return "put_url";
}

/* Letters of a value outside its marks. */
static bool value_has_letter(struct view *view, struct str value, size_t at)
{
    size_t back = view->at;
    bool found = false;
    for (size_t end = at + value.n; at < end && !found;) {
        struct str rest = str_sub(view->text, at, end - at);
        size_t n = str_find(rest, S("{{"));
        found = view_has_letter(str_sub(rest, 0, n));
        view->at = at + n;
        struct view_mark mark;
        at = view->at < end && view_read_mark(view, &mark) ? view->at : end;
    }
    view->at = back;
    return found;
}

/* Cuts {{? condition }} from the start of the value and writes its `if`. */
static bool put_condition(struct view *view, struct attribute *attribute)
{
    if (!str_starts(attribute->value, S("{{?"))) {
        return false;
    }
    size_t back = view->at;
    struct view_mark mark;
    view->at = attribute->value_at;
    bool read = view_read_mark(view, &mark);
    size_t n = view->at - attribute->value_at;
    view->at = back;
    if (!read) {
        return false;
    }
    view_flush(view);
    view_put_line(view, mark.at);
    buf_format(&view->run->outputs->c, "    if (%.*s) {\n", STR_ARG(mark.body));
    attribute->value = n < attribute->value.n ? str_from(attribute->value, n) : (struct str){0};
    attribute->value_at += n;
    return true;
}

static void check_attribute(struct view *view, const struct tag *tag, const struct attribute *attribute)
{
    if (is_refused_attribute(attribute->name) || str_contains(attribute->value, S("javascript:")) ||
        (str_starts(attribute->name, S("hx-")) && str_contains(attribute->value, S("js:")))) {
        view_complain_f(view, attribute->at, S("use a class, or a script in assets"),
                        "the attribute %.*s is not for views", STR_ARG(attribute->name));
    }
    if (is_read(tag, attribute->name) && value_has_letter(view, attribute->value, attribute->value_at)) {
        view_complain_f(view, attribute->at, S("write {{_ \"words\" }}"),
                        "words in %.*s that are not in the catalogue", STR_ARG(attribute->name));
    }
}

static void put_attribute(struct view *view, const struct tag *tag, struct attribute attribute)
{
    check_attribute(view, tag, &attribute);
    bool conditional = put_condition(view, &attribute);
    view_put_raw(view, S(" "));
    view_put_raw(view, attribute.name);
    if (attribute.value.s != NULL) {
        const char *put = "put_attr";
        if (is_address(attribute.name)) {
            put = check_address(view, &attribute, attribute.value, attribute.value_at);
        }
        view_put_raw(view, S("=\""));
        put_value(view, attribute.value, attribute.value_at, put);
        view_put_raw(view, S("\""));
    }
    if (conditional) {
        view_flush(view);
        buf_put_str(&view->run->outputs->c, S("    }\n"));
    }
}

/* <!doctype html>, the only one of its kind. */
static void cut_declaration(struct view *view)
{
    struct str doctype = S("<!doctype html>");
    size_t at = view->at;
    if (str_eq_nocase(str_sub(view->text, at, doctype.n), doctype)) {
        view_put_raw(view, doctype);
        view->at += doctype.n;
        return;
    }
    bool comment = view_looking_at(view, S("<!--"));
    view_complain(view, at,
                  comment ? S("a comment of the markup") : S("'<!' and '<?' begin nothing that a view has"),
                  comment ? S("write {{# comment }}") : S("remove it"));
    size_t end = at + str_find(str_from(view->text, at), comment ? S("-->") : S(">"));
    view->at = end < view->text.n ? end + (comment ? 3 : 1) : view->text.n;
}

void view_cut_tag(struct view *view)
{
    if (view_looking_at(view, S("<!")) || view_looking_at(view, S("<?"))) {
        cut_declaration(view);
        return;
    }
    struct tag tag = {0};
    if (!read_tag(view, &tag)) {
        skip_tag(view);
        return;
    }
    view_put_raw(view, tag.closes ? S("</") : S("<"));
    view_put_raw(view, tag.name);
    for (size_t i = 0; i < tag.count && !tag.closes; i++) {
        put_attribute(view, &tag, tag.attributes[i]);
    }
    view_put_raw(view, tag.self_closed && !is_void(tag.name) ? S("/>") : S(">"));
    if (tag.closes) {
        close_element(view, &tag);
    } else {
        open_element(view, &tag);
    }
}
