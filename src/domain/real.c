/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/real.h"

#include "base/check.h"

#define LN2 0.69314718055994530942
#define PI 3.14159265358979323846

/* x = m * 2^k with m in [1/sqrt 2, sqrt 2), then ln m = 2 artanh((m - 1) / (m + 1)). */
double real_ln(double x)
{
    check(x > 0);
    int k = 0;
    for (; x >= 1.41421356237309504880; x /= 2) {
        k++;
    }
    for (; x < 0.70710678118654752440; x *= 2) {
        k--;
    }
    double z = (x - 1) / (x + 1);
    double sum = 0;
    for (int i = 21; i >= 1; i -= 2) {
        sum = sum * z * z + 1.0 / i;
    }
    return k * LN2 + 2 * z * sum;
}

/* Newton, from above. */
double real_sqrt(double x)
{
    check(x >= 0);
    if (x == 0) {
        return 0;
    }
    double root = x > 1 ? x : 1;
    for (double next = (root + x / root) / 2; next < root; next = (root + x / root) / 2) {
        root = next;
    }
    return root;
}

double real_sin(double x)
{
    check(x >= -7 && x <= 7);
    for (; x > PI; x -= 2 * PI) {
    }
    for (; x < -PI; x += 2 * PI) {
    }
    double sum = 0;
    for (int i = 27; i >= 1; i -= 2) {
        sum = 1 - sum * x * x / ((i + 1) * (i + 2));
    }
    return x * sum;
}

double real_cos(double x)
{
    double half = real_sin(x / 2);
    return 1 - 2 * half * half;
}

/* atan by halving the angle three times, then its series. */
static double atan_of(double x)
{
    for (int i = 0; i < 3; i++) {
        x = x / (1 + real_sqrt(1 + x * x));
    }
    double sum = 0;
    for (int i = 21; i >= 1; i -= 2) {
        sum = 1.0 / i - sum * x * x;
    }
    return 8 * x * sum;
}

double real_asin(double x)
{
    check(x >= -1 && x <= 1);
    return 2 * atan_of(x / (1 + real_sqrt(1 - x * x)));
}

int64_t real_round(double x)
{
    return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

int real_bp(double part, double whole)
{
    if (whole <= 0 || part <= 0) {
        return 0;
    }
    return part >= whole ? 10000 : (int)real_round(10000 * part / whole);
}
