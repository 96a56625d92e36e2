/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a number, an amount, a date: what is read and written is read again as it was; the cursor moves
** over what it took and stays when it took nothing. */
#include <inttypes.h>

#include "base/date.h"
#include "base/scan.h"
#include "fuzz.h"
#include "text/figures.h"

static void check_numbers(struct arena *arena, struct str text)
{
    int64_t number;
    int64_t again;
    if (parse_int(text, INT64_MIN, INT64_MAX, &number)) {
        check(parse_int(str_format(arena, "%" PRId64, number), number, number, &again) && again == number);
    }
    if (parse_cents(text, &number)) {
        check(number >= -1000000000000000 && number <= 1000000000000000);
        int64_t size = number < 0 ? -number : number;
        struct str plain = str_format(arena, "%s%" PRId64 ".%02" PRId64, number < 0 ? "-" : "", size / 100, size % 100);
        check(parse_cents(plain, &again) && again == number);
    }
    if (parse_micro(text, &number)) {
        check(number >= -1000000000000 && number <= 1000000000000);
    }
}

static void check_dates(struct arena *arena, struct str text)
{
    struct date date;
    struct date again;
    int64_t seconds;
    int64_t seconds_again;
    bool is_date = date_parse(text, &date);
    check(instant_parse(text, &seconds) == is_date);
    if (!is_date) {
        return;
    }
    check(date_year(date) >= 1 && date_year(date) <= 9999);
    check(date_parse(date_iso(arena, date), &again) && again.days == date.days);
    struct str iso = instant_iso(arena, seconds);
    check(instant_parse(iso, &seconds_again) && seconds_again == seconds);
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 40);
    figures_put_date(&buf, date);
    check(!buf.overflow && buf.n > 0);
}

static void check_cursor(struct str text)
{
    struct scan scan = scan_of(text);
    struct str word;
    uint64_t number;
    uint32_t rune;
    while (!scan_end(&scan)) {
        struct scan before = scan;
        bool took = scan_word(&scan, 20, &word) && word.n >= 1 && word.n <= 20;
        took = took || scan_unsigned(&scan, 1000, &number) || scan_rune(&scan, &rune);
        check(fuzz_within(scan.rest, text) && scan.rest.n <= before.rest.n);
        check(took == (scan.rest.n < before.rest.n));
        check(took || !str_is_utf8(str_sub(scan.rest, 0, 4)) || scan.rest.n == 0);
        if (!took) {
            scan.rest = str_from(scan.rest, 1);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    check_numbers(&arena, text);
    check_dates(&arena, text);
    check_cursor(text);
    return 0;
}
