alter table record add column revisions json;

comment on column record.revisions is 'How many edits each long text has been through; null for none.';

-- Where in the log each edit of a text stands: whoever made theirs on an older revision needs those that came in between.
create table text_edit (
  workshop_id text not null,
  record_id   text not null,
  field       text not null,
  revision    bigint not null,
  seq         bigint not null,
  primary key (workshop_id, record_id, field, revision)
);

comment on table text_edit is 'An index of the log: the transaction that took a text from this revision to the next. The edit itself stands in tx only.';
