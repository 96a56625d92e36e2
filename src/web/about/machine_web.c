/* SPDX-License-Identifier: AGPL-3.0-or-later
** machine: what programs ask for: robots.txt and the site map. */
#include "store/city.sql.h"
#include "store/project.sql.h"
#include "text/html.h"
#include "web/about/about_web.h"
#include "web/say.h"

enum fault robots_get(struct request *request, struct response *response)
{
    buf_put_str(&response->body, S("User-agent: *\nDisallow: /search\nDisallow: /find-help\nDisallow: /*.csv\n"
                                   "Disallow: /*.json\nSitemap: "));
    buf_put_str(&response->body, request->site->base_url);
    buf_put_str(&response->body, S("/sitemap.xml\n"));
    response->content_type = "text/plain; charset=utf-8";
    return OK;
}

static void put_address(struct request *request, struct response *response, struct url url)
{
    buf_put_str(&response->body, S("<url><loc>"));
    buf_put_str(&response->body, request->site->base_url);
    buf_put_str(&response->body, html_text(request->arena, url.text).markup);
    buf_put_str(&response->body, S("</loc></url>\n"));
}

/* sitemaps.org protocol 0.9: at most 50,000 addresses in one file; the two lists are at most 40,000 together by
** their limits of what fits the size (about 13,000) and what has a city in it. */
enum fault sitemap_get(struct request *request, struct response *response)
{
    struct q_city_slugs *cities;
    struct q_project_numbers *projects;
    struct themes themes;
    size_t cities_count;
    size_t projects_count;
    TRY(themes_load(request, &themes));
    TRY(q_city_slugs(request->db, request->arena, &cities, &cities_count));
    TRY(q_project_numbers(request->db, request->arena, &projects, &projects_count));
    buf_put_str(&response->body, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    put_address(request, response, URL("/"));
    put_address(request, response, URL("/themes"));
    put_address(request, response, URL("/about-the-data"));
    for (size_t i = 0; i < themes.n; i++) {
        put_address(request, response, theme_url(request->arena, &themes.items[i]));
    }
    for (size_t i = 0; i < cities_count; i++) {
        put_address(request, response, city_url(request->arena, cities[i].slug));
    }
    for (size_t i = 0; i < projects_count; i++) {
        put_address(request, response, project_url(request->arena, projects[i].id));
    }
    buf_put_str(&response->body, S("</urlset>\n"));
    response->content_type = "application/xml; charset=utf-8";
    return OK;
}
