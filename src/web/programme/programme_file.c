/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_file: a leadership programme as a file: written. */
#include "web/programme/programme_file.h"

#include "base/check.h"
#include "text/json.h"

#define SEALED_PART_MAX (1u << 20) /* bytes of lines that are sealed as one */

struct writing {
    struct arena *arena;
    struct buf *to;
    struct buf secret;      /* lines that are not sealed yet */
    struct str box;
    bool is_home;           /* the box is this network's own */
    size_t lines;           /* of `to` */
    size_t table;           /* the last one that was named, of `to` and of `secret` */
    size_t secret_table;
};

static void put_cell(struct json *json, const struct value *cell)
{
    if (cell->kind == VALUE_INT) {
        json_int(json, cell->number);
    } else if (cell->kind == VALUE_TEXT) {
        json_str(json, cell->text);
    } else {
        json_none(json);
    }
}

static void put_cells(struct json *json, const struct carry_row *row)
{
    json_open(json, '[');
    for (size_t i = 0; i < carry_tables[row->table].list->out_count; i++) {
        put_cell(json, &row->cells[i]);
    }
    json_close(json, ']');
}

static void put_part(struct buf *to, size_t table)
{
    struct json json = json_to(to);
    json_open(&json, '{');
    json_name(&json, "part");
    json_str(&json, str_of(carry_tables[table].part));
    json_name(&json, "columns");
    json_open(&json, '[');
    for (size_t i = 0; i < carry_tables[table].list->out_count; i++) {
        json_str(&json, str_of(carry_tables[table].list->out[i].name));
    }
    json_close(&json, ']');
    json_close(&json, '}');
    buf_put_char(to, '\n');
}

static void put_row(struct writing *writing, struct buf *to, const struct carry_row *row)
{
    struct arena_mark mark = arena_mark(writing->arena);
    struct json json = json_to(to);
    if (row->cells != NULL && row->was.n == 0) {
        put_cells(&json, row);
    } else {
        json_open(&json, '{');
        json_name(&json, row->cells ? "row" : "gone");
        if (row->cells) {
            put_cells(&json, row);
        } else {
            json_str(&json, row->name);
        }
        json_name(&json, "was");
        if (row->cells && str_eq(row->was, carry_marks(writing->arena, &carry_tables[row->table], row->cells))) {
            json_bool(&json, true);
        } else {
            json_str(&json, row->was);
        }
        json_close(&json, '}');
    }
    buf_put_char(to, '\n');
    arena_rewind(writing->arena, mark);
}

/* What has gathered is sealed and becomes a line. */
static enum fault must_use seal(struct writing *writing)
{
    struct str sealed;
    if (writing->secret.n == 0) {
        return OK;
    }
    struct arena_mark mark = arena_mark(writing->arena);
    TRY(secret_box_seal(writing->arena, writing->box, buf_str(&writing->secret), &sealed));
    buf_format(writing->to, "{\"sealed\":\"%.*s\"}\n", STR_ARG(sealed));
    arena_rewind(writing->arena, mark);
    buf_wipe(&writing->secret);
    buf_init(&writing->secret, PROGRAMME_FILE_MAX);
    writing->secret_table = SIZE_MAX;
    writing->lines++;
    return OK;
}

static enum fault must_use put_rows(struct writing *writing, const struct carry_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct carry_row *row = &rows->items[i];
        bool is_sealed = carry_tables[row->table].is_sealed;
        struct buf *to = is_sealed ? &writing->secret : writing->to;
        if (is_sealed && to->n == 0 && writing->is_home) {
            buf_put_str(to, S("{\"own\":true}\n"));
        }
        size_t *table = is_sealed ? &writing->secret_table : &writing->table;
        if (*table != row->table) {
            put_part(to, row->table);
            writing->lines += !is_sealed;
            *table = row->table;
        }
        put_row(writing, to, row);
        writing->lines += !is_sealed;
        TRY(is_sealed && to->n >= SEALED_PART_MAX ? seal(writing) : OK);
    }
    return OK;
}

static void put_city(struct json *json, const struct q_carry_city *city)
{
    json_name(json, "city");
    json_open(json, '{');
    json_name(json, "uid");
    json_str(json, city->uid);
    json_name(json, "name");
    json_str(json, city->name);
    json_name(json, "country");
    json_str(json, city->country);
    json_name(json, "lau_id");
    json_str(json, city->lau_id);
    json_name(json, "gss_code");
    json_str(json, city->gss_code);
    json_name(json, "geonames_id");
    json_int(json, city->geonames_id.known ? city->geonames_id.v : 0);
    json_close(json, '}');
}

static void put_head(struct writing *writing, struct str network, struct str programme,
                     const struct q_carry_city *city, int64_t now)
{
    struct json json = json_to(writing->to);
    json_open(&json, '{');
    json_name(&json, "smallgiants");
    json_str(&json, S("programme"));
    json_name(&json, "version");
    json_int(&json, PROGRAMME_FILE_VERSION);
    json_name(&json, "programme");
    json_str(&json, programme);
    json_name(&json, "made_at");
    json_int(&json, now);
    json_name(&json, "network");
    json_str(&json, network);
    json_name(&json, "box");
    json_str(&json, writing->box);
    put_city(&json, city);
    json_close(&json, '}');
    buf_put_char(writing->to, '\n');
    writing->lines++;
}

/* What came sealed for the network at home goes back to it as it came. */
static void put_sealed(struct writing *writing, struct str sealed)
{
    buf_put_str(writing->to, sealed);
    for (size_t i = 0; i < sealed.n; i++) {
        writing->lines += sealed.s[i] == '\n';
    }
}

enum fault programme_file_write(struct db *db, struct arena *arena, const struct secret_key *key, struct str network,
                                struct str programme, int64_t now, struct buf *to)
{
    struct writing writing = {.arena = arena, .to = to, .table = SIZE_MAX, .secret_table = SIZE_MAX};
    struct q_carry_city city;
    struct q_carry_home home;
    struct carry_rows rows;
    TRY(q_carry_city(db, arena, programme, &city));
    enum fault fault = q_carry_home(db, arena, programme, &home);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    bool is_guest = fault == OK;
    TRY(carry_out(db, arena, programme, &rows));
    writing.is_home = !is_guest;
    writing.box = is_guest ? home.box : secret_box(arena, key, PROGRAMME_BOX);
    buf_init(&writing.secret, PROGRAMME_FILE_MAX);
    put_head(&writing, is_guest ? home.network : network, programme, &city, now);
    fault = put_rows(&writing, &rows);
    fault = fault == OK ? seal(&writing) : fault;
    buf_wipe(&writing.secret);
    TRY(fault);
    put_sealed(&writing, is_guest ? home.sealed : S(""));
    buf_format(to, "{\"end\":%zu}\n", writing.lines);
    return to->overflow ? FAULT_TOO_LARGE : OK;
}
