/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as the small texts that are kept or given by hand: fields of a job or a mail, a line of the list of
** erasures, a head of the log, the order of an import, the value of each setting. */
#include <string.h>

#include "base/fields.h"
#include "fuzz.h"
#include "store/erasure.h"
#include "store/import_order.h"
#include "store/setting.h"
#include "store/trust_log.h"

static void check_fields(struct arena *arena, struct str text)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, FUZZ_ARENA_MAX);
    for (size_t i = 0; fields_get_nth(arena, text, "file", i).s != NULL; i++) {
        check(i <= text.n);
    }
    (void)fields_int(text, "as_of");
    fields_put(&buf, "file", S("first"));
    fields_put(&buf, "file", text);
    check(str_is_utf8(buf_str(&buf)) && str_eq(fields_get_nth(arena, buf_str(&buf), "file", 1), text));
    check(fields_get_nth(arena, buf_str(&buf), "file", 2).s == NULL);
}

static void check_order(struct arena *arena, struct str text)
{
    struct import_order order;
    if (import_order_read(arena, S("import-gcom"), text, &order) == OK) {
        check(order.files_n > 0 && order.files_n <= IMPORT_PATHS_MAX + 1 && str_eq(order.what, S("gcom")));
    }
}

static void check_settings(struct str text)
{
    for (int i = 0; i < SETTING__MAX; i++) {
        const char *wrong = setting_judge((enum setting_name)i, text);
        check(wrong != NULL || (str_is_utf8(text) && !memchr(text.s, 0, text.n)));
    }
    bool is_mail = setting_judge(SETTING_MAIL_SENDER, text) == NULL;
    check(!is_mail || (!memchr(text.s, '\n', text.n) && !memchr(text.s, ' ', text.n)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text = fuzz_text(bytes, n);
    struct q_erasure_list row;
    struct log_head head;
    check_fields(&arena, text);
    check_order(&arena, text);
    check_settings(text);
    if (erasure_parse(text, &row)) {
        check(row.uid.n == ERASURE_UID_LETTERS && row.kind.n == 6);
    }
    check(!trust_log_head_parse(text, &head) || (head.number >= 0 && head.chain.n == 64));
    return 0;
}
