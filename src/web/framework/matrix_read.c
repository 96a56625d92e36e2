/* SPDX-License-Identifier: AGPL-3.0-or-later
** matrix_read: a licensed matrix from JSON or a table. */
#include "web/framework/matrix_read.h"

#include "base/check.h"
#include "base/scan.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/words.h"

struct reading {
    struct arena *arena;
    struct matrix *matrix;
    struct framework_dimension *dimensions;
    struct framework_criterion *criteria; /* in the order in which they came */
    size_t dimensions_n;
    size_t criteria_n;
    int64_t line;
};

static void refuse(struct reading *reading, struct str place, const char *what, const char *hint)
{
    struct matrix *matrix = reading->matrix;
    if (matrix->problems_n < MATRIX_PROBLEMS_MAX) {
        matrix->problems[matrix->problems_n++] =
            (struct matrix_problem){reading->line, str_copy(reading->arena, str_clip_letters(place, 40)), what, hint};
    }
}

/* A name of its bounds, in the arena. */
static struct str take(struct reading *reading, struct str text, size_t most, struct str place)
{
    struct str trimmed = str_trim(text);
    if (str_letters(trimmed) > most) {
        refuse(reading, place, W_NOTE("has a text that is too long"), W_NOTE("shorten it"));
        return S("");
    }
    return str_copy(reading->arena, trimmed);
}

/* An id is part of addresses: letters, figures, dots, signs that need no escape. */
static bool is_id(struct str id)
{
    bool fits = id.n > 0 && id.n <= 60;
    for (size_t i = 0; fits && i < id.n; i++) {
        char c = id.s[i];
        fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               (c == '.' && i > 0);
    }
    return fits;
}

/* The dimension of that id; SIZE_MAX: it cannot be one more. */
static size_t dimension_of(struct reading *reading, struct str id, struct str name)
{
    for (size_t i = 0; i < reading->dimensions_n; i++) {
        if (str_eq(reading->dimensions[i].id, id)) {
            return i;
        }
    }
    if (!is_id(id) || str_trim(name).n == 0 || reading->dimensions_n == MATRIX_DIMENSIONS_MAX) {
        refuse(reading, id, W_NOTE("is no dimension: it needs an id and a name, and sixty are the most"),
               W_NOTE("write an id of letters, figures, dots and hyphens"));
        return SIZE_MAX;
    }
    reading->dimensions[reading->dimensions_n] = (struct framework_dimension){
        .id = str_copy(reading->arena, id), .name = take(reading, name, MATRIX_NAME_MAX, id)};
    return reading->dimensions_n++;
}

/* The criterion of that id; NULL: it cannot be one more, or stands in another dimension. */
static struct framework_criterion *criterion_of(struct reading *reading, size_t dimension, struct str id,
                                                struct str name)
{
    for (size_t i = 0; i < reading->criteria_n; i++) {
        if (str_eq(reading->criteria[i].id, id)) {
            if (reading->criteria[i].dimension == dimension) {
                return &reading->criteria[i];
            }
            refuse(reading, id, W_NOTE("stands in two dimensions"), W_NOTE("give each criterion an id of its own"));
            return NULL;
        }
    }
    if (!is_id(id) || str_trim(name).n == 0 || reading->criteria_n == FRAMEWORK_CRITERIA_MAX) {
        refuse(reading, id, W_NOTE("is no criterion: it needs an id and a name, and two hundred are the most"),
               W_NOTE("write an id of letters, figures, dots and hyphens"));
        return NULL;
    }
    struct framework_criterion *criterion = &reading->criteria[reading->criteria_n++];
    *criterion = (struct framework_criterion){.id = str_copy(reading->arena, id), .dimension = dimension,
                                              .name = take(reading, name, MATRIX_NAME_MAX, id)};
    return criterion;
}

static void name_level(struct reading *reading, int level, struct str name)
{
    struct framework_level *known = &reading->matrix->framework.levels[level];
    struct str trimmed = take(reading, name, MATRIX_NAME_MAX, S(""));
    if (known->name.n > 0 && trimmed.n > 0 && !str_eq(known->name, trimmed)) {
        refuse(reading, trimmed, W_NOTE("is another name for a level that has one"),
               W_NOTE("name each level the same everywhere"));
    }
    known->name = known->name.n > 0 ? known->name : trimmed;
    int *most = &reading->matrix->framework.levels_n;
    *most = level > *most ? level : *most;
}

/* ---- the table */

enum { D_ID, D_NAME, C_ID, C_NAME, LEVEL, LEVEL_NAME, DESCRIPTOR, COLUMNS };
static const char *const COLUMN_NAMES[] = {"dimension_id", "dimension",  "criterion_id", "criterion",
                                           "level",        "level_name", "descriptor"};

static void read_row(struct reading *reading, const struct csv_row *row, const int *columns)
{
    struct str fields[COLUMNS];
    int64_t level;
    reading->line = (int64_t)row->line;
    for (size_t i = 0; i < COLUMNS; i++) {
        fields[i] = (size_t)columns[i] < row->n ? str_trim(row->fields[columns[i]]) : S("");
    }
    if (!parse_int(fields[LEVEL], 1, RATING_LEVELS_MAX, &level)) {
        refuse(reading, fields[C_ID], W_NOTE("has a level that is no number from 1 to 10"),
               W_NOTE("write 1, 2, 3 ..."));
        return;
    }
    size_t dimension = dimension_of(reading, fields[D_ID], fields[D_NAME]);
    struct framework_criterion *criterion =
        dimension == SIZE_MAX ? NULL : criterion_of(reading, dimension, fields[C_ID], fields[C_NAME]);
    if (criterion == NULL) {
        return;
    }
    if (criterion->levels[level].n > 0) {
        refuse(reading, criterion->id, W_NOTE("has this level twice"), W_NOTE("leave one row of both"));
        return;
    }
    name_level(reading, (int)level, fields[LEVEL_NAME]);
    criterion->levels[level] = take(reading, fields[DESCRIPTOR], MATRIX_TEXT_MAX, criterion->id);
}

static bool find_columns(struct reading *reading, const struct csv_row *head, int *columns)
{
    bool all = true;
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = csv_column(head, COLUMN_NAMES[i]);
        if (columns[i] < 0) {
            refuse(reading, str_of(COLUMN_NAMES[i]), W_NOTE("is a column that is missing"),
                   W_NOTE("name the columns in the first row"));
            all = false;
        }
    }
    return all;
}

static void read_table(struct reading *reading, struct str text)
{
    struct csv_row *row = arena_new(reading->arena, struct csv_row);
    struct csv *csv = csv_new(0);
    int columns[COLUMNS];
    bool has_head = false, goes_on = true;
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step = csv_next(csv, row); goes_on && step != CSV_END && step != CSV_MORE;
         step = csv_next(csv, row)) {
        reading->line = (int64_t)row->line;
        if (step == CSV_BAD) {
            refuse(reading, S(""), W_NOTE("cannot be read as a row of a table"), W_NOTE("look at its quotes"));
        } else if (!has_head) {
            has_head = goes_on = find_columns(reading, row, columns);
        } else {
            read_row(reading, row, columns);
        }
    }
    csv_free(csv);
}

/* ---- matrix.json */

static void read_criterion(struct reading *reading, const struct json_value *from, size_t dimension)
{
    struct str id = json_text(json_get(from, "id")), key;
    struct framework_criterion *criterion = criterion_of(reading, dimension, id, json_text(json_get(from, "text")));
    const struct json_value *levels = json_get(from, "levels"), *text;
    for (size_t i = 0; criterion != NULL && i <= RATING_LEVELS_MAX; i++) {
        if ((text = json_member(levels, i, &key)) == NULL) {
            return;
        }
        int64_t level;
        if (!parse_int(key, 1, reading->matrix->framework.levels_n, &level)) {
            refuse(reading, id, W_NOTE("has a level that the matrix does not name"),
                   W_NOTE("use the numbers of its levels"));
            return;
        }
        criterion->levels[level] = take(reading, json_text(text), MATRIX_TEXT_MAX, id);
    }
}

static void read_dimensions(struct reading *reading, const struct json_value *list)
{
    for (size_t i = 0; i < json_count(list) && reading->matrix->problems_n < MATRIX_PROBLEMS_MAX; i++) {
        const struct json_value *from = json_at(list, i), *criteria = json_get(from, "criteria");
        size_t before = reading->dimensions_n;
        size_t dimension = dimension_of(reading, json_text(json_get(from, "id")), json_text(json_get(from, "name")));
        if (dimension != SIZE_MAX && dimension < before) {
            refuse(reading, json_text(json_get(from, "id")), W_NOTE("is a dimension that stands there twice"),
                   W_NOTE("give each dimension an id of its own"));
        }
        for (size_t k = 0; dimension != SIZE_MAX && k < json_count(criteria); k++) {
            read_criterion(reading, json_at(criteria, k), dimension);
        }
    }
}

static void read_levels(struct reading *reading, const struct json_value *list)
{
    for (size_t i = 0; i < json_count(list); i++) {
        int64_t n = json_number(json_get(json_at(list, i), "n"), 0);
        if (n != (int64_t)i + 1 || n > RATING_LEVELS_MAX) {
            refuse(reading, S("levels"), W_NOTE("are not 1, 2, 3 ... up to 10"), W_NOTE("number them in their order"));
            return;
        }
        name_level(reading, (int)n, json_text(json_get(json_at(list, i), "name")));
    }
}

static void read_licence(struct reading *reading, const struct json_value *root, struct date today)
{
    const struct json_value *licence = json_get(root, "licence");
    struct str expires = json_text(json_get(licence, "expires"));
    struct date day;
    reading->matrix->holder = take(reading, json_text(json_get(licence, "holder")), MATRIX_NAME_MAX, S("licence"));
    reading->matrix->ref = take(reading, json_text(json_get(licence, "ref")), MATRIX_NAME_MAX, S("licence"));
    if (expires.n > 0 && (!date_parse(expires, &day) || day.days < today.days)) {
        refuse(reading, S("licence"), W_NOTE("has ended, or its day is no date"), W_NOTE("renew it first"));
    }
    if (json_get(root, "visibility") != NULL && !str_eq(json_text(json_get(root, "visibility")), S("tenant"))) {
        refuse(reading, S("visibility"), W_NOTE("is not “tenant”: here its text never leaves your city"),
               W_NOTE("write “tenant”, or leave it out"));
    }
}

static const char *const RELATIONS[] = {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
                                        "skos:relatedMatch"};

static void read_crosswalk(struct reading *reading, const struct json_value *list)
{
    for (size_t i = 0; i < json_count(list); i++) {
        struct str relation = json_text(json_get(json_at(list, i), "relation"));
        bool known = false;
        for (size_t k = 0; k < COUNT_OF(RELATIONS); k++) {
            known = known || str_eq(relation, str_of(RELATIONS[k]));
        }
        if (!known) {
            refuse(reading, relation, W_NOTE("is no relation between two criteria"),
                   W_NOTE("write skos:exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch"));
        }
    }
}

static void read_json(struct reading *reading, struct str text, struct date today)
{
    struct json_value *root;
    struct str why;
    if (json_parse(reading->arena, text, &root, &why) != OK) {
        refuse(reading, why, W_NOTE("is where the JSON cannot be read"), W_NOTE("look at that place"));
        return;
    }
    if (!str_eq(json_text(json_get(root, "schema")), S("sg-matrix/1"))) {
        refuse(reading, S("schema"), W_NOTE("is not “sg-matrix/1”"), W_NOTE("write it so, if the file is one"));
    } else {
        reading->matrix->framework.name =
            take(reading, json_text(json_get(root, "title")), MATRIX_NAME_MAX, S("title"));
        read_licence(reading, root, today);
        read_levels(reading, json_get(root, "levels"));
        read_dimensions(reading, json_get(root, "dimensions"));
        read_crosswalk(reading, json_get(root, "crosswalk"));
    }
    json_free(root);
}

/* ---- both */

/* Criteria of a dimension stand together in a framework, wherever they came. */
static void put_together(struct reading *reading)
{
    struct framework *framework = &reading->matrix->framework;
    framework->criteria = arena_array(reading->arena, struct framework_criterion, reading->criteria_n);
    for (size_t i = 0; i < reading->dimensions_n; i++) {
        struct framework_dimension *dimension = &reading->dimensions[i];
        dimension->first = framework->criteria_n;
        for (size_t k = 0; k < reading->criteria_n; k++) {
            if (reading->criteria[k].dimension == i) {
                framework->criteria[framework->criteria_n++] = reading->criteria[k];
            }
        }
        dimension->n = framework->criteria_n - dimension->first;
        if (dimension->n == 0) {
            refuse(reading, dimension->id, W_NOTE("is a dimension without criteria"),
                   W_NOTE("write one, or leave it out"));
        }
    }
    framework->dimensions = reading->dimensions;
    framework->dimensions_n = reading->dimensions_n;
}

static void look_at_levels(struct reading *reading)
{
    const struct framework *framework = &reading->matrix->framework;
    bool named = framework->levels_n >= FRAMEWORK_LEVELS_MIN;
    if (framework->criteria_n == 0) {
        refuse(reading, S(""), W_NOTE("has no criteria"), W_NOTE("paste the whole file, with its first row"));
        return;
    }
    for (int level = 1; level <= framework->levels_n; level++) {
        named = named && framework->levels[level].name.n > 0;
    }
    if (!named) {
        refuse(reading, S("level"), W_NOTE("is missing, or has no name: a matrix has 2 to 10 levels"),
               W_NOTE("name each of them"));
    }
}

void matrix_read(struct arena *arena, struct str text, struct date today, struct matrix *ret_matrix)
{
    *ret_matrix = (struct matrix){.holder = S(""), .ref = S("")};
    struct reading reading = {.arena = arena, .matrix = ret_matrix,
                              .dimensions = arena_array(arena, struct framework_dimension, MATRIX_DIMENSIONS_MAX),
                              .criteria = arena_array(arena, struct framework_criterion, FRAMEWORK_CRITERIA_MAX)};
    ret_matrix->framework.name = S("");
    ret_matrix->framework.kind = S("");
    struct str trimmed = str_trim(text);
    if (trimmed.n > 0 && trimmed.s[0] == '{') {
        read_json(&reading, trimmed, today);
    } else {
        read_table(&reading, trimmed);
    }
    reading.line = 0;
    if (ret_matrix->problems_n == 0) {
        put_together(&reading);
        look_at_levels(&reading);
    }
}
