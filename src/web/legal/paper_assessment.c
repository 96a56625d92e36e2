/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper_assessment: the draft of a data protection impact assessment: GDPR art. 35(7)(a) to (d), and what else art. 35
** and 36 want decided. How likely and how grave a risk is the operator judges: no machine knows it. */
#include "base/check.h"
#include "text/words.h"
#include "web/legal/paper.h"
#include "web/legal/processing.h"
#include "web/say.h"

/* ---- whether one is needed at all: art. 35(1), (3), (4) */

static void add_need(struct paper *paper, struct out *out)
{
    paper_section(paper, out->arena, W(out, "Whether it is needed"));
    paper_say(paper, W(out, "The law asks for an assessment where a high risk for people is likely (GDPR art. 35(1)). "
                            "The program profiles nobody, no machine decides about people, no public place is watched, "
                            "and no health, faith or opinion is asked for (art. 35(3)). So it may well not be needed; "
                            "the list of your authority decides (art. 35(4))."));
    paper_fill(paper, out, W(out, "whether your authority's list asks for it, who decided so, and when"));
}

/* ---- (a) what is done */

static void add_description(struct paper *paper, struct out *out, const struct paper_of *of)
{
    struct recipients to = recipients_say(out, of->legal);
    paper_section(paper, out->arena, W(out, "What is done, and why (art. 35(7)(a))"));
    paper_say(paper, W(out, "Small cities find each other here: who has worked on what, who fits whom. The pages are "
                            "made from public lists of cities and EU projects. People come in where they sign in for "
                            "their city, run the network, or write that something is wrong."));
    for (size_t i = 0; i < processing_rows_count; i++) {
        struct processing_row row = processing_say(out, i, of->legal->set_up.is_public_body);
        paper_point(paper, SAY(out, "{title}: {what} Why: {reason}. How long: {time}.", slot("title", row.title),
                               slot("what", row.what), slot("reason", row.why), slot("time", row.kept)));
    }
    paper_say(paper, W(out, "Browsers talk to one program, which keeps everything in one database. Nothing leaves it "
                            "but pages, mail, and backups."));
    if (to.host.n > 0) {
        paper_say(paper, to.host);
    } else {
        paper_fill(paper, out, W(out, "who keeps the machine, and where"));
    }
    paper_fill(paper, out, W(out, "how many people you expect to have an account, and from which cities"));
    paper_fill(paper, out, W(out, "what else you do with the data outside this program"));
}

/* ---- (b) necessity */

static const char *const NECESSARY[] = {
    W_NOTE("Reading needs no account. Whoever tells that something is wrong needs none either; a mail address only to "
           "get an answer."),
    W_NOTE("Of people who sign in are kept a name, a mail address, a language, and what they are for which city; "
           "nothing is asked for in reserve."),
    W_NOTE("Of readers no address of their line is kept, only codes of a day from which it cannot be told."),
    W_NOTE("Private persons in the lists of others are not taken over."),
    W_NOTE("People see what is kept of them, get it as a file, and have it corrected or erased; the notice on privacy "
           "says how (art. 12 to 22)."),
    W_NOTE("Whoever wants no mail that was not asked for says so with one click."),
};

static void add_necessity(struct paper *paper, struct out *out, const struct paper_of *of)
{
    bool is_public = of->legal->set_up.is_public_body;
    paper_section(paper, out->arena, W(out, "Whether it is necessary and in proportion (art. 35(7)(b))"));
    paper_say(paper, is_public ? W(out, "Ground: a task in the public interest (GDPR art. 6(1)(e)).")
                               : W(out, "Ground: legitimate interests (GDPR art. 6(1)(f))."));
    for (size_t i = 0; i < COUNT_OF(NECESSARY); i++) {
        paper_point(paper, words_text(out, NECESSARY[i], NULL, 0));
    }
    paper_fill(paper, out, is_public ? W(out, "the law or decision that gives you this task")
                                     : W(out, "why your interest outweighs that of the people concerned"));
    paper_fill(paper, out, W(out, "why the same could not be reached with less data"));
}

/* ---- (c) and (d) risks for people, and what is done against each */

#define RISK_MEASURES_MAX 4

static const struct risk {
    const char *title;
    const char *says;  /* what it would mean for somebody */
    const char *measures[RISK_MEASURES_MAX];
} RISKS[] = {
    {W_NOTE("Somebody signs in as another person"),
     W_NOTE("They would read what is private to that person's city, and speak in its name."),
     {W_NOTE("Short and widely known passwords are refused, and guessing is slowed down."),
      W_NOTE("A second step can be turned on by everybody; who runs the network must."),
      W_NOTE("Everybody sees where they are signed in, and ends what they do not know.")}},
    {W_NOTE("The database or a backup is stolen"),
     W_NOTE("Names and mail addresses would become known, and what people wrote."),
     {W_NOTE("Passwords, sessions and links are kept as codes that let nobody in."),
      W_NOTE("The secret of a second step is sealed with a key that stands in no backup."),
      W_NOTE("Little is kept, and not for longer than needed, so little can be lost.")}},
    {W_NOTE("A city sees what is private to another"),
     W_NOTE("What colleagues wrote among themselves would be read by others."),
     {W_NOTE("What somebody may see is looked at in one place, for every page, by one table."),
      W_NOTE("A test tries every page as the people of another city.")}},
    {W_NOTE("Who runs the network uses it for something else"),
     W_NOTE("They could look at mail addresses, or change what somebody is, without a reason."),
     {W_NOTE("What is private to a city is closed to them as well."),
      W_NOTE("What they change is noted in a log that cannot be changed unseen."),
      W_NOTE("Their rights count only with a second step.")}},
    {W_NOTE("Something is kept for too long"),
     W_NOTE("Old mistakes or words would follow somebody for years."),
     {W_NOTE("Everything that people wrote has a day on which it is removed, and is removed then."),
      W_NOTE("Accounts that nobody uses are emptied after two years.")}},
    {W_NOTE("Something comes back that was erased"),
     W_NOTE("Somebody trusts that they are forgotten, and are not."),
     {W_NOTE("Erasing goes through tables, search, mail and the files of the database."),
      W_NOTE("A backup that is used has erased again what was erased since.")}},
    {W_NOTE("Words are read by more people than their writer thought"),
     W_NOTE("A remark or a name could come out under freedom of information law, or be passed on."),
     {W_NOTE("Each form says, where people type, who reads it and what that law may reach."),
      W_NOTE("A mail address is never shown, and is removed with the answer.")}},
    {W_NOTE("Something wrong is said of somebody"),
     W_NOTE("A page could name the wrong body for a city, or hold a private person by mistake."),
     {W_NOTE("Every page has a form to say so, without an account, and who runs the network answers."),
      W_NOTE("Private persons in the lists of others are left out when they are read in.")}},
    {W_NOTE("A mail goes to the wrong hands"),
     W_NOTE("Somebody else could act with its link."),
     {W_NOTE("Opening a link changes nothing; it shows one button, and what that does."),
      W_NOTE("Links end after a time, and those that let somebody in after one use.")}},
    {W_NOTE("The data is lost, or cannot be reached"),
     W_NOTE("People would have to write again what they wrote."),
     {W_NOTE("What was saved is on the disk before the page says so."),
      W_NOTE("A backup holds sums of all that is in it; they are compared when it is used.")}},
};

static void add_risks(struct paper *paper, struct out *out)
{
    paper_section(paper, out->arena, W(out, "Risks for people, and what is done (art. 35(7)(c) and (d))"));
    paper_say(paper, W(out, "What the program does of itself stands with each risk."));
    paper_fill(paper, out, W(out, "for each risk, how likely and how grave it still is (low, medium, high), and what "
                                  "you do about it beyond the program"));
    for (size_t i = 0; i < COUNT_OF(RISKS); i++) {
        paper_part(paper, out->arena, words_text(out, RISKS[i].title, NULL, 0));
        paper_say(paper, words_text(out, RISKS[i].says, NULL, 0));
        for (size_t j = 0; j < RISK_MEASURES_MAX && RISKS[i].measures[j] != NULL; j++) {
            paper_point(paper, words_text(out, RISKS[i].measures[j], NULL, 0));
        }
        paper_fill(paper, out, W(out, "how likely, how grave, and what you do about it"));
    }
    paper_section(paper, out->arena, W(out, "Measures for all of it"));
    paper_measures(paper, out);
    paper_fill(paper, out, W(out, "who may get at the machine, and how its disk, its backups and the way to it are "
                                  "encrypted"));
}

/* ---- what is decided: art. 35(2), (9), (11) and 36 */

static void add_decision(struct paper *paper, struct out *out, const struct paper_of *of)
{
    paper_section(paper, out->arena, W(out, "What was decided"));
    if (of->legal->set_up.is_public_body || legal_value(of->legal, SETTING_PROTECTION_OFFICER).n > 0) {
        paper_fill(paper, out, W(out, "the advice of your data protection officer (art. 35(2))"));
    }
    paper_fill(paper, out, W(out, "what the people concerned, or those who speak for them, think of it (art. 35(9))"));
    paper_fill(paper, out, W(out, "whether a high risk remains; then ask your authority before you begin (art. 36)"));
    paper_fill(paper, out, W(out, "who has approved it, and when"));
    paper_fill(paper, out, W(out, "when it is looked at again; also when the program does something new "
                                  "(art. 35(11))"));
}

struct paper *paper_assessment(struct out *out, const struct paper_of *of)
{
    struct paper *paper = paper_new(out->arena, W(out, "Data protection impact assessment: a draft"),
                                    W(out, "What the program knows is written here; what only you know is marked to be "
                                           "filled in (GDPR, Article 35)."));
    paper_controller(paper, out, of);
    add_need(paper, out);
    add_description(paper, out, of);
    add_necessity(paper, out, of);
    add_risks(paper, out);
    add_decision(paper, out, of);
    return paper;
}
