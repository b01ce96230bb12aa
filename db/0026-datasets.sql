-- Data sets: the day from which a source itself says a figure, the pieces in which large files are kept, and files that
-- wait for the person who sent them to look at what was understood.

alter table observation add column vintage date;
alter table dataset add column kept bytea not null;
alter table dataset add column decimal_sign text not null;

create table dataset_upload (
  id      uuid primary key,
  person  text not null,
  name    text not null,
  options jsonb not null,
  content bytea not null,
  at      timestamptz not null
);
comment on table dataset_upload is 'working: files of figures that are looked at before they are taken in; gone after a day';

grant select, insert, update, delete on dataset_upload to kimberlite_app;
