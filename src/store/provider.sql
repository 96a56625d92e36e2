-- Providers of OpenID Connect; store/provider.h.
-- name: provider_list
-- gives: many 100
-- out: id int, name text, title text, issuer text, client text, reach text, mail_domain text, described_at int?, keys_at int?, asked_at int, why text
select id, name, title, issuer, client, reach, mail_domain, described_at, keys_at, asked_at, why
from provider
order by title, name;

-- name: provider_by_name
-- gives: one
-- in: name text
-- out: id int, name text, title text, issuer text, client text, secret_file text, reach text, mail_domain text, authorization_url text, token_url text, keys_url text, takes_basic bool, says_issuer bool, described_at int?, keys text, keys_at int?, asked_at int, why text
select id, name, title, issuer, client, secret_file, reach, mail_domain, authorization_url, token_url, keys_url, takes_basic,
    says_issuer, described_at, keys, keys_at, asked_at, why
from provider
where name = :name;

-- name: provider_count
-- gives: one
-- out: n int
select count(*) as n
from provider;

-- name: provider_same
-- gives: one
-- in: name text, issuer text
-- out: name text
select name
from provider
where name = :name or issuer = :issuer
order by name
limit 1;

-- name: provider_add
-- gives: none
-- in: name text, title text, issuer text, client text, secret_file text, reach text, mail_domain text, added_at int
insert into provider (id, name, title, issuer, client, secret_file, reach, mail_domain, added_at, authorization_url, token_url,
    keys_url, takes_basic, says_issuer, described_at, keys, keys_at, asked_at, why)
values ((select coalesce(max(id), 0) + 1 from provider), :name, :title, :issuer, :client, :secret_file, :reach, :mail_domain,
    :added_at, '', '', '', 0, 0, null, '', null, 0, '');

-- name: provider_remove
-- gives: none
-- in: id int
delete from provider
where id = :id;

-- What it said of itself, of the provider that was asked: whoever took its name meanwhile has another issuer.
-- name: provider_describe
-- gives: none
-- in: id int, issuer text, authorization_url text, token_url text, keys_url text, takes_basic bool, says_issuer bool, now int
update provider
set authorization_url = :authorization_url, token_url = :token_url, keys_url = :keys_url, takes_basic = :takes_basic,
    says_issuer = :says_issuer, described_at = :now
where id = :id and issuer = :issuer;

-- name: provider_keys
-- gives: none
-- in: id int, issuer text, keys text, now int
update provider
set keys = :keys, keys_at = :now
where id = :id and issuer = :issuer;

-- name: provider_why
-- gives: none
-- in: id int, why text
update provider
set why = :why
where id = :id;

-- name: provider_asked
-- gives: none
-- in: id int, now int, why text
update provider
set asked_at = :now, why = :why
where id = :id;
