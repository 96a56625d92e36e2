/* SPDX-License-Identifier: AGPL-3.0-or-later
** analyse: text to tokens. A run of letters and digits is a part; parts with one joining sign between them
** are a word; each word becomes a few tokens in a queue. */
#include "text/analyse.h"

#include <libstemmer.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "text/spelling.h"

#define PART_MAX ANALYSE_TOKEN_MAX /* bytes of text taken as one part */
#define PARTS_MAX 6                /* joined by signs; what follows begins a new word */
#define QUEUE_MAX (PARTS_MAX * 3 + 1)
#define JOINED_PARTS_MAX 3         /* "state-of-the-art" is nobody's one word */
#define PREFIX_MAX 5               /* letters of a first part that is often written together: multi-, micro- */
#define STEM_MIN 3
/* Words met lately, found by their hash: running text repeats its words, and stemming is what costs. */
#define STEMS_SIZE 4096u

struct stem {
    uint64_t hash; /* of the word */
    uint8_t word_n;
    uint8_t n;
    bool is_function_word;
    char word[25];
    char text[28];
};

/* A part of a word: folded bytes, and where it stands. */
struct part {
    char text[PART_MAX * 4 + 1];
    size_t text_n;
    size_t from;
    size_t n;
    char sign; /* that joins it to the part before; 0 for the first */
};

struct queued {
    char text[ANALYSE_TOKEN_MAX];
    size_t text_n;
    size_t from;
    size_t n;
};

struct analyser {
    struct sb_stemmer *stemmer;
    struct str text;
    size_t at;
    bool keep_all;  /* function words too */
    bool dropped;   /* one was left out */
    bool any;       /* a token was given */
    struct part parts[PARTS_MAX];
    size_t parts_n;
    struct queued queue[QUEUE_MAX];
    size_t queue_n;
    size_t queue_at;
    struct stem stems[STEMS_SIZE];
};

/* Function words of English, folded (an apostrophe has vanished), in order. */
static const char *const function_words[] = {
    "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "among", "an", "and",
    "any", "are", "arent", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "cannot", "cant", "could", "did", "do", "does", "doesnt", "doing", "dont", "down",
    "during", "each", "either", "etc", "few", "for", "from", "further", "had", "has", "have", "having", "he",
    "hence", "her", "here", "hers", "him", "his", "how", "however", "i", "if", "in", "into", "is", "isnt", "it",
    "its", "itself", "may", "me", "might", "more", "most", "must", "my", "neither", "no", "nor", "not", "of",
    "off", "on", "once", "only", "or", "other", "our", "ours", "out", "over", "own", "per", "rather", "same",
    "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "theirs", "them", "then",
    "there", "therefore", "these", "they", "this", "those", "through", "thus", "to", "too", "toward", "towards",
    "under", "until", "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when", "where",
    "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would",
    "yet", "you", "your", "yours",
};

static bool is_function_word(struct str word)
{
    size_t low = 0;
    size_t high = COUNT_OF(function_words);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_cmp(word, str_of(function_words[middle]));
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

struct analyser *analyser_new(void)
{
    struct analyser *analyser = mem_alloc(sizeof *analyser);
    analyser->stemmer = sb_stemmer_new("english", "UTF_8");
    check(analyser->stemmer != NULL);
    return analyser;
}

void analyser_free(struct analyser *analyser)
{
    if (analyser != NULL) {
        sb_stemmer_delete(analyser->stemmer);
        mem_free(analyser);
    }
}

void analyser_start(struct analyser *analyser, struct str text)
{
    analyser->text = text;
    analyser->at = 0;
    analyser->keep_all = false;
    analyser->dropped = false;
    analyser->any = false;
    analyser->queue_n = 0;
    analyser->queue_at = 0;
}

/* ---- parts */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Signs outside ASCII that part words: most of Latin-1's (C2 80 to BF) and of general punctuation (E2 80 and E2
** 81), but the apostrophes, the joining ones, and the raised and lowered digits. Returns their bytes, 0 for none. */
static size_t sign_size(const unsigned char *p, size_t left)
{
    if (left >= 2 && p[0] == 0xC2) {
        return memchr("\xAA\xAD\xB2\xB3\xB5\xB9\xBA", p[1], 7) == NULL ? 2 : 0;
    }
    if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80) {
        return memchr("\x8B\x8C\x8D\x98\x99\x9B", p[2], 6) == NULL ? 3 : 0;
    }
    return left >= 3 && p[0] == 0xE2 && p[1] == 0x81 && p[2] < 0xA0 ? 3 : 0;
}

/* Bytes of the rune at `at` when it belongs to a part, else 0. */
static size_t part_rune(struct str text, size_t at)
{
    unsigned char c = (unsigned char)text.s[at];
    if (c < 0x80) {
        return is_letter((char)c) || is_digit((char)c) || c == '\'';
    }
    const unsigned char *p = (const unsigned char *)text.s + at;
    if (sign_size(p, text.n - at) > 0) {
        return 0;
    }
    size_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n <= text.n - at ? n : text.n - at;
}

static size_t part_length(struct str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n) {
        size_t rune = part_rune(text, at + n);
        if (rune == 0 || n + rune > PART_MAX) {
            break;
        }
        n += rune;
    }
    return n;
}

/* The joining sign at `at` with a part behind it; *ret_n bytes. The hyphens U+2010 and U+2011 join as '-' does. */
static char joining_sign(struct str text, size_t at, size_t *ret_n)
{
    struct str rest = str_from(text, at);
    char sign = rest.n > 0 ? rest.s[0] : 0;
    *ret_n = 1;
    if (str_starts(rest, S("‐")) || str_starts(rest, S("‑"))) {
        sign = '-';
        *ret_n = 3;
    }
    bool joins = sign == '-' || sign == '.' || sign == '&' || sign == ',';
    return joins && at + *ret_n < text.n && part_rune(text, at + *ret_n) > 0 ? sign : 0;
}

static void skip_signs(struct analyser *analyser)
{
    struct str text = analyser->text;
    size_t at = analyser->at;
    while (at < text.n && part_rune(text, at) == 0) {
        size_t n = sign_size((const unsigned char *)text.s + at, text.n - at);
        at += n > 0 ? n : 1;
    }
    analyser->at = at;
}

/* Reads one part at analyser->at. Folding may leave nothing, or a gap within ("½"), which stays a '_' apart. */
static void read_part(struct analyser *analyser, char sign)
{
    struct part *part = &analyser->parts[analyser->parts_n];
    size_t n = part_length(analyser->text, analyser->at);
    check(n > 0);
    part->from = analyser->at;
    part->n = n;
    part->sign = sign;
    part->text_n = fold_into(part->text, str_sub(analyser->text, analyser->at, n));
    for (size_t i = 0; i < part->text_n; i++) {
        part->text[i] = part->text[i] == ' ' ? '_' : part->text[i];
    }
    analyser->at += n;
    analyser->parts_n += part->text_n > 0;
}

/* A dot or comma joins numbers, a dot or '&' single letters; a hyphen anything. */
static bool joins(const struct analyser *analyser, char sign, size_t behind)
{
    if (analyser->parts_n == 0 || sign == '-') {
        return sign == '-';
    }
    const struct part *before = &analyser->parts[analyser->parts_n - 1];
    size_t n = part_length(analyser->text, behind);
    char first = analyser->text.s[behind];
    bool number = is_digit(before->text[before->text_n - 1]) && is_digit(first);
    if (sign == ',') {
        return number && n == 3;
    }
    return (sign == '.' && number) || (before->text_n == 1 && is_letter(before->text[0]) && n == 1 && is_letter(first));
}

/* The next word into analyser->parts. False at the end of the text. */
static bool read_word(struct analyser *analyser)
{
    analyser->parts_n = 0;
    skip_signs(analyser);
    if (analyser->at == analyser->text.n) {
        return false;
    }
    read_part(analyser, 0);
    size_t n;
    char sign;
    while (analyser->parts_n < PARTS_MAX && (sign = joining_sign(analyser->text, analyser->at, &n)) != 0 &&
           joins(analyser, sign, analyser->at + n)) {
        analyser->at += n;
        read_part(analyser, sign);
    }
    return true;
}

/* ---- tokens */

static void put_queue(struct analyser *analyser, struct str text, size_t from, size_t n)
{
    check(analyser->queue_n < QUEUE_MAX);
    struct queued *queued = &analyser->queue[analyser->queue_n++];
    text = str_clip(text, ANALYSE_TOKEN_MAX);
    memcpy(queued->text, text.s, text.n);
    queued->text_n = text.n;
    queued->from = from;
    queued->n = n;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (is_digit(text.s[i])) {
            return true;
        }
    }
    return false;
}

static bool is_ascii_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!is_letter(text.s[i])) {
            return false;
        }
    }
    return true;
}

static struct str run_stemmer(struct analyser *analyser, struct str word)
{
    char spelt[ANALYSE_TOKEN_MAX];
    size_t n = spelling_put(spelt, str_clip(word, ANALYSE_TOKEN_MAX));
    const sb_symbol *symbols = sb_stemmer_stem(analyser->stemmer, (const sb_symbol *)spelt, (int)n);
    check(symbols != NULL);
    struct str stem = {(const char *)symbols, (size_t)sb_stemmer_length(analyser->stemmer)};
    return str_sub(stem, 0, spelling_stem(stem));
}

/* What is known of a word of ASCII letters that fits the table. */
static const struct stem *find_stem(struct analyser *analyser, struct str word)
{
    uint64_t hash = str_hash(word);
    struct stem *slot = &analyser->stems[(hash ^ hash >> 32) % STEMS_SIZE];
    if (slot->hash == hash && slot->word_n == word.n && memcmp(slot->word, word.s, word.n) == 0) {
        return slot;
    }
    struct str stem = word.n < STEM_MIN ? word : run_stemmer(analyser, word);
    if (stem.n > sizeof slot->text) {
        return NULL;
    }
    slot->hash = hash;
    slot->word_n = (uint8_t)word.n;
    memcpy(slot->word, word.s, word.n);
    slot->n = (uint8_t)stem.n;
    memcpy(slot->text, stem.s, stem.n);
    slot->is_function_word = is_function_word(word);
    return slot;
}

static struct str stem_of(struct analyser *analyser, struct str word)
{
    return word.n < STEM_MIN || !is_ascii_word(word) ? word : run_stemmer(analyser, word);
}

static void put_word(struct analyser *analyser, struct str word, size_t from, size_t n)
{
    const struct stem *known =
        word.n <= sizeof known->word && is_ascii_word(word) ? find_stem(analyser, word) : NULL;
    if (known != NULL && known->is_function_word && !analyser->keep_all) {
        analyser->dropped = true;
        return;
    }
    struct str stem = known != NULL ? (struct str){known->text, known->n} : stem_of(analyser, word);
    put_queue(analyser, stem, from, n);
}

/* "covid19" is also "covid" and "19": at least three letters, then digits only. */
static void put_letters_and_digits(struct analyser *analyser, const struct part *part)
{
    struct str word = {part->text, part->text_n};
    size_t letters = 0;
    while (letters < word.n && is_letter(word.s[letters])) {
        letters++;
    }
    size_t end = letters;
    while (end < word.n && is_digit(word.s[end])) {
        end++;
    }
    if (letters >= 3 && end == word.n && end > letters) {
        put_word(analyser, str_sub(word, 0, letters), part->from, part->n);
        put_queue(analyser, str_from(word, letters), part->from, part->n);
    }
}

static void put_part(struct analyser *analyser, const struct part *part)
{
    put_letters_and_digits(analyser, part);
    put_word(analyser, (struct str){part->text, part->text_n}, part->from, part->n);
}

/* What a word of several parts is, taken as a whole. */
struct whole {
    char text[PARTS_MAX * (PART_MAX * 4 + 1)];
    size_t n;
    bool digits;   /* one of them has a digit */
    bool letters;  /* one of them has none */
    bool singles;  /* every part is one letter */
    bool number;   /* digits with '.' or ',' between */
};

static void gather(const struct analyser *analyser, struct whole *whole)
{
    whole->n = 0;
    whole->digits = false;
    whole->letters = false;
    whole->singles = true;
    whole->number = true;
    for (size_t i = 0; i < analyser->parts_n; i++) {
        const struct part *part = &analyser->parts[i];
        bool digit = has_digit((struct str){part->text, part->text_n});
        whole->digits |= digit;
        whole->letters |= !digit;
        whole->singles &= part->text_n == 1 && is_letter(part->text[0]);
        whole->number &= i == 0 || part->sign == '.' || part->sign == ',';
        if (part->sign == '.' && digit) {
            whole->text[whole->n++] = '_';
        }
        memcpy(whole->text + whole->n, part->text, part->text_n);
        whole->n += part->text_n;
    }
}

static bool is_single_letter(const struct part *part)
{
    return part->text_n == 1 && is_letter(part->text[0]);
}

static void put_joined(struct analyser *analyser)
{
    struct whole whole;
    gather(analyser, &whole);
    size_t parts_n = analyser->parts_n;
    const struct part *first = &analyser->parts[0];
    const struct part *last = &analyser->parts[parts_n - 1];
    struct str text = str_clip((struct str){whole.text, whole.n}, ANALYSE_TOKEN_MAX);
    size_t from = first->from;
    size_t n = last->from + last->n - from;
    if (whole.singles || (whole.number && whole.digits)) {
        put_queue(analyser, text, from, n);
        return;
    }
    bool joined = parts_n <= JOINED_PARTS_MAX && whole.letters && (whole.digits || first->text_n <= PREFIX_MAX);
    for (size_t i = 0; i < parts_n; i++) {
        if (!joined || !is_single_letter(&analyser->parts[i])) {
            put_part(analyser, &analyser->parts[i]);
        }
    }
    if (joined) {
        put_queue(analyser, stem_of(analyser, text), from, n);
    }
}

/* Fills the queue with the next word that has tokens. False at the end of the text. */
static bool fill_queue(struct analyser *analyser)
{
    analyser->queue_n = 0;
    analyser->queue_at = 0;
    while (analyser->queue_n == 0) {
        if (!read_word(analyser)) {
            return false;
        }
        if (analyser->parts_n == 1) {
            put_part(analyser, &analyser->parts[0]);
        } else if (analyser->parts_n > 1) {
            put_joined(analyser);
        }
    }
    return true;
}

bool analyser_next(struct analyser *analyser, struct token *ret_token)
{
    if (analyser->queue_at == analyser->queue_n && !fill_queue(analyser)) {
        if (analyser->any || !analyser->dropped) {
            return false;
        }
        analyser->at = 0;
        analyser->dropped = false;
        analyser->keep_all = true;
        return analyser_next(analyser, ret_token);
    }
    const struct queued *queued = &analyser->queue[analyser->queue_at++];
    ret_token->text = (struct str){queued->text, queued->text_n};
    ret_token->hash = str_hash(ret_token->text);
    ret_token->from = queued->from;
    ret_token->n = queued->n;
    analyser->any = true;
    return true;
}

struct analysed analyse(struct arena *arena, struct str text, size_t max)
{
    struct analysed analysed = {.tokens = arena_array(arena, struct str, max)};
    struct analyser *analyser = analyser_new();
    analyser_start(analyser, text);
    struct token token;
    while (analysed.n < max && analyser_next(analyser, &token)) {
        analysed.tokens[analysed.n++] = str_copy(arena, token.text);
    }
    analyser_free(analyser);
    return analysed;
}
