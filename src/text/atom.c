/* SPDX-License-Identifier: AGPL-3.0-or-later
** atom: feeds. */
#include "text/atom.h"

#include "base/check.h"
#include "base/date.h"
#include "text/xml_put.h"

#define UID_LETTERS 32u

void atom_begin(struct buf *out, struct arena *arena, const struct atom_feed *feed)
{
    buf_put_str(out, S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    xml_put_element(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"", feed->language, "\">\n");
    xml_put_element(out, "<title>", feed->title, "</title>\n");
    xml_put_element(out, "<id>", feed->id, "</id>\n");
    xml_put_element(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"", feed->self, "\"/>\n");
    xml_put_element(out, "<link rel=\"alternate\" type=\"text/html\" href=\"", feed->page, "\"/>\n");
    xml_put_element(out, "<updated>", instant_iso(arena, feed->updated_at), "</updated>\n");
    xml_put_element(out, "<author><name>", feed->author, "</name></author>\n");
}

void atom_put(struct buf *out, struct arena *arena, const struct atom_entry *entry)
{
    const char *uid = entry->uid.s;
    check(entry->uid.n == UID_LETTERS);
    buf_put_str(out, S("<entry>\n"));
    xml_put_element(out, "<title>", entry->title, "</title>\n");
    struct str id = str_format(arena, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", uid, uid + 8, uid + 12, uid + 16, uid + 20);
    xml_put_element(out, "<id>", id, "</id>\n");
    xml_put_element(out, "<link rel=\"alternate\" type=\"text/html\" href=\"", entry->url, "\"/>\n");
    xml_put_element(out, "<published>", instant_iso(arena, entry->published_at), "</published>\n");
    xml_put_element(out, "<updated>", instant_iso(arena, entry->updated_at), "</updated>\n");
    xml_put_element(out, "<summary>", entry->says, "</summary>\n");
    buf_put_str(out, S("</entry>\n"));
}

void atom_end(struct buf *out)
{
    buf_put_str(out, S("</feed>\n"));
}
