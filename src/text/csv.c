/* SPDX-License-Identifier: AGPL-3.0-or-later
** csv: streaming reader and writer.
**
** The reader keeps one run of bytes: what was fed and not yet handed out. A row is looked for from its first byte
** in one pass that also notes where its fields stand; when the end of the row is not there yet the pass is left
** with its place remembered, and goes on there with the next chunk, so each byte is looked at once. Inside quotes
** memchr jumps from quote to quote; nearly all bytes of real files stand there. */
#include "text/csv.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"

#define BOM "\xEF\xBB\xBF"
/* What a row that is refused still shows of itself in the rejects file. */
#define BAD_TEXT_MAX 2000u

enum place { FIELD_START, PLAIN, QUOTED, QUOTE_SEEN };

/* A field as it stands: bytes from..to of the row, quotes stripped; `doubled` when "" stands inside. */
struct span {
    size_t from;
    size_t to;
    bool doubled;
};

struct csv {
    char *bytes; /* start..n has not been handed out */
    size_t n;
    size_t size;
    size_t start;    /* first byte of the row being read */
    size_t at;       /* first byte not looked at */
    enum place place;
    struct span spans[IMPORT_COLUMNS_MAX];
    size_t spans_n;
    uint64_t line;   /* of the row being read */
    uint64_t line_breaks; /* in the row so far */
    bool after_cr;   /* the last row ended in CR: a LF now belongs to it */
    char separator;
    bool begun;      /* BOM and separator are dealt with */
    bool finished;
    bool stopped;    /* after a fatal defect nothing more is read */
    const char *bad; /* the row has this defect; it is read to its end and then refused */
    char *unquoted;  /* fields with doubled quotes, written anew; as large as the row at most */
    size_t unquoted_size;
    struct arena mended; /* fields with bad UTF-8 mended */
};

struct csv *csv_new(char separator)
{
    struct csv *csv = mem_alloc(sizeof *csv);
    csv->separator = separator;
    csv->line = 1;
    arena_init(&csv->mended, (size_t)IMPORT_ROW_MAX * 4);
    return csv;
}

void csv_free(struct csv *csv)
{
    if (csv != NULL) {
        mem_free(csv->bytes);
        mem_free(csv->unquoted);
        arena_done(&csv->mended);
        mem_free(csv);
    }
}

char csv_separator(const struct csv *csv)
{
    return csv->begun ? csv->separator : 0;
}

void csv_feed(struct csv *csv, const char *bytes, size_t n)
{
    check(!csv->finished);
    if (csv->start > 0) {
        memmove(csv->bytes, csv->bytes + csv->start, csv->n - csv->start);
        csv->n -= csv->start;
        csv->at -= csv->start;
        csv->start = 0;
    }
    if (csv->n + n > csv->size) {
        csv->size = (csv->n + n) + (csv->n + n) / 2;
        csv->bytes = mem_grow(csv->bytes, csv->size);
    }
    if (n > 0) {
        memcpy(csv->bytes + csv->n, bytes, n);
        csv->n += n;
    }
}

void csv_finish(struct csv *csv)
{
    csv->finished = true;
}

/* ---- the first line */

static char commonest_separator(struct str line)
{
    static const char separators[] = {';', ',', '\t'};
    char best = ',';
    size_t best_count = 0;
    for (size_t i = 0; i < sizeof separators; i++) {
        size_t count = 0;
        bool quoted = false;
        for (size_t k = 0; k < line.n; k++) {
            quoted ^= line.s[k] == '"';
            count += !quoted && line.s[k] == separators[i];
        }
        if (count > best_count) {
            best_count = count;
            best = separators[i];
        }
    }
    return best;
}

/* Skips the BOM and finds the separator. False when the first line is not whole yet. */
static bool begin(struct csv *csv)
{
    struct str head = {csv->bytes, csv->n};
    bool skip = str_starts(head, S(BOM));
    if (!csv->finished && (csv->n < 3 || (csv->separator == 0 && memchr(csv->bytes, '\n', csv->n) == NULL &&
                                          memchr(csv->bytes, '\r', csv->n) == NULL && csv->n < IMPORT_ROW_MAX))) {
        return false;
    }
    if (skip) {
        csv->start = csv->at = 3;
        head = str_from(head, 3);
    }
    if (csv->separator == 0) {
        size_t line = 0;
        while (line < head.n && head.s[line] != '\n' && head.s[line] != '\r') {
            line++;
        }
        csv->separator = commonest_separator(str_sub(head, 0, line));
    }
    csv->begun = true;
    return true;
}

/* ---- one row */

static void refuse(struct csv *csv, const char *reason)
{
    if (csv->bad == NULL) {
        csv->bad = reason;
    }
}

static void open_field(struct csv *csv, size_t from)
{
    if (csv->spans_n == IMPORT_COLUMNS_MAX) {
        refuse(csv, "it has more columns than any table we know");
        csv->spans_n--;
    }
    csv->spans[csv->spans_n] = (struct span){.from = from - csv->start};
}

static void close_field(struct csv *csv, size_t to)
{
    struct span *span = &csv->spans[csv->spans_n];
    span->to = to - csv->start;
    if (span->to - span->from > IMPORT_FIELD_MAX) {
        refuse(csv, "one of its fields is longer than any real one");
    }
    csv->spans_n++;
}

static void count_line_breaks(struct csv *csv, size_t from, size_t to)
{
    const char *p = csv->bytes + from;
    const char *end = csv->bytes + to;
    while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        csv->line_breaks++;
        p++;
    }
}

/* Each of the four below looks at bytes from csv->at on. True: the row has ended, its last byte is before at. */

static bool step_field_start(struct csv *csv, char c)
{
    bool quote = c == '"';
    open_field(csv, csv->at + quote);
    csv->place = quote ? QUOTED : PLAIN;
    csv->at += quote;
    return false;
}

static bool step_plain(struct csv *csv)
{
    const char *bytes = csv->bytes;
    size_t at = csv->at;
    size_t n = csv->n;
    char separator = csv->separator;
    while (at < n && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    csv->at = at;
    if (at == n) {
        return false;
    }
    close_field(csv, at);
    csv->at++;
    csv->place = FIELD_START;
    return bytes[at] != separator;
}

static bool step_quoted(struct csv *csv)
{
    const char *quote = memchr(csv->bytes + csv->at, '"', csv->n - csv->at);
    size_t at = quote != NULL ? (size_t)(quote - csv->bytes) : csv->n;
    count_line_breaks(csv, csv->at, at);
    csv->at = at;
    if (quote != NULL) {
        csv->place = QUOTE_SEEN;
        csv->at++;
    }
    return false;
}

/* Behind a quote inside a quoted field: doubled, the end of the field, or a stray one, which is taken as text. */
static bool step_quote_seen(struct csv *csv, char c)
{
    if (c == '"') {
        csv->spans[csv->spans_n].doubled = true;
    } else if (c == csv->separator || c == '\n' || c == '\r') {
        close_field(csv, csv->at - 1);
        csv->at++;
        csv->place = FIELD_START;
        return c != csv->separator;
    }
    csv->place = QUOTED;
    csv->at += c == '"';
    return false;
}

static bool step(struct csv *csv)
{
    char c = csv->bytes[csv->at];
    switch (csv->place) {
    case FIELD_START: return step_field_start(csv, c);
    case PLAIN: return step_plain(csv);
    case QUOTED: return step_quoted(csv);
    case QUOTE_SEEN: return step_quote_seen(csv, c);
    }
    return false;
}

/* The end of the file ends the row that is open. */
static void close_last(struct csv *csv)
{
    if (csv->place == QUOTED) {
        csv->bad = "the quote opened in it is never closed";
        csv->stopped = true;
    }
    if (csv->place == FIELD_START) {
        open_field(csv, csv->at);
    }
    close_field(csv, csv->place == QUOTE_SEEN ? csv->at - 1 : csv->at);
}

/* Line ends in front of a row: empty lines, and the second half of CRLF. */
static void skip_line_ends(struct csv *csv)
{
    while (csv->start < csv->n && (csv->bytes[csv->start] == '\n' || csv->bytes[csv->start] == '\r')) {
        bool is_cr = csv->bytes[csv->start] == '\r';
        csv->line += is_cr || !csv->after_cr;
        csv->after_cr = is_cr;
        csv->start++;
    }
    csv->after_cr = csv->after_cr && csv->start == csv->n;
    csv->at = csv->start;
}

/* Goes on with the row. True when it has ended; *ret_end is the byte behind its last (its line break excluded). */
static bool read_row(struct csv *csv, size_t *ret_end)
{
    while (csv->at < csv->n) {
        if (step(csv)) {
            *ret_end = csv->at - 1;
            return true;
        }
        if (csv->at - csv->start > IMPORT_ROW_MAX) {
            csv->bad = "it is longer than any real row; a quote may be missing in it";
            csv->stopped = true;
            *ret_end = csv->at;
            return true;
        }
    }
    if (csv->finished && csv->at > csv->start) {
        close_last(csv);
        *ret_end = csv->at;
        return true;
    }
    return false;
}

/* ---- handing it out */

static char *unquoted_room(struct csv *csv, size_t need)
{
    if (csv->unquoted_size < need) {
        csv->unquoted = mem_grow(csv->unquoted, need);
        csv->unquoted_size = need;
    }
    return csv->unquoted;
}

static void unquote(struct csv *csv, struct csv_row *row)
{
    char *to = NULL;
    for (size_t i = 0; i < csv->spans_n; i++) {
        const struct span *span = &csv->spans[i];
        struct str field = {csv->bytes + csv->start + span->from, span->to - span->from};
        if (span->doubled) {
            to = to != NULL ? to : unquoted_room(csv, row->text.n);
            char *begin = to;
            for (size_t k = 0; k < field.n; k++) {
                *to++ = field.s[k];
                k += field.s[k] == '"' && k + 1 < field.n && field.s[k + 1] == '"';
            }
            field = (struct str){begin, (size_t)(to - begin)};
        }
        row->fields[i] = field;
    }
    row->n = csv->spans_n;
}

static void mend(struct csv *csv, struct csv_row *row)
{
    arena_reset(&csv->mended);
    for (size_t i = 0; i < row->n; i++) {
        row->fields[i] = str_scrub(&csv->mended, row->fields[i]);
    }
    row->scrubbed = true;
}

/* Everything ready for the row behind this one. */
static void go_past(struct csv *csv, size_t end)
{
    if (end < csv->at) {
        csv->line_breaks++;
        csv->after_cr = csv->bytes[end] == '\r';
    }
    csv->start = csv->at;
    csv->line += csv->line_breaks;
    csv->line_breaks = 0;
    csv->place = FIELD_START;
    csv->spans_n = 0;
    csv->bad = NULL;
}

static bool is_ascii(struct str text)
{
    size_t i = 0;
    for (; i + 8 <= text.n; i += 8) {
        uint64_t eight;
        memcpy(&eight, text.s + i, 8);
        if ((eight & 0x8080808080808080u) != 0) {
            return false;
        }
    }
    for (; i < text.n; i++) {
        if ((unsigned char)text.s[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static enum csv_step hand_out(struct csv *csv, size_t end, struct csv_row *ret_row)
{
    ret_row->line = csv->line;
    ret_row->text = (struct str){csv->bytes + csv->start, end - csv->start};
    ret_row->scrubbed = false;
    ret_row->fatal = csv->stopped;
    ret_row->n = 0;
    if (memchr(ret_row->text.s, 0, ret_row->text.n) != NULL) {
        refuse(csv, "a zero byte stands in it, so it is not text");
    }
    ret_row->reason = csv->bad;
    if (csv->bad != NULL) {
        ret_row->text = str_clip(ret_row->text, BAD_TEXT_MAX);
    } else {
        unquote(csv, ret_row);
        if (!is_ascii(ret_row->text) && !str_is_utf8(ret_row->text)) {
            mend(csv, ret_row);
        }
    }
    go_past(csv, end);
    return ret_row->reason != NULL ? CSV_BAD : CSV_ROW;
}

enum csv_step csv_next(struct csv *csv, struct csv_row *ret_row)
{
    if (csv->stopped) {
        return CSV_END;
    }
    if (!csv->begun && !begin(csv)) {
        return CSV_MORE;
    }
    if (csv->at == csv->start) {
        skip_line_ends(csv);
    }
    size_t end;
    if (read_row(csv, &end)) {
        return hand_out(csv, end, ret_row);
    }
    return csv->finished ? CSV_END : CSV_MORE;
}

int csv_column(const struct csv_row *header, const char *name)
{
    for (size_t i = 0; i < header->n; i++) {
        if (str_eq_nocase(str_trim(header->fields[i]), str_of(name))) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- writing */

static bool is_plain_number(struct str field)
{
    size_t points = 0;
    for (size_t i = 1; i < field.n; i++) {
        points += field.s[i] == '.';
        if (field.s[i] != '.' && (field.s[i] < '0' || field.s[i] > '9')) {
            return false;
        }
    }
    return field.n >= 2 && points <= 1 && field.s[field.n - 1] != '.' && field.s[1] != '.';
}

static void put_field(struct buf *buf, struct str field, bool first, bool guarded)
{
    if (!first) {
        buf_put_char(buf, ',');
    }
    bool quotes = false;
    for (size_t i = 0; i < field.n && !quotes; i++) {
        quotes = field.s[i] == '"' || field.s[i] == ',' || field.s[i] == '\n' || field.s[i] == '\r';
    }
    buf_put_str(buf, quotes ? S("\"") : S(""));
    buf_put_str(buf, guarded ? S("'") : S(""));
    for (struct str rest = field; rest.s != NULL;) {
        bool quote = memchr(rest.s, '"', rest.n) != NULL;
        buf_put_str(buf, str_cut(rest, '"', &rest));
        buf_put_str(buf, quote ? S("\"\"") : S(""));
    }
    buf_put_str(buf, quotes ? S("\"") : S(""));
}

void csv_put(struct buf *buf, struct str field, bool first)
{
    bool formula = field.n > 0 && strchr("=+-@\t\r", field.s[0]) != NULL && field.s[0] != 0;
    bool is_number = formula && (field.s[0] == '-' || field.s[0] == '+') && is_plain_number(field);
    put_field(buf, field, first, formula && !is_number);
}

void csv_put_verbatim(struct buf *buf, struct str field, bool first)
{
    put_field(buf, field, first, false);
}

void csv_put_int(struct buf *buf, int64_t number, bool first)
{
    if (!first) {
        buf_put_char(buf, ',');
    }
    buf_put_int(buf, number);
}

void csv_end_row(struct buf *buf)
{
    buf_put_str(buf, S("\r\n"));
}
