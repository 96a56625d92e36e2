-- Lead cities: steps of a member city as well (src/domain/standing.h). A step on the way to leading has until when, and the first why.
alter table member_step add column until integer;                    -- instant; of the steps of leading: the end of the term
alter table member_step add column reasons text not null default ''; -- of lead-asked: words out of need, language, region, capacity
alter table member_step add column by_member integer;                -- of lead-asked: the member city that suggested it; NULL: who runs the network

-- postgres:
-- As in 0009: statistics hold values.
alter table member_step alter column reasons set statistics 0;
-- both:
