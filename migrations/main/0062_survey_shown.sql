-- What is shown of a survey that names nobody, open or closed: src/store/survey.h.

-- Any two looks at a question differ by the answers of five people at least, or by nothing.
alter table survey_total add column next integer not null default 0; -- n as it will be shown when five more have answered
alter table survey add column told text not null default ''; -- what people wrote in their own words, as it is shown: a line each, code of the question and text

-- Closed ones were shown whole.
update survey_total set shown = n where survey_id in (select s.id from survey s where s.named = 0 and s.closed_at is not null);
update survey_total set next = shown;

-- What somebody typed stands in no statistics.
-- postgres:
alter table survey alter column told set statistics 0;
-- both:
