/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer_fields: the head of an answer. */
#include "http/answer_fields.h"

#include <stdio.h>

#include "base/check.h"
#include "http/route.h"

#define IMMUTABLE_S 31536000 /* a year: kept for ever */
#define FILE_NAME_MAX_BYTES 256u

static const char *const SECURITY_FIELDS[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
     "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
};

static void add(struct answer_fields *fields, const char *name, struct str value)
{
    check(fields->n < ANSWER_FIELDS_MAX);
    fields->items[fields->n].name = name;
    fields->items[fields->n++].value = value;
}

static void add_caching(struct answer_fields *fields, const struct answer *answer)
{
    if (answer->max_age_s < 0) {
        add(fields, "Cache-Control", S("no-store"));
        return;
    }
    bool immutable = answer->max_age_s >= IMMUTABLE_S;
    int n = snprintf(fields->caching, sizeof fields->caching, "public, max-age=%d%s", answer->max_age_s,
                     immutable ? ", immutable" : "");
    add(fields, "Cache-Control", (struct str){fields->caching, (size_t)n});
    add(fields, "Vary", immutable ? S("Accept-Encoding") : S("Accept-Encoding, Accept-Language, Cookie"));
    if (answer->tag.n > 0) {
        add(fields, "ETag", answer->tag);
    }
}

/* A name for a download that cannot break out of its header: at most FILE_NAME_MAX_BYTES of it. */
static void add_file_name(struct answer_fields *fields, struct str name)
{
    struct str plain = str_clip(name, FILE_NAME_MAX_BYTES);
    char text[FILE_NAME_MAX_BYTES];
    for (size_t i = 0; i < plain.n; i++) {
        char c = plain.s[i];
        bool fine = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_';
        text[i] = fine ? c : '-';
    }
    int n = snprintf(fields->disposition, sizeof fields->disposition, "attachment; filename=\"%.*s\"", (int)plain.n,
                     text);
    add(fields, "Content-Disposition", (struct str){fields->disposition, (size_t)n});
}

static void add_content(struct answer_fields *fields, const struct answer *answer)
{
    if (answer->status == 304) {
        return;
    }
    add(fields, "Content-Type", answer->type);
    if (answer->gzip) {
        add(fields, "Content-Encoding", S("gzip"));
    }
    if (answer->streams) {
        add(fields, "X-Accel-Buffering", S("no")); /* nginx would keep it until there is enough of it */
    }
    if (answer->file_name.n > 0) {
        add_file_name(fields, answer->file_name);
    }
}

static void add_security(struct answer_fields *fields, const struct answer *answer, bool secure)
{
    for (size_t i = 0; i < COUNT_OF(SECURITY_FIELDS); i++) {
        add(fields, SECURITY_FIELDS[i][0], str_of(SECURITY_FIELDS[i][1]));
    }
    if (secure) {
        add(fields, "Strict-Transport-Security", S("max-age=31536000; includeSubDomains"));
    }
    if (answer->clears) {
        add(fields, "Clear-Site-Data", S("\"cache\", \"storage\""));
    }
}

void answer_fields(const struct answer *answer, struct answer_way way, struct answer_fields *ret_fields)
{
    ret_fields->n = 0;
    add_security(ret_fields, answer, way.secure);
    add_content(ret_fields, answer);
    add_caching(ret_fields, answer);
    if (answer->location.n > 0) {
        add(ret_fields, "Location", answer->location);
    }
    if (answer->refresh.n > 0) {
        add(ret_fields, "Refresh", answer->refresh);
    }
    if (answer->cookie.n > 0) {
        add(ret_fields, "Set-Cookie", answer->cookie);
    }
    if (answer->status == 405) {
        add(ret_fields, "Allow", answer->acts ? S("GET, HEAD, POST") : S("GET, HEAD"));
    }
    if (answer->status == 503 || answer->status == 429) {
        int n = snprintf(ret_fields->retry, sizeof ret_fields->retry, "%d", answer->wait_s > 0 ? answer->wait_s : 60);
        add(ret_fields, "Retry-After", (struct str){ret_fields->retry, (size_t)n});
    }
    if (way.closing) {
        add(ret_fields, "Connection", S("close"));
    }
}
