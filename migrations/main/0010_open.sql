-- From now on a network that is reached from outside is shown to the public only when an administrator has opened it, which
-- needs what the law wants said (src/store/set_up.h). A network that is in use already must not go dark by an upgrade: it
-- counts as opened earlier, and those who run it are told what is missing. 'earlier' ends when they open it themselves, or
-- when it is given its first address, which is when it goes public in truth.
insert into setting (name, value)
select 'open', 'earlier'
from generation
where id = 1 and (number > 0 or exists (select 1 from setting));
