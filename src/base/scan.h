/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** scan: a bounded cursor over text. Each scan_ call advances over one thing and returns true, or
** leaves the cursor where it was and returns false. Nothing reads past the end.
*/
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct scan {
    struct str rest; /* what has not been read yet */
};

struct scan scan_of(struct str text);
bool scan_end(const struct scan *scan);
bool scan_char(struct scan *scan, char c);
bool scan_literal(struct scan *scan, struct str literal);
void scan_spaces(struct scan *scan);
/* Everything up to (not including) `c`, or up to the end; at most max bytes, else false. */
bool scan_until(struct scan *scan, char c, size_t max, struct str *ret_text);
/* A run of ASCII letters, digits, '_' or '-'; at least 1, at most max bytes. */
bool scan_word(struct scan *scan, size_t max, struct str *ret_word);
/* Decimal digits within 0..max. */
bool scan_unsigned(struct scan *scan, uint64_t max, uint64_t *ret_number);
/* One code point. False at the end or on bad UTF-8. */
bool scan_rune(struct scan *scan, uint32_t *ret_rune);

/* Whole text as a number: optional '-', digits, nothing else. */
bool parse_int(struct str text, int64_t min, int64_t max, int64_t *ret_number);
/* Money as cents from "1234", "1234.5", "1234,56", "-0.04"; also a third and further decimals, rounded
** half away from zero. No thousands separators. Empty text is false. At most 10^15 cents either way. */
bool parse_cents(struct str text, int64_t *ret_cents);
/* A decimal number as millionths (coordinates): "52.573921" -> 52573921. */
bool parse_micro(struct str text, int64_t *ret_micro);

#endif
