/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_demo_words: the words of the leadership programme of the demonstration. */
#include "web/programme/programme_demo_words.h"

#include "store/demo.h"

#define PERSON(name, organisation, sector, role, at, says, was, substitute_of) \
    {S_INIT(name DEMO_MARK), S_INIT(organisation), S_INIT(sector), S_INIT(role), S_INIT(at ".invalid"), says, was, \
     substitute_of}
#define COUNCIL "City council" DEMO_MARK

const struct demo_participant demo_participants[DEMO_PEOPLE] = {
    PERSON("Olga Muster", COUNCIL, "public", "Mayor", "olga@council", "yyyyy", "yy", -1),
    PERSON("Falk Beispiel", COUNCIL, "public", "Head of finance", "falk@council", "yyyyy", "yy", -1),
    PERSON("Dana Probe", COUNCIL, "public", "Chief digital officer", "dana@council", "yyyyy", "yy", -1),
    PERSON("Rieke Vorlage", COUNCIL, "public", "Director of city planning", "rieke@council", "yyyyn", "yy", -1),
    PERSON("Hauke Exempel", "Harbour authority", "public", "Managing director", "hauke@harbour", "yyyyy", "yy", -1),
    PERSON("Ines Attrappe", "Harbour clinic", "public", "Managing director", "ines@clinic", "ynyyy", "yn", -1),
    PERSON("Mats Vorlage", "University of applied sciences", "public", "Vice president", "mats@university", "?????",
           "nn", -1),
    PERSON("Werner Muster", "The shipyard", "private", "Managing director", "werner@shipyard", "yyyyy", "yy", -1),
    PERSON("Nele Beispiel", "Heat and power", "private", "Head of networks", "nele@power", "yyyyy", "yy", -1),
    PERSON("Bodo Probe", "Savings bank", "private", "Director", "bodo@bank", "yynnn", "yy", -1),
    PERSON("Sina Vorlage", "Software on the quay", "private", "Founder", "sina@software", "yyyyy", "yy", -1),
    PERSON("Wiebke Exempel", "Association of neighbourhoods", "third", "Chair", "wiebke@neighbours", "yyyyy", "yy", -1),
    PERSON("Swantje Muster", "Care at home", "third", "Managing director", "swantje@care", "yyyyy", "yy", -1),
    PERSON("Jonas Beispiel", "Youth council", "third", "Speaker", "jonas@youth", "yyyyn", "yy", -1),
    PERSON("Emma Probe", "Energy co-operative", "third", "Member of the board", "emma@energy", "yyyyy", "yy", -1),
    PERSON("Tilda Attrappe", "Savings bank", "private", "Deputy director", "tilda@bank", "nnyy?", "nn", 9),
};

const struct demo_answer demo_answers[DEMO_ANSWERS] = {
    {"3", "council business cities", "talk", "energy funds skills", "3", "Deciding together, and then doing it."},
    {"2", "council business", "slow", "energy skills homes", "5", "Saying what we do not know."},
    {"3", "council learning", "money", "skills energy data", "4", "Everybody knows who does what by when."},
    {"2", "business", "talk", "energy moving funds", "2", "Being quick where a large city cannot be."},
    {"4", "council health groups", "time", "homes energy skills", "5", ""},
    {"3", "council groups", "talk", "energy homes skills", "3", "Asking those whom it is for, before it is built."},
    {"2", "business learning", "money", "skills data energy", "6", "Learning from whoever was first."},
    {"3", "council business groups", "talk", "energy skills funds", "4", ""},
    {"2", "groups", "slow", "moving energy homes", "2", "Coming back next year to see what became of it."},
    {"3", "council business", "talk", "energy funds data", "5", "One plan that all of us can say in a sentence."},
    {"4", "council cities", "time", "data energy skills", "4", ""},
    {"3", "council health", "talk", "energy skills moving", "3", "Sharing what we can do, not only what we did."},
};

const struct demo_aim demo_aims[DEMO_ANSWERS] = {
    {"2", "2", "council business", "2", "2", "Deciding together, and then doing it."},
    {"3", "2", "council", "2", "3", ""},
    {"3", "1", "council business cities", "1", "2", "Being quick where a large city cannot be."},
    {"2", "2", "business", "2", "2", ""},
    {"2", "3", "council groups", "3", "3", "Asking those whom it is for."},
    {"4", "2", "council learning", "2", "2", "Learning from whoever was first."},
    {"2", "2", "council business", "2", "1", ""},
    {"3", "2", "groups council", "1", "2", "One plan that all of us can say in a sentence."},
    {"2", "1", "business", "2", "3", ""},
    {"3", "3", "council health", "3", "2", ""},
    {"2", "2", "council business", "2", "2", "Coming back to see what became of it."},
    {"3", "2", "council groups", "2", "3", ""},
};

#define NOTES_2018 S_INIT("Small Giants session notes, Opportunity Peterborough")

const struct demo_card demo_cards[DEMO_WALL_CARDS] = {
    {S_INIT("The European City Facility pays a lump sum of 60,000 euros for an investment concept; towns may ask "
            "for it as a group."),
     S_INIT("The first step towards heat from the harbour could be paid this way, together with a neighbour."),
     S_INIT("European City Facility, questions and answers"), S_INIT("https://www.eucityfacility.eu"), S_INIT("2024"),
     20, 9},
    {S_INIT("Urban Innovative Actions paid up to five million euros for one project. Its 50,000 was the number of "
            "residents one needed, not a sum of money."),
     S_INIT("The small grant that we remembered never was one. What came after it is the European Urban Initiative."),
     S_INIT("Urban Innovative Actions, calls 1 to 5"), S_INIT("https://www.uia-initiative.eu"), S_INIT("2019"), 20, 5},
    {S_INIT("The fourth call of the European Urban Initiative was open to cities and groups from 25,000 residents on."),
     S_INIT("Most of our neighbours are large enough for the next one, if it stays so."),
     S_INIT("European Urban Initiative, Innovative Actions"), S_INIT("https://www.urban-initiative.eu"), S_INIT("2026"),
     20, 6},
    {S_INIT("The Social Challenges Innovation Platform gave 81 grants of 30,000 euros to those who offered a solution; "
            "cities set the challenge."),
     S_INIT("We would be the one who asks. The money goes to a small firm, which may be one of ours."),
     S_INIT("OECD Observatory of Public Sector Innovation"), S_INIT("https://oecd-opsi.org"), S_INIT("2019"), 7, 3},
    {S_INIT("What is new is often in place sooner in a small city than in a large one."),
     S_INIT("We can show in one winter what takes others three years to decide."), NOTES_2018, S_INIT(""),
     S_INIT("2018"), 5, 8},
    {S_INIT("A small sum that is used across a whole small city can change it; in a large one it pays for a pilot."),
     S_INIT("One thing for all quays, not three trials on one of them."), NOTES_2018, S_INIT(""), S_INIT("2018"), 5, 7},
    {S_INIT("Being second is often an advantage: the first one has carried the risk."),
     S_INIT("Ask the city that heats with sea water what it would do otherwise."), NOTES_2018, S_INIT(""),
     S_INIT("2018"), 9, 4},
    {S_INIT("Several small projects in one are a business case that somebody lends money for; each alone is not."),
     S_INIT("Our district, and those of two neighbours, in one tender."), NOTES_2018, S_INIT(""), S_INIT("2018"), 7, 6},
};

const struct demo_found demo_found[2] = {
    {10, S_INIT("Ask one of its cities what it cost in the end.")},
    {2, S_INIT("How did they reach people who come to no meeting?")},
};

const struct demo_group demo_groups[DEMO_GROUPS] = {
    {{{S_INIT("Nobody leads: everybody waits for the council."), 1},
      {S_INIT("Name one person, and one who stands in."), 1},
      {S_INIT("Start with what can be done by summer."), 2},
      {S_INIT("Show one street that is finished."), 2},
      {S_INIT("Long plans need both parties behind them."), 0}},
     {S_INIT("Somebody leads"), S_INIT("Quick ones first")},
     {{S_INIT("One person leads, with a deputy, and has a day a week for it."), S_INIT("sure"), 12, 0, 1},
      {S_INIT("What takes longer than an election needs a yes from all parties first."), S_INIT("fairly"), 8, 3, 2}}},
    {{{S_INIT("Our neighbours buy the same things as we do, each alone."), 1},
      {S_INIT("Five towns, one tender."), 1},
      {S_INIT("Choose partners by what they need, not by how near they are."), 2},
      {S_INIT("Our twin city has what we look for."), 2},
      {S_INIT("The villages around us are part of it."), 0}},
     {S_INIT("Buy together"), S_INIT("Whom we work with")},
     {{S_INIT("We look for partners who need the same, wherever they are."), S_INIT("fairly"), 10, 1, 2},
      {S_INIT("Five towns that buy together save a tenth."), S_INIT("guess"), 3, 2, 8}}},
    {{{S_INIT("Write down what worked, on one page."), 1},
      {S_INIT("A page that others can find and take from."), 1},
      {S_INIT("Experience with bids is worth more than a handbook."), 2},
      {S_INIT("Lend each other people for a week."), 2},
      {S_INIT("Not too much system: it must stay light."), 0}},
     {S_INIT("What others can use"), S_INIT("People, not papers")},
     {{S_INIT("We share people and what they can do, not only papers."), S_INIT("sure"), 13, 0, 0},
      {S_INIT("Each project ends with one page that another city can use."), S_INIT("fairly"), 11, 0, 2}}},
};

const struct str demo_dots_question = S_INIT("Which two of these do we work on first?");
const struct str demo_order_question = S_INIT("In which order do we begin?");
const struct str demo_test_question = S_INIT("What our groups say: does it hold?");
const struct str demo_options[DEMO_OPTIONS] = {
    S_INIT("Heat from the harbour, for 4,000 flats"), S_INIT("Skills for people whose work changes"),
    S_INIT("Buying together with towns nearby"), S_INIT("One page about each thing that worked"),
    S_INIT("A way for neighbours to say what they need"), S_INIT("Streets that hold back heavy rain"),
};
const char *const demo_dots[DEMO_PEOPLE] = {
    "13", "13", "14", "16", "13", "25", "", "12", "13", "23", "24", "15", "25", "15", "13", "",
};

const struct str demo_assessed = S_INIT("How far we are, first day");
const char *const demo_because[4] = {
    "The decision on heat was taken by all parties.", "Three departments report the same figures each month.",
    "We did it once for the quay, and wrote down how.", "The bank, the council and the clinic sit in the same group.",
};

const struct demo_decision demo_decisions[DEMO_DECISIONS] = {
    {S_INIT("Heat from the harbour comes first, and buying together with it."), S_INIT("vote"),
     S_INIT("Which two of these do we work on first?"), S_INIT("the most dots of 14")},
    {S_INIT("One person leads, with a deputy; the mayor names both."), S_INIT("statement"),
     S_INIT("One person leads, with a deputy, and has a day a week for it."), S_INIT("12 of 13")},
    {S_INIT("We ask towns that need the same, near or far, before we write a bid."), S_INIT("statement"),
     S_INIT("We look for partners who need the same, wherever they are."), S_INIT("10 of 13")},
};

const struct demo_action demo_actions[DEMO_ACTIONS] = {
    {S_INIT("Name the person who leads, and the deputy"), 0, 1, -4, DEMO_DONE,
     S_INIT("Both are named; they begin on the first of the month.")},
    {S_INIT("Ask three towns nearby what they buy next year"), 3, 0, -2, DEMO_OPEN, S_INIT("")},
    {S_INIT("Find out whether the European City Facility opens again, and who of us may ask"), 1, 0, 1, DEMO_OPEN,
     S_INIT("")},
    {S_INIT("Write down what we and our twin city both need, on one page"), 12, 2, 9, DEMO_OPEN, S_INIT("")},
    {S_INIT("Look whether the Citizen City toolkit helps us, and tell the others"), 11, 2, 16, DEMO_MOVED,
     S_INIT("They answer after their holidays.")},
    {S_INIT("Write the first page that another city can use: our open heat prices"), 10, -1, 25, DEMO_OPEN, S_INIT("")},
};

const struct str demo_notes_title = S_INIT("What we said about working with other cities");
const struct str demo_notes_text = S_INIT(
    "- Large cities compete with each other; we need not.\n"
    "- Whom we work with follows from what both need.\n"
    "- The villages around us are part of the city when we speak of heat and of buses.\n"
    "- It must stay light: no second administration.");
const struct str demo_correction = S_INIT(
    "- Large cities compete with each other; we need not.\n"
    "- Whom we work with follows from what both need.\n"
    "- The villages around us are part of the city when we speak of heat, of buses and of care.\n"
    "- It must stay light: no second administration.");
