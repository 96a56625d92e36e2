/* SPDX-License-Identifier: AGPL-3.0-or-later
** participant_rows: a table of people, row by row. */
#include "web/programme/participant_rows.h"

#include "base/check.h"
#include "base/fold.h"
#include "store/person.h"
#include "store/programme.h"
#include "text/csv.h"
#include "text/words.h"
#include "web/pasted.h"

enum column { NAME, ORGANISATION, SECTOR, ROLE, MAIL, LANGUAGE, COLUMNS };

static const struct { const char *names; const char *label; size_t letters; } columns[COLUMNS] = {
    [NAME] = {"name", W_NOTE("Name"), PARTICIPANT_NAME_MAX},
    [ORGANISATION] = {"organisation organization company firma einrichtung", W_NOTE("Organisation"),
                      PARTICIPANT_ORGANISATION_MAX},
    [SECTOR] = {"sector sektor bereich", W_NOTE("Sector"), 40},
    [ROLE] = {"role job title funktion aufgabe rolle", W_NOTE("What they do there"), PARTICIPANT_ROLE_MAX},
    [MAIL] = {"mail email e-mail address adresse", W_NOTE("Mail address"), PERSON_MAIL_MAX},
    [LANGUAGE] = {"language sprache", W_NOTE("Language"), 20},
};

/* -1: there is none. False: the row names no column for the name, so it is a row like any other. */
static bool read_header(struct arena *arena, const struct csv_row *row, int where[COLUMNS])
{
    for (enum column column = 0; column < COLUMNS; column++) {
        where[column] = -1;
        for (size_t i = 0; i < row->n && where[column] < 0; i++) {
            struct str folded = fold(arena, str_trim(row->fields[i]));
            bool is_it = pasted_is_one_of(columns[column].names, folded) ||
                         (column == MAIL && (str_eq(folded, S("e mail")) || str_eq(folded, S("mail address"))));
            where[column] = is_it ? (int)i : -1;
        }
    }
    return where[NAME] >= 0;
}

static void refuse(struct participant_pasted *row, enum column column, const char *what, const char *hint)
{
    if (row->where == NULL) {
        row->where = columns[column].label;
        row->what = what;
        row->hint = hint;
    }
}

static void read_sector(struct arena *arena, struct participant_pasted *row, struct str cell)
{
    static const struct { const char *sector; const char *words; } words[] = {
        {"public", "public offentlich oeffentlich council city government stadt kommune behorde 1"},
        {"private", "private privat business company wirtschaft unternehmen 2"},
        {"third", "third dritter drittersektor voluntary charity ngo verein zivilgesellschaft university 3"}};
    struct str rest, folded = str_cut(fold(arena, cell), ' ', &rest);
    for (size_t i = 0; i < COUNT_OF(words) && row->sector.n == 0; i++) {
        row->sector = pasted_is_one_of(words[i].words, folded) ? str_of(words[i].sector) : S("");
    }
    if (folded.n > 0 && row->sector.n == 0) {
        refuse(row, SECTOR, W_NOTE("is none that we know"), W_NOTE("use public, private or third, or leave it empty"));
    }
}

static void read_language(struct arena *arena, struct participant_pasted *row, struct str cell)
{
    struct str folded = fold(arena, cell);
    row->language = pasted_is_one_of("en english englisch", folded) ? S("en")
                    : pasted_is_one_of("de german deutsch", folded) ? S("de")
                                                             : S("");
    if (folded.n > 0 && row->language.n == 0) {
        refuse(row, LANGUAGE, W_NOTE("is none of this site’s"), W_NOTE("use en or de, or leave it empty"));
    }
}

static void judge_cell(struct participant_pasted *row, enum column column, struct str cell)
{
    if (pasted_is_garbled(cell)) {
        refuse(row, column, W_NOTE("has letters that went wrong on the way"),
               W_NOTE("save the file as UTF-8, or copy it from the spreadsheet itself"));
    } else if (pasted_is_formula(cell)) {
        refuse(row, column, W_NOTE("begins like a formula"), W_NOTE("paste values, no formulas"));
    } else if (str_letters(cell) > columns[column].letters) {
        refuse(row, column, W_NOTE("is too long"), W_NOTE("write it shorter"));
    }
}

static struct participant_pasted read_row(struct arena *arena, const struct csv_row *from, const int where[COLUMNS])
{
    struct str cells[COLUMNS];
    struct participant_pasted row = {.line = (int64_t)from->line, .sector = S(""), .language = S("")};
    for (enum column column = 0; column < COLUMNS; column++) {
        bool is_there = where[column] >= 0 && (size_t)where[column] < from->n;
        cells[column] = is_there ? str_copy(arena, str_trim(from->fields[where[column]])) : S("");
        judge_cell(&row, column, cells[column]);
    }
    row.name = cells[NAME];
    row.organisation = cells[ORGANISATION];
    row.role = cells[ROLE];
    row.mail = cells[MAIL];
    if (row.name.n == 0) {
        refuse(&row, NAME, W_NOTE("is empty"), W_NOTE("fill it in, or take the row out"));
    }
    if (row.mail.n > 0 && !pasted_is_mail(row.mail)) {
        refuse(&row, MAIL, W_NOTE("is no address"), W_NOTE("write it as name@place.example, or leave it empty"));
    }
    read_sector(arena, &row, cells[SECTOR]);
    read_language(arena, &row, cells[LANGUAGE]);
    return row;
}

static struct participant_pasted bad_row(const struct csv_row *from)
{
    return (struct participant_pasted){.line = (int64_t)from->line, .name = S(""), .organisation = S(""),
                                       .sector = S(""), .role = S(""), .mail = S(""), .language = S(""),
                                       .where = columns[NAME].label, .what = W_NOTE("cannot be read"),
                                       .hint = W_NOTE("look at the quotes of this row")};
}

void participant_rows_read(struct arena *arena, struct str text, struct participant_rows *ret_rows)
{
    int where[COLUMNS] = {0, 1, 2, 3, 4, 5};
    struct csv_row from;
    bool is_first = true;
    struct csv *csv = csv_new(0);
    *ret_rows = (struct participant_rows){.items = arena_array(arena, struct participant_pasted, PARTICIPANT_ROWS_MAX)};
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step = csv_next(csv, &from); step != CSV_END && !ret_rows->is_over;
         step = csv_next(csv, &from)) {
        int named[COLUMNS];
        bool is_header = step == CSV_ROW && is_first && read_header(arena, &from, named);
        is_first = false;
        ret_rows->is_over = !is_header && ret_rows->n == PARTICIPANT_ROWS_MAX;
        for (enum column column = 0; is_header && column < COLUMNS; column++) {
            where[column] = named[column];
        }
        if (!is_header && !ret_rows->is_over) {
            ret_rows->items[ret_rows->n++] = step == CSV_ROW ? read_row(arena, &from, where) : bad_row(&from);
        }
    }
    csv_free(csv);
}
