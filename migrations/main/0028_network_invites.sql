-- Those who run the network may suggest a city themselves, and then invite it; src/store/suggestion.h.
alter table suggestion add column network_at integer;                     -- instant; NULL: the network does not suggest it itself
alter table suggestion add column network_by integer;                     -- person; NULL: nobody, or not known any more
alter table suggestion add column network_says text not null default '';  -- why, one sentence; it stands on the invitation
alter table suggestion add column network_gap text not null default '';   -- the gap that it would fill (src/domain/gap.h): 'theme mobility', 'language da'; '' none

-- postgres:
-- As in 0009: statistics hold values.
alter table suggestion alter column network_says set statistics 0;
-- both:
