/* SPDX-License-Identifier: AGPL-3.0-or-later
** personal: what is kept about people, in one table. */
#include "store/personal.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "personal.sql.h"
#include "store/assessment.h"
#include "store/bid_work.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/announcement.h"
#include "store/event.h"
#include "store/driver.h"
#include "store/funding_rule.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/mail.h"
#include "store/member_fact.h"
#include "store/person.h"
#include "store/profile_history.h"
#include "store/profile_publish.h"
#include "store/programme.h"
#include "store/programme_record.h"
#include "store/wall.h"
#include "store/remark.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "store/suggestion.h"
#include "store/vote.h"

#define ACCOUNTS "Accounts of people who sign in"
#define PROGRAMMES "Leadership programmes of member cities"
#define ASSESSMENTS "How far a member city is, by many voices"
#define CONSENT "Article 6(1)(a): consent"
#define TASK "Article 6(1)(e): a task in the public interest"
#define SECURITY "Article 6(1)(e) with Article 32: security of the same task"
#define ACCOUNT_KEPT "for two years after the last sign-in, or as long as a role stands"

/* The times below are said in words: who changes one is told here. */
#define DAY 86400
_Static_assert(PERSON_KEPT_S == 2 * 365 * DAY && PERSON_PLACE_KEPT_S == 90 * DAY, "person, person_place");
_Static_assert(SESSION_IDLE_S == 14 * DAY && SESSION_ENDS_S == 30 * DAY, "login_session");
_Static_assert(SESSION_STAFF_IDLE_S == 3600 && SESSION_STAFF_ENDS_S == DAY, "login_session, of staff");
_Static_assert(LINK_PASSWORD_S <= DAY && LINK_SIGN_IN_S <= DAY && SIGN_IN_S == 600, "person_link, sign_in_attempt");
_Static_assert(CURIOUS_PROVE_S == DAY && CURIOUS_KEPT_S == 2 * 365 * DAY, "curious");
_Static_assert(DRIVER_KEPT_S == 2 * 365 * DAY, "driver");
_Static_assert(SUGGESTION_KEPT_S == 2 * 365 * DAY, "suggestion");
_Static_assert(INVITATION_S + INVITATION_KEPT_S == 44 * DAY, "invitation");
_Static_assert(TALK_KEPT_S == 180 * DAY && TALK_HELD_KEPT_S == 365 * DAY && TALK_WAIT_S == 14 * DAY, "introduction");
_Static_assert(EVENT_NEEDS_KEPT_S == 30 * DAY && EVENT_PEOPLE_KEPT_S == 90 * DAY, "event_person");
_Static_assert(ANNOUNCEMENT_KEPT_DAYS == 365, "announcement");
_Static_assert(FUNDING_RULE_KEPT_S == 5 * 365 * DAY && FUNDING_RULE_DRAFT_KEPT_S == 180 * DAY, "funding rule");
_Static_assert(EVENT_KEPT_S == 2 * 365 * DAY, "event");
_Static_assert(CONSENT_KEPT_S == 365 * DAY && MAIL_KEPT_S == 30 * DAY, "consent, mail");
_Static_assert(MAIL_UNREACHABLE_KEPT_S == 365 * DAY, "mail_address");
_Static_assert(PUBLICATION_KEPT_S == 180 * DAY, "publication");
_Static_assert(PROFILE_CHANGE_KEPT_S == 2 * 365 * DAY, "profile_change");
_Static_assert(MEMBER_FACT_KEPT_S == 2 * 365 * DAY, "member_fact");
_Static_assert(WATCH_KEPT_S == 2 * 365 * DAY && WATCH_FEED_S == 2 * 365 * DAY, "watch, watch_feed");
_Static_assert(BID_KEPT_S == 5 * 365 * DAY && BID_OPEN_KEPT_S == 3 * 365 * DAY, "bid_city, bid_stage");
_Static_assert(PROGRAMME_KEPT_DAYS == 5 * 365 && PARTICIPANT_KEPT_DAYS == 540, "programme, participant");
_Static_assert(PARTICIPANT_REMOVED_KEPT_S == 30 * DAY && WALL_REMOVED_KEPT_S == 30 * DAY, "participant, wall");
_Static_assert(RECORD_ASKED_KEPT_S == 180 * DAY, "programme_record_ask");
_Static_assert(WALL_COMMENT_KEPT_DAYS == 540, "what is said beside a card");
_Static_assert(BALLOT_OPEN_KEPT_DAYS == 30, "ballot");
_Static_assert(ASSESSMENT_KEPT_S == 5 * 365 * DAY && ASSESSMENT_NAMES_KEPT_S == 540 * DAY, "assessment");
_Static_assert(ANSWER_TAKEN_KEPT_S == 30 * DAY, "answer");
_Static_assert(REMARK_KEPT_S == 365 * DAY && REMARK_ENDED_KEPT_S == 90 * DAY, "remark");
_Static_assert(COMMITMENT_WHO_KEPT_S == 2 * 365 * DAY, "commitment");
_Static_assert(CORRECTION_WHO_KEPT_S == 2 * 365 * DAY, "correction");

const struct personal_table personal_tables[] = {
    {"person", ACCOUNTS, "to know who signs in, and to reach them", TASK, ACCOUNT_KEPT,
     "emptied; the number stays and is never given to anybody else",
     "id uid name mail mail_folded language state password password_at totp totp_step created_at "
     "signed_in_at remove_at desk_seen_at",
     "rev", &statement_personal_person},
    {"person_role", ACCOUNTS, "to know what they may do, and for which city", TASK, ACCOUNT_KEPT,
     "ended, and what they speak for is taken out; numbers stay, which name nobody any more",
     "person_id role member_id since until given_by ended_by for_area", "id",
     &statement_personal_role},
    {"login_session", ACCOUNTS, "so that they stay signed in, and see from where", SECURITY,
     "until it is ended or unused for fourteen days, thirty days at most; of those who run the network an hour unused, "
     "a day at most", "removed",
     "person_id digest made_at seen_at opened_by second_factor browser", "id uid idle_s ends_at",
     &statement_personal_session},
    {"person_link", ACCOUNTS, "links that let them in once", SECURITY, "a day at most; once used it goes at once",
     "removed", "person_id digest kind leads_to made_at", "ends_at", &statement_personal_link},
    {"person_place", ACCOUNTS, "so that wrong passwords of others do not lock them out", SECURITY,
     "for ninety days after the last sign-in from there", "removed", "person_id place seen_at", "",
     &statement_personal_place},
    {"recovery_code", ACCOUNTS, "so that they get in without their second step", SECURITY, "until it is used",
     "removed", "person_id digest made_at", "", &statement_personal_recovery},
    {"person_word", ACCOUNTS, "so that administrators find them by name or address", TASK, ACCOUNT_KEPT, "removed",
     "person_id word", "", &statement_personal_word},
    {"invitation", ACCOUNTS, "to ask somebody to act for a city", TASK,
     "until it is taken up or withdrawn, forty-four days after it was sent at most", "removed",
     "mail mail_folded language role member_id vouched invited_by made_at", "id uid sent_n ends_at remove_at",
     &statement_personal_invitation},
    {"claim", ACCOUNTS, "so that who works for a city can ask to act for it, and somebody who knows them can answer",
     TASK, "for a day until the address was shown to be theirs, thirty days until it is answered, thirty days more",
     "removed", "person_id name mail mail_folded says language member_id state why answered_by made_at",
     "id uid ends_at remove_at", &statement_personal_claim},
    {"application", ACCOUNTS, "so that who works for a city can ask that it joins, and gets the answer", TASK,
     "for a day until the address was shown to be theirs, sixty days until it is answered, thirty days more", "removed",
     "person_id name mail mail_folded says wish language city state why answered_by made_at",
     "id uid country lau_id gss_code geonames_id place member_id ends_at remove_at", &statement_personal_application},
    {"member_step", ACCOUNTS, "to know who took a city in, paused it, ended it or had it lead, and why", TASK,
     "as long as the network exists: it is the history of the city",
     "the number stays, which names nobody any more, and the reason, which is the city's", "by_person way why step at",
     "member_id number until reasons by_member", &statement_personal_step},
    {"publication", ACCOUNTS, "to know which two people of a city let everybody read what it says of itself", TASK,
     "as long as it is published; what was not published for a hundred and eighty days",
     "numbers stay, which name nobody any more; what the city said stays",
     "asked_by asked_at answered_by answered_at", "member_id part state uid says", &statement_personal_publication},
    {"profile_change", ACCOUNTS, "so that people of a city see who changed what it says of itself, and can put it back",
     TASK, "for two years", "the number stays, which names nobody any more; what the city said stays", "by_person at",
     "id member_id part was became", &statement_personal_profile_change},
    {"member_fact", ACCOUNTS, "so that people of a city see who said what the rules of funding ask", TASK,
     "for two years after it was said last", "the number stays, which names nobody any more; what the city said stays",
     "by_person at", "member_id fact value", &statement_personal_member_fact},
    {"driver", ACCOUNTS, "so that everybody knows whom to turn to: their name only if they agree", TASK,
     "as long as they drive the network or are the deputy, and for two years after", "removed",
     "person_id part named_at named_by shown shown_at away_until ended_at", "id remove_at", &statement_personal_driver},
    {"introduction", "Introductions between member cities",
     "so that two cities talk, and each side learns who the other one is once both have said yes", TASK,
     "for a hundred and eighty days after it was answered or ended, for three hundred and sixty-five after the talk",
     "the person and what they wrote are taken out of it; that two cities talked stays",
     "from_person to_person need why made_at answered_at",
     "id uid from_id to_id reason reason_what slot_1 slot_2 slot_3 slot asked_role state ends_at after_at from_was "
     "from_next to_was to_next from_hours to_hours remove_at", &statement_personal_introduction},
    {"commitment", ACCOUNTS, "to know who signed for a city, and on what authority", TASK,
     "name and job until two years after what was signed has ended; that it was signed as long as the network exists",
     "name and job are taken out of it; the number stays, which names nobody any more",
     "person_id name job authority reference decided_on confirm_by signed_at",
     "id member_id version ends_at asked_n who_until", &statement_personal_commitment},
    {"suggestion", ACCOUNTS, "to know who invited a city, or said no, and what came of it", TASK,
     "for two years after the last change; of a city that joined only its name, and when, stay",
     "numbers stay, which name nobody any more",
     "why came invited_by answered_by network_by network_says",
     "id uid code city country lau_id gss_code geonames_id place state made_at invited_at invited_for answered_at "
     "joined_at member_id remove_at network_at network_gap", &statement_personal_suggestion},
    {"suggestion_voice", ACCOUNTS, "so that a city can be invited with the reason of who knows it", TASK,
     "until it is taken back, two years after the last change at most",
     "what they wrote is taken out; that their city suggested it stays",
     "person_id says kind named made_at", "suggestion_id member_id withdrawn_at", &statement_personal_suggestion_voice},
    {"event", ACCOUNTS, "to know who made an event of the network", TASK, "for two years after the event",
     "the number is taken out of it; the event stays", "made_by made_at",
     "id uid sequence title says starts_at ends_at zone place online languages seen_by seats register_by state off_why "
     "changed_at", &statement_personal_event},
    {"announcement", ACCOUNTS, "to know who announced something in the network", TASK,
     "for a year after its last day", "the number is taken out of it; the announcement stays", "made_by made_at",
     "id uid title says link seen_by until_day state changed_at", &statement_personal_announcement},
    {"funding_rule", ACCOUNTS, "to know who wrote a rule of funding and who said yes, so that two people read each",
     TASK,
     "as long as the rule answers, and for five years after; a draft for a hundred and eighty days",
     "numbers are taken out of it; the rule and its reasons stay",
     "made_by answered_by made_at changed_at answered_at why answer", "id uid rule number kind state says ended_at",
     &statement_personal_funding_rule},
    {"event_person", "Events of the network", "so that those who run an event know who comes and what they need", TASK,
     "what they need for thirty days after the event, that they came for ninety", "removed",
     "person_id state needs made_at told_at", "event_id number member_id", &statement_personal_event_person},
    {"watch", ACCOUNTS, "so that people of a city see who of them watches a funding call", TASK,
     "until it is not watched any more, two years after its last deadline at most",
     "the number is taken out of it; that the city watches it stays", "person_id made_at",
     "id uid member_id call_key title size own_money seen_by begun_at changed_at", &statement_personal_watch},
    {"watch_feed", ACCOUNTS, "so that people of a city see who made the address of its calendar", TASK,
     "until it is ended, two years at most", "the number is taken out of it; the address stays", "made_by made_at",
     "member_id uid", &statement_personal_watch_feed},
    {"bid_city", ACCOUNTS, "so that people of a city see who of them owns its part of a bid", TASK,
     "as long as the bid: five years after it is over, three after anything was done in it",
     "the number is taken out of it; that the city takes part, and what it wrote, stay",
     "person_id asked_at answered_at", "id uid bid_id member_id role answer says why lead_asked_at told",
     &statement_personal_bid_city},
    {"bid_stage", ACCOUNTS, "so that people of a city see who of them said how a bid stands", TASK,
     "as long as the bid: five years after it is over, three after anything was done in it",
     "the number is taken out of it; how the bid stands, and why, stay", "person_id made_at",
     "id bid_id number stage day_on member_id why amount_cents currency", &statement_personal_bid_stage},
    {"answer", ACCOUNTS, "so that people of a city see who of them put in what it wrote in an earlier bid", TASK,
     "until the city takes it away, and thirty days more; as long as the city takes part at most",
     "the number is taken out of it; what the city wrote stays", "person_id made_at",
     "id uid member_id question body fund rule_id call_key bid_id section_id handed_in_on outcome outcome_why seen_by "
     "changed_at taken_at", &statement_personal_answer},
    {"bid_section", ACCOUNTS, "so that people of a city see who of them writes a section of a bid", TASK,
     "as long as the bid: five years after it is over, three after anything was done in it",
     "the number is taken out of it; the section stays", "person_id",
     "id uid bid_id number title asks limit_n limit_of member_id state made_at changed_at",
     &statement_personal_bid_section},
    {"bid_text", ACCOUNTS, "so that people of a city see who of them wrote what in a bid, and nothing is lost", TASK,
     "as long as the bid: five years after it is over, three after anything was done in it",
     "the number is taken out of it; the text stays, as a part of the city's bid", "person_id body made_at",
     "id section_id number member_id answer_id", &statement_personal_bid_text},
    {"bid_figure", ACCOUNTS, "so that people of a city see who of them said a number of a bid", TASK,
     "as long as the bid: five years after it is over, three after anything was done in it",
     "the number is taken out of it; the figure stays", "person_id changed_at",
     "id uid bid_id of_id name says value unit source each_city member_id", &statement_personal_bid_figure},
    {"programme", PROGRAMMES, "to know who made a leadership programme", TASK, "for five years after its last day",
     "the number is taken out of it; the programme stays", "made_by made_at",
     "id uid member_id host_kind host_name name template languages place begins_on ends_on seen_by named sectors_shown "
     "chatham notes_read_by notes_draft rules_more code published_at changed_at rev", &statement_personal_programme},
    {"programme_stage", PROGRAMMES, "so that people of a city see who of them said how a programme stands", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it; how the programme stands stays", "person_id made_at",
     "id programme_id number stage day", &statement_personal_programme_stage},
    {"wall_card", PROGRAMMES, "so that people of a city see who of them put a card on the knowledge wall", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it; the card stays", "person_id made_at",
     "id uid programme_id project_id claim so_what source url dated_on licence theme_id changed_at removed_at",
     &statement_personal_wall_card},
    {"programme_record", PROGRAMMES, "to know which two people of a city let everybody read of what was held", TASK,
     "as long as it is published", "numbers are taken out of it; what the city tells stays",
     "asked_by answered_by published_at", "programme_id uid host_kind host_name begins_on ends_on name kind place "
     "cities took_part themes came_of", &statement_personal_programme_record},
    {"programme_record_ask", PROGRAMMES, "so that another person of the city reads what somebody would publish", TASK,
     "until it is answered; for a hundred and eighty days",
     "what they asked for is removed; the number of who said no is taken out of it",
     "asked_by asked_at answered_by answered_at", "programme_id uid state host_kind host_name begins_on ends_on name "
     "kind place cities took_part themes came_of", &statement_personal_programme_record_ask},
    {"participant", PROGRAMMES, "so that who is asked to a leadership programme can take part in it, and is reached",
     TASK, "for five hundred and forty days after its last day; thirty after they were taken off the list",
     "name, organisation, role and address are taken out of it; the sector and what the programme came to stay",
     "name short_name organisation sector role mail mail_folded language came_by asked_at accepted_at made_at "
     "removed_at", "id uid programme_id substitute_of erased_at", &statement_personal_participant},
    {"wall_mark", PROGRAMMES, "to see which cards of a knowledge wall matter to those who take part", TASK,
     "whose it is for five hundred and forty days after its last day; as long as the programme, of nobody",
     "stays as a number of the programme, of nobody any more", "participant_id card_id", "",
     &statement_personal_wall_mark},
    {"wall_comment", PROGRAMMES, "so that what is said beside a card is read with who said it, where the house rules "
     "name people", TASK, "what participants said for five hundred and forty days after the last day of the programme; "
     "the rest as long as the programme", "what they said as participant is removed; of a person of the city the "
     "number is taken out of it", "participant_id person_id says made_on",
     "id uid programme_id card_id said_by removed_at",
     &statement_personal_wall_comment},
    {"participant_session", PROGRAMMES, "to know who comes to which session of a leadership programme, and who came",
     TASK, "whose it is for five hundred and forty days after its last day; as long as the programme, of nobody",
     "stays as a number of the programme, of nobody any more", "participant_id accepted accepted_at attended",
     "session_id", &statement_personal_participant_session},
    {"note", PROGRAMMES, "so that another person closes the notes of a leadership programme than who wrote the last of "
     "them", TASK, "as long as the programme: five years after its last day",
     "the number is taken out of it; the notes stay", "changed_by changed_at", "id programme_id language rev",
     &statement_personal_note},
    {"note_text", PROGRAMMES, "so that people of a city see who of them wrote what stands in the notes", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it; the text stays", "person_id made_at", "id section_id number body came_by",
     &statement_personal_note_text},
    {"note_step", PROGRAMMES, "so that people of a city see who of them closed the notes", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it; that they were closed stays", "person_id made_at",
     "id note_id number step reason", &statement_personal_note_step},
    {"decision", PROGRAMMES, "so that people of a city see who of them wrote a decision down", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it; the decision stays", "person_id made_at",
     "id uid programme_id says from_kind from_says carried_by removed_at", &statement_personal_decision},
    {"action", PROGRAMMES, "so that who does something after a leadership programme is reminded, and asked what became "
     "of it", TASK, "as long as the programme: five years after its last day; whose it is for five hundred and forty "
     "days", "names and addresses are taken out of it; the action and how it stands stay",
     "participant_id person_id who mail mail_folded made_by made_at",
     "id uid programme_id what due_on decision_id state nudged_on late_on reviewed removed_at",
     &statement_personal_action},
    {"action_step", PROGRAMMES, "so that it is known what became of an action", TASK,
     "as long as the programme: five years after its last day",
     "the number is taken out of it, and what they said by a link; that it was done stays", "says by_link person_id "
     "made_at", "id action_id number step due_on", &statement_personal_action_step},
    {"note_correction", PROGRAMMES, "so that who takes part can have the notes corrected, and sees what came of it",
     TASK, "for five hundred and forty days after the last day of the programme",
     "removed; what of it was taken stays in the notes", "participant_id base body state made_at settled_at",
     "id uid section_id", &statement_personal_note_correction},
    {"survey_answered", PROGRAMMES, "to know who was asked by the survey of a leadership programme, and whom to remind",
     TASK, "for five hundred and forty days after its last day", "removed", "participant_id answered", "survey_id",
     &statement_personal_survey_answered},
    {"survey_answer", PROGRAMMES, "what they answered; with their name only where the survey said so before",
     TASK, "for five hundred and forty days after the last day of the programme",
     "removed, where it stands with who gave it; nobody can tell whose any other is", "participant_id sector body sent",
     "digest survey_id rev", &statement_personal_survey_answer},
    {"assessment_round", ASSESSMENTS, "so that people of a city see who read a round and closed it", TASK,
     "as long as the assessment: five years after anything was done in it",
     "the number is taken out of it; that it is closed stays", "closed_by closed_at",
     "id assessment_id number opened_at reminded_at told_raters told_ratings hides",
     &statement_personal_assessment_round},
    {"assessment_rater", ASSESSMENTS, "so that who is asked how far the city is can answer, without an account", TASK,
     "for five hundred and forty days after the round was closed",
     "name and address are taken out of it; the sector stays",
     "participant_id name sector mail mail_folded language asked_at part made_at", "id uid round_id",
     &statement_personal_assessment_rater},
    {"assessment_handed", ASSESSMENTS, "so that who knows a part better can answer it instead", TASK,
     "as long as both names: five hundred and forty days after the round was closed", "removed",
     "rater_id dimension to_id", "", &statement_personal_assessment_handed},
    {"rating", ASSESSMENTS, "to know how far the city is, and on what its people do not agree yet", TASK,
     "whose it is for five hundred and forty days after the round was closed; five years after anything was done in "
     "the assessment, of nobody", "sentences are taken out of it; levels stay, of nobody any more",
     "rater_id criterion answer level because", "", &statement_personal_rating},
    {"assessment_sharing", ASSESSMENTS, "so that people of a city see who let its levels be compared", TASK,
     "until the city takes it back; as long as the assessment", "the number is taken out of it; that it is shared "
                                                                "stays",
     "person_id agreed_at", "member_id edition assessment_id", &statement_personal_assessment_sharing},
    {"rating_confirmed", ASSESSMENTS, "so that people of a city see who read a sentence and says that it is so", TASK,
     "as long as the assessment: five years after anything was done in it",
     "the number is taken out of it; that it was confirmed stays", "person_id", "rater_id criterion",
     &statement_personal_rating_confirmed},
    {"assessment_level", ASSESSMENTS, "so that people of a city see who wrote down what was agreed", TASK,
     "as long as the assessment: five years after anything was done in it",
     "the number is taken out of it; what was agreed stays", "person_id said_at",
     "round_id criterion level because target", &statement_personal_assessment_level},
    {"ballot", PROGRAMMES, "so that each answer in a vote counts once, and can be changed while the vote is open", TASK,
     "until the vote is closed; thirty days after the programme's last day at most",
     "stays as the answer of nobody until the vote is closed", "participant_id value", "vote_id round number",
     &statement_personal_ballot},
    {"breakout_seat", PROGRAMMES, "to know who works with whom in groups, and to seat them with others the next time",
     TASK, "whose it is for five hundred and forty days after its last day; as long as the programme, of nobody",
     "stays as a seat of nobody any more", "participant_id group_number", "breakout_id",
     &statement_personal_breakout_seat},
    {"framework_matrix", ASSESSMENTS, "so that people of a city see who brought in a matrix of its licence", TASK,
     "as long as the city keeps it", "the number is taken out of it; the matrix, which is the city's, stays",
     "person_id made_at", "id uid member_id title holder ref body", &statement_personal_framework_matrix},
    {"person_provider", ACCOUNTS, "to know them again when they sign in with the account of their organisation", TASK,
     ACCOUNT_KEPT, "removed", "provider_id subject person_id made_at", "", &statement_personal_provider},
    {"sign_in_attempt", ACCOUNTS, "the way to the account of their organisation, and back", SECURITY,
     "for ten minutes", "nothing: it cannot be told whose a row is", "browser leads_to code agent made_at",
     "id uid provider_id state back links why ends_at", NULL},
    {"consent", "Mail that the program sends", "to send them what they agreed to, and to show that they did", CONSENT,
     "as long as it stands, and for a year after it was taken back", "removed",
     "person_id kind words given_at withdrawn_at withdrawn_by", "id remove_at", &statement_personal_consent},
    {"curious", "Mail that the program sends",
     "to send news of the network to who asked for it, and to show that they did", CONSENT,
     "for a day until the address was shown to be theirs, until it is ended, for two years at most", "removed",
     "mail mail_folded address_digest language words made_at proved_at told_at", "id uid state remove_at",
     &statement_personal_curious},
    {"mail", "Mail that the program sends", "to tell people what was decided or is asked of them", TASK,
     "address and content until it was sent, that it was sent for thirty days", "removed",
     "person address address_digest language fields made_at sent_at",
     "id uid kind unasked state tries run_after why remove_at",
     &statement_personal_mail},
    {"mail_address", "Mail that the program sends", "who wants no mail, and what cannot be reached", TASK,
     "as long as it is wanted; unreachable for a year",
     "that somebody wants no mail stays, as a digest with a secret salt: else mail would begin again",
     "digest unsubscribed_at unreachable_at why", "", NULL},
    {"remark", "What readers tell the operator", "to mend what is wrong, and to answer", TASK,
     "for a year, or ninety days after it was answered or closed", "removed, with its page",
     "says source mail language answer created_at ended_at", "id uid page state remove_at", &statement_personal_remark},
    {"correction", "What readers tell the operator", "who said whose body an organisation is", TASK,
     "the name for two years", "the name is taken out of it", "who",
     "id organisation_id kind city_name city_lau_id city_gss_code city_geonames_id why given_at withdrawn_at",
     &statement_personal_correction},
    {"log_entry", "The log of decisions", "so that nobody changes decisions unseen", TASK,
     "as long as the network exists; digests of it for ever",
     "the parts that tell of them go with their salts; digests stay, which tell nothing without them",
     "who_salt who who_person whom_salt whom whom_person", "number what_salt what erased_at erased_why",
     &statement_personal_log},
    {"rate", "Protection of forms", "so that nobody drowns the rest", SECURITY,
     "for a day; digests with a salt of that day", "nothing: it cannot be told whose a row is", "who", "kind since n",
     NULL},
};
const size_t personal_tables_count = COUNT_OF(personal_tables);
_Static_assert(COUNT_OF(personal_tables) <= PERSONAL_TABLES_MAX, "lists of their names have room");

const char *const personal_not[] = {
    "schema_migration", /* what the database itself is */
    "setting",          /* what the operator says of itself, in public */
    "profile",          /* what a member city says of itself */
    "trait",            /* the same: what makes it itself */
    "trait_card",       /* who sees that */
    "council_path",     /* how its council decides: days and choices */
    "bid",              /* what member cities go for */
    "assessment",       /* that a city looks at how far it is */
    "assessment_share", /* levels that cities let be compared, and what is told of them */
    "assessment_band",
    "programme_city",   /* cities for which a programme is held */
    "programme_session", /* days, times and blocks of it */
    "programme_block",
    "action_review",    /* days on which actions were looked at */
    "note_section",     /* headings of notes, and what flows into them */
    "note_pdf",         /* what stands in notes, for paper */
    "survey",           /* what a city asks before it */
    "survey_total",     /* how often each thing was said */
    "vote",             /* what the room is asked; how many answered what, of nobody */
    "vote_option",
    "vote_total",
    "vote_pair",
    "wall_open",        /* how many opened a card: digests that tell nobody without the key file */
    "room_event",
    "breakout",         /* rounds of groups, and what a group wrote: of no person */
    "breakout_block",
    "breakout_group",
    "breakout_card",
    "card_group",
    "breakout_statement",
    "programme_was",    /* numbers, and pieces of digests */
    "programme_home",   /* where it came from; what it has sealed cannot be read here */
    "answer_word",      /* words of what cities wrote in bids, to find it by */
    "member_area",      /* which places around it it serves */
    "profile_item",
    "generation",
    "job",              /* names of files and counts */
    "once",             /* digests of forms, and addresses of pages */
    "provider",         /* organisations */
    "rate_salt",
    "mail_salt",
    "member_city",      /* municipalities */
    "member_domain",
    "log_link",         /* digests that tell nothing */
    "erasure",          /* numbers that name nothing any more */
};
const size_t personal_not_count = COUNT_OF(personal_not);

/* ---- rows of a person */

/* Parameters are known by their names. */
static struct value value_for(const struct db_column *column, const struct personal_of *of, struct str folded)
{
    struct value value = {.kind = VALUE_TEXT, .text = strcmp(column->name, "name") == 0     ? of->name
                                                      : strcmp(column->name, "folded") == 0 ? folded
                                                                                            : of->mail};
    if (strcmp(column->name, "person") == 0) {
        value = (struct value){.kind = VALUE_INT, .number = of->person};
    }
    return value;
}

/* An address in a row with no parameter is compared here. */
static bool is_theirs(struct arena *arena, const struct statement *statement, const struct db_rows *rows,
                      struct str folded)
{
    if (statement->in_count > 0) {
        return true;
    }
    for (size_t i = 0; i < statement->out_count; i++) {
        if (strcmp(statement->out[i].name, "mail") == 0) {
            struct arena_mark mark = arena_mark(arena);
            bool same = folded.n > 0 && str_eq(person_fold_mail(arena, db_rows_text(rows, i)), folded);
            arena_rewind(arena, mark);
            return same;
        }
    }
    return false;
}

const struct personal_table *personal_find(struct str name)
{
    for (size_t i = 0; i < personal_tables_count; i++) {
        if (personal_tables[i].shown != NULL && str_eq(name, str_of(personal_tables[i].name))) {
            return &personal_tables[i];
        }
    }
    return NULL;
}

enum fault personal_each_of(struct db *db, struct arena *arena, const struct personal_of *of,
                            const struct personal_table *table, personal_row *row, void *self)
{
    struct value in[4];
    struct db_rows *rows = NULL;
    bool more = false;
    struct str folded = person_fold_mail(arena, of->mail);
    check(table->shown->in_count <= COUNT_OF(in));
    for (size_t i = 0; i < table->shown->in_count; i++) {
        in[i] = value_for(&table->shown->in[i], of, folded);
    }
    TRY(db_rows_open(db, table->shown, in, &rows));
    enum fault fault = db_rows_next(rows, &more);
    while (fault == OK && more) {
        fault = is_theirs(arena, table->shown, rows, folded) ? row(self, table, rows) : OK;
        fault = fault == OK ? db_rows_next(rows, &more) : fault;
    }
    db_rows_close(rows);
    return fault;
}

enum fault personal_each(struct db *db, struct arena *arena, const struct personal_of *of, personal_row *row,
                         void *self)
{
    for (size_t i = 0; i < personal_tables_count; i++) {
        if (personal_tables[i].shown != NULL) {
            TRY(personal_each_of(db, arena, of, &personal_tables[i], row, self));
        }
    }
    return OK;
}
