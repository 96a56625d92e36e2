-- The yardstick of the bulk import: the sqlite3 shell loads the same four tables from their unzipped CSVs, as text, and indexes
-- the projects' text. Frozen: a changed yardstick makes old figures worthless. Run in the folder of the CSVs:
--   sqlite3 new.db < baseline.sql
.mode csv
.separator ; "\n"
.import project.csv project
.import organization.csv organization
.import topics.csv topics
.import euroSciVoc.csv euroSciVoc
create virtual table text using fts5(acronym, title, objective, keywords, tokenize = 'porter', content = '');
insert into text (rowid, acronym, title, objective, keywords) select id, acronym, title, objective, keywords from project;
