/* SPDX-License-Identifier: AGPL-3.0-or-later
** machine: what programs ask for: robots.txt and the site map. */
#include <inttypes.h>

#include "base/check.h"
#include "store/site_map.sql.h"
#include "text/html.h"
#include "web/about/about_web.h"
#include "web/say.h"

enum fault robots_get(struct request *request, struct response *response)
{
    response->content_type = "text/plain; charset=utf-8";
    if (request->closed) {
        buf_put_str(&response->body, S("User-agent: *\nDisallow: /\n"));
        response->max_age_s = -1;
        return OK;
    }
    buf_put_str(&response->body, S("User-agent: *\nDisallow: /search\nDisallow: /find-help\nDisallow: /remarks/\n"
                                   "Disallow: /*.csv\nDisallow: /*.json\nSitemap: "));
    buf_put_str(&response->body, request->site->base_url);
    buf_put_str(&response->body, S("/sitemap.xml\n"));
    return OK;
}

/* element: "url", or "sitemap" in the index. */
static void put_address(struct request *request, struct response *response, struct str element, struct url url)
{
    buf_format(&response->body, "<%.*s><loc>", (int)element.n, element.s);
    buf_put_str(&response->body, request->site->base_url);
    buf_put_str(&response->body, html_text(request->arena, url.text).markup);
    buf_format(&response->body, "</loc></%.*s>\n", (int)element.n, element.s);
}

/* ---- the site map: sitemaps.org protocol 0.9, at most 50,000 addresses and 50 MB in one file.
**
** An index of parts. A part has the cities or projects of SITE_MAP_EACH numbers, whatever there is of them, so it has a
** bound, costs the same however large the network is, and what is added later changes no other part. All parts are
** forms of one address: a file names only what is in its own folder. */

#define SITE_MAP_EACH 10000 /* numbers, and so at most addresses: one part fits the page cache */
#define SITE_MAP_PART_MAX 1000000000

const struct field site_map_fields[] = {
    {.name = "of", .kind = FIELD_CHOICE, .choices = "pages cities projects", .help = "without it: the list of parts"},
    {.name = "part", .kind = FIELD_INT, .min = 0, .max = SITE_MAP_PART_MAX,
     .help = "its number: the numbers of its cities or projects, divided by 10,000"},
    {0},
};

static void open_map(struct response *response, struct str element)
{
    buf_put_str(&response->body, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"));
    buf_put_str(&response->body, element);
    buf_put_str(&response->body, S(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
}

static enum fault put_index(struct request *request, struct response *response)
{
    struct q_site_map_parts *parts;
    size_t n;
    TRY(q_site_map_parts(request->db, request->arena, SITE_MAP_EACH, &parts, &n));
    open_map(response, S("sitemapindex"));
    put_address(request, response, S("sitemap"), url_add(request->arena, URL("/sitemap.xml"), "of", S("pages")));
    for (size_t i = 0; i < n; i++) {
        struct url url = url_add(request->arena, URL("/sitemap.xml"), "of", parts[i].of);
        struct str part = str_format(request->arena, "%" PRId64, parts[i].part);
        put_address(request, response, S("sitemap"), url_add(request->arena, url, "part", part));
    }
    buf_put_str(&response->body, S("</sitemapindex>\n"));
    return OK;
}

static enum fault put_pages(struct request *request, struct response *response)
{
    struct themes themes;
    TRY(themes_load(request, &themes));
    const struct url pages[] = {URL("/"), URL("/cities"), URL("/themes"), URL("/case-studies"), URL("/programmes"),
                                URL("/about-the-data")};
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        put_address(request, response, S("url"), pages[i]);
    }
    for (size_t i = 0; i < themes.n; i++) {
        put_address(request, response, S("url"), theme_url(request->arena, &themes.items[i]));
    }
    return OK;
}

/* FAULT_NOT_FOUND: the part is empty, which no file of the protocol may be. */
static enum fault put_cities(struct request *request, struct response *response, int64_t low)
{
    struct q_site_map_cities *cities;
    size_t n;
    TRY(q_site_map_cities(request->db, request->arena, low, low + SITE_MAP_EACH, &cities, &n));
    for (size_t i = 0; i < n; i++) {
        put_address(request, response, S("url"), city_url(request->arena, cities[i].slug));
    }
    return n > 0 ? OK : FAULT_NOT_FOUND;
}

static enum fault put_projects(struct request *request, struct response *response, int64_t low)
{
    struct q_site_map_projects *projects;
    size_t n;
    TRY(q_site_map_projects(request->db, request->arena, low, low + SITE_MAP_EACH, &projects, &n));
    for (size_t i = 0; i < n; i++) {
        put_address(request, response, S("url"), project_url(request->arena, projects[i].id));
    }
    return n > 0 ? OK : FAULT_NOT_FOUND;
}

enum fault sitemap_get(struct request *request, struct response *response)
{
    struct str of = request_text(request, "of");
    int64_t low = request_int(request, "part", 0) * SITE_MAP_EACH;
    response->content_type = "application/xml; charset=utf-8";
    if (of.n == 0) {
        return put_index(request, response);
    }
    open_map(response, S("urlset"));
    if (str_eq(of, S("cities"))) {
        TRY(put_cities(request, response, low));
    } else if (str_eq(of, S("projects"))) {
        TRY(put_projects(request, response, low));
    } else {
        TRY(put_pages(request, response));
    }
    buf_put_str(&response->body, S("</urlset>\n"));
    return OK;
}
