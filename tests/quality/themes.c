/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Measures the themes: reads content/themes.json, the labels (theme_labels.csv, made by hand after the guideline in
** docs/themes.md) and the projects' own text, classifies each labelled project and reports precision and recall.
** Macro: the mean over the themes (precision over those given at least once, recall over those labelled), with the
** middle 95 % of a bootstrap over the projects. Micro: over all pairs, with Wilson intervals.
**
** usage: quality_themes REPO DATA [HALF]
** DATA is a folder with CORDIS's project.csv, topics.csv, euroSciVoc.csv and organization.csv. Where it is absent: says
** so, exit 77.
** HALF (develop, report, check, last, fresh, tune, blind) prints each project of it that the rules and the labels see
** differently.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "jobs/content_theme.h"
#include "text/analyse.h"
#include "text/csv.h"

#define FILE_MAX (256u << 20)
#define SKIPPED 77
#define BOOTSTRAPS 2000
#define PROJECT_CODES_MAX 60
#define FIELD_TOKENS_MAX 4000

struct labelled {
    struct str id;
    struct str draw;   /* 1 to 8: docs/themes.md says how each was drawn */
    struct str half;   /* develop: the rules are changed by what it shows; report; check; last; fresh; tune; blind */
    bool municipality;
    struct str themes; /* slugs, a space between */
    struct str acronym, title, objective, keywords, topic_titles;
    struct str fields[PROJECT_CODES_MAX], topics[PROJECT_CODES_MAX];
    size_t fields_count, topics_count;
    size_t partners, public_bodies; /* those whose kind is known; those of them that are public bodies */
    uint32_t given, labelled; /* a bit for each theme, by its place in the file */
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
    project->draw = copied(all, row, columns[1]);
    project->half = copied(all, row, columns[2]);
    project->municipality = str_eq(row->fields[columns[3]], S("1"));
    project->themes = copied(all, row, columns[4]);
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

static void partner_add(struct all *all, const struct csv_row *row, const int *columns)
{
    struct labelled *project = labelled_of(all, row, columns[0]);
    if (project != NULL && row->fields[columns[1]].n > 0) {
        project->partners++;
        project->public_bodies += str_eq(row->fields[columns[1]], S("PUB"));
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
        .no_public_body = labelled->partners > 0 && labelled->public_bodies == 0,
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
    int both, given, labelled;
};

struct figures {
    struct counts themes[THEMES_MAX], sum;
    double precision, recall; /* macro */
    int given_themes, labelled_themes;
};

static double share(int part, int whole)
{
    return whole > 0 ? (double)part / whole : 0;
}

static void mark(struct all *all, struct labelled *project, const struct theme_found *found, size_t found_count)
{
    for (size_t i = 0; i < all->set.n; i++) {
        for (size_t j = 0; j < found_count; j++) {
            project->given |= found[j].theme.v == all->set.items[i].id.v ? 1u << i : 0;
        }
        project->labelled |= has_label(project, all->set.items[i].slug) ? 1u << i : 0;
    }
}

static void figures_add(struct figures *figures, size_t themes, const struct labelled *project)
{
    for (size_t i = 0; i < themes; i++) {
        figures->themes[i].given += project->given >> i & 1;
        figures->themes[i].labelled += project->labelled >> i & 1;
        figures->themes[i].both += (project->given & project->labelled) >> i & 1;
    }
}

static void figures_close(struct figures *figures, size_t themes)
{
    for (size_t i = 0; i < themes; i++) {
        struct counts c = figures->themes[i];
        figures->precision += share(c.both, c.given);
        figures->recall += share(c.both, c.labelled);
        figures->given_themes += c.given > 0;
        figures->labelled_themes += c.labelled > 0;
        figures->sum.both += c.both;
        figures->sum.given += c.given;
        figures->sum.labelled += c.labelled;
    }
    figures->precision /= figures->given_themes > 0 ? figures->given_themes : 1;
    figures->recall /= figures->labelled_themes > 0 ? figures->labelled_themes : 1;
}

/* ---- intervals */

static struct interval {
    double low, high;
} wilson(int part, int whole)
{
    const double z = 1.959964;
    double n = whole > 0 ? whole : 1;
    double p = part / n;
    double middle = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return (struct interval){(middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)};
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct interval middle_95(double *values)
{
    qsort(values, BOOTSTRAPS, sizeof *values, by_size);
    return (struct interval){values[BOOTSTRAPS / 40], values[BOOTSTRAPS - 1 - BOOTSTRAPS / 40]};
}

/* Draws as many projects as there are, putting each back. The seed is fixed: two runs say the same. */
static void bootstrap(const struct labelled *const *projects, size_t n, size_t themes, struct interval *ret_precision,
                      struct interval *ret_recall)
{
    static double precision[BOOTSTRAPS], recall[BOOTSTRAPS];
    uint64_t state = 20261122;
    for (size_t round = 0; round < BOOTSTRAPS; round++) {
        struct figures figures = {0};
        for (size_t i = 0; i < n; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            figures_add(&figures, themes, projects[(state >> 33) % n]);
        }
        figures_close(&figures, themes);
        precision[round] = figures.precision;
        recall[round] = figures.recall;
    }
    *ret_precision = middle_95(precision);
    *ret_recall = middle_95(recall);
}

/* ---- reporting */

enum partners { ANY_PARTNERS, WITH_MUNICIPALITY, WITHOUT_MUNICIPALITY };

/* The groups that are reported; "" takes all. */
static const struct group {
    struct str half, draw;
    struct str but; /* a half that is left out, and with it `blind` */
    enum partners partners;
    const char *what;
} groups[] = {
    {S_INIT("develop"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "develop"},
    {S_INIT("report"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "report"},
    {S_INIT("report"), S_INIT("3"), S_INIT(""), ANY_PARTNERS, "report, third draw"},
    {S_INIT("check"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "check"},
    {S_INIT("last"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "last"},
    {S_INIT("fresh"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "fresh"},
    {S_INIT("fresh"), S_INIT(""), S_INIT(""), WITH_MUNICIPALITY, "fresh, with a municipality"},
    {S_INIT("fresh"), S_INIT(""), S_INIT(""), WITHOUT_MUNICIPALITY, "fresh, without a municipality"},
    {S_INIT("tune"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "tune"},
    {S_INIT("tune"), S_INIT(""), S_INIT(""), WITH_MUNICIPALITY, "tune, with a municipality"},
    {S_INIT("tune"), S_INIT(""), S_INIT(""), WITHOUT_MUNICIPALITY, "tune, without a municipality"},
    {S_INIT("blind"), S_INIT(""), S_INIT(""), ANY_PARTNERS, "blind"},
    {S_INIT("blind"), S_INIT(""), S_INIT(""), WITH_MUNICIPALITY, "blind, with a municipality"},
    {S_INIT("blind"), S_INIT(""), S_INIT(""), WITHOUT_MUNICIPALITY, "blind, without a municipality"},
    {S_INIT(""), S_INIT(""), S_INIT("report"), ANY_PARTNERS, "all but report and blind"},
    {S_INIT(""), S_INIT(""), S_INIT(""), WITH_MUNICIPALITY, "municipalities"},
    {S_INIT(""), S_INIT(""), S_INIT(""), ANY_PARTNERS, "all"},
};

static bool in_group(const struct group *group, const struct labelled *project)
{
    return (group->half.n == 0 || str_eq(group->half, project->half))
        && (group->draw.n == 0 || str_eq(group->draw, project->draw))
        && (group->but.n == 0 || (!str_eq(group->but, project->half) && !str_eq(S("blind"), project->half)))
        && (group->partners == ANY_PARTNERS || (group->partners == WITH_MUNICIPALITY) == project->municipality);
}

static void print_share(const char *what, double value, struct interval interval)
{
    printf(" %s %.3f (%.2f to %.2f)", what, value, interval.low, interval.high);
}

static void print_group(struct all *all, const struct group *group)
{
    const struct labelled **projects = arena_array(&all->arena, const struct labelled *, all->projects.n);
    struct figures figures = {0};
    size_t n = 0;
    for (size_t i = 0; i < all->projects.n; i++) {
        const struct labelled *project = all->projects.items[i].value.pointer;
        if (project->title.n > 0 && in_group(group, project)) {
            figures_add(&figures, all->set.n, project);
            projects[n++] = project;
        }
    }
    if (n == 0) {
        return;
    }
    figures_close(&figures, all->set.n);
    struct interval precision, recall;
    bootstrap(projects, n, all->set.n, &precision, &recall);
    printf("%s: %zu projects; macro over %d and %d themes", group->what, n, figures.given_themes,
           figures.labelled_themes);
    print_share("precision", figures.precision, precision);
    print_share("recall", figures.recall, recall);
    struct counts sum = figures.sum;
    printf("; micro over %d given and %d labelled", sum.given, sum.labelled);
    print_share("precision", share(sum.both, sum.given), wilson(sum.both, sum.given));
    print_share("recall", share(sum.both, sum.labelled), wilson(sum.both, sum.labelled));
    printf("\n");
}

/* For each theme: labelled, given, right on the report half; then the same on all. */
static void print_themes(const struct all *all)
{
    struct figures report = {0}, whole = {0};
    for (size_t i = 0; i < all->projects.n; i++) {
        const struct labelled *project = all->projects.items[i].value.pointer;
        figures_add(&whole, all->set.n, project);
        if (str_eq(project->half, S("report"))) {
            figures_add(&report, all->set.n, project);
        }
    }
    printf("  %-24s  report: labelled given right   all: labelled given right precision recall\n", "");
    for (size_t i = 0; i < all->set.n; i++) {
        struct counts r = report.themes[i], w = whole.themes[i];
        printf("  %-24.*s          %8d %5d %5d        %8d %5d %5d      %.2f   %.2f\n",
               STR_ARG(all->set.items[i].slug), r.labelled, r.given, r.both, w.labelled, w.given, w.both,
               share(w.both, w.given), share(w.both, w.labelled));
    }
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
    struct str rules, labels, projects, topics, fields, partners;
    struct str why = S("");
    check(read_file(arena, repo, "content/themes.json", &rules));
    check(read_file(arena, repo, "tests/quality/theme_labels.csv", &labels));
    if (content_theme_load(arena, rules, &all->set, &why) != OK) {
        printf("FAILED: %.*s\n", STR_ARG(why));
        return false;
    }
    all->index = theme_index_make(arena, &all->set);
    if (!read_file(arena, data, "project.csv", &projects) || !read_file(arena, data, "topics.csv", &topics)
        || !read_file(arena, data, "euroSciVoc.csv", &fields)
        || !read_file(arena, data, "organization.csv", &partners)) {
        printf("SKIPPED: the quality of themes was NOT measured: no CORDIS files in %s\n", data);
        return false;
    }
    each_row(all, labels, (const char *const[]){"project_id", "draw", "half", "municipality", "themes", NULL},
             label_add);
    each_row(all, projects, (const char *const[]){"id", "acronym", "title", "objective", "keywords", NULL},
             project_add);
    each_row(all, topics, (const char *const[]){"projectID", "topic", "title", NULL}, topic_add);
    each_row(all, fields, (const char *const[]){"projectID", "euroSciVocPath", NULL}, field_add);
    each_row(all, partners, (const char *const[]){"projectID", "activityType", NULL}, partner_add);
    return true;
}

static void measure(struct all *all, struct str show_half)
{
    for (size_t i = 0; i < all->projects.n; i++) {
        struct labelled *project = all->projects.items[i].value.pointer;
        struct theme_found found[THEME_PER_PROJECT_MAX];
        if (project->title.n == 0) {
            printf("not in the data: %.*s\n", STR_ARG(project->id));
            continue;
        }
        size_t n = classify(all, project, found);
        mark(all, project, found, n);
        if (str_eq(project->half, show_half)) {
            show(all, project, found, n);
        }
    }
}

int main(int argc, char **argv)
{
    struct all all = {0};
    if (argc < 3) {
        printf("usage: quality_themes REPO DATA [HALF]\n");
        return 2;
    }
    arena_init(&all.arena, (size_t)1 << 30);
    map_init(&all.projects, &all.arena);
    if (!load(&all, argv[1], argv[2])) {
        return SKIPPED;
    }
    measure(&all, argc > 3 ? str_of(argv[3]) : S("none"));
    printf("themes: %zu projects labelled by hand\n", all.projects.n);
    for (size_t j = 0; j < COUNT_OF(groups); j++) {
        print_group(&all, &groups[j]);
    }
    print_themes(&all);
    arena_done(&all.arena);
    return 0;
}
