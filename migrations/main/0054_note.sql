-- Notes of a leadership programme: sections with their texts, decisions, what participants would correct, and who closed
-- them; src/store/note.h.

-- The notes of a programme.
create table note (
    id integer not null primary key,
    programme_id integer not null unique,
    language text not null,       -- in which what flows in is said, as in po/
    changed_by integer,           -- person who changed a text or a decision of it last; NULL erased
    changed_at integer not null,  -- instant of that
    rev integer not null          -- counts changes: what is closed over something newer is seen
);
create index note_by_person on note (changed_by);

-- A section: what one part of the programme came to, or something typed.
create table note_section (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    note_id integer not null,
    number integer not null,      -- the order of reading
    source text not null,         -- what it flowed in from: "wall", "vote:" and its uid; '' typed by hand
    title text not null,
    draft text not null,          -- what flowed in last: what people changed is what differs from it
    removed_at integer            -- instant at which it was taken out, and can be put back; NULL it is in
);
create index note_section_by_note on note_section (note_id, number);

-- What stood in a section: each change is a row, the last one counts.
create table note_text (
    id integer not null primary key,
    section_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    body text not null,           -- paragraphs; lines that begin with "- " are a list
    came_by text not null check (came_by in ('flow', 'typed', 'correction')), -- from the programme, typed here, from a participant
    person_id integer,            -- who brought it in; NULL erased
    made_at integer not null,     -- instant
    unique (section_id, number)
);
create index note_text_by_person on note_text (person_id);

-- That the notes were closed, or opened again: the last row says how they stand.
create table note_step (
    id integer not null primary key,
    note_id integer not null,
    number integer not null,      -- 1, 2, 3 ...
    step text not null check (step in ('closed', 'opened')),
    reason text not null,         -- of 'opened': why; else ''
    person_id integer,            -- who did it; NULL erased
    made_at integer not null,     -- instant
    unique (note_id, number)
);
create index note_step_by_person on note_step (person_id);

-- A section as a participant would have it. Whose it is, is shown to nobody else.
create table note_correction (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in forms
    section_id integer not null,
    participant_id integer not null,
    base integer not null,        -- number of the text that was changed
    body text not null,
    state text not null check (state in ('waiting', 'taken', 'left')),
    made_at integer not null,     -- instant
    settled_at integer            -- instant at which it was taken or left; NULL it waits
);
create index note_correction_by_section on note_correction (section_id, state);
create index note_correction_by_participant on note_correction (participant_id);

-- Something that was decided.
create table decision (
    id integer not null primary key,
    uid text not null unique,     -- 32 hexadecimal letters: names it in addresses
    programme_id integer not null,
    says text not null,
    from_kind text not null check (from_kind in ('talk', 'vote', 'statement', 'assessment')),
    from_says text not null,      -- the question, the statement or the assessment, as it was then; '' a talk
    carried_by text not null,     -- by whom: "12 of 14 in the plenary"; '' not said
    person_id integer,            -- who wrote it down; NULL erased
    made_at integer not null,     -- instant
    removed_at integer            -- instant at which it was taken out, and can be put back; NULL it stands
);
create index decision_by_programme on decision (programme_id, id);
create index decision_by_person on decision (person_id);

-- What somebody typed stands in no statistics.
-- postgres:
alter table note_section alter column title set statistics 0;
alter table note_section alter column draft set statistics 0;
alter table note_text alter column body set statistics 0;
alter table note_step alter column reason set statistics 0;
alter table note_correction alter column body set statistics 0;
alter table decision alter column says set statistics 0;
alter table decision alter column from_says set statistics 0;
alter table decision alter column carried_by set statistics 0;
-- both:
