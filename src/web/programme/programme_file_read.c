/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_file: a leadership programme as a file: read. */
#include <string.h>

#include "base/check.h"
#include "text/json.h"
#include "text/words.h"
#include "web/programme/programme_file.h"

#define UID_LETTERS 32u
#define MARKS_MAX 4096u /* bytes of the marks of one row */

struct reading {
    struct arena *arena;
    const struct secret_key *key;
    struct problems *problems;
    struct programme_file *file;
    size_t line;               /* from 1 */
    size_t room;               /* of the rows */
    size_t table;              /* of the rows that follow; carry_tables_n: none was named */
    size_t places[CARRY_COLUMNS_MAX]; /* in a line, of each column; SIZE_MAX: it has none */
    size_t columns;            /* of a line */
    struct buf sealed;         /* lines of another network's */
    bool is_within;            /* these lines were sealed */
    bool is_own;               /* at home */
    bool has_head, has_end;
};

static enum fault must_use refuse(struct reading *reading, const char *what, const char *hint)
{
    struct str where = str_format(reading->arena, "%s %zu", reading->is_within ? "sealed line" : "line", reading->line);
    problems_add(reading->problems, where, str_of(what), str_of(hint));
    reading->file->line = reading->file->line > 0 ? reading->file->line : reading->line;
    return FAULT_INVALID;
}

#define AGAIN W_NOTE("take the file anew from where it was made")
#define SAME W_NOTE("use the same version of the program in both places")

/* Text of a member, in the arena; no text: there is none. */
static struct str text_of(const struct reading *reading, const struct json_value *line, const char *name)
{
    struct str text = json_text(json_get(line, name));
    return text.s ? str_copy(reading->arena, text) : text;
}

static bool is_uid(struct str uid)
{
    for (size_t i = 0; i < uid.n; i++) {
        if (!strchr("0123456789abcdef", uid.s[i])) {
            return false;
        }
    }
    return uid.n == UID_LETTERS;
}

static enum fault must_use read_head(struct reading *reading, const struct json_value *line)
{
    struct programme_file *file = reading->file;
    const struct json_value *city = json_get(line, "city");
    if (!str_eq(json_text(json_get(line, "smallgiants")), S("programme"))) {
        return refuse(reading, W_NOTE("is not the beginning of a leadership programme's file"),
                      W_NOTE("choose the file whose name ends in "
                      ".programme.txt"));
    }
    if (json_number(json_get(line, "version"), 0) != PROGRAMME_FILE_VERSION) {
        return refuse(reading, W_NOTE("is of another version of the program"), SAME);
    }
    file->programme = text_of(reading, line, "programme");
    file->network = text_of(reading, line, "network");
    file->box = text_of(reading, line, "box");
    file->city.uid = text_of(reading, city, "uid");
    file->city.name = text_of(reading, city, "name");
    file->city.country = text_of(reading, city, "country");
    file->city.lau_id = text_of(reading, city, "lau_id");
    file->city.gss_code = text_of(reading, city, "gss_code");
    file->city.geonames_id = json_number(json_get(city, "geonames_id"), 0);
    reading->has_head = true;
    if (!is_uid(file->programme) || !is_uid(file->city.uid) || file->city.name.n == 0 || file->city.country.n != 2 ||
        file->network.s == NULL || file->box.n == 0) {
        return refuse(reading, W_NOTE("does not say which leadership programme of which city it is"), AGAIN);
    }
    file->is_ours = str_eq(file->box, secret_box(reading->arena, reading->key, PROGRAMME_BOX));
    return OK;
}

static enum fault must_use read_part(struct reading *reading, const struct json_value *line)
{
    struct str part = json_text(json_get(line, "part"));
    const struct json_value *columns = json_get(line, "columns");
    size_t table = 0;
    while (table < carry_tables_n && !str_eq(str_of(carry_tables[table].part), part)) {
        table++;
    }
    if (table == carry_tables_n || carry_tables[table].is_sealed != reading->is_within) {
        return refuse(reading, W_NOTE("names a part that is not known here"), SAME);
    }
    const struct statement *list = carry_tables[table].list;
    for (size_t i = 0; i < list->out_count; i++) {
        reading->places[i] = SIZE_MAX;
        for (size_t k = 0; k < json_count(columns); k++) {
            if (str_eq(json_text(json_at(columns, k)), str_of(list->out[i].name))) {
                reading->places[i] = k;
            }
        }
        if (reading->places[i] == SIZE_MAX && !list->out[i].nullable) {
            return refuse(reading, W_NOTE("lacks a column that is needed here"),
                          SAME);
        }
    }
    reading->table = table;
    reading->columns = json_count(columns);
    return OK;
}

/* jansson's numbers are whole ones of 64 bits; what is neither text nor such a number, nor null, is no cell. */
static bool read_cell(struct reading *reading, const struct db_column *column, const struct json_value *from,
                      struct value *ret_cell)
{
    struct str text = json_text(from);
    int64_t low = json_number(from, 0);
    if (text.s != NULL) {
        *ret_cell = (struct value){.kind = VALUE_TEXT, .text = str_copy(reading->arena, text)};
    } else if (low == json_number(from, 1)) {
        *ret_cell = (struct value){.kind = VALUE_INT, .number = low};
    } else {
        *ret_cell = (struct value){.kind = VALUE_NULL};
        return column->nullable;
    }
    if (strcmp(column->name, "uid") == 0 && !is_uid(text)) {
        return false;
    }
    return ret_cell->kind == column->kind &&
           (ret_cell->kind == VALUE_TEXT || carry_number_fits(column->name, ret_cell->number));
}

static enum fault must_use add(struct reading *reading, struct carry_row row)
{
    struct carry_rows *rows = &reading->file->rows;
    if (rows->n == CARRY_ROWS_MAX) {
        return refuse(reading, W_NOTE("is one more than a leadership programme may have"), AGAIN);
    }
    if (rows->n == reading->room) {
        reading->room = reading->room ? reading->room * 2 : 256;
        struct carry_row *items = arena_array(reading->arena, struct carry_row, reading->room);
        if (rows->n > 0) {
            memcpy(items, rows->items, rows->n * sizeof *items);
        }
        rows->items = items;
    }
    rows->items[rows->n++] = row;
    return OK;
}

static enum fault must_use read_row(struct reading *reading, const struct json_value *cells, struct str was,
                                    bool is_same)
{
    const struct carry_table *table = &carry_tables[reading->table];
    size_t n = table->list->out_count;
    struct value *row = arena_array(reading->arena, struct value, n);
    if (json_count(cells) != reading->columns) {
        return refuse(reading, W_NOTE("has more or fewer values than its part has columns"), AGAIN);
    }
    for (size_t i = 0; i < n; i++) {
        if (reading->places[i] == SIZE_MAX) {
            row[i] = (struct value){.kind = VALUE_NULL};
        } else if (!read_cell(reading, &table->list->out[i], json_at(cells, reading->places[i]), &row[i])) {
            return refuse(reading, W_NOTE("has a value that cannot stand there"), AGAIN);
        }
    }
    return add(reading, (struct carry_row){
        .table = reading->table, .cells = row, .name = carry_name(reading->arena, table, row),
        .is_own = reading->is_own, .was = is_same ? carry_marks(reading->arena, table, row) : was});
}

static enum fault must_use read_change(struct reading *reading, const struct json_value *line)
{
    struct str was = text_of(reading, line, "was");
    struct str gone = text_of(reading, line, "gone");
    if (was.n > MARKS_MAX || gone.n > MARKS_MAX || (gone.s != NULL && was.n == 0)) {
        return refuse(reading, W_NOTE("does not say how it stood"), AGAIN);
    }
    return gone.s != NULL
               ? add(reading, (struct carry_row){.table = reading->table, .name = gone, .was = was})
               : read_row(reading, json_get(line, "row"), was, json_is_yes(json_get(line, "was")));
}

static enum fault must_use read_lines(struct reading *reading, struct str text);

/* Those of base64url (RFC 4648, 5): they stand in a line as they are. */
static bool is_letters(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
            return false;
        }
    }
    return text.n > 0;
}

static enum fault must_use read_sealed(struct reading *reading, const struct json_value *line)
{
    struct str text = json_text(json_get(line, "sealed"));
    if (!is_letters(text)) {
        return refuse(reading, W_NOTE("is not sealed as it says"), AGAIN);
    }
    if (!reading->file->is_ours) {
        buf_format(&reading->sealed, "{\"sealed\":\"%.*s\"}\n", STR_ARG(text));
        return OK;
    }
    struct str opened;
    if (secret_box_open(reading->arena, reading->key, PROGRAMME_BOX, text, &opened) != OK) {
        return refuse(reading, W_NOTE("was sealed and has been changed since"), AGAIN);
    }
    struct reading within = *reading;
    within.is_within = true;
    within.line = 0;
    within.table = carry_tables_n;
    TRY(read_lines(&within, opened));
    reading->room = within.room;
    return OK;
}

static enum fault must_use read_end(struct reading *reading, const struct json_value *line)
{
    reading->has_end = true;
    return json_number(json_get(line, "end"), -1) == (int64_t)reading->line - 1
               ? OK
               : refuse(reading, W_NOTE("counts other lines than stand before it"), AGAIN);
}

static enum fault must_use read_value(struct reading *reading, const struct json_value *line)
{
    bool is_list = json_is_list(line);
    if (reading->has_end) {
        return refuse(reading, W_NOTE("stands behind the end of the file"), AGAIN);
    }
    if (!reading->has_head) {
        return read_head(reading, line);
    }
    if (!is_list && json_get(line, "part") != NULL) {
        return read_part(reading, line);
    }
    if (!is_list && !reading->is_within && json_get(line, "sealed") != NULL) {
        return read_sealed(reading, line);
    }
    if (!is_list && !reading->is_within && json_get(line, "end") != NULL) {
        return read_end(reading, line);
    }
    if (!is_list && reading->is_within && json_is_yes(json_get(line, "own"))) {
        reading->is_own = true;
        return OK;
    }
    if (reading->table == carry_tables_n) {
        return refuse(reading, W_NOTE("stands before any part was named"), AGAIN);
    }
    return is_list ? read_row(reading, line, (struct str){0}, false) : read_change(reading, line);
}

static enum fault must_use read_line(struct reading *reading, struct str text)
{
    struct json_value *line = NULL;
    struct str error;
    if (json_parse(reading->arena, text, &line, &error) != OK) {
        return refuse(reading, W_NOTE("cannot be read"), AGAIN);
    }
    enum fault fault = read_value(reading, line);
    json_free(line);
    return fault;
}

static enum fault must_use read_lines(struct reading *reading, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.s + at, '\n', text.n - at);
        size_t stop = end ? (size_t)(end - text.s) : text.n;
        struct str line = str_trim(str_sub(text, at, stop - at));
        reading->line++;
        at = stop + 1;
        if (line.n > 0) {
            TRY(read_line(reading, line));
        }
    }
    return OK;
}

enum fault programme_file_read(struct arena *arena, const struct secret_key *key, struct str text,
                               struct problems *problems, struct programme_file *ret_file)
{
    struct reading reading = {.arena = arena, .key = key, .problems = problems, .file = ret_file,
                              .table = carry_tables_n};
    *ret_file = (struct programme_file){0};
    buf_init(&reading.sealed, PROGRAMME_FILE_MAX);
    enum fault fault = read_lines(&reading, text);
    ret_file->sealed = str_copy(arena, buf_str(&reading.sealed));
    buf_done(&reading.sealed);
    TRY(fault);
    return reading.has_end ? OK : refuse(&reading, W_NOTE("is the last one, and the file does not end there"), AGAIN);
}
