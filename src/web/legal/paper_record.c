/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper_record: the record of processing activities, letter by letter of GDPR art. 30(1). */
#include "base/check.h"
#include "store/record.h"
#include "text/words.h"
#include "web/legal/paper.h"
#include "web/legal/processing.h"
#include "web/say.h"

/* What the schema says of the tables of a row; English, as programmers wrote it. */
static void add_schema(struct paper *paper, struct arena *arena, const char *tables)
{
    struct paper_lines *to = &paper->sections[paper->n - 1].schema;
    for (size_t i = 0; i < personal_tables_count; i++) {
        struct record_row *row = arena_new(arena, struct record_row);
        struct str names = S("");
        if (!processing_has(tables, personal_tables[i].name)) {
            continue;
        }
        record_get(arena, i, row);
        for (size_t c = 0; c < row->n; c++) {
            struct str says = row->columns[c].says;
            names = str_format(arena, "%.*s%s%.*s%s%.*s", STR_ARG(names), c > 0 ? "; " : "",
                               STR_ARG(row->columns[c].column), says.n > 0 ? ": " : "", STR_ARG(says));
        }
        check(to->n < PAPER_LINES_MAX);
        to->items[to->n++] = str_format(arena, "%s: %.*s (%.*s)", row->table->name, STR_ARG(row->says), STR_ARG(names));
    }
}

/* (b), (c) and (f). */
static void add_activities(struct paper *paper, struct out *out, const struct paper_of *of)
{
    paper_section(paper, out->arena, W(out, "What is done, with whose data, and for how long"));
    paper_say(paper, W(out, "It is about readers who send a form, people who have an account, and people whom the log "
                            "of decisions names."));
    for (size_t i = 0; i < processing_rows_count; i++) {
        struct processing_row row = processing_say(out, i, of->legal->set_up.is_public_body);
        paper_part(paper, out->arena, row.title);
        paper_say(paper, row.what);
        paper_point(paper, SAY(out, "Why: {reason}", slot("reason", row.why)));
        paper_point(paper, SAY(out, "On what ground: {ground}", slot("ground", row.basis)));
        paper_point(paper, SAY(out, "How long: {time}", slot("time", row.kept)));
        paper_point(paper, SAY(out, "When somebody is erased: {what}", slot("what", row.erased)));
        add_schema(paper, out->arena, processing_rows[i].tables);
    }
}

/* (d) and (e). */
static void add_recipients(struct paper *paper, struct out *out, const struct paper_of *of)
{
    struct recipients to = recipients_say(out, of->legal);
    paper_section(paper, out->arena, W(out, "Who else gets it"));
    paper_point(paper, W(out, "People of the network see names; who runs it also mail addresses."));
    paper_value(paper, out, W(out, "Host"), legal_value(of->legal, SETTING_HOSTING));
    for (size_t i = 0; i < to.processors.n && i < PAPER_LINES_MAX / 2; i++) {
        paper_point(paper, SAY(out, "Processor: {name}", slot("name", to.processors.items[i])));
    }
    if (to.processors.n == 0) {
        paper_point(paper, W(out, "Nobody else handles it for the controller."));
    }
    paper_section(paper, out->arena, W(out, "Countries outside the European Economic Area"));
    if (to.abroad.n == 0) {
        paper_fill(paper, out, W(out, "in which country the machine stands"));
    } else {
        paper_say(paper, to.abroad);
    }
}

struct paper *paper_record(struct out *out, const struct paper_of *of)
{
    struct paper *paper = paper_new(out->arena, W(out, "Record of processing activities"),
                                    W(out, "What is done with data about people here, as the law wants it written "
                                           "down (GDPR, Article 30)."));
    paper_controller(paper, out, of);
    add_activities(paper, out, of);
    add_recipients(paper, out, of);
    paper_section(paper, out->arena, W(out, "How it is kept safe"));
    paper_measures(paper, out);
    paper_fill(paper, out, W(out, "who may get at the machine, and how its disk, its backups and the way to it are "
                                  "encrypted"));
    return paper;
}
