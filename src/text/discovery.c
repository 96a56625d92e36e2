/* SPDX-License-Identifier: AGPL-3.0-or-later
** discovery: a JSON object and what it must hold. */
#include "text/discovery.h"

#include "base/check.h"
#include "base/fault.h"
#include "text/json.h"
#include "text/signature.h"

static void json_free_at(struct json_value **root)
{
    json_free(*root);
}

struct str discovery_url(struct arena *arena, struct str issuer)
{
    struct str base = str_ends(issuer, S("/")) ? str_sub(issuer, 0, issuer.n - 1) : issuer;
    return str_join(arena, base, S("/.well-known/openid-configuration"));
}

static bool lists(const struct json_value *root, const char *name, struct str text)
{
    const struct json_value *list = json_get(root, name);
    for (size_t i = 0; i < json_count(list); i++) {
        if (str_eq(json_text(json_at(list, i)), text)) {
            return true;
        }
    }
    return false;
}

/* What is not said has the default of the standard, which all can do, or is left to be seen. */
static bool lists_or_says_nothing(const struct json_value *root, const char *name, struct str text)
{
    return json_get(root, name) == NULL || lists(root, name, text);
}

static bool signs_in_a_way(const struct json_value *root)
{
    const struct json_value *list = json_get(root, "id_token_signing_alg_values_supported");
    for (size_t i = 0; i < json_count(list); i++) {
        if (signature_way_of(json_text(json_at(list, i))) != SIGNATURE_NONE) {
            return true;
        }
    }
    return list == NULL;
}

static enum discovery_wrong abilities_look(const struct json_value *root)
{
    if (!lists_or_says_nothing(root, "response_types_supported", S("code"))) {
        return DISCOVERY_CODE;
    }
    if (!lists_or_says_nothing(root, "code_challenge_methods_supported", S("S256"))) {
        return DISCOVERY_CHALLENGE;
    }
    return signs_in_a_way(root) ? DISCOVERY_FITS : DISCOVERY_WAY;
}

static struct str text_at(struct arena *arena, const struct json_value *root, const char *name)
{
    return str_copy(arena, json_text(json_get(root, name)));
}

static enum discovery_wrong look(struct arena *arena, const struct json_value *root, struct str issuer,
                                 struct discovery *ret_discovery)
{
    static const char auth[] = "token_endpoint_auth_methods_supported";
    if (!str_eq(json_text(json_get(root, "issuer")), issuer)) {
        return DISCOVERY_ISSUER;
    }
    const struct discovery found = {
        .authorization = text_at(arena, root, "authorization_endpoint"),
        .token = text_at(arena, root, "token_endpoint"),
        .keys = text_at(arena, root, "jwks_uri"),
        .takes_basic = lists_or_says_nothing(root, auth, S("client_secret_basic")),
        .says_issuer = json_is_yes(json_get(root, "authorization_response_iss_parameter_supported")),
    };
    if (found.authorization.n == 0 || found.token.n == 0 || found.keys.n == 0) {
        return DISCOVERY_ADDRESSES;
    }
    if (!found.takes_basic && !lists(root, auth, S("client_secret_post"))) {
        return DISCOVERY_CLIENT;
    }
    enum discovery_wrong wrong = abilities_look(root);
    if (wrong == DISCOVERY_FITS) {
        *ret_discovery = found;
    }
    return wrong;
}

enum discovery_wrong discovery_parse(struct arena *arena, struct str text, struct str issuer,
                                     struct discovery *ret_discovery)
{
    struct json_value *root CLEANUP(json_free_at) = NULL;
    struct str error;
    check(issuer.n > 0);
    if (!str_is_utf8(text) || json_parse(arena, text, &root, &error) != OK) {
        return DISCOVERY_MALFORMED;
    }
    return look(arena, root, issuer, ret_discovery);
}

struct str discovery_wrong_name(enum discovery_wrong wrong)
{
    static const struct str names[DISCOVERY__MAX] = {
        [DISCOVERY_FITS] = S_INIT("all fits"),
        [DISCOVERY_MALFORMED] = S_INIT("its answer is no JSON"),
        [DISCOVERY_ISSUER] = S_INIT("it says that it is another issuer; write the issuer exactly as it does"),
        [DISCOVERY_ADDRESSES] = S_INIT("it does not say all of its addresses"),
        [DISCOVERY_CODE] = S_INIT("it gives no codes (response type \"code\")"),
        [DISCOVERY_CHALLENGE] = S_INIT("it cannot do PKCE with S256"),
        [DISCOVERY_WAY] = S_INIT("it signs neither with RS256, PS256, ES256 nor EdDSA"),
        [DISCOVERY_CLIENT] = S_INIT("it takes no client secret"),
    };
    check(wrong < DISCOVERY__MAX);
    return names[wrong];
}
