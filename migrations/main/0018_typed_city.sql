-- What somebody typed as the name of their city, and the text made of it, stand in no statistics either: PostgreSQL samples values
-- there, and a sample stays when the row is gone.

-- postgres:
alter table application alter column city set statistics 0;
alter table application alter column place set statistics 0;
-- A sample that was taken goes with a change of type, even to the same; "analyze" would keep it.
alter table application alter column city type text;
alter table application alter column place type text;
-- both:
