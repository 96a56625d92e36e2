/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Measures the themes: reads content/themes.json, the labels (theme_labels.csv, made by hand after the guideline in
** docs/themes.md) and the projects' own text, classifies each labelled project and reports precision and recall.
**
** usage: quality_themes REPO DATA [--show]
** DATA is a folder with CORDIS's project.csv, topics.csv and euroSciVoc.csv. Where it is absent: says so, exit 77.
** --show prints each project that the rules and the labels see differently.
*/
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "jobs/content_theme.h"
#include "text/analyse.h"
#include "text/csv.h"

#define FILE_MAX (256u << 20)
#define SKIPPED 77
#define PROJECT_CODES_MAX 60
#define FIELD_TOKENS_MAX 4000

struct labelled {
    struct str id;
    struct str half;   /* rules: the rules were fitted to it; report; fresh: labelled after the rules were written */
    bool municipality;
    struct str themes; /* slugs, a space between */
    struct str acronym, title, objective, keywords, topic_titles;
    struct str fields[PROJECT_CODES_MAX], topics[PROJECT_CODES_MAX];
    size_t fields_count, topics_count;
};

struct all {
    struct arena arena;
    struct map projects; /* id -> struct labelled */
    struct theme_set set;
    const struct theme_index *index;
};

/* ---- reading */

static bool read_file(struct arena *arena, const char *folder, const char *name, struct str *ret_text)
{
    struct str path = str_format(arena, "%s/%s", folder, name);
    FILE *file = fopen(str_c(arena, path), "rb");
    if (file == NULL) {
        return false;
    }
    struct buf buf;
    buf_init(&buf, FILE_MAX);
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        buf_put(&buf, chunk, n);
    }
    fclose(file);
    check(!buf.overflow);
    *ret_text = str_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return true;
}

typedef void (*row_fn)(struct all *all, const struct csv_row *row, const int *columns);

/* Calls `fn` for each row, with the places of the named columns (NULL ends the list). */
static void each_row(struct all *all, struct str text, const char *const *names, row_fn fn)
{
    struct csv *csv = csv_new(0);
    struct csv_row row;
    int columns[8];
    bool header = true;
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step; (step = csv_next(csv, &row)) != CSV_END;) {
        check(step == CSV_ROW);
        for (size_t i = 0; header && names[i] != NULL; i++) {
            columns[i] = csv_column(&row, names[i]);
            check(columns[i] >= 0);
        }
        if (!header) {
            fn(all, &row, columns);
        }
        header = false;
    }
    csv_free(csv);
}

static struct str copied(struct all *all, const struct csv_row *row, int column)
{
    return str_copy(&all->arena, row->fields[column]);
}

static void label_add(struct all *all, const struct csv_row *row, const int *columns)
{
    struct labelled *project = arena_new(&all->arena, struct labelled);
    project->id = copied(all, row, columns[0]);
    project->half = copied(all, row, columns[1]);
    project->municipality = str_eq(row->fields[columns[2]], S("1"));
    project->themes = copied(all, row, columns[3]);
    map_add(&all->projects, project->id)->value.pointer = project;
}

static struct labelled *labelled_of(struct all *all, const struct csv_row *row, int column)
{
    struct map_item *item = map_find(&all->projects, row->fields[column]);
    return item != NULL ? item->value.pointer : NULL;
}

static void project_add(struct all *all, const struct csv_row *row, const int *columns)
{
    struct labelled *project = labelled_of(all, row, columns[0]);
    if (project != NULL) {
        project->acronym = copied(all, row, columns[1]);
        project->title = copied(all, row, columns[2]);
        project->objective = copied(all, row, columns[3]);
        project->keywords = copied(all, row, columns[4]);
    }
}

static void topic_add(struct all *all, const struct csv_row *row, const int *columns)
{
    struct labelled *project = labelled_of(all, row, columns[0]);
    if (project != NULL && project->topics_count < PROJECT_CODES_MAX) {
        project->topics[project->topics_count++] = copied(all, row, columns[1]);
        project->topic_titles = str_format(&all->arena, "%.*s . %.*s", STR_ARG(project->topic_titles),
                                           STR_ARG(row->fields[columns[2]]));
    }
}

static void field_add(struct all *all, const struct csv_row *row, const int *columns)
{
    struct labelled *project = labelled_of(all, row, columns[0]);
    if (project != NULL && project->fields_count < PROJECT_CODES_MAX) {
        project->fields[project->fields_count++] = copied(all, row, columns[1]);
    }
}

/* ---- classifying */

static struct rank_tokens tokens_of(struct arena *arena, struct str text)
{
    struct analysed words = analyse(arena, text, FIELD_TOKENS_MAX);
    uint32_t *hashes = arena_array(arena, uint32_t, words.n);
    for (size_t i = 0; i < words.n; i++) {
        hashes[i] = rank_token_hash(words.tokens[i]);
    }
    return (struct rank_tokens){hashes, words.n};
}

static size_t classify(struct all *all, const struct labelled *labelled,
                       struct theme_found ret_found[THEME_PER_PROJECT_MAX])
{
    struct arena *arena = &all->arena;
    struct theme_project project = {
        .acronym = tokens_of(arena, labelled->acronym),   .title = tokens_of(arena, labelled->title),
        .objective = tokens_of(arena, labelled->objective), .keywords = tokens_of(arena, labelled->keywords),
        .topic_title = tokens_of(arena, labelled->topic_titles),
        .fields = labelled->fields, .fields_count = labelled->fields_count,
        .topics = labelled->topics, .topics_count = labelled->topics_count,
    };
    return theme_classify(all->index, &project, ret_found);
}

static bool has_label(const struct labelled *labelled, struct str slug)
{
    struct str rest = labelled->themes;
    while (rest.s != NULL) {
        if (str_eq(str_cut(rest, ' ', &rest), slug)) {
            return true;
        }
    }
    return false;
}

/* ---- counting */

struct counts {
    int both, only_rules, only_labels;
};

struct tally {
    struct counts themes[THEMES_MAX];
};

static double share(int part, int whole)
{
    return whole > 0 ? (double)part / whole : 0;
}

static void tally_add(struct all *all, struct tally *tally, const struct labelled *labelled,
                      const struct theme_found *found, size_t found_count)
{
    for (size_t i = 0; i < all->set.n; i++) {
        bool given = false;
        for (size_t j = 0; j < found_count; j++) {
            given = given || found[j].theme.v == all->set.items[i].id.v;
        }
        bool label = has_label(labelled, all->set.items[i].slug);
        tally->themes[i].both += given && label;
        tally->themes[i].only_rules += given && !label;
        tally->themes[i].only_labels += !given && label;
    }
}

/* Macro: the mean over themes that occur; precision over themes given at least once, recall over themes labelled. */
static void tally_print(const struct all *all, const struct tally *tally, const char *what, bool by_theme)
{
    double precision = 0, recall = 0;
    int given_themes = 0, labelled_themes = 0;
    struct counts sum = {0};
    for (size_t i = 0; i < all->set.n; i++) {
        struct counts c = tally->themes[i];
        int given = c.both + c.only_rules;
        int labelled = c.both + c.only_labels;
        precision += share(c.both, given);
        recall += share(c.both, labelled);
        given_themes += given > 0;
        labelled_themes += labelled > 0;
        sum = (struct counts){sum.both + c.both, sum.only_rules + c.only_rules, sum.only_labels + c.only_labels};
        if (by_theme) {
            printf("  %-24.*s labelled %2d  given %2d  right %2d\n", STR_ARG(all->set.items[i].slug), labelled, given,
                   c.both);
        }
    }
    printf("%-22s macro precision %.3f recall %.3f (%d and %d themes); micro precision %.3f recall %.3f (%d given, "
           "%d labelled)\n",
           what, given_themes ? precision / given_themes : 0, labelled_themes ? recall / labelled_themes : 0,
           given_themes, labelled_themes, share(sum.both, sum.both + sum.only_rules),
           share(sum.both, sum.both + sum.only_labels), sum.both + sum.only_rules, sum.both + sum.only_labels);
}

static void show(struct all *all, const struct labelled *labelled, const struct theme_found *found, size_t n)
{
    size_t labels = 0;
    bool differs = false;
    for (size_t i = 0; i < all->set.n; i++) {
        labels += has_label(labelled, all->set.items[i].slug);
    }
    for (size_t i = 0; i < n; i++) {
        differs = differs || !has_label(labelled, theme_find(&all->set, found[i].theme)->slug);
    }
    if (!differs && labels == n) {
        return;
    }
    printf("%-6.*s %.*s %.*s: %.*s\n    labels: %.*s\n", STR_ARG(labelled->half), STR_ARG(labelled->id),
           STR_ARG(labelled->acronym), STR_ARG(labelled->title), STR_ARG(labelled->themes));
    for (size_t i = 0; i < n; i++) {
        const struct theme *theme = theme_find(&all->set, found[i].theme);
        struct str why = theme_why_text(&all->arena, &found[i]);
        printf("    %s %.*s %d  %.*s\n", has_label(labelled, theme->slug) ? "  right" : "  EXTRA",
               STR_ARG(theme->slug), found[i].score_bp, STR_ARG(why));
    }
}

/* ---- main */

static bool load(struct all *all, const char *repo, const char *data)
{
    struct arena *arena = &all->arena;
    struct str rules, labels, projects, topics, fields;
    struct str why = S("");
    check(read_file(arena, repo, "content/themes.json", &rules));
    check(read_file(arena, repo, "tests/quality/theme_labels.csv", &labels));
    if (content_theme_load(arena, rules, &all->set, &why) != OK) {
        printf("FAILED: %.*s\n", STR_ARG(why));
        return false;
    }
    all->index = theme_index_make(arena, &all->set);
    if (!read_file(arena, data, "project.csv", &projects) || !read_file(arena, data, "topics.csv", &topics)
        || !read_file(arena, data, "euroSciVoc.csv", &fields)) {
        printf("SKIPPED: the quality of themes was NOT measured: no CORDIS files in %s\n", data);
        return false;
    }
    each_row(all, labels, (const char *const[]){"project_id", "half", "municipality", "themes", NULL}, label_add);
    each_row(all, projects, (const char *const[]){"id", "acronym", "title", "objective", "keywords", NULL},
             project_add);
    each_row(all, topics, (const char *const[]){"projectID", "topic", "title", NULL}, topic_add);
    each_row(all, fields, (const char *const[]){"projectID", "euroSciVocPath", NULL}, field_add);
    return true;
}

/* The groups that are reported, by name of the half; "" takes all. */
static const struct group {
    struct str half;
    bool only_municipalities;
    const char *what;
} groups[] = {
    {S_INIT("rules"), false, "half for rules"},
    {S_INIT("report"), false, "half for the report"},
    {S_INIT("fresh"), false, "fresh, after the rules"},
    {S_INIT("fresh"), true, "fresh, municipalities"},
    {S_INIT(""), true, "all municipalities"},
    {S_INIT(""), false, "all"},
};

static void measure(struct all *all, struct tally tallies[COUNT_OF(groups)], bool with_show)
{
    for (size_t i = 0; i < all->projects.n; i++) {
        const struct labelled *labelled = all->projects.items[i].value.pointer;
        struct theme_found found[THEME_PER_PROJECT_MAX];
        if (labelled->title.n == 0) {
            printf("not in the data: %.*s\n", STR_ARG(labelled->id));
            continue;
        }
        size_t n = classify(all, labelled, found);
        for (size_t j = 0; j < COUNT_OF(groups); j++) {
            bool of_half = groups[j].half.n == 0 || str_eq(groups[j].half, labelled->half);
            if (of_half && (labelled->municipality || !groups[j].only_municipalities)) {
                tally_add(all, &tallies[j], labelled, found, n);
            }
        }
        if (with_show) {
            show(all, labelled, found, n);
        }
    }
}

int main(int argc, char **argv)
{
    struct all all = {0};
    struct tally tallies[COUNT_OF(groups)] = {0};
    if (argc < 3) {
        printf("usage: quality_themes REPO DATA [--show]\n");
        return 2;
    }
    arena_init(&all.arena, (size_t)1 << 30);
    map_init(&all.projects, &all.arena);
    if (!load(&all, argv[1], argv[2])) {
        return SKIPPED;
    }
    measure(&all, tallies, argc > 3);
    printf("themes: %zu projects labelled by hand\n", all.projects.n);
    for (size_t j = 0; j < COUNT_OF(groups); j++) {
        tally_print(&all, &tallies[j], groups[j].what, j + 1 == COUNT_OF(groups));
    }
    arena_done(&all.arena);
    return 0;
}
