-- What belongs to this network itself. What people add later lives here; evidence from files does not.

-- Settings of this installation, by name (see src/store/setting.c for the names, defaults and meaning).
create table setting (
    name text not null primary key,
    value text not null
);

-- The evidence generation that readers use: one row.
create table generation (
    id integer not null primary key check (id = 1),
    number integer not null,          -- 0: none yet
    published_at integer not null,    -- instant, UTC seconds
    content_version integer not null  -- rises whenever what anonymous pages show has changed
);

insert into generation (id, number, published_at, content_version) values (1, 0, 0, 0);
