/* SPDX-License-Identifier: AGPL-3.0-or-later
** asset_url: names to addresses and back. There are a few dozen: walking them costs less than a map. */
#include "http/asset_url.h"

#include "base/check.h"

struct url asset_url(struct arena *arena, struct str name)
{
    const struct asset *found = NULL;
    for (size_t i = 0; i < assets_count && found == NULL; i++) {
        if (str_eq(str_of(assets[i].name), name)) {
            found = &assets[i];
        }
    }
    check(found != NULL);
    return url_path_of(arena, "/assets/{}/{}", str_of(found->hash), name);
}

const struct asset *asset_find(struct str target)
{
    if (!str_starts(target, S("/assets/"))) {
        return NULL;
    }
    struct str name;
    struct str query;
    struct str hash = str_cut(str_from(str_cut(target, '?', &query), 8), '/', &name);
    /* A stylesheet names its fonts and pictures beside itself, so under its own hash; it carries a stamp of them
       all. */
    const struct asset *found = NULL;
    bool ours = false;
    for (size_t i = 0; i < assets_count; i++) {
        found = str_eq(str_of(assets[i].name), name) ? &assets[i] : found;
        ours = ours || str_eq(str_of(assets[i].hash), hash);
    }
    return ours ? found : NULL;
}
