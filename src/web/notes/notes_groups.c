/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes_groups: what the groups of a round leave: what each says to all, and its cards under the names they were
** sorted to. Where nobody is named no group stands beside it, and the letters say the order: who sat in which group
** everybody saw. */
#include "web/notes/notes_groups.h"

#include <stdlib.h>

#include "base/check.h"
#include "store/breakout.h"
#include "store/note.h"
#include "web/room/room_web.h"
#include "web/say.h"

#define LINES_MAX 1200
#define BODY_LETTERS_MAX (NOTE_TEXT_MAX - 500u) /* what is cut says so; it can still be corrected in a form */

struct line { int64_t group; struct str text; };

struct leaving {
    struct request *request;
    struct out *out;
    struct line *lines;
    size_t n;
};

static void leave(struct leaving *leaving, int64_t group, struct str text)
{
    if (leaving->n < LINES_MAX) {
        leaving->lines[leaving->n++] = (struct line){group, text};
    }
}

static enum fault must_use leave_statements(struct leaving *leaving, struct str block_uid)
{
    struct q_breakout_statements *rows;
    size_t n;
    TRY(q_breakout_statements(leaving->request->db, leaving->request->arena, block_uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        leave(leaving, rows[i].group_number, str_format(leaving->request->arena, "%.*s (%.*s)", STR_ARG(rows[i].text),
                                                        STR_ARG(room_say_sure(leaving->out, rows[i].sure))));
    }
    return OK;
}

struct sorted { const struct q_breakout_cards *cards; size_t n; };

/* The cards of a group that lie under a name, joined; "" there are none. */
static struct str joined(struct arena *arena, const struct sorted *sorted, int64_t group, int64_t number)
{
    struct str text = S("");
    for (size_t i = 0; i < sorted->n; i++) {
        const struct q_breakout_cards *card = &sorted->cards[i];
        if (card->group_number == group && card->sorted_into == number && !card->apart_at.known) {
            text = text.n == 0 ? card->text : str_format(arena, "%.*s; %.*s", STR_ARG(text), STR_ARG(card->text));
        }
    }
    return text;
}

static void leave_named(struct leaving *leaving, int64_t group, struct str name, struct str cards)
{
    if (cards.n > 0) {
        leave(leaving, group, say_and_more(leaving->request->arena, name, cards));
    }
}

static enum fault must_use leave_cards(struct leaving *leaving, struct str block_uid, int64_t groups_n)
{
    struct arena *arena = leaving->request->arena;
    struct q_breakout_cards *cards;
    struct q_card_groups *names;
    struct sorted sorted;
    size_t n;
    TRY(q_breakout_cards(leaving->request->db, arena, block_uid, &cards, &sorted.n));
    TRY(q_card_groups(leaving->request->db, arena, block_uid, &names, &n));
    sorted.cards = cards;
    for (size_t i = 0; i < n; i++) {
        leave_named(leaving, names[i].group_number, names[i].name.n > 0 ? names[i].name : W(leaving->out, "Not named"),
                    joined(arena, &sorted, names[i].group_number, names[i].number));
    }
    for (int64_t group = 1; group <= groups_n; group++) {
        leave_named(leaving, group, W(leaving->out, "Not sorted"), joined(arena, &sorted, group, 0));
    }
    return OK;
}

static int by_letters(const void *a, const void *b)
{
    const struct line *one = a, *other = b;
    return str_cmp(one->text, other->text);
}

static void put_line(struct buf *body, const char *mark, struct str line)
{
    buf_put_str(body, body->n > 0 ? S("\n") : S(""));
    buf_put_str(body, str_of(mark));
    buf_put_str(body, line);
}

/* The lines of a group; 0: of all. */
static void put_lines(struct leaving *leaving, struct buf *body, int64_t group)
{
    size_t left = 0;
    for (size_t i = 0; i < leaving->n; i++) {
        const struct line *line = &leaving->lines[i];
        if (group != 0 && line->group != group) {
            continue;
        }
        if (str_letters(buf_str(body)) + str_letters(line->text) > BODY_LETTERS_MAX) {
            left++;
        } else {
            put_line(body, "- ", line->text);
        }
    }
    if (left > 0) {
        put_line(body, "\n", SAY(leaving->out, "{n} line more stands in the room.|{n} lines more stand in the room.",
                                 slot("n", count((int64_t)left))));
    }
}

static bool has_lines(const struct leaving *leaving, int64_t group)
{
    for (size_t i = 0; i < leaving->n; i++) {
        if (leaving->lines[i].group == group) {
            return true;
        }
    }
    return false;
}

enum fault notes_groups_put(struct request *request, struct out *out, const struct q_breakouts *round,
                            struct str block_uid, bool named, struct buf *body)
{
    struct leaving leaving = {request, out, arena_array(request->arena, struct line, LINES_MAX), 0};
    TRY(leave_statements(&leaving, block_uid));
    size_t said = leaving.n;
    TRY(leave_cards(&leaving, block_uid, round->groups_n));
    if (!named) {
        qsort(leaving.lines, said, sizeof *leaving.lines, by_letters);
        qsort(leaving.lines + said, leaving.n - said, sizeof *leaving.lines, by_letters);
        put_lines(&leaving, body, 0);
        return OK;
    }
    for (int64_t group = 1; group <= round->groups_n; group++) {
        if (has_lines(&leaving, group)) {
            put_line(body, body->n > 0 ? "\n" : "", SAY(out, "Group {n}", slot("n", count(group))));
            put_lines(&leaving, body, group);
        }
    }
    return OK;
}
