/* SPDX-License-Identifier: AGPL-3.0-or-later
** near: a published number is met to its last digit. */
#ifndef TESTS_NEAR_H
#define TESTS_NEAR_H

#define assert_near(is, should, by)                                                                 \
    do {                                                                                            \
        double near_is_ = (is), near_should_ = (should);                                            \
        if (!(near_is_ - near_should_ <= (by) && near_should_ - near_is_ <= (by))) {                \
            fail_msg("%s is %.9g, not %.9g", #is, near_is_, near_should_);                          \
        }                                                                                           \
    } while (0)

#define assert_digits(is, should) assert_near(is, should, 0.0000005000001) /* six digits after the point */

#endif
