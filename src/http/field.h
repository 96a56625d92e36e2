/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** field: whether the values of a query, or of a form, fit the fields that a route declares.
**
** A form sends its empty fields too: an empty value counts as not given, and only a text with a `min` must be there.
** Fields that nobody declared are not looked at.
*/
#ifndef HTTP_FIELD_H
#define HTTP_FIELD_H

#include "http/route.h"

/* True when all fit and request->problems is empty; else each that does not is a problem, in the reader's language. */
bool fields_fit(struct request *request, const struct query *query, const struct field *fields);
/* What a form said, to be told from other words later: its body; of a form with secrets, its other fields in their
** order. */
struct str fields_public(struct arena *arena, const struct query *typed, const struct field *fields, struct str body);

#endif
