-- The bid workshop: sections, their texts, numbers that must agree; store/bid_section.h. A page has looked whether the
-- city of its address takes part in the bid before it shows anything of these.

-- ---- sections

-- With the last text. `person` and `wrote`: of the city of the address only.
-- name: bid_section_list
-- gives: many 60
-- in: member_uid text, bid_uid text
-- out: id int, uid text, number int, title text, asks text, limit_n int, limit_of text, member_id int, city text, country text, takes_part bool, person_id int?, person text?, state text, changed_at int, text_number int, body text?, text_at int?, wrote_city text?, wrote text?
select s.id, s.uid, s.number, s.title, s.asks, s.limit_n, s.limit_of, s.member_id, m.name as city, m.country,
    case when c.answer = 'yes' then 1 else 0 end as takes_part,
    case when m.uid = :member_uid then s.person_id end as person_id, case when m.uid = :member_uid then p.name end as person,
    s.state, s.changed_at, coalesce(t.number, 0) as text_number, t.body, t.made_at as text_at, w.name as wrote_city,
    case when w.uid = :member_uid then q.name end as wrote
from bid_section s
join member_city m on m.id = s.member_id
left join bid_city c on c.bid_id = s.bid_id and c.member_id = s.member_id
left join person p on p.id = s.person_id
left join bid_text t on t.section_id = s.id and t.number = (select max(x.number) from bid_text x where x.section_id = s.id)
left join member_city w on w.id = t.member_id
left join person q on q.id = t.person_id
where s.bid_id = (select id from bid where uid = :bid_uid)
order by s.number, s.id
limit 60;

-- name: bid_section_last
-- gives: one
-- in: bid_id int
-- out: n int, number int
select count(*) as n, coalesce(max(number), 0) as number
from bid_section
where bid_id = :bid_id;

-- name: bid_section_add
-- gives: none
-- in: uid text, bid_id int, number int, title text, asks text, limit_n int, limit_of text, member_id int, now int
insert into bid_section (id, uid, bid_id, number, title, asks, limit_n, limit_of, member_id, person_id, state, made_at, changed_at)
values ((select coalesce(max(id), 0) + 1 from bid_section), :uid, :bid_id, :number, :title, :asks, :limit_n, :limit_of,
    :member_id, null, 'open', :now, :now);

-- name: bid_section_save
-- gives: none
-- in: id int, title text, asks text, limit_n int, limit_of text, now int
update bid_section
set title = :title, asks = :asks, limit_n = :limit_n, limit_of = :limit_of, changed_at = :now
where id = :id;

-- Another city's people are not its owner.
-- name: bid_section_give
-- gives: none
-- in: id int, member_id int, now int
update bid_section
set person_id = null, member_id = :member_id, changed_at = :now
where id = :id and member_id <> :member_id;

-- name: bid_section_owner
-- gives: none
-- in: id int, person_id int?, now int
update bid_section
set person_id = :person_id, changed_at = :now
where id = :id;

-- name: bid_section_state
-- gives: none
-- in: id int, state text, now int
update bid_section
set state = :state, changed_at = :now
where id = :id;

-- name: bid_section_number
-- gives: none
-- in: id int, number int
update bid_section
set number = :number
where id = :id;

-- name: bid_section_remove
-- gives: none
-- in: id int
delete from bid_section
where id = :id;

-- ---- texts

-- Newest first, without the texts. `person`: of the city of the address only.
-- name: bid_text_list
-- gives: many 200
-- in: member_uid text, section_uid text
-- out: number int, letters int, person text?, city text, country text, ours bool, made_at int
select t.number, length(t.body) as letters, case when m.uid = :member_uid then p.name end as person, m.name as city, m.country,
    case when m.uid = :member_uid then 1 else 0 end as ours, t.made_at
from bid_text t
join member_city m on m.id = t.member_id
left join person p on p.id = t.person_id
where t.section_id = (select id from bid_section where uid = :section_uid)
order by t.number desc
limit 200;

-- name: bid_text_one
-- gives: one
-- in: section_uid text, number int
-- out: number int, body text, made_at int
select number, body, made_at
from bid_text
where section_id = (select id from bid_section where uid = :section_uid) and number = :number;

-- With the one before it; number 0: the last one.
-- name: bid_text_shown
-- gives: one
-- in: section_uid text, number int
-- out: number int, body text, before text?
select t.number, t.body,
    (select b.body from bid_text b where b.section_id = t.section_id and b.number = t.number - 1) as before
from bid_text t
where t.section_id = (select id from bid_section where uid = :section_uid)
    and t.number = case when :number > 0 then :number
        else (select max(x.number) from bid_text x where x.section_id = t.section_id) end;

-- name: bid_text_add
-- gives: none
-- in: section_id int, number int, body text, person_id int, member_id int, answer_id int?, now int
insert into bid_text (id, section_id, number, body, person_id, member_id, answer_id, made_at)
values ((select coalesce(max(id), 0) + 1 from bid_text), :section_id, :number, :body, :person_id, :member_id, :answer_id, :now);

-- name: bid_text_forget_old
-- gives: none
-- in: section_id int, before int
delete from bid_text
where section_id = :section_id and number < :before;

-- name: bid_text_remove_all
-- gives: none
-- in: section_id int
delete from bid_text
where section_id = :section_id;

-- ---- numbers that must agree

-- Those of the whole bid, then what each city says of its own. `person`: of the city of the address only.
-- name: bid_figure_list
-- gives: many 600
-- in: member_uid text, bid_uid text
-- out: id int, uid text, of_id int?, name text, says text, value int, unit text, source text, each_city bool, member_id int?, city text?, country text?, person text?, takes_part bool, changed_at int
select f.id, f.uid, f.of_id, f.name, f.says, f.value, f.unit, f.source, f.each_city, f.member_id, m.name as city, m.country,
    case when m.uid = :member_uid then p.name end as person, case when c.answer = 'yes' then 1 else 0 end as takes_part,
    f.changed_at
from bid_figure f
left join member_city m on m.id = f.member_id
left join bid_city c on c.bid_id = f.bid_id and c.member_id = f.member_id
left join person p on p.id = f.person_id
where f.bid_id = (select id from bid where uid = :bid_uid)
order by coalesce(f.of_id, f.id), f.of_id is not null, m.name, f.id
limit 600;

-- The cities that take part, the one that leads first.
-- name: bid_figure_cities
-- gives: many 60
-- in: bid_uid text
-- out: member_id int, member_uid text, city text, country text, role text
select c.member_id, m.uid as member_uid, m.name as city, m.country, c.role
from bid_city c
join member_city m on m.id = c.member_id
where c.bid_id = (select id from bid where uid = :bid_uid) and c.answer = 'yes'
order by c.role, m.name, m.id
limit 60;

-- name: bid_figure_count
-- gives: one
-- in: bid_id int
-- out: n int
select count(*) as n
from bid_figure
where bid_id = :bid_id and of_id is null;

-- name: bid_figure_add
-- gives: none
-- in: uid text, bid_id int, of_id int?, name text, says text, value int, unit text, source text, each_city bool, member_id int?, person_id int, now int
insert into bid_figure (id, uid, bid_id, of_id, name, says, value, unit, source, each_city, member_id, person_id, changed_at)
values ((select coalesce(max(id), 0) + 1 from bid_figure), :uid, :bid_id, :of_id, :name, :says, :value, :unit, :source, :each_city,
    :member_id, :person_id, :now);

-- name: bid_figure_save
-- gives: none
-- in: id int, name text, says text, value int, unit text, source text, each_city bool, person_id int, now int
update bid_figure
set name = :name, says = :says, value = :value, unit = :unit, source = :source, each_city = :each_city, person_id = :person_id,
    changed_at = :now
where id = :id;

-- With what each city says of its own.
-- name: bid_figure_remove
-- gives: none
-- in: id int
delete from bid_figure
where id = :id or of_id = :id;

-- ---- it goes

-- name: bid_text_remove_of
-- gives: none
-- in: bid_id int
delete from bid_text
where section_id in (select id from bid_section where bid_id = :bid_id);

-- name: bid_section_remove_of
-- gives: none
-- in: bid_id int
delete from bid_section
where bid_id = :bid_id;

-- name: bid_figure_remove_of
-- gives: none
-- in: bid_id int
delete from bid_figure
where bid_id = :bid_id;

-- Of bids that are gone.
-- name: bid_section_forget
-- gives: none
delete from bid_section
where not exists (select 1 from bid b where b.id = bid_section.bid_id);

-- name: bid_text_forget
-- gives: none
delete from bid_text
where not exists (select 1 from bid_section s where s.id = bid_text.section_id);

-- name: bid_figure_forget
-- gives: none
delete from bid_figure
where not exists (select 1 from bid b where b.id = bid_figure.bid_id);

-- ---- somebody is erased

-- name: bid_section_erase
-- gives: none
-- in: person_id int
update bid_section
set person_id = null
where person_id = :person_id;

-- name: bid_text_erase
-- gives: none
-- in: person_id int
update bid_text
set person_id = null
where person_id = :person_id;

-- name: bid_figure_erase
-- gives: none
-- in: person_id int
update bid_figure
set person_id = null
where person_id = :person_id;
