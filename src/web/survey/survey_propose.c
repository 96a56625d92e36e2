/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: a sentence of its results is used: on the knowledge wall, on the agenda. */
#include "base/check.h"
#include "store/programme_agenda.h"
#include "store/wall.h"
#include "text/words.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

#define PROPOSAL_MINUTES 20 /* time for nine people to say a sentence each, and to agree what to do */

enum fault survey_hang(struct request *request, struct out *out, int64_t programme_id, struct str says,
                       const struct field *field)
{
    struct str uid;
    if (str_letters(says) > WALL_CLAIM_MAX) {
        form_refuse(request, field, W_NOTE("is too long for a card"),
                    W_NOTE("write a shorter one by hand on the wall"));
        return FAULT_INVALID;
    }
    const struct wall_card card = {.claim = says, .so_what = S(""), .source = W(out, "Survey before the leadership "
                                                                                     "programme"),
                                   .url = S(""), .licence = S(""),
                                   .dated_on = str_sub(instant_iso(request->arena, request->now), 0, 10)};
    enum fault fault = wall_add(request->db, request->arena, programme_id, &card, request->who->person_id,
                                request->now, &uid);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, field, W_NOTE("is one card too many"), W_NOTE("take one off the wall first"));
        return FAULT_INVALID;
    }
    return fault;
}

/* What has begun or is over takes no more on. */
static bool is_ahead(const struct agenda *agenda, const struct q_programme_sessions *session)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    size_t n = agenda_in_session(agenda, session->id, blocks);
    for (size_t i = 0; i < n; i++) {
        if (blocks[i]->begun_at.known) {
            return false;
        }
    }
    return n < AGENDA_SESSION_BLOCKS_MAX;
}

enum fault survey_to_agenda(struct request *request, int64_t programme_id, const struct survey_proposal *proposal,
                            const struct field *field)
{
    struct agenda agenda;
    TRY(agenda_load(request->db, request->arena, request->params[1], &agenda));
    const struct block_new block = {BLOCK_PLENARY, str_clip_letters(proposal->question, BLOCK_TITLE_MAX),
                                    str_clip_letters(proposal->says, BLOCK_WORDS_MAX), PROPOSAL_MINUTES};
    enum fault fault = FAULT_TOO_LARGE;
    for (size_t i = 0; i < agenda.sessions_n && fault == FAULT_TOO_LARGE; i++) {
        if (is_ahead(&agenda, &agenda.sessions[i])) {
            fault = agenda_add(request->db, request->arena, &agenda, programme_id, agenda.sessions[i].id, &block,
                               request->now);
        }
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, field, W_NOTE("finds no session that is still to come and has room"),
                    W_NOTE("add a session to the agenda, or take a block out"));
        return FAULT_INVALID;
    }
    return fault;
}
