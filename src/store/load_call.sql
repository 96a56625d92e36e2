-- Statements that write funding calls and what is derived from them. Only imports use them.

-- name: load_call_known
-- gives: one
-- in: key text
-- out: id int, digest int, source_id source_id, as_of date?
select c.id, c.digest, c.source_id, s.as_of
from funding_call c
join source s on s.id = c.source_id
where c.key = :key;

-- name: load_call_next
-- gives: one
-- in:
-- out: id int
select coalesce(max(id), 0) + 1 as id
from funding_call;

-- name: load_call_add
-- gives: none
-- in: id int, key text, identifier text, title text, publisher text, country text, programme text, group_code text, group_title text, action text, status text, model text, opens_on date?, grant_min_cents int?, grant_max_cents int?, budget_cents int?, grants int?, currency text, address text, digest int, source_id source_id, keywords text, pays_stated text, conditions text, body text
insert into funding_call (id, key, identifier, title, publisher, country, programme, group_code, group_title, action, status,
    model, opens_on, closes_on, grant_min_cents, grant_max_cents, budget_cents, grants, currency, address, digest, source_id,
    keywords, pays_stated, conditions, body)
values (:id, :key, :identifier, :title, :publisher, :country, :programme, :group_code, :group_title, :action, :status,
    :model, :opens_on, null, :grant_min_cents, :grant_max_cents, :budget_cents, :grants, :currency, :address, :digest, :source_id,
    :keywords, :pays_stated, :conditions, :body);

-- All of it anew; what this file does not say takes nothing away that another one said.
-- name: load_call_save
-- gives: none
-- in: id int, identifier text, title text, country text, programme text, group_code text, group_title text, action text, status text, model text, opens_on date?, grant_min_cents int?, grant_max_cents int?, budget_cents int?, grants int?, currency text, address text, digest int, source_id source_id, keywords text, pays_stated text, conditions text, body text
update funding_call
set identifier = :identifier, title = :title, country = :country,
    programme = coalesce(nullif(:programme, ''), programme), group_code = coalesce(nullif(:group_code, ''), group_code),
    group_title = coalesce(nullif(:group_title, ''), group_title), action = coalesce(nullif(:action, ''), action),
    status = :status, model = coalesce(nullif(:model, ''), model), opens_on = coalesce(:opens_on, opens_on),
    grant_min_cents = coalesce(:grant_min_cents, grant_min_cents), grant_max_cents = coalesce(:grant_max_cents, grant_max_cents),
    budget_cents = coalesce(:budget_cents, budget_cents), grants = coalesce(:grants, grants), currency = :currency,
    address = coalesce(nullif(:address, ''), address), digest = :digest, source_id = :source_id,
    keywords = coalesce(nullif(:keywords, ''), keywords), pays_stated = :pays_stated,
    conditions = coalesce(nullif(:conditions, ''), conditions), body = coalesce(nullif(:body, ''), body)
where id = :id;

-- name: load_call_clear_deadlines
-- gives: none
-- in: call_id int
delete from funding_call_deadline
where call_id = :call_id;

-- name: load_call_add_deadline
-- gives: none
-- in: call_id int, closes_at int, day_on date, hour_known bool
insert into funding_call_deadline (call_id, closes_at, day_on, hour_known)
values (:call_id, :closes_at, :day_on, :hour_known)
on conflict (call_id, closes_at) do nothing;

-- name: load_call_close
-- gives: none
-- in: call_id int
update funding_call
set closes_on = (select max(d.day_on) from funding_call_deadline d where d.call_id = :call_id)
where id = :call_id;

-- ---- what follows

-- name: call_text_list
-- gives: each
-- in:
-- out: id int, key text, identifier text, title text, publisher text, programme text, group_code text, group_title text, action text, keywords text, pays_stated text, body text
select id, key, identifier, title, publisher, programme, group_code, group_title, action, keywords, pays_stated, body
from funding_call
order by id;

-- name: call_clear_theme
-- gives: none
-- in:
delete from funding_call_theme;

-- name: call_clear_pays
-- gives: none
-- in:
delete from funding_call_pays;

-- name: call_theme_add
-- gives: none
-- in: call_id int, theme_id theme_id, score int, why text
insert into funding_call_theme (call_id, theme_id, score, why)
values (:call_id, :theme_id, :score, :why);

-- name: call_pays_add
-- gives: none
-- in: call_id int, place int, what text, why text
insert into funding_call_pays (call_id, place, what, why)
values (:call_id, :place, :what, :why);

-- ---- pages and search

-- name: call_clear_page
-- gives: none
-- in:
delete from funding_call_page;

-- name: call_clear_tokens
-- gives: none
-- in:
delete from funding_call_tokens;

-- name: call_clear_token
-- gives: none
-- in:
delete from funding_call_token;

-- Two keys of one address do not happen (domain/funding_call); if they did, the first would have it.
-- name: call_page_add
-- gives: none
-- in: call_id int, slug text
insert into funding_call_page (call_id, slug)
values (:call_id, :slug)
on conflict (slug) do nothing;

-- name: call_tokens_add
-- gives: none
-- in: call_id int, tokens blob
insert into funding_call_tokens (call_id, tokens)
values (:call_id, :tokens);

-- name: call_token_add
-- gives: none
-- in: token text, calls int, list blob
insert into funding_call_token (token, calls, list)
values (:token, :calls, :list);
