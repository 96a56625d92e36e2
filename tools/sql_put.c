/* SPDX-License-Identifier: AGPL-3.0-or-later
** sql_put: writing C for statements. Locals of what is written end in '_', so that no parameter can meet them. */
#include "base/check.h"
#include "sql.h"
#include "tool.h"

static bool has_in_struct(const struct sql_statement *statement)
{
    return statement->gives == GIVES_NONE && statement->in.n > SQL_IN_PLAIN_MAX;
}

static bool is_text(const struct sql_field *field)
{
    return field->type == SQL_TEXT || field->type == SQL_BLOB;
}

static const char *c_type(struct arena *arena, const struct sql_field *field)
{
    switch (field->type) {
    case SQL_INT: return field->nullable ? "struct maybe_int" : "int64_t";
    case SQL_BOOL: return "bool";
    case SQL_TEXT: return "struct str";
    case SQL_BLOB: return "struct str";
    case SQL_DATE: return "struct date";
    case SQL_ID: return str_c(arena, str_format(arena, "struct %.*s", STR_ARG(field->id)));
    }
    check(false);
    return "";
}

/* "type name" */
static void put_declared(struct buf *to, const struct sql_field *field)
{
    struct arena arena;
    arena_init(&arena, 65536);
    buf_format(to, "%s %.*s", c_type(&arena, field), STR_ARG(field->name));
    arena_done(&arena);
}

/* ---- what both files say: structs and signatures */

static void put_struct(struct buf *to, const struct sql_statement *statement, const struct sql_fields *fields,
                       const char *suffix)
{
    buf_format(to, "struct q_%.*s%s {\n", STR_ARG(statement->name), suffix);
    for (size_t i = 0; i < fields->n; i++) {
        buf_put_str(to, S("    "));
        put_declared(to, &fields->items[i]);
        buf_put_str(to, S(";\n"));
    }
    buf_put_str(to, S("};\n"));
}

static void put_parameters(struct buf *to, const struct sql_statement *statement)
{
    if (has_in_struct(statement)) {
        buf_format(to, ", const struct q_%.*s_in *in", STR_ARG(statement->name));
        return;
    }
    for (size_t i = 0; i < statement->in.n; i++) {
        buf_put_str(to, S(", "));
        put_declared(to, &statement->in.items[i]);
    }
}

/* Without the ';' or body. */
static void put_signature(struct buf *to, const struct sql_statement *statement)
{
    struct str name = statement->name;
    bool each = statement->gives == GIVES_EACH;
    buf_format(to, "enum fault %sq_%.*s%s(struct db *db", "must_use ", STR_ARG(name), each ? "_open" : "");
    if (statement->gives == GIVES_ONE || statement->gives == GIVES_MANY) {
        buf_put_str(to, S(", struct arena *arena"));
    }
    put_parameters(to, statement);
    if (statement->gives == GIVES_ONE) {
        buf_format(to, ", struct q_%.*s *ret_row", STR_ARG(name));
    } else if (statement->gives == GIVES_MANY) {
        buf_format(to, ",\n    struct q_%.*s **ret_rows, size_t *ret_count", STR_ARG(name));
    } else if (each) {
        buf_put_str(to, S(", struct db_rows **ret_rows"));
    }
    buf_put_str(to, S(")"));
}

/* What will be asked for can be said before. */
static bool has_soon(const struct sql_statement *statement)
{
    return statement->gives != GIVES_NONE;
}

static void put_soon_signature(struct buf *to, const struct sql_statement *statement)
{
    buf_format(to, "void q_%.*s_soon(struct db *db", STR_ARG(statement->name));
    put_parameters(to, statement);
    buf_put_str(to, S(")"));
}

static void put_next_signature(struct buf *to, const struct sql_statement *statement)
{
    buf_format(to, "enum fault must_use q_%.*s_next(struct db_rows *rows, struct q_%.*s *ret_row, bool *ret_more)",
               STR_ARG(statement->name), STR_ARG(statement->name));
}

/* ---- the header */

static void put_comment(struct buf *to, const struct sql_statement *statement)
{
    static const char *const gives[] = {
        [GIVES_UNSAID] = "",
        [GIVES_NONE] = "No rows.",
        [GIVES_ONE] = "One row; FAULT_NOT_FOUND when there is none.",
        [GIVES_MANY] = "",
        [GIVES_EACH] =
            "A row at a time: open, next until *ret_more is false, db_rows_close. Texts borrow until the next row.",
    };
    buf_put_str(to, S("/* "));
    struct str comment = str_trim(statement->comment);
    for (struct str rest = comment; rest.s != NULL && comment.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        buf_format(to, "%.*s\n** ", STR_ARG(line));
    }
    buf_put_str(to, str_of(gives[statement->gives]));
    if (statement->gives == GIVES_MANY) {
        buf_format(to, "At most %lld rows; more is FAULT_TOO_LARGE.", (long long)statement->rows_max);
    }
    buf_put_str(to, S(" */\n"));
}

static void put_upper(struct buf *to, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        buf_put_char(to, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static void put_head(struct buf *to, const struct sql_file *file)
{
    struct str path = tool_path_short(file->path);
    buf_format(to, "/* Made by sqlc from %.*s: change that, not this. */\n", STR_ARG(path));
}

void sql_put_header(struct buf *to, const struct sql_file *file)
{
    put_head(to, file);
    buf_put_str(to, S("#ifndef "));
    put_upper(to, file->subject);
    buf_put_str(to, S("_SQL_H\n#define "));
    put_upper(to, file->subject);
    buf_put_str(to, S("_SQL_H\n\n#include \"base/date.h\"\n#include \"base/ids.h\"\n#include \"db/db.h\"\n"));
    for (const struct sql_statement *statement = file->first; statement != NULL; statement = statement->next) {
        buf_put_char(to, '\n');
        put_comment(to, statement);
        if (statement->gives != GIVES_NONE) {
            put_struct(to, statement, &statement->out, "");
        }
        if (has_in_struct(statement)) {
            put_struct(to, statement, &statement->in, "_in");
        }
        buf_format(to, "extern const struct statement statement_%.*s;\n", STR_ARG(statement->name));
        put_signature(to, statement);
        buf_put_str(to, S(";\n"));
        if (has_soon(statement)) {
            put_soon_signature(to, statement);
            buf_put_str(to, S(";\n"));
        }
        if (statement->gives == GIVES_EACH) {
            put_next_signature(to, statement);
            buf_put_str(to, S(";\n"));
        }
    }
    buf_put_str(to, S("\n#endif\n"));
}

/* ---- the code */

static const char *kind_of(const struct sql_field *field)
{
    return field->type == SQL_TEXT ? "VALUE_TEXT" : field->type == SQL_BLOB ? "VALUE_BLOB" : "VALUE_INT";
}

static void put_columns(struct buf *to, const struct sql_statement *statement, const struct sql_fields *fields,
                        const char *what)
{
    if (fields->n == 0) {
        return;
    }
    buf_format(to, "static const struct db_column %s_%.*s[] = {\n", what, STR_ARG(statement->name));
    for (size_t i = 0; i < fields->n; i++) {
        const struct sql_field *field = &fields->items[i];
        buf_format(to, "    {\"%.*s\", %s, %s},\n", STR_ARG(field->name), kind_of(field),
                   field->nullable ? "true" : "false");
    }
    buf_put_str(to, S("};\n"));
}

static void put_statement(struct buf *to, const struct sql_statement *statement)
{
    struct str name = statement->name;
    buf_format(
        to,
        "const struct statement statement_%.*s = {\n    .name = \"%.*s\",\n    .number = %zu,\n"
        "    .sql = {\n        [DB_SQLITE] =\n            ",
        STR_ARG(name), STR_ARG(name), statement->number);
    tool_put_literal(to, buf_str(&statement->sql[SQL_SQLITE]), "            ");
    buf_put_str(to, S(",\n        [DB_POSTGRES] =\n            "));
    tool_put_literal(to, buf_str(&statement->sql[SQL_POSTGRES]), "            ");
    buf_put_str(to, S(",\n    },\n"));
    if (statement->in.n > 0) {
        buf_format(to, "    .in = in_%.*s,\n    .in_count = %zu,\n", STR_ARG(name), statement->in.n);
    }
    if (statement->out.n > 0) {
        buf_format(to, "    .out = out_%.*s,\n    .out_count = %zu,\n", STR_ARG(name), statement->out.n);
    }
    if (statement->gives == GIVES_EACH) {
        buf_put_str(to, S("    .each = true,\n"));
    }
    buf_put_str(to, S("};\n"));
}

/* One struct value from a parameter. A NULL of a text is its s, of an id 0, of a date DATE_NONE. */
static void put_value(struct buf *to, const struct sql_field *field, const char *from)
{
    struct str name = field->name;
    const char *kind = kind_of(field);
    if (is_text(field)) {
        if (field->nullable) {
            buf_format(to, "        {.kind = %s%.*s.s ? %s : VALUE_NULL, .text = %s%.*s},\n", from, STR_ARG(name),
                       kind, from, STR_ARG(name));
        } else {
            buf_format(to, "        {.kind = %s, .text = %s%.*s.s ? %s%.*s : S(\"\")},\n", kind, from,
                       STR_ARG(name), from, STR_ARG(name));
        }
        return;
    }
    const char *part = field->type == SQL_DATE ? ".days" : field->type == SQL_ID || field->nullable ? ".v" : "";
    buf_put_str(to, S("        {.kind = "));
    if (field->nullable && field->type == SQL_DATE) {
        buf_format(to, "date_is_none(%s%.*s) ? VALUE_NULL : ", from, STR_ARG(name));
    } else if (field->nullable && field->type == SQL_ID) {
        buf_format(to, "%s%.*s.v == 0 ? VALUE_NULL : ", from, STR_ARG(name));
    } else if (field->nullable) {
        buf_format(to, "!%s%.*s.known ? VALUE_NULL : ", from, STR_ARG(name));
    }
    buf_format(to, "%s, .number = %s%.*s%s},\n", kind, from, STR_ARG(name), part);
}

/* A date that must be there is checked: passing none is a bug of the caller. */
static void put_values(struct buf *to, const struct sql_statement *statement)
{
    const char *from = has_in_struct(statement) ? "in->" : "";
    for (size_t i = 0; i < statement->in.n; i++) {
        const struct sql_field *field = &statement->in.items[i];
        if (field->type == SQL_DATE && !field->nullable) {
            buf_format(to, "    check(!date_is_none(%s%.*s));\n", from, STR_ARG(field->name));
        }
    }
    if (statement->in.n == 0) {
        return;
    }
    buf_put_str(to, S("    const struct value in_[] = {\n"));
    for (size_t i = 0; i < statement->in.n; i++) {
        put_value(to, &statement->in.items[i], from);
    }
    buf_put_str(to, S("    };\n"));
}

/* The function that reads one row. */
static void put_get(struct buf *to, const struct sql_statement *statement)
{
    struct str name = statement->name;
    buf_format(to, "static enum fault must_use get_%.*s(const struct db_rows *rows, struct q_%.*s *ret_row)\n{\n",
               STR_ARG(name), STR_ARG(name));
    for (size_t i = 0; i < statement->out.n; i++) {
        const struct sql_field *field = &statement->out.items[i];
        struct str column = field->name;
        switch (field->type) {
        case SQL_TEXT:
        case SQL_BLOB: buf_format(to, "    ret_row->%.*s = get_text_(rows, %zu);\n", STR_ARG(column), i); break;
        case SQL_BOOL:
            buf_format(to, "    TRY(get_bool_(rows, %zu, &ret_row->%.*s));\n", i, STR_ARG(column));
            break;
        case SQL_DATE:
            buf_format(to, "    TRY(get_date_(rows, %zu, &ret_row->%.*s));\n", i, STR_ARG(column));
            break;
        case SQL_ID: buf_format(to, "    ret_row->%.*s.v = db_rows_int(rows, %zu);\n", STR_ARG(column), i); break;
        case SQL_INT:
            if (field->nullable) {
                buf_format(
                    to,
                    "    ret_row->%.*s = (struct maybe_int){!db_rows_is_null(rows, %zu), db_rows_int(rows, "
                    "%zu)};\n",
                    STR_ARG(column), i, i);
            } else {
                buf_format(to, "    ret_row->%.*s = db_rows_int(rows, %zu);\n", STR_ARG(column), i);
            }
        }
    }
    buf_put_str(to, S("    return OK;\n}\n\n"));
}

static bool has_text(const struct sql_statement *statement)
{
    for (size_t i = 0; i < statement->out.n; i++) {
        if (is_text(&statement->out.items[i])) {
            return true;
        }
    }
    return false;
}

/* Copies the texts of `row` into the arena. */
static void put_copies(struct buf *to, const struct sql_statement *statement, const char *indent, const char *row)
{
    for (size_t i = 0; i < statement->out.n; i++) {
        const struct sql_field *field = &statement->out.items[i];
        if (is_text(field)) {
            buf_format(to, "%s%s%.*s = str_copy(arena, %s%.*s);\n", indent, row, STR_ARG(field->name), row,
                       STR_ARG(field->name));
        }
    }
}

static void put_open(struct buf *to, const struct sql_statement *statement)
{
    buf_format(
        to,
        "    CLEANUP(close_rows_) struct db_rows *rows_ = NULL;\n"
        "    TRY(db_rows_open(db, &statement_%.*s, %s, &rows_));\n",
        STR_ARG(statement->name), statement->in.n ? "in_" : "NULL");
}

static void put_one(struct buf *to, const struct sql_statement *statement)
{
    if (!has_text(statement)) {
        buf_put_str(to, S("    (void)arena;\n"));
    }
    put_open(to, statement);
    buf_format(
        to,
        "    bool more_ = false;\n    TRY(db_rows_next(rows_, &more_));\n    if (!more_) {\n"
        "        return FAULT_NOT_FOUND;\n    }\n"
        "    struct q_%.*s row_ = {0};\n    TRY(get_%.*s(rows_, &row_));\n",
        STR_ARG(statement->name), STR_ARG(statement->name));
    put_copies(to, statement, "    ", "row_.");
    buf_put_str(to, S("    *ret_row = row_;\n    return OK;\n"));
}

static void put_many(struct buf *to, const struct sql_statement *statement)
{
    struct str name = statement->name;
    put_open(to, statement);
    buf_format(
        to,
        "    struct q_%.*s *list_ = NULL;\n    size_t n_ = 0;\n    size_t size_ = 0;\n    bool more_ = false;\n"
        "    TRY(db_rows_next(rows_, &more_));\n    while (more_) {\n        if (n_ == %lld) {\n"
        "            return FAULT_TOO_LARGE;\n        }\n"
        "        if (n_ == size_) {\n            list_ = grow_(arena, list_, &size_, sizeof *list_);\n        }\n"
        "        TRY(get_%.*s(rows_, &list_[n_]));\n",
        STR_ARG(name), (long long)statement->rows_max, STR_ARG(name));
    put_copies(to, statement, "        ", "list_[n_].");
    buf_put_str(
        to,
        S("        n_++;\n        TRY(db_rows_next(rows_, &more_));\n    }\n    *ret_rows = list_;\n"
          "    *ret_count = n_;\n    return OK;\n"));
}

static void put_next(struct buf *to, const struct sql_statement *statement)
{
    buf_put_str(to, S("}\n\n"));
    put_next_signature(to, statement);
    buf_format(
        to,
        "\n{\n    struct q_%.*s row_ = {0};\n    bool more_ = false;\n"
        "    TRY(db_rows_next(rows, &more_));\n    if (more_) {\n"
        "        TRY(get_%.*s(rows, &row_));\n        *ret_row = row_;\n    }\n    *ret_more = more_;\n"
        "    return OK;\n",
        STR_ARG(statement->name), STR_ARG(statement->name));
}

static void put_call(struct buf *to, const struct sql_statement *statement)
{
    const char *values = statement->in.n ? "in_" : "NULL";
    put_signature(to, statement);
    buf_put_str(to, S("\n{\n"));
    put_values(to, statement);
    switch (statement->gives) {
    case GIVES_ONE: put_one(to, statement); break;
    case GIVES_MANY: put_many(to, statement); break;
    case GIVES_EACH:
        buf_format(to, "    return db_rows_open(db, &statement_%.*s, %s, ret_rows);\n", STR_ARG(statement->name),
                   values);
        put_next(to, statement);
        break;
    default: buf_format(to, "    return db_run(db, &statement_%.*s, %s);\n", STR_ARG(statement->name), values);
    }
    buf_put_str(to, S("}\n"));
}

static void put_soon(struct buf *to, const struct sql_statement *statement)
{
    buf_put_char(to, '\n');
    put_soon_signature(to, statement);
    buf_put_str(to, S("\n{\n    if (!db_takes_soon(db)) {\n        return;\n    }\n"));
    put_values(to, statement);
    buf_format(to, "    db_soon(db, &statement_%.*s, %s);\n}\n", STR_ARG(statement->name),
               statement->in.n ? "in_" : "NULL");
}

/* What each file of code needs of its own; what a file does not use is marked so. */
static void put_helpers(struct buf *to)
{
    buf_put_str(
        to,
        S("#define UNUSED_ __attribute__((unused))\n\n"
          "UNUSED_ static void close_rows_(struct db_rows **rows)\n{\n    if (*rows != NULL) {\n"
          "        db_rows_close(*rows);\n    }\n}\n\n"
          "UNUSED_ static struct str get_text_(const struct db_rows *rows, size_t column)\n{\n"
          "    struct str text = db_rows_text(rows, column);\n"
          "    return db_rows_is_null(rows, column) ? (struct str){0} : text.s ? text : S(\"\");\n}\n\n"
          "UNUSED_ static enum fault get_bool_(const struct db_rows *rows, size_t column, bool *ret_bool)\n{\n"
          "    int64_t number = db_rows_int(rows, column);\n    *ret_bool = number == 1;\n"
          "    return number == 0 || number == 1 ? OK : FAULT_DAMAGED;\n}\n\n"
          "UNUSED_ static enum fault get_date_(const struct db_rows *rows, size_t column, struct date "
          "*ret_date)\n{\n"
          "    int64_t days = db_rows_int(rows, column);\n    bool none = db_rows_is_null(rows, column);\n"
          "    *ret_date = none ? DATE_NONE : (struct date){(int32_t)days};\n"
          "    return none || (days > INT32_MIN && days <= INT32_MAX) ? OK : FAULT_DAMAGED;\n}\n\n"
          "UNUSED_ static void *grow_(struct arena *arena, const void *list, size_t *size, size_t each)\n{\n"
          "    size_t wider = *size ? *size * 2 : 8;\n    void *p = arena_array_alloc(arena, wider, each);\n"
          "    if (*size > 0) {\n        memcpy(p, list, *size * each);\n    }\n    *size = wider;\n"
          "    return p;\n}\n"));
}

void sql_put_code(struct buf *to, const struct sql_file *file)
{
    put_head(to, file);
    buf_format(to, "#include \"%.*s.sql.h\"\n\n#include <string.h>\n\n#include \"base/check.h\"\n\n",
               STR_ARG(file->subject));
    put_helpers(to);
    for (const struct sql_statement *statement = file->first; statement != NULL; statement = statement->next) {
        buf_format(to, "\n/* ---- %.*s, line %zu */\n\n", STR_ARG(statement->name), statement->line);
        put_columns(to, statement, &statement->in, "in");
        put_columns(to, statement, &statement->out, "out");
        put_statement(to, statement);
        buf_put_char(to, '\n');
        if (statement->gives != GIVES_NONE) {
            put_get(to, statement);
        }
        put_call(to, statement);
        if (has_soon(statement)) {
            put_soon(to, statement);
        }
    }
}

void sql_put_table(struct buf *to, const struct sql_file *files, size_t files_count)
{
    size_t count = 0;
    buf_put_str(to, S("/* Made by sqlc: every statement of the program. */\n#include \"db/db.h\"\n"));
    for (size_t i = 0; i < files_count; i++) {
        buf_format(to, "#include \"%.*s.sql.h\"\n", STR_ARG(files[i].subject));
    }
    buf_put_str(to, S("\nconst struct statement *const statements[] = {\n"));
    for (size_t i = 0; i < files_count; i++) {
        for (const struct sql_statement *statement = files[i].first; statement != NULL;
             statement = statement->next) {
            buf_format(to, "    &statement_%.*s,\n", STR_ARG(statement->name));
            count++;
        }
    }
    buf_format(to, "    NULL,\n};\nconst size_t statements_count = %zu;\n", count);
}
