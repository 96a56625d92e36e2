-- Of which steps the owner of a bid has had a mail; src/store/bid_due.h.
alter table bid_city add column told integer not null default 0; -- a bit a step, those of a second stage behind those of the first
