/* SPDX-License-Identifier: AGPL-3.0-or-later
** breakout_seat: who sits where in a round of groups. */
#include "base/check.h"
#include "base/fold.h"
#include "base/rand.h"
#include "store/breakout.h"
#include "store/vote.h"

#define UID_BYTES 16u
#define ABOUT 5 /* people of a group, when nobody says otherwise */

/* ---- who is there */

static bool is_by_code(const struct q_breakout_there *row)
{
    return str_eq(row->came_by, S("code"));
}

/* Somebody of the list who scans the code of the room has a second row. Who joined by the code under the short name of
** somebody on the list is that one: seated once, with their organisation and sector. */
static size_t take_together(struct arena *arena, const struct q_breakout_there *all, size_t all_n,
                            struct q_breakout_there *rows, size_t n)
{
    size_t kept = 0;
    bool *taken = arena_array(arena, bool, all_n + 1);
    struct str *names = arena_array(arena, struct str, all_n + 1);
    for (size_t i = 0; i < all_n; i++) {
        names[i] = fold(arena, all[i].short_name);
    }
    for (size_t i = 0; i < n; i++) {
        struct str name = is_by_code(&rows[i]) ? fold(arena, rows[i].short_name) : S("");
        for (size_t k = 0; name.n > 0 && k < all_n; k++) {
            if (!is_by_code(&all[k]) && !taken[k] && str_eq(names[k], name)) {
                taken[k] = true;
                rows[i].organisation = all[k].organisation;
                rows[i].sector = all[k].sector;
                break;
            }
        }
    }
    for (size_t i = 0, k = 0; i < n; i++) {
        while (all[k].id != rows[i].id) {
            k++; /* both in the same order */
        }
        if (!taken[k]) {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

enum fault breakout_who(struct db *db, struct arena *arena, int64_t block_id, struct q_breakout_there **ret_people,
                        size_t *ret_n)
{
    struct q_breakout_there *all_rows;
    size_t n, kept = 0;
    bool noted = false, any = false;
    TRY(q_breakout_there(db, arena, block_id, &all_rows, &n));
    struct q_breakout_there *rows = arena_array(arena, struct q_breakout_there, n + 1);
    for (size_t i = 0; i < n; i++) {
        noted |= all_rows[i].attended.known;
    }
    for (int all = 0; all <= 1 && !any; all++) {
        for (size_t i = 0; i < n; i++) {
            const struct maybe_int *said = noted ? &all_rows[i].attended : &all_rows[i].accepted;
            bool by_code = is_by_code(&all_rows[i]) && !(noted && all_rows[i].attended.known);
            if (all == 1 || by_code || (said->known && said->v == 1)) {
                rows[kept++] = all_rows[i];
            }
        }
        any = kept > 0;
    }
    *ret_people = rows;
    *ret_n = take_together(arena, all_rows, n, rows, kept);
    return OK;
}

int breakout_groups_usual(size_t people)
{
    return people == 0 ? 1 : seating_groups((int)people, ABOUT);
}

/* ---- rounds before */

static int sector_of(struct str word)
{
    return str_eq(word, S("public")) ? 0 : str_eq(word, S("private")) ? 1 : str_eq(word, S("third")) ? 2 : -1;
}

/* People by number, with the groups in which each sat before. */
struct table {
    int64_t ids[SEATING_PEOPLE_MAX];
    struct seating_person people[SEATING_PEOPLE_MAX];
    struct str organisations[SEATING_PEOPLE_MAX];
    struct seating seating;
};

static int organisation_of(const struct table *table, int n, struct str name)
{
    for (int i = 0; i < n && name.n > 0; i++) {
        if (str_eq(table->organisations[i], name)) {
            return table->people[i].organisation;
        }
    }
    return name.n > 0 ? n : -1;
}

static void add_person(struct table *table, int64_t id, struct str sector, struct str organisation)
{
    int n = table->seating.people++;
    check(n < SEATING_PEOPLE_MAX);
    table->people[n] = (struct seating_person){sector_of(sector), organisation_of(table, n, organisation)};
    table->ids[n] = id;
    table->organisations[n] = organisation;
}

static int index_of(const struct table *table, int64_t id)
{
    for (int i = 0; i < table->seating.people; i++) {
        if (table->ids[i] == id) {
            return i;
        }
    }
    return -1;
}

/* Rounds before this one, the last that there is room for; seats come round by round. */
static void fill_before(struct table *table, const struct q_breakout_seats *seats, size_t n, int64_t round)
{
    int64_t rounds[SEATING_ROUNDS_MAX - 1];
    int all = 0;
    for (size_t i = n; i > 0; i--) {
        int64_t one = seats[i - 1].round;
        if (one < round && (all == 0 || rounds[all - 1] != one) && all < SEATING_ROUNDS_MAX - 1) {
            rounds[all++] = one;
        }
    }
    for (int r = 0; r < all; r++) {
        for (int p = 0; p < table->seating.people; p++) {
            table->seating.group[r][p] = (uint8_t)(SEATING_ABSENT + p);
        }
        for (size_t i = 0; i < n; i++) {
            int p = seats[i].round == rounds[r] ? index_of(table, seats[i].participant_id) : -1;
            if (p >= 0) {
                table->seating.group[r][p] = (uint8_t)seats[i].group_number;
            }
        }
    }
    table->seating.fixed = all;
}

bool breakout_judge(struct arena *arena, const struct q_breakout_seats *seats, size_t n, int64_t round, int groups,
                    struct seating_again *ret_again)
{
    struct table *table = arena_new(arena, struct table);
    uint8_t now[SEATING_PEOPLE_MAX];
    for (size_t i = 0; i < n; i++) {
        if (seats[i].round == round) {
            if (table->seating.people == SEATING_PEOPLE_MAX) {
                return false;
            }
            now[table->seating.people] = (uint8_t)seats[i].group_number;
            add_person(table, seats[i].participant_id, seats[i].sector, seats[i].organisation);
        }
    }
    fill_before(table, seats, n, round);
    struct seating *seating = &table->seating;
    if (seating->people == 0 || seating->fixed == 0) {
        return false;
    }
    for (int p = 0; p < seating->people; p++) {
        seating->group[seating->fixed][p] = now[p];
    }
    seating->groups = groups;
    seating->rounds = seating->fixed + 1;
    seating_again(seating, ret_again);
    return true;
}

/* ---- made */

/* Those beyond SEATING_PEOPLE_MAX take turns. */
static enum fault must_use put_seats(struct db *db, const struct table *table, int64_t breakout_id,
                                     const struct q_breakout_there *people, size_t n)
{
    const struct seating *seating = &table->seating;
    for (size_t i = 0; i < n; i++) {
        int64_t group = i < SEATING_PEOPLE_MAX ? seating->group[seating->fixed][i]
                                               : (int64_t)i % seating->groups;
        TRY(q_breakout_seat_put(db, breakout_id, people[i].id, group + 1));
    }
    for (int64_t g = 1; g <= seating->groups; g++) {
        TRY(q_breakout_group_add(db, breakout_id, g));
    }
    return OK;
}

/* The round of this block, without seats: a new one, or that in which nobody has written. */
static enum fault must_use begin_round(struct db *db, struct arena *arena, const struct breakout_room *room,
                                       const struct breakout_in *in, int groups, int64_t now,
                                       struct q_breakout_of_block *ret_round)
{
    struct q_breakout_written written;
    struct q_breakout_count count;
    int64_t id = room->programme_id;
    enum fault fault = q_breakout_of_block(db, arena, id, in->block_uid, ret_round);
    if (fault == OK) {
        TRY(q_breakout_written(db, arena, ret_round->id, &written));
        if (written.n > 0) {
            return FAULT_CONFLICT;
        }
        TRY(q_breakout_seats_remove(db, ret_round->id));
        TRY(q_breakout_groups_remove(db, ret_round->id));
        return q_breakout_groups_n(db, ret_round->id, groups);
    }
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_breakout_count(db, arena, id, &count));
    if (count.n >= BREAKOUT_ROUNDS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_breakout_add(db, rand_hex(arena, UID_BYTES), id, count.n + 1, groups, now));
    TRY(q_breakout_block_add(db, in->block_id, id, count.n + 1));
    return q_breakout_of_block(db, arena, id, in->block_uid, ret_round);
}

/* With an eye on the rounds that come: those of the agenda that have no groups yet. */
static void make_seats(struct table *table, int64_t left, uint64_t seed)
{
    struct seating *seating = &table->seating;
    int more = left > 1 ? (int)left : 1;
    seating->rounds = seating->fixed + more > SEATING_ROUNDS_MAX ? SEATING_ROUNDS_MAX : seating->fixed + more;
    if (seating->people >= 2) {
        seating_make(table->people, seed, seating);
    } else {
        seating->group[seating->fixed][0] = 0;
    }
}

enum fault breakout_make(struct db *db, struct arena *arena, const struct breakout_room *room,
                         const struct breakout_in *in, int groups, int64_t now)
{
    struct table *table = arena_new(arena, struct table);
    struct q_breakout_of_block round;
    struct q_breakout_there *people;
    struct q_breakout_seats *seats;
    struct q_breakout_blocks_left left;
    size_t n, seats_n;
    TRY(breakout_who(db, arena, in->block_id, &people, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    int most = n > SEATING_GROUPS_MAX ? SEATING_GROUPS_MAX : (int)n;
    groups = groups > most ? most : groups < 1 ? 1 : groups;
    TRY(q_breakout_blocks_left(db, arena, room->programme_id, &left));
    TRY(begin_round(db, arena, room, in, groups, now, &round));
    TRY(q_breakout_seats(db, arena, room->code, &seats, &seats_n));
    for (size_t i = 0; i < n && i < SEATING_PEOPLE_MAX; i++) {
        add_person(table, people[i].id, people[i].sector, people[i].organisation);
    }
    fill_before(table, seats, seats_n, round.number);
    table->seating.groups = groups;
    make_seats(table, left.n, (uint64_t)round.id);
    TRY(put_seats(db, table, round.id, people, n));
    return q_room_event_raise(db, room->programme_id);
}

enum fault breakout_go_on(struct db *db, struct arena *arena, const struct breakout_room *room,
                          const struct breakout_in *in, int64_t round)
{
    struct q_breakout_of_block own;
    struct q_breakout_by_number earlier;
    enum fault fault = q_breakout_of_block(db, arena, room->programme_id, in->block_uid, &own);
    if (fault != FAULT_NOT_FOUND) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_breakout_by_number(db, arena, room->programme_id, round, &earlier));
    TRY(q_breakout_block_add(db, in->block_id, room->programme_id, round));
    return q_room_event_raise(db, room->programme_id);
}

/* ---- late, or moved */

/* How somebody would fit into each group of a round. */
static void fill_fits(const struct q_breakout_seats *seats, size_t n, const struct q_breakout_of_block *round,
                      const struct q_breakout_there *person, struct seating_fit *fits)
{
    for (size_t i = 0; i < n; i++) {
        const struct q_breakout_seats *seat = &seats[i];
        if (seat->round != round->number || seat->group_number < 1 || seat->group_number > round->groups_n) {
            continue;
        }
        struct seating_fit *fit = &fits[seat->group_number - 1];
        fit->size++;
        fit->colleagues += person->organisation.n > 0 && str_eq(seat->organisation, person->organisation);
        fit->sector += person->sector.n > 0 && str_eq(seat->sector, person->sector);
        for (size_t k = 0; k < n; k++) { /* where this one sat before, and whether they sat there too */
            bool before = seats[k].round < round->number && seats[k].participant_id == seat->participant_id;
            for (size_t m = 0; m < n && before; m++) {
                fit->met += seats[m].participant_id == person->id && seats[m].round == seats[k].round &&
                            seats[m].group_number == seats[k].group_number;
            }
        }
    }
}

static bool has_seat(const struct q_breakout_seats *seats, size_t n, int64_t round, int64_t participant_id,
                     int64_t *ret_group)
{
    for (size_t i = 0; i < n; i++) {
        if (seats[i].round == round && seats[i].participant_id == participant_id) {
            *ret_group = seats[i].group_number;
            return true;
        }
    }
    return false;
}

/* Who joined by the code under the short name of somebody on the list who sits already is most likely that one: both
** rows have one group. A seat is taken from nobody. */
static bool seat_of_name(struct arena *arena, const struct q_breakout_there *people, size_t n, size_t at,
                         const struct q_breakout_seats *seats, size_t seats_n, int64_t round, int64_t *ret_group)
{
    struct str name = is_by_code(&people[at]) ? fold(arena, people[at].short_name) : S("");
    for (size_t i = 0; name.n > 0 && i < n; i++) {
        bool same = !is_by_code(&people[i]) && str_eq(fold(arena, people[i].short_name), name);
        if (same && has_seat(seats, seats_n, round, people[i].id, ret_group)) {
            return true;
        }
    }
    return false;
}

enum fault breakout_seat_late(struct db *db, struct arena *arena, const struct breakout_room *room,
                              struct str block_uid, int64_t participant_id, int64_t *ret_group)
{
    struct q_breakout_of_block round;
    struct q_breakout_seats *seats;
    struct q_breakout_there *people;
    struct seating_fit fits[SEATING_GROUPS_MAX] = {{0}};
    size_t n, people_n, at = 0;
    int64_t group;
    TRY(q_breakout_of_block(db, arena, room->programme_id, block_uid, &round));
    TRY(q_breakout_seats(db, arena, room->code, &seats, &n));
    TRY(q_breakout_there(db, arena, round.block_id, &people, &people_n));
    while (at < people_n && people[at].id != participant_id) {
        at++;
    }
    if (at == people_n || has_seat(seats, n, round.number, participant_id, &group)) {
        return FAULT_CONFLICT;
    }
    check(round.groups_n >= 1 && round.groups_n <= SEATING_GROUPS_MAX);
    if (!seat_of_name(arena, people, people_n, at, seats, n, round.number, &group)) {
        fill_fits(seats, n, &round, &people[at], fits);
        group = seating_fit(fits, (int)round.groups_n) + 1;
    }
    TRY(q_breakout_seat_put(db, round.id, participant_id, group));
    TRY(q_breakout_rev(db, round.id));
    *ret_group = group;
    return q_room_event_raise(db, room->programme_id);
}

enum fault breakout_move(struct db *db, struct arena *arena, const struct breakout_room *room, struct str block_uid,
                         int64_t participant_id, int64_t group)
{
    struct q_breakout_of_block round;
    struct q_breakout_seats *seats;
    int64_t was;
    size_t n;
    TRY(q_breakout_of_block(db, arena, room->programme_id, block_uid, &round));
    TRY(q_breakout_seats(db, arena, room->code, &seats, &n));
    if (group < 1 || group > round.groups_n || !has_seat(seats, n, round.number, participant_id, &was)) {
        return FAULT_CONFLICT;
    }
    TRY(q_breakout_seat_put(db, round.id, participant_id, group));
    TRY(q_breakout_rev(db, round.id));
    return q_room_event_raise(db, room->programme_id);
}
