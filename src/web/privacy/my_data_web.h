/* SPDX-License-Identifier: AGPL-3.0-or-later
** my_data_web: /me/data: everything that refers to who asks, as a file to keep. */
#ifndef WEB_PRIVACY_MY_DATA_WEB_H
#define WEB_PRIVACY_MY_DATA_WEB_H

#include "http/route.h"

enum fault my_data_get(struct request *request, struct response *response);

#endif
