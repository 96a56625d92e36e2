/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: what is in a LimeSurvey structure and its answers, and both written again. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "cli/said.h"
#include "cli/survey.h"
#include "jobs/stream.h"
#include "text/csv.h"

#define CHUNK 65536u
enum fault survey_verb_why(struct survey_verb *verb, struct str name, struct str why, const char *hint)
{
    problems_add(&verb->problems, name, why, str_of(hint));
    return FAULT_INVALID;
}

static enum fault open_file(struct survey_verb *verb, struct str name, struct stream **ret_stream)
{
    const char *why;
    if (stream_open_file(str_c(verb->cli->arena, name), name, ret_stream, &why) != OK) {
        return survey_verb_why(verb, name, str_of(why), "name a file that can be read");
    }
    return OK;
}

/* ---- structure */

static enum fault read_whole(struct survey_verb *verb, struct stream *stream, struct str name, struct buf *buf)
{
    char chunk[CHUNK];
    size_t n = 1;
    while (n > 0) {
        if (stream_read(stream, chunk, sizeof chunk, &n) != OK) {
            return survey_verb_why(verb, name, stream_why(stream), "give the file again");
        }
        buf_put(buf, chunk, n);
    }
    return buf->overflow ? survey_verb_why(verb, name, S("it is larger than any real survey"),
                                           "give a structure file (.lss)")
                         : OK;
}

enum fault survey_verb_read(struct survey_verb *verb, struct str name)
{
    struct stream *stream;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, LIME_BYTES_MAX);
    TRY(open_file(verb, name, &stream));
    enum fault fault = read_whole(verb, stream, name, &buf);
    stream_close(stream);
    TRY(fault);
    return survey_lime_read(verb->cli->arena, name, buf_str(&buf), &verb->problems, &verb->document, &verb->read);
}

enum fault survey_verb_write(struct survey_verb *verb, struct str to)
{
    struct lime_node *made;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 2 * LIME_BYTES_MAX);
    survey_lime_write(verb->cli->arena, &verb->read.survey, verb->document, &made);
    lime_write(&buf, made);
    FILE *file = fopen(str_c(verb->cli->arena, to), "wb");
    bool written = file != NULL && fwrite(buf.bytes, 1, buf.n, file) == buf.n;
    written = file != NULL && fclose(file) == 0 && written;
    return written ? OK : survey_verb_why(verb, to, S("cannot be written"), "name a file in a folder that is yours");
}

/* ---- answers */

static void write_line(struct survey_verb *verb)
{
    if (verb->to != NULL) {
        fwrite(verb->line.bytes, 1, verb->line.n, verb->to);
    }
    buf_reset(&verb->line);
}

static enum fault take_row(struct survey_verb *verb, const struct csv_row *row, struct str name)
{
    size_t rejected;
    if (verb->columns.n == 0) {
        verb->columns = survey_columns_read(verb->cli->arena, &verb->read.survey, row->fields, row->n);
        survey_head_put(&verb->line, &verb->columns, false, true);
        enum fault fault = verb->db != NULL ? survey_verb_head(verb) : OK;
        write_line(verb);
        return fault;
    }
    if (row->n != verb->columns.n) {
        struct str where = str_format(verb->cli->arena, "%.*s line %llu", STR_ARG(name), (unsigned long long)row->line);
        problems_add(&verb->problems, where, str_format(verb->cli->arena, "has %zu cells, the head has %zu", row->n,
                                                        verb->columns.n), S("export the answers again"));
        return OK;
    }
    arena_reset(&verb->row);
    struct survey_answers answers = survey_row_read(&verb->row, &verb->columns, row->fields, row->n, &rejected);
    verb->rows++;
    verb->rejected += rejected;
    if (verb->db != NULL) {
        return survey_verb_save(verb, &answers);
    }
    survey_row_put(&verb->row, &verb->line, &verb->columns, &answers, false, true);
    write_line(verb);
    return OK;
}

static bool next_row(struct survey_verb *verb, struct csv *csv, struct csv_row *row, struct str name,
                     enum fault *ret_fault)
{
    enum csv_step step = csv_next(csv, row);
    if (step == CSV_BAD) {
        struct str where = str_format(verb->cli->arena, "%.*s line %llu", STR_ARG(name), (unsigned long long)row->line);
        problems_add(&verb->problems, where, str_of(row->reason), S("mend that line, or export the answers again"));
    } else if (step == CSV_ROW) {
        *ret_fault = take_row(verb, row, name);
    }
    return step == CSV_ROW || step == CSV_BAD;
}

static enum fault read_rows(struct survey_verb *verb, struct stream *stream, struct str name)
{
    struct csv *csv = csv_new(0);
    struct csv_row *row = arena_new(verb->cli->arena, struct csv_row);
    enum fault fault = OK;
    char chunk[CHUNK];
    for (size_t n = 1; n > 0 && fault == OK;) {
        fault = stream_read(stream, chunk, sizeof chunk, &n);
        if (fault == OK && n > 0) {
            csv_feed(csv, chunk, n);
        } else if (fault == OK) {
            csv_finish(csv);
        }
        while (fault == OK && next_row(verb, csv, row, name, &fault)) {
        }
    }
    csv_free(csv);
    return fault;
}

enum fault survey_verb_answers(struct survey_verb *verb, struct str name, struct str to)
{
    struct stream *stream;
    TRY(open_file(verb, name, &stream));
    verb->to = to.n > 0 ? fopen(str_c(verb->cli->arena, to), "wb") : NULL;
    enum fault fault = to.n > 0 && verb->to == NULL
        ? survey_verb_why(verb, to, S("cannot be written"), "name a file in a folder that is yours")
        : read_rows(verb, stream, name);
    stream_close(stream);
    if (verb->to != NULL) {
        bool written = ferror(verb->to) == 0;
        written = fclose(verb->to) == 0 && written;
        fault = fault == OK && !written ? survey_verb_why(verb, to, S("cannot be written"), "make room on the disk")
            : fault;
    }
    return fault;
}

/* ---- saying */

static void print_survey(struct survey_verb *verb)
{
    const struct survey *survey = &verb->read.survey;
    size_t kinds[SURVEY_KIND__MAX] = {0};
    size_t conditions = 0;
    for (size_t i = 0; i < survey->questions_n; i++) {
        kinds[survey->questions[i].kind]++;
        conditions += survey->questions[i].when != NULL;
    }
    said_print(survey->title[0], false);
    printf(": %zu questions in %zu sections, %zu with a condition, %zu languages\n", survey->questions_n,
           survey->sections_n, conditions, survey->languages_n);
    for (size_t i = 0; i < SURVEY_KIND__MAX; i++) {
        printf("  %-8.*s %zu\n", STR_ARG(survey_kind_word((enum survey_kind)i)), kinds[i]);
    }
    for (size_t i = 0; i < verb->read.kept_n; i++) {
        said_print(survey_lime_say(verb->cli->arena, &verb->read.kept[i]), false);
        printf("\n");
    }
    if (verb->columns.n > 0) {
        printf("%zu answers; %zu of %zu columns belong to no question and are kept; %zu cells fit no option\n",
               verb->rows, verb->columns.unknown, verb->columns.n, verb->rejected);
    }
}

static enum fault check_files(struct survey_verb *verb)
{
    struct cli *cli = verb->cli;
    struct str to = cli_text(cli, "--write", "");
    TRY(survey_verb_read(verb, cli->args[1]));
    if (cli->args_count > 2) {
        TRY(survey_verb_answers(verb, cli->args[2], cli_text(cli, "--write-answers", "")));
    }
    return to.n > 0 ? survey_verb_write(verb, to) : OK;
}

static int survey_verb(struct cli *cli)
{
    static const struct { const char *name; enum fault (*run)(struct survey_verb *verb); size_t args_min; } parts[] = {
        {"check", check_files, 2}, {"import", survey_verb_import, 3}, {"export", survey_verb_export, 2}};
    struct survey_verb verb = {.cli = cli};
    size_t part = 0;
    while (part < COUNT_OF(parts) && !str_eq(cli->args[0], str_of(parts[part].name))) {
        part++;
    }
    if (part == COUNT_OF(parts) || cli->args_count < parts[part].args_min) {
        return cli_usage(cli, S("say what to do: check, import or export, and with which files"));
    }
    problems_init(&verb.problems, cli->arena);
    arena_init(&verb.row, SURVEY_ROW_ARENA_MAX);
    buf_init(&verb.line, SURVEY_ROW_ARENA_MAX);
    enum fault fault = parts[part].run(&verb);
    if (fault == OK && part < 2) {
        print_survey(&verb);
    }
    for (size_t i = 0; i < verb.problems.n; i++) {
        const struct problem *problem = &verb.problems.items[i];
        fprintf(stderr, "%.*s: %.*s. %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what), STR_ARG(problem->hint));
    }
    arena_done(&verb.row);
    buf_done(&verb.line);
    return fault == OK && verb.problems.n == 0 ? CLI_OK : CLI_PROBLEM;
}

static const struct cli_option OPTIONS[] = {
    {"--write", "FILE", "write the structure, as LimeSurvey reads it"},
    {"--write-answers", "FILE", "write the answers"},
    {"--for-spreadsheets", NULL, "export: no answer is taken for a formula"},
    {NULL, NULL, NULL},
};

const struct verb verb_survey = {
    .name = "survey",
    .usage = "check STRUCTURE.lss [ANSWERS.csv] | import UID STRUCTURE.lss [ANSWERS.csv] | export UID",
    .summary = "surveys of leadership programmes, and those of LimeSurvey",
    .help = "check says what a structure file (.lss) of LimeSurvey asks, what of it has no\n"
            "counterpart here (it is kept, and given out again), and whether the answers\n"
            "of a CSV file belong to it; it needs no database. import makes it the survey of\n"
            "the leadership programme with that UID (the last part of its address), export\n"
            "writes it and its answers, however many there are. Answers have no names.",
    .options = OPTIONS,
    .args_min = 2,
    .args_max = 4,
    .run = survey_verb,
};
