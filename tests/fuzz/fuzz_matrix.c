/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a licensed matrix: it is refused with a reason, or a framework within its bounds: levels with names,
** criteria of their dimensions together, ids that are fit for addresses, each once. */
#include "fuzz.h"
#include "web/framework/matrix_read.h"

static void check_framework(const struct framework *framework)
{
    size_t n = 0;
    check(framework->levels_n >= FRAMEWORK_LEVELS_MIN && framework->levels_n <= RATING_LEVELS_MAX);
    check(framework->criteria_n > 0 && framework->criteria_n <= FRAMEWORK_CRITERIA_MAX);
    for (int level = 1; level <= framework->levels_n; level++) {
        check(framework->levels[level].name.n > 0);
    }
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        check(framework->dimensions[i].first == n && framework->dimensions[i].n > 0);
        for (size_t k = 0; k < framework->dimensions[i].n; k++, n++) {
            const struct framework_criterion *criterion = &framework->criteria[n];
            check(criterion->dimension == i && framework_find(framework, criterion->id) == criterion);
            check(!str_contains(criterion->id, S("/")) && criterion->name.n > 0);
        }
    }
    check(n == framework->criteria_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX * 4);
    struct matrix *matrix = arena_new(&arena, struct matrix);
    matrix_read(&arena, str_scrub(&arena, fuzz_text(bytes, n)), (struct date){20000}, matrix);
    check(matrix->problems_n <= MATRIX_PROBLEMS_MAX);
    for (size_t i = 0; i < matrix->problems_n; i++) {
        check(matrix->problems[i].what != NULL && matrix->problems[i].hint != NULL);
    }
    if (matrix->problems_n == 0) {
        check_framework(&matrix->framework);
    }
    return 0;
}
