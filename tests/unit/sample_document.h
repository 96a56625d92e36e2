/* SPDX-License-Identifier: AGPL-3.0-or-later
** sample_document: one of everything, in the scripts that the programme is held in. */
#ifndef TESTS_UNIT_SAMPLE_DOCUMENT_H
#define TESTS_UNIT_SAMPLE_DOCUMENT_H

#include "text/document.h"

void sample_document(struct document *document, struct arena *arena);
struct str sample_png(void); /* 8 by 8 pixels */

#endif
