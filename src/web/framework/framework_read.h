/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** framework_read: our own framework, SGM-1, from content/framework/sgm-1.json, which the program holds. Each text
** stands there in English and German; another language reads English.
*/
#ifndef WEB_FRAMEWORK_FRAMEWORK_READ_H
#define WEB_FRAMEWORK_FRAMEWORK_READ_H

#include "base/fault.h"
#include "domain/framework.h"

/* Of such a file. FAULT_INVALID, and why in *ret_why, when it is no such file: a text is missing in English, a
** criterion stands twice, points to a document that the file does not name, or levels are not 1, 2, 3 ... */
enum fault must_use framework_read(struct arena *arena, struct str json, struct str language,
                                   struct framework *ret_framework, struct str *ret_why);
/* Of the file that the program holds; that it reads is a test's to see. */
const struct framework *framework_own(struct arena *arena, struct str language);

/* That of an assessment: ours when `matrix` is "", else the city's own matrix as it was pasted. FAULT_DAMAGED: it
** cannot be read any more. */
enum fault must_use framework_from(struct arena *arena, struct str language, struct str matrix,
                                   const struct framework **ret_framework);

#endif
