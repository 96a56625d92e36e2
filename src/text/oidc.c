/* SPDX-License-Identifier: AGPL-3.0-or-later
** oidc: questions and answers of the code flow. */
#include "text/oidc.h"

#include "base/base64.h"
#include "text/json.h"
#include "text/signature.h"

struct str oidc_nonce(struct arena *arena, const struct secret_key *key, struct str uid)
{
    return secret_sign(arena, key, "oidc-nonce", uid);
}

/* 43 letters, as few as RFC 7636, 4.1 allows: 256 bits. */
static struct str verifier_of(struct arena *arena, const struct secret_key *key, struct str uid)
{
    return secret_sign(arena, key, "oidc-verifier", uid);
}

bool oidc_authorization_url(struct arena *arena, const struct secret_key *key, struct str authorization,
                            const struct oidc_attempt *attempt, struct url *ret_url)
{
    struct url url;
    struct str verifier = verifier_of(arena, key, attempt->uid);
    const struct { const char *name; struct str value; } fields[] = {
        {"response_type", S("code")},
        {"client_id", attempt->client},
        {"redirect_uri", attempt->back},
        {"scope", S("openid email profile")},
        {"state", attempt->uid},
        {"nonce", oidc_nonce(arena, key, attempt->uid)},
        {"code_challenge", base64url_put(arena, signature_digest(arena, verifier))},
        {"code_challenge_method", S("S256")},
    };
    if (!url_external(arena, authorization, &url)) {
        return false;
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        url = url_add(arena, url, fields[i].name, fields[i].value);
    }
    *ret_url = url;
    return true;
}

static struct str field(struct arena *arena, const char *name, struct str value)
{
    return str_format(arena, "&%s=%.*s", name, STR_ARG(url_encode(arena, value)));
}

struct str oidc_token_form(struct arena *arena, const struct secret_key *key, const struct oidc_attempt *attempt,
                           struct str code, struct str secret)
{
    struct str form = S("grant_type=authorization_code");
    form = str_join(arena, form, field(arena, "code", code));
    form = str_join(arena, form, field(arena, "redirect_uri", attempt->back));
    form = str_join(arena, form, field(arena, "client_id", attempt->client));
    form = str_join(arena, form, field(arena, "code_verifier", verifier_of(arena, key, attempt->uid)));
    return secret.n > 0 ? str_join(arena, form, field(arena, "client_secret", secret)) : form;
}

static struct str member(struct arena *arena, struct str answer, const char *name)
{
    struct json_value *root = NULL;
    struct str error;
    if (!str_is_utf8(answer) || json_parse(arena, answer, &root, &error) != OK) {
        return (struct str){0};
    }
    struct str text = json_text(json_get(root, name));
    text = text.s != NULL ? str_copy(arena, text) : text;
    json_free(root);
    return text;
}

struct str oidc_token_of(struct arena *arena, struct str answer)
{
    return member(arena, answer, "id_token");
}

struct str oidc_error_of(struct arena *arena, struct str answer)
{
    return member(arena, answer, "error");
}
