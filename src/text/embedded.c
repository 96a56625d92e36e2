/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "text/embedded.h"

#include "base/check.h"
#include "text/asset.h"

struct str embedded_get(const char *name)
{
    const struct asset *found = NULL;
    for (size_t i = 0; i < content_files_count && !found; i++) {
        if (str_eq(str_of(content_files[i].name), str_of(name))) {
            found = &content_files[i];
        }
    }
    check(found);
    return (struct str){(const char *)found->bytes, found->n};
}
