/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** xml: a bounded reader over expat, fed in chunks, that reports elements by their path.
**
** Life: xml_new(sink) -> xml_feed... -> xml_finish -> xml_free, or xml_reset for the next file. The sink's `open` is
** called when an element begins (its attributes can be asked), `close` when it ends, with the text that stands
** directly in it, white space trimmed at both ends and kept within. Either may be NULL. A fault it returns stops
** the reading and comes out of xml_feed.
**
** A path is the local names from the root on, "/project/relations/associations/organization/legalName": namespaces and
** prefixes are left out, so that the CORDIS files of all years read alike. Everything of an event borrows until the
** callback returns.
**
** Bounds: IMPORT_XML_MAX bytes a file, IMPORT_XML_DEPTH_MAX levels, IMPORT_FIELD_MAX bytes of text being held,
** XML_PATH_MAX bytes of path: else FAULT_TOO_LARGE. A document type is refused, and with it every entity that is not
** of XML itself; nothing is ever fetched. Not well formed is FAULT_INVALID. xml_reason says why in a clause.
*/
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/fault.h"
#include "base/limits.h"
#include "base/str.h"

#define XML_PATH_MAX 1024u

struct xml;

struct xml_event {
    struct str path;
    struct str name;         /* the last name of the path */
    struct str text;         /* close: what stands in it; open: no text */
    struct str whole;        /* close: the same with white space at its ends, as it stands */
    int depth;               /* 1 for the root */
    uint64_t line;           /* of the file, from 1 */
    const char **attributes; /* for xml_attribute; NULL at close */
};

struct xml_sink {
    void *context;
    enum fault (*open)(void *context, const struct xml_event *event);
    enum fault (*close)(void *context, const struct xml_event *event);
};

struct xml *xml_new(struct xml_sink sink);
void xml_free(struct xml *xml);
/* Ready for another file, whatever became of the last. */
void xml_reset(struct xml *xml);
/* After a fault every further call gives the same fault. */
enum fault must_use xml_feed(struct xml *xml, const char *bytes, size_t n);
enum fault must_use xml_finish(struct xml *xml);
/* Why the last file was refused: "line 12: ...". In the arena; no text when it was not. */
struct str xml_reason(const struct xml *xml, struct arena *arena);

/* The value of an attribute (by local name); no text when absent. Within `open` only. */
struct str xml_attribute(const struct xml_event *event, const char *name);

#endif
