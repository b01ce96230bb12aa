-- Exchange: files of messages that national systems send, the webhooks that tell them what happened, and keys of the sandbox.

-- A number that a national system brings from its office's block does not move the office's own numbering forward.
alter table number_use add column brought boolean not null default false;

create table batch (
  id           uuid primary key,
  organisation text not null,
  kind         text not null check (kind in ('certificates', 'events')),
  name         text not null,
  sender       text not null,
  sender_name  text not null,
  reading      jsonb not null,
  received_at  timestamptz not null
);
comment on table batch is 'working: files that national systems sent; what came of them stands in the acts';
create index batch_organisation on batch (organisation, received_at);

create table batch_row (
  batch        uuid not null references batch (id) on delete cascade,
  place        integer not null check (place > 0),
  organisation text not null,
  kind         text not null,
  row_id       text not null,
  message      jsonb,
  digest       bytea not null,
  state        text not null check (state in ('waiting', 'done', 'repeated', 'refused')),
  problems     jsonb not null default '[]',
  result       jsonb,
  primary key (batch, place)
);
comment on table batch_row is 'working: each row of such a file and what came of it, changed in the transaction that records its acts';
-- A sender's row id is done once, in whichever file it comes.
create unique index batch_row_once on batch_row (organisation, kind, row_id) where state = 'done';
create index batch_row_waiting on batch_row (batch, place) where state = 'waiting';

create table webhook (
  id            uuid primary key,
  organisation  text not null,
  url           text not null,
  events        text[] not null,
  secret        integer not null,
  from_position bigint not null,
  registered_by text not null,
  registered_at timestamptz not null,
  disabled_at   timestamptz,
  disabled_why  text,
  removed_at    timestamptz
);
comment on table webhook is 'projection: addresses of national systems that want to hear of acts; secret counts how often the secret was changed';
create index webhook_organisation on webhook (organisation);

create table webhook_cursor (
  webhook  uuid primary key,
  position bigint not null
);
comment on table webhook_cursor is 'working: the first position of the log that a webhook has not been told of yet';

create table webhook_delivery (
  webhook      uuid not null,
  position     bigint not null,
  id           text not null,
  type         text not null,
  body         text not null,
  state        text not null check (state in ('waiting', 'delivered', 'given-up')),
  tries        integer not null default 0,
  first_try    timestamptz,
  last_try     timestamptz,
  next_try     timestamptz not null,
  status       integer,
  failure      text,
  delivered_at timestamptz,
  primary key (webhook, position)
);
comment on table webhook_delivery is 'working: what was told to whom, when, and what they answered';
create index webhook_delivery_waiting on webhook_delivery (webhook, position) where state = 'waiting';

create table sandbox_key (
  api_key      uuid primary key,
  organisation text not null,
  ends_at      timestamptz not null
);
comment on table sandbox_key is 'working: when each key of the sandbox ends';

grant select, insert, update, delete on batch, batch_row, webhook, webhook_cursor, webhook_delivery, sandbox_key to kimberlite_app;
