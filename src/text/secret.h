/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** secret: passwords, signatures and sealed texts: bytes in, bytes out.
**
** The only place that knows libsodium (SHA-256 of files and rows is db/digest). secret_start, once a process and before
** all else. Nothing here asks the clock, a file or the network; what is chance comes from the kernel.
**
** Passwords: Argon2id (RFC 9106), 19 MiB, 2 passes, one lane, a salt of 16 bytes, as the text that others write as well
** ("$argon2id$v=19$m=19456,t=2,p=1$..."). That takes tens of milliseconds and 19 MiB, so pages never call it: they ask
** http/keeper.h.
** Signatures: HMAC-SHA-256 (RFC 2104), of one purpose: what was signed for one is nothing for another.
** Sealed texts: XChaCha20-Poly1305, with a nonce of chance: nobody reads or changes them without the key, nor puts one
** in the place of another.
**
** Comparisons take the same time wherever texts differ. What a password or key was in is wiped before it is given back.
*/
#ifndef TEXT_SECRET_H
#define TEXT_SECRET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define SECRET_KEY_BYTES 32u
#define SECRET_HASH_MAX 127u      /* letters of what is kept of a password */
#define SECRET_PASSWORD_MAX 1024u /* bytes of a password, whatever rule it came through */
#define SECRET_TAG_BYTES 32u
#define SECRET_SIGNATURE_LETTERS 43u

/* The one key of an installation (the key file, cli/key.h). */
struct secret_key {
    unsigned char bytes[SECRET_KEY_BYTES];
};

void secret_start(void);
void secret_wipe(void *bytes, size_t n);
/* Texts of the same length are compared without telling where they differ. */
bool secret_eq(struct str a, struct str b);

/* ---- passwords; both take as long as the hash takes */

/* FAULT_TOO_LARGE: over SECRET_PASSWORD_MAX. FAULT_BUSY: there is no memory for it just now. */
enum fault must_use secret_hash(struct arena *arena, struct str password, struct str *ret_hash);
/* hash "": of nobody; it takes as long, and fits nothing. A password over SECRET_PASSWORD_MAX, and a hash that is not
** Argon2id or asks for much more than ours do, fit nothing either, at once. */
bool secret_fits(struct str hash, struct str password);
/* Whether a hash was made otherwise than they are made now: when the password is next known, hash it anew. At once. */
bool secret_is_old(struct str hash);

/* ---- keys */

/* 64 hexadecimal digits (rand_hex of SECRET_KEY_BYTES), as key files hold them; false: it is none. */
bool secret_key_parse(struct str text, struct secret_key *ret_key);
/* ---- signatures */

/* HMAC-SHA-256 with a key of any length. */
void secret_tag(struct str key, struct str text, unsigned char ret_tag[SECRET_TAG_BYTES]);
/* SECRET_SIGNATURE_LETTERS letters, digits, "-" and "_" (RFC 4648, 5), so that it can stand in an address. */
struct str secret_sign(struct arena *arena, const struct secret_key *key, const char *purpose, struct str text);
bool secret_signed(const struct secret_key *key, const char *purpose, struct str text, struct str signature);

/* ---- sealed texts */

/* `about`: what it belongs to, such as "totp of person 17"; it opens only with the same. The result is of the letters
** of secret_sign, and longer than the text. */
struct str secret_seal(struct arena *arena, const struct secret_key *key, struct str about, struct str text);
/* FAULT_DAMAGED: another key, another thing, or changed. */
enum fault must_use secret_open(struct arena *arena, const struct secret_key *key, struct str about, struct str sealed,
                                struct str *ret_text);

/* ---- boxes: closed by anybody who has the address of the box, opened by the installation alone */

/* The public half of a pair of one purpose (X25519), in the letters of secret_sign: to be given away. */
struct str secret_box(struct arena *arena, const struct secret_key *key, const char *purpose);
/* crypto_box_seal of libsodium (X25519, XSalsa20-Poly1305). FAULT_INVALID: that is no box. */
enum fault must_use secret_box_seal(struct arena *arena, struct str box, struct str text, struct str *ret_sealed);
/* FAULT_DAMAGED: closed for another one, or changed. */
enum fault must_use secret_box_open(struct arena *arena, const struct secret_key *key, const char *purpose,
                                    struct str sealed, struct str *ret_text);

#endif
