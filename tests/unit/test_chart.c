/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/chart.h"
#include "text/xml.h"

static struct arena arena;
static struct out out;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 8u << 20);
    out = (struct out){.arena = &arena};
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* What a picture holds, as its own reader sees it. */
struct seen {
    size_t bars;
    size_t second;
    size_t lines;
    struct str title;
    struct str texts[400];
    size_t texts_n;
    double heights[400];
};

static double number_of(struct str text)
{
    double number = 0;
    double place = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '.') {
            place = 1;
        } else {
            assert_true(text.s[i] >= '0' && text.s[i] <= '9');
            number = number * 10 + (text.s[i] - '0');
            place *= 10;
        }
    }
    return place > 0 ? number / place : number;
}

static enum fault see_open(void *context, const struct xml_event *event)
{
    struct seen *seen = context;
    assert_null(xml_attribute(event, "style").s);
    if (str_eq(event->name, S("rect"))) {
        double height = number_of(xml_attribute(event, "height"));
        double y = number_of(xml_attribute(event, "y"));
        double x = number_of(xml_attribute(event, "x"));
        assert_true(y >= 0 && y + height <= 280);
        assert_true(x >= 0 && x + number_of(xml_attribute(event, "width")) <= 640);
        seen->heights[seen->bars + seen->second] = height;
        bool second = str_eq(xml_attribute(event, "class"), S("bar bar--2"));
        seen->second += second;
        seen->bars += !second;
    }
    seen->lines += str_eq(event->name, S("line"));
    if (event->depth == 1) {
        assert_true(str_eq(xml_attribute(event, "role"), S("img")));
        assert_true(str_eq(xml_attribute(event, "viewBox"), S("0 0 640 280")));
    }
    return OK;
}

static enum fault see_close(void *context, const struct xml_event *event)
{
    struct seen *seen = context;
    if (str_eq(event->path, S("/svg/title"))) {
        seen->title = str_copy(&arena, event->text);
    } else if (str_eq(event->name, S("text"))) {
        seen->texts[seen->texts_n++] = str_copy(&arena, event->text);
    }
    return OK;
}

static struct seen *look(struct html html)
{
    struct seen *seen = arena_new(&arena, struct seen);
    struct xml *xml = xml_new((struct xml_sink){seen, see_open, see_close});
    assert_int_equal(xml_feed(xml, html.markup.s, html.markup.n), OK);
    assert_int_equal(xml_finish(xml), OK);
    xml_free(xml);
    return seen;
}

static size_t count_text(const struct seen *seen, struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < seen->texts_n; i++) {
        n += str_eq(seen->texts[i], text);
    }
    return n;
}

static void bars_stand_for_their_values(void **state)
{
    (void)state;
    const struct chart_bar bars[] = {{S_INIT("2022"), 3, 1}, {S_INIT("2023"), 0, 0}, {S_INIT("2024"), 6, 0}};
    struct seen *seen = look(chart_bars(&out, bars, COUNT_OF(bars), S("Projects of <Žďár> & others by year")));
    assert_true(str_eq(seen->title, S("Projects of <Žďár> & others by year")));
    assert_int_equal(seen->bars, 2);
    assert_int_equal(seen->second, 1);
    assert_true(seen->heights[0] > 2.9 * seen->heights[1] && seen->heights[0] < 3.1 * seen->heights[1]);
    assert_true(seen->heights[2] > 1.9 * seen->heights[0] && seen->heights[2] < 2.1 * seen->heights[0]);
    assert_int_equal(seen->lines, 4); /* 0, 2, 4, 6 */
    assert_int_equal(count_text(seen, S("6")), 2);
    assert_int_equal(count_text(seen, S("0")), 1);
    assert_int_equal(count_text(seen, S("2023")), 1);
}

static void large_and_empty_values_fit(void **state)
{
    (void)state;
    const struct chart_bar large[] = {{S_INIT("a"), CHART_VALUE_MAX, CHART_VALUE_MAX}, {S_INIT("b"), 1, 0}};
    struct seen *seen = look(chart_bars(&out, large, COUNT_OF(large), S("t")));
    assert_int_equal(seen->bars, 1);
    assert_true(seen->lines <= 5);
    const struct chart_bar none[] = {{S_INIT("a"), 0, 0}};
    seen = look(chart_bars(&out, none, 1, S("t")));
    assert_int_equal(seen->bars + seen->second, 0);
    assert_int_equal(seen->lines, 2);
    assert_int_equal(chart_bars(&out, NULL, 0, S("t")).markup.n, 0);
}

static void many_bars_share_their_labels(void **state)
{
    (void)state;
    struct chart_bar bars[200];
    for (size_t i = 0; i < COUNT_OF(bars); i++) {
        bars[i] = (struct chart_bar){S("year"), (int64_t)i + 1, 0};
    }
    struct seen *seen = look(chart_bars(&out, bars, COUNT_OF(bars), S("t")));
    assert_int_equal(seen->bars, CHART_BARS_MAX);
    assert_true(count_text(seen, S("year")) >= 5 && count_text(seen, S("year")) <= 12);
    seen = look(chart_bars(&out, bars, 8, S("t")));
    assert_int_equal(count_text(seen, S("year")), 8);
}

static void it_is_one_picture_with_a_name_and_its_texts_are_escaped(void **state)
{
    (void)state;
    const struct chart_bar bars[] = {{S_INIT("<b>&\"2024\""), 1234567, 0}};
    const char *svg = str_c(&arena, chart_bars(&out, bars, 1, S("\"Money\" <script>")).markup);
    const char *begin = "<svg class=\"sg-chart\" viewBox=\"0 0 640 280\" role=\"img\">"
                        "<title>&quot;Money&quot; &lt;script&gt;</title>";
    assert_memory_equal(svg, begin, strlen(begin)); /* the name comes first, so that every reader finds it */
    assert_non_null(strstr(svg, ">&lt;b&gt;&amp;&quot;2024&quot;</text>"));
    assert_non_null(strstr(svg, ">1,234,567</text>"));
    assert_null(strstr(svg, "style"));
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "fill=")); /* colours are the style sheet's */
    assert_string_equal(svg + strlen(svg) - 6, "</svg>");
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        n++;
    }
    return n;
}

static void a_radar_has_its_axes_and_its_lines(void **state)
{
    (void)state;
    const struct chart_axis axes[] = {{S_INIT("A<b>"), 10000, 0}, {S_INIT("B"), 5000, 5000}, {S_INIT("C"), 0, 10000},
                                      {S_INIT("D"), -1, -1}};
    const char *svg = str_c(&arena, chart_radar(&out, axes, 4, S("How <far>")).markup);
    assert_non_null(strstr(svg, "<title>How &lt;far&gt;</title>"));
    assert_non_null(strstr(svg, ">A&lt;b&gt;</text>"));
    assert_int_equal(count_of(svg, "<text"), 4);
    assert_int_equal(count_of(svg, "class=\"axis\""), 4);
    assert_int_equal(count_of(svg, "class=\"line\""), 1);
    assert_int_equal(count_of(svg, "class=\"line line--2\""), 1);
    /* up, right, the middle; the last is not known */
    assert_non_null(strstr(svg, "320.0,62.0 395.0,212.0 320.0,212.0 \""));
    assert_null(strstr(svg, "style"));
    const struct chart_axis few[] = {{S_INIT("A"), 1, -1}, {S_INIT("B"), 1, -1}, {S_INIT("C"), -1, -1}};
    assert_int_equal(count_of(str_c(&arena, chart_radar(&out, few, 3, S("t")).markup), "class=\"line"), 0);
    assert_int_equal(chart_radar(&out, axes, 2, S("t")).markup.n, 0);
}

static void a_heat_map_is_darker_where_more_stands(void **state)
{
    (void)state;
    const struct str columns[] = {S_INIT("1"), S_INIT("2")};
    const size_t one[] = {3, 1}, other[] = {0, 4};
    const struct chart_heat rows[] = {{S_INIT("A&1"), one}, {S_INIT("B"), other}};
    const char *svg = str_c(&arena, chart_heat_map(&out, rows, 2, columns, 2, S("t")).markup);
    assert_int_equal(count_of(svg, "<rect"), 4);
    assert_non_null(strstr(svg, ">A&amp;1</text>"));
    assert_int_equal(count_of(svg, "fill-opacity=\"0.4500\""), 1);
    assert_int_equal(count_of(svg, "fill-opacity=\"0.1500\""), 1);
    assert_int_equal(count_of(svg, "fill-opacity=\"0.6000\""), 1);
    assert_int_equal(count_of(svg, "fill-opacity=\"0.0360\""), 1);
    assert_int_equal(count_of(svg, ">0</text>"), 0); /* an empty cell says nothing */
    assert_int_equal(chart_heat_map(&out, rows, 0, columns, 2, S("t")).markup.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_stand_for_their_values),
        cmocka_unit_test(large_and_empty_values_fit),
        cmocka_unit_test(many_bars_share_their_labels),
        cmocka_unit_test(a_radar_has_its_axes_and_its_lines),
        cmocka_unit_test(a_heat_map_is_darker_where_more_stands),
        cmocka_unit_test(it_is_one_picture_with_a_name_and_its_texts_are_escaped),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
