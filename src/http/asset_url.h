/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** asset_url: where a style, script or image of ours is served. The address holds the content's hash, so that a browser
** may keep it for ever and a new version is fetched at once.
*/
#ifndef HTTP_ASSET_URL_H
#define HTTP_ASSET_URL_H

#include "text/asset.h"
#include "text/url.h"

/* "/assets/<hash>/<name>". A name that is not in the program is a bug. */
struct url asset_url(struct arena *arena, struct str name);
/* The asset behind such an address; NULL when it is none of this program. */
const struct asset *asset_find(struct str target);

#endif
