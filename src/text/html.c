/* SPDX-License-Identifier: AGPL-3.0-or-later
** html: writing a page. Runs of plain bytes are copied whole; only the five characters that mean something in
** markup or in a quoted attribute are replaced. */
#include "text/html.h"

#include <string.h>

#include "base/fault.h"
#include "text/figures.h"
#include "text/words.h"

#define MARK_OPEN '\x02'
#define MARK_CLOSE '\x03'
/* The longest replacement of one byte, "<mark>"; also what sizes the buffers below. */
#define GROWTH_MAX 8u

struct count count(int64_t n)
{
    return (struct count){n};
}

struct euros euros(int64_t cents)
{
    return (struct euros){cents};
}

/* What stands for a byte of text; no text where it stands for itself. */
static struct str replacement(char c)
{
    switch (c) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&quot;");
    case '\'': return S("&#39;");
    default: return (struct str){0};
    }
}

/* Most of a page passes here, the dots of a map among it: sixteen bytes at a time, and a look into a table for each
** byte of what is left. */
static const bool is_replaced[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};

typedef unsigned char sixteen __attribute__((vector_size(16)));

/* '&' and '\'' differ in their last bit alone, '<' and '>' in the one before it. */
static bool is_plain(const char *bytes)
{
    sixteen x;
    memcpy(&x, bytes, sizeof x);
    sixteen hit = (sixteen)((x | 1) == '\'') | (sixteen)((x | 2) == '>') | (sixteen)(x == '"');
    uint64_t halves[2];
    memcpy(halves, &hit, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

static void put_escaped(struct buf *buf, struct str text)
{
    size_t from = 0; /* of the run that is written as it is */
    for (size_t i = 0; i < text.n;) {
        if (text.n - i >= sizeof(sixteen) && is_plain(text.s + i)) {
            i += sizeof(sixteen);
            continue;
        }
        if (text.n >= sizeof(sixteen) && text.n - i < sizeof(sixteen) && is_plain(text.s + text.n - sizeof(sixteen))) {
            break; /* the last bytes, looked at with some before them */
        }
        size_t end = text.n - i > sizeof(sixteen) ? i + sizeof(sixteen) : text.n;
        for (; i < end; i++) {
            if (is_replaced[(unsigned char)text.s[i]]) {
                buf_put(buf, text.s + from, i - from);
                buf_put_str(buf, replacement(text.s[i]));
                from = i + 1;
            }
        }
    }
    if (text.n > from) {
        buf_put(buf, text.s + from, text.n - from);
    }
}

void put_str(struct out *out, struct str text)
{
    put_escaped(out->buf, text);
}

void put_html(struct out *out, struct html markup)
{
    buf_put_str(out->buf, markup.markup);
}

void put_int(struct out *out, int64_t number)
{
    buf_put_int(out->buf, number);
}

void put_count(struct out *out, struct count number)
{
    if (out->words == NULL) {
        figures_put_count(out->buf, number.n);
    } else {
        put_str(out, text_count(out, number));
    }
}

void put_euros(struct out *out, struct euros amount)
{
    put_str(out, text_euros(out, amount));
}

void put_date(struct out *out, struct date date)
{
    if (out->words == NULL) {
        figures_put_date(out->buf, date);
    } else {
        put_str(out, text_date(out, date));
    }
}

void put_url(struct out *out, struct url url)
{
    put_escaped(out->buf, url.text);
}

void put_raw(struct out *out, const char *bytes, size_t n)
{
    buf_put(out->buf, bytes, n);
}

/* Figures are short; 64 bytes hold any of them. */
#define FIGURE_MAX 64u

struct str text_count(struct out *out, struct count x)
{
    char room[FIGURE_MAX];
    struct buf CLEANUP(buf_done) buf;
    buf_init_lent(&buf, FIGURE_MAX, room, sizeof room);
    figures_put_count(&buf, x.n);
    return words_figure(out->words, out->arena, str_copy(out->arena, buf_str(&buf)));
}

struct str text_euros(struct out *out, struct euros x)
{
    char room[FIGURE_MAX];
    struct buf CLEANUP(buf_done) buf;
    buf_init_lent(&buf, FIGURE_MAX, room, sizeof room);
    if (out->words == NULL) {
        figures_put_euros(&buf, x.cents);
        return str_copy(out->arena, buf_str(&buf));
    }
    enum figures_unit unit = figures_put_amount(&buf, x.cents);
    struct slot amount = slot("amount", words_figure(out->words, out->arena, str_copy(out->arena, buf_str(&buf))));
    static const char *const sentences[] = {[FIGURES_ONES] = W_NOTE("€{amount}"),
                                            [FIGURES_MILLIONS] = W_NOTE("€{amount} million"),
                                            [FIGURES_BILLIONS] = W_NOTE("€{amount} billion")};
    struct str text = words_text(out, sentences[unit], &amount, 1);
    return x.cents < 0 ? str_join(out->arena, S("−"), text) : text;
}

struct str text_date(struct out *out, struct date x)
{
    char room[FIGURE_MAX];
    struct buf CLEANUP(buf_done) buf;
    buf_init_lent(&buf, FIGURE_MAX, room, sizeof room);
    if (out->words == NULL || date_is_none(x)) {
        figures_put_date(&buf, x);
        return str_copy(out->arena, buf_str(&buf));
    }
    int year;
    int month;
    int day;
    date_split(x, &year, &month, &day);
    struct slot slots[] = {slot("day", day), slot("month", words_text(out, figures_month(month), NULL, 0)),
                           slot("year", year)};
    return words_text(out, W_NOTE("{day} {month} {year}"), slots, 3);
}

struct html html_text(struct arena *arena, struct str text)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, text.n * GROWTH_MAX + 1);
    put_escaped(&buf, text);
    return (struct html){str_copy(arena, buf_str(&buf))};
}

struct html html_link(struct arena *arena, struct url url, struct str text)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, (url.text.n + text.n) * GROWTH_MAX + 64);
    buf_put_str(&buf, S("<a class=\"sg-link\" href=\""));
    put_escaped(&buf, url.text);
    buf_put_str(&buf, S("\">"));
    put_escaped(&buf, text);
    buf_put_str(&buf, S("</a>"));
    return (struct html){str_copy(arena, buf_str(&buf))};
}

struct html html_marked(struct arena *arena, struct str text)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, text.n * GROWTH_MAX + 16);
    bool open = false;
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c != MARK_OPEN && c != MARK_CLOSE) {
            continue;
        }
        put_escaped(&buf, str_sub(text, from, i - from));
        from = i + 1;
        if ((c == MARK_OPEN) != open) {
            open = c == MARK_OPEN;
            buf_put_str(&buf, open ? S("<mark>") : S("</mark>"));
        }
    }
    put_escaped(&buf, str_from(text, from));
    if (open) {
        buf_put_str(&buf, S("</mark>"));
    }
    return (struct html){str_copy(arena, buf_str(&buf))};
}
