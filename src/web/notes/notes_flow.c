/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes_flow: what a leadership programme came to, in words: one function a source, each adds sections of its own. No
** name stands in any of them. */
#include "base/check.h"
#include "store/wall.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/notes/notes_groups.h"
#include "web/notes/notes_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

#define FLOWS_MAX NOTE_SECTIONS_MAX
#define BODY_MAX (256u << 10)

/* The order of reading. */
enum {
    AT_SURVEY = 100, AT_WALL = 200, AT_SESSIONS = 300, AT_GROUPS = 350, AT_VOTES = 400, AT_ASSESSMENTS = 600,
    AT_APART = 700
};

struct flowing {
    struct request *request;  /* with the words of the notes */
    struct out out;
    const struct notes *notes;
    struct note_flow *flows;
    size_t n;
    struct buf *apart;        /* what people did not agree on, a line each */
};

static void put_line(struct buf *body, const char *mark, struct str line)
{
    buf_put_str(body, body->n > 0 ? S("\n") : S(""));
    buf_put_str(body, str_of(mark));
    buf_put_str(body, line);
}

/* Nothing is added without words. */
static void add(struct flowing *f, const char *kind, struct str uid, int64_t number, struct str title,
                const struct buf *body)
{
    struct str source = uid.n > 0 ? str_format(f->request->arena, "%s:%.*s", kind, STR_ARG(uid)) : str_of(kind);
    if (body->n > 0 && !body->overflow && f->n < FLOWS_MAX) {
        f->flows[f->n++] = (struct note_flow){source, number, title, str_copy(f->request->arena, buf_str(body))};
    }
}

/* ---- the survey before */

static enum fault must_use from_survey(struct flowing *f)
{
    struct buf CLEANUP(buf_done) body;
    struct str *lines;
    size_t n;
    buf_init(&body, BODY_MAX);
    TRY(survey_result_lines(f->request, &f->out, &lines, &n));
    for (size_t i = 0; i < n; i++) {
        put_line(&body, "- ", lines[i]);
    }
    add(f, "survey", S(""), AT_SURVEY, W(&f->out, "What the survey said"), &body);
    return OK;
}

/* ---- the knowledge wall: cards that somebody marked */

static enum fault must_use from_wall(struct flowing *f)
{
    struct buf CLEANUP(buf_done) body;
    struct q_wall_cards *cards;
    size_t n;
    buf_init(&body, BODY_MAX);
    TRY(q_wall_cards(f->request->db, f->request->arena, f->notes->programme.uid, &cards, &n));
    for (size_t i = 0; i < n; i++) {
        if (cards[i].removed_at.known || cards[i].marks == 0) {
            continue;
        }
        struct arena *arena = f->request->arena;
        struct slot slots[] = {slot("what", say_ended(arena, cards[i].claim)),
                               slot("us", say_ended(arena, cards[i].so_what)),
                               slot("source", cards[i].source.n > 0 ? cards[i].source
                                                                    : W(&f->out, "source not said"))};
        put_line(&body, "- ", cards[i].so_what.n > 0
                                  ? words_text(&f->out, W_NOTE("{what} For us: {us} (From: {source}.)"), slots, 3)
                                  : words_text(&f->out, W_NOTE("{what} (From: {source}.)"),
                                               (struct slot[]){slots[0], slots[2]}, 2));
    }
    add(f, "wall", S(""), AT_WALL, W(&f->out, "What mattered on the knowledge wall"), &body);
    return OK;
}

/* ---- sessions, and what was on when */

static enum fault must_use from_agenda(struct flowing *f)
{
    struct agenda agenda;
    TRY(agenda_load(f->request->db, f->request->arena, f->notes->programme.uid, &agenda));
    for (size_t i = 0; i < agenda.sessions_n; i++) {
        struct buf CLEANUP(buf_done) body;
        const struct q_programme_sessions *session = &agenda.sessions[i];
        const struct q_programme_blocks **blocks =
            arena_array(f->request->arena, const struct q_programme_blocks *, AGENDA_SESSION_BLOCKS_MAX);
        size_t n = agenda_in_session(&agenda, session->id, blocks);
        int64_t at = session->begins;
        buf_init(&body, BODY_MAX);
        put_line(&body, "", say_session_when(&f->out, session));
        for (size_t k = 0; k < n; k++) {
            struct str purpose = say_block_purpose(&f->out, blocks[k]);
            put_line(&body, "- ", say_minutes_of_day(f->request->arena, at));
            buf_put_char(&body, ' ');
            buf_put_str(&body, say_and_more(f->request->arena, say_block_title(&f->out, blocks[k]), purpose));
            at += blocks[k]->minutes;
        }
        add(f, "session", session->uid, AT_SESSIONS + session->number, say_session(&f->out, &agenda, session), &body);
    }
    return OK;
}

/* ---- what groups leave: a round once, by the block in which it began */

static enum fault must_use from_groups(struct flowing *f)
{
    struct q_breakouts *rounds;
    struct agenda agenda;
    size_t n;
    TRY(q_breakouts(f->request->db, f->request->arena, f->notes->programme.code, &rounds, &n));
    TRY(n > 0 ? agenda_load(f->request->db, f->request->arena, f->notes->programme.uid, &agenda) : OK);
    for (size_t i = 0; i < n; i++) {
        struct buf CLEANUP(buf_done) body;
        const struct q_programme_blocks *block = agenda_block_numbered(&agenda, rounds[i].block_id);
        if ((i > 0 && rounds[i].id == rounds[i - 1].id) || block == NULL) {
            continue;
        }
        buf_init(&body, BODY_MAX);
        TRY(notes_groups_put(f->request, &f->out, &rounds[i], block->uid, f->notes->programme.named, &body));
        add(f, "groups", rounds[i].uid, AT_GROUPS + rounds[i].number,
            SAY(&f->out, "What groups said: {block}", slot("block", say_block_title(&f->out, block))), &body);
    }
    return OK;
}

/* ---- votes */

static void note_apart(struct flowing *f, const struct room_vote *vote, const struct room_row *row)
{
    put_line(f->apart, "- ", say_ended(f->request->arena, vote->question));
    buf_put_char(f->apart, ' ');
    buf_put_str(f->apart, say_and_more(f->request->arena, row->text, row->says));
}

static void add_vote(struct flowing *f, const struct room *room, const struct q_vote_list *vote, int64_t number)
{
    struct buf CLEANUP(buf_done) body;
    struct room_vote says;
    buf_init(&body, BODY_MAX);
    room_say_vote(f->request, &f->out, room, vote, &says);
    struct arena *arena = f->request->arena;
    put_line(&body, "", SAY(&f->out, "{kind} {n} took part.|{kind} {n} took part.",
                            slot("kind", say_ended(arena, says.kind)), slot("n", count(vote->voted))));
    for (size_t i = 0; i < says.rows_n; i++) {
        const struct room_row *row = &says.rows[i];
        /* Which group it is from tells who, where nobody is to be named: everybody saw who sat in it. */
        bool hides = !f->notes->programme.named && str_eq(vote->kind, S("test"));
        struct str line = say_and_more(arena, row->text, row->says);
        put_line(&body, "- ", row->place);
        buf_put_str(&body, row->place.n > 0 ? S(". ") : S(""));
        buf_put_str(&body, row->more.n > 0 && !hides ? str_format(arena, "%.*s %.*s", STR_ARG(say_ended(arena, line)),
                                                                  STR_ARG(row->more)) : line);
        if (row->is_apart) {
            note_apart(f, &says, row);
        }
    }
    struct str how = S("");
    for (size_t i = 0; i < says.counted_n; i++) {
        how = str_format(f->request->arena, "%.*s%s%.*s", STR_ARG(how), i > 0 ? " " : "", STR_ARG(says.counted[i]));
    }
    put_line(&body, "\n", SAY(&f->out, "How it was counted: {how}", slot("how", how)));
    add(f, "vote", vote->uid, number, vote->question, &body);
}

static enum fault must_use from_votes(struct flowing *f)
{
    struct room room;
    TRY(room_load(f->request, f->notes->programme.code, &room));
    for (size_t i = room.votes_n; i-- > 0;) { /* the newest stands first */
        if (room.votes[i].closed_at.known) {
            add_vote(f, &room, &room.votes[i], AT_VOTES + (int64_t)(room.votes_n - i));
        }
    }
    return OK;
}

/* ---- how far we are */

/* Of a matrix that the city holds a licence for no word leaves the city: its numbers stand here, "3", "A-1". */
static struct str say_numbered(struct flowing *f, const struct assessment_told *told, int level)
{
    return told->is_own || level == 0 ? say_level(&f->out, told->framework, level)
                                      : str_format(f->request->arena, "%d", level);
}

static struct str say_named(const struct assessment_told *told, size_t criterion)
{
    return told->is_own ? say_criterion(told->framework, criterion) : told->framework->criteria[criterion].id;
}

static void add_levels(struct flowing *f, const struct q_assessment_of *row, const struct assessment_told *told,
                       struct buf *body)
{
    struct str few = S("");
    for (size_t i = 0; i < told->now.n; i++) {
        const struct assessment_item *item = &told->now.items[i];
        const struct framework_criterion *criterion = &told->framework->criteria[item->criterion];
        const struct q_assessment_levels *made = assessment_level_of(told, row->round_id, criterion->id);
        struct str because = made != NULL ? made->because : S("");
        struct slot slots[] = {
            slot("name", say_named(told, item->criterion)), slot("level", say_numbered(f, told, item->level)),
            slot("agreed", say_numbered(f, told, made != NULL ? (int)made->level.v : 0)),
            slot("tag", say_assessed(&f->out, item->agreed).name)};
        bool has = made != NULL && made->level.known;
        if (!has && item->level == 0) {
            few = str_format(f->request->arena, "%.*s%s%.*s", STR_ARG(few), few.n > 0 ? ", " : "",
                             STR_ARG(slots[0].text));
            continue;
        }
        put_line(body, "- ", has ? words_text(&f->out, W_NOTE("{name}: agreed {agreed} (rated {level}, {tag})."),
                                              (struct slot[]){slots[0], slots[2], slots[1], slots[3]}, 4)
                                 : words_text(&f->out, W_NOTE("{name}: rated {level}, {tag}."),
                                              (struct slot[]){slots[0], slots[1], slots[3]}, 3));
        buf_format(body, "%s%.*s", because.n > 0 ? " " : "", STR_ARG(because));
    }
    if (few.n > 0) {
        put_line(body, "- ", SAY(&f->out, "Too few answers to say: {names}.", slot("names", few)));
    }
    for (size_t i = 0; i < told->now.map_n; i++) {
        const struct assessment_item *item = &told->now.items[told->now.map[i]];
        struct str apart = str_format(f->request->arena, "%.*s, %.*s", STR_ARG(say_named(told, item->criterion)),
                                      STR_ARG(say_assessed(&f->out, item->agreed).name));
        put_line(f->apart, "- ", say_and_more(f->request->arena, row->name, apart));
    }
}

static enum fault must_use from_assessments(struct flowing *f)
{
    struct q_note_assessments *rows;
    size_t n;
    TRY(q_note_assessments(f->request->db, f->request->arena, f->notes->programme.uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct buf CLEANUP(buf_done) body;
        struct q_assessment_of row;
        struct assessment_told told;
        struct request about = *f->request; /* its pages name it in their address */
        about.params[1] = rows[i].uid;
        buf_init(&body, BODY_MAX);
        TRY(assessment_load(&about, &row, &told));
        put_line(&body, "", SAY(&f->out, "{n} leader rated the city.|{n} leaders rated the city.",
                                slot("n", count((int64_t)told.now.raters_n))));
        add_levels(f, &row, &told, &body);
        add(f, "assessment", rows[i].uid, AT_ASSESSMENTS + (int64_t)i, row.name, &body);
    }
    return OK;
}

/* ---- where we do not agree: what those before have put aside */

static enum fault must_use from_apart(struct flowing *f)
{
    add(f, "apart", S(""), AT_APART, W(&f->out, "Where we do not agree yet"), f->apart);
    return OK;
}

static enum fault (*const sources[])(struct flowing *f) = {
    from_survey, from_wall, from_agenda, from_groups, from_votes, from_assessments, from_apart,
};

enum fault notes_flow_of(struct request *request, const struct notes *notes, struct note_flow **ret_flows,
                         size_t *ret_n)
{
    struct buf CLEANUP(buf_done) apart;
    struct request in = *request;
    struct flowing f = {.request = &in, .notes = notes, .apart = &apart};
    in.words = words_find(notes_language(request, notes));
    f.out = (struct out){.words = in.words, .arena = request->arena};
    f.flows = arena_array(request->arena, struct note_flow, FLOWS_MAX);
    buf_init(&apart, BODY_MAX);
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        TRY(sources[i](&f));
    }
    *ret_flows = f.flows;
    *ret_n = f.n;
    return OK;
}

/* ---- what a decision can come from */

static void add_origin(struct notes_origin *origins, size_t *n, struct notes_origin origin)
{
    if (*n < 200) {
        origins[(*n)++] = origin;
    }
}

static void add_vote_origins(struct request *request, struct out *out, const struct room *room,
                             const struct q_vote_list *vote, struct notes_origin *origins, size_t *n)
{
    struct room_vote says;
    room_say_vote(request, out, room, vote, &says);
    bool tests = str_eq(vote->kind, S("test"));
    for (size_t i = 0; tests && i < says.rows_n; i++) {
        add_origin(origins, n, (struct notes_origin){
            .value = str_format(request->arena, "%.*s-%zu", STR_ARG(vote->uid), i + 1),
            .name = SAY(out, "Statement: {text}", slot("text", says.rows[i].text)), .kind = S("statement"),
            .says = says.rows[i].text, .text = says.rows[i].text, .carried = says.rows[i].says});
    }
    if (!tests) {
        struct str first = says.rows_n > 0 ? says.rows[0].text : S("");
        struct slot of = slot("n", count(vote->voted));
        add_origin(origins, n, (struct notes_origin){
            .value = vote->uid, .name = SAY(out, "Vote: {text}", slot("text", vote->question)), .kind = S("vote"),
            .says = vote->question, .text = first,
            .carried = words_text(out, W_NOTE("a vote of {n}|a vote of {n}"), &of, 1)});
    }
}

enum fault notes_origins(struct request *request, struct out *out, const struct notes *notes,
                         struct notes_origin **ret_origins, size_t *ret_n)
{
    struct notes_origin *origins = arena_array(request->arena, struct notes_origin, 200);
    struct q_note_assessments *rows;
    struct room room;
    size_t n = 0, rows_n;
    TRY(room_load(request, notes->programme.code, &room));
    TRY(q_note_assessments(request->db, request->arena, notes->programme.uid, &rows, &rows_n));
    for (size_t i = 0; i < room.votes_n; i++) {
        if (room.votes[i].closed_at.known) {
            add_vote_origins(request, out, &room, &room.votes[i], origins, &n);
        }
    }
    for (size_t i = 0; i < rows_n; i++) {
        add_origin(origins, &n, (struct notes_origin){
            .value = rows[i].uid, .name = SAY(out, "How far we are: {text}", slot("text", rows[i].name)),
            .kind = S("assessment"), .says = rows[i].name, .text = S(""), .carried = S("")});
    }
    *ret_origins = origins;
    *ret_n = n;
    return OK;
}
