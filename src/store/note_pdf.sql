-- Notes of leadership programmes as a PDF; store/note_pdf.h. A page has looked whose programme it is before it asks for one.

-- name: note_pdf_of
-- gives: one
-- in: programme_uid text
-- out: note_id int, digest text, state text, why text, asked_at int
select f.note_id, f.digest, f.state, f.why, f.asked_at
from note_pdf f
where f.note_id = (select n.id from note n where n.programme_id = (select p.id from programme p where p.uid = :programme_uid));

-- Of that page alone.
-- name: note_pdf_made_of
-- gives: one
-- in: programme_uid text, digest text
-- out: pdf blob
select f.pdf
from note_pdf f
where f.note_id = (select n.id from note n where n.programme_id = (select p.id from programme p where p.uid = :programme_uid))
    and f.digest = :digest and f.state = 'made' and f.pdf is not null;

-- name: note_pdf_add
-- gives: none
-- in: note_id int, uid text, digest text, page text, now int
insert into note_pdf (note_id, uid, digest, page, state, why, pdf, asked_at)
values (:note_id, :uid, :digest, :page, 'waiting', '', null, :now);

-- What is to be printed.
-- name: note_pdf_page
-- gives: one
-- in: uid text
-- out: page text
select page
from note_pdf
where uid = :uid and state = 'waiting';

-- name: note_pdf_made
-- gives: none
-- in: uid text, pdf blob
update note_pdf
set state = 'made', page = '', pdf = :pdf
where uid = :uid and state = 'waiting';

-- name: note_pdf_failed
-- gives: none
-- in: uid text, why text
update note_pdf
set state = 'failed', page = '', why = :why
where uid = :uid and state = 'waiting';

-- name: note_pdf_remove
-- gives: none
-- in: note_id int
delete from note_pdf
where note_id = :note_id;

-- Asked for before that, and of programmes that are gone.
-- name: note_pdf_forget
-- gives: none
-- in: before int
delete from note_pdf
where asked_at < :before or not exists (select 1 from note n where n.id = note_pdf.note_id);
