/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: brought into a database, and given out again, a page of answers at a time. */
#include <time.h>

#include "base/rand.h"
#include "cli/survey.h"
#include "store/survey.h"
#include "text/csv.h"

#define SECRET_BYTES 16u
#define COMMIT_ROWS 500 /* so many rows a transaction: others wait that long */

static enum fault open_db(struct survey_verb *verb, enum db_mode access, struct q_survey_of_programme *ret_row)
{
    struct str why = S("");
    struct cli *cli = verb->cli;
    if (db_open(cli->arena, cli->db_url, access, &verb->db, &why) != OK) {
        return survey_verb_why(verb, cli->db_url, why, "name a database with --db");
    }
    TRY(db_begin(verb->db));
    enum fault fault = q_survey_of_programme(verb->db, cli->arena, cli->args[1], ret_row);
    TRY(db_end(verb->db, fault == FAULT_NOT_FOUND ? OK : fault));
    return fault != FAULT_NOT_FOUND ? fault
           : survey_verb_why(verb, cli->args[1], S("is no leadership programme here"),
                             "give the last part of its address");
}

static enum fault close_db(struct survey_verb *verb, enum fault fault)
{
    if (verb->db != NULL) {
        if (fault != OK && verb->problems.n == 0) {
            fault = survey_verb_why(verb, S("database"), str_copy(verb->cli->arena, db_error(verb->db)),
                                    "try it again");
        }
        db_close(verb->db);
        verb->db = NULL;
    }
    return fault;
}

/* ---- in */

enum fault survey_verb_head(struct survey_verb *verb)
{
    return q_survey_head(verb->db, verb->survey_id, str_trim(buf_str(&verb->line)));
}

enum fault survey_verb_save(struct survey_verb *verb, const struct survey_answers *answers)
{
    const struct survey_link link = {.survey_id = verb->survey_id, .sector = S(""),
                                     .secret = rand_hex(&verb->row, SECRET_BYTES)};
    TRY(survey_answer_save(verb->db, &verb->row, &verb->read.survey, &link, answers, true));
    if (++verb->unsaved == COMMIT_ROWS) {
        verb->unsaved = 0;
        TRY(db_commit(verb->db));
        return db_begin(verb->db);
    }
    return OK;
}

static enum fault add_survey(struct survey_verb *verb, const struct q_survey_of_programme *row, int64_t now)
{
    struct str uid;
    struct q_survey_id added;
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, SURVEY_STRUCTURE_MAX);
    lime_write(&buf, verb->document);
    if (buf.overflow) {
        return survey_verb_why(verb, verb->cli->args[2], S("is larger than any survey that is kept here"),
                               "cut it in two");
    }
    TRY(survey_begin(verb->db, verb->cli->arena, row->programme_id, S(SURVEY_BEFORE), buf_str(&buf), now, &uid));
    TRY(q_survey_id(verb->db, verb->cli->arena, row->programme_id, S(SURVEY_BEFORE), &added));
    verb->survey_id = added.id;
    return OK;
}

static enum fault import_all(struct survey_verb *verb, const struct q_survey_of_programme *row)
{
    int64_t now = (int64_t)time(NULL);
    struct cli *cli = verb->cli;
    TRY(add_survey(verb, row, now));
    if (cli->args_count > 3) { /* what was answered elsewhere is over here */
        TRY(q_survey_open(verb->db, verb->survey_id, false, now));
        TRY(q_survey_close(verb->db, verb->survey_id, (struct maybe_int){true, now}, now));
        TRY(survey_verb_answers(verb, cli->args[3], S("")));
        TRY(survey_settle(verb->db, cli->arena, verb->survey_id, true));
    }
    return OK;
}

enum fault survey_verb_import(struct survey_verb *verb)
{
    struct q_survey_of_programme row;
    TRY(survey_verb_read(verb, verb->cli->args[2]));
    enum fault fault = open_db(verb, DB_WRITE, &row);
    if (fault == OK && row.id.known) {
        fault = survey_verb_why(verb, verb->cli->args[1], S("has a survey already"), "a leadership programme has one");
    } else if (fault == OK) {
        fault = db_begin(verb->db);
        fault = fault == OK ? db_end(verb->db, import_all(verb, &row)) : fault;
    }
    return close_db(verb, fault);
}

/* ---- out */

static struct survey_columns columns_of(struct survey_verb *verb, struct str head)
{
    struct csv_row *row = arena_new(verb->cli->arena, struct csv_row);
    struct survey_columns columns = {0};
    if (head.n == 0) {
        return survey_columns_of(verb->cli->arena, &verb->read.survey);
    }
    struct csv *csv = csv_new(',');
    csv_feed(csv, head.s, head.n);
    csv_finish(csv);
    if (csv_next(csv, row) == CSV_ROW) {
        columns = survey_columns_read(verb->cli->arena, &verb->read.survey, row->fields, row->n);
    }
    csv_free(csv);
    return columns;
}

static enum fault write_page(struct survey_verb *verb, bool verbatim, struct str *after, size_t *ret_n)
{
    struct q_survey_answers *rows;
    size_t n;
    TRY(q_survey_answers(verb->db, &verb->row, verb->survey_id, *after, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(&verb->row);
        struct survey_answers answers = survey_answers_read(&verb->row, rows[i].body);
        survey_row_put(&verb->row, &verb->line, &verb->columns, &answers, false, verbatim);
        fwrite(verb->line.bytes, 1, verb->line.n, verb->to);
        buf_reset(&verb->line);
        arena_rewind(&verb->row, mark);
    }
    if (n > 0) {
        static char last[SURVEY_CODE_MAX * 2]; /* outlives the page */
        struct str digest = str_clip(rows[n - 1].digest, sizeof last);
        memcpy(last, digest.s, digest.n);
        *after = (struct str){last, digest.n};
    }
    verb->rows += n;
    *ret_n = n;
    return OK;
}

/* A transaction a page, so that nobody waits for it. */
static enum fault write_answers(struct survey_verb *verb, bool verbatim)
{
    struct str after = S("");
    survey_head_put(&verb->line, &verb->columns, false, verbatim);
    fwrite(verb->line.bytes, 1, verb->line.n, verb->to);
    buf_reset(&verb->line);
    for (size_t n = 1; n > 0;) {
        arena_reset(&verb->row);
        TRY(db_begin(verb->db));
        TRY(db_end(verb->db, write_page(verb, verbatim, &after, &n)));
    }
    return OK;
}

static enum fault export_answers(struct survey_verb *verb, struct str to)
{
    verb->to = fopen(str_c(verb->cli->arena, to), "wb");
    if (verb->to == NULL) {
        return survey_verb_why(verb, to, S("cannot be written"), "name a file in a folder that is yours");
    }
    enum fault fault = write_answers(verb, !cli_flag(verb->cli, "--for-spreadsheets"));
    bool written = ferror(verb->to) == 0;
    written = fclose(verb->to) == 0 && written;
    return fault == OK && !written ? survey_verb_why(verb, to, S("cannot be written"), "make room on the disk") : fault;
}

static enum fault export_all(struct survey_verb *verb, const struct q_survey_of_programme *row)
{
    struct str structure = cli_text(verb->cli, "--write", "");
    struct str answers = cli_text(verb->cli, "--write-answers", "");
    verb->survey_id = row->id.v;
    TRY(survey_lime_read(verb->cli->arena, verb->cli->args[1], row->structure, &verb->problems, &verb->document,
                         &verb->read));
    verb->columns = columns_of(verb, row->head);
    TRY(structure.n > 0 ? survey_verb_write(verb, structure) : OK);
    TRY(answers.n > 0 ? export_answers(verb, answers) : OK);
    printf("%zu answers\n", verb->rows);
    return OK;
}

enum fault survey_verb_export(struct survey_verb *verb)
{
    struct q_survey_of_programme row;
    enum fault fault = open_db(verb, DB_READ, &row);
    if (fault == OK) {
        fault = row.id.known ? export_all(verb, &row)
                             : survey_verb_why(verb, verb->cli->args[1], S("has no survey"), "import one, or make it");
    }
    return close_db(verb, fault);
}
