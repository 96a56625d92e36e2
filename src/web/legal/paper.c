/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper: sections, what both papers say, and Markdown. */
#include "web/legal/paper.h"

#include "base/check.h"
#include "text/words.h"
#include "web/say.h"

struct paper *paper_new(struct arena *arena, struct str title, struct str lead)
{
    struct paper *paper = arena_new(arena, struct paper);
    *paper = (struct paper){.title = title, .lead = lead,
                            .sections = arena_array(arena, struct paper_section, PAPER_SECTIONS_MAX)};
    return paper;
}

static void begin(struct paper *paper, struct arena *arena, struct str title, bool is_part)
{
    check(paper->n < PAPER_SECTIONS_MAX);
    paper->sections[paper->n] = (struct paper_section){
        .title = title, .id = str_format(arena, "part-%zu", paper->n + 1), .is_part = is_part};
    paper->n++;
}

void paper_section(struct paper *paper, struct arena *arena, struct str title)
{
    begin(paper, arena, title, false);
}

void paper_part(struct paper *paper, struct arena *arena, struct str title)
{
    begin(paper, arena, title, true);
}

static void add(struct paper_lines *lines, struct str line)
{
    check(lines->n < PAPER_LINES_MAX);
    lines->items[lines->n++] = line;
}

static struct paper_section *last(struct paper *paper)
{
    check(paper->n > 0);
    return &paper->sections[paper->n - 1];
}

void paper_say(struct paper *paper, struct str sentences)
{
    add(&last(paper)->says, sentences);
}

void paper_point(struct paper *paper, struct str point)
{
    add(&last(paper)->points, point);
}

void paper_fill(struct paper *paper, struct out *out, struct str what)
{
    add(&last(paper)->fills, SAY(out, "To be filled by the operator: {what}.", slot("what", what)));
}

void paper_value(struct paper *paper, struct out *out, struct str label, struct str value)
{
    if (value.n == 0) {
        paper_fill(paper, out, label);
    } else {
        paper_point(paper, SAY(out, "{label}: {value}", slot("label", label), slot("value", value)));
    }
}

/* ---- what both say */

void paper_controller(struct paper *paper, struct out *out, const struct paper_of *of)
{
    const struct legal *legal = of->legal;
    paper_section(paper, out->arena, W(out, "Who is responsible"));
    paper_value(paper, out, W(out, "Controller"), legal_value(legal, SETTING_OPERATOR_NAME));
    paper_value(paper, out, W(out, "Postal address"), legal_value(legal, SETTING_OPERATOR_ADDRESS));
    paper_value(paper, out, W(out, "Mail address"), legal_value(legal, SETTING_OPERATOR_MAIL));
    if (legal->set_up.is_public_body || legal_value(legal, SETTING_PROTECTION_OFFICER).n > 0) {
        paper_value(paper, out, W(out, "Data protection officer"), legal_value(legal, SETTING_PROTECTION_OFFICER));
    }
    paper_point(paper, SAY(out, "What it is about: {network}, {address}",
                           slot("network", legal_value(legal, SETTING_NETWORK_NAME)), slot("address", of->base_url)));
    paper_point(paper, SAY(out, "Made on {date} by version {version} of the program", slot("date", of->today),
                           slot("version", of->version)));
}

/* Each is held by tests; docs/security.md says by which. */
static const char *const MEASURES[] = {
    W_NOTE("Passwords are kept as codes from which they cannot be read (Argon2id); short and widely known ones are "
           "refused."),
    W_NOTE("Who runs the network signs in with a second step; without it their rights do not count."),
    W_NOTE("One table says who may do what, and it is enforced in one place; a test tries every address as everybody."),
    W_NOTE("Sessions and links are kept as codes: who reads the table cannot sign in. Both end after a time."),
    W_NOTE("Wrong passwords and forms are limited, without locking honest people out."),
    W_NOTE("No picture, type or script comes from elsewhere, nobody counts readers, and the only cookies are those of "
           "who has signed in and, for a day, of a phone that joined the room of a leadership programme."),
    W_NOTE("Each change of a right, a decision or a setting is noted in a log that cannot be changed unseen."),
    W_NOTE("Everything that people wrote has a day on which it is removed, and is removed then."),
    W_NOTE("Backups are kept for at most 35 days; when one is used, what was erased since is erased again."),
};

void paper_measures(struct paper *paper, struct out *out)
{
    for (size_t i = 0; i < COUNT_OF(MEASURES); i++) {
        paper_point(paper, words_text(out, MEASURES[i], NULL, 0));
    }
}

/* ---- Markdown */

static void put_lines(struct buf *to, const struct paper_lines *lines, const char *before, const char *after)
{
    for (size_t i = 0; i < lines->n; i++) {
        buf_format(to, "%s%.*s%s\n", before, STR_ARG(lines->items[i]), after);
    }
}

static void put_section(struct buf *to, const struct paper_section *section)
{
    buf_format(to, "%s %.*s\n\n", section->is_part ? "###" : "##", STR_ARG(section->title));
    put_lines(to, &section->says, "", "\n");
    put_lines(to, &section->points, "- ", "");
    put_lines(to, &section->schema, "  - ", "");
    buf_put_str(to, section->points.n + section->schema.n > 0 ? S("\n") : S(""));
    put_lines(to, &section->fills, "**", "**\n");
}

void paper_put(struct out *out, const struct paper *paper)
{
    buf_format(out->buf, "# %.*s\n\n%.*s\n\n", STR_ARG(paper->title), STR_ARG(paper->lead));
    for (size_t i = 0; i < paper->n; i++) {
        put_section(out->buf, &paper->sections[i]);
    }
}
