/* SPDX-License-Identifier: AGPL-3.0-or-later
** mails: words for mails. */
#include "cli/mails.h"

#include "web/mail/mail_web.h"
#include "web/mail/week.h"
#include "web/survey/survey_send.h"

enum fault mails_site(const struct mails *mails, struct db *db, struct arena *arena, struct site *ret_site)
{
    struct setting_site set;
    TRY(setting_site(db, arena, &set));
    bool unset = str_eq(set.base_url, setting_known[SETTING_BASE_URL].otherwise);
    *ret_site = (struct site){
        .name = set.name,
        .base_url = mails->base_url.n > 0 ? mails->base_url : unset && mails->here.n > 0 ? mails->here : set.base_url,
        .operator_mail = set.operator_mail, .mark = set.mark, .colour = set.colour, .version = S(SMALLGIANTS_VERSION),
        .key = mails->key,
    };
    return OK;
}

static enum fault make(void *self, struct arena *arena, struct db *db, const struct q_mail_due_row *mail, int64_t now,
                       struct mime_words *ret_words, struct str *ret_from_name)
{
    struct site *site = arena_new(arena, struct site);
    TRY(mails_site(self, db, arena, site));
    *ret_from_name = site->name;
    return mail_words(arena, db, site, mail, now, ret_words);
}

static enum fault add_due(void *self, struct arena *arena, struct db *db, int64_t now)
{
    const struct mails *mails = self;
    TRY(aims_clock(db, arena, mails->key, now));
    TRY(year_add(db, arena, now));
    TRY(week_add(db, arena, now));
    return news_add(db, arena, now);
}

void mails_init(struct mails *mails, struct str base_url, const struct secret_key *key)
{
    *mails = (struct mails){.base_url = base_url, .here = S(""), .key = key};
    mails->maker = (struct mail_maker){mails, make, add_due};
}
