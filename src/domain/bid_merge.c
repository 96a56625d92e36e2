/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_merge: hunks of base against either side, put together in the order of base. */
#include "domain/bid_merge.h"

#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"

#define WEIGHT_EMPTY 1u
#define WEIGHT_TEXT 64u  /* no number of empty lines that stand between is worth a paragraph */
#define TEXT_MAX (16u << 20) /* three texts, each at most what a form sends, and marks */

struct lines {
    struct str *items;
    uint64_t *hashes;
    size_t n;
};

/* A part of base, and what stands in its place. */
struct hunk {
    size_t from, to;             /* of base */
    size_t side_from, side_to;
};

struct hunks {
    struct hunk *items;
    size_t n, next;
};

/* ---- lines */

static struct lines lines_of(struct arena *arena, struct str text)
{
    struct lines lines = {0};
    size_t max = text.n > 0 ? 1 : 0;
    for (size_t i = 0; i < text.n; i++) {
        max += text.s[i] == '\n';
    }
    lines.items = arena_array(arena, struct str, max);
    lines.hashes = arena_array(arena, uint64_t, max);
    struct str rest = text.n > 0 ? text : (struct str){NULL, 0};
    while (rest.s != NULL) {
        struct str line = str_cut(rest, '\n', &rest);
        lines.items[lines.n] = line;
        lines.hashes[lines.n++] = str_hash(line);
    }
    check(lines.n == max);
    return lines;
}

static bool line_eq(const struct lines *a, size_t i, const struct lines *b, size_t j)
{
    return a->hashes[i] == b->hashes[j] && str_eq(a->items[i], b->items[j]);
}

/* ---- a longest common subsequence, by weight */

/* cells[i][j]: the weight of what is common to a from i and b from j. */
static void lcs_walk(const struct lines *a, const struct lines *b, size_t from, size_t a_to, size_t b_to,
                     const uint32_t *cells, int64_t *to)
{
    size_t width = b_to - from + 1, i = from, j = from;
    while (i < a_to && j < b_to) {
        const uint32_t *cell = &cells[(i - from) * width + (j - from)];
        if (line_eq(a, i, b, j) && cell[0] == cell[width + 1] + (a->items[i].n > 0 ? WEIGHT_TEXT : WEIGHT_EMPTY)) {
            to[i++] = (int64_t)j++;
        } else if (cell[width] >= cell[1]) {
            i++;
        } else {
            j++;
        }
    }
}

static void lcs_middle(struct arena *arena, const struct lines *a, const struct lines *b, size_t from, size_t a_to,
                       size_t b_to, int64_t *to)
{
    size_t height = a_to - from + 1, width = b_to - from + 1;
    if (height * width > BID_MERGE_CELLS_MAX) {
        return;
    }
    uint32_t *cells = arena_array(arena, uint32_t, height * width);
    for (size_t i = height - 1; i-- > 0;) {
        for (size_t j = width - 1; j-- > 0;) {
            uint32_t *cell = &cells[i * width + j];
            uint32_t best = cell[width] > cell[1] ? cell[width] : cell[1];
            if (line_eq(a, from + i, b, from + j)) {
                uint32_t with = cell[width + 1] + (a->items[from + i].n > 0 ? WEIGHT_TEXT : WEIGHT_EMPTY);
                best = with > best ? with : best;
            }
            *cell = best;
        }
    }
    lcs_walk(a, b, from, a_to, b_to, cells, to);
}

/* For each line of a, the line of b that it is, or -1. */
static int64_t *lcs(struct arena *arena, const struct lines *a, const struct lines *b)
{
    int64_t *to = arena_array(arena, int64_t, a->n);
    size_t from = 0, a_to = a->n, b_to = b->n;
    for (size_t i = 0; i < a->n; i++) {
        to[i] = -1;
    }
    while (from < a_to && from < b_to && line_eq(a, from, b, from)) {
        to[from] = (int64_t)from;
        from++;
    }
    while (a_to > from && b_to > from && line_eq(a, a_to - 1, b, b_to - 1)) {
        to[--a_to] = (int64_t)--b_to;
    }
    lcs_middle(arena, a, b, from, a_to, b_to, to);
    return to;
}

static struct hunks hunks_of(struct arena *arena, const struct lines *base, const struct lines *side)
{
    const int64_t *to = lcs(arena, base, side);
    struct hunks hunks = {.items = arena_array(arena, struct hunk, base->n + 1)};
    size_t i = 0, j = 0;
    while (i < base->n || j < side->n) {
        if (i < base->n && to[i] == (int64_t)j) {
            i++;
            j++;
            continue;
        }
        struct hunk hunk = {.from = i, .side_from = j};
        while (i < base->n && to[i] < 0) {
            i++;
        }
        j = i < base->n ? (size_t)to[i] : side->n;
        hunk.to = i;
        hunk.side_to = j;
        hunks.items[hunks.n++] = hunk;
    }
    return hunks;
}

/* ---- merging */

struct merging {
    struct lines base, mine, theirs;
    struct hunks of_mine, of_theirs;
    struct buf *out;
    bool begun;
    struct bid_merged *merged;
};

static void put_line(struct merging *merging, struct str line)
{
    if (merging->begun) {
        buf_put_char(merging->out, '\n');
    }
    buf_put_str(merging->out, line);
    merging->begun = true;
}

static void put_lines(struct merging *merging, const struct lines *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        put_line(merging, lines->items[i]);
    }
}

static const struct hunk *next_of(const struct hunks *hunks)
{
    return hunks->next < hunks->n ? &hunks->items[hunks->next] : NULL;
}

/* Whether a hunk and a part of base cannot stand beside each other. */
static bool meets(const struct hunk *hunk, size_t from, size_t to)
{
    if (hunk->from == hunk->to && from == to) {
        return hunk->from == from;
    }
    return hunk->from < to && from < hunk->to;
}

/* The part of a side that stands for a part of base, and whether anything in it was changed. */
struct range {
    bool changed;
    size_t from, to;
};

/* Takes those of a side that meet the part, which grows; true when it did. */
static bool grow(struct hunks *hunks, size_t *from, size_t *to, struct range *range)
{
    const struct hunk *hunk = next_of(hunks);
    if (hunk == NULL || !meets(hunk, *from, *to)) {
        return false;
    }
    if (!range->changed) {
        range->from = hunk->side_from - hunk->from; /* of line 0; completed by range_close */
        range->changed = true;
    }
    range->to = hunk->side_to - hunk->to;
    *from = hunk->from < *from ? hunk->from : *from;
    *to = hunk->to > *to ? hunk->to : *to;
    hunks->next++;
    return true;
}

/* Both ends are kept as how far the side is ahead of base there (modulo 2^n, so also behind). */
static void range_close(struct range *range, size_t from, size_t to)
{
    range->from += from;
    range->to += to;
}

static void put_conflict(struct merging *merging, struct range mine, struct range theirs)
{
    size_t end = 0;
    while (mine.from < mine.to && theirs.from < theirs.to
           && line_eq(&merging->mine, mine.from, &merging->theirs, theirs.from)) {
        put_line(merging, merging->mine.items[mine.from++]);
        theirs.from++;
    }
    while (mine.from + end < mine.to && theirs.from + end < theirs.to
           && line_eq(&merging->mine, mine.to - 1 - end, &merging->theirs, theirs.to - 1 - end)) {
        end++;
    }
    if (mine.from + end < mine.to || theirs.from + end < theirs.to) {
        put_line(merging, S(BID_MERGE_FIRST));
        put_lines(merging, &merging->theirs, theirs.from, theirs.to - end);
        put_line(merging, S(BID_MERGE_SECOND));
        put_lines(merging, &merging->mine, mine.from, mine.to - end);
        put_line(merging, S(BID_MERGE_END));
        merging->merged->conflicts++;
    }
    put_lines(merging, &merging->mine, mine.to - end, mine.to);
}

/* Writes the next place that one or both changed; returns the line of base behind it. */
static size_t put_change(struct merging *merging, size_t at)
{
    const struct hunk *a = next_of(&merging->of_mine), *b = next_of(&merging->of_theirs);
    bool take_a = b == NULL || (a != NULL && (a->from < b->from || (a->from == b->from && a->to <= b->to)));
    size_t from = take_a ? a->from : b->from, to = take_a ? a->to : b->to;
    struct range mine = {0}, theirs = {0};
    /* The one that comes first is taken whatever it is. */
    (void)grow(take_a ? &merging->of_mine : &merging->of_theirs, &from, &to, take_a ? &mine : &theirs);
    while (grow(&merging->of_mine, &from, &to, &mine) || grow(&merging->of_theirs, &from, &to, &theirs)) {
    }
    range_close(&mine, from, to);
    range_close(&theirs, from, to);
    put_lines(merging, &merging->base, at, from);
    if (mine.changed && theirs.changed) {
        put_conflict(merging, mine, theirs);
    } else if (mine.changed) {
        put_lines(merging, &merging->mine, mine.from, mine.to);
        merging->merged->mine++;
    } else {
        put_lines(merging, &merging->theirs, theirs.from, theirs.to);
        merging->merged->theirs++;
    }
    return to;
}

struct bid_merged bid_merge(struct arena *arena, struct str base, struct str mine, struct str theirs)
{
    struct bid_merged merged = {0};
    struct buf out CLEANUP(buf_done);
    struct merging merging = {.base = lines_of(arena, base), .mine = lines_of(arena, mine),
                              .theirs = lines_of(arena, theirs), .out = &out, .merged = &merged};
    buf_init(&out, TEXT_MAX);
    merging.of_mine = hunks_of(arena, &merging.base, &merging.mine);
    merging.of_theirs = hunks_of(arena, &merging.base, &merging.theirs);
    size_t at = 0;
    while (next_of(&merging.of_mine) != NULL || next_of(&merging.of_theirs) != NULL) {
        at = put_change(&merging, at);
    }
    put_lines(&merging, &merging.base, at, merging.base.n);
    check(!out.overflow);
    merged.text = str_copy(arena, buf_str(&out));
    return merged;
}

/* ---- what differs */

static size_t put_changes(struct bid_line_change *changes, size_t n, enum bid_change change, const struct lines *lines,
                          size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (lines->items[i].n > 0) {
            changes[n++] = (struct bid_line_change){change, lines->items[i]};
        }
    }
    return n;
}

size_t bid_merge_diff(struct arena *arena, struct str from, struct str to, struct bid_line_change **ret_changes)
{
    struct lines old = lines_of(arena, from), now = lines_of(arena, to);
    struct hunks hunks = hunks_of(arena, &old, &now);
    struct bid_line_change *changes = arena_array(arena, struct bid_line_change, old.n + now.n);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < hunks.n; i++) {
        const struct hunk *hunk = &hunks.items[i];
        n = put_changes(changes, n, BID_CHANGE_SAME, &old, at, hunk->from);
        n = put_changes(changes, n, BID_CHANGE_GONE, &old, hunk->from, hunk->to);
        n = put_changes(changes, n, BID_CHANGE_NEW, &now, hunk->side_from, hunk->side_to);
        at = hunk->to;
    }
    n = put_changes(changes, n, BID_CHANGE_SAME, &old, at, old.n);
    *ret_changes = changes;
    return n;
}

/* ---- as texts are kept */

static struct str clean_line(struct buf *to, struct str line)
{
    buf_reset(to);
    for (size_t i = 0; i < line.n; i++) {
        unsigned char c = (unsigned char)line.s[i];
        if (c == '\t') {
            buf_put_char(to, ' ');
        } else if (c >= ' ' && c != 0x7F) {
            buf_put_char(to, (char)c);
        }
    }
    struct str out = buf_str(to);
    while (out.n > 0 && out.s[out.n - 1] == ' ') {
        out.n--;
    }
    return out;
}

/* The next line, however it ends. */
static struct str cut_line(struct str *text)
{
    size_t n = 0;
    while (n < text->n && text->s[n] != '\n' && text->s[n] != '\r') {
        n++;
    }
    struct str line = str_sub(*text, 0, n);
    size_t end = n + 1 < text->n && text->s[n] == '\r' && text->s[n + 1] == '\n' ? 2 : 1;
    *text = str_from(*text, n + end);
    return line;
}

struct str bid_text_clean(struct arena *arena, struct str text)
{
    struct buf out CLEANUP(buf_done);
    buf_init(&out, TEXT_MAX);
    struct buf line CLEANUP(buf_done);
    buf_init(&line, TEXT_MAX);
    bool empty = false;
    while (text.n > 0) {
        struct str clean = clean_line(&line, cut_line(&text));
        if (clean.n == 0) {
            empty = true;
            continue;
        }
        if (out.n > 0) {
            buf_put_str(&out, empty ? S("\n\n") : S("\n"));
        }
        buf_put_str(&out, clean);
        empty = false;
    }
    check(!out.overflow);
    return str_copy(arena, buf_str(&out));
}

/* ---- conflicts that stand in a text */

/* Marks that wait for their fellows, the innermost last. */
struct opened {
    size_t first, first_end, second, second_end; /* second 0: not yet */
};

#define CONFLICT_DEPTH 32 /* one within another, each from two people who wrote at once */

struct marks {
    struct str text;
    size_t at, n;
    struct opened opened[CONFLICT_DEPTH];
};

/* Goes on to where the next one ends; it is opened[n], `ret_end` the line of its end. */
static bool marks_next(struct marks *marks, size_t *ret_end)
{
    struct str text = marks->text;
    while (marks->at < text.n) {
        size_t at = marks->at, n = str_find(str_from(text, at), S("\n"));
        struct str line = str_sub(text, at, n);
        struct opened *last = marks->n > 0 ? &marks->opened[marks->n - 1] : NULL;
        marks->at = at + n + 1 < text.n ? at + n + 1 : text.n;
        if (str_eq(line, S(BID_MERGE_FIRST)) && marks->n < CONFLICT_DEPTH) {
            marks->opened[marks->n++] = (struct opened){at, marks->at, 0, 0};
        } else if (str_eq(line, S(BID_MERGE_SECOND)) && last != NULL && last->second == 0) {
            last->second = at;
            last->second_end = marks->at;
        } else if (str_eq(line, S(BID_MERGE_END)) && last != NULL) {
            marks->n--;
            if (last->second > 0) {
                *ret_end = at;
                return true;
            }
        }
    }
    return false;
}

bool bid_conflict_find(struct str text, struct bid_conflict *ret_conflict)
{
    struct marks marks = {.text = text};
    size_t end;
    if (!marks_next(&marks, &end)) {
        return false;
    }
    const struct opened *found = &marks.opened[marks.n];
    *ret_conflict = (struct bid_conflict){str_sub(text, 0, found->first),
        str_trim(str_sub(text, found->first_end, found->second - found->first_end)),
        str_trim(str_sub(text, found->second_end, end - found->second_end)), str_from(text, marks.at)};
    return true;
}

size_t bid_conflict_count(struct str text)
{
    struct marks marks = {.text = text};
    size_t n = 0, end;
    while (marks_next(&marks, &end)) {
        n++;
    }
    return n;
}

static bool is_mark(struct str line)
{
    return str_eq(line, S(BID_MERGE_FIRST)) || str_eq(line, S(BID_MERGE_SECOND)) || str_eq(line, S(BID_MERGE_END));
}

/* What one side says. Marks in it have no fellow, or they would be a conflict of their own: left in, they would become
** part of the conflict around it. */
static void put_side(struct buf *out, struct str side)
{
    while (side.s != NULL && side.n > 0) {
        struct str line = str_cut(side, '\n', &side);
        if (!is_mark(line)) {
            buf_put_str(out, line);
            buf_put_str(out, S("\n"));
        }
    }
}

struct str bid_conflict_settle(struct arena *arena, const struct bid_conflict *conflict, enum bid_keep choice)
{
    struct buf out CLEANUP(buf_done);
    buf_init(&out, TEXT_MAX);
    buf_put_str(&out, conflict->before);
    if (choice != BID_CHOICE_SECOND && conflict->first.n > 0) {
        put_side(&out, conflict->first);
    }
    if (choice == BID_CHOICE_BOTH && conflict->first.n > 0 && conflict->second.n > 0) {
        buf_put_str(&out, S("\n"));
    }
    if (choice != BID_CHOICE_FIRST && conflict->second.n > 0) {
        put_side(&out, conflict->second);
    }
    buf_put_str(&out, conflict->after);
    check(!out.overflow);
    return str_copy(arena, buf_str(&out));
}
