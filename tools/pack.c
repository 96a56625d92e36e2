/* SPDX-License-Identifier: AGPL-3.0-or-later
** pack OUT.c NAME FILE...: files as a table of C, struct asset NAME[] (docs/internals/pack.md).
** A FILE may be NAME=PATH; without NAME it is called by the last part of its path. The same files give the
** same bytes. */
#include <stdio.h>
#include <zlib.h>

#include "base/check.h"
#include "base/map.h"
#include "db/digest.h"
#include "tool.h"

#define HASH_LETTERS 16 /* 64 bits: two of a hundred files meet once in 10^15 builds */

struct packed {
    struct str path;
    struct str name;
    struct str bytes;
    struct str gzip; /* no text when it is not smaller */
    struct str hash;
};

static const char *type_of(struct str name)
{
    static const struct {
        const char *end;
        const char *type;
    } types[] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".pdf", "application/pdf"},
        {".gz", "application/gzip"},
        {".xml", "application/xml"},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (str_ends(name, str_of(types[i].end))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

/* Nothing of the time or the machine goes into the packed form: no name, no date. */
static struct str pack_gzip(struct arena *arena, struct str bytes)
{
    z_stream stream = {0};
    const int gzip_header = 16;
    check(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + gzip_header, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t size = deflateBound(&stream, bytes.n);
    unsigned char *packed = arena_alloc(arena, size);
    stream.next_in = (Bytef *)bytes.s;
    stream.avail_in = (uInt)bytes.n;
    stream.next_out = packed;
    stream.avail_out = (uInt)size;
    check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    struct str all = {(const char *)packed, stream.total_out};
    deflateEnd(&stream);
    return all.n < bytes.n ? all : (struct str){0};
}

/* One byte of a string literal. An octal code takes three digits, so that no digit behind it is taken in. */
static size_t put_byte(struct buf *to, unsigned char c)
{
    static const char digits[] = "01234567";
    if (c == '"' || c == '\\') {
        buf_put(to, (char[]){'\\', (char)c}, 2);
        return 2;
    }
    if (c >= 0x20 && c < 0x7F && c != '?') {
        buf_put_char(to, (char)c);
        return 1;
    }
    buf_put(to, (char[]){'\\', digits[c >> 6], digits[c >> 3 & 7], digits[c & 7]}, 4);
    return 4;
}

static void put_bytes(struct buf *to, const char *what, size_t number, struct str bytes)
{
    const size_t width = 2000; /* few long lines compile faster than many short ones */
    buf_format(to, "static const unsigned char %s_%zu[] =\n    \"", what, number);
    size_t column = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        if (column >= width) {
            buf_put_str(to, S("\"\n    \""));
            column = 0;
        }
        column += put_byte(to, (unsigned char)bytes.s[i]);
    }
    buf_put_str(to, S("\";\n"));
}

static void put_table(struct buf *to, struct str name, const struct packed *files, size_t count)
{
    buf_format(to, "\nconst struct asset %.*s[] = {\n", STR_ARG(name));
    for (size_t i = 0; i < count; i++) {
        buf_put_str(to, S("    {"));
        tool_put_literal(to, files[i].name, "");
        buf_format(to, ", \"%s\", bytes_%zu, %zu, ", type_of(files[i].name), i, files[i].bytes.n);
        if (files[i].gzip.s != NULL) {
            buf_format(to, "gzip_%zu, %zu, ", i, files[i].gzip.n);
        } else {
            buf_put_str(to, S("NULL, 0, "));
        }
        buf_format(to, "\"%.*s\"},\n", STR_ARG(files[i].hash));
    }
    buf_format(to, "    {0},\n};\nconst size_t %.*s_count = %zu;\n", STR_ARG(name), count);
}

static void put_all(struct buf *to, struct str name, const struct packed *files, size_t count)
{
    buf_format(
        to,
        "/* Made by pack. */\n#include \"text/asset.h\"\n\nextern const struct asset %.*s[];\n"
        "extern const size_t %.*s_count;\n\n",
        STR_ARG(name), STR_ARG(name));
    for (size_t i = 0; i < count; i++) {
        put_bytes(to, "bytes", i, files[i].bytes);
        if (files[i].gzip.s != NULL) {
            put_bytes(to, "gzip", i, files[i].gzip);
        }
    }
    put_table(to, name, files, count);
}

static void read_one(struct arena *arena, struct packed *file, struct str argument)
{
    struct str path = {0};
    file->name = str_cut(argument, '=', &path);
    file->path = path.s ? path : argument;
    file->name = path.s ? file->name : tool_path_base(argument);
    file->bytes = tool_read(arena, str_c(arena, file->path));
    file->gzip = pack_gzip(arena, file->bytes);
    file->hash = str_sub(digest_of(arena, file->bytes), 0, HASH_LETTERS);
}

/* Names are addresses later: no two alike. */
static void check_names(struct arena *arena, const struct packed *files, size_t count, struct problems *problems)
{
    struct map names;
    map_init(&names, arena);
    for (size_t i = 0; i < count; i++) {
        if (map_add(&names, files[i].name)->value.number++ > 0) {
            problems_add(problems, files[i].path,
                         str_format(arena, "a second file is called %.*s", STR_ARG(files[i].name)),
                         S("give it a name of its own: name=path"));
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 3 || !tool_is_name(str_of(argv[2]))) {
        fprintf(stderr, "usage: pack OUT.c NAME [FILENAME=]FILE...\n");
        return 2;
    }
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    size_t count = (size_t)argc - 3;
    struct packed *files = arena_array(&arena, struct packed, count);
    for (size_t i = 0; i < count; i++) {
        read_one(&arena, &files[i], str_of(argv[i + 3]));
    }
    check_names(&arena, files, count, &problems);
    int status = tool_report(&problems);
    if (status == 0) {
        struct buf c;
        buf_init(&c, TOOL_OUTPUT_MAX);
        put_all(&c, str_of(argv[2]), files, count);
        tool_write(argv[1], &c);
        buf_done(&c);
    }
    arena_done(&arena);
    return status;
}
