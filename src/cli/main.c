/* SPDX-License-Identifier: AGPL-3.0-or-later
** main: the verbs of the program, in the order of its help. */
#include "base/check.h"
#include "cli/cli.h"

static const struct verb *const VERBS[] = {
    &verb_city,
    &verb_match,
    &verb_fits,
    &verb_search,
    &verb_calls,
    &verb_serve,
    &verb_migrate,
    &verb_demo,
    &verb_import,
    &verb_jobs,
    &verb_evidence,
    &verb_setting,
    &verb_set_up,
    &verb_remarks,
    &verb_survey,
    &verb_programme,
    &verb_mail,
    &verb_person,
    &verb_member,
    &verb_handover,
    &verb_log,
    &verb_privacy,
    &verb_provider,
    &verb_check,
    &verb_backup,
    &verb_restore,
    &verb_copy,
    &verb_routes,
    &verb_rights,
    &verb_seat,
    &verb_roadmap,
};

int main(int argc, char **argv)
{
    return cli_main(VERBS, COUNT_OF(VERBS), argc, argv);
}
