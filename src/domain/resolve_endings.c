/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_endings: inflected words back to the form that lists have, as guesses: only what then fits a city's name
** counts. Regular declensions of each language; consonant gradation of Finnish. Each word of a name is tried
** by itself. */
#include "domain/resolve_patterns.h"

#include "base/check.h"

const struct resolve_ending resolve_endings[] = {
    /* Finnish genitive */
    {"FI", "n", ""}, {"FI", "en", "i"}, {"FI", "en", ""}, {"FI", "een", "e"}, {"FI", "den", "ti"},
    {"FI", "den", "si"},
    {"FI", "uden", "us"}, {"FI", "yden", "ys"}, {"FI", "den", "s"}, {"FI", "dan", "ta"}, {"FI", "don", "to"},
    {"FI", "joen", "joki"}, {"FI", "aen", "aki"},
    {"FI", "ngin", "nki"}, {"FI", "ngon", "nko"}, {"FI", "ngan", "nka"}, {"FI", "pungin", "punki"},
    {"FI", "nnan", "nta"},
    {"FI", "nnon", "nto"}, {"FI", "llan", "lta"}, {"FI", "rran", "rta"}, {"FI", "rron", "rto"},
    {"FI", "mmun", "mpu"},
    {"FI", "mmen", "mpi"}, {"FI", "mman", "mpa"}, {"FI", "sten", "nen"}, {"FI", "isen", "inen"},
    {"FI", "ksen", "s"},
    {"FI", "run", "rku"}, {"FI", "ran", "rka"}, {"FI", "van", "pa"}, {"FI", "von", "po"}, {"FI", "uun", "uu"},
    {"FI", "uden", "uusi"},
    {"FI", "lin", "l"}, {"FI", "in", ""},
    /* Swedish, Danish, Norwegian, Dutch and German genitive */
    {"SE DK NO FI FO DE AT", "s", ""}, {"SE", "e", "a"},
    /* Icelandic: the name stands before -borg, -baer, -kaupstadur */
    {"IS", "urborg", ""}, {"IS", "sbaer", "ur"}, {"IS", "urbaer", ""}, {"IS", "arkaupstadur", "ur"},
    {"IS", "arbaer", "ur"},
    {"IS", "arbaer", "i"}, {"IS", "sbaer", ""}, {"IS", "fjardarkaupstadur", "fjordur"},
    {"IS", "fjardarbaer", "fjordur"},
    {"IS", "eyrarbaer", "eyri"}, {"IS", "abaer", "i"},
    /* Lithuanian genitive */
    {"LT", "aus", "us"}, {"LT", "iaus", "ius"}, {"LT", "o", "as"}, {"LT", "os", "a"}, {"LT", "es", "e"},
    {"LT", "iu", "iai"},
    {"LT", "iu", "ys"}, {"LT", "u", "ai"}, {"LT", "u", "os"}, {"LT", "io", "ys"}, {"LT", "io", "is"},
    {"LT", "io", "ias"},
    {"LT", "iu", "es"}, {"LT", "uju", "ieji"}, {"LT", "osios", "oji"},
    /* Latvian genitive */
    {"LV", "as", "a"}, {"LV", "es", "e"}, {"LV", "a", "s"}, {"LV", "u", "i"}, {"LV", "u", "as"},
    {"LV", "u", "es"}, {"LV", "su", "sis"}, {"LV", "u", "is"},
    {"LV", "novada", "novads"},
    /* Estonian genitive */
    {"EE", "a", ""}, {"EE", "i", ""}, {"EE", "u", ""}, {"EE", "e", ""},
    /* Polish genitive and locative */
    {"PL", "a", ""}, {"PL", "ia", ""}, {"PL", "u", ""}, {"PL", "iu", ""}, {"PL", "i", ""}, {"PL", "y", "a"},
    {"PL", "i", "a"},
    {"PL", "i", "ia"}, {"PL", "", "e"}, {"PL", "", "y"}, {"PL", "ow", "y"}, {"PL", "a", "e"}, {"PL", "a", "o"},
    {"PL", "na", "no"}, {"PL", "ca", "iec"},
    {"PL", "ku", "ek"}, {"PL", "ka", "ek"}, {"PL", "cu", "iec"}, {"PL", "ach", "e"}, {"PL", "ach", "y"},
    {"PL", "ie", ""}, {"PL", "ie", "a"}, {"PL", "dzie", "d"},
    {"PL", "dzi", "dz"}, {"PL", "wi", "w"}, {"PL", "wia", "w"}, {"PL", "ego", "y"}, {"PL", "iego", "i"},
    {"PL", "ej", "a"}, {"PL", "iej", "ia"}, {"PL", "ym", "y"},
    {"PL", "im", "i"}, {"PL", "ich", "ie"}, {"PL", "ych", "e"}, {"PL", "y", ""}, {"PL", "ecie", "at"},
    /* Czech and Slovak genitive */
    {"CZ SK", "a", "o"}, {"CZ SK", "y", "a"}, {"CZ SK", "a", ""}, {"CZ SK", "u", ""}, {"CZ SK", "e", ""},
    {"CZ SK", "ce", "ec"},
    {"CZ SK", "", "e"}, {"CZ SK", "", "y"}, {"CZ SK", "ne", "en"}, {"CZ SK", "ych", "e"},
    {"CZ SK", "ych", "y"}, {"CZ SK", "u", "y"},
    {"CZ SK", "e", "a"}, {"CZ SK", "ho", ""}, {"CZ SK", "eho", "e"}, {"CZ SK", "eho", "y"},
    {"CZ SK", "iec", "ce"}, {"CZ SK", "ej", "a"},
    {"CZ SK", "i", "e"}, {"CZ SK", "i", ""}, {"CZ SK", "ku", "ek"}, {"CZ SK", "ka", "ek"},
    /* Slovenian, Croatian, Serbian, Bosnian, Montenegrin, Macedonian genitive */
    {"SI HR RS BA ME MK", "a", ""}, {"SI HR RS BA ME MK", "e", "a"}, {"SI HR RS BA ME MK", "a", "o"},
    {"SI HR RS BA ME MK", "og", "i"},
    {"SI HR RS BA ME MK", "ca", "ac"}, {"SI HR RS BA ME MK", "ce", "ca"}, {"SI HR RS BA ME MK", "ka", "ak"},
    {"SI HR RS BA ME MK", "e", "o"},
    {"SI HR RS BA ME MK", "ske", "ska"}, {"SI HR RS BA ME MK", "va", "vo"}, {"SI HR RS BA ME MK", "i", "a"},
    {"SI HR RS BA ME MK", "u", "a"},
    /* Ukrainian adjectives of cities, as transliterated */
    {"UA", "ska", ""}, {"UA", "ska", "sa"}, {"UA", "ska", "sk"}, {"UA", "tska", "tsia"}, {"UA", "tska", "tsk"},
    {"UA", "ska", "sy"}, {"UA", "vska", "va"},
    {"UA", "vska", ""}, {"UA", "etska", "tsi"}, {"UA", "nska", ""}, {"UA", "ska", "y"},
    {"UA", "zka", "zhzhia"}, {"UA", "ska", "skyi"}, {"UA", "tska", "tskyi"},
    {"UA", "ska", "a"}, {"UA", "ska", "e"}, {"UA", "ivska", "iv"}, {"UA", "skoi", ""}, {"UA", "skoyi", ""},
    {"UA", "ivska", "ov"}, {"UA", "oi", "a"},
    /* Hungarian: "from", "of" */
    {"HU", "i", ""},
    /* Albanian, Kosovan: definite, genitive */
    {"AL XK", "es", "a"}, {"AL XK", "es", "e"}, {"AL XK", "e", "a"}, {"AL XK", "a", "e"}, {"AL XK", "it", ""},
    {"AL XK", "i", ""}, {"AL XK", "s", ""},
    {"AL XK", "se", "e"}, {"AL XK", "ra", "er"}, {"AL XK", "res", "er"},
    /* Greek genitive, transliterated */
    {"GR CY", "as", "a"}, {"GR CY", "is", "i"}, {"GR CY", "ou", "os"}, {"GR CY", "ou", "o"},
    {"GR CY", "iou", "i"}, {"GR CY", "ou", "i"}, {"GR CY", "on", "a"}, {"GR CY", "on", "es"},
    {"GR CY", "on", "oi"}, {"GR CY", "ion", "ia"}, {"GR CY", "on", "ai"}, {"GR CY", "eon", "a"},
    {"GR CY", "aion", "a"}, {"GR CY", "aion", "ai"}, {"GR CY", "eon", "es"},
    {"GR CY", "iton", "ina"}, {"GR CY", "iton", "a"}, {"GR CY", "eos", "i"}, {"GR CY", "eos", "is"},
    {"GR CY", "os", "as"}, {"GR CY", "a", "as"}, {"GR CY", "ous", "i"}, {"GR CY", "ous", "es"},
    {"GR CY", "is", "a"}, {"GR CY", "s", ""}, {"GR CY", "", "s"}, {"GR CY", "ou", "on"}, {"GR CY", "ou", "a"},
    {"GR CY", "on", "o"}, {"GR CY", "on", "i"}, {"GR CY", "as", "i"}, {"GR CY", "on", "os"},
    /* Basque: "of" */
    {"ES", "ko", ""}, {"ES", "eko", ""}, {"ES", "ako", "a"},
    /* Turkish, Maltese: nothing stands behind the name */
};

const size_t resolve_endings_n = COUNT_OF(resolve_endings);
