/* SPDX-License-Identifier: AGPL-3.0-or-later
** evidence: the parts of the verb `evidence`. Each returns the exit status. */
#ifndef CLI_EVIDENCE_H
#define CLI_EVIDENCE_H

#include "cli/cli.h"

/* evidence_correct.c: corrections by hand */
int evidence_correct(struct cli *cli);
int evidence_withdraw(struct cli *cli);
int evidence_list_corrections(struct cli *cli);

#endif
