/* SPDX-License-Identifier: AGPL-3.0-or-later
** spelling: endings in which British and American English differ. */
#include "text/spelling.h"

#include <string.h>

#include "base/check.h"

#define DOUBLED_L_MIN 6 /* letters: "modell", "labell"; shorter ones (well, full) are words */

/* No American ending is longer than the British one. */
struct ending {
    struct str british;
    struct str american;
    size_t word_min; /* letters of the shortest word that is changed: "rise", "four" and "ogre" stay */
};

static const struct ending endings[] = {
    {S_INIT("isation"), S_INIT("ization"), 9},     {S_INIT("isations"), S_INIT("izations"), 10},
    {S_INIT("isational"), S_INIT("izational"), 11}, {S_INIT("ise"), S_INIT("ize"), 7},
    {S_INIT("ises"), S_INIT("izes"), 8},           {S_INIT("ised"), S_INIT("ized"), 8},
    {S_INIT("ising"), S_INIT("izing"), 9},         {S_INIT("iser"), S_INIT("izer"), 8},
    {S_INIT("isers"), S_INIT("izers"), 9},         {S_INIT("yse"), S_INIT("yze"), 6},
    {S_INIT("ysed"), S_INIT("yzed"), 7},           {S_INIT("ysing"), S_INIT("yzing"), 8},
    {S_INIT("yser"), S_INIT("yzer"), 7},           {S_INIT("our"), S_INIT("or"), 6},
    {S_INIT("ours"), S_INIT("ors"), 7},            {S_INIT("oured"), S_INIT("ored"), 7},
    {S_INIT("ouring"), S_INIT("oring"), 9},        {S_INIT("oural"), S_INIT("oral"), 9},
    {S_INIT("tre"), S_INIT("ter"), 5},             {S_INIT("tres"), S_INIT("ters"), 6},
    {S_INIT("bre"), S_INIT("ber"), 5},             {S_INIT("bres"), S_INIT("bers"), 6},
    {S_INIT("ogue"), S_INIT("og"), 7},             {S_INIT("ogues"), S_INIT("ogs"), 8},
    {S_INIT("programme"), S_INIT("program"), 9},   {S_INIT("programmes"), S_INIT("programs"), 10},
    {S_INIT("defence"), S_INIT("defense"), 7},     {S_INIT("aluminium"), S_INIT("aluminum"), 9},
};

/* How words in -ise begin that are spelt so everywhere. */
static const struct str ise_words[] = {
    S_INIT("advertis"), S_INIT("compromis"), S_INIT("concis"), S_INIT("disguis"), S_INIT("enterpris"),
    S_INIT("exercis"), S_INIT("expertis"), S_INIT("franchis"), S_INIT("improvis"), S_INIT("likewis"),
    S_INIT("otherwis"), S_INIT("paradis"), S_INIT("precis"), S_INIT("premis"), S_INIT("promis"),
    S_INIT("supervis"), S_INIT("surpris"), S_INIT("treatis"),
};

static bool is_ise_word(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(ise_words); i++) {
        if (str_starts(word, ise_words[i])) {
            return true;
        }
    }
    return false;
}

size_t spelling_put(char *to, struct str word)
{
    memcpy(to, word.s, word.n);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        const struct ending *ending = &endings[i];
        if (word.n >= ending->word_min && str_ends(word, ending->british) && !is_ise_word(word)) {
            size_t kept = word.n - ending->british.n;
            memcpy(to + kept, ending->american.s, ending->american.n);
            return kept + ending->american.n;
        }
    }
    return word.n;
}

size_t spelling_stem(struct str stem)
{
    return stem.n - (stem.n >= DOUBLED_L_MIN && str_ends(stem, S("ll")));
}
