/* SPDX-License-Identifier: AGPL-3.0-or-later
** smtp: what the mail server says, and what that means for a mail. */
#include "jobs/smtp.h"

#include "base/check.h"
#include "jobs/peer.h"

struct smtp {
    struct smtp_server server;
    struct peer *peer;
};

static struct str host_of(struct str url)
{
    struct str none;
    struct str rest = str_from(url, str_find(url, S("://")) + 3);
    rest = str_cut(rest, '/', &none);
    return str_starts(rest, S("[")) ? str_cut(str_from(rest, 1), ']', &none) : str_cut(rest, ':', &none);
}

/* What stays on this machine needs no TLS: nobody else can hear it, and certificates for that are rarely in order. */
static bool is_here(struct str url)
{
    struct str host = host_of(url);
    return str_eq(host, S("127.0.0.1")) || str_eq(host, S("::1")) || str_eq_nocase(host, S("localhost"));
}

struct smtp *smtp_open(const struct smtp_server *server)
{
    struct smtp *smtp = mem_alloc(sizeof *smtp);
    *smtp = (struct smtp){*server, peer_open()};
    return smtp;
}

void smtp_close(struct smtp *smtp)
{
    peer_close(smtp->peer);
    mem_free(smtp);
}

/* RFC 3463 behind the code: "550 5.7.1 ..."; a rule of theirs, not a mailbox that is not there. 552 and 5.2.2: full. */
static bool is_about_the_mailbox(const struct peer_out *out)
{
    struct str status = str_from(out->line, 4);
    return out->code != 552 && !str_starts(status, S("5.7.")) && !str_starts(status, S("5.2.2"));
}

static enum smtp_end judge(const struct peer_out *out)
{
    switch (out->end) {
    case PEER_OK:
        return SMTP_TAKEN;
    case PEER_AWAY:
        return SMTP_AWAY;
    case PEER_NOT_TRUSTED:
        return SMTP_NOT_TRUSTED;
    case PEER_NOT_LET_IN:
        return SMTP_NOT_LET_IN;
    case PEER_REFUSED_TO:
        return out->code < 500 ? SMTP_LATER : is_about_the_mailbox(out) ? SMTP_NO_ADDRESS : SMTP_REFUSED;
    case PEER_REFUSED:
        return out->code < 500 ? SMTP_LATER : SMTP_REFUSED;
    default:
        return SMTP_LATER;
    }
}

struct smtp_answer smtp_send(struct smtp *smtp, struct arena *arena, struct str from, struct str to, struct str message)
{
    const struct smtp_server *server = &smtp->server;
    check(message.n > 0 && message.n <= SMTP_MESSAGE_MAX);
    const struct peer_in in = {
        .url = str_format(arena, "%.*s/%.*s", STR_ARG(server->url), STR_ARG(server->self)),
        .protocols = "smtp,smtps", .starts_tls = !is_here(server->url), .ca_file = server->ca_file,
        .user = server->user, .password = server->password, .connect_ms_max = SMTP_CONNECT_S * 1000,
        .ms_max = SMTP_SEND_S * 1000, .answer_max = SMTP_SAID_MAX, .message = message,
        .from = str_format(arena, "<%.*s>", STR_ARG(from)), .to = str_format(arena, "<%.*s>", STR_ARG(to)),
    };
    struct peer_out out = peer_exchange(smtp->peer, arena, &in);
    bool said = out.line.n > 0 && (out.end == PEER_OK || out.code >= 400);
    return (struct smtp_answer){judge(&out), out.code, said ? out.line : out.why};
}
