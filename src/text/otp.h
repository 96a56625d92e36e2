/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** otp: codes of six digits that change every half minute (TOTP, RFC 6238), as people's phones show them.
**
** The only place that knows liboath. Pure: the time is given. A secret is OTP_SECRET_BYTES of chance, written in base32
** (RFC 4648, 6) as phones and people take it: capitals and the digits 2 to 7.
*/
#ifndef TEXT_OTP_H
#define TEXT_OTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define OTP_STEP_S 30
#define OTP_LETTERS 6u
#define OTP_SKEW 1            /* steps before and behind now: clocks differ, and typing takes time (RFC 6238, 5.2) */
#define OTP_SECRET_BYTES 20u  /* RFC 4226, 4, R6 recommends 160 bits */
#define OTP_SECRET_LETTERS 32u
#define RECOVERY_LETTERS 29u

/* A new secret, in base32. */
struct str otp_secret(struct arena *arena);
/* A code of 120 bits of chance for who has lost the phone: "ABCD-EFGH-...", RECOVERY_LETTERS with the lines between. As
** people type it back: no blanks or lines, capitals. */
struct str otp_recovery(struct arena *arena);
struct str otp_recovery_plain(struct arena *arena, struct str typed);
/* The code of the step that `now` (instant) is in; "" when the secret is no base32. */
struct str otp_code(struct arena *arena, struct str secret, int64_t now);
/* Whether a code, with or without blanks in it, is that of a step around now and behind the last one that was used:
** none counts twice. *ret_step: which; to be kept. */
bool otp_fits(struct arena *arena, struct str secret, struct str code, int64_t now, int64_t last_step,
              int64_t *ret_step);
/* What a phone reads from a picture: otpauth://totp/ISSUER:NAME?secret=...&issuer=... */
struct str otp_address(struct arena *arena, struct str issuer, struct str name, struct str secret);

#endif
