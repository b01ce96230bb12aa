-- Returns in preparation: what a focal point has entered and not sent yet; and what their certificates say of a quarter.

create table return_draft (
  participant text not null,
  type        text not null check (type in ('PRODUCTION', 'TRADE', 'CERTIFICATES')),
  period      text not null,
  data        jsonb not null,
  -- The file that its rows were read from.
  file        bytea,
  file_name   text,
  by_name     text not null,
  updated_at  timestamptz not null,
  primary key (participant, type, period)
);
comment on table return_draft is 'working: returns not yet sent, one for each Participant, type and period';

create index certificate_left on certificate (participant, exported_at) where exported_at is not null;
create index certificate_arrived on certificate (importing_authority, confirmed_at) where confirmed_at is not null;

grant select, insert, update, delete on return_draft to kimberlite_app;
