/* SPDX-License-Identifier: AGPL-3.0-or-later
** commitment_words: versions of what a city signs. */
#include "web/membership/commitment_words.h"

#include "base/check.h"
#include "text/asset.h"
#include "text/json.h"

static bool read_sentences(struct arena *arena, const struct json_value *list, struct commitment_words *words)
{
    bool whole = json_count(list) == COMMITMENT_SENTENCES;
    for (size_t i = 0; whole && i < COMMITMENT_SENTENCES; i++) {
        words->sentences[i] = str_copy(arena, json_text(json_at(list, i)));
        whole = words->sentences[i].n > 0;
    }
    return whole;
}

/* One version; its place says its number. */
static bool read_version(struct arena *arena, const struct json_value *from, int64_t number, struct str language,
                         struct commitment_words *words)
{
    const struct json_value *languages = json_get(from, "sentences");
    const struct json_value *english = json_get(languages, "en");
    const struct json_value *list = json_get(languages, str_c(arena, language));
    words->version = number;
    return json_number(json_get(from, "number"), 0) == number &&
           date_parse(json_text(json_get(from, "as_of")), &words->as_of) && read_sentences(arena, english, words) &&
           (list == NULL || read_sentences(arena, list, words));
}

static enum fault must_use find(struct arena *arena, const struct json_value *root, int64_t version,
                                struct str language, struct commitment_words *ret_words)
{
    const struct json_value *versions = json_get(root, "versions");
    int64_t n = (int64_t)json_count(versions);
    struct commitment_words words, found = {0};
    for (int64_t i = 1; i <= n; i++) {
        if (!read_version(arena, json_at(versions, (size_t)i - 1), i, language, &words)) {
            return FAULT_INVALID;
        }
        found = i == (version > 0 ? version : n) ? words : found;
    }
    *ret_words = found;
    return n == 0 ? FAULT_INVALID : found.version == 0 ? FAULT_NOT_FOUND : OK;
}

enum fault commitment_words_parse(struct arena *arena, struct str json, int64_t version, struct str language,
                                  struct commitment_words *ret_words)
{
    struct json_value *root;
    struct str why;
    struct commitment_words words;
    TRY(json_parse(arena, json, &root, &why));
    enum fault fault = find(arena, root, version, language, &words);
    json_free(root);
    if (fault == OK) {
        *ret_words = words;
    }
    return fault;
}

struct commitment_words commitment_words_get(struct arena *arena, int64_t version, struct str language)
{
    struct commitment_words words = {0};
    for (size_t i = 0; i < content_files_count; i++) {
        if (str_eq(str_of(content_files[i].name), S("commitment.json"))) {
            struct str text = {(const char *)content_files[i].bytes, content_files[i].n};
            enum fault fault = commitment_words_parse(arena, text, version, language, &words);
            fault = fault == FAULT_NOT_FOUND ? commitment_words_parse(arena, text, 0, language, &words) : fault;
            check(fault == OK);
        }
    }
    check(words.version > 0);
    return words;
}
