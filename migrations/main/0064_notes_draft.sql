-- A house rule of a leadership programme: who reads the notes while they are written; src/store/programme.h.
alter table programme add column notes_draft integer not null default 1; -- house rule: 1 who takes part reads the draft and corrects it, 0 once the notes are closed
