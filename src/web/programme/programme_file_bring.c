/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_file: a leadership programme as a file: merged with what stands here. */
#include "store/member.sql.h"
#include "store/membership.sql.h"
#include "store/survey.h"
#include "text/words.h"
#include "web/programme/programme_file.h"

#define PROGRAMME_CITY_CELL 1u /* of the row of carry_programme */

static enum fault must_use refuse(struct problems *problems, enum fault fault, struct str where, const char *what,
                                  const char *hint)
{
    problems_add(problems, where, str_of(what), str_of(hint));
    return fault;
}

static enum fault must_use make_city(struct db *db, struct arena *arena, const struct programme_file *file, int64_t now)
{
    struct q_member_by_uid city;
    struct maybe_int number = {file->city.geonames_id != 0, file->city.geonames_id};
    TRY(q_member_add(db, file->city.uid, file->city.name, file->city.country, file->city.lau_id, file->city.gss_code,
                     number));
    TRY(q_member_by_uid(db, arena, file->city.uid, &city));
    return q_member_step_add(db, city.id, S("joined"), now, S("network"), (struct maybe_int){0}, S(""));
}

/* A programme that is not known here begins under its city. */
static enum fault must_use find_city(struct db *db, struct arena *arena, const struct programme_file *file,
                                     bool makes_city, int64_t now, struct problems *problems)
{
    struct q_member_by_uid city;
    enum fault fault = q_member_by_uid(db, arena, file->city.uid, &city);
    if (fault == FAULT_NOT_FOUND && makes_city) {
        return make_city(db, arena, file, now);
    }
    return fault != FAULT_NOT_FOUND
               ? fault
               : refuse(problems, FAULT_INVALID, file->city.name, W_NOTE("is no member city here, and the leadership "
                   "programme is its own"),
                        W_NOTE("bring it to the network that it is from"));
}

static enum fault must_use say_refused(const struct carry_report *report, enum fault fault, struct problems *problems)
{
    struct str where = report->refused ? str_of(report->refused->part) : S("");
    if (fault == FAULT_CONFLICT) {
        return refuse(problems, fault, where, W_NOTE("has a row that stands here already, elsewhere or in another "
                                                     "order"),
                      W_NOTE("undo here what was put in another order since the file was made, and bring it again"));
    }
    return fault != FAULT_INVALID
               ? fault
               : refuse(problems, fault, where, W_NOTE("has a row that refers to nothing in the file, or that breaks "
                                                       "a rule"),
                        W_NOTE("take the file anew from where it was made"));
}

enum fault programme_file_bring(struct db *db, struct arena *arena, const struct programme_file *file, bool makes_city,
                                int64_t now, struct problems *problems, struct carry_report *ret_report)
{
    struct q_carry_city city;
    struct q_carry_home home;
    *ret_report = (struct carry_report){0};
    enum fault known = q_carry_city(db, arena, file->programme, &city);
    if (known == FAULT_NOT_FOUND) {
        TRY(find_city(db, arena, file, makes_city, now, problems));
    } else {
        TRY(known);
        enum fault guest = q_carry_home(db, arena, file->programme, &home);
        TRY(guest == FAULT_NOT_FOUND ? OK : guest);
        if (!str_eq(city.uid, file->city.uid) || (guest == FAULT_NOT_FOUND) != file->is_ours) {
            return refuse(problems, FAULT_CONFLICT, file->city.name, W_NOTE("sealed the file with a key that is not "
                "this network's"),
                          W_NOTE("bring it to the network that it is from, or give this one its key back (key file)"));
        }
    }
    enum fault fault = carry_in(db, arena, file->programme, &file->rows, now, ret_report);
    if (fault != OK) {
        return say_refused(ret_report, fault, problems);
    }
    if (!file->is_ours) {
        return q_carry_home_put(db, file->programme, file->network, file->box, file->sealed, now);
    }
    TRY(survey_settle_all(db, arena, file->programme));
    return carry_settle(db, arena, file->programme, now);
}
