/* SPDX-License-Identifier: AGPL-3.0-or-later
** atom: feeds. */
#include "text/atom.h"

#include "base/check.h"
#include "base/date.h"

#define UID_LETTERS 32u

/* A text is UTF-8, so only control bytes and the two that are no letters (U+FFFE, U+FFFF) are not taken. How many
** bytes from there on are not. */
static size_t untaken(struct str text, size_t i)
{
    const unsigned char *c = (const unsigned char *)text.s + i;
    bool is_control = (*c < ' ' && *c != '\n' && *c != '\t') || *c == 0x7f;
    bool is_none = i + 2 < text.n && c[0] == 0xef && c[1] == 0xbf && (c[2] == 0xbe || c[2] == 0xbf);
    return is_none ? 3 : is_control;
}

static void put_escaped(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t bad = untaken(text, i);
        switch (text.s[i]) {
        case '&': buf_put_str(out, S("&amp;")); break;
        case '<': buf_put_str(out, S("&lt;")); break;
        case '>': buf_put_str(out, S("&gt;")); break;
        case '"': buf_put_str(out, S("&quot;")); break;
        default: buf_put_char(out, bad > 0 ? ' ' : text.s[i]);
        }
        i += bad > 0 ? bad - 1 : 0;
    }
}

static void put_element(struct buf *out, const char *begin, struct str text, const char *end)
{
    buf_put_str(out, str_of(begin));
    put_escaped(out, text);
    buf_put_str(out, str_of(end));
}

void atom_begin(struct buf *out, struct arena *arena, const struct atom_feed *feed)
{
    buf_put_str(out, S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    put_element(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"", feed->language, "\">\n");
    put_element(out, "<title>", feed->title, "</title>\n");
    put_element(out, "<id>", feed->id, "</id>\n");
    put_element(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"", feed->self, "\"/>\n");
    put_element(out, "<link rel=\"alternate\" type=\"text/html\" href=\"", feed->page, "\"/>\n");
    put_element(out, "<updated>", instant_iso(arena, feed->updated_at), "</updated>\n");
    put_element(out, "<author><name>", feed->author, "</name></author>\n");
}

void atom_put(struct buf *out, struct arena *arena, const struct atom_entry *entry)
{
    const char *uid = entry->uid.s;
    check(entry->uid.n == UID_LETTERS);
    buf_put_str(out, S("<entry>\n"));
    put_element(out, "<title>", entry->title, "</title>\n");
    put_element(out, "<id>", str_format(arena, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", uid, uid + 8, uid + 12, uid + 16,
                                        uid + 20), "</id>\n");
    put_element(out, "<link rel=\"alternate\" type=\"text/html\" href=\"", entry->url, "\"/>\n");
    put_element(out, "<published>", instant_iso(arena, entry->published_at), "</published>\n");
    put_element(out, "<updated>", instant_iso(arena, entry->updated_at), "</updated>\n");
    put_element(out, "<summary>", entry->says, "</summary>\n");
    buf_put_str(out, S("</entry>\n"));
}

void atom_end(struct buf *out)
{
    buf_put_str(out, S("</feed>\n"));
}
