/* SPDX-License-Identifier: AGPL-3.0-or-later
** The forms of the survey before a leadership programme, each with each call of the database failing in turn: whole or
** not at all, a clear answer, and the same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/programme.h"
#include "store/survey.h"
#include "text/url.h"
#include "web/link/link.h"
#include "web/survey/survey_web.h"

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    return net_sent_programme(net, str_c(&net->arena, str_format(&net->arena, "/survey%s", page)), typed);
}

static void none_stands(struct net *net)
{
    net_exec(net, "delete from mail");
    net_exec(net, "delete from survey_answered");
    net_exec(net, "delete from survey_total");
    net_exec(net, "delete from survey_answer");
    net_exec(net, "delete from survey");
    net_exec(net, "delete from participant");
    net_exec(net, "delete from programme_stage where number > 1");
}

/* The six ready questions, and one who takes part. */
static void one_stands(struct net *net)
{
    struct survey ready;
    struct str uid;
    none_stands(net);
    survey_ready(&net->arena, S("en de"), S("Leaders"), &ready);
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(survey_begin(net->write, &net->arena, 1, S(SURVEY_BEFORE),
                                  survey_structure(&net->arena, &ready, NULL), NOW, &uid), OK);
    assert_int_equal(db_commit(net->write), OK);
    net_exec(net, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
                  "mail_folded, language, came_by, made_at) values (1, 'dddddddddddddddddddddddddddddddd', 1, 'Ada', "
                  "'Ada', '', '', '', 'ada@vale.example', 'ada@vale.example', 'en', 'invited', 1)");
}

static void one_is_open(struct net *net)
{
    one_stands(net);
    net_exec(net, "update survey set opened_at = 1, named = 0");
}

static struct form_sent begins(struct net *net, int64_t n)
{
    (void)n;
    none_stands(net);
    return sent(net, "", "do=make");
}

static struct form_sent opens(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    return sent(net, "", "do=open&named=no&aims=1");
}

static struct form_sent asks(struct net *net, int64_t n)
{
    (void)n;
    one_is_open(net);
    return sent(net, "", "do=ask");
}

static struct form_sent reminds(struct net *net, int64_t n)
{
    (void)n;
    one_is_open(net);
    net_exec(net, "insert into survey_answered (survey_id, participant_id, answered) select id, 1, 0 from survey");
    return sent(net, "", "do=remind");
}

static struct form_sent closes(struct net *net, int64_t n)
{
    (void)n;
    one_is_open(net);
    return sent(net, "", "do=close");
}

static struct form_sent opens_again(struct net *net, int64_t n)
{
    (void)n;
    one_is_open(net);
    net_exec(net, "update survey set closed_at = 2");
    return sent(net, "", "do=again");
}

static struct form_sent moves_section(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    return sent(net, "", "do=section_up&section=1&seen=1");
}

static struct form_sent adds(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    return sent(net, "/questions/new", "do=save&title=Why&kind=text&seen=1");
}

static struct form_sent removes(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    return sent(net, "/questions/works", "do=remove&title=x&kind=text&seen=1");
}

/* As a browser sends it: name and value behind what is there. */
static struct str typed_with(struct net *net, const char *typed, const char *name, struct str value)
{
    struct str whole = url_add(&net->arena, (struct url){S("/")}, name, value).text;
    return str_format(&net->arena, "%s&%.*s", typed, STR_ARG(str_from(whole, 2)));
}

/* A structure of LimeSurvey that was looked at. */
static struct form_sent brings(struct net *net, int64_t n)
{
    (void)n;
    struct survey ready;
    none_stands(net);
    survey_ready(&net->arena, S("en"), S("Leaders"), &ready);
    struct str file = survey_structure(&net->arena, &ready, NULL);
    struct form_sent form = sent(net, "/import", "");
    struct str seen = str_format(&net->arena, "%016llx-0", (unsigned long long)str_hash(str_trim(file)));
    form.typed = typed_with(net, str_c(&net->arena, typed_with(net, "do=keep", "seen", seen)), "rows", file);
    return form;
}

/* Three of three said the same, with names. */
static struct form_sent proposes(struct net *net, const char *typed)
{
    one_stands(net);
    net_exec(net, "delete from wall_card");
    net_exec(net, "delete from programme_block where title like 'What stands%'");
    net_exec(net, "update survey set opened_at = 1, named = 1");
    net_exec(net, "insert into survey_total (survey_id, sector, code, row_code, value, n, next, shown) "
                  "select id, '', 'hinders', '', '', 3, 3, 3 from survey");
    net_exec(net, "insert into survey_total (survey_id, sector, code, row_code, value, n, next, shown) "
                  "select id, '', 'hinders', '', 'money', 3, 3, 3 from survey");
    struct form_sent form = sent(net, "/results", "");
    form.typed = typed_with(net, typed, "proposal", S("3 of 3 said “Money”: What stands in our way most?"));
    return form;
}

static struct form_sent hangs(struct net *net, int64_t n)
{
    (void)n;
    return proposes(net, "do=wall");
}

static struct form_sent puts_on_agenda(struct net *net, int64_t n)
{
    (void)n;
    return proposes(net, "do=agenda");
}

/* By the link of a mail. */
static struct form_sent by_link(struct net *net, const char *page, struct str typed)
{
    const struct str subject = S("dddddddddddddddddddddddddddddddd-eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
    const struct mail_link link = {S(SURVEY_LINK), subject, NOW + 86400};
    struct str target = str_format(&net->arena, "/surveys/%.*s%s",
                                   STR_ARG(mail_link_make(&net->arena, &net_key, &link)), page);
    net_exec(net, "insert into survey_answered (survey_id, participant_id, answered) select id, 1, 0 from survey");
    return (struct form_sent){target, typed, S(""), NOW};
}

static struct form_sent answers(struct net *net, int64_t n)
{
    (void)n;
    one_is_open(net);
    struct str seen = str_format(&net->arena, "%016llx", (unsigned long long)str_hash(S("")));
    return by_link(net, "/1", typed_with(net, "do=next&q.shared=4&q.hinders=money", "seen", seen));
}

static const struct scenario SURVEY[] = {
    {"it is made", begins, 303, 6, false},
    {"it is opened, and who takes part is asked", opens, 303, 6, false},
    {"who came later is asked", asks, 303, 6, false},
    {"who has not answered is reminded", reminds, 303, 6, false},
    {"it is closed", closes, 303, 6, false},
    {"it is opened again", opens_again, 303, 6, false},
    {"a section is moved", moves_section, 303, 6, false},
    {"a question is added", adds, 303, 6, false},
    {"a question is taken out", removes, 303, 6, false},
    {"a structure of LimeSurvey becomes the survey", brings, 303, 6, false},
    {"a sentence of its results is hung on the wall", hangs, 303, 6, false},
    {"a sentence of its results becomes a block of the agenda", puts_on_agenda, 303, 6, false},
    {"a page is answered by the link of a mail", answers, 303, 6, false},
};

static void test_survey(void **state)
{
    struct net net = net_open_programme(state, "two_hours");
    for (size_t i = 0; i < COUNT_OF(SURVEY); i++) {
        act_fails(&net, &SURVEY[i], i % 2 == 1 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_survey, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of a survey", tests, NULL, NULL);
}
