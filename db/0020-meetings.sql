-- Meetings: when and where the scheme and its bodies meet, and everything that happens in them.

create table meeting (
  id            text primary key,
  kind          text not null check (kind in ('PLENARY', 'INTERSESSIONAL', 'SPECIAL_SESSION', 'MINISTERIAL', 'WORKING_GROUP')),
  year          integer not null,
  body          text,
  number        integer not null,
  plan          jsonb not null,
  from_date     date not null,
  to_date       date not null check (from_date <= to_date),
  changes       integer not null default 0,
  convened_at   timestamptz not null,
  changed_at    timestamptz not null,
  changed_for   text,
  cancelled_at  timestamptz,
  cancelled_for text,
  closed_at     timestamptz,
  head          bytea not null
);
comment on table meeting is 'projection: meetings as they are convened and changed; "plan" is what the last such act says';
create index meeting_order on meeting (from_date desc, id);

create table meeting_event (
  meeting      text not null,
  place        integer not null,
  act          uuid not null unique,
  type         text not null,
  at           timestamptz not null,
  organisation text not null,
  public       jsonb not null,
  private      jsonb,
  primary key (meeting, place)
);
comment on table meeting_event is 'projection: what happened in and around a meeting, in the order of the record; "private" is for the acts'' own readers';
create index meeting_event_item on meeting_event ((public ->> 'item')) where type = 'item-listed';

create table meeting_document_open (
  document uuid not null,
  meeting  text not null,
  person   text not null,
  organisation text not null,
  language text not null,
  at       timestamptz not null
);
comment on table meeting_document_open is 'working: who opened which document that is not for everybody, and when; shown to all seats alike';
create index meeting_document_open_order on meeting_document_open (document, at);

grant select, insert, update, delete on meeting, meeting_event, meeting_document_open to kimberlite_app;
