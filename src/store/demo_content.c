/* SPDX-License-Identifier: AGPL-3.0-or-later
** demo_content: the words of the demonstration network. */
#include "store/demo_content.h"

#define NAMED(name) S_INIT(name DEMO_MARK)
#define SIGNS_IN(name, at) {NAMED(name), S_INIT(at DEMO_MAIL)}
#define ELSEWHERE(name, at) {NAMED(name), S_INIT(at ".invalid")}

const struct demo_city demo_cities[DEMO_CITIES] = {
    {NAMED("Musterhafen"), SIGNS_IN("Mara Muster", "mara"), S_INIT("Head of climate and energy"), 348, 344, 3, 2,
     S_INIT("Example decision no. 17"),
     {{S_INIT("energy"), S_INIT("bids")}, S_INIT("Heat for 4,000 flats near the harbour, and a bid to pay for it.")},
     {{S_INIT("waste"), S_INIT("engagement")}, S_INIT("Our sorting of kitchen waste works in tower blocks, too.")},
     {S_INIT("energy"), S_INIT("water"), S_INIT("resilience")}, {S_INIT("de"), S_INIT("en")},
     S_INIT("No flat near the harbour is heated with gas by 2035."), S_INIT("long"), S_INIT("environment"),
     S_INIT("Our own utility decides quickly."), S_INIT("12")},
    {NAMED("Samplewick"), SIGNS_IN("Sam Sample", "sam"), S_INIT("Sustainability officer"), 345, 340, 1, 1, S_INIT(""),
     {{S_INIT("waste"), S_INIT("data")}, S_INIT("Kitchen waste in high-rise blocks: we tried twice and failed.")},
     {{S_INIT("energy")}, S_INIT("A heat network of six years; we know what it costs to run.")},
     {S_INIT("energy"), S_INIT("mobility")}, {S_INIT("en")},
     S_INIT("Half of the household waste by 2030."), S_INIT("both"), S_INIT("environment"),
     S_INIT("Six years of figures of our heat network, all of them open."), S_INIT("6")},
    {NAMED("Villaprova"), ELSEWHERE("Piero Prova", "piero@villaprova"), S_INIT("European projects office"), 300,
     290, 9, 2, S_INIT("Example decision no. 3"),
     {{S_INIT("engagement"), S_INIT("culture-and-tourism")}, S_INIT("The old town should not be for visitors only.")},
     {{S_INIT("bids"), S_INIT("procurement")}, S_INIT("We have written nine bids and won four; ask for our drafts.")},
     {S_INIT("culture-and-tourism"), S_INIT("energy")}, {S_INIT("it"), S_INIT("en")},
     S_INIT("People live in the old town again by 2032."), S_INIT("long"), S_INIT("culture"),
     S_INIT("An office of four that writes bids."), S_INIT("10")},
    {NAMED("Essaiville"), ELSEWHERE("Esther Essai", "esther@essaiville"), S_INIT("Deputy head of public works"), 220,
     210, 75, 2, S_INIT("Example decision no. 41"),
     {{S_INIT("water"), S_INIT("energy")}, S_INIT("Streets that hold back heavy rain.")},
     {{S_INIT("data"), S_INIT("governance-and-data")}, S_INIT("Open data that officers do use.")},
     {S_INIT("water"), S_INIT("resilience"), S_INIT("governance-and-data")}, {S_INIT("fr"), S_INIT("en")},
     S_INIT("No flooded cellars in the lower town by 2030."), S_INIT("both"), S_INIT("safety"),
     S_INIT("Good data on every street."), S_INIT("8")},
    {NAMED("Ejemplona"), ELSEWHERE("Elena Ejemplo", "elena@ejemplona"), S_INIT("Mobility planner"), 150, 140, 20, 1,
     S_INIT(""),
     {{S_INIT("mobility")}, S_INIT("A bus that reaches the villages around us in the evening.")},
     {{S_INIT("energy"), S_INIT("resilience")}, S_INIT("Solar roofs on all schools, run by their neighbourhoods.")},
     {S_INIT("mobility"), S_INIT("food-and-rural"), S_INIT("energy")}, {S_INIT("es"), S_INIT("en"), S_INIT("fr")},
     S_INIT("Nobody needs a car to come to work here by 2033."), S_INIT("long"), S_INIT("fairness"),
     S_INIT("Neighbourhoods that run things themselves."), S_INIT("5")},
    {NAMED("Przykładowo"), ELSEWHERE("Paweł Przykład", "pawel@przykladowo"), S_INIT("City development"), 90, 80, 12, 2,
     S_INIT("Example decision no. 58"),
     {{S_INIT("energy"), S_INIT("funding-and-finance")}, S_INIT("Leaving coal for heat, and how to pay for it.")},
     {{S_INIT("health-and-care"), S_INIT("waste")}, S_INIT("Nurses who visit older people by neighbourhood.")},
     {S_INIT("energy"), S_INIT("health-and-care")}, {S_INIT("pl"), S_INIT("en"), S_INIT("de")},
     S_INIT("Clean air in every winter month by 2031."), S_INIT("both"), S_INIT("health"),
     S_INIT("Care and housing sit in one department."), S_INIT("6")},
};

const struct demo_person demo_colleague = SIGNS_IN("Kim Muster", "kim");
const struct demo_person demo_coordinator = SIGNS_IN("Cora Beispiel", "cora");
const struct demo_person demo_deputy = ELSEWHERE("Dag Beispiel", "dag@beispiel");
const struct demo_person demo_administrator = SIGNS_IN("Ada Beispiel", "ada");

const struct demo_asking demo_asking = {
    NAMED("Esimerkkilä"), ELSEWHERE("Eino Esimerkki", "eino@esimerkkila"), S_INIT("Environment office"),
    S_INIT("Every school meal from farms within 60 km by 2029.")};
const struct demo_suggested demo_suggested = {
    NAMED("Exempelby"), S_INIT("twin"), S_INIT("Our twin city since 1984; they heat with sea water.")};
const struct demo_suggested demo_brought = {
    NAMED("Przykładowo"), S_INIT("partner"), S_INIT("We wrote a bid together and would do it again.")};

const struct str demo_need_asked = S_INIT("How do you bring people in tower blocks to sort kitchen waste?");
const struct str demo_need_held = S_INIT("Would you look at our first page of a bid for heat?");

const struct q_event_by_uid demo_event = {
    .title = S_INIT("A morning of invented numbers" DEMO_MARK),
    .says = S_INIT("Three cities that do not exist show what their heat networks would cost."),
    .zone = S_INIT("central"), .place = S_INIT("Musterhafen" DEMO_MARK ", town hall"),
    .online = S_INIT("https://meet.invalid/numbers"), .languages = S_INIT("English"),
    .seen_by = S_INIT("everybody"), .seats = {true, 20},
};

const struct announcement_new demo_announcement = {
    S_INIT("A new way to say what your city can do" DEMO_MARK),
    S_INIT("This is invented, as all of this network is. In a real one, those who run it tell here what has changed, "
           "in a few plain sentences."),
    S_INIT(""), S_INIT("everybody"), 0};
