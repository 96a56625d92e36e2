/* SPDX-License-Identifier: AGPL-3.0-or-later
** dns: text records. */
#include "jobs/dns.h"

#include <netinet/in.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#define ANSWER_MAX 65535

static enum dns_end read_answer(struct arena *arena, const unsigned char *answer, int n,
                                struct str ret_texts[DNS_TEXTS_MAX], size_t *ret_n)
{
    ns_msg message;
    ns_rr row;
    if (ns_initparse(answer, n, &message) != 0) {
        return DNS_UNKNOWN;
    }
    for (int i = 0; i < ns_msg_count(message, ns_s_an) && *ret_n < DNS_TEXTS_MAX; i++) {
        if (ns_parserr(&message, ns_s_an, i, &row) != 0) {
            return DNS_UNKNOWN;
        }
        struct str bytes = {(const char *)ns_rr_rdata(row), ns_rr_rdlen(row)};
        if (ns_rr_type(row) == ns_t_txt && txt_parse(arena, bytes, &ret_texts[*ret_n])) {
            ret_texts[*ret_n] = str_scrub(arena, ret_texts[*ret_n]);
            (*ret_n)++;
        }
    }
    return *ret_n > 0 ? DNS_FOUND : DNS_NO_RECORD;
}

enum dns_end dns_texts(struct arena *arena, struct str name, struct str ret_texts[DNS_TEXTS_MAX], size_t *ret_n)
{
    struct __res_state state;
    unsigned char *answer = arena_alloc(arena, ANSWER_MAX);
    *ret_n = 0;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) {
        return DNS_UNKNOWN;
    }
    state.retrans = DNS_S / 2;
    state.retry = 2;
    int n = res_nquery(&state, str_c(arena, name), ns_c_in, ns_t_txt, answer, ANSWER_MAX);
    int why = state.res_h_errno;
    res_nclose(&state);
    if (n < 0) {
        return why == HOST_NOT_FOUND ? DNS_NO_NAME : why == NO_DATA ? DNS_NO_RECORD : DNS_UNKNOWN;
    }
    return read_answer(arena, answer, n, ret_texts, ret_n);
}
