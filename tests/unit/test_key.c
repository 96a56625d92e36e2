/* SPDX-License-Identifier: AGPL-3.0-or-later
** The key file: made once, for its owner alone, and refused rather than replaced when something is wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "cli/key.h"

#define MAKERS 8

static struct arena arena;
static char folder[] = "/tmp/test_key.XXXXXX";

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    unsetenv("SMALLGIANTS_KEY");
    unsetenv("STATE_DIRECTORY");
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    char line[sizeof folder + 16];
    (void)state;
    arena_done(&arena);
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

static const char *path_of(const char *name)
{
    return str_c(&arena, str_format(&arena, "%s/%s", folder, name));
}

static struct cli line_for(const char *db, const char *key)
{
    static const struct cli_option option = {"--key", "FILE", ""};
    struct cli cli = {.arena = &arena, .db_url = str_of(db)};
    if (key != NULL) {
        cli.given[0].option = &option;
        cli.given[0].value = str_of(key);
        cli.given_count = 1;
    }
    return cli;
}

struct got {
    enum fault fault;
    struct secret_key key;
    struct str made;
    struct str why;
};

static struct got get(const char *db, const char *key)
{
    struct cli cli = line_for(db, key);
    struct got got = {.made = S(""), .why = S("")};
    got.fault = key_get(&cli, &got.key, &got.made, &got.why);
    return got;
}

static bool is_same(struct got a, struct got b)
{
    return memcmp(a.key.bytes, b.key.bytes, sizeof a.key.bytes) == 0;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void test_it_is_made_once_beside_the_database(void **state)
{
    (void)state;
    struct stat about;
    const char *url = str_c(&arena, str_format(&arena, "sqlite:%s/net.db", folder));
    struct got first = get(url, NULL);
    assert_int_equal(first.fault, OK);
    assert_true(str_eq(first.made, str_of(path_of("net.key"))));
    assert_int_equal(stat(path_of("net.key"), &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    struct got second = get(url, NULL);
    assert_int_equal(second.fault, OK);
    assert_int_equal(second.made.n, 0);
    assert_true(is_same(first, second));
    assert_false(is_same(first, get("sqlite:x", path_of("other.key")))); /* each network has its own */
}

static void test_where_it_is_can_be_said(void **state)
{
    (void)state;
    struct got said = get("postgres://a@b/c", path_of("said.key"));
    assert_int_equal(said.fault, OK);
    setenv("SMALLGIANTS_KEY", path_of("said.key"), 1);
    assert_true(is_same(said, get("postgres://a@b/c", NULL)));
    assert_false(is_same(said, get("postgres://a@b/c", path_of("line.key")))); /* the line wins */
    unsetenv("SMALLGIANTS_KEY");
    setenv("STATE_DIRECTORY", folder, 1);
    assert_true(str_eq(get("postgres://a@b/c", NULL).made, str_of(path_of("smallgiants.key"))));
    unsetenv("STATE_DIRECTORY");
    struct got nowhere = get("postgres://a@b/c", NULL);
    assert_int_equal(nowhere.fault, FAULT_INVALID);
    assert_true(str_starts(nowhere.why, S("say with --key FILE where")));
}

static void test_one_that_others_may_read_is_refused(void **state)
{
    (void)state;
    const char *path = path_of("open.key");
    assert_int_equal(get("x", path).fault, OK);
    static const mode_t MODES[] = {0640, 0604, 0620, 0602, 0610, 0601};
    for (size_t i = 0; i < COUNT_OF(MODES); i++) {
        assert_int_equal(chmod(path, MODES[i]), 0);
        struct got got = get("x", path);
        assert_int_equal(got.fault, FAULT_DENIED);
        assert_true(str_contains(got.why, str_format(&arena, "`chmod 600 %s`", path)));
    }
    assert_int_equal(chmod(path, 0400), 0);
    assert_int_equal(get("x", path).fault, OK);
}

/* Never made anew over one that is there: what it signed would be lost without a word. */
static void test_a_damaged_one_is_refused_and_kept(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "", "x", "smallgiants-key-1 ",
        "smallgiants-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddee",
        "smallgiants-key-2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        "smallgiants-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeefg",
        "smallgiants-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff and what stands behind it, "
        "so that the file is far longer than any key",
    };
    const char *path = path_of("damaged.key");
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        struct stat about;
        write_file(path, TEXTS[i], 0600);
        struct got got = get("x", path);
        assert_int_equal(got.fault, FAULT_DAMAGED);
        assert_true(str_contains(got.why, S("is damaged: put your copy of it back")));
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_size, strlen(TEXTS[i]));
    }
    write_file(path, "smallgiants-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n", 0600);
    assert_int_equal(get("x", path).fault, OK);
}

static void test_where_none_can_be_it_says_so(void **state)
{
    (void)state;
    assert_int_equal(get("x", path_of("none/such.key")).fault, FAULT_IO);
    struct got got = get("x", folder);
    assert_int_equal(got.fault, FAULT_IO);
    assert_true(str_ends(got.why, S("is no file")));
}

/* Servers that start at once come to one key. */
static void test_makers_at_once_have_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < MAKERS; i++) {
        if (fork() == 0) {
            struct got got = get("x", path_of("race.key"));
            FILE *file = fopen(path_of(str_c(&arena, str_format(&arena, "race.%d", i))), "w");
            bool kept = fwrite(got.key.bytes, sizeof got.key.bytes, 1, file) == 1 && fclose(file) == 0;
            _exit(got.fault == OK && kept ? 0 : 1);
        }
    }
    for (int i = 0; i < MAKERS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    struct got mine = get("x", path_of("race.key"));
    for (int i = 0; i < MAKERS; i++) {
        struct got theirs;
        FILE *file = fopen(path_of(str_c(&arena, str_format(&arena, "race.%d", i))), "r");
        assert_int_equal(fread(theirs.key.bytes, sizeof theirs.key.bytes, 1, file), 1);
        fclose(file);
        assert_true(is_same(mine, theirs));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_made_once_beside_the_database),
        cmocka_unit_test(test_where_it_is_can_be_said),
        cmocka_unit_test(test_one_that_others_may_read_is_refused),
        cmocka_unit_test(test_a_damaged_one_is_refused_and_kept),
        cmocka_unit_test(test_where_none_can_be_it_says_so),
        cmocka_unit_test(test_makers_at_once_have_the_same),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
