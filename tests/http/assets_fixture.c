/* SPDX-License-Identifier: AGPL-3.0-or-later
** assets_fixture: the assets of the server under test. The packed form is a text of its own, to see which was sent. */
#include "text/asset.h"

static const unsigned char PLAIN[] = "body{color:black}";
static const unsigned char PACKED[] = "(packed)";

const struct asset assets[] = {
    {"site.css", "text/css; charset=utf-8", PLAIN, sizeof PLAIN - 1, PACKED, sizeof PACKED - 1, "0123456789abcdef"},
};
const size_t assets_count = 1;
