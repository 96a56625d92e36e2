-- Who has signed in may add the account of an organisation to the ways they sign in; src/store/sign_in.h. Such an attempt opens no
-- session: it adds the account to whoever has the session of the browser that began it.
alter table sign_in_attempt add column links integer not null default 0 check (links in (0, 1)); -- 1: to add an account
