-- A workshop's truth is its log (tx). Everything that can be derived from it (record, and the texts in workshop) is
-- written behind. Times in tx are epoch milliseconds, as on the wire; elsewhere they are timestamptz.

create table workshop (
  id             text primary key,
  code           text unique,
  code_expires   timestamptz,
  status         text not null default 'open' check (status in ('open', 'closed')),
  title          text not null,
  territory      text,
  language       text not null,
  template       text,
  series         text,
  edition        text,
  created_at     timestamptz not null,
  epoch          bigint not null default 0,
  seq            bigint not null default 0,
  checkpoint_seq bigint not null default 0,
  check (checkpoint_seq between 0 and seq)
) with (fillfactor = 50); -- every commit updates a row in place: room on its page keeps the indexes out of it

comment on table workshop is 'One row for each workshop. Title, territory and language follow the log within seconds.';
comment on column workshop.code is 'What people type to join; null once nobody can.';
comment on column workshop.status is 'closed: the code lets nobody in any more.';
comment on column workshop.epoch is 'Grows each time a server opens the workshop; only the latest may append.';
comment on column workshop.seq is 'The place of the last transaction.';
comment on column workshop.checkpoint_seq is 'The place of the last transaction that the rows in record stand for.';

create table person (
  workshop_id  text not null references workshop on delete cascade,
  id           text not null,
  name         text not null,
  organisation text,
  joined_at    timestamptz not null,
  primary key (workshop_id, id)
);

comment on table person is 'The names behind the participant ids of the log. Deleting a row erases the person, and the workshop stays whole.';

create table credential (
  hash        bytea primary key,
  workshop_id text not null,
  person_id   text not null,
  created_at  timestamptz not null,
  foreign key (workshop_id, person_id) references person on delete cascade
);

create index credential_person on credential (workshop_id, person_id);

comment on table credential is 'Who may come in: the SHA-256 of each token; the tokens themselves are kept nowhere.';

-- No foreign key: the statement that appends takes the workshop's row, so the workshop exists.
create table tx (
  workshop_id text not null,
  seq         bigint not null,
  author      text not null,
  client      text collate "C" not null,
  counter     bigint not null,
  id          text not null,
  at          bigint not null,
  digest      bigint not null,
  ops         json not null,
  primary key (workshop_id, seq),
  unique (workshop_id, author, client, counter)
);

comment on table tx is 'The log: every accepted change, in the workshop''s one order. Rows are only ever added.';
comment on column tx.author is 'A participant''s id, or server.';
comment on column tx.client is 'What stands before the last dash of the id: one page load of one device; or the whole id.';
comment on column tx.counter is 'What follows the last dash; -1 for an id of another form.';
comment on column tx.at is 'When it was accepted, in epoch milliseconds.';
comment on column tx.digest is 'Of the operations as sent: tells a resend from another body under the same id.';

-- json, not jsonb: numbers come back exactly as the log has them.
create table record (
  workshop_id text not null,
  id          text not null,
  type        text not null,
  kind        text,
  title       text,
  data        json not null,
  deleted     boolean not null,
  primary key (workshop_id, id)
) with (fillfactor = 80);

comment on table record is 'The latest state of everything on the boards, seconds behind the log.';
comment on column record.data is 'All properties, kind and title included.';
comment on column record.deleted is 'Whether it was put into the bin itself; the views leave out what hangs on it, too.';

create view card as
select r.workshop_id, r.id, r.kind, r.title, r.data ->> 'body' as body, r.data ->> 'author' as author,
       r.data ->> 'family' as family, coalesce(r.data ->> 'status', 'active') as status, r.data
from record r
where r.type = 'card' and not r.deleted;

comment on view card is 'The cards on the boards.';

create view link as
select r.workshop_id, r.id, r.kind, r.data ->> 'from' as from_id, r.data ->> 'to' as to_id,
       origin.title as from_title, target.title as to_title,
       r.data ->> 'polarity' as polarity, r.data ->> 'strength' as strength, r.data ->> 'author' as author, r.data
from record r
join record origin on origin.workshop_id = r.workshop_id and origin.id = r.data ->> 'from' and not origin.deleted
join record target on target.workshop_id = r.workshop_id and target.id = r.data ->> 'to' and not target.deleted
where r.type = 'link' and not r.deleted;

comment on view link is 'The links on the boards: both of their ends are there.';

create view proposal as
select r.workshop_id, r.id, r.title, r.data
from record r
where r.type = 'proposal' and not r.deleted;

comment on view proposal is 'The cooperation proposals on the boards.';
