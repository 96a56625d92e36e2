-- What was done on paper and typed in afterwards; src/store/paper.h.

alter table breakout_card add column paper_at integer; -- instant at which it was typed in from paper; NULL it was written here
alter table vote add column paper_at integer;          -- instant at which its counts were typed in from paper; NULL phones answer it
