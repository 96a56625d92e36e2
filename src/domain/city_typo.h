/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city_typo: which known names a mistyped one may stand for.
**
** The distance of two names is the least number of letters left out, added, changed, or swapped with their
** neighbour, none touched twice: the restricted Damerau-Levenshtein distance (optimal string alignment; G. Navarro, "A
** guided tour to approximate string matching", ACM Computing Surveys 33(1), 2001). It is symmetric; the triangle
** inequality does not hold for it.
**
** Names are folded (base/fold) and in ASCII letters. So that not all names are looked through, each is filed three
** times, by pieces of two letters: its first two, its last two, and its fourth and fifth. Two mistakes leave at least
** one of the pieces as it is, and near its place (the pigeonhole principle of the same survey): whoever looks under
** the pieces of typo_pieces_asked meets every name within TYPO_MAX mistakes. A piece and a length have a table: for
** each name the set of its letters (32 bits, little-endian), then for each its weight (one byte), then all names
** one after the other. The sets rule out most names before a distance is worked out: one change moves a letter out of
** the set and one into it. A piece and a length may have several tables, each short. Cost: a few nanoseconds a name.
*/
#ifndef DOMAIN_CITY_TYPO_H
#define DOMAIN_CITY_TYPO_H

#include "base/buf.h"
#include "base/fault.h"

#define TYPO_LETTERS_MIN 4  /* a shorter name is as near to everything as to what was meant */
#define TYPO_LETTERS_MAX 60 /* longer names are left out: nobody types them whole */
#define TYPO_MAX 2          /* mistakes in one name */
#define TYPO_HITS_MAX 12

/* The distance, or most + 1 when it is greater than `most` (0 to 8), or a name longer than TYPO_LETTERS_MAX + 4. */
unsigned typo_distance(struct str a, struct str b, unsigned most);

/* How many mistakes a name of so many letters may have: 1 from 4 letters, 2 from 8. */
unsigned typo_most(size_t letters);

/* True for a name that goes into a spelling table. */
bool typo_is_spellable(struct str folded);

/* ---- pieces */

#define TYPO_PIECE 3       /* bytes: which piece it is ('<' first, '=' in the middle, '>' last), and two letters */
#define TYPO_PIECES 3      /* of a known name */
#define TYPO_PIECES_ASKED 6

struct typo_piece {
    char bytes[TYPO_PIECE];
};

struct str typo_piece_str(const struct typo_piece *piece);

/* What a spellable name is filed under; returns how many (2 for the shortest). */
size_t typo_pieces_known(struct str name, struct typo_piece ret_pieces[TYPO_PIECES]);

/* What a spellable name as typed is looked up by when it may have `most` mistakes (1 or 2), in names of `most` letters
** less to `most` more. Always TYPO_PIECES_ASKED; some may be the same. */
void typo_pieces_asked(struct str name, unsigned most, struct typo_piece ret_pieces[TYPO_PIECES_ASKED]);

/* ---- making a table of names of one piece and length */

struct typo_table {
    size_t letters;
    struct buf sets, weights, names;
};

void typo_table_init(struct typo_table *table, size_t letters);
void typo_table_reset(struct typo_table *table); /* empty again */
void typo_table_done(struct typo_table *table);
/* `name` has table->letters bytes; a table takes 48 KiB of names. weight: of the largest city called so. */
void typo_table_add(struct typo_table *table, struct str name, int weight);
struct str typo_table_bytes(struct arena *arena, const struct typo_table *table);

/* ---- looking through tables */

struct typo_hit {
    char letters[TYPO_LETTERS_MAX + TYPO_MAX];
    size_t n;
    unsigned distance;
    int cost; /* smaller is better: few mistakes, the first letter right, a large city; then short ones, by letters */
};

struct typo_hits {
    struct typo_hit items[TYPO_HITS_MAX]; /* the best first */
    size_t n;
};

struct str typo_hit_name(const struct typo_hit *hit);

/* Adds to *hits the names of the table that are within `most` of `name` and not there yet. What is kept does not depend
** on the order of tables. FAULT_DAMAGED when it is no such table. */
enum fault must_use typo_scan(struct str table, size_t letters, struct str name, unsigned most, struct typo_hits *hits);

#endif
