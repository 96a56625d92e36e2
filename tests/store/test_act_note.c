/* SPDX-License-Identifier: AGPL-3.0-or-later
** Writing, correcting, closing and opening the notes of a leadership programme, each with each call of the database
** failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both engines.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/note.h"
#include "store/person.h"
#include "store/programme.h"
#include "web/link/link.h"
#include "web/notes/action_web.h"

#define UID "dddddddddddddddddddddddddddddddd"

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    return net_sent_programme(net, str_c(&net->arena, str_format(&net->arena, "/notes%s", page)), typed);
}

/* One section, written by somebody else, and a correction of it. */
static void notes_stand(struct net *net)
{
    static const char *const sql[] = {
        "delete from note", "delete from note_section", "delete from note_text", "delete from note_step",
        "delete from note_correction", "delete from decision",
        "insert into note (id, programme_id, language, changed_by, changed_at, rev) select 1, id, 'en', null, 1, 1 "
        "from programme",
        "insert into note_section (id, uid, note_id, number, source, title, draft) values (1, '" UID "', 1, 1, '', "
        "'Why', '')",
        "insert into note_text (id, section_id, number, body, came_by, person_id, made_at) values (1, 1, 1, 'Need.', "
        "'typed', null, 1)"};
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        net_exec(net, sql[i]);
    }
}

static void correction_waits(struct net *net)
{
    notes_stand(net);
    net_exec(net, "insert into note_correction (id, uid, section_id, participant_id, base, body, state, made_at) "
                  "values (1, '" UID "', 1, 1, 1, 'Hope.', 'waiting', 1)");
}

static struct form_sent flows(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    net_exec(net, "delete from note");
    net_exec(net, "delete from note_section");
    net_exec(net, "delete from note_text");
    return sent(net, "", "do=flow");
}

static struct form_sent writes(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    return sent(net, "/sections/new", "do=save&title=What&body=Heat");
}

static struct form_sent changes(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    return sent(net, "/sections/" UID, "do=save&base=1&title=Why+us&body=Need+and+hope.");
}

static struct form_sent takes(struct net *net, int64_t n)
{
    (void)n;
    correction_waits(net);
    return sent(net, "", "do=take&which=" UID);
}

static struct form_sent decides(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    return sent(net, "/decisions/new", "do=save&says=Heat&from=&carried=all");
}

static struct form_sent closes(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    return sent(net, "", "do=close&seen=1");
}

static struct form_sent opens(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    net_exec(net, "insert into note_step (id, note_id, number, step, reason, made_at) values "
                  "(1, 1, 1, 'closed', '', 1)");
    return sent(net, "", "do=open&reason=late");
}

static struct form_sent prints(struct net *net, int64_t n)
{
    (void)n;
    notes_stand(net);
    net_exec(net, "delete from note_pdf");
    net_exec(net, "delete from job");
    return sent(net, "", "do=pdf");
}

static struct form_sent acts(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from action");
    net_exec(net, "delete from action_step");
    struct form_sent form = sent(net, "", "do=save&what=Ask&holder=&who=Mill&decision=&day=2027-03-01");
    form.target = str_format(&net->arena, "%.*s/actions/new", (int)(form.target.n - strlen("/notes")), form.target.s);
    return form;
}

/* Who does it says by the link of a mail how it stands. */
static struct form_sent by_link(struct net *net, const char *typed)
{
    const struct mail_link link = {S(ACTION_LINK), S(UID), NOW + ACTION_LINK_S};
    net_exec(net, "delete from action");
    net_exec(net, "delete from action_step");
    net_exec(net, "insert into action (id, uid, programme_id, what, who, mail, mail_folded, due_on, state, "
                  "nudged_on, late_on, reviewed, made_at) select 1, '" UID "', id, 'Ask', 'Mill', '', '', 20900, "
                  "'open', 0, 0, 0, 1 from programme");
    struct str target = str_join(&net->arena, S("/actions/"), mail_link_make(&net->arena, &net_key, &link));
    return (struct form_sent){target, str_of(typed), S(""), NOW};
}

static struct form_sent is_done(struct net *net, int64_t n)
{
    (void)n;
    return by_link(net, "do=done");
}

static struct form_sent is_moved(struct net *net, int64_t n)
{
    (void)n;
    return by_link(net, "do=moved&day=2027-05-01&why=late");
}

static const struct scenario NOTES[] = {
    {"an action is written", acts, 303, 6, false},
    {"it is done, by the link of a mail", is_done, 303, 4, false},
    {"it has a new day, by the link of a mail", is_moved, 303, 4, false},
    {"a draft is made", flows, 303, 6, false},      {"a section is written", writes, 303, 6, false},
    {"a section is changed", changes, 303, 6, false}, {"a correction is taken", takes, 303, 6, false},
    {"a decision is written", decides, 303, 6, false}, {"notes are closed", closes, 303, 6, false},
    {"a PDF is asked for", prints, 303, 6, false},
    {"notes are opened again", opens, 303, 6, false},
};

static void test_notes(void **state)
{
    struct net net = net_open_programme(state, "two_hours");
    for (size_t i = 0; i < COUNT_OF(NOTES); i++) {
        act_fails(&net, &NOTES[i], i % 2 == 1 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_notes, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of notes", tests, NULL, NULL);
}
