/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a CSV file: in whatever chunks they come the rows are the same; a row is text within its bounds;
** what was read and written is read again as it was. */
#include <string.h>

#include "fuzz.h"
#include "text/csv.h"

#define COPY_MAX (32u << 20)

/* One reading, written down so that two can be compared: steps, lines, reasons, fields. */
struct reading {
    struct buf seen;
    struct buf fields; /* of the good rows, plainly */
    struct buf copy;   /* the good rows as we write them */
};

/* A field without the "'" that keeps a spreadsheet from running it. */
static struct str plain_of(struct str field)
{
    return str_starts(field, S("'")) ? str_from(field, 1) : field;
}

/* The one row that cannot be written: a single empty field is an empty line. */
static bool is_blank(const struct csv_row *row)
{
    return row->n == 1 && row->fields[0].n == 0;
}

static void note_fields(struct buf *buf, const struct csv_row *row)
{
    for (size_t i = 0; i < row->n && !is_blank(row); i++) {
        buf_format(buf, "%s%zu:", i == 0 ? "\n" : "", plain_of(row->fields[i]).n);
        buf_put_str(buf, plain_of(row->fields[i]));
    }
}

static void check_row(const struct csv_row *row)
{
    check(row->n > 0 && row->n <= IMPORT_COLUMNS_MAX && row->line > 0 && row->reason == NULL);
    check(!row->fatal);
    for (size_t i = 0; i < row->n; i++) {
        check(row->fields[i].n <= 3 * (size_t)IMPORT_FIELD_MAX);
        check(str_is_utf8(row->fields[i]));
        check(row->scrubbed || row->fields[i].n <= row->text.n);
    }
    check(row->text.n > 0 && row->text.n <= IMPORT_ROW_MAX + 1);
}

static void note_row(struct reading *reading, const struct csv_row *row)
{
    buf_format(&reading->seen, "row %llu %d %zu:", (unsigned long long)row->line, row->scrubbed, row->n);
    for (size_t i = 0; i < row->n; i++) {
        buf_format(&reading->seen, "%zu:", row->fields[i].n);
        buf_put_str(&reading->seen, row->fields[i]);
        csv_put(&reading->copy, row->fields[i], i == 0);
    }
    csv_end_row(&reading->copy);
    note_fields(&reading->fields, row);
}

/* Takes what is there. False at the end. */
static bool take_rows(struct csv *csv, struct reading *reading)
{
    static struct csv_row row;
    enum csv_step step;
    while ((step = csv_next(csv, &row)) == CSV_ROW || step == CSV_BAD) {
        if (step == CSV_ROW) {
            check_row(&row);
            note_row(reading, &row);
        } else {
            check(row.reason != NULL);
            buf_format(&reading->seen, "bad %llu %s %d:", (unsigned long long)row.line, row.reason, row.fatal);
        }
    }
    return step == CSV_MORE;
}

static void read_in_chunks(struct str text, size_t chunk, struct reading *reading)
{
    struct csv *csv = csv_new(0);
    buf_init(&reading->seen, COPY_MAX);
    buf_init(&reading->copy, COPY_MAX);
    buf_init(&reading->fields, COPY_MAX);
    csv_put(&reading->copy, S("head"),
            true); /* so that no field is the first of the file: there a BOM would be skipped */
    csv_put(&reading->copy, S("behind"), false);
    csv_end_row(&reading->copy);
    for (struct str rest = text; rest.n > 0; rest = str_from(rest, chunk)) {
        struct str part = str_sub(rest, 0, chunk);
        csv_feed(csv, part.s, part.n);
        if (!take_rows(csv, reading)) {
            break;
        }
    }
    csv_finish(csv);
    check(!take_rows(csv, reading));
    check(!reading->seen.overflow && !reading->fields.overflow && !reading->copy.overflow);
    csv_free(csv);
}

static void done(struct reading *reading)
{
    buf_done(&reading->seen);
    buf_done(&reading->fields);
    buf_done(&reading->copy);
}

static void read_copy(const struct reading *first)
{
    static struct csv_row row;
    struct csv *csv = csv_new(',');
    struct buf fields CLEANUP(buf_done);
    buf_init(&fields, COPY_MAX);
    csv_feed(csv, first->copy.bytes, first->copy.n);
    csv_finish(csv);
    check(csv_next(csv, &row) == CSV_ROW && row.n == 2);
    enum csv_step step;
    while ((step = csv_next(csv, &row)) == CSV_ROW) {
        check(!row.scrubbed);
        for (size_t i = 0; i < row.n; i++) {
            check(row.fields[i].n == 0 || memchr("=@\t\r", row.fields[i].s[0], 4) == NULL);
        }
        note_fields(&fields, &row);
    }
    check(step == CSV_END && str_eq(buf_str(&fields), buf_str(&first->fields)));
    csv_free(csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct reading whole;
    struct reading pieces;
    read_in_chunks(text, n > 0 ? n : 1, &whole);
    read_in_chunks(text, fuzz_number(text, 1, 17), &pieces);
    check(str_eq(buf_str(&whole.seen), buf_str(&pieces.seen)));
    check(str_eq(buf_str(&whole.copy), buf_str(&pieces.copy)));
    read_copy(&whole);
    done(&whole);
    done(&pieces);
    return 0;
}
