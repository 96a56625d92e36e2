/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** assessment: how far a member city is, by many voices. For its own people: the assessments, who rates in an open
** round, what a closed one came to, what was agreed on a criterion. For who rates: a page without an account, by a
** signed link.
**
** What ratings came to is shown once the round is closed, and never who said what: sentences stand without names, and
** that somebody sees something differently from most is told to themselves, to others as a number.
*/
#ifndef WEB_ASSESSMENT_ASSESSMENT_WEB_H
#define WEB_ASSESSMENT_ASSESSMENT_WEB_H

#include "store/assessment.h"
#include "store/assessment_band.h"
#include "store/member.sql.h"
#include "web/people/deed.h"

#define RATE_LINK_S (180 * 86400) /* a link holds as long as its round is open, so long at most */

/* ---- those of a city */
struct assessment_line {
    struct url url;
    struct str name;
    struct tag state;
    struct str says;
};

struct assessments_page {
    struct page *page;
    struct notice notice;
    struct assessment_line *rows;
    size_t n;
    struct url new_url, matrices;
};

/* ---- one whose round is open */
struct assessment_person {
    struct str uid;
    struct str name;
    struct str sector;
    struct str part;              /* for whom they answer a part; "" */
    struct tag state;
    struct url link;              /* no text: they have answered, and the link is theirs alone */
};

struct assessment_open_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str says;              /* how many of how many */
    struct assessment_person *people;
    size_t n;
    struct form_field names;
    struct str programme;         /* whose participants can be taken over; "" none */
    struct str send, remind;      /* buttons; "": nobody is to be mailed */
    bool in_room;                 /* open to who has joined the room */
    struct str once;
    struct url action;
};

/* ---- one whose round is closed */
struct assessment_row {
    struct str name;
    struct url url;               /* what was agreed; no text of a dimension */
    struct str level;             /* "2: Emerging"; "too few answers" */
    struct tag agreed;
    struct str lowest;            /* of a dimension */
    struct str change;            /* "was 1 last time"; "" no round before */
    struct str agreed_level;      /* "" nothing was written down */
    struct str target;
    struct str others;            /* of a dimension: where other cities stand; "" no band is shown */
    struct tag confirmed;         /* sentences of the two highest levels; name "" nothing is to be confirmed */
    struct str says[4];           /* of the map: why it is worth talking about */
    size_t says_n;
};

struct assessment_count {
    struct str name;              /* "VIS-1: A shared vision", as the picture has it */
    const size_t *counts;         /* one a column */
};

struct assessment_closed_page {
    struct page *page;
    struct notice notice;
    struct str says[4];
    size_t says_n;
    struct assessment_row *map;
    size_t map_n;
    struct assessment_row *sides;
    size_t sides_n;
    struct html radar;
    struct assessment_row *items;
    size_t items_n;
    struct html heat;             /* empty: too few people */
    struct assessment_count *counted; /* the same as a table */
    size_t counted_n;
    struct str *columns;
    size_t columns_n;
    bool sides_change, sides_others;                               /* columns that have something */
    bool items_agreed, items_target, items_change, items_confirmed;
    struct url evidence;          /* where sentences are confirmed; no text: there are none */
    bool shares;                  /* its levels are compared with those of other cities */
    bool may_share;               /* a dimension has a level */
    struct str shares_says;
    bool is_own;                  /* the framework is ours */
    struct str worked[12];        /* how this was worked out */
    size_t worked_n;
    struct str once;
    struct url action;
};

/* ---- sentences that are confirmed */
struct assessment_evidence {
    struct str name;              /* of the criterion */
    struct str criterion, level;  /* as the form sends them */
    struct str says;              /* the level */
    struct str quote;
    struct str by;                /* who confirmed it; "" erased */
    bool confirmed, own;
};

struct assessment_evidence_page {
    struct page *page;
    struct form_problems *problems;
    struct assessment_evidence *rows;
    size_t n;
    struct str once;
    struct url action;
};

/* ---- who rates */
struct rate_line {
    struct str name;
    struct url url;               /* no text: the round is closed */
    struct tag state;
    struct str says;              /* "you see this differently from most: ..."; "" */
};

struct rate_page {
    struct page *page;
    struct notice notice;
    struct str says[6];
    size_t says_n;
    struct rate_line *lines;
    size_t n;
    struct rate_line *handed;     /* dimensions that somebody else answers */
    size_t handed_n;
    struct url hand;              /* no text: nothing can be handed over */
    struct url next;              /* no text: nothing is left, or it is closed */
    struct str next_name;
};

struct rate_choice { struct str id; struct str value; struct str name; struct str note; bool chosen; };

struct rate_question_page {
    struct page *page;
    struct form_problems *problems;
    struct rate_choice choices[RATING_LEVELS_MAX + 2];
    size_t n;
    struct str error;
    struct form_field because;
    struct str q;
    struct url back, all;
    struct str once;
    struct url action;
};

extern const struct field assessments_fields[], assessment_new_form[], assessment_one_fields[], assessment_one_form[];
extern const struct field assessment_level_form[], rate_fields[], rate_form[];
handler assessments_get, assessment_new_get, assessment_new_act, assessment_one_get, assessment_one_act;
extern const struct field rate_hand_form[], room_rate_form[];
handler assessment_level_get, assessment_level_act, rate_get, rate_act, rate_hand_get, rate_hand_act;
extern const struct field assessment_evidence_form[];
handler room_rate_get, room_rate_act, assessment_evidence_get, assessment_evidence_act;

/* ---- for these pages */

/* Who rates, by their link. */
struct rating_of {
    struct q_assessment_rater_by_uid rater;
    struct q_assessment_rater_round *round;
    size_t round_n;
    struct q_rater_handed *handed;
    size_t handed_n;
    const struct framework *framework;
    size_t *questions;       /* criteria of the form */
    bool *asked;             /* of these, whether it is theirs to answer */
    size_t n;
    size_t asked_n;
    int *answers;            /* theirs, by criterion */
    struct str *because;     /* the same */
};

/* FAULT_NOT_FOUND: no link of ours, or its person was taken out. *ret_over: it is too old. */
enum fault must_use rate_link(struct request *request, struct str *ret_uid, bool *ret_over);
enum fault must_use rate_load(struct request *request, struct str uid, struct rating_of *of);
/* NULL: the framework has none of that id. */
const struct framework_dimension *rate_dimension(const struct rating_of *of, struct str id);
/* q: a question from 1; 0: all of them. */
struct url rate_url(struct request *request, size_t q);
struct page *rate_page_of(struct request *request, struct str title, struct str lead);
/* The link of a rater of a round that was opened then. The site has a key. */
struct url rate_link_of(struct request *request, struct str uid, int64_t opened_at);

/* What a closed round came to: the last one, and the one before where there is one. */
struct assessment_told {
    const struct framework *framework;
    bool is_own;                  /* the framework is ours, not the city's */
    struct q_assessment_ratings *ratings;
    size_t ratings_n;
    struct q_assessment_raters *raters;
    size_t raters_n;
    struct q_assessment_levels *levels;
    size_t levels_n;
    struct q_assessment_handed *handed;
    size_t handed_n;
    struct assessment_results now;
    struct assessment_results before;
    struct assessment_results half; /* of a full form: as if each had been asked half */
    bool has_before;
    bool adapts;
    struct str edition;           /* what may be compared with other cities: store/assessment_band.h */
    bool shares;                  /* with what this one came to */
    struct q_assessment_bands *bands; /* that may be shown */
    size_t bands_n;
};

void assessment_load_soon(struct request *request);
/* The city, the assessment, and who rates. FAULT_NOT_FOUND: it is none of this city's. */
enum fault must_use assessment_load(struct request *request, struct q_assessment_of *ret_row,
                                    struct assessment_told *ret_told);
/* What it came to, as it is shared; of assessment_load. */
struct band_shared assessment_shared(struct request *request, const struct q_assessment_of *row,
                                     const struct assessment_told *told);
/* NULL: none is shown of that dimension (its place in the framework, from 0). */
const struct q_assessment_bands *assessment_band_of(const struct assessment_told *told, size_t dimension);
/* "/member-cities/{}/assessments/{}" and what stands behind it ("" nothing). */
struct url assessment_url(struct request *request, const char *behind);
bool assessment_is_of_round(const struct assessment_told *told, int64_t rater_id, int64_t round_id);
/* How many questions are theirs to answer, of the last round. */
size_t assessment_asked_of(const struct assessment_told *told, const struct q_assessment_raters *rater);
/* NULL: nothing was written down of it in that round. */
const struct q_assessment_levels *assessment_level_of(const struct assessment_told *told, int64_t round_id,
                                                      struct str criterion);
void assessment_show_open(struct request *request, struct response *response, const struct q_assessment_of *row,
                          const struct assessment_told *told);
void assessment_show_closed(struct request *request, struct response *response, const struct q_assessment_of *row,
                            const struct assessment_told *told);
struct notice assessment_notice(struct request *request, struct out *out);

struct tag say_assessed(struct out *out, enum assessed agreed);
/* "2: Emerging"; level 0: "too few answers". */
struct str say_level(struct out *out, const struct framework *framework, int level);
struct str say_sector(struct out *out, enum sector sector);
/* "A shared vision" */
struct str say_criterion(const struct framework *framework, size_t criterion);

#endif
