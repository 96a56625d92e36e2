-- What an open survey shows where nobody is named: src/store/survey.h.

-- Looking before and after one answer must not tell whose it was, so results are those of when five more had answered last.
alter table survey_total add column shown integer not null default 0; -- n as it stood then
