/* SPDX-License-Identifier: AGPL-3.0-or-later
** provider: adding and removing them. */
#include "store/provider.h"

#include "store/sign_in.sql.h"

bool provider_name_fits(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!is_letter && (c != '-' || i == 0 || i + 1 == name.n)) {
            return false;
        }
    }
    return name.n > 0 && name.n <= PROVIDER_NAME_MAX;
}

enum fault provider_add(struct db *db, struct arena *arena, const struct provider_new *provider, int64_t now)
{
    struct q_provider_same same;
    struct q_provider_count all;
    enum fault fault = q_provider_same(db, arena, provider->name, provider->issuer, &same);
    if (fault != FAULT_NOT_FOUND) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_provider_count(db, arena, &all));
    if (all.n >= PROVIDERS_MAX) {
        return FAULT_TOO_LARGE;
    }
    const struct q_provider_add_in in = {
        .name = provider->name, .title = provider->title, .issuer = provider->issuer, .client = provider->client,
        .secret_file = provider->secret_file, .reach = provider->reach, .mail_domain = provider->mail_domain,
        .added_at = now,
    };
    return q_provider_add(db, &in);
}

enum fault provider_remove(struct db *db, struct arena *arena, struct str name)
{
    struct q_provider_by_name row;
    TRY(q_provider_by_name(db, arena, name, &row));
    TRY(q_sign_in_forget_provider(db, row.id)); /* its number may be given to another one */
    TRY(q_sign_in_unlink_provider(db, row.id));
    return q_provider_remove(db, row.id);
}
