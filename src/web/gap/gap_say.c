/* SPDX-License-Identifier: AGPL-3.0-or-later
** gap: to a city that is invited, why this one. */
#include "domain/help.h"
#include "text/words.h"
#include "web/gap/gap_web.h"

void gap_why_soon(struct db *db, struct str text, const struct q_member_keys *keys)
{
    struct gap gap;
    if (gap_parse(text, &gap) && gap.kind == GAP_THEME) {
        q_gap_record_soon(db, gap.what, keys->lau_id, keys->gss_code, keys->geonames_id);
    }
}

enum fault gap_why_find(struct db *db, struct arena *arena, struct str text, const struct q_member_keys *keys,
                        struct gap_why *ret_why)
{
    *ret_why = (struct gap_why){.gap = {.kind = GAP_KIND__MAX}};
    if (!gap_parse(text, &ret_why->gap)) {
        ret_why->gap.kind = GAP_KIND__MAX;
        return OK;
    }
    if (ret_why->gap.kind != GAP_THEME) {
        return OK;
    }
    enum fault fault = q_gap_record(db, arena, ret_why->gap.what, keys->lau_id, keys->gss_code, keys->geonames_id,
                                    &ret_why->record);
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static struct str say_record(struct out *out, const struct gap_why *why)
{
    const struct q_gap_record *record = &why->record;
    struct slot slots[] = {slot("n", count(record->projects)), slot("date", record->as_of)};
    if (record->projects == 0) {
        return S("");
    }
    return date_is_none(record->as_of)
               ? words_text(out, W_NOTE("We found {n} EU project of yours on it (CORDIS).|"
                                        "We found {n} EU projects of yours on it (CORDIS)."), slots, 1)
               : words_text(out, W_NOTE("We found {n} EU project of yours on it (CORDIS, as of {date}).|"
                                        "We found {n} EU projects of yours on it (CORDIS, as of {date})."), slots, 2);
}

struct str gap_language(struct str code)
{
    for (size_t i = 0; i < help_languages_n; i++) {
        if (str_eq(help_languages[i].code, code)) {
            return help_languages[i].name;
        }
    }
    return S("");
}

struct str gap_say_why(struct out *out, const struct themes *themes, const struct gap_why *why)
{
    const struct q_theme_list *theme = why->gap.kind == GAP_THEME ? themes_find_slug(themes, why->gap.what) : NULL;
    struct str language = why->gap.kind == GAP_LANGUAGE ? gap_language(why->gap.what) : S("");
    if (theme != NULL) {
        struct slot name = slot("theme", say_theme(out, themes, theme->id));
        struct str record = say_record(out, why);
        struct str looks = words_text(out, W_NOTE("We look for cities that know this theme: {theme}."), &name, 1);
        return record.n > 0 ? str_format(out->arena, "%.*s %.*s", STR_ARG(looks), STR_ARG(record)) : looks;
    }
    if (language.n > 0) {
        return SAY(out, "We look for more cities that work in this language: {language}.", slot("language", language));
    }
    return why->gap.kind == GAP_COUNTRY
               ? W(out, "We look for cities of more countries: EU funding calls often ask for partners of three or "
                        "more (Horizon Europe: Regulation (EU) 2021/695, Article 22).")
               : S("");
}
