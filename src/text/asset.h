/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** asset: a file carried in the program: styles, scripts, pictures, the gazetteer.
**
** tools/pack makes tables of them at build: `pack OUT.c NAME FILE...` gives `const struct asset NAME[]` and
** `const size_t NAME_count`, in the order of the files (docs/internals/pack.md). All is static and never
** changes; the hash
** may stand in addresses, which can then be kept for ever, and in an ETag.
*/
#ifndef TEXT_ASSET_H
#define TEXT_ASSET_H

#include <stddef.h>

struct asset {
    const char *name;           /* "app.css" */
    const char *type;           /* "text/css; charset=utf-8" */
    const unsigned char *bytes; /* never NULL */
    size_t n;
    const unsigned char *gzip;  /* the same packed (RFC 1952), NULL when that is not smaller */
    size_t gzip_n;
    const char *hash;           /* the first 16 hexadecimal letters of its SHA-256 */
};

/* What browsers are sent (assets/meson.build). */
extern const struct asset assets[];
extern const size_t assets_count;

/* What the product says and knows: the gazetteer and the files of content/ (assets/meson.build). */
extern const struct asset content_files[];
extern const size_t content_files_count;

#endif
