/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** row_code: a row of a table as bytes, the same on every engine: what a backup holds, and what sums are made of.
**
** One value after the other: 'n' no value; 'i' and 8 bytes, the lowest first, two's complement; 't' or 'b', a length
** of 4 bytes, the lowest first, and the bytes.
*/
#ifndef JOBS_ROW_CODE_H
#define JOBS_ROW_CODE_H

#include "base/buf.h"
#include "db/db.h"

void row_put(struct buf *to, const struct value *values, size_t n);
/* Texts borrow from `bytes`. FAULT_DAMAGED: not n values of these columns, or something behind them. */
enum fault must_use row_read(struct str bytes, const struct db_column *columns, size_t n, struct value *ret_values);

/* Numbers as above, for what stands around rows. */
void row_put_u32(struct buf *to, uint32_t number);
uint32_t row_u32(const char *bytes);

#endif
