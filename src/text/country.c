/* SPDX-License-Identifier: AGPL-3.0-or-later
** country: names of countries by ISO 3166-1 code (XK as used by the European Commission), sorted by code.
** Source of the names: ISO 3166-1 short names in everyday form, after the package i18n-iso-countries 7.14.0 (MIT). */
#include "text/country.h"

#include "base/check.h"
#include "text/words.h"

static const struct {
    const char code[3];
    const char *name;
} countries[] = {
    {"AD", W_NOTE("Andorra")},
    {"AE", W_NOTE("United Arab Emirates")},
    {"AF", W_NOTE("Afghanistan")},
    {"AG", W_NOTE("Antigua and Barbuda")},
    {"AI", W_NOTE("Anguilla")},
    {"AL", W_NOTE("Albania")},
    {"AM", W_NOTE("Armenia")},
    {"AO", W_NOTE("Angola")},
    {"AQ", W_NOTE("Antarctica")},
    {"AR", W_NOTE("Argentina")},
    {"AS", W_NOTE("American Samoa")},
    {"AT", W_NOTE("Austria")},
    {"AU", W_NOTE("Australia")},
    {"AW", W_NOTE("Aruba")},
    {"AX", W_NOTE("Åland Islands")},
    {"AZ", W_NOTE("Azerbaijan")},
    {"BA", W_NOTE("Bosnia and Herzegovina")},
    {"BB", W_NOTE("Barbados")},
    {"BD", W_NOTE("Bangladesh")},
    {"BE", W_NOTE("Belgium")},
    {"BF", W_NOTE("Burkina Faso")},
    {"BG", W_NOTE("Bulgaria")},
    {"BH", W_NOTE("Bahrain")},
    {"BI", W_NOTE("Burundi")},
    {"BJ", W_NOTE("Benin")},
    {"BL", W_NOTE("Saint Barthélemy")},
    {"BM", W_NOTE("Bermuda")},
    {"BN", W_NOTE("Brunei Darussalam")},
    {"BO", W_NOTE("Bolivia")},
    {"BQ", W_NOTE("Bonaire, Sint Eustatius and Saba")},
    {"BR", W_NOTE("Brazil")},
    {"BS", W_NOTE("Bahamas")},
    {"BT", W_NOTE("Bhutan")},
    {"BV", W_NOTE("Bouvet Island")},
    {"BW", W_NOTE("Botswana")},
    {"BY", W_NOTE("Belarus")},
    {"BZ", W_NOTE("Belize")},
    {"CA", W_NOTE("Canada")},
    {"CC", W_NOTE("Cocos (Keeling) Islands")},
    {"CD", W_NOTE("Congo (Kinshasa)")},
    {"CF", W_NOTE("Central African Republic")},
    {"CG", W_NOTE("Congo (Brazzaville)")},
    {"CH", W_NOTE("Switzerland")},
    {"CI", W_NOTE("Cote d'Ivoire")},
    {"CK", W_NOTE("Cook Islands")},
    {"CL", W_NOTE("Chile")},
    {"CM", W_NOTE("Cameroon")},
    {"CN", W_NOTE("China")},
    {"CO", W_NOTE("Colombia")},
    {"CR", W_NOTE("Costa Rica")},
    {"CU", W_NOTE("Cuba")},
    {"CV", W_NOTE("Cape Verde")},
    {"CW", W_NOTE("Curaçao")},
    {"CX", W_NOTE("Christmas Island")},
    {"CY", W_NOTE("Cyprus")},
    {"CZ", W_NOTE("Czechia")},
    {"DE", W_NOTE("Germany")},
    {"DJ", W_NOTE("Djibouti")},
    {"DK", W_NOTE("Denmark")},
    {"DM", W_NOTE("Dominica")},
    {"DO", W_NOTE("Dominican Republic")},
    {"DZ", W_NOTE("Algeria")},
    {"EC", W_NOTE("Ecuador")},
    {"EE", W_NOTE("Estonia")},
    {"EG", W_NOTE("Egypt")},
    {"EH", W_NOTE("Western Sahara")},
    {"ER", W_NOTE("Eritrea")},
    {"ES", W_NOTE("Spain")},
    {"ET", W_NOTE("Ethiopia")},
    {"FI", W_NOTE("Finland")},
    {"FJ", W_NOTE("Fiji")},
    {"FK", W_NOTE("Falkland Islands (Malvinas)")},
    {"FM", W_NOTE("Micronesia, Federated States of")},
    {"FO", W_NOTE("Faroe Islands")},
    {"FR", W_NOTE("France")},
    {"GA", W_NOTE("Gabon")},
    {"GB", W_NOTE("United Kingdom")},
    {"GD", W_NOTE("Grenada")},
    {"GE", W_NOTE("Georgia")},
    {"GF", W_NOTE("French Guiana")},
    {"GG", W_NOTE("Guernsey")},
    {"GH", W_NOTE("Ghana")},
    {"GI", W_NOTE("Gibraltar")},
    {"GL", W_NOTE("Greenland")},
    {"GM", W_NOTE("Republic of The Gambia")},
    {"GN", W_NOTE("Guinea")},
    {"GP", W_NOTE("Guadeloupe")},
    {"GQ", W_NOTE("Equatorial Guinea")},
    {"GR", W_NOTE("Greece")},
    {"GS", W_NOTE("South Georgia and the South Sandwich Islands")},
    {"GT", W_NOTE("Guatemala")},
    {"GU", W_NOTE("Guam")},
    {"GW", W_NOTE("Guinea-Bissau")},
    {"GY", W_NOTE("Guyana")},
    {"HK", W_NOTE("Hong Kong")},
    {"HM", W_NOTE("Heard Island and McDonald Islands")},
    {"HN", W_NOTE("Honduras")},
    {"HR", W_NOTE("Croatia")},
    {"HT", W_NOTE("Haiti")},
    {"HU", W_NOTE("Hungary")},
    {"ID", W_NOTE("Indonesia")},
    {"IE", W_NOTE("Ireland")},
    {"IL", W_NOTE("Israel")},
    {"IM", W_NOTE("Isle of Man")},
    {"IN", W_NOTE("India")},
    {"IO", W_NOTE("British Indian Ocean Territory")},
    {"IQ", W_NOTE("Iraq")},
    {"IR", W_NOTE("Iran")},
    {"IS", W_NOTE("Iceland")},
    {"IT", W_NOTE("Italy")},
    {"JE", W_NOTE("Jersey")},
    {"JM", W_NOTE("Jamaica")},
    {"JO", W_NOTE("Jordan")},
    {"JP", W_NOTE("Japan")},
    {"KE", W_NOTE("Kenya")},
    {"KG", W_NOTE("Kyrgyzstan")},
    {"KH", W_NOTE("Cambodia")},
    {"KI", W_NOTE("Kiribati")},
    {"KM", W_NOTE("Comoros")},
    {"KN", W_NOTE("Saint Kitts and Nevis")},
    {"KP", W_NOTE("North Korea")},
    {"KR", W_NOTE("South Korea")},
    {"KW", W_NOTE("Kuwait")},
    {"KY", W_NOTE("Cayman Islands")},
    {"KZ", W_NOTE("Kazakhstan")},
    {"LA", W_NOTE("Laos")},
    {"LB", W_NOTE("Lebanon")},
    {"LC", W_NOTE("Saint Lucia")},
    {"LI", W_NOTE("Liechtenstein")},
    {"LK", W_NOTE("Sri Lanka")},
    {"LR", W_NOTE("Liberia")},
    {"LS", W_NOTE("Lesotho")},
    {"LT", W_NOTE("Lithuania")},
    {"LU", W_NOTE("Luxembourg")},
    {"LV", W_NOTE("Latvia")},
    {"LY", W_NOTE("Libya")},
    {"MA", W_NOTE("Morocco")},
    {"MC", W_NOTE("Monaco")},
    {"MD", W_NOTE("Moldova")},
    {"ME", W_NOTE("Montenegro")},
    {"MF", W_NOTE("Saint Martin (French part)")},
    {"MG", W_NOTE("Madagascar")},
    {"MH", W_NOTE("Marshall Islands")},
    {"MK", W_NOTE("North Macedonia")},
    {"ML", W_NOTE("Mali")},
    {"MM", W_NOTE("Myanmar")},
    {"MN", W_NOTE("Mongolia")},
    {"MO", W_NOTE("Macao")},
    {"MP", W_NOTE("Northern Mariana Islands")},
    {"MQ", W_NOTE("Martinique")},
    {"MR", W_NOTE("Mauritania")},
    {"MS", W_NOTE("Montserrat")},
    {"MT", W_NOTE("Malta")},
    {"MU", W_NOTE("Mauritius")},
    {"MV", W_NOTE("Maldives")},
    {"MW", W_NOTE("Malawi")},
    {"MX", W_NOTE("Mexico")},
    {"MY", W_NOTE("Malaysia")},
    {"MZ", W_NOTE("Mozambique")},
    {"NA", W_NOTE("Namibia")},
    {"NC", W_NOTE("New Caledonia")},
    {"NE", W_NOTE("Niger")},
    {"NF", W_NOTE("Norfolk Island")},
    {"NG", W_NOTE("Nigeria")},
    {"NI", W_NOTE("Nicaragua")},
    {"NL", W_NOTE("Netherlands")},
    {"NO", W_NOTE("Norway")},
    {"NP", W_NOTE("Nepal")},
    {"NR", W_NOTE("Nauru")},
    {"NU", W_NOTE("Niue")},
    {"NZ", W_NOTE("New Zealand")},
    {"OM", W_NOTE("Oman")},
    {"PA", W_NOTE("Panama")},
    {"PE", W_NOTE("Peru")},
    {"PF", W_NOTE("French Polynesia")},
    {"PG", W_NOTE("Papua New Guinea")},
    {"PH", W_NOTE("Philippines")},
    {"PK", W_NOTE("Pakistan")},
    {"PL", W_NOTE("Poland")},
    {"PM", W_NOTE("Saint Pierre and Miquelon")},
    {"PN", W_NOTE("Pitcairn")},
    {"PR", W_NOTE("Puerto Rico")},
    {"PS", W_NOTE("Palestine")},
    {"PT", W_NOTE("Portugal")},
    {"PW", W_NOTE("Palau")},
    {"PY", W_NOTE("Paraguay")},
    {"QA", W_NOTE("Qatar")},
    {"RE", W_NOTE("Reunion")},
    {"RO", W_NOTE("Romania")},
    {"RS", W_NOTE("Serbia")},
    {"RU", W_NOTE("Russia")},
    {"RW", W_NOTE("Rwanda")},
    {"SA", W_NOTE("Saudi Arabia")},
    {"SB", W_NOTE("Solomon Islands")},
    {"SC", W_NOTE("Seychelles")},
    {"SD", W_NOTE("Sudan")},
    {"SE", W_NOTE("Sweden")},
    {"SG", W_NOTE("Singapore")},
    {"SH", W_NOTE("Saint Helena")},
    {"SI", W_NOTE("Slovenia")},
    {"SJ", W_NOTE("Svalbard and Jan Mayen")},
    {"SK", W_NOTE("Slovakia")},
    {"SL", W_NOTE("Sierra Leone")},
    {"SM", W_NOTE("San Marino")},
    {"SN", W_NOTE("Senegal")},
    {"SO", W_NOTE("Somalia")},
    {"SR", W_NOTE("Suriname")},
    {"SS", W_NOTE("South Sudan")},
    {"ST", W_NOTE("Sao Tome and Principe")},
    {"SV", W_NOTE("El Salvador")},
    {"SX", W_NOTE("Sint Maarten (Dutch part)")},
    {"SY", W_NOTE("Syria")},
    {"SZ", W_NOTE("Eswatini")},
    {"TC", W_NOTE("Turks and Caicos Islands")},
    {"TD", W_NOTE("Chad")},
    {"TF", W_NOTE("French Southern Territories")},
    {"TG", W_NOTE("Togo")},
    {"TH", W_NOTE("Thailand")},
    {"TJ", W_NOTE("Tajikistan")},
    {"TK", W_NOTE("Tokelau")},
    {"TL", W_NOTE("Timor-Leste")},
    {"TM", W_NOTE("Turkmenistan")},
    {"TN", W_NOTE("Tunisia")},
    {"TO", W_NOTE("Tonga")},
    {"TR", W_NOTE("Türkiye")},
    {"TT", W_NOTE("Trinidad and Tobago")},
    {"TV", W_NOTE("Tuvalu")},
    {"TW", W_NOTE("Taiwan")},
    {"TZ", W_NOTE("Tanzania")},
    {"UA", W_NOTE("Ukraine")},
    {"UG", W_NOTE("Uganda")},
    {"UM", W_NOTE("United States Minor Outlying Islands")},
    {"US", W_NOTE("United States")},
    {"UY", W_NOTE("Uruguay")},
    {"UZ", W_NOTE("Uzbekistan")},
    {"VA", W_NOTE("Vatican City")},
    {"VC", W_NOTE("Saint Vincent and the Grenadines")},
    {"VE", W_NOTE("Venezuela")},
    {"VG", W_NOTE("Virgin Islands, British")},
    {"VI", W_NOTE("Virgin Islands, U.S.")},
    {"VN", W_NOTE("Vietnam")},
    {"VU", W_NOTE("Vanuatu")},
    {"WF", W_NOTE("Wallis and Futuna")},
    {"WS", W_NOTE("Samoa")},
    {"XK", W_NOTE("Kosovo")},
    {"YE", W_NOTE("Yemen")},
    {"YT", W_NOTE("Mayotte")},
    {"ZA", W_NOTE("South Africa")},
    {"ZM", W_NOTE("Zambia")},
    {"ZW", W_NOTE("Zimbabwe")},
};

/* Its place in the table; COUNT_OF(countries) for none. */
static size_t place_of(struct str code)
{
    size_t low = 0;
    size_t high = COUNT_OF(countries);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(code, (struct str){countries[middle].code, 2});
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return COUNT_OF(countries);
}

struct str country_name(struct out *out, struct str code)
{
    size_t place = place_of(code);
    if (str_eq(code, S("ZZ"))) {
        return W(out, "invented country"); /* of a demonstration (store/demo.h); in no list of countries */
    }
    return place < COUNT_OF(countries) ? words_text(out, countries[place].name, NULL, 0) : code;
}

bool country_is_known(struct str code)
{
    return place_of(code) < COUNT_OF(countries);
}

struct str country_nth(size_t i)
{
    return i < COUNT_OF(countries) ? (struct str){countries[i].code, 2} : (struct str){0};
}

/* Names of other lists, Wikidata's among them. */
static const struct {
    const char code[3];
    struct str name;
} other_names[] = {
    {"CD", S_INIT("Democratic Republic of the Congo")}, {"CG", S_INIT("Republic of the Congo")},
    {"CI", S_INIT("Ivory Coast")}, {"CN", S_INIT("People's Republic of China")}, {"CZ", S_INIT("Czech Republic")},
    {"FK", S_INIT("Falkland Islands")}, {"GB", S_INIT("UK")}, {"GM", S_INIT("Gambia")},
    {"GR", S_INIT("Hellas")}, {"MK", S_INIT("Republic of Macedonia")},
    {"NL", S_INIT("Kingdom of the Netherlands")}, {"PS", S_INIT("Gaza Strip")},
    {"PS", S_INIT("Palestinian National Authority")}, {"PS", S_INIT("Palestinian territories")},
    {"ST", S_INIT("Sao Tomé and Príncipe")}, {"SZ", S_INIT("Swaziland")}, {"TL", S_INIT("East Timor")},
    {"TR", S_INIT("Turkey")}, {"US", S_INIT("United States of America")},
};

struct str country_find(struct str english)
{
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        if (str_eq_nocase(english, str_of(countries[i].name))) {
            return (struct str){countries[i].code, 2};
        }
    }
    for (size_t i = 0; i < COUNT_OF(other_names); i++) {
        if (str_eq_nocase(english, other_names[i].name)) {
            return (struct str){other_names[i].code, 2};
        }
    }
    return S("");
}
