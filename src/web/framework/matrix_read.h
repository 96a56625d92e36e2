/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** matrix_read: a matrix that a city holds a licence for, as a framework: matrix.json (schema sg-matrix/1) or a table in
** the long form (dimension_id, dimension, criterion_id, criterion, level, level_name, descriptor; one row a level).
** Which of both it is the first sign says. It may have 2 to 10 levels and any dimensions, FRAMEWORK_CRITERIA_MAX
** criteria in all. Its text is the licensee's alone: who reads it here hands it to pages of that city only. What does
** not fit is told by its row, or by the id of what it is in, MATRIX_PROBLEMS_MAX of them at most.
*/
#ifndef WEB_FRAMEWORK_MATRIX_READ_H
#define WEB_FRAMEWORK_MATRIX_READ_H

#include "domain/framework.h"

#define MATRIX_PROBLEMS_MAX 20
#define MATRIX_DIMENSIONS_MAX 60
#define MATRIX_NAME_MAX 300  /* letters */
#define MATRIX_TEXT_MAX 2000 /* of one level */

struct matrix_problem {
    int64_t line;      /* of the table, from 1; 0: by its place */
    struct str place;  /* id of a criterion or dimension, or the name of a member; "" the file */
    const char *what;  /* of the catalogue */
    const char *hint;
};

struct matrix {
    struct framework framework; /* whole only without a problem */
    struct str holder;          /* of the licence; "" the file does not say */
    struct str ref;             /* order number; "" the same */
    struct matrix_problem problems[MATRIX_PROBLEMS_MAX];
    size_t problems_n;
};

/* today: a licence that has ended is a problem. All in the arena. */
void matrix_read(struct arena *arena, struct str text, struct date today, struct matrix *ret_matrix);

#endif
