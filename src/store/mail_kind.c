/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail_kind: the table. */
#include "store/mail_kind.h"

#include "base/check.h"
#include "store/account.h"
#include "store/action.h"
#include "store/application.h"
#include "store/assessment.h"
#include "store/bid_due.h"
#include "store/bid_work.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/curious.h"
#include "store/event.h"
#include "store/driver.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/mail.h"
#include "store/membership.h"
#include "store/programme.h"
#include "store/remark.h"
#include "store/suggestion.h"
#include "store/survey.h"

const struct mail_kind mail_kinds[] = {
    {REMARK_ANSWER_MAIL, MAIL_ASKED, "they left an address for the answer"},
    {SIGN_IN_MAIL, MAIL_ASKED, "they want to sign in"},
    {ACCOUNT_MAIL, MAIL_ASKED, "how they sign in has changed"},
    {ADDRESS_NEW_MAIL, MAIL_ASKED, "they gave a new address"},
    {ADDRESS_OLD_MAIL, MAIL_ASKED, "their address has changed"},
    {ROLE_ENDED_MAIL, MAIL_ASKED, "what they are here has changed"},
    {STAND_IN_MAIL, MAIL_ASKED, "what they are here has changed"},
    {DRIVER_MAIL, MAIL_ASKED, "what they are here has changed"},
    {INVITATION_MAIL, MAIL_ASKED, "somebody who knows them invites them"},
    {PARTICIPANT_MAIL, MAIL_ASKED, "somebody who knows them asks them to a leadership programme"},
    {PARTICIPANT_CHANGED_MAIL, MAIL_ASKED, "what they were asked to is called off, or on other days"},
    {APPLICATION_MAIL, MAIL_ASKED, "they asked that a city joins"},
    {CLAIM_MAIL, MAIL_ASKED, "they asked to act for a city"},
    {MEMBER_STEP_MAIL, MAIL_ASKED, "how their city stands has changed"},
    {SUGGESTION_JOINED_MAIL, MAIL_ASKED, "the city that they suggested has joined"},
    {CURIOUS_MAIL, MAIL_ASKED, "they asked for the news"},
    {TALK_MAIL, MAIL_ASKED, "an answer to their city, or what both agreed"},
    {BID_ANSWER_MAIL, MAIL_ASKED, "an answer to their city"},
    {EVENT_MAIL, MAIL_ASKED, "what they registered for is cancelled, is changed, or has a place for them"},
    {SURVEY_MAIL, MAIL_ASKED, "the city that holds it has them on its list"},
    {ASSESSMENT_MAIL, MAIL_ASKED, "a city, or somebody who knows them, asks them how far it is"},
    {TEST_MAIL, MAIL_ASKED, "they try whether mail arrives"},
    {APPLICATION_STAFF_MAIL, MAIL_PERSONAL, "a city waits for their answer"},
    {CLAIM_VOUCH_MAIL, MAIL_PERSONAL, "somebody waits for their word"},
    {TALK_ASKED_MAIL, MAIL_PERSONAL, "another city waits for their answer"},
    {TALK_AFTER_MAIL, MAIL_PERSONAL, "the talk they had yesterday, best said today", 86400},
    {EVENT_SOON_MAIL, MAIL_PERSONAL, "others wait for them on that day"},
    {BID_ASKED_MAIL, MAIL_PERSONAL, "another city waits for their answer"},
    {BID_DUE_MAIL, MAIL_PERSONAL, "a step of the bid that they own is due within a week", BID_DUE_S},
    {LEAD_ASKED_MAIL, MAIL_PERSONAL, "their city is asked to lead, by people who wait for the answer"},
    {SURVEY_REMINDER_MAIL, MAIL_PERSONAL, "others wait for their answer"},
    {ASSESSMENT_REMINDER_MAIL, MAIL_PERSONAL, "others wait for their answers"},
    {ACTION_MAIL, MAIL_PERSONAL, "what they said they would do is due within a day, or others ask what became of it",
     ACTION_DUE_S},
    {ACTION_REVIEW_MAIL, MAIL_PERSONAL, "others wait to read what became of what they decided"},
    {COMMITMENT_MAIL, MAIL_PERSONAL, "what they signed ends within a week", COMMITMENT_LAST_S},
    {WEEK_MAIL, MAIL_WEEKLY, "what waits for them"},
    {CURIOUS_NEWS_MAIL, MAIL_WEEKLY, "what is new, for who asked for it"},
    {YEAR_MAIL, MAIL_WEEKLY, "the statements are to be looked through"},
};
const size_t mail_kinds_count = COUNT_OF(mail_kinds);

const struct mail_kind *mail_kind_find(struct str name)
{
    for (size_t i = 0; i < mail_kinds_count; i++) {
        if (str_eq(str_of(mail_kinds[i].name), name)) {
            return &mail_kinds[i];
        }
    }
    return NULL;
}
