-- What was erased because its time had come or somebody asked for it: a number of chance that names nothing any more. A
-- backup that was made before still holds the row of that number; bringing it back erases it again (store/erasure.h).
create table erasure (
    uid text not null primary key, -- 32 hexadecimal letters, of a person or of a remark
    kind text not null,           -- person, remark
    at integer not null,          -- instant, UTC seconds
    scrubbed_at integer           -- instant: since then it is not in the files of the database either; NULL: not yet
);
create index erasure_by_time on erasure (at, uid);
-- postgres:
-- Statistics hold some values of each column, and stay when the row is gone; nothing is planned by these.
alter table person alter column name set statistics 0;
alter table person alter column mail set statistics 0;
alter table person alter column mail_folded set statistics 0;
alter table person alter column password set statistics 0;
alter table person alter column totp set statistics 0;
alter table login_session alter column browser set statistics 0;
alter table login_session alter column digest set statistics 0;
alter table person_link alter column digest set statistics 0;
alter table person_link alter column leads_to set statistics 0;
alter table person_place alter column place set statistics 0;
alter table recovery_code alter column digest set statistics 0;
alter table remark alter column says set statistics 0;
alter table remark alter column source set statistics 0;
alter table remark alter column mail set statistics 0;
alter table remark alter column answer set statistics 0;
alter table mail alter column address set statistics 0;
alter table mail alter column address_digest set statistics 0;
alter table mail alter column fields set statistics 0;
alter table correction alter column who set statistics 0;
alter table log_entry alter column who set statistics 0;
alter table log_entry alter column who_salt set statistics 0;
alter table log_entry alter column whom set statistics 0;
alter table log_entry alter column whom_salt set statistics 0;
-- both:
