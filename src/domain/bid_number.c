/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_number.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"

#define NEAR_PARTS 20 /* rounded is at most a twentieth away: else "1 million" would do for 1.4 */

static const struct str unit_words[BID_UNIT__MAX] = {
    S_INIT(""), S_INIT("EUR"), S_INIT("%"), S_INIT("people"), S_INIT("months"), S_INIT("GBP"), S_INIT("money"),
    S_INIT("other"),
};

struct str bid_unit_word(enum bid_unit unit)
{
    check(unit >= 0 && unit < BID_UNIT__MAX);
    return unit_words[unit];
}

bool bid_unit_parse(struct str word, enum bid_unit *ret_unit)
{
    for (int i = 0; i < BID_UNIT__MAX; i++) {
        if (str_eq(word, unit_words[i])) {
            *ret_unit = (enum bid_unit)i;
            return true;
        }
    }
    return false;
}

struct str bid_number_format(struct arena *arena, int64_t thousandths)
{
    struct buf buf CLEANUP(buf_done);
    char digits[24];
    int n = 0;
    uint64_t whole = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
    int rest = (int)(whole % 1000);
    whole /= 1000;
    do {
        digits[n++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    buf_init(&buf, 64);
    if (thousandths < 0) {
        buf_put_char(&buf, '-');
    }
    while (n-- > 0) {
        buf_put_char(&buf, digits[n]);
        if (n > 0 && n % 3 == 0) {
            buf_put_char(&buf, ',');
        }
    }
    if (rest > 0) {
        buf_format(&buf, ".%03d", rest);
        while (buf.bytes[buf.n - 1] == '0') {
            buf.n--;
        }
    }
    return str_copy(arena, buf_str(&buf));
}

/* ---- whether two agree */

/* What the last written digit counts; zeros at the end count for nothing where it is not said exactly. */
static int64_t step_of(const struct bid_number *number)
{
    int64_t step = number->step;
    while (number->about != BID_EXACT && number->value > 0 && step < number->value
           && number->value % (step * 10) == 0) {
        step *= 10;
    }
    return step > 0 ? step : 1;
}

static bool is_rounded(int64_t value, const struct bid_number *round)
{
    int64_t step = step_of(round), away = value > round->value ? value - round->value : round->value - value;
    return (value + step / 2) / step * step == round->value && away * NEAR_PARTS <= value;
}

enum bid_agree bid_number_agree(const struct bid_number *figure, const struct bid_number *place)
{
    int64_t value = figure->value, step = step_of(place);
    if (place->top > place->value) {
        return value >= place->value && value <= place->top ? BID_ROUNDED : BID_DIFFERS;
    }
    if (value == place->value) {
        return BID_AGREES;
    }
    if (place->about == BID_OVER) {
        return value > place->value && value - place->value <= step ? BID_ROUNDED : BID_DIFFERS;
    }
    if (place->about == BID_UNDER) {
        return value < place->value && place->value - value <= step ? BID_ROUNDED : BID_DIFFERS;
    }
    return is_rounded(value, place) || is_rounded(place->value, figure) ? BID_ROUNDED : BID_DIFFERS;
}
