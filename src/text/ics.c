/* SPDX-License-Identifier: AGPL-3.0-or-later
** ics: lines of a calendar file. */
#include "text/ics.h"

#define NEXT_BYTES_MASK 0xc0u /* of UTF-8: a byte that goes on is 10xxxxxx */
#define NEXT_BYTE 0x80u

static bool begins_letter(char c)
{
    return ((unsigned char)c & NEXT_BYTES_MASK) != NEXT_BYTE;
}

/* Lines after the first begin with a space, which counts. */
static void put_folded(struct buf *out, struct str line)
{
    size_t room = ICS_LINE_MAX;
    while (line.n > room) {
        size_t n = room;
        while (!begins_letter(line.s[n])) {
            n--;
        }
        buf_put_str(out, str_sub(line, 0, n));
        buf_put_str(out, S("\r\n "));
        line = str_from(line, n);
        room = ICS_LINE_MAX - 1;
    }
    buf_put_str(out, line);
    buf_put_str(out, S("\r\n"));
}

static struct str escape(struct arena *arena, struct str text)
{
    char *made = arena_array(arena, char, 2 * text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c == '\\' || c == ';' || c == ',' || c == '\n') {
            made[n++] = '\\';
        }
        made[n++] = c == '\n' ? 'n' : (unsigned char)c < ' ' || c == 0x7f ? ' ' : c;
    }
    return (struct str){made, n};
}

void ics_put_text(struct buf *out, struct arena *arena, const char *name, struct str value)
{
    put_folded(out, str_format(arena, "%s:%.*s", name, STR_ARG(escape(arena, value))));
}

struct str ics_instant(struct arena *arena, int64_t at)
{
    int year, month, day;
    int rest = (int)(at % 86400);
    date_split((struct date){(int32_t)(at / 86400)}, &year, &month, &day);
    return str_format(arena, "%04d%02d%02dT%02d%02d%02dZ", year, month, day, rest / 3600, rest / 60 % 60, rest % 60);
}

static struct str ics_day(struct arena *arena, struct date day)
{
    return str_sub(ics_instant(arena, (int64_t)day.days * 86400), 0, sizeof "20261203" - 1);
}

static void put_plain(struct buf *out, struct arena *arena, const char *name, struct str value)
{
    put_folded(out, str_format(arena, "%s:%.*s", name, STR_ARG(value)));
}

void ics_begin(struct buf *out, struct arena *arena, struct str made_by, struct str name)
{
    put_plain(out, arena, "BEGIN", S("VCALENDAR"));
    put_plain(out, arena, "VERSION", S("2.0"));
    ics_put_text(out, arena, "PRODID", made_by);
    if (name.n > 0) {
        ics_put_text(out, arena, "X-WR-CALNAME", name);
    }
}

void ics_put_event(struct buf *out, struct arena *arena, const struct ics_event *event)
{
    put_plain(out, arena, "BEGIN", S("VEVENT"));
    ics_put_text(out, arena, "UID", event->uid);
    put_plain(out, arena, "DTSTAMP", ics_instant(arena, event->made_at));
    if (event->all_day) {
        put_plain(out, arena, "DTSTART;VALUE=DATE", ics_day(arena, event->day));
        put_plain(out, arena, "DTEND;VALUE=DATE", ics_day(arena, (struct date){event->day.days + 1}));
        put_plain(out, arena, "TRANSP", S("TRANSPARENT")); /* it keeps nobody busy */
    } else {
        put_plain(out, arena, "DTSTART", ics_instant(arena, event->starts_at));
        put_plain(out, arena, "DTEND", ics_instant(arena, event->ends_at));
    }
    if (event->sequence > 0) {
        put_plain(out, arena, "SEQUENCE", str_format(arena, "%lld", (long long)event->sequence));
    }
    if (event->cancelled) {
        put_plain(out, arena, "STATUS", S("CANCELLED"));
    }
    ics_put_text(out, arena, "SUMMARY", event->title);
    if (event->says.n > 0) {
        ics_put_text(out, arena, "DESCRIPTION", event->says);
    }
    if (event->place.n > 0) {
        ics_put_text(out, arena, "LOCATION", event->place);
    }
    if (event->url.n > 0) {
        put_plain(out, arena, "URL", event->url);
    }
    put_plain(out, arena, "END", S("VEVENT"));
}

void ics_end(struct buf *out, struct arena *arena)
{
    put_plain(out, arena, "END", S("VCALENDAR"));
}

void ics_put(struct buf *out, struct arena *arena, struct str made_by, const struct ics_event *event)
{
    ics_begin(out, arena, made_by, S(""));
    ics_put_event(out, arena, event);
    ics_end(out, arena);
}
