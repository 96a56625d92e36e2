-- The notes of a leadership programme as a PDF for paper, which the jobs process prints; src/store/note_pdf.h.

-- One of each notes: what was asked for last. It goes with the first change of the notes, and after a week.
create table note_pdf (
    note_id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: what the job is told
    digest text not null,         -- SHA-256 of the page that is printed: of changed notes it is another
    page text not null,           -- that page until it is printed; then ''
    state text not null check (state in ('waiting', 'made', 'failed')),
    why text not null,            -- of 'failed': 'no-browser', 'too-slow', 'too-large', 'broken'; else ''
    pdf blob,                     -- NULL until it is made
    asked_at integer not null     -- instant
);

-- What somebody typed stands in no statistics.
-- postgres:
alter table note_pdf alter column page set statistics 0;
alter table note_pdf alter column pdf set statistics 0;
-- both:
