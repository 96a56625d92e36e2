/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** member_fact: what only a member city knows of what the rules of funding ask (an approved plan, money had before, what
** is to be invested): a row a fact, with who said it and when. Of the city's own people; no statement gives it to
** anybody else. It goes MEMBER_FACT_KEPT_S after it was said last, since it may not be so any more, and with the city.
*/
#ifndef STORE_MEMBER_FACT_H
#define STORE_MEMBER_FACT_H

#include "store/member_fact.sql.h"

#define MEMBER_FACT_KEPT_S (2 * 365 * 86400)

#endif
