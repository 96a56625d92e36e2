/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/row_code.h"

#include "base/check.h"

void row_put_u32(struct buf *to, uint32_t number)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        buf_put_char(to, (char)(unsigned char)(number >> shift));
    }
}

uint32_t row_u32(const char *bytes)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < 4; i++) {
        number |= (uint32_t)(unsigned char)bytes[i] << (8 * i);
    }
    return number;
}

static void put_one(struct buf *to, const struct value *value)
{
    static const char marks[] = {[VALUE_NULL] = 'n', [VALUE_INT] = 'i', [VALUE_TEXT] = 't', [VALUE_BLOB] = 'b'};
    buf_put_char(to, marks[value->kind]);
    if (value->kind == VALUE_INT) {
        row_put_u32(to, (uint32_t)((uint64_t)value->number & UINT32_MAX));
        row_put_u32(to, (uint32_t)((uint64_t)value->number >> 32));
    } else if (value->kind != VALUE_NULL) {
        check(value->text.n <= UINT32_MAX);
        row_put_u32(to, (uint32_t)value->text.n);
        buf_put_str(to, value->text);
    }
}

void row_put(struct buf *to, const struct value *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_one(to, &values[i]);
    }
}

/* Takes one value from the front of *rest. */
static bool take(struct str *rest, struct value *ret_value)
{
    char mark = rest->n > 0 ? rest->s[0] : '\0';
    size_t head = mark == 'n' ? 1 : mark == 'i' ? 9 : 5;
    if (rest->n < head) {
        return false;
    }
    const char *bytes = rest->s + 1;
    *ret_value = (struct value){.kind = VALUE_NULL};
    if (mark == 'i') {
        uint64_t number = row_u32(bytes) | (uint64_t)row_u32(bytes + 4) << 32;
        *ret_value = (struct value){.kind = VALUE_INT, .number = (int64_t)number};
    } else if (mark != 'n') {
        size_t n = row_u32(bytes);
        if ((mark != 't' && mark != 'b') || rest->n - head < n) {
            return false;
        }
        *ret_value = (struct value){.kind = mark == 't' ? VALUE_TEXT : VALUE_BLOB, .text = {bytes + 4, n}};
        head += n;
    }
    *rest = str_from(*rest, head);
    return true;
}

enum fault row_read(struct str bytes, const struct db_column *columns, size_t n, struct value *ret_values)
{
    struct str rest = bytes;
    for (size_t i = 0; i < n; i++) {
        struct value value;
        bool fits = take(&rest, &value) &&
                    (value.kind == VALUE_NULL ? columns[i].nullable : value.kind == columns[i].kind) &&
                    (value.kind != VALUE_TEXT || str_is_utf8(value.text));
        if (!fits) {
            return FAULT_DAMAGED;
        }
        ret_values[i] = value;
    }
    return rest.n == 0 ? OK : FAULT_DAMAGED;
}
