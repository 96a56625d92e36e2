/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** route: one web request, from the table that declares it to the bytes that answer it.
**
** A page is four beats: declare (a row of the route table with its fields), load (store), compute (domain), render
** (view). The framework matches the route, checks method and fields, opens the read transaction, calls the handler and
** turns a fault into a page: NOT_FOUND 404, DENIED 403, INVALID 400 (with req->problems), BUSY and LOST 503,
** TOO_LARGE 413, others 500. A handler fills the response and returns OK; it touches nothing but its request, its arena
** and the response.
**
** A row with an `act` has a form that changes something. It is sent by POST to the address of the page that shows it
** (form fields in the body, the hidden field "once"); http/act.h runs it in one transaction that writes. Whoever acts
** says where to go on (303); what does not fit is shown on the page again, with what was typed. While the database is
** away that page is made with db NULL: what it then cannot show it leaves out.
**
** Who has signed in is found, and what they may is looked at, in one place: the gate, in the transaction of the page,
** before its handler. A page for one person is never kept, neither here nor by a browser.
*/
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/problem.h"
#include "db/db.h"
#include "http/sender.h"
#include "text/html.h"
#include "text/url.h"

#define ROUTE_PARAMS_MAX 3

/* Who has signed in; http only carries it. */
struct who;
struct secret_key;
struct asks;

/* The forms of one address: /cities, /cities.json, /cities.csv, and where it says so /cities.txt. */
enum form { FORM_HTML = 1, FORM_JSON = 2, FORM_CSV = 4, FORM_OTHER = 8 /* robots.txt, assets */, FORM_TEXT = 16 };

enum field_kind {
    FIELD_TEXT,   /* up to `max` letters */
    FIELD_INT,    /* min..max */
    FIELD_CHOICE, /* one of `choices`, separated by spaces */
    FIELD_FLAG,   /* present, "1" or "on" */
    FIELD_MAIL,   /* a mail address of up to `max` bytes (RFC 5321, 4.5.3.1.3) */
    FIELD_SECRET, /* min..max letters as they are, blanks too; it stands on no page, and no digest holds it */
};

/* A field a route takes from the query string. Unknown fields are ignored; a bad value is a 400 that says so. */
struct field {
    const char *name;
    enum field_kind kind;
    int64_t min;
    int64_t max;
    const char *choices;
    bool many;           /* may be repeated */
    const char *help;    /* one line for `smallgiants routes` */
    const char *label;   /* W_NOTE: what people call it, when it does not fit */
};

/* What a network sets for itself (store/setting loads it; http only carries it). */
struct site {
    struct str name;            /* the network's name */
    struct str base_url;        /* "http://127.0.0.1:8080", no slash at the end */
    struct str operator_name;   /* who runs it; this and the next four are "" until set */
    struct str operator_address;
    struct str operator_mail;   /* until set, corrections say whom to tell once it is */
    struct str hosting;         /* whose machine it runs on */
    struct str hosting_country; /* "DE" */
    bool is_public_body;        /* who runs it */
    struct str mark;            /* markup-free: two letters or so for the mark */
    struct str colour;          /* "#rrggbb" */
    struct str version;         /* of the program */
    const struct secret_key *key; /* signs links and seals second factors (text/secret.h); NULL in tests without */
    bool is_trial;              /* for whoever sits at this machine; from elsewhere it is closed */
    bool is_closed;             /* visitors see that it is being set up */
    bool is_demo;               /* member cities and people are invented (store/demo.h) */
    bool sends_mail;            /* a mail server and a sender are set */
};

/* How somebody came in: told by the socket (http/sockets.h), never by what they send. */
enum entrance {
    ENTRANCE_WHOLE, /* the site */
    ENTRANCE_ROOM,  /* a local network without internet: only rows that say in_room, and nobody signs in */
    ENTRANCE_OWN,   /* who runs such a room, at its computer: all pages, no mail */
};

struct request {
    enum entrance entrance;
    struct str path;                      /* decoded, without the form's extension */
    struct str target;                    /* as it came, for links back to this page */
    struct str params[ROUTE_PARAMS_MAX];  /* what the {} of the pattern matched, decoded, in order */
    struct query query;                   /* parsed; values of declared fields are valid */
    enum form form;
    struct arena *arena;
    struct db *db;                        /* read-only; while acting, in a transaction that writes */
    const struct site *site;
    const struct words *words;
    struct problems problems;
    bool acts;                            /* a form was sent: by POST, from a page of ours */
    struct query typed;                   /* acts: what stands in it, values of declared fields not yet trusted */
    struct str body;                      /* acts: all of that as on the wire, but for what is secret */
    struct str once;                      /* acts: its token, while it is fresh; else "" */
    struct sender sender;                 /* http/post.h: to count by; of what is only looked at with guesses alone */
    struct guesses *guesses;              /* wrong codes (http/guess.h); NULL: nobody counts */
    struct str room;                      /* who the phone is in a room (http/cookie.h), not looked at yet; "" nobody */
    struct str session;                   /* the token of the browser's session (http/cookie.h); "" for none */
    const struct who *who;                /* NULL: a visitor; on pages that are open to all ask request_who */
    const struct gate *who_from;          /* it was asked for ahead and is not looked at yet: whom to ask; else NULL */
    bool who_is_late;                     /* it is, or was, looked at behind the gate */
    enum fault who_fault;                 /* of that look */
    bool session_pends;                   /* it is nobody's yet: somebody is just signing in with it (the gate says) */
    int64_t person;                       /* set by the gate's find: the number of who it is, for the log; 0: nobody */
    int64_t use;                          /* set by the gate's find: whose last use is to be noted later; 0: nobody's */
    const struct field *form_fields;      /* acts: the fields of its form */
    struct str agent;                     /* acts: what the browser calls itself (User-Agent), cut to AGENT_MAX */
    struct asks *asks;                    /* acts: what it has asked the keeper of passwords (http/keeper.h) */
    bool closed;                          /* the site is not open to who asks, but for rows that say while_closed */
    bool shut;                            /* and so it is answered with the page that says so */
    struct date today;
    int64_t now;                          /* instant */
    uint64_t number;                      /* request number, also on error pages and in the log */
};

struct response {
    struct buf body;
    int status;               /* 200 unless the handler says otherwise */
    const char *content_type; /* set from the form unless the handler says otherwise */
    struct str location;      /* with 301, 302, 303 */
    struct str goes_on;       /* with 200: the browser goes on to this address at once; the page has a link to it too */
    int max_age_s;            /* how long a browser may keep it; -1 no-store; 0 asked for each time; default 60 */
    struct str file_name;     /* offer as download under this name; none for most */
    bool live;                /* part of a stream, the same for all who ask within a second: a worker makes it once */
    uint64_t event;           /* live: a number that changes with what it shows; who has seen it (Last-Event-ID, sixteen
                              ** hexadecimal digits) waits for another one. 0: there will be none */
    bool streams;             /* an event, the first of many: the connection stays open and is told the next one when
                              ** this page, asked anew by a visitor, has another `event` (http/stream.h); 0: the last */
    struct str room;          /* joined a room: the browser keeps this for room_s, unless a session is set */
    int64_t room_s;
    struct str session;       /* signed in: the browser keeps this token for session_s */
    int64_t session_s;
    bool session_ends;        /* signed out: when no session is set */
    bool looks;               /* an act that gives FAULT_INVALID without a problem: its page again with what was typed,
                              ** to be looked at before it is sent; nothing was done, 200 */
    bool keeps;               /* an act that gives FAULT_INVALID: what it has written stays all the same, as a count */
    int wait_s;               /* with 429 and 503: when it is worth trying again; 0: a minute */
    enum fault fault;         /* why, when an error page stands in it; for the log */
    bool stale;               /* read from a database that has news: throw it away, open it anew and ask again. With a
                              ** form that was sent, the last try counts: it holds what was typed */
};

typedef enum fault handler(struct request *request, struct response *response);

/* Whom a page is about: rights reach as far as one's own city, or oneself. */
enum about {
    ABOUT_NETWORK, /* nobody in particular */
    ABOUT_ONESELF, /* whoever asks */
    ABOUT_MEMBER,  /* the member city whose uid is in the address */
};

struct route {
    const char *pattern;        /* "/cities/{}": a {} matches one path segment */
    unsigned forms;             /* FORM_ flags */
    handler *handle;
    const struct field *fields; /* ends with a NULL name; NULL for none */
    const char *title;          /* English; for the site map and `smallgiants routes` */
    const char *example;        /* an address that answers 200 with the seeded content, for tests */
    bool is_long;               /* takes milliseconds: what else a worker has to answer goes first */
    handler *act;               /* what the form on this page does; NULL for most */
    const struct field *form;   /* with act: its fields; a text with a `min` must be filled in */
    bool by_token;              /* with act: its address is a secret that proves who sends the form, so that it is taken
                                ** from anywhere, without a page before it: from mail programs (RFC 8058) */
    bool takes_file;            /* its form may be as long as REQUEST_FILE_MAX, not REQUEST_BODY_MAX */
    bool is_secret;             /* who knows the address may read the page: the log has the pattern only */
    int right;                  /* who may see it (domain/right.h); 0: nobody, so that a row that forgot is closed */
    int act_right;              /* with act: who may send its form; 0: nobody */
    bool repeats;               /* with act: sent again it acts again, nothing is kept under its token: signing in */
    enum about about;
    int about_param;            /* with ABOUT_MEMBER: which of the params */
    bool while_closed;          /* is answered while the site is being set up: what the law wants said, signing in */
    bool in_room;               /* is answered on ENTRANCE_ROOM: it shows nothing but the room's */
};

/* Who asks and what they may; made in web. Called within the transaction of the page, with request->db. */
struct gate {
    /* Who has the session request->session; NULL: nobody has, any more. Only called when there is one. The member NULL:
    ** nobody signs in here. */
    enum fault (*find)(struct request *request, const struct who **ret_who);
    /* The same asked ahead (db_soon), and whether a right is everybody's, so that a page need not wait for who asks. */
    void (*find_soon)(struct request *request);
    bool (*is_public)(int right);
    /* What `permit` will ask of a page that is not everybody's, asked ahead, so that it comes with who asks. */
    void (*permit_soon)(struct request *request, const struct route *route);
    /* Asked of every page, with the right of its row: no handler looks at rights. FAULT_DENIED: request->who may not,
    ** and request->problems say who may; with response->location set the browser is sent there, to sign in. Without a
    ** database (request->db NULL) only what is open to everybody passes. FAULT_NOT_FOUND: what the address names is
    ** not there. */
    enum fault (*permit)(struct request *request, struct response *response, const struct route *route, int right);
    /* In place of the form of somebody whose session has ended meanwhile: a page that keeps what was typed. NULL: none.
    */
    void (*ask_again)(struct request *request, struct response *response);
    /* Whether request->who sees a site that is closed to the public. Reads no database. */
    bool (*enters)(const struct request *request);
};

/* The table of a program, made in web/routes.c. */
struct routes {
    const struct route *items;
    size_t n; /* at most ROUTES_MAX */
    /* Renders the page for a status other than 200 with the site's layout. Must not fail, and must not need the
       database:
    ** request->db may be NULL, and request->path is empty when the address could not be read. */
    void (*render_error)(struct request *request, struct response *response, int status);
    const struct gate *gate;    /* NULL: nobody signs in */
};

/* What stands before a handler: fills request->who, and lets it pass or not. Within a transaction of request->db.
** right: of the row, to see it or to act. FAULT_BUSY with request->shut: the site is closed to
** who asks. */
enum fault must_use route_gate(const struct routes *routes, const struct route *route, struct request *request,
                               struct response *response, int right);
/* Behind a handler, within the same transaction: looks who it was, if nobody did. */
enum fault must_use route_gate_end(struct request *request, struct response *response);
/* Whether a row is answered on a closed site: one that says so, and what is about oneself, for who has signed in. */
bool route_stays(const struct route *route);
/* The answer while a site is closed: 503, which a robot takes for "later" and no cache keeps. */
void route_shut(const struct routes *routes, struct request *request, struct response *response);

/* The form of somebody who is not signed in, any more, shown to be sent again: 403. False: it is not one, or the gate
** cannot. */
bool route_ask_again(const struct routes *routes, struct request *request, struct response *response);

/* ---- for handlers */

/* `out` writing into the response, in the request's language. */
struct out response_out(struct request *request, struct response *response);
/* Who asks; NULL: a visitor. On a page that is open to all this may be the first to look: late is better, when other
** rows have been waited for. */
const struct who *request_who(struct request *request);
/* What was typed into a field of a form, trimmed; no text when it was not sent. */
struct str request_typed(const struct request *request, const char *name);
/* The same of a FIELD_SECRET, as it is. */
struct str request_secret(const struct request *request, const char *name);
/* The token for a form on this page: that of the form that was sent while it is fresh, else a new one. */
struct str request_once(struct request *request);
/* The value of a declared field; no text or empty text, or `otherwise`, when it was not given. Of a field that may be
** repeated this is the first; query_get_nth gives the others. */
struct str request_text(const struct request *request, const char *name);
int64_t request_int(const struct request *request, const char *name, int64_t otherwise);
bool request_flag(const struct request *request, const char *name);

/* ---- for the server and tests */

struct exchange_in {
    struct str method;      /* "GET", "HEAD", ... */
    struct str target;      /* path and query as on the wire */
    struct str language;    /* a code that the words know, chosen from Accept-Language; "" for the default */
    struct str body;        /* of a POST, as on the wire */
    bool ours;              /* POST: post_is_ours */
    bool is_form;           /* POST: post_is_form */
};

/* What an address and a method came to, before any handler runs. */
struct route_match {
    const struct route *route; /* NULL: none */
    int status;                /* 200; 301 (response->location is set), 400, 403, 404, 405, 414, 415 */
};

/* What stands for a target in the log: its path, or the pattern of a row that is secret. */
struct str route_for_log(const struct routes *routes, struct str target);
/* Whether a POST to this target is taken at all, and so its body is worth keeping. As cheap as route_is_long. */
bool route_acts(const struct routes *routes, struct str target);
/* Bytes that the form of a target may have. */
size_t route_body_max(const struct routes *routes, struct str target);
/* The caller has set arena, db (NULL: handlers must not need one), site, today, now and number of the request and
** initialised response->body with its cap; route_match fills the rest of both. */
struct route_match route_match(const struct routes *routes, const struct exchange_in *in, struct request *request,
                         struct response *response);
/* Whether a target that begins with a slash fits a row marked as long, in any form. A cheap look at what is on the
** wire, before anything is decoded: of an address that no row answers it may be either. */
bool route_is_long(const struct routes *routes, struct str target);
/* The status of the page for a fault. */
int route_status(enum fault fault);
/* Runs the handler of a match of status 200 in a read transaction; renders the error of any other. */
void route_handle(const struct routes *routes, const struct route_match *match, struct request *request,
                  struct response *response);
/* Puts an error in place of whatever stands in the response: a page, or a JSON object or a line for the machine
** forms. */
void route_refuse(const struct routes *routes, struct request *request, struct response *response, int status);
/* route_match and route_handle. Always leaves a complete response. HEAD is GET without body (the server drops it).
** Wrong method: 405 (the server says Allow: GET, HEAD). Unknown address: 404. */
void route_answer(const struct routes *routes, const struct exchange_in *in, struct request *request,
                  struct response *response);

/* "Not Found"; never NULL. */
const char *status_name(int status);
/* What every address here may be asked with. */

#endif
