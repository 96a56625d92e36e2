/* SPDX-License-Identifier: AGPL-3.0-or-later
** questions: what to ask those who did it. Two by how it stands, one by theme, two that always help. */
#include "base/check.h"
#include "text/words.h"
#include "web/project/before.h"

static const struct { struct str theme; const char *question; } by_theme[] = {
    {S_INIT("circular-city"), W_NOTE("Which materials stay in use now, and who pays for collecting them?")},
    {S_INIT("societal-insight"), W_NOTE("Which residents did you not reach, and what would you try next?")},
    {S_INIT("mobility"), W_NOTE("How did daily trips change, and how did you count them?")},
    {S_INIT("digital-responsiveness"), W_NOTE("Which system did you buy, and can you change its supplier?")},
    {S_INIT("systemic-innovation"), W_NOTE("Which departments had to agree, and who brought them together?")},
    {S_INIT("street-assets"), W_NOTE("Who owns the posts and cables now, and what does one cost to run in a year?")},
    {S_INIT("market-engagement"), W_NOTE("How did you talk to suppliers before you bought, and how many answered?")},
    {S_INIT("performance"), W_NOTE("Which figures do you still collect, and who decides by them?")},
    {S_INIT("resilience"), W_NOTE("Which storm, flood or heat has tested it since, and did it hold?")},
    {S_INIT("energy"), W_NOTE("How much energy and money did it save in a year, as measured?")},
    {S_INIT("waste"), W_NOTE("How much less waste is there per person, and what did residents complain about?")},
    {S_INIT("water"), W_NOTE("How much water was saved or kept out, and who looks after it?")},
    {S_INIT("housing-and-places"), W_NOTE("Did the people who lived there stay, and what do they say about it?")},
    {S_INIT("health-and-care"), W_NOTE("Who sent people to it, and does the health service pay for it now?")},
    {S_INIT("inclusion-and-skills"), W_NOTE("Who was left out, and how could people take part without a computer?")},
    {S_INIT("culture-and-tourism"), W_NOTE("Who came, and what stayed in the city when they had left?")},
    {S_INIT("food-and-rural"), W_NOTE("Which farms and villages took part, and what do they get from it now?")},
    {S_INIT("safety"), W_NOTE("What do residents say has changed, and how did you protect their data?")},
    {S_INIT("governance-and-data"), W_NOTE("Who owns the data, and may others use it?")},
    {S_INIT("funding-and-finance"), W_NOTE("Who else paid, and what did their finance people ask for?")},
};

static const char *theme_question(struct str theme)
{
    for (size_t i = 0; i < COUNT_OF(by_theme); i++) {
        if (str_eq(by_theme[i].theme, theme)) {
            return by_theme[i].question;
        }
    }
    return W_NOTE("With which part of it should a city of our size begin?");
}

struct pair { const char *first; const char *second; };

static struct pair state_questions(enum status_kind kind)
{
    static const char *const after =
        W_NOTE("What does it cost each year now that the EU money has ended, and who pays?");
    if (status_has_results(kind)) {
        return (struct pair){W_NOTE("Which of the published results do you use today, and who looks after them?"),
                             after};
    }
    if (status_is_ended(kind)) {
        return (struct pair){W_NOTE("What is left of it today, and where can we see or read it?"), after};
    }
    if (status_is_running(kind)) {
        return (struct pair){W_NOTE("What turned out harder than you wrote in the bid?"),
                             W_NOTE("When is there something to see, and may we come by?")};
    }
    if (kind == STATUS_TERMINATED) {
        return (struct pair){W_NOTE("Why did it stop early, and what would you do instead?"),
                             W_NOTE("What could be kept, and who uses it now?")};
    }
    return (struct pair){W_NOTE("How does it stand today, and what is left of it?"), after};
}

void questions_of(struct out *out, enum status_kind kind, struct str theme, struct str ret_questions[QUESTIONS])
{
    struct pair state = state_questions(kind);
    const char *const all[QUESTIONS] = {
        state.first,
        theme_question(theme),
        W_NOTE("How many people of your council worked on it, for how many days a week?"),
        state.second,
        W_NOTE("What did not work, and what would you leave out the next time?"),
    };
    for (size_t i = 0; i < QUESTIONS; i++) {
        ret_questions[i] = words_text(out, all[i], NULL, 0);
    }
}
