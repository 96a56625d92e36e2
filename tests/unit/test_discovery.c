/* SPDX-License-Identifier: AGPL-3.0-or-later
** discovery: what a provider must say of itself, and what it must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "text/discovery.h"

#define ISSUER "https://id.example.org/city"
#define ADDRESSES                                                                                             \
    "\"authorization_endpoint\":\"https://id.example.org/a\",\"token_endpoint\":\"https://id.example.org/t\"," \
    "\"jwks_uri\":\"https://id.example.org/k\""
#define WHOLE "{\"issuer\":\"" ISSUER "\"," ADDRESSES "%s%s}"

static enum discovery_wrong read(struct arena *arena, const char *text, struct discovery *discovery)
{
    *discovery = (struct discovery){.token = S("untouched")};
    enum discovery_wrong wrong = discovery_parse(arena, str_of(text), S(ISSUER), discovery);
    assert_int_equal(wrong == DISCOVERY_FITS, !str_eq(discovery->token, S("untouched")));
    assert_true(discovery_wrong_name(wrong).n > 0);
    return wrong;
}

static enum discovery_wrong with(struct arena *arena, const char *more, struct discovery *discovery)
{
    return read(arena, str_c(arena, str_format(arena, WHOLE, *more != '\0' ? "," : "", more)), discovery);
}

static void what_is_needed_is_read_and_the_rest_has_its_defaults(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    struct discovery found;
    assert_int_equal(with(&arena, "", &found), DISCOVERY_FITS);
    assert_true(str_eq(found.authorization, S("https://id.example.org/a")));
    assert_true(str_eq(found.token, S("https://id.example.org/t")));
    assert_true(str_eq(found.keys, S("https://id.example.org/k")));
    assert_true(found.takes_basic);
    assert_false(found.says_issuer);
    assert_int_equal(with(&arena, "\"authorization_response_iss_parameter_supported\":true,"
                                  "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]", &found),
                     DISCOVERY_FITS);
    assert_true(found.says_issuer);
    assert_false(found.takes_basic);
}

static void another_issuer_is_never_taken(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    static const char *others[] = {"https://id.example.org/city/", "https://id.example.org",
                                   "https://ID.example.org/city", "http://id.example.org/city", ""};
    struct discovery found;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct str text = str_format(&arena, "{\"issuer\":\"%s\"," ADDRESSES "}", others[i]);
        assert_int_equal(read(&arena, str_c(&arena, text), &found), DISCOVERY_ISSUER);
    }
    assert_int_equal(read(&arena, "{" ADDRESSES "}", &found), DISCOVERY_ISSUER);
    assert_int_equal(read(&arena, "[]", &found), DISCOVERY_ISSUER);
    assert_int_equal(read(&arena, "{\"issuer\":[\"" ISSUER "\"]," ADDRESSES "}", &found), DISCOVERY_ISSUER);
}

static void what_it_cannot_do_is_named(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    struct discovery found;
    assert_int_equal(read(&arena, "<html>", &found), DISCOVERY_MALFORMED);
    assert_int_equal(read(&arena, "", &found), DISCOVERY_MALFORMED);
    assert_int_equal(read(&arena, "{\"issuer\":\"" ISSUER "\"}", &found), DISCOVERY_ADDRESSES);
    assert_int_equal(with(&arena, "\"response_types_supported\":[\"id_token\"]", &found), DISCOVERY_CODE);
    assert_int_equal(with(&arena, "\"code_challenge_methods_supported\":[\"plain\"]", &found), DISCOVERY_CHALLENGE);
    assert_int_equal(with(&arena, "\"id_token_signing_alg_values_supported\":[\"HS256\",\"none\"]", &found),
                     DISCOVERY_WAY);
    assert_int_equal(with(&arena, "\"id_token_signing_alg_values_supported\":[\"HS256\",\"ES256\"]", &found),
                     DISCOVERY_FITS);
    assert_int_equal(with(&arena, "\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]", &found),
                     DISCOVERY_CLIENT);
}

static void its_address_is_made_of_the_issuer(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    struct str url = S(ISSUER "/.well-known/openid-configuration");
    assert_true(str_eq(discovery_url(&arena, S(ISSUER)), url));
    assert_true(str_eq(discovery_url(&arena, S(ISSUER "/")), url));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_needed_is_read_and_the_rest_has_its_defaults),
        cmocka_unit_test(another_issuer_is_never_taken),
        cmocka_unit_test(what_it_cannot_do_is_named),
        cmocka_unit_test(its_address_is_made_of_the_issuer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
