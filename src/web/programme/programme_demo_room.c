/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_demo: its first day: blocks, groups with their cards and statements, votes, ratings. */
#include "base/check.h"
#include "store/assessment.h"
#include "store/breakout.h"
#include "store/demo.sql.h"
#include "store/vote.h"
#include "web/framework/framework_read.h"
#include "web/programme/programme_demo.h"
#include "web/programme/programme_demo_words.h"

#define AFTERNOON_S 1

/* Every block of the first day began and ended as planned. */
static enum fault must_use hold_blocks(struct programme_demo *made)
{
    for (size_t s = 0; s < 2; s++) {
        const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
        const struct q_programme_sessions *session = &made->agenda.sessions[s];
        size_t n = agenda_in_session(&made->agenda, session->id, blocks);
        int minute = (int)session->begins;
        for (size_t i = 0; i < n; i++) {
            struct maybe_int begun = {true, programme_demo_day_1(made, minute)};
            minute += (int)blocks[i]->minutes;
            TRY(q_programme_block_begun(made->db, blocks[i]->id, begun,
                                        (struct maybe_int){true, programme_demo_day_1(made, minute)}));
        }
    }
    return OK;
}

/* ---- groups */

static enum fault must_use write_cards(struct programme_demo *made, const struct q_breakout_of_block *round,
                                       const struct q_programme_blocks *block, size_t group, int64_t at)
{
    const struct demo_group *from = &demo_groups[group];
    const struct breakout_place place = {made->row.id, round->id, (int64_t)group + 1};
    struct q_demo_cards *cards;
    size_t n;
    for (size_t i = 0; i < DEMO_GROUP_CARDS; i++) {
        TRY(breakout_write(made->db, made->arena, &place, from->cards[i].text, at));
    }
    TRY(q_demo_cards(made->db, made->arena, block->uid, (int64_t)group + 1, &cards, &n));
    check(n == DEMO_GROUP_CARDS);
    for (size_t i = 0; i < n; i++) {
        bool is_new = from->cards[i].into > 0 && (i == 0 || from->cards[i - 1].into < from->cards[i].into);
        int64_t to = is_new ? CARD_TO_NEW : from->cards[i].into;
        TRY(to != 0 ? breakout_sort(made->db, made->arena, &place, cards[i].uid, to, at) : OK);
    }
    for (size_t i = 0; i < 2; i++) {
        TRY(breakout_name(made->db, made->arena, &place, (int64_t)i + 1, from->names[i], S("")));
        TRY(breakout_say(made->db, made->arena, &place, from->statements[i].text, from->statements[i].sure, at));
    }
    return OK;
}

static enum fault must_use work_in_groups(struct programme_demo *made, const struct q_programme_blocks *block)
{
    const struct breakout_room room = {made->row.id, made->row.code};
    const struct breakout_in in = {block->id, block->uid};
    struct q_breakout_of_block round;
    int64_t at = programme_demo_day_1(made, 14 * 60);
    TRY(breakout_make(made->db, made->arena, &room, &in, DEMO_GROUPS, at));
    TRY(q_breakout_of_block(made->db, made->arena, made->row.id, block->uid, &round));
    for (size_t i = 0; i < DEMO_GROUPS; i++) {
        TRY(write_cards(made, &round, block, i, at));
    }
    return OK;
}

/* ---- votes */

/* The newest vote, opened. */
static enum fault must_use open_vote(struct programme_demo *made, int64_t at, struct q_vote_list *ret_vote)
{
    struct q_vote_list *votes;
    size_t n;
    TRY(q_vote_list(made->db, made->arena, made->row.code, &votes, &n));
    *ret_vote = votes[0];
    for (size_t i = 1; i < n; i++) {
        *ret_vote = votes[i].id > ret_vote->id ? votes[i] : *ret_vote;
    }
    return vote_do(made->db, made->arena, made->row.id, ret_vote->uid, VOTE_OPEN, at);
}

static enum fault must_use cast(struct programme_demo *made, const struct q_vote_list *vote, size_t person,
                                const int *values)
{
    enum ballot_check says = BALLOT_FINE;
    enum fault fault = vote_cast(made->db, made->arena, made->row.id, made->people[person], vote->uid, 1, values,
                                 &says);
    check(says == BALLOT_FINE); /* the words hold to the rule */
    return fault;
}

static enum fault must_use choose_few(struct programme_demo *made)
{
    const struct q_programme_blocks *block = programme_demo_block(made, "challenges_first");
    const struct vote_new new = {.programme_id = made->row.id, .kind = S("dots"), .question = demo_dots_question,
                                 .options = demo_options, .n = DEMO_OPTIONS, .block_id = {true, block->id}};
    int64_t at = programme_demo_day_1(made, 11 * 60 + 30);
    struct q_vote_list vote;
    struct str uid;
    TRY(vote_put(made->db, made->arena, &new, at, &uid));
    TRY(open_vote(made, at, &vote));
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        int values[DEMO_OPTIONS] = {0};
        for (const char *dot = demo_dots[i]; *dot != 0; dot++) {
            values[*dot - '1'] = 1;
        }
        TRY(*demo_dots[i] != 0 ? cast(made, &vote, i, values) : OK);
    }
    return vote_do(made->db, made->arena, made->row.id, vote.uid, VOTE_CLOSE, at + 15 * 60);
}

/* What each group says, with its numbers; in the order in which plenary hears it. */
static const struct demo_statement *statement_of(size_t i)
{
    return &demo_groups[i / 2].statements[i % 2];
}

static int answer_to(size_t statement, int nth)
{
    const struct demo_statement *from = statement_of(statement);
    return nth < from->supports ? 1 : nth < from->supports + from->opposes ? 2 : 3;
}

static enum fault must_use test_statements(struct programme_demo *made, const struct q_programme_blocks *block)
{
    int64_t at = programme_demo_day_1(made, 15 * 60);
    struct q_breakout_statements *rows;
    struct q_vote_list vote;
    size_t n;
    int nth = 0;
    TRY(q_breakout_statements(made->db, made->arena, block->uid, &rows, &n));
    check(n == (size_t)DEMO_GROUPS * 2);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) { /* by its words: the order of rows is the statement's */
            if (str_eq(rows[k].text, statement_of(i)->text)) {
                TRY(breakout_take(made->db, made->arena, made->row.id, rows[k].uid, demo_test_question, at));
            }
        }
    }
    TRY(open_vote(made, at, &vote));
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        int values[DEMO_GROUPS * 2];
        for (size_t k = 0; k < n; k++) {
            values[k] = answer_to(k, (nth + (int)k * 4) % 13);
        }
        if (programme_demo_was_there(i, AFTERNOON_S)) {
            TRY(cast(made, &vote, i, values));
            nth++;
        }
    }
    return vote_do(made->db, made->arena, made->row.id, vote.uid, VOTE_CLOSE, at + 30 * 60);
}

/* Put for the second day, not opened yet. */
static enum fault must_use prepare_order(struct programme_demo *made)
{
    const struct q_programme_blocks *block = programme_demo_block(made, "ideas_first");
    const struct vote_new new = {.programme_id = made->row.id, .kind = S("order"), .question = demo_order_question,
                                 .options = demo_options, .n = 3, .block_id = {true, block->id}};
    struct str uid;
    return vote_put(made->db, made->arena, &new, programme_demo_ago(made, 2), &uid);
}

/* ---- how far we are */

/* From 1 to 4: what the criterion is at, and what sectors see in it. */
static int level_of(size_t criterion, size_t rater, struct str sector)
{
    static const int base[] = {2, 3, 2, 3, 2, 1, 3, 2, 2, 1, 2, 2};
    int level = base[criterion % COUNT_OF(base)];
    if (criterion % 4 == 1) { /* the council sees it higher than the others do */
        return str_eq(sector, S("public")) ? 4 - (int)(rater % 2) : 1 + (int)(rater % 3 == 0);
    }
    level += (rater * 7 + criterion * 5) % 6 == 0 ? 1 : 0;
    return level < 1 ? 1 : level > 4 ? 4 : level;
}

static enum fault must_use rate(struct programme_demo *made, const struct framework *framework,
                                const struct q_assessment_raters *row, size_t nth)
{
    struct q_assessment_rater_by_uid rater;
    size_t asked = 0;
    TRY(q_assessment_rater_by_uid(made->db, made->arena, row->uid, &rater));
    for (size_t i = 0; i < framework->criteria_n; i++) {
        if (!framework->criteria[i].is_short) {
            continue;
        }
        int level = level_of(asked, nth, row->sector);
        bool unsure = (nth + asked) % 11 == 0;
        struct str because = !unsure && level == 4 ? str_of(demo_because[asked % COUNT_OF(demo_because)]) : S("");
        TRY(rating_say(made->db, &rater, framework->criteria[i].id, unsure ? ANSWER_DONT_KNOW : level, because));
        asked++;
    }
    return OK;
}

static enum fault must_use agree_levels(struct programme_demo *made, const struct q_assessment_of *row)
{
    static const struct { const char *criterion; int level, target; const char *because; } all[] = {
        {"VIS-1", 2, 3, "There is a plan; few of us could say it in a sentence."},
        {"LED-1", 2, 4, "Nobody had the time for it until now."}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        TRY(q_assessment_level_put(made->db, &(struct q_assessment_level_put_in){
            .round_id = row->round_id, .criterion = str_of(all[i].criterion), .level = {true, all[i].level},
            .because = str_of(all[i].because), .target = {true, all[i].target}, .person_id = made->person,
            .now = programme_demo_day_1(made, 17 * 60)}));
    }
    return OK;
}

static enum fault must_use assess(struct programme_demo *made)
{
    const struct framework *framework = framework_own(made->arena, S("en"));
    int64_t at = programme_demo_day_1(made, 15 * 60 + 45);
    const struct assessment_new new = {.member_id = made->member_id, .programme_id = {true, made->row.id},
                                       .name = demo_assessed, .framework = framework->id, .is_short = true};
    struct q_assessment_of row;
    struct q_assessment_raters *raters;
    struct str uid;
    size_t n;
    TRY(assessment_begin(made->db, made->arena, &new, at, &uid));
    TRY(q_assessment_of(made->db, made->arena, made->member_uid, uid, &row));
    for (size_t i = 0, there = 0; i < DEMO_PEOPLE; i++) {
        const struct rater_new rater = {{true, made->people[i]}, demo_participants[i].name,
                                        sector_parse(demo_participants[i].sector), S(""), S("en")};
        TRY(programme_demo_was_there(i, AFTERNOON_S)
                ? assessment_rater_new(made->db, made->arena, &row, there++, &rater, at) : OK);
    }
    TRY(q_assessment_raters(made->db, made->arena, uid, &raters, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(rate(made, framework, &raters[i], i));
    }
    TRY(assessment_close(made->db, made->arena, &row, made->person, at + 40 * 60));
    return agree_levels(made, &row);
}

enum fault programme_demo_room(struct programme_demo *made)
{
    const struct q_programme_blocks *groups = programme_demo_block(made, "insights");
    TRY(choose_few(made));
    TRY(work_in_groups(made, groups));
    TRY(test_statements(made, groups));
    TRY(assess(made));
    TRY(hold_blocks(made));
    TRY(prepare_order(made));
    TRY(q_demo_vote_seed(made->db, made->row.id));
    return programme_demo_read(made);
}
