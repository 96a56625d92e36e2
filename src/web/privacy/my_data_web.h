/* SPDX-License-Identifier: AGPL-3.0-or-later
** my_data_web: everything that refers to who asks, as files to keep: /me/data all of it, /me/data/{table} a sheet of
** one kind. */
#ifndef WEB_PRIVACY_MY_DATA_WEB_H
#define WEB_PRIVACY_MY_DATA_WEB_H

#include "http/route.h"
#include "store/personal.h"

struct my_sheet {
    struct url url;
    struct str name; /* "Your account (person)" */
};

struct my_sheets {
    struct my_sheet items[PERSONAL_TABLES_MAX];
    size_t n;
};

enum fault my_data_get(struct request *request, struct response *response);
enum fault my_sheet_get(struct request *request, struct response *response);
/* One for each table that can be shown, for the page that offers them. */
void my_sheets(struct out *out, struct my_sheets *ret_sheets);

#endif
