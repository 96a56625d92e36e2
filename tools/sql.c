/* SPDX-License-Identifier: AGPL-3.0-or-later
** sql: reading statements. */
#include "sql.h"

#include "base/check.h"
#include "base/map.h"
#include "base/scan.h"
#include "tool.h"

/* One file being read, line by line. */
struct reader {
    struct arena *arena;
    struct problems *problems;
    struct map *names;
    struct sql_file *file;
    struct sql_statement **end;      /* where the next statement is hung */
    struct sql_statement *statement; /* being read, or NULL */
    struct buf comment;              /* above a name */
    size_t line;
    size_t statements; /* of the program so far */
    bool in_sql;
    bool in_quote;
    unsigned engines; /* bits: for whom the lines are */
    unsigned ended;   /* bits: who has met its ';' */
};

#define BOTH ((1u << SQL_SQLITE) | (1u << SQL_POSTGRES))

static void complain(struct reader *reader, struct str what, struct str mend)
{
    tool_complain(reader->problems, reader->file->path, reader->line, what, mend);
}
#define complain_f(reader, mend, ...) complain((reader), str_format((reader)->arena, __VA_ARGS__), (mend))

/* ---- headings */

static bool read_type(struct str text, struct sql_field *field)
{
    static const struct {
        const char *name;
        enum sql_type type;
    } types[] = {
        {"int", SQL_INT},     {"bool", SQL_BOOL},    {"text", SQL_TEXT},     {"blob", SQL_BLOB},
        {"date", SQL_DATE},   {"city_id", SQL_ID},   {"project_id", SQL_ID}, {"organisation_id", SQL_ID},
        {"theme_id", SQL_ID}, {"source_id", SQL_ID},
    };
    field->nullable = str_ends(text, S("?"));
    struct str name = str_sub(text, 0, text.n - field->nullable);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (str_eq(name, str_of(types[i].name))) {
            field->type = types[i].type;
            field->id = name;
            return !(field->type == SQL_BOOL && field->nullable);
        }
    }
    return false;
}

static struct sql_field *find_field(struct sql_fields *fields, struct str name)
{
    for (size_t i = 0; i < fields->n; i++) {
        if (str_eq(fields->items[i].name, name)) {
            return &fields->items[i];
        }
    }
    return NULL;
}

static bool is_reserved(struct str name)
{
    return str_eq(name, S("db")) || str_eq(name, S("arena")) || str_eq(name, S("in")) ||
           str_starts(name, S("ret_")) || str_ends(name, S("_"));
}

/* One "name type". */
static void read_field(struct reader *reader, struct sql_fields *fields, struct str text)
{
    struct str type = {0};
    struct sql_field field = {.name = str_cut(text, ' ', &type)};
    type = str_trim(type);
    if (!tool_is_name(field.name) || is_reserved(field.name)) {
        complain_f(reader,
                   S("use small letters, digits and _; not a word of C, nor db, arena, in, ret_..., or ..._"),
                   "'%.*s' cannot be a name", STR_ARG(field.name));
    } else if (!read_type(type, &field)) {
        complain_f(
            reader,
            S("write int, bool, text, blob, date or an id such as city_id, with ? behind when it may be "
              "NULL (not bool)"),
            "'%.*s' is not a type", STR_ARG(type));
    } else if (find_field(fields, field.name) != NULL) {
        complain_f(reader, S("name it once"), "'%.*s' stands twice", STR_ARG(field.name));
    } else if (fields->n == SQL_FIELDS_MAX) {
        complain(reader, S("more than 48 columns"), S("split the statement"));
    } else {
        fields->items[fields->n++] = field;
    }
}

static void read_fields(struct reader *reader, struct sql_fields *fields, struct str text)
{
    text = str_trim(text);
    if (text.n > 0 && text.s[text.n - 1] == ',') { /* goes on in the next heading of this kind */
        text.n--;
    }
    for (struct str rest = text; rest.s != NULL && text.n > 0;) {
        read_field(reader, fields, str_trim(str_cut(rest, ',', &rest)));
    }
}

static void read_gives(struct reader *reader, struct sql_statement *statement, struct str text)
{
    struct str rest = {0};
    struct str word = str_cut(text, ' ', &rest);
    bool many = str_eq(word, S("many"));
    statement->gives = str_eq(word, S("none"))   ? GIVES_NONE
                       : str_eq(word, S("one"))  ? GIVES_ONE
                       : str_eq(word, S("each")) ? GIVES_EACH
                       : many                    ? GIVES_MANY
                                                 : GIVES_UNSAID;
    bool bounded = many && parse_int(str_trim(rest), 1, SQL_MANY_MAX, &statement->rows_max);
    if (statement->gives == GIVES_UNSAID || (many && !bounded) || (!many && rest.s != NULL)) {
        complain_f(reader, S("write none, one, each, or many and the most rows (1 to 1000000)"),
                   "'%.*s' is not what a statement gives", STR_ARG(text));
        statement->gives = GIVES_NONE;
    }
}

static void begin_statement(struct reader *reader, struct str name)
{
    struct sql_statement *statement = arena_new(reader->arena, struct sql_statement);
    statement->name = name;
    statement->comment = reader->comment.n ? str_copy(reader->arena, buf_str(&reader->comment)) : S("");
    statement->number = reader->statements++;
    statement->line = reader->line;
    buf_init(&statement->sql[SQL_SQLITE], TOOL_FILE_MAX);
    buf_init(&statement->sql[SQL_POSTGRES], TOOL_FILE_MAX);
    *reader->end = statement;
    reader->end = &statement->next;
    reader->statement = statement;
    reader->in_sql = false;
    reader->in_quote = false;
    reader->engines = BOTH;
    reader->ended = 0;
    if (!tool_is_name(name)) {
        complain_f(reader, S("use small letters, digits and _; not a word of C"), "'%.*s' cannot be a name",
                   STR_ARG(name));
        return;
    }
    struct map_item *item = map_add(reader->names, name);
    if (item->value.pointer != NULL) {
        complain_f(reader, S("give it another name"), "the statement %.*s stands in %.*s as well", STR_ARG(name),
                   STR_ARG(((struct sql_file *)item->value.pointer)->path));
    }
    item->value.pointer = reader->file;
    if (str_contains(statement->comment, S("*/")) || str_contains(statement->comment, S("/*"))) {
        complain(reader, S("the comment above holds a mark of C comments"), S("write it without /* and */"));
    }
}

/* "-- key: value" -> key and value. */
static bool cut_heading(struct str line, struct str *ret_key, struct str *ret_value)
{
    struct str text = str_trim(str_from(line, 2));
    size_t n = 0;
    while (n < text.n && ((text.s[n] >= 'a' && text.s[n] <= 'z'))) {
        n++;
    }
    if (n == 0 || n == text.n || text.s[n] != ':') {
        return false;
    }
    *ret_key = str_sub(text, 0, n);
    *ret_value = str_trim(str_from(text, n + 1));
    return true;
}

static void read_heading(struct reader *reader, struct str key, struct str value)
{
    struct sql_statement *statement = reader->statement;
    if (str_eq(key, S("gives"))) {
        read_gives(reader, statement, value);
    } else if (str_eq(key, S("in"))) {
        read_fields(reader, &statement->in, value);
    } else if (str_eq(key, S("out"))) {
        read_fields(reader, &statement->out, value);
    } else {
        complain_f(reader, S("headings are name, gives, in and out"), "'%.*s' is not a heading", STR_ARG(key));
    }
}

/* ---- SQL */

static void put_sql(struct reader *reader, struct str text)
{
    for (int i = 0; i < SQL_ENGINES; i++) {
        if (reader->engines & (1u << i)) {
            buf_put_str(&reader->statement->sql[i], text);
        }
    }
}

static void put_parameter(struct reader *reader, struct str name)
{
    static const char *const casts[] = {[SQL_INT] = "bigint", [SQL_BOOL] = "bigint", [SQL_TEXT] = "text",
                                        [SQL_BLOB] = "bytea", [SQL_DATE] = "bigint", [SQL_ID] = "bigint"};
    struct sql_statement *statement = reader->statement;
    struct sql_field *field = find_field(&statement->in, name);
    if (field == NULL) {
        complain_f(reader, S("name it, with its type, in the heading: -- in:"),
                   "the parameter :%.*s is not in the heading", STR_ARG(name));
        return;
    }
    unsigned number = (unsigned)(field - statement->in.items) + 1;
    field->used |= reader->engines;
    if (reader->engines & (1u << SQL_SQLITE)) {
        buf_format(&statement->sql[SQL_SQLITE], "?%u", number);
    }
    if (reader->engines & (1u << SQL_POSTGRES)) {
        buf_format(&statement->sql[SQL_POSTGRES], "$%u::%s", number, casts[field->type]);
    }
}

/* Words that mean different things on the two engines, or exist on one. */
static void check_portable(struct reader *reader, struct str word, struct str rest)
{
    static const struct {
        const char *word;
        const char *mend;
    } words[] = {
        {"like", "search a prefix as a range on a folded column"},
        {"ilike", "search a prefix as a range on a folded column"},
        {"glob", "search a prefix as a range on a folded column"},
        {"regexp", "search a prefix as a range on a folded column"},
        {"real", "use int: cents, basis points, millionths"},
        {"float", "use int: cents, basis points, millionths"},
        {"double", "use int: cents, basis points, millionths"},
        {"numeric", "use int: cents, basis points, millionths"},
        {"ifnull", "write coalesce"},
        {"isnull", "write is null"},
        {"notnull", "write is not null"},
        {"replace", "write insert ... on conflict do update"},
        {"autoincrement", "use integer not null primary key"},
        {"rowid", "name a key of the table"},
        {"now", "pass the time in as a parameter"},
        {"current_timestamp", "pass the time in as a parameter"},
        {"current_date", "pass the day in as a parameter"},
        {"random", "choose in C"},
        {"lower", "fold in C, with base/fold.h, and keep what comes out"},
        {"upper", "fold in C, with base/fold.h, and keep what comes out"},
        {"collate", "texts are ordered by their bytes; keep a sort key for another order"},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq_nocase(word, str_of(words[i].word))) {
            complain_f(reader, str_of(words[i].mend), "'%.*s' is not portable", STR_ARG(word));
        }
    }
    if (str_eq_nocase(str_sub(word, 0, 5), S("json_")) || str_eq_nocase(str_sub(word, 0, 6), S("jsonb_"))) {
        complain_f(reader, S("make it in C with text/json.h"), "'%.*s' is not portable", STR_ARG(word));
    }
    rest = str_trim(rest);
    rest = str_from(rest, str_eq_nocase(str_sub(rest, 0, 4), S("not ")) ? 4 : 0);
    if (str_eq_nocase(word, S("is")) && !str_eq_nocase(str_sub(rest, 0, 4), S("null")) &&
        !str_eq_nocase(str_sub(rest, 0, 13), S("distinct from"))) {
        complain(reader, S("'is' with a value is not portable"), S("write =, is null, or is not distinct from"));
    }
}

static size_t word_length(struct str text)
{
    size_t n = 0;
    while (n < text.n && tool_is_word(text.s[n])) {
        n++;
    }
    return n;
}

/* One sign or word outside quotes; its length. */
static size_t put_piece(struct reader *reader, struct str line)
{
    char c = line.s[0];
    size_t word = word_length(line);
    bool both = reader->engines == BOTH;
    if (word > 0) {
        if (both) {
            check_portable(reader, str_sub(line, 0, word), str_from(line, word));
        }
        put_sql(reader, str_sub(line, 0, word));
        return word;
    }
    size_t name = c == ':' ? word_length(str_from(line, 1)) : 0;
    if (name > 0) {
        put_parameter(reader, str_sub(line, 1, name));
        return 1 + name;
    }
    if (str_starts(line, S("::"))) {
        if (both) {
            complain(reader, S("'::' is not portable"), S("write cast(x as type), or put it below -- postgres:"));
        }
        put_sql(reader, S("::"));
        return 2;
    }
    if (c == '"' || (both && (c == '`' || c == '['))) {
        complain(reader, S("a quoted name"), S("use names that need no quotes, and ' for text"));
    } else if (c == '?' || c == '$' || (both && c == '@') || str_starts(line, S("/*"))) {
        complain_f(reader, S("parameters are :name, comments begin with --"), "'%c' does not belong here",
                   c == '/' ? '*' : c);
    }
    reader->in_quote = c == '\'';
    put_sql(reader, str_sub(line, 0, 1));
    return 1;
}

static void check_order(struct reader *reader)
{
    struct sql_statement *statement = reader->statement;
    struct str sql = buf_str(&statement->sql[SQL_SQLITE]);
    bool ordered = false;
    for (size_t i = 0; i + 8 <= sql.n && !ordered; i++) {
        ordered = str_eq_nocase(str_sub(sql, i, 8), S("order by"));
    }
    if (statement->gives == GIVES_MANY && statement->rows_max > 1 && !ordered) {
        complain(reader, S("many rows in no order"), S("write order by, ending in an id"));
    }
}

/* Behind the ';' of all engines. */
static void end_statement(struct reader *reader)
{
    struct sql_statement *statement = reader->statement;
    bool none = statement->gives == GIVES_NONE;
    if (statement->gives == GIVES_UNSAID) {
        complain_f(reader, S("write -- gives: none, one, many N or each"), "%.*s does not say what it gives",
                   STR_ARG(statement->name));
    } else if (none != (statement->out.n == 0)) {
        complain_f(reader, none ? S("remove -- out:, or say what it gives") : S("name its columns: -- out:"),
                   none ? "%.*s gives none and has columns" : "%.*s gives rows and has no columns",
                   STR_ARG(statement->name));
    }
    for (size_t i = 0; i < statement->in.n; i++) {
        struct sql_field *field = &statement->in.items[i];
        if (field->used != BOTH) {
            complain_f(reader, S("use it as :name for both engines, or remove it"),
                       "the parameter %.*s is not used%s", STR_ARG(field->name),
                       field->used == 0 ? "" : " on one engine");
        }
    }
    check_order(reader);
    reader->statement = NULL;
    buf_reset(&reader->comment);
}

static void read_sql_line(struct reader *reader, struct str line)
{
    bool new_line = reader->in_sql && !reader->in_quote;
    reader->in_sql = true;
    if ((reader->engines & reader->ended) != 0) {
        complain(reader, S("an engine's SQL goes on behind its ';'"),
                 S("end each engine's SQL once; begin the next statement with -- name:"));
        return;
    }
    if (new_line) {
        put_sql(reader, S("\n"));
    }
    while (line.n > 0) {
        if (reader->in_quote) {
            reader->in_quote = line.s[0] != '\'';
            put_sql(reader, str_sub(line, 0, 1));
            line = str_from(line, 1);
        } else if (str_starts(line, S("--"))) {
            return;
        } else if (line.s[0] == ';') {
            struct str rest = str_trim(str_from(line, 1));
            if (rest.n > 0 && !str_starts(rest, S("--"))) {
                complain(reader, S("something stands behind the ';'"),
                         S("begin the next statement on its own line, with its heading"));
            }
            reader->ended |= reader->engines;
            if (reader->ended == BOTH) {
                end_statement(reader);
            }
            return;
        } else {
            line = str_from(line, put_piece(reader, line));
        }
    }
    if (reader->in_quote) {
        put_sql(reader, S("\n"));
    }
}

/* "-- sqlite:", "-- postgres:", "-- both:". */
static bool read_engine(struct reader *reader, struct str line)
{
    struct str text = str_trim(str_from(line, 2));
    unsigned engines = str_eq(text, S("sqlite:"))     ? 1u << SQL_SQLITE
                       : str_eq(text, S("postgres:")) ? 1u << SQL_POSTGRES
                       : str_eq(text, S("both:"))     ? BOTH
                                                      : 0;
    if (engines != 0) {
        reader->engines = engines;
    }
    return engines != 0;
}

/* ---- lines */

/* Between two statements. */
static void read_outside(struct reader *reader, struct str line)
{
    struct str key = {0};
    struct str value = {0};
    if (line.n == 0) {
        buf_reset(&reader->comment);
    } else if (!str_starts(line, S("--"))) {
        complain(reader, S("SQL without a heading"), S("write -- name: and -- gives: above it"));
    } else if (cut_heading(line, &key, &value) && str_eq(key, S("name"))) {
        begin_statement(reader, value);
    } else if (str_eq(key, S("gives")) || str_eq(key, S("in")) || str_eq(key, S("out"))) {
        complain_f(reader, S("a statement begins with -- name:"), "the heading '%.*s' comes before a name",
                   STR_ARG(key));
    } else if (!str_eq(key, S("both"))) {
        buf_put_str(&reader->comment, str_trim(str_from(line, 2)));
        buf_put_char(&reader->comment, '\n');
    }
}

static void read_line(struct reader *reader, struct str raw)
{
    struct str line = str_trim(raw);
    struct str key = {0};
    struct str value = {0};
    if (reader->statement == NULL) {
        read_outside(reader, line);
    } else if (reader->in_quote) {
        read_sql_line(reader, raw);
    } else if (line.n == 0 || (str_starts(line, S("--")) && read_engine(reader, line))) {
        return;
    } else if (!str_starts(line, S("--"))) {
        size_t n = raw.n;
        while (n > 0 && tool_is_space(raw.s[n - 1])) {
            n--;
        }
        read_sql_line(reader, str_sub(raw, 0, n));
    } else if (cut_heading(line, &key, &value) && (str_eq(key, S("name")) || !reader->in_sql)) {
        if (str_eq(key, S("name"))) {
            complain_f(reader, S("end it with ;"), "the statement %.*s has no end",
                       STR_ARG(reader->statement->name));
            begin_statement(reader, value);
        } else {
            read_heading(reader, key, value);
        }
    }
}

static void read_file(struct reader *reader)
{
    struct sql_file *file = reader->file;
    if (!str_is_utf8(file->text)) {
        complain(reader, S("this file is not UTF-8"), S("save it as UTF-8"));
        return;
    }
    for (struct str rest = file->text; rest.s != NULL; reader->line++) {
        struct str line = str_cut(rest, '\n', &rest);
        read_line(reader, line);
    }
    if (reader->statement != NULL) {
        reader->line = reader->statement->line;
        complain_f(reader, S("end it with ;"), "the statement %.*s has no end", STR_ARG(reader->statement->name));
    }
}

bool sql_parse(struct arena *arena, struct sql_file *files, size_t files_count, struct problems *problems)
{
    struct map names;
    struct map subjects;
    map_init(&names, arena);
    map_init(&subjects, arena);
    size_t statements = 0;
    for (size_t i = 0; i < files_count; i++) {
        struct reader reader = {.arena = arena,
                                .problems = problems,
                                .names = &names,
                                .file = &files[i],
                                .end = &files[i].first,
                                .line = 1,
                                .statements = statements};
        struct str base = tool_path_base(files[i].path);
        bool sql = str_ends(base, S(".sql"));
        files[i].subject = str_sub(base, 0, base.n - (sql ? 4 : 0));
        struct map_item *item = map_add(&subjects, files[i].subject);
        if (!sql || !tool_is_name(files[i].subject) || item->value.number++ > 0) {
            complain(&reader, S("the file's name is not one of its own of the form subject.sql"), S("rename it"));
        }
        buf_init(&reader.comment, TOOL_FILE_MAX);
        read_file(&reader);
        buf_done(&reader.comment);
        statements = reader.statements;
    }
    return problems->n == 0;
}

void sql_done(struct sql_file *files, size_t files_count)
{
    for (size_t i = 0; i < files_count; i++) {
        for (struct sql_statement *statement = files[i].first; statement != NULL; statement = statement->next) {
            buf_done(&statement->sql[SQL_SQLITE]);
            buf_done(&statement->sql[SQL_POSTGRES]);
        }
    }
}
