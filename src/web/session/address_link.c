/* SPDX-License-Identifier: AGPL-3.0-or-later
** address_link: "person rev since from to", sealed; an address has no blank, so each part ends at the next one. */
#include "web/session/address_link.h"

#include <inttypes.h>

#include "base/scan.h"

#define ABOUT_CONFIRM S("new mail address of a person")
#define ABOUT_BACK S("old mail address of a person")

static struct str seal(struct arena *arena, const struct secret_key *key, struct str about,
                       const struct address_link *link)
{
    return secret_seal(arena, key, about,
                       str_format(arena, "%" PRId64 " %" PRId64 " %" PRId64 " %.*s %.*s", link->person, link->rev,
                                  link->since, STR_ARG(link->from), STR_ARG(link->to)));
}

struct str address_link_confirm(struct arena *arena, const struct secret_key *key, const struct address_link *link)
{
    return seal(arena, key, ABOUT_CONFIRM, link);
}

struct str address_link_back(struct arena *arena, const struct secret_key *key, const struct address_link *link)
{
    return seal(arena, key, ABOUT_BACK, link);
}

/* As every address is: it has neither blanks nor control characters. */
static bool is_plain(struct str address)
{
    for (size_t i = 0; i < address.n; i++) {
        if ((unsigned char)address.s[i] <= ' ') {
            return false;
        }
    }
    return true;
}

static bool parse(struct str text, struct address_link *ret_link)
{
    struct address_link link;
    struct str rest = text;
    if (!parse_int(str_cut(rest, ' ', &rest), 1, INT64_MAX, &link.person) ||
        !parse_int(str_cut(rest, ' ', &rest), 0, INT64_MAX, &link.rev) ||
        !parse_int(str_cut(rest, ' ', &rest), 0, INT64_MAX, &link.since)) {
        return false;
    }
    link.from = str_cut(rest, ' ', &link.to);
    if (link.to.n == 0 || !is_plain(link.from) || !is_plain(link.to)) {
        return false;
    }
    *ret_link = link;
    return true;
}

static bool opens(struct arena *arena, const struct secret_key *key, struct str about, struct str sealed,
                  struct address_link *ret_link)
{
    struct str text;
    return key != NULL && sealed.n <= ADDRESS_SEALED_MAX && secret_open(arena, key, about, sealed, &text) == OK &&
           parse(text, ret_link);
}

bool address_link_opens_confirm(struct arena *arena, const struct secret_key *key, struct str sealed,
                                struct address_link *ret_link)
{
    return opens(arena, key, ABOUT_CONFIRM, sealed, ret_link);
}

bool address_link_opens_back(struct arena *arena, const struct secret_key *key, struct str sealed,
                             struct address_link *ret_link)
{
    return opens(arena, key, ABOUT_BACK, sealed, ret_link);
}
