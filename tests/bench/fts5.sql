-- The yardstick of searches: SQLite's own FTS5 over the text of the projects (porter, bm25 with weights acronym 4, title 3,
-- objective 1, keywords 2). Frozen. The queries follow, one a line, with .timer on.
create virtual table t using fts5(acronym, title, objective, keywords, tokenize = 'porter', content = '');
insert into t (rowid, acronym, title, objective, keywords) select id, acronym, title, objective, keywords from e.project;
