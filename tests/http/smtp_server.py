# SPDX-License-Identifier: AGPL-3.0-or-later
#
# A mail server for tests: takes mail on a free port, and writes a line of JSON for each: who, to whom, and what a MIME parser that
# is not ours makes of it. What the address begins with says how it behaves.
#
#     /usr/bin/python3 smtp_server.py HOST [--tls CERTIFICATE KEY] [--user NAME PASSWORD]
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

SLOW_S = 3
logging.disable(logging.CRITICAL)  # connections that break off are what is tried here
arguments = sys.argv[2:]


def values(name, n):
    if name not in arguments:
        return None
    at = arguments.index(name)
    return arguments[at + 1:at + 1 + n]


def part(message, kind):
    found = message.get_body(preferencelist=(kind,))
    return None if found is None else found.get_content()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: no such user here"
        if address.startswith("later"):
            return "451 4.7.1 try again later"
        if address.startswith("full"):
            return "552 5.2.2 mailbox is full"
        if address.startswith("policy"):
            return "550 5.7.1 not from here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to.startswith("cut"):
            server.transport.abort()
            return "451 cut"
        raw = envelope.content
        message = email.message_from_bytes(raw, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "defects": [str(one) for one in message.defects] + [str(one) for inner in message.walk() for one in inner.defects],
            "longest": max(len(line) for line in raw.split(b"\r\n")), "ascii": raw.isascii(), "kind": message.get_content_type(),
            "text": (part(message, "plain") or "").replace("\r\n", "\n"), "html": part(message, "html"),
        }), flush=True)
        if to.startswith("slow"):
            await asyncio.sleep(SLOW_S)
        if to.startswith("spam"):
            return "554 5.7.0 this is spam"
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, given):
    user = values("--user", 2)
    right = isinstance(given, LoginPassword) and [given.login.decode(), given.password.decode()] == user
    return AuthResult(success=right, handled=False)


def make():
    tls = values("--tls", 2)
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    user = values("--user", 2)
    return SMTP(Handler(), hostname="test", tls_context=context, require_starttls=bool(tls), auth_required=bool(user),
                authenticator=authenticate if user else None, auth_require_tls=bool(tls), enable_SMTPUTF8=False)


async def main():
    server = await asyncio.get_running_loop().create_server(make, sys.argv[1], 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
