-- What this installation has set; names that are absent have their default (store/setting.c).
-- name: setting_list
-- gives: many 100
-- out: name text, value text
select name, value
from setting
order by name;

-- name: setting_save
-- gives: none
-- in: name text, value text
insert into setting (name, value)
values (:name, :value)
on conflict (name) do update set value = excluded.value;

-- name: setting_remove
-- gives: none
-- in: name text
delete from setting
where name = :name;

-- Settings are seen on every page, so whoever keeps pages must make them anew.
-- name: setting_note_change
-- gives: none
update generation
set content_version = content_version + 1
where id = 1;
