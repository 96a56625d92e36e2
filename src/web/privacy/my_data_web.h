/* SPDX-License-Identifier: AGPL-3.0-or-later
** my_data_web: everything that refers to who asks, as files to keep: /me/data all of it, /me/data/{table} a sheet of
** one kind. */
#ifndef WEB_PRIVACY_MY_DATA_WEB_H
#define WEB_PRIVACY_MY_DATA_WEB_H

#include "http/route.h"
#include "web/layout/parts.h"

enum fault my_data_get(struct request *request, struct response *response);
enum fault my_sheet_get(struct request *request, struct response *response);
/* One for each table that can be shown, named "Your account (person)", for the page that offers them. */
const struct use_sheet *my_sheets(struct out *out, size_t *ret_n);

#endif
