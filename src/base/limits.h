/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** limits: every bound has a name and a reason here. Sizes in bytes, times in milliseconds.
*/
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* ---- what people see of their mistakes */
#define PROBLEMS_MAX 100 /* nobody mends more than a hundred in one go; the rest is counted */

/* ---- one web request */
#define REQUEST_ARENA_MAX (16u << 20) /* the largest page measured uses under 2 MiB */
#define REQUEST_TARGET_MAX 4096u      /* longest address: a search with every facet ticked is under 1 KiB */
#define REQUEST_HEADERS_MAX 16384u    /* all headers together; browsers send about 1 KiB */
#define REQUEST_QUERY_FIELDS_MAX 64   /* fields in one query string */
#define REQUEST_BODY_MAX 131072u      /* a form: a text of 20,000 letters takes 120,000 bytes in Greek as it is sent */
#define REQUEST_FILE_MAX (2u << 20)      /* a form with a file of text in it (takes_file): as it is sent */
#define RESPONSE_MAX (8u << 20)       /* the longest list of a machine form */
#define QUERY_TEXT_MAX 300u           /* letters of a search people type */
#define CITY_TEXT_MAX 100u            /* letters of a city's name people type */
#define SEARCH_ENTRIES_MAX 400000     /* of words' lists, for one search; ten words of 13,000 projects have 40,000 */

#define AGENT_MAX 500u                /* bytes of what a browser calls itself that are looked at */
#define WRITE_WAIT_MS_MAX 2000        /* a form waits so long for another writer, then it is shown again */
#define KEEPER_WAITING_MAX 32         /* forms of one worker that wait for a password to be hashed ... */
#define KEEPER_WAIT_MS_MAX 10000      /* ... for so long at most */
#define ONCE_AGE_S 86400              /* a form may stay open for a day */
#define USES_MAX 256                  /* sessions whose last use a worker has still to note; at most 50 ms of writing */
#define USES_MS 10000                 /* and so long it waits, to note several at once */
#define ONCE_KEPT_S (2 * 86400)       /* its answer is kept for longer than it is taken */

/* ---- the server */
#define CONNECTIONS_MAX 1536        /* for one worker: STREAMS_MAX, and 512 who ask for pages */
#define CONNECTION_IDLE_S 15        /* slow and idle clients are let go */
#define WORKERS_MAX 64
#define STATEMENT_TIME_MS_MAX 2000  /* a statement over this, in processor time, is stopped and answered as busy */
#define GRACE_STOP_MS 10000         /* requests in flight may end within this at a stop */
#define DRAIN_S_MAX 60              /* and so long before that it may be looked for elsewhere */
#define SEND_S_MAX 60               /* a client that takes longer to read its answer is let go */
#define ANSWERS_HELD_MAX (64u << 20) /* in one worker, of answers that clients have not taken yet ... */
#define ANSWER_SMALL_MAX (64u << 10) /* ... over which only answers up to this are given: 96 MiB for all places */
#define REQUEST_TIME_MS_MAX 10000   /* a worker that is still on one request after this is stuck: it is replaced */
#define RESTART_DELAY_MS_MAX 5000   /* between two lives of a worker that keeps dying */
#define ROUTES_MAX 256              /* rows of a route table; the shared page has a place for each */
#define STRIKES_MAX 3               /* workers that one route may kill ... */
#define STRIKES_WINDOW_MS 60000     /* ... within this, before it is closed ... */
#define STRIKES_CLOSED_MS 600000    /* ... for this */
#define PAGE_CACHE_MAX (32u << 20)  /* whole pages that one worker keeps; emptied when full */
#define PAGE_CACHE_ONE_MAX (1u << 20) /* a larger page is not kept */
#define LIVE_SHARED_MS 1000         /* what follows work under way is this old at most, and made once for all */
#define LIVE_HOLD_MS 3000           /* who follows it waits for news so long, then hears that there are none */
#define LIVE_HELD_MAX 128           /* so many in one worker; others are answered at once and come back */
#define STREAMS_MAX 1024            /* connections that one worker keeps open to tell what is new: a plenary ... */
#define STREAMS_ADDRESS_MAX 1000    /* ... of them from one address: a room's wireless network is one */
#define STREAM_PUSH_MS 290          /* between two events of a channel: four in any second, on any network */
#define STREAM_ALIVE_MS 15000       /* proxies and phones cut what is silent for longer */
#define STREAM_DEAF_MS 30000        /* what nobody acknowledges for so long is cut */
#define STREAM_EVENT_MAX 4096u      /* one event: numbers and a few words */
#define COMPRESS_MIN 1024u          /* shorter answers fit one packet anyway */

/* ---- the machine */
#define DISK_FREE_MIN 500000000ll   /* an import of all of CORDIS writes about as much ... */
#define DISK_FREE_PERCENT_MIN 5     /* ... and a file system slows down before it is full */
#define DISK_LOOK_MS 60000          /* between two looks */
#define DISK_SAY_MS 3600000         /* between two lines in the log that say the same */

/* ---- the database */
#define DB_KEPT_MAX (32u << 20)           /* read once and kept by a connection; 10 MiB with 200,000 projects */
#define SEARCH_FACTS_KEPT_MAX (8u << 20)  /* of that, the facts of all projects: 200,000 of them */
#define DB_BUSY_MS_MAX 20                 /* a reader waits this long for a lock: WAL changes hands within it */
#define DB_TRIES_MAX 50                   /* of a busy write: 50 waits of 20 ms and pauses make under two seconds */
#define DB_BUSY_OPEN_MS_MAX 1000          /* once a publication: who closes last may fold the WAL away */
#define DB_NEWS_TURN_MS 100               /* SQLite tells nobody of a commit: who waits for one looks this often */
#define DB_BUSY_ADMIN_MS_MAX 10000        /* migrate and publish wait for a writer rather than fail */
#define DB_CACHE_MAIN_KIB 8192            /* pages one connection keeps: of 500,000 people the upper ones */
#define DB_CACHE_EVIDENCE_KIB 4096        /* the rest comes from the system's page cache */
#define DB_CACHE_BUILD_KIB 24576          /* an import stays under 128 MB in all */
#define DB_MMAP_EVIDENCE_MAX (32u << 20)  /* mapped part of the evidence, shared by all workers */
#define DB_VALUE_MAX (16u << 20)          /* one text or blob; the longest row taken is 4 MiB */
#define DB_SQL_MAX (256u << 10)           /* one statement or migration file */
#define DB_PROGRESS_STEPS 2000            /* engine steps between two looks at the clock, well under 1 ms */
#define GENERATIONS_KEPT 2                /* the present one, and the last for those who still read it */

/* ---- imports */
#define IMPORT_FIELD_MAX (1u << 20)           /* one CSV field; the longest real objective is 12 KiB */
#define IMPORT_ROW_MAX (4u << 20)             /* one CSV row */
#define IMPORT_COLUMNS_MAX 1024               /* one CSV row; answers of a survey of 60 questions have 245 */
#define IMPORT_UNPACKED_MAX (4ull << 30)      /* a zip member that grows past this is a bomb */
#define IMPORT_RATIO_MAX 200u                 /* unpacked to packed; real CORDIS zips reach 12 */
#define IMPORT_MEMBERS_MAX 100000u            /* files in one zip or folder */
#define IMPORT_XML_DEPTH_MAX 64               /* CORDIS XML nests 14 deep */
#define IMPORT_XML_MAX (64u << 20)             /* one XML file; real ones have a few MiB at most */
#define IMPORT_REJECTS_MAX 100000             /* rows written to a rejects file; the rest is counted */

/* ---- jobs: work beside the pages */
#define JOB_LEASE_S 60                 /* a worker on another machine that was not heard of for this long is gone ... */
#define JOB_RENEW_MS 15000             /* ... so it says that it lives this often */
#define JOB_LEASE_ALONE_S 600          /* a command that does its job itself says so only when it has got further */
#define JOB_RETRY_S_MIN 30             /* after the first failure; each further one doubles it ... */
#define JOB_RETRY_S_MAX 3600           /* ... up to this */
#define JOB_BUSY_S 10                  /* the thing it needs is another's just now: that is no failure of its own */
#define JOB_KEPT_S (90 * 86400)        /* what is done is shown for a season */
#define JOB_LIST_MAX 500               /* shown at once */
#define JOB_TEXT_MAX (1u << 20)        /* what it is to do, and what came of it: 256 paths of 4 KiB */
#define JOB_ARENA_MAX (1024ull << 20)   /* a gazetteer of 200,000 places takes about 200 MiB; CORDIS a few */
#define JOB_PROGRESS_MS_MIN 250        /* between two notes of how far it is: each is a synced write */
#define JOB_LOOK_MS 1000               /* how often the jobs process looks for something to do, news or not */
#define JOB_WRITE_MS_MAX 10000         /* the end of a job is noted within this, or it counts as not ended */

#endif
