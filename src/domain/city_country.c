/* SPDX-License-Identifier: AGPL-3.0-or-later
** city_country: names of countries as people write them behind the name of a city: their own, English, German, French,
** Spanish, Italian, Portuguese, Dutch, and parts of the United Kingdom. Folded (base/fold), after common usage. */
#include "domain/city_query.h"

#include "base/check.h"

static const struct {
    struct str code;
    struct str names; /* separated by '|' */
} countries[] = {
    {S_INIT("AL"), S_INIT("albania|albanien|albanie|albanie|shqiperi|shqiperia")},
    {S_INIT("AM"), S_INIT("armenia|armenien|armenie|hayastan|հայաստան")},
    {S_INIT("AT"), S_INIT("austria|osterreich|oesterreich|autriche|oostenrijk|rakousko|avstrija|ausztria")},
    {S_INIT("AZ"), S_INIT("azerbaijan|aserbaidschan|azerbaidjan|azerbaycan")},
    {S_INIT("BA"), S_INIT("bosnia|bosnia and herzegovina|bosnia herzegovina|bosna i hercegovina|bosnien|bosnie|bih")},
    {S_INIT("BE"), S_INIT("belgium|belgie|belgique|belgien|belgio|belgica|flanders|vlaanderen|wallonia|wallonie")},
    {S_INIT("BG"), S_INIT("bulgaria|bulgarien|bulgarie|българия|bulgarije")},
    {S_INIT("BY"), S_INIT("belarus|weissrussland|bielorussie|беларусь")},
    {S_INIT("CH"), S_INIT("switzerland|schweiz|suisse|svizzera|suiza|zwitserland|svizra|suica")},
    {S_INIT("CY"), S_INIT("cyprus|zypern|chypre|cipro|chipre|κυπρος|kibris|kypros")},
    {S_INIT("CZ"), S_INIT("czechia|czech republic|cesko|ceska republika|tschechien|tchequie|republique tcheque|cechia|"
                          "chequia|czechy|tsjechie|repubblica ceca|republica checa")},
    {S_INIT("DE"), S_INIT("germany|deutschland|allemagne|germania|alemania|alemanha|duitsland|niemcy|nemecko|saksa|"
                          "tyskland|nemetorszag|γερμανια|германия|brd")},
    {S_INIT("DK"), S_INIT("denmark|danmark|danemark|danimarca|dinamarca|denemarken|dania|tanska")},
    {S_INIT("EE"), S_INIT("estonia|eesti|estland|estonie|viro")},
    {S_INIT("ES"), S_INIT("spain|espana|spanien|espagne|spagna|espanha|spanje|hiszpania|espanya|espainia|catalonia|"
                          "catalunya|cataluna")},
    {S_INIT("FI"), S_INIT("finland|suomi|finnland|finlande|finlandia")},
    {S_INIT("FR"), S_INIT("france|frankreich|francia|franca|frankrijk|francja|frankrike|ranska")},
    {S_INIT("GB"), S_INIT("uk|united kingdom|great britain|britain|england|scotland|wales|cymru|northern ireland|"
                          "grossbritannien|vereinigtes konigreich|royaume uni|angleterre|ecosse|pays de galles|"
                          "regno unito|inghilterra|scozia|galles|reino unido|inglaterra|escocia|schottland|"
                          "verenigd koninkrijk|wielka brytania|anglia")},
    {S_INIT("GE"), S_INIT("georgia|georgien|georgie|sakartvelo|საქართველო")},
    {S_INIT("GR"), S_INIT("greece|griechenland|grece|grecia|griekenland|hellas|ellada|ελλαδα|grecja|gr")},
    {S_INIT("HR"), S_INIT("croatia|hrvatska|kroatien|croatie|croazia|croacia|kroatie|chorwacja")},
    {S_INIT("HU"), S_INIT("hungary|magyarorszag|ungarn|hongrie|ungheria|hungria|hongarije|wegry")},
    {S_INIT("IE"), S_INIT("ireland|eire|irland|irlande|irlanda|ierland|republic of ireland|irlandia")},
    {S_INIT("IL"), S_INIT("israel|israele|ישראל")},
    {S_INIT("IS"), S_INIT("iceland|island|islande|islanda|islandia")},
    {S_INIT("IT"), S_INIT("italy|italia|italien|italie|wlochy|italija|olaszorszag")},
    {S_INIT("LI"), S_INIT("liechtenstein")},
    {S_INIT("LT"), S_INIT("lithuania|lietuva|litauen|lituanie|lituania|litouwen|litwa")},
    {S_INIT("LU"), S_INIT("luxembourg|luxemburg|letzebuerg|lussemburgo|luxemburgo")},
    {S_INIT("LV"), S_INIT("latvia|latvija|lettland|lettonie|lettonia|letonia|letland|lotwa")},
    {S_INIT("MD"), S_INIT("moldova|moldau|moldavie|moldavia")},
    {S_INIT("ME"), S_INIT("montenegro|crna gora|црна гора")},
    {S_INIT("MK"), S_INIT("north macedonia|macedonia|makedonija|северна македонија|македонија|"
                          "nordmazedonien")},
    {S_INIT("MT"), S_INIT("malta|malte")},
    {S_INIT("NL"), S_INIT("netherlands|the netherlands|nederland|holland|niederlande|pays bas|paesi bassi|olanda|"
                          "paises bajos|holanda|holandia|nizozemsko")},
    {S_INIT("NO"), S_INIT("norway|norge|noreg|norwegen|norvege|norvegia|noruega|noorwegen|norja|norwegia")},
    {S_INIT("PL"), S_INIT("poland|polska|polen|pologne|polonia|polsko|puola|polonia")},
    {S_INIT("PT"), S_INIT("portugal|portogallo|portugalia")},
    {S_INIT("RO"), S_INIT("romania|rumanien|rumaenien|roumanie|rumania|romenia|roemenie|rumunia")},
    {S_INIT("RS"), S_INIT("serbia|srbija|србија|serbien|serbie")},
    {S_INIT("SE"), S_INIT("sweden|sverige|schweden|suede|svezia|suecia|zweden|ruotsi|szwecja")},
    {S_INIT("SI"), S_INIT("slovenia|slovenija|slowenien|slovenie|eslovenia|slovenie|slowenia")},
    {S_INIT("SK"), S_INIT("slovakia|slovensko|slowakei|slovaquie|slovacchia|eslovaquia|slowakije|slowacja|"
                          "slovak republic")},
    {S_INIT("TR"), S_INIT("turkey|turkiye|turkei|tuerkei|turquie|turchia|turquia|turkije")},
    {S_INIT("UA"), S_INIT("ukraine|ukraina|україна|украина|ucraina|ucrania|oekraine")},
    {S_INIT("XK"), S_INIT("kosovo|kosova|kosove")},
    {S_INIT("US"), S_INIT("usa|united states|america")},
    {S_INIT("CA"), S_INIT("canada|kanada")},
    {S_INIT("AU"), S_INIT("australia|australien|australie")},
    {S_INIT("NZ"), S_INIT("new zealand|neuseeland")},
    {S_INIT("IN"), S_INIT("india|indien|inde")},
    {S_INIT("BR"), S_INIT("brazil|brasil|brasilien|bresil|brasile")},
    {S_INIT("AR"), S_INIT("argentina|argentinien|argentine")},
    {S_INIT("MX"), S_INIT("mexico|mexiko|mexique|messico")},
    {S_INIT("CL"), S_INIT("chile|chili|cile")},
    {S_INIT("CO"), S_INIT("colombia|kolumbien")},
};

struct str city_country_of(struct str words)
{
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        for (struct str rest = countries[i].names; rest.s != NULL;) {
            if (str_eq(str_cut(rest, '|', &rest), words)) {
                return countries[i].code;
            }
        }
        if (str_eq_nocase(countries[i].code, words)) {
            return countries[i].code;
        }
    }
    return S("");
}
