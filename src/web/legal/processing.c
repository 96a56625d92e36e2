/* SPDX-License-Identifier: AGPL-3.0-or-later
** processing: what is kept of people, in words for them. */
#include "web/legal/processing.h"

#include "base/check.h"
#include "base/limits.h"
#include "store/application.h"
#include "store/assessment.h"
#include "store/bid_work.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/event.h"
#include "store/driver.h"
#include "store/funding_rule.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/mail.h"
#include "store/member_fact.h"
#include "store/person.h"
#include "store/personal.h"
#include "store/programme.h"
#include "store/remark.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "store/profile_history.h"
#include "store/profile_publish.h"
#include "store/suggestion.h"
#include "text/words.h"

/* Said as words below. */
_Static_assert(LINK_PASSWORD_S == 86400 && LINK_SIGN_IN_S <= 86400, "a day at most");
_Static_assert(SIGN_IN_S == 600, "ten minutes");
_Static_assert(SESSION_STAFF_IDLE_S == 3600 && SESSION_STAFF_ENDS_S == 86400, "an hour, a day");

#define ACCOUNT_KEPT W_NOTE("{years} years after you last signed in; longer while you have a role here")
#define NOT_TOLD W_NOTE("we cannot, for nobody can tell whose it is")
#define REMOVED W_NOTE("removed")

const struct processing processing_rows[] = {
    {"", W_NOTE("Reading these pages"), W_NOTE("Which page was asked for, when, and whether it worked; not by whom."),
     W_NOTE("to keep the site working"), BASIS_SECURITY, W_NOTE("as long as the machine keeps its logs"), 0, 0,
     NOT_TOLD},
    {"rate", W_NOTE("Sending a form"),
     W_NOTE("A code made of the address of your line, from which the address cannot be told; and a code of the form."),
     W_NOTE("to keep machines from flooding the forms, and so that a form sent twice counts once"), BASIS_SECURITY,
     W_NOTE("until the end of the day; the code of the form for {days} days"), ONCE_KEPT_S, 0, NOT_TOLD},
    {"remark", W_NOTE("Telling us what is wrong or missing"),
     W_NOTE("What you write, our answer, and your mail address if you give it."),
     W_NOTE("to mend these pages, and to answer you"), BASIS_PAGES,
     W_NOTE("{days} days, or {then} days after it was answered or closed"), REMARK_KEPT_S, REMARK_ENDED_KEPT_S,
     W_NOTE("removed, with its page")},
    {"correction", W_NOTE("Saying whose body an organisation is"), W_NOTE("The name of who said so."),
     W_NOTE("to mend these pages, and to know whom to ask"), BASIS_PAGES,
     W_NOTE("{years} years; what was said stays, without your name"), CORRECTION_WHO_KEPT_S, 0,
     W_NOTE("your name is taken out of it")},
    {"person person_role person_word", W_NOTE("Your account"),
     W_NOTE("Your name, mail address and language; your password, as a code from which it cannot be read; what you are "
            "for the network, for which city, since when and by whom; for which place around it you speak, if that was "
            "said; when you last signed in. Name and address come "
            "from you, or from who invited you."),
     W_NOTE("to know who signs in and what they may do, and to reach you"), BASIS_NETWORK, ACCOUNT_KEPT, PERSON_KEPT_S,
     0, W_NOTE("emptied; a number stays that names nobody")},
    {"invitation", W_NOTE("An invitation to act for a city"),
     W_NOTE("Your mail address, the city, who invites you, and whether they vouch for your address. It comes from who "
            "invites you."),
     W_NOTE("to ask you by mail"), BASIS_NETWORK,
     W_NOTE("until you take it up or it is withdrawn; {days} days after it was sent"),
     INVITATION_S + INVITATION_KEPT_S, 0, REMOVED},
    {"claim", W_NOTE("Asking to act for a city"),
     W_NOTE("Your name, mail address, city and what you do there, as you wrote it; what was answered, and by whom."),
     W_NOTE("so that somebody who knows you can say yes, and you get the answer"), BASIS_NETWORK,
     W_NOTE("a day until you show that the address is yours; {days} days after it was answered or ended"), CLAIM_KEPT_S,
     0, REMOVED},
    {"application", W_NOTE("Asking that your city joins"),
     W_NOTE("Your name, mail address, city, what you do there and what the city dares to change, as you wrote it; what "
            "was answered, and by whom."),
     W_NOTE("so that those who run the network can say yes or no, and you get the answer"), BASIS_NETWORK,
     W_NOTE("a day until you show that the address is yours; {days} days after it was answered or ended"),
     APPLICATION_KEPT_S, 0, REMOVED},
    {"member_step", W_NOTE("The steps of a member city"),
     W_NOTE("That you said yes to a city, or that you paused it, took it back or ended it, or suggested or agreed that "
            "it leads; when, and why, as you wrote it."),
     W_NOTE("so that a city's history can be told, and nobody changes it unseen"), BASIS_NETWORK,
     W_NOTE("as long as the network exists"), 0, 0,
     W_NOTE("a number stays that names nobody, and the reason, which is the city's")},
    {"publication", W_NOTE("Letting everybody read what your city says of itself"),
     W_NOTE("That you asked for it, or said yes or no to it, and when. People of your city see your name beside it; "
            "everybody else sees the city only."),
     W_NOTE("so that two people of a city decide what everybody may read"), BASIS_NETWORK,
     W_NOTE("as long as it is published; {days} days where nobody said yes"), PUBLICATION_KEPT_S, 0,
     W_NOTE("a number stays that names nobody, and what the city said")},
    {"profile_change", W_NOTE("Changing what your city says of itself"),
     W_NOTE("That you changed it, when, what stood there before and after. People of your city see it with your "
            "name."),
     W_NOTE("so that people of a city see who changed what, and can put it back"), BASIS_NETWORK,
     W_NOTE("{years} years"), PROFILE_CHANGE_KEPT_S, 0,
     W_NOTE("a number stays that names nobody, and what the city said")},
    {"member_fact", W_NOTE("Saying what the rules of funding ask of your city"),
     W_NOTE("That you said it, when, and what. People of your city see it with your name."),
     W_NOTE("so that people of a city see who said what, and how old it is"), BASIS_NETWORK,
     W_NOTE("{years} years after it was said last"), MEMBER_FACT_KEPT_S, 0,
     W_NOTE("a number stays that names nobody, and what the city said")},
    {"driver", W_NOTE("Driving this network"),
     W_NOTE("That you drive it or are the deputy, since when and named by whom; when you are away. Everybody reads "
            "your name only if you agree, and until you take that back."),
     W_NOTE("so that everybody knows whom to turn to"), BASIS_NETWORK,
     W_NOTE("as long as you do, and {years} years after"), DRIVER_KEPT_S, 0, REMOVED},
    {"introduction", W_NOTE("A first talk between two cities"),
     W_NOTE("That you asked for it or answered it, and the sentence that you wrote. Once both cities have said yes, "
            "your name, "
            "role and mail address are shown to the people of the other city, and sent to the person you talk to. If "
            "you leave "
            "before that, the main contact of your city takes your place."),
     W_NOTE("so that two cities find each other, and nobody is named before both want it"), BASIS_NETWORK,
     W_NOTE("{days} days after the talk; {then} days after it was answered or ended without one"), TALK_HELD_KEPT_S,
     TALK_KEPT_S, W_NOTE("you and what you wrote are taken out of it; that two cities talked stays")},
    {"commitment", W_NOTE("Signing for your city"),
     W_NOTE("That you signed what your city commits to, when and on what authority; your name and what you do there, "
            "as you wrote it."),
     W_NOTE("to know who signed for a city, and to ask again before it ends"), BASIS_NETWORK,
     W_NOTE("your name for {years} years after its end; that it was signed, as long as the network exists"),
     COMMITMENT_WHO_KEPT_S, 0, W_NOTE("your name is taken out of it")},
    {"suggestion_voice suggestion", W_NOTE("Suggesting a city, and inviting it"),
     W_NOTE("What you wrote of the city, for which city you did it, when, and whether your name may stand on the "
            "invitation; who of those who run the network invited it or said no, and what they wrote."),
     W_NOTE("so that a city can be invited by who knows it"), BASIS_NETWORK,
     W_NOTE("until you take it back; {days} days after the last change"), SUGGESTION_KEPT_S, 0,
     W_NOTE("what you wrote is taken out; that your city suggested it stays")},
    {"event_person event announcement", W_NOTE("Coming to an event"),
     W_NOTE("That you come or wait for a place, for which city, and what you need to take part. Those who run the "
            "network see it; others see how many come, and from how many cities. Of an event or an "
            "announcement, who made it."),
     W_NOTE("so that those who run an event know who comes and what they need"), BASIS_NETWORK,
     W_NOTE("what you need until {then} days after the event, that you came until {days} days after it"),
     EVENT_PEOPLE_KEPT_S, EVENT_NEEDS_KEPT_S, REMOVED},
    {"funding_rule", W_NOTE("Writing rules of funding"),
     W_NOTE("That you wrote a rule of funding or said yes or no to one, when, and why, in your words. Those who run "
            "the network see it."),
     W_NOTE("so that two people read each rule, and later ones know why"), BASIS_NETWORK,
     W_NOTE("for {years} years after the rule stopped to answer; a draft {then} days"), FUNDING_RULE_KEPT_S,
     FUNDING_RULE_DRAFT_KEPT_S, W_NOTE("your name is taken out of it; the rule and its reasons stay")},
    {"watch watch_feed", W_NOTE("Watching a funding call for your city"),
     W_NOTE("That you began to watch it, and when; that you made the secret address of your city's calendar. People of "
            "your city see your name beside it; everybody else sees the city at most."),
     W_NOTE("so that people of a city know who of them follows what"), BASIS_NETWORK,
     W_NOTE("until it is ended, {years} years after the last deadline at most"), WATCH_KEPT_S, 0,
     W_NOTE("you are taken out of it; that your city watches it stays")},
    {"bid_city bid_stage", W_NOTE("Working on a bid of your city"),
     W_NOTE("That you own your city's part of a bid; that you said how it stands, when, and why, in your words. People "
            "of your city see your name beside it; other cities see the city only."),
     W_NOTE("so that people of a city know who of them does what for a bid"), BASIS_NETWORK,
     W_NOTE("for {years} years after the bid is over; {then} days after anything was done in one that is open"),
     BID_KEPT_S, BID_OPEN_KEPT_S, W_NOTE("you are taken out of it; the bid stays")},
    {"answer", W_NOTE("What your city wrote in earlier bids"),
     W_NOTE("That you put in an earlier answer of your city, and when. People of your city see your name beside it; "
            "other member cities never do."),
     W_NOTE("so that people of a city know whom to ask about it"), BASIS_NETWORK,
     W_NOTE("until your city takes it away, and {days} days more"), ANSWER_TAKEN_KEPT_S, 0,
     W_NOTE("you are taken out of it; what your city wrote stays")},
    {"bid_section bid_text bid_figure", W_NOTE("Writing a bid of your city"),
     W_NOTE("Which section you write, each text that you saved in one and when, and the numbers that you said. People "
            "of your city see your name beside it; other cities of the bid see the text and your city only."),
     W_NOTE("so that nothing that somebody wrote is lost, and people of a city know who wrote it"), BASIS_NETWORK,
     W_NOTE("for {years} years after the bid is over; {then} days after anything was done in one that is open"),
     BID_KEPT_S, BID_OPEN_KEPT_S, W_NOTE("you are taken out of it; what was written stays, as part of the bid")},
    {"programme programme_stage wall_card programme_record programme_record_ask",
     W_NOTE("Holding a leadership programme of your city"),
     W_NOTE("That you made it, that you said how it stands, that you put a card on its wall or said something beside "
            "one, that you asked to publish what everybody may read of it or said yes or no to that, and when. People "
            "of your city see your name beside it."),
     W_NOTE("so that people of a city know who of them holds it"), BASIS_NETWORK,
     W_NOTE("for {years} years after its last day"), (int64_t)PROGRAMME_KEPT_DAYS * 86400, 0,
     W_NOTE("you are taken out of it; what was planned stays")},
    {"participant participant_session ballot wall_mark wall_comment breakout_seat",
     W_NOTE("Taking part in a leadership programme"),
     W_NOTE("Your name, organisation, sector, role, mail address and language, as the city that holds it wrote them or "
            "you did; which sessions you accept, which you came to, and what you say beside a card of its wall where "
            "the house rules name people. People of that city see it; others who take part see what you say, your "
            "short name, your organisation and your sector. You need no account."),
     W_NOTE("so that you can take part, and groups are mixed well"), BASIS_NETWORK,
     W_NOTE("for {days} days after its last day; {then} days after you were taken off its list"),
     (int64_t)PARTICIPANT_KEPT_DAYS * 86400, PARTICIPANT_REMOVED_KEPT_S,
     W_NOTE("you are taken out of it; what all of you came to stays, without you")},
    {"note note_text note_step decision", W_NOTE("Writing the notes of a leadership programme"),
     W_NOTE("What you wrote in them and when, that you closed them or opened them again, and the decisions that you "
            "wrote down. People of your city see your name beside it; those who took part do not."),
     W_NOTE("so that two people have read what stands in them"), BASIS_NETWORK,
     W_NOTE("for {years} years after its last day"), (int64_t)PROGRAMME_KEPT_DAYS * 86400, 0,
     W_NOTE("you are taken out of it; what was written stays")},
    {"action action_step", W_NOTE("Doing something after a leadership programme"),
     W_NOTE("That you do it and by when, where you are reached, what you said of it by the link of a mail, and what "
            "you wrote down of others. People of the city that holds it see your name beside it."),
     W_NOTE("so that what was decided is done, and it is known what became of it"), BASIS_NETWORK,
     W_NOTE("for {days} days after its last day"), (int64_t)PARTICIPANT_KEPT_DAYS * 86400, 0,
     W_NOTE("your name, address and words go; the action and how it stands stay, as of somebody who took part")},
    {"note_correction", W_NOTE("Correcting the notes of a leadership programme"),
     W_NOTE("What you sent as you would have it, when, and whether it was taken. Your name is shown to nobody beside "
            "it."),
     W_NOTE("so that the notes say what was said"), BASIS_NETWORK,
     W_NOTE("for {days} days after its last day"), (int64_t)PARTICIPANT_KEPT_DAYS * 86400, 0,
     W_NOTE("it goes; what of it was taken stays in the notes")},
    {"survey_answered survey_answer", W_NOTE("Answering the survey of a leadership programme"),
     W_NOTE("That you were asked, and whether you have answered, without a time; and what you answered: with your name "
            "where the survey says so before its first question, else apart from it, so that no page and no query of "
            "ours puts the two together."),
     W_NOTE("so that the leadership programme begins with what matters to those who come"), BASIS_NETWORK,
     W_NOTE("for {days} days after its last day"), (int64_t)PARTICIPANT_KEPT_DAYS * 86400, 0,
     W_NOTE("that you were asked goes, and your answer where it stands with your name; how often each thing was said "
            "stays")},
    {"assessment_round assessment_level rating_confirmed assessment_sharing", W_NOTE("Saying how far your city is"),
     W_NOTE("That you closed a round of it, or wrote down what was agreed, and when; or that you confirmed what "
            "somebody wrote, or let its levels be compared. People of your city see your name beside it."),
     W_NOTE("so that people of a city know who of them did it"), BASIS_NETWORK,
     W_NOTE("for {years} years after anything was done in it"), ASSESSMENT_KEPT_S, 0,
     W_NOTE("you are taken out of it; what was agreed stays")},
    {"framework_matrix", W_NOTE("Bringing in a matrix of your city"),
     W_NOTE("That you brought in a matrix that your city holds a licence for, and when. People of your city see your "
            "name beside it."),
     W_NOTE("so that people of a city know who of them did it"), BASIS_NETWORK, W_NOTE("as long as your city keeps it"),
     0, 0, W_NOTE("you are taken out of it; the matrix stays")},
    {"assessment_rater rating assessment_handed", W_NOTE("Being asked how far a city is"),
     W_NOTE("Your name, your sector and your address, as the city that asks you, or who handed you a part, wrote them; "
            "which part was handed to whom; the levels that you named, and your sentences. Until the round is closed "
            "only who has your link reads what you said; then people of that "
            "city read sentences without names, and what all of you came to. You need no account."),
     W_NOTE("so that a city knows how far it is, and where its people do not agree yet"), BASIS_NETWORK,
     W_NOTE("your name, address and sentences for {days} days after the round was closed; levels {then} days after "
            "anything "
            "was done in it"), ASSESSMENT_NAMES_KEPT_S, ASSESSMENT_KEPT_S,
     W_NOTE("your name, your address and your sentences are taken out of it; the levels stay, of nobody")},
    {"person_provider", W_NOTE("Signing in with the account of your organisation"),
     W_NOTE("The name or number that your organisation has for you. It learns that you sign in here, and tells us "
            "your name and your mail address."),
     W_NOTE("to know you again"), BASIS_NETWORK, ACCOUNT_KEPT, PERSON_KEPT_S, 0, REMOVED},
    {"sign_in_attempt", W_NOTE("The way to your organisation and back"),
     W_NOTE("A code of your browser, its name, the page that you want, and what your organisation sends, sealed."),
     W_NOTE("so that nobody else can end what you began"), BASIS_SECURITY, W_NOTE("ten minutes"), 0, 0, NOT_TOLD},
    {"login_session", W_NOTE("Where you are signed in"),
     W_NOTE("A code of the cookie, browser and system in two words, how you signed in, and when you were last there."),
     W_NOTE("so that you stay signed in, and can see and end it"), BASIS_SECURITY,
     W_NOTE("until you sign out, or for {then} days without use; {days} days at most. If you run the network: one hour "
            "without use, one day at most"), SESSION_ENDS_S, SESSION_IDLE_S, REMOVED},
    {"recovery_code", W_NOTE("Your second step, if you have turned it on"),
     W_NOTE("Its secret, sealed, and a code of each of your recovery codes."),
     W_NOTE("so that a password alone lets nobody in, and you get in without your phone"), BASIS_SECURITY,
     W_NOTE("until you turn it off; a recovery code until it is used"), 0, 0, REMOVED},
    {"person_link", W_NOTE("Links that let you in once"), W_NOTE("A code of the link, and the page that it leads to."),
     W_NOTE("to set a password, or to sign in without one"), BASIS_SECURITY,
     W_NOTE("until it is used, a day at most"), 0, 0, REMOVED},
    {"person_place", W_NOTE("From where you have signed in before"),
     W_NOTE("A code made of your account and the range that the address of your line is in; neither can be told "
            "from it."),
     W_NOTE("so that wrong passwords of others do not lock you out"), BASIS_SECURITY,
     W_NOTE("{days} days after you last signed in from there"), PERSON_PLACE_KEPT_S, 0, REMOVED},
    {"consent", W_NOTE("The weekly mail, if you agreed to it"),
     W_NOTE("That you agreed, to which words, when, and when and how you took it back."),
     W_NOTE("to send you what waits for you once a week, and to show that you wanted it"), BASIS_CONSENT,
     W_NOTE("until you take it back, and {days} days more"), CONSENT_KEPT_S, 0, REMOVED},
    {"curious", W_NOTE("News by mail, if you asked for it"),
     W_NOTE("Your mail address and language, when you asked for the news, and when it last went to you."),
     W_NOTE("to send you news of this network, and to show that you wanted it"), BASIS_CONSENT,
     W_NOTE("a day until you show that the address is yours; then until you end it, {years} years at most"),
     CURIOUS_KEPT_S, 0, REMOVED},
    {"mail", W_NOTE("Mail to you"),
     W_NOTE("Your address and what the mail is about, until it was sent; then that it was, and a code of the address."),
     W_NOTE("to tell you what was decided, or what is asked of you"), BASIS_NETWORK,
     W_NOTE("{days} days after it was sent; what cannot be sent, {then} days"), MAIL_KEPT_S, MAIL_DEAD_KEPT_S, REMOVED},
    {"mail_address", W_NOTE("Addresses that want no mail, or cannot be reached"),
     W_NOTE("A code of the address, from which it cannot be told, and what its mail server said."),
     W_NOTE("so that no mail is sent there"), BASIS_NETWORK,
     W_NOTE("as long as you want no mail; {days} days if it cannot be reached"), MAIL_UNREACHABLE_KEPT_S, 0,
     W_NOTE("that you want no mail stays, as a code: else mail would begin again")},
    {"log_entry", W_NOTE("The log of decisions"), W_NOTE("Who changed what and when, and whom it was about."),
     W_NOTE("so that nobody changes a decision unseen"), BASIS_NETWORK, W_NOTE("as long as the network exists"), 0, 0,
     W_NOTE("what can be read of you is removed; what stays tells of nobody")},
};
const size_t processing_rows_count = COUNT_OF(processing_rows);

bool processing_has(const char *tables, const char *table)
{
    for (struct str rest = str_of(tables); rest.n > 0;) {
        if (str_eq(str_cut(rest, ' ', &rest), str_of(table))) {
            return true;
        }
    }
    return false;
}
