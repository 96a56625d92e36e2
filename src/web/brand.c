/* SPDX-License-Identifier: AGPL-3.0-or-later
** brand: the network's own colour, and the colours that follow from it so that what stands on it can be read. */
#include <math.h>

#include "base/check.h"
#include "web/layout.h"

#define TEXT_CONTRAST_MIN 450 /* WCAG 2.2, 1.4.3, in hundredths */
#define STEPS 100             /* of a colour on its way to black */

static const struct rgb INK = {0x0b, 0x2f, 0x36}; /* as in assets/scss/_settings.scss */
static const struct rgb WHITE = {255, 255, 255};
static const struct rgb BLACK = {0, 0, 0};
static const struct rgb MIST = {0xee, 0xf5, 0xf4}; /* the darkest ground that accent text stands on */

static bool hex_parse(char c, int *ret_digit)
{
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
              : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) {
        return false;
    }
    *ret_digit = digit;
    return true;
}

bool rgb_parse(struct str text, struct rgb *ret_colour)
{
    if ((text.n != 7 && text.n != 4) || text.s[0] != '#') {
        return false;
    }
    int parts[3];
    for (size_t i = 0; i < 3; i++) {
        bool is_short = text.n == 4;
        int high, low;
        if (!hex_parse(text.s[is_short ? 1 + i : 1 + 2 * i], &high) ||
            !hex_parse(text.s[is_short ? 1 + i : 2 + 2 * i], &low)) {
            return false;
        }
        parts[i] = high * 16 + low;
    }
    *ret_colour = (struct rgb){(uint8_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
    return true;
}

static double linear(uint8_t part)
{
    double c = part / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

int rgb_contrast(struct rgb a, struct rgb b)
{
    double x = luminance(a), y = luminance(b);
    return (int)floor(100.0 * (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05) + 1e-9);
}

/* `steps` hundredths of the way from a to b. */
static struct rgb mix(struct rgb a, struct rgb b, int steps)
{
    return (struct rgb){
        (uint8_t)((a.r * (STEPS - steps) + b.r * steps + STEPS / 2) / STEPS),
        (uint8_t)((a.g * (STEPS - steps) + b.g * steps + STEPS / 2) / STEPS),
        (uint8_t)((a.b * (STEPS - steps) + b.b * steps + STEPS / 2) / STEPS),
    };
}

/* The colour itself, or the first shade of it that can be read on `ground`. Black ends the search at the latest. */
static struct rgb readable_on(struct rgb colour, struct rgb ground)
{
    int steps = 0;
    while (rgb_contrast(mix(colour, BLACK, steps), ground) < TEXT_CONTRAST_MIN && steps < STEPS) {
        steps++;
    }
    return mix(colour, BLACK, steps);
}

/* Ink, white or black: the first that can be read. Of white and black one always can. */
static struct rgb ink_on(struct rgb ground)
{
    const struct rgb inks[] = {INK, WHITE, BLACK};
    for (size_t i = 0; i < COUNT_OF(inks); i++) {
        if (rgb_contrast(inks[i], ground) >= TEXT_CONTRAST_MIN) {
            return inks[i];
        }
    }
    check(!"white or black can be read on any colour");
    return BLACK;
}

static void put_colour(struct buf *buf, const char *name, struct rgb c)
{
    buf_format(buf, "--sg-%s:#%02x%02x%02x;", name, c.r, c.g, c.b);
}

void brand_put(struct buf *buf, const struct site *site)
{
    struct rgb accent;
    if (!rgb_parse(site->colour, &accent)) {
        check(rgb_parse(S(BRAND_COLOUR), &accent));
    }
    struct rgb on = ink_on(accent);
    /* Pressed and pointed at, the colour moves away from its ink, so that what is readable stays so. */
    struct rgb hover = mix(accent, luminance(on) > luminance(accent) ? BLACK : WHITE, 18);
    buf_put_str(buf, S(":root{"));
    put_colour(buf, "accent", accent);
    put_colour(buf, "accent-edge", mix(accent, BLACK, 35));
    put_colour(buf, "accent-hover", hover);
    put_colour(buf, "accent-text", readable_on(accent, MIST));
    put_colour(buf, "accent-tint", mix(accent, WHITE, 88));
    put_colour(buf, "on-accent", on);
    buf_put_str(buf, S("}\n"));
}

enum fault brand_get(struct request *request, struct response *response)
{
    brand_put(&response->body, request->site);
    response->content_type = "text/css; charset=utf-8";
    response->max_age_s = 86400; /* its address holds the colour */
    return OK;
}
