/* SPDX-License-Identifier: AGPL-3.0-or-later
** Beginning an assessment, adding people, closing a round, beginning the next one, writing down what was agreed, and an
** answer of who rates, each with each call of the database failing in turn: whole or not at all, a clear answer, and
** the same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/assessment.h"

#define ONE "dddddddddddddddddddddddddddddddd"

/* Ann acts for a member city that has an assessment. */
static struct net open_city(void **state)
{
    struct net net = net_open_city(state);
    struct str uid;
    assert_int_equal(db_begin(net.write), OK);
    const struct assessment_new new = {.member_id = net.city_id, .name = S("How far?"), .framework = S("sgm-1"),
                                       .is_short = true};
    assert_int_equal(assessment_begin(net.write, &net.arena, &new, NOW, &uid), OK);
    assert_int_equal(db_commit(net.write), OK);
    net_exec(&net, "update assessment set uid = '" ONE "'");
    return net;
}

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    struct str target = str_format(&net->arena, "/member-cities/%.*s/assessments%s", STR_ARG(net->city), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, false, NOW), NOW};
}

static void one_round(struct net *net, bool closed)
{
    net_exec(net, "delete from assessment_round where number > 1");
    net_exec(net, "delete from assessment_rater");
    net_exec(net, "delete from assessment_level");
    net_exec(net, "delete from rating");
    net_exec(net, "delete from rating_confirmed");
    net_exec(net, "delete from assessment_sharing");
    net_exec(net, "delete from assessment_share");
    net_exec(net, "update assessment_round set told_raters = null, told_ratings = null, hides = 0");
    net_exec(net, "insert into assessment_rater (id, uid, round_id, name, sector, made_at) "
                  "values (1, 'r1', 1, 'Ann', '', 1)");
    net_exec(net, closed ? "update assessment_round set closed_at = 1"
                         : "update assessment_round set closed_at = null");
}

static struct form_sent begins(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from assessment where uid <> '" ONE "'");
    return sent(net, "/new", "do=begin&name=Again&form=full");
}

static struct form_sent adds(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, false);
    return sent(net, "/" ONE, "do=add&names=Bo%3B+public%0D%0ACem");
}

static struct form_sent closes(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, false);
    return sent(net, "/" ONE, "do=close");
}

static struct form_sent again(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, true);
    return sent(net, "/" ONE, "do=again");
}

static struct form_sent agrees(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, true);
    return sent(net, "/" ONE "/criteria/1", "do=save&level=3&because=So&target=4");
}

static struct form_sent takes_out(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, false);
    return sent(net, "/" ONE, "do=out&rater=r1");
}

static struct form_sent brings_in(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from framework_matrix");
    struct form_sent form = sent(net, "", "do=add&holder=We&title=Ours&body=dimension_id%2Cdimension%2Ccriterion_id%2C"
                                          "criterion%2Clevel%2Clevel_name%2Cdescriptor%0D%0Aa%2CA%2Cb%2CB%2C1%2CL%2C"
                                          "%0D%0Aa%2CA%2Cb%2CB%2C2%2CH%2C");
    form.target = str_format(&net->arena, "/member-cities/%.*s/matrices", STR_ARG(net->city));
    return form;
}

static struct form_sent confirms(struct net *net, int64_t n)
{
    (void)n;
    one_round(net, true);
    net_exec(net, "update assessment_rater set name = 'Eve'"); /* Ann would not confirm her own */
    for (int i = 2; i <= 6; i++) {
        struct str sql = str_format(&net->arena,
                                    "insert into assessment_rater (id, uid, round_id, name, sector, made_at)"
                                    " values (%d, 'r%d', 1, 'N%d', '', 1)", i, i, i);
        net_exec(net, str_c(&net->arena, sql));
    }
    net_exec(net, "insert into rating (rater_id, criterion, answer, level, because)"
                  " select id, 'VIS-1', 'level', 5, 'So it is' from assessment_rater");
    return sent(net, "/" ONE "/evidence", "do=confirm&criterion=1&level=5&quote=So+it+is");
}

static struct form_sent shares(struct net *net, int64_t n)
{
    (void)confirms(net, n); /* six who have answered */
    return sent(net, "/" ONE, "do=share");
}

static const struct scenario ASSESSMENTS[] = {
    {"a sentence is confirmed", confirms, 303, 6, false}, {"levels are shared", shares, 303, 6, false},
    {"an assessment begins", begins, 303, 6, false},     {"people are added", adds, 303, 6, false},
    {"a round is closed", closes, 303, 6, false},        {"the next round begins", again, 303, 6, false},
    {"a level is agreed on", agrees, 303, 6, false},     {"somebody is taken out", takes_out, 303, 6, false},
    {"a matrix is brought in", brings_in, 303, 6, false},
};

static void test_assessments(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(ASSESSMENTS); i++) {
        act_fails(&net, &ASSESSMENTS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_assessments, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of assessments", tests, NULL, NULL);
}
