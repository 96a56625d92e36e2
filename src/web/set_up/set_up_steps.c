/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up_steps: what is asked, why, and how it is written. */
#include "web/set_up/set_up_steps.h"

#include "base/check.h"
#include "text/words.h"

#define LINE FIELD_TEXT, .max = SETTING_VALUE_MAX
#define LINES FIELD_TEXT, .max = SETTING_TEXT_MAX

const struct set_up_step_row set_up_steps[STEP__MAX] = {
    [STEP_WHO] = {"who", W_NOTE("Who runs this site"),
                  W_NOTE("Its name, its mark, and the body that answers for it.")},
    [STEP_REACH] = {"reach", W_NOTE("How to reach you"), W_NOTE("Readers find this at the foot of every page.")},
    [STEP_HOSTING] = {"hosting", W_NOTE("Where it is hosted"),
                      W_NOTE("Whose machine it runs on, and in which country the data is kept.")},
    [STEP_MAIL] = {"mail", W_NOTE("Mail"), W_NOTE("By which server mail goes out; without one none is sent.")},
    [STEP_ACCESSIBILITY] = {"accessibility", W_NOTE("Accessibility"),
                            W_NOTE("What the accessibility statement says; the law has a form for it.")},
    [STEP_GAPS] = {"gaps", W_NOTE("What is not accessible"),
                   W_NOTE("What you know of, for the same statement; nothing here must be filled in.")},
    [STEP_PRIVACY] = {"privacy", W_NOTE("Privacy"),
                      W_NOTE("Whom people turn to about their data, and who else handles it.")},
};

const struct set_up_ask set_up_asks[] = {
    {SETTING_NETWORK_NAME, STEP_WHO, W_NOTE("It stands at the top of every page."), "Small Giants", {{0}}, false},
    {SETTING_MARK, STEP_WHO, W_NOTE("One to three letters in place of the circles. Empty: the circles stay."), "SG",
     {{0}}, false},
    {SETTING_COLOUR, STEP_WHO, W_NOTE("Buttons and lines have it. Letters on it are made readable."), "#ffb545",
     {{0}}, false},
    {SETTING_OPERATOR_NAME, STEP_WHO, W_NOTE("The city, association or company that answers for this site."),
     W_NOTE("City of Exampleton"), {{0}}, false},
    {SETTING_PUBLIC_BODY, STEP_WHO,
     W_NOTE("Public bodies must say more: on accessibility, and who their data protection officer is."), "",
     {{"yes", W_NOTE("Yes: a city, or an association of public bodies")}, {"no", W_NOTE("No")}}, false},

    {SETTING_OPERATOR_ADDRESS, STEP_REACH, W_NOTE("Where letters arrive, in one line."),
     W_NOTE("Market Square 1, 12345 Exampleton, Germany"), {{0}}, false},
    {SETTING_OPERATOR_MAIL, STEP_REACH,
     W_NOTE("For questions, corrections and barriers. Everybody sees it: take that of an office, not of a person."),
     "network@city.example", {{0}}, false},
    {SETTING_SECURITY_CONTACT, STEP_REACH,
     W_NOTE("Who finds a weakness writes there: a mail address, or a page with https://. It stands in security.txt."),
     "security@city.example", {{0}}, false},

    {SETTING_HOSTING, STEP_HOSTING, W_NOTE("Who keeps the machine, and in which town. People may ask where their data "
                                           "lies."), W_NOTE("Computing centre of the county, Exampleton"),
     {{0}}, false},
    {SETTING_HOSTING_COUNTRY, STEP_HOSTING,
     W_NOTE("Its name, or its two letters. Outside the European Economic Area other rules hold."),
     W_NOTE("Germany"), {{0}}, false},

    {SETTING_MAIL_SERVER, STEP_MAIL, W_NOTE("Ask who runs your mail. Empty: no mail goes out, and people can neither "
                                            "be invited nor answered by mail."), "smtp://mail.city.example:587",
     {{0}}, false},
    {SETTING_MAIL_USER, STEP_MAIL, W_NOTE("The name to sign in with at that server. Empty: it asks for none."),
     "network", {{0}}, false},
    {SETTING_MAIL_SENDER, STEP_MAIL, W_NOTE("The address that mail comes from. The server must let you use it."),
     "network@city.example", {{0}}, false},

    {SETTING_ACCESSIBILITY_LAW, STEP_ACCESSIBILITY,
     W_NOTE("Your country's law for Directive (EU) 2016/2102, by its name."),
     W_NOTE("Barrierefreie-Informationstechnik-Verordnung (BITV 2.0)"), {{0}}, false},
    {SETTING_ACCESSIBILITY_STATUS, STEP_ACCESSIBILITY,
     W_NOTE("What your own look at the pages has shown. Not sure? Partly is the honest answer."), "",
     {{"full", W_NOTE("Fully accessible")}, {"partial", W_NOTE("Partly")}, {"none", W_NOTE("Not accessible")}},
     false},
    {SETTING_ACCESSIBILITY_METHOD, STEP_ACCESSIBILITY, W_NOTE("The statement says how you know."), "",
     {{"self", W_NOTE("We looked ourselves")}, {"other", W_NOTE("Somebody else looked for us")}}, false},
    {SETTING_ENFORCEMENT, STEP_ACCESSIBILITY,
     W_NOTE("The body that readers turn to when your answer about a barrier does not satisfy them."),
     W_NOTE("Schlichtungsstelle nach § 16 BGG, Berlin"), {{0}}, false},
    {SETTING_ENFORCEMENT_URL, STEP_ACCESSIBILITY, W_NOTE("That body's page about the procedure."),
     "https://enforcement.example/procedure", {{0}}, false},
    {SETTING_GAPS, STEP_GAPS,
     W_NOTE("What is not accessible though it should be, a line each, with another way to it. Empty: you know of "
            "nothing."), W_NOTE("The map of cities cannot be read aloud; the list below it says the same."),
     {{0}}, true},
    {SETTING_GAPS_BURDEN, STEP_GAPS,
     W_NOTE("What would be too great a burden to make accessible, and why, a line each. Mostly empty."), "",
     {{0}}, true},
    {SETTING_GAPS_OUTSIDE, STEP_GAPS,
     W_NOTE("What is not accessible and outside that law, a line each. Mostly empty."), "", {{0}}, true},

    {SETTING_PROTECTION_OFFICER, STEP_PRIVACY,
     W_NOTE("How your data protection officer is reached: function, mail, telephone. No name is needed."),
     W_NOTE("Data protection officer, privacy@city.example"), {{0}}, false},
    {SETTING_PROTECTION_AUTHORITY, STEP_PRIVACY, W_NOTE("The authority that people may complain to about their data."),
     W_NOTE("Data protection commissioner of your state"), {{0}}, false},
    {SETTING_PROTECTION_URL, STEP_PRIVACY, W_NOTE("That authority's page on complaints."),
     "https://authority.example/complaint", {{0}}, false},
    {SETTING_PROCESSORS, STEP_PRIVACY,
     W_NOTE("Others who handle the data for you, a line each: who sends the mail, who keeps backups. You need a "
            "contract with each (GDPR art. 28). Empty: nobody."), W_NOTE("Post Ltd, Exampleton: sends our mail"),
     {{0}}, true},
};
const size_t set_up_asks_count = COUNT_OF(set_up_asks);

const struct field set_up_step_form[] = {
    {.name = "network_name", .label = W_NOTE("Name of the network"), .kind = LINE, .help = "at the top of pages"},
    {.name = "mark", .label = W_NOTE("Mark"), .kind = LINE, .help = "one to three letters"},
    {.name = "colour", .label = W_NOTE("Colour"), .kind = LINE, .help = "as #rrggbb"},
    {.name = "operator_name", .label = W_NOTE("Official name of who runs it"), .kind = LINE, .help = "a body"},
    {.name = "public_body", .label = W_NOTE("Is it a public body?"), .kind = FIELD_CHOICE, .choices = "yes no",
     .help = "whether more must be said"},
    {.name = "operator_address", .label = W_NOTE("Postal address"), .kind = LINE, .help = "in one line"},
    {.name = "operator_mail", .label = W_NOTE("Mail address for everybody"), .kind = LINE, .help = "it is shown"},
    {.name = "security_contact", .label = W_NOTE("Where a weakness is reported"), .kind = LINE,
     .help = "a mail address, or a page"},
    {.name = "hosting", .label = W_NOTE("Who hosts it"), .kind = LINE, .help = "who keeps the machine, and where"},
    {.name = "hosting_country", .label = W_NOTE("Country of the machine"), .kind = LINE, .help = "name or two letters"},
    {.name = "mail_server", .label = W_NOTE("Mail server"), .kind = LINE, .help = "smtp:// or smtps://"},
    {.name = "mail_user", .label = W_NOTE("Name at the mail server"), .kind = LINE, .help = "empty: none"},
    {.name = "mail_sender", .label = W_NOTE("Sender"), .kind = LINE, .help = "the address that mail comes from"},
    {.name = "accessibility_law", .label = W_NOTE("Law on accessibility"), .kind = LINE, .help = "by its name"},
    {.name = "accessibility_status", .label = W_NOTE("How accessible it is"), .kind = FIELD_CHOICE,
     .choices = "full partial none", .help = "what you have seen"},
    {.name = "accessibility_method", .label = W_NOTE("How you know"), .kind = FIELD_CHOICE, .choices = "self other",
     .help = "who looked"},
    {.name = "enforcement", .label = W_NOTE("Body to turn to"), .kind = LINE, .help = "of the enforcement procedure"},
    {.name = "enforcement_url", .label = W_NOTE("Page of that body"), .kind = LINE, .help = "with https://"},
    {.name = "gaps", .label = W_NOTE("Not accessible, against the law"), .kind = LINES, .help = "a line each"},
    {.name = "gaps_burden", .label = W_NOTE("Too great a burden"), .kind = LINES, .help = "a line each"},
    {.name = "gaps_outside", .label = W_NOTE("Outside the law"), .kind = LINES, .help = "a line each"},
    {.name = "protection_officer", .label = W_NOTE("Data protection officer"), .kind = LINE, .help = "how reached"},
    {.name = "protection_authority", .label = W_NOTE("Authority for complaints"), .kind = LINE, .help = "by its name"},
    {.name = "protection_url", .label = W_NOTE("Page of that authority"), .kind = LINE, .help = "with https://"},
    {.name = "processors", .label = W_NOTE("Who else handles the data"), .kind = LINES, .help = "a line each"},
    {.name = "seen", .label = W_NOTE("What this page shows"), .kind = FIELD_TEXT, .max = 16,
     .help = "which state of it the form shows"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save test",
     .help = "save it, or save it and send a test mail"},
    {0},
};

enum set_up_step set_up_step_find(struct str name)
{
    int step = 0;
    while (step < STEP__MAX && !str_eq(name, str_of(set_up_steps[step].name))) {
        step++;
    }
    return (enum set_up_step)step;
}

const struct set_up_ask *set_up_ask_of(enum setting_name which)
{
    for (size_t i = 0; i < set_up_asks_count; i++) {
        if (set_up_asks[i].which == which) {
            return &set_up_asks[i];
        }
    }
    return NULL;
}
