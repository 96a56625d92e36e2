/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: what of a leadership programme needs somebody now: at most one row of each kind a programme. */
#include "base/check.h"
#include "domain/programme_stage.h"
#include "domain/programme_team.h"
#include "store/desk.h"

#define DAY_S 86400

static struct date today_of(const struct desk_whose *whose)
{
    return (struct date){(int32_t)(whose->now / DAY_S)};
}

void desk_programmes_soon(struct db *db, const struct desk_whose *whose)
{
    struct date today = today_of(whose);
    q_desk_programmes_soon(db, whose->person_id, whose->now, today,
                           (struct date){today.days - DESK_PROGRAMME_ENDED_DAYS}, whose->now - DESK_REVIEW_S);
}

struct adding {
    const struct q_desk_programmes *row;
    struct desk_item *items;
    size_t *n;
};

static void add(const struct adding *adding, struct desk_item item)
{
    item.about = adding->row->uid;
    item.member_uid = adding->row->member_uid;
    item.city = adding->row->city;
    item.other = adding->row->name;
    adding->items[(*adding->n)++] = item;
}

/* The sector of which nobody is on the list; TEAM_SECTOR__MAX: none is missing. */
static int64_t missing_of(const struct q_desk_programmes *row)
{
    return row->of_public == 0    ? TEAM_PUBLIC
           : row->of_private == 0 ? TEAM_PRIVATE
           : row->of_third == 0   ? TEAM_THIRD
                                  : TEAM_SECTOR__MAX;
}

/* Before its first day, and before its next one. */
static void add_ahead(const struct adding *adding, struct date today)
{
    const struct q_desk_programmes *row = adding->row;
    enum programme_stage stage = PROGRAMME_DRAFT;
    check(programme_stage_parse(row->stage, &stage)); /* the schema holds it */
    bool is_near = row->begins_on.days >= today.days && row->begins_on.days - today.days <= DESK_PROGRAMME_DAYS;
    bool begins = is_near && !programme_has_begun(stage);
    int64_t first = (int64_t)row->begins_on.days * DAY_S, missing = missing_of(row);
    if (begins && (row->on_list == 0 || missing != TEAM_SECTOR__MAX)) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_TEAM, .due_at = first,
                                       .n = row->on_list == 0 ? -1 : missing});
    }
    if (begins && row->survey_waits > 0) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_SURVEY, .due_at = first, .n = 1});
    }
    if (row->silent > 0 && !date_is_none(row->next_on) &&
        row->next_on.days - today.days <= DESK_PROGRAMME_DAYS) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_SILENT, .due_at = (int64_t)row->next_on.days * DAY_S,
                                       .n = row->silent});
    }
}

static void add_behind(const struct adding *adding)
{
    const struct q_desk_programmes *row = adding->row;
    if (row->corrections > 0 || row->unread > 0) {
        bool corrected = row->corrections > 0;
        add(adding, (struct desk_item){
            .kind = DESK_PROGRAMME_NOTES, .since = corrected ? row->corrected_at.v : row->unread_since.v,
            .n = row->corrections});
    }
    if (row->record_since.known) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_RECORD, .since = row->record_since.v});
    }
    if (row->late > 0) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_LATE, .since = (int64_t)row->late_since.days * DAY_S,
                                       .n = row->late});
    }
    if (row->review > 0) {
        add(adding, (struct desk_item){.kind = DESK_PROGRAMME_REVIEW, .n = row->review});
    }
}

enum fault desk_programmes_add(struct db *db, struct arena *arena, const struct desk_whose *whose,
                               struct desk_item *items, size_t *n)
{
    struct q_desk_programmes *rows;
    size_t rows_n;
    struct date today = today_of(whose);
    TRY(q_desk_programmes(db, arena, whose->person_id, whose->now, today,
                          (struct date){today.days - DESK_PROGRAMME_ENDED_DAYS}, whose->now - DESK_REVIEW_S, &rows,
                          &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        const struct adding adding = {&rows[i], items, n};
        add_ahead(&adding, today);
        add_behind(&adding);
    }
    return OK;
}
