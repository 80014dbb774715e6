-- The schema after all migrations. Made by "npm run schema"; a test compares it. Changes go into a new migration.

create sequence extension_index_id as integer increment 1 minvalue 1 maxvalue 2147483647 start 1 cache 1;

create sequence operation_seq as bigint increment 1 minvalue 1 maxvalue 9223372036854775807 start 1 cache 1;

create table access_grant (
  site_id integer not null,
  app_key bigint not null,
  site_group_key bigint not null,
  granted_at timestamp with time zone not null,
  granted_by text not null,
  constraint access_grant_pkey PRIMARY KEY (site_id, app_key, site_group_key)
);

create table account (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  audience text not null,
  class text not null,
  active boolean not null,
  switched_off_by text,
  email text not null,
  email_key text collate "C" not null,
  display_name text,
  profile jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint account_audience_check CHECK ((audience = ANY (ARRAY['workforce'::text, 'customers'::text]))),
  constraint account_class_check CHECK ((class = ANY (ARRAY['managed'::text, 'external'::text, 'portal-only'::text]))),
  constraint account_switched_off_by_check CHECK ((switched_off_by = ANY (ARRAY['directory'::text, 'admin'::text]))),
  constraint account_pkey PRIMARY KEY (site_id, key),
  constraint account_email UNIQUE (site_id, audience, email_key) DEFERRABLE,
  constraint account_site_id_id_key UNIQUE (site_id, id)
);

create table admin (
  id integer not null generated always as identity,
  name text not null,
  hash bytea not null,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  prefix text collate "C" not null,
  expires_at timestamp with time zone not null,
  constraint admin_pkey PRIMARY KEY (id),
  constraint admin_hash_key UNIQUE (hash),
  constraint admin_prefix_key UNIQUE (prefix)
);

create table admin_role (
  id integer not null generated always as identity,
  admin_id integer not null,
  site_id integer,
  role text not null,
  constraint admin_role_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'agent'::text, 'operator'::text, 'access'::text, 'admin'::text]))),
  constraint admin_role_pkey PRIMARY KEY (id)
);

create table app (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  kind text not null,
  name text not null,
  name_key text collate "C" not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint app_kind_check CHECK ((kind = ANY (ARRAY['app'::text, 'project'::text]))),
  constraint app_pkey PRIMARY KEY (site_id, key),
  constraint app_name UNIQUE (site_id, kind, name_key) DEFERRABLE,
  constraint app_site_id_id_key UNIQUE (site_id, id)
);

create table async_request (
  site_id integer not null,
  txn uuid not null,
  directory_id integer not null,
  operation_id uuid not null,
  accepted_at timestamp with time zone not null default now(),
  bulk_elements json,
  constraint async_request_pkey PRIMARY KEY (site_id, txn),
  constraint async_request_site_id_operation_id_key UNIQUE (site_id, operation_id)
);

create table bulk (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  digest uuid not null,
  fail_on_errors integer,
  operation_ids uuid[] not null,
  last_seq bigint not null,
  settled integer not null default 0,
  errors integer not null default 0,
  stopped boolean not null default false,
  finished_at timestamp with time zone,
  delivered boolean not null default false,
  accepted_at timestamp with time zone not null default clock_timestamp(),
  constraint bulk_pkey PRIMARY KEY (site_id, id)
);

create table change (
  site_id integer not null,
  applied_seq bigint not null,
  n integer not null,
  operation_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  before jsonb,
  after jsonb,
  constraint change_pkey PRIMARY KEY (site_id, applied_seq, n, operation_id)
) partition by RANGE (operation_id);

create table conflict (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  directory_id integer not null,
  record_key bigint not null,
  record_id uuid not null,
  site_group_key bigint not null,
  site_group_id uuid not null,
  kind text not null,
  name text not null,
  name_key text collate "C" not null,
  state text not null,
  version integer not null,
  decision text,
  given_name text,
  decided_by text,
  decided_at timestamp with time zone,
  decided_in uuid,
  first_seen timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint conflict_decision_check CHECK ((decision = ANY (ARRAY['accept'::text, 'merge'::text, 'keep'::text, 'rename'::text]))),
  constraint conflict_kind_check CHECK ((kind = ANY (ARRAY['local-group'::text, 'owned-by-other-directory'::text, 'default-group'::text, 'rename-clash'::text]))),
  constraint conflict_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text, 'resolved'::text, 'superseded'::text, 'undone'::text]))),
  constraint conflict_pkey PRIMARY KEY (site_id, key),
  constraint conflict_site_id_id_key UNIQUE (site_id, id)
);

create table control_event (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  actor text not null,
  action text not null,
  site_id integer,
  directory_id integer,
  detail jsonb not null default '{}'::jsonb,
  reason text,
  constraint control_event_pkey PRIMARY KEY (id)
);

create table counter (
  site_id integer not null,
  directory_id integer not null,
  name text collate "C" not null,
  value bigint not null,
  constraint counter_pkey PRIMARY KEY (site_id, directory_id, name)
);

create table credential (
  id integer not null generated always as identity,
  site_id integer not null,
  directory_id integer not null,
  name text not null,
  prefix text collate "C" not null,
  hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  drops_pending boolean not null default false,
  kind text not null default 'key'::text,
  access text not null default 'write'::text,
  constraint credential_access_check CHECK ((access = ANY (ARRAY['read'::text, 'write'::text]))),
  constraint credential_expires CHECK (((kind = 'oauth-client'::text) OR (expires_at IS NOT NULL))),
  constraint credential_kind_check CHECK ((kind = ANY (ARRAY['key'::text, 'oauth-client'::text]))),
  constraint credential_pkey PRIMARY KEY (id),
  constraint credential_hash_key UNIQUE (hash),
  constraint credential_prefix_key UNIQUE (prefix)
);

create table dead_letter (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  seq bigint not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint dead_letter_pkey PRIMARY KEY (site_id, operation_id)
);

create table directory (
  id integer not null generated always as identity,
  site_id integer not null,
  public_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  audience text not null default 'workforce'::text,
  mode text not null default 'lenient'::text,
  created_at timestamp with time zone not null default now(),
  settings jsonb not null default '{}'::jsonb,
  schemas_digest text collate "C" not null default ''::text,
  phase text not null default 'syncing'::text,
  paused text,
  paused_at timestamp with time zone,
  losses_reported_at timestamp with time zone,
  disconnected_at timestamp with time zone,
  purged_at timestamp with time zone,
  guard_reported_at timestamp with time zone,
  constraint directory_audience_check CHECK ((audience = ANY (ARRAY['workforce'::text, 'customers'::text]))),
  constraint directory_mode_check CHECK ((mode = ANY (ARRAY['lenient'::text, 'strict'::text]))),
  constraint directory_paused_check CHECK ((paused = ANY (ARRAY['hold'::text, 'refuse'::text]))),
  constraint directory_phase_check CHECK ((phase = ANY (ARRAY['reviewing'::text, 'starting'::text, 'syncing'::text, 'disconnected'::text]))),
  constraint directory_pkey PRIMARY KEY (id),
  constraint directory_public_id_key UNIQUE (public_id),
  constraint directory_site_id_name_key_key UNIQUE (site_id, name_key)
);

create table directory_group (
  site_id integer not null,
  directory_id integer not null,
  key bigint not null,
  id uuid not null,
  version integer not null,
  member_count integer not null,
  display_name_key text collate "C" not null,
  external_id text collate "C",
  created_at timestamp with time zone not null,
  last_modified timestamp with time zone not null,
  resource jsonb not null,
  compared jsonb not null,
  constraint directory_group_pkey PRIMARY KEY (site_id, directory_id, key),
  constraint directory_group_name UNIQUE (site_id, directory_id, display_name_key) DEFERRABLE,
  constraint directory_group_site_id_id_key UNIQUE (site_id, id)
) with (fillfactor=70);

create table directory_member (
  group_key bigint not null,
  member_key bigint not null,
  site_id integer not null,
  nested boolean not null default false,
  constraint directory_member_pkey PRIMARY KEY (site_id, group_key, member_key)
);

create table directory_user (
  site_id integer not null,
  directory_id integer not null,
  key bigint not null,
  id uuid not null,
  active boolean not null,
  version integer not null,
  user_name_key text collate "C" not null,
  external_id text collate "C",
  display_name_key text collate "C",
  email_key text collate "C",
  created_at timestamp with time zone not null,
  last_modified timestamp with time zone not null,
  resource jsonb not null,
  compared jsonb not null,
  manager_id uuid generated always as (
CASE
    WHEN ((resource #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'::text[]) ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'::text) THEN ((resource #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'::text[]))::uuid
    ELSE NULL::uuid
END) stored,
  constraint directory_user_pkey PRIMARY KEY (site_id, directory_id, key),
  constraint directory_user_name UNIQUE (site_id, directory_id, user_name_key) DEFERRABLE,
  constraint directory_user_site_id_id_key UNIQUE (site_id, id)
);

create table directory_user_email (
  site_id integer not null,
  directory_id integer not null,
  email_key text collate "C" not null,
  user_key bigint not null,
  constraint directory_user_email_pkey PRIMARY KEY (site_id, directory_id, email_key, user_key)
);

create table directory_value (
  site_id integer not null,
  directory_id integer not null,
  index_id integer not null,
  value_key text collate "C" not null,
  record_key bigint not null,
  constraint directory_value_pkey PRIMARY KEY (site_id, directory_id, index_id, value_key, record_key)
);

create table dirty (
  site_id integer not null,
  key bigint not null,
  directory_id integer not null,
  operation_id uuid not null,
  begins boolean not null default false,
  loss boolean not null default false,
  since timestamp with time zone not null default now(),
  failure text,
  gone jsonb,
  guarded boolean not null default false,
  freed jsonb,
  constraint dirty_pkey PRIMARY KEY (site_id, key)
);

create table domain (
  site_id integer not null,
  name_key text collate "C" not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  name text not null,
  token text not null,
  verified_by text,
  checked_at timestamp with time zone,
  missing_since timestamp with time zone,
  directory_id integer,
  constraint domain_verified CHECK (((verified_at IS NULL) = (verified_by IS NULL))),
  constraint domain_verified_by_check CHECK ((verified_by = ANY (ARRAY['dns'::text, 'operator'::text]))),
  constraint domain_pkey PRIMARY KEY (site_id, name_key)
);

create table erasure (
  site_id integer not null,
  id uuid not null,
  person_id uuid,
  directory_id integer,
  subjects uuid[] not null default '{}'::uuid[],
  traces jsonb,
  actor text not null,
  reason text,
  began_at timestamp with time zone not null default now(),
  state text not null default 'finding'::text,
  walked_to bigint not null default 0,
  finished_at timestamp with time zone,
  constraint erasure_check CHECK (((person_id IS NULL) <> (directory_id IS NULL))),
  constraint erasure_check1 CHECK (((state = 'finished'::text) = (finished_at IS NOT NULL))),
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['finding'::text, 'blanking'::text, 'finished'::text]))),
  constraint erasure_pkey PRIMARY KEY (site_id, id)
);

create table extension_schema (
  id integer not null generated always as identity,
  site_id integer not null,
  directory_id integer not null,
  urn text not null,
  urn_key text collate "C" not null,
  resource_type text not null,
  required boolean not null,
  version integer not null default 1,
  document jsonb not null,
  indexes jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint extension_schema_resource_type_check CHECK ((resource_type = ANY (ARRAY['User'::text, 'Group'::text]))),
  constraint extension_schema_pkey PRIMARY KEY (id),
  constraint extension_schema_directory_id_urn_key_key UNIQUE (directory_id, urn_key)
);

create table group_copy (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  kind text not null,
  conflict_key bigint,
  site_group_key bigint not null,
  site_group_id uuid not null,
  audience text not null,
  name text not null,
  source text not null,
  made_group boolean not null default false,
  grants jsonb not null default '[]'::jsonb,
  operation_id uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  default_access boolean not null default false,
  constraint group_copy_audience_check CHECK ((audience = ANY (ARRAY['workforce'::text, 'customers'::text]))),
  constraint group_copy_kind_check CHECK ((kind = ANY (ARRAY['decision'::text, 'deleted'::text]))),
  constraint group_copy_source_check CHECK ((source = ANY (ARRAY['local'::text, 'synced'::text]))),
  constraint group_copy_pkey PRIMARY KEY (site_id, key),
  constraint group_copy_site_id_id_key UNIQUE (site_id, id)
);

create table group_copy_member (
  site_id integer not null,
  copy_key bigint not null,
  account_key bigint not null,
  origin integer not null,
  constraint group_copy_member_pkey PRIMARY KEY (site_id, copy_key, account_key, origin)
);

create table group_link (
  site_id integer not null,
  group_key bigint not null,
  site_group_key bigint not null,
  name_kept_for text collate "C",
  constraint group_link_pkey PRIMARY KEY (site_id, group_key),
  constraint group_link_one UNIQUE (site_id, site_group_key) DEFERRABLE
);

create table guard_item (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  directory_id integer not null,
  record_key bigint not null,
  record_id uuid not null,
  kind text not null,
  state text not null,
  account_key bigint,
  account_id uuid,
  site_group_key bigint,
  site_group_id uuid,
  external_id text collate "C",
  email_key text collate "C",
  name text,
  email text,
  groups jsonb not null default '[]'::jsonb,
  kept bigint[] not null default '{}'::bigint[],
  gone jsonb,
  people integer not null,
  operation_id uuid not null,
  since timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint guard_item_kind_check CHECK ((kind = ANY (ARRAY['deactivated'::text, 'deleted'::text, 'left-access'::text, 'group-deleted'::text, 'group-emptied'::text]))),
  constraint guard_item_state_check CHECK ((state = ANY (ARRAY['held'::text, 'releasing'::text, 'rejecting'::text, 'rejected'::text, 'released'::text, 'ended'::text, 'superseded'::text]))),
  constraint guard_item_pkey PRIMARY KEY (site_id, key),
  constraint guard_item_site_id_id_key UNIQUE (site_id, id)
);

create table guard_loss (
  site_id integer not null,
  key bigint not null,
  directory_id integer not null,
  account_key bigint not null,
  at timestamp with time zone not null,
  base integer not null,
  site_base integer not null,
  counts boolean not null default true,
  item_key bigint,
  constraint guard_loss_pkey PRIMARY KEY (site_id, key)
);

create table hold (
  site_id integer not null,
  record_key bigint not null,
  kind text not null,
  basis_key text collate "C",
  since timestamp with time zone not null,
  by text not null,
  constraint hold_pkey PRIMARY KEY (site_id, record_key, kind)
);

create table idempotency_key (
  site_id integer not null,
  directory_id integer not null,
  key text collate "C" not null,
  digest uuid not null,
  operation_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (site_id, directory_id, key)
);

create table lane (
  site_id integer not null,
  applied_seq bigint not null default 0,
  next_key bigint not null default 1,
  claim_floor bigint not null default 0,
  floor_candidate bigint not null default 0,
  floor_marked_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone not null default now(),
  retry_at timestamp with time zone,
  failure text,
  suspect_last bigint not null default 0,
  suspect_size integer not null default 0,
  constraint lane_pkey PRIMARY KEY (site_id)
);

create table lane_attempt (
  site_id integer not null,
  base bigint not null,
  first bigint not null,
  last bigint not null,
  size integer not null,
  count integer not null,
  constraint lane_attempt_pkey PRIMARY KEY (site_id)
);

create table migration (
  number integer not null,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (number)
);

create table oauth_secret (
  id integer not null generated always as identity,
  credential_id integer not null,
  prefix text collate "C" not null,
  hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint oauth_secret_pkey PRIMARY KEY (id),
  constraint oauth_secret_hash_key UNIQUE (hash),
  constraint oauth_secret_prefix_key UNIQUE (prefix)
);

create table oauth_token (
  hash bytea not null,
  credential_id integer not null,
  secret_id integer,
  access text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  trust_id integer,
  constraint oauth_token_access_check CHECK ((access = ANY (ARRAY['read'::text, 'write'::text]))),
  constraint oauth_token_pkey PRIMARY KEY (hash)
);

create table oauth_trust (
  id integer not null generated always as identity,
  credential_id integer not null,
  prefix text collate "C" not null,
  issuer text not null,
  audience text not null,
  subject text not null,
  tenant text,
  jwks_uri text,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint oauth_trust_pkey PRIMARY KEY (id),
  constraint oauth_trust_prefix_key UNIQUE (prefix)
);

create table operation (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  credential_id integer,
  actor text not null,
  method text,
  resource_type text,
  resource_id uuid,
  if_match text,
  body json,
  secret_sent boolean not null default false,
  accepted_at timestamp with time zone not null default clock_timestamp(),
  bulk json,
  command text,
  constraint operation_method_check CHECK ((method = ANY (ARRAY['POST'::text, 'PUT'::text, 'PATCH'::text, 'DELETE'::text]))),
  constraint operation_resource_type_check CHECK ((resource_type = ANY (ARRAY['User'::text, 'Group'::text]))),
  constraint operation_pkey PRIMARY KEY (site_id, id)
) partition by RANGE (id);

create table outcome (
  site_id integer not null,
  operation_id uuid not null,
  applied_seq bigint not null,
  status smallint not null,
  scim_type text,
  detail text,
  resource_id uuid,
  version integer,
  created_at timestamp with time zone,
  last_modified timestamp with time zone,
  resource json,
  applied_at timestamp with time zone not null,
  constraint outcome_pkey PRIMARY KEY (site_id, operation_id)
) partition by RANGE (operation_id);

create table pending (
  site_id integer not null,
  directory_id integer not null,
  seq bigint not null default nextval('operation_seq'::regclass),
  operation_id uuid not null,
  target_id uuid,
  digest uuid not null,
  cost integer not null default 1,
  accepted_at timestamp with time zone not null default clock_timestamp(),
  constraint pending_pkey PRIMARY KEY (site_id, directory_id, seq)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=10000, autovacuum_vacuum_cost_delay=0);

create table preview (
  site_id integer not null,
  id uuid not null,
  directory_id integer not null,
  state text not null default 'waiting'::text,
  actor text not null,
  reason text,
  asked_at timestamp with time zone not null default clock_timestamp(),
  finished_at timestamp with time zone,
  tries integer not null default 0,
  as_of_seq bigint,
  next_key bigint,
  counts jsonb,
  failure text,
  constraint preview_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text]))),
  constraint preview_pkey PRIMARY KEY (site_id, id)
);

create table preview_absent (
  site_id integer not null,
  preview_id uuid not null,
  account_key bigint not null,
  pairs jsonb not null,
  constraint preview_absent_pkey PRIMARY KEY (site_id, preview_id, account_key)
);

create table preview_row (
  site_id integer not null,
  preview_id uuid not null,
  record_key bigint not null,
  record_id uuid not null,
  type text not null,
  kind text not null,
  target_id uuid,
  other_id uuid,
  active boolean,
  class text,
  external boolean not null,
  notices text[] not null,
  members integer,
  inside integer,
  outside integer,
  failure text,
  constraint preview_row_type_check CHECK ((type = ANY (ARRAY['User'::text, 'Group'::text]))),
  constraint preview_row_pkey PRIMARY KEY (site_id, preview_id, record_key)
);

create table redelivery (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  digest uuid not null,
  waiter uuid,
  delivered boolean not null default false,
  expires_at timestamp with time zone not null,
  constraint redelivery_pkey PRIMARY KEY (site_id, operation_id)
);

create table signing_key (
  kid text collate "C" not null,
  public_jwk jsonb not null,
  private_jwk jsonb not null,
  created_at timestamp with time zone not null default now(),
  signs_from timestamp with time zone not null,
  published_until timestamp with time zone,
  constraint signing_key_pkey PRIMARY KEY (kid)
);

create table site (
  id integer not null generated always as identity,
  public_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  created_at timestamp with time zone not null default now(),
  settings jsonb not null default '{}'::jsonb,
  constraint site_pkey PRIMARY KEY (id),
  constraint site_name_key_key UNIQUE (name_key),
  constraint site_public_id_key UNIQUE (public_id)
);

create table site_group (
  site_id integer not null,
  key bigint not null,
  id uuid not null,
  audience text not null,
  source text not null,
  name text not null,
  name_key text collate "C" not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  default_access boolean not null default false,
  left_by integer,
  constraint site_group_audience_check CHECK ((audience = ANY (ARRAY['workforce'::text, 'customers'::text]))),
  constraint site_group_source_check CHECK ((source = ANY (ARRAY['local'::text, 'synced'::text]))),
  constraint site_group_pkey PRIMARY KEY (site_id, key),
  constraint site_group_name UNIQUE (site_id, audience, name_key) DEFERRABLE,
  constraint site_group_site_id_id_key UNIQUE (site_id, id)
);

create table site_member (
  group_key bigint not null,
  account_key bigint not null,
  site_id integer not null,
  origin integer not null,
  constraint site_member_pkey PRIMARY KEY (site_id, group_key, account_key, origin)
);

create table start (
  site_id integer not null,
  operation_id uuid not null,
  directory_id integer not null,
  preview_id uuid,
  state text not null,
  walked_to bigint not null default 0,
  records bigint not null,
  walked bigint not null default 0,
  began_seq bigint not null,
  ended_seq bigint,
  actor text not null,
  reason text,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  report jsonb,
  constraint start_state_check CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text]))),
  constraint start_pkey PRIMARY KEY (site_id, operation_id)
);

create table start_difference (
  site_id integer not null,
  operation_id uuid not null,
  record_key bigint not null,
  record_id uuid not null,
  type text not null,
  kind_before text,
  kind_now text,
  target_before uuid,
  target_now uuid,
  other_before uuid,
  other_now uuid,
  changed_by uuid,
  changed_seq bigint,
  changed_what text,
  constraint start_difference_pkey PRIMARY KEY (site_id, operation_id, record_key)
);

create table tombstone (
  site_id integer not null,
  directory_id integer not null,
  audience text not null,
  external_id text collate "C" not null,
  account_key bigint not null,
  since_key bigint not null,
  expires_at timestamp with time zone not null,
  constraint tombstone_audience_check CHECK ((audience = ANY (ARRAY['workforce'::text, 'customers'::text]))),
  constraint tombstone_pkey PRIMARY KEY (site_id, directory_id, audience, external_id)
);

create table user_link (
  site_id integer not null,
  user_key bigint not null,
  account_key bigint not null,
  kind text not null,
  joins boolean not null default true,
  made_by text not null default 'lane'::text,
  constraint user_link_kind_check CHECK ((kind = ANY (ARRAY['owning'::text, 'member'::text]))),
  constraint user_link_pkey PRIMARY KEY (site_id, user_key)
);

alter table admin_role add constraint admin_role_admin_id_fkey FOREIGN KEY (admin_id) REFERENCES admin(id);

alter table admin_role add constraint admin_role_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id);

alter table credential add constraint credential_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directory(id);

alter table credential add constraint credential_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id);

alter table directory add constraint directory_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id);

alter table domain add constraint domain_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directory(id);

alter table domain add constraint domain_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id);

alter table extension_schema add constraint extension_schema_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directory(id);

alter table extension_schema add constraint extension_schema_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id);

alter table oauth_secret add constraint oauth_secret_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credential(id);

alter table oauth_token add constraint oauth_token_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credential(id);

alter table oauth_token add constraint oauth_token_secret_id_fkey FOREIGN KEY (secret_id) REFERENCES oauth_secret(id);

alter table oauth_token add constraint oauth_token_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES oauth_trust(id);

alter table oauth_trust add constraint oauth_trust_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credential(id);

CREATE INDEX access_grant_reverse ON public.access_grant USING btree (site_id, site_group_key, app_key);

CREATE UNIQUE INDEX admin_role_once ON public.admin_role USING btree (admin_id, COALESCE(site_id, 0), role);

CREATE INDEX async_request_accepted ON public.async_request USING btree (accepted_at);

CREATE INDEX bulk_digest ON public.bulk USING btree (site_id, directory_id, digest);

CREATE INDEX conflict_closed ON public.conflict USING btree (closed_at) WHERE (closed_at IS NOT NULL);

CREATE INDEX conflict_group ON public.conflict USING btree (site_id, site_group_key, key);

CREATE UNIQUE INDEX conflict_live ON public.conflict USING btree (site_id, record_key) WHERE (state = ANY (ARRAY['open'::text, 'decided'::text]));

CREATE INDEX conflict_record ON public.conflict USING btree (site_id, record_key, key);

CREATE INDEX conflict_state ON public.conflict USING btree (site_id, state, key);

CREATE INDEX control_event_site ON public.control_event USING btree (site_id, id);

CREATE INDEX credential_directory ON public.credential USING btree (directory_id);

CREATE INDEX credential_dropping ON public.credential USING btree (site_id) WHERE drops_pending;

CREATE INDEX directory_group_external_id ON public.directory_group USING btree (site_id, directory_id, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX directory_member_nested ON public.directory_member USING btree (site_id, group_key) WHERE nested;

CREATE INDEX directory_member_reverse ON public.directory_member USING btree (site_id, member_key, group_key);

CREATE INDEX directory_user_display_name ON public.directory_user USING btree (site_id, directory_id, display_name_key) WHERE (display_name_key IS NOT NULL);

CREATE INDEX directory_user_external_id ON public.directory_user USING btree (site_id, directory_id, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX directory_user_last_modified ON public.directory_user USING btree (site_id, directory_id, last_modified) WHERE (last_modified IS NOT NULL);

CREATE INDEX directory_user_manager ON public.directory_user USING btree (site_id, directory_id, manager_id) WHERE (manager_id IS NOT NULL);

CREATE INDEX dirty_directory ON public.dirty USING btree (site_id, directory_id, key);

CREATE INDEX dirty_first ON public.dirty USING btree (site_id, directory_id, key) WHERE (((gone IS NOT NULL) OR (freed IS NOT NULL)) AND (failure IS NULL));

CREATE INDEX dirty_loss ON public.dirty USING btree (site_id, directory_id, since) WHERE loss;

CREATE UNIQUE INDEX erasure_directory ON public.erasure USING btree (site_id, directory_id) WHERE (directory_id IS NOT NULL);

CREATE UNIQUE INDEX erasure_person ON public.erasure USING btree (site_id, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX erasure_walk ON public.erasure USING btree (began_at) WHERE (finished_at IS NULL);

CREATE INDEX group_copy_conflict ON public.group_copy USING btree (site_id, conflict_key) WHERE (conflict_key IS NOT NULL);

CREATE INDEX group_copy_expiry ON public.group_copy USING btree (expires_at);

CREATE INDEX group_copy_group ON public.group_copy USING btree (site_id, site_group_key, key);

CREATE INDEX guard_item_account ON public.guard_item USING btree (site_id, account_key) WHERE (closed_at IS NULL);

CREATE INDEX guard_item_closed ON public.guard_item USING btree (closed_at) WHERE (closed_at IS NOT NULL);

CREATE UNIQUE INDEX guard_item_live ON public.guard_item USING btree (site_id, record_key) WHERE (closed_at IS NULL);

CREATE INDEX guard_item_state ON public.guard_item USING btree (site_id, state, key);

CREATE INDEX guard_loss_account ON public.guard_loss USING btree (site_id, account_key);

CREATE INDEX guard_loss_expiry ON public.guard_loss USING btree (at);

CREATE INDEX guard_loss_item ON public.guard_loss USING btree (site_id, item_key) WHERE (item_key IS NOT NULL);

CREATE INDEX guard_loss_window ON public.guard_loss USING btree (site_id, directory_id, at);

CREATE INDEX hold_basis ON public.hold USING btree (site_id, kind, basis_key);

CREATE INDEX hold_decided ON public.hold USING btree (site_id, kind) WHERE (by <> 'lane'::text);

CREATE INDEX hold_kind ON public.hold USING btree (site_id, kind, record_key);

CREATE INDEX idempotency_key_expiry ON public.idempotency_key USING btree (expires_at);

CREATE INDEX oauth_secret_credential ON public.oauth_secret USING btree (credential_id);

CREATE INDEX oauth_token_credential ON public.oauth_token USING btree (credential_id, created_at);

CREATE INDEX oauth_token_expiry ON public.oauth_token USING btree (expires_at);

CREATE INDEX oauth_trust_credential ON public.oauth_trust USING btree (credential_id);

CREATE INDEX operation_resource ON ONLY public.operation USING btree (resource_id, site_id, id);

CREATE INDEX outcome_applied ON ONLY public.outcome USING btree (site_id, applied_seq);

CREATE INDEX outcome_refused ON ONLY public.outcome USING btree (site_id, operation_id) WHERE (status >= 400);

CREATE INDEX pending_join ON public.pending USING btree (COALESCE(target_id, digest), directory_id, site_id, seq);

CREATE INDEX preview_directory ON public.preview USING btree (site_id, directory_id, asked_at);

CREATE INDEX preview_waiting ON public.preview USING btree (asked_at) WHERE (state = 'waiting'::text);

CREATE INDEX redelivery_digest ON public.redelivery USING btree (site_id, directory_id, digest);

CREATE INDEX site_member_reverse ON public.site_member USING btree (site_id, account_key, group_key);

CREATE UNIQUE INDEX start_running ON public.start USING btree (site_id, directory_id) WHERE (state = 'running'::text);

CREATE INDEX start_unreported ON public.start USING btree (ended_at) WHERE ((state = 'finished'::text) AND (report IS NULL));

CREATE INDEX tombstone_expiry ON public.tombstone USING btree (expires_at);

CREATE INDEX user_link_account ON public.user_link USING btree (site_id, account_key);

CREATE UNIQUE INDEX user_link_owner ON public.user_link USING btree (site_id, account_key) WHERE (kind = 'owning'::text);
