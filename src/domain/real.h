/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** real: the few functions of real numbers that the domain needs, from + - * / alone, so that a score is the same on
** every machine and with every C library. Right to about 14 digits within the ranges named.
*/
#ifndef DOMAIN_REAL_H
#define DOMAIN_REAL_H

#include <stdint.h>

double real_ln(double x);   /* x > 0 */
double real_sqrt(double x); /* x >= 0 */
double real_sin(double x);  /* -7 <= x <= 7 */
double real_cos(double x);
double real_asin(double x); /* -1 <= x <= 1 */

/* The nearest integer, halves away from zero. */
int64_t real_round(double x);
/* part / whole in basis points, rounded, within 0..10000; 0 when whole is 0. */
int real_bp(double part, double whole);

#endif
