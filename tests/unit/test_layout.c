/* SPDX-License-Identifier: AGPL-3.0-or-later
** The brand stays readable whatever colour a network chooses; cities stand where the base map has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/map_projection.h"
#include "web/layout.h"

static const struct rgb MIST = {0xee, 0xf5, 0xf4};

static struct rgb colour_named(struct str css, const char *name)
{
    struct str rest = str_from(css, str_find(css, str_of(name)));
    assert_true(rest.n > 0);
    struct rgb colour;
    assert_true(rgb_parse(str_sub(str_from(rest, str_find(rest, S("#"))), 0, 7), &colour));
    return colour;
}

static void assert_readable(struct str colour)
{
    struct site site = {.colour = colour};
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, 4096);
    brand_put(&buf, &site);
    struct str css = buf_str(&buf);
    struct rgb on = colour_named(css, "--sg-on-accent:");
    assert_true(rgb_contrast(on, colour_named(css, "--sg-accent:")) >= 450);
    assert_true(rgb_contrast(on, colour_named(css, "--sg-accent-hover:")) >= 450);
    assert_true(rgb_contrast(colour_named(css, "--sg-accent-text:"), MIST) >= 450);
    assert_true(rgb_contrast((struct rgb){0x0b, 0x2f, 0x36}, colour_named(css, "--sg-accent-tint:")) >= 450);
}

/* Every eighth value of each part, and both ends. */
static void test_any_colour_is_readable(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 8u << 20);
    for (int r = 0; r < 264; r += 8) {
        for (int g = 0; g < 264; g += 8) {
            for (int b = 0; b < 264; b += 8) {
                arena_reset(&arena);
                assert_readable(str_format(&arena, "#%02x%02x%02x", r > 255 ? 255 : r, g > 255 ? 255 : g,
                                           b > 255 ? 255 : b));
            }
        }
    }
    arena_done(&arena);
}

static void test_colour_of_the_network_is_kept(void **state)
{
    (void)state;
    struct site site = {.colour = S("#C8102E")};
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, 4096);
    brand_put(&buf, &site);
    assert_true(str_contains(buf_str(&buf), S("--sg-accent:#c8102e;")));
    assert_true(str_contains(buf_str(&buf), S("--sg-on-accent:#ffffff;")));
}

static void test_what_is_no_colour_gives_the_default(void **state)
{
    (void)state;
    const struct str wrong[] = {S(""), S("red"), S("#12345"), S("#ggg"), S("#12345g"), S("}body{display:none"), {0}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct site site = {.colour = wrong[i]};
        struct buf CLEANUP(buf_done) buf;
        buf_init(&buf, 4096);
        brand_put(&buf, &site);
        assert_true(str_contains(buf_str(&buf), S("--sg-accent:" BRAND_COLOUR ";")));
        assert_false(str_contains(buf_str(&buf), S("body")));
    }
}

/* WCAG: black on white is 21:1; #767676 on white is the well known 4.54:1. */
static void test_contrast(void **state)
{
    (void)state;
    struct rgb grey, white, shorter;
    assert_true(rgb_parse(S("#767676"), &grey));
    assert_true(rgb_parse(S("#fff"), &white));
    assert_true(rgb_parse(S("#a1b"), &shorter));
    assert_int_equal(shorter.r, 0xaa);
    assert_int_equal(shorter.g, 0x11);
    assert_int_equal(shorter.b, 0xbb);
    assert_int_equal(rgb_contrast(white, (struct rgb){0, 0, 0}), 2100);
    assert_int_equal(rgb_contrast(grey, white), 454);
    assert_int_equal(rgb_contrast(white, white), 100);
}

/* Worked out by project() of assets/build-map.mjs. */
static void test_places_on_the_map(void **state)
{
    (void)state;
    static const struct { int32_t lat, lon; int x, y; } PLACES[] = {
        {52000000, 10000000, 455, 485}, {41800640, 12601580, 502, 731}, {60982670, 25661510, 638, 247},
        {52573640, -247770, 304, 460}, {64135480, -21895410, 129, 115},
        {34775000, 32424000, 900, 836}, {69648900, 18955100, 531, 54},
    };
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        struct map_point at = {0};
        assert_true(map_place(PLACES[i].lat, PLACES[i].lon, &at));
        assert_int_equal(at.x, PLACES[i].x);
        assert_int_equal(at.y, PLACES[i].y);
    }
}

static void test_places_off_the_map(void **state)
{
    (void)state;
    static const int32_t PLACES[][2] = {
        {-33868820, 151209290}, {-52000000, -170000000}, {28124000, -15430000}, {40712780, -74005970}, {90000000, 0},
    };
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        struct map_point at = {-7, -7};
        assert_false(map_place(PLACES[i][0], PLACES[i][1], &at));
        assert_int_equal(at.x, -7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_colour_is_readable),
        cmocka_unit_test(test_colour_of_the_network_is_kept),
        cmocka_unit_test(test_what_is_no_colour_gives_the_default),
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_places_on_the_map),
        cmocka_unit_test(test_places_off_the_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
