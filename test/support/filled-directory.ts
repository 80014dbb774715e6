/** Many users and groups in a directory, written by hand: what is read is the point, not how it came there. */
import { MIGRATION_FILLS } from '@syncline/core/storage/migration-fill.ts'
import type pg from 'pg'
import type { TestDirectory } from './test-directory.ts'
import { waitUntil } from './wait-until.ts'

export type DirectorySize = {
  readonly users: number
  readonly groups: number
  /** Behind all keys of the other directories of the site; default 0. */
  readonly firstKey?: number
}

/** Keys of groups begin here, behind `firstKey`. */
export const FIRST_GROUP = 500_000

/** Users 1… and groups 1…; group n has the members n … n + 9. User n changed n seconds after the beginning of 2024. */
export async function fillDirectory(
  pool: pg.Pool,
  { siteId, directoryId }: TestDirectory,
  { users, groups, firstKey = 0 }: DirectorySize,
): Promise<void> {
  await pool.query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, external_id,
                                 display_name_key, email_key, created_at, last_modified, resource, compared)
     select $1, $2, $3::bigint + n, gen_random_uuid(), n % 10 > 0, 1, 'user-' || n, 'E' || n, 'name ' || n % ($4::integer / 50),
            'user-' || n || '@example.com', now(), '2024-01-01T00:00:00Z'::timestamptz + n * interval '1 second',
            jsonb_build_object('userName', 'User-' || n, 'externalId', 'E' || n,
              'displayName', 'Name ' || n % ($4::integer / 50), 'title', 'T' || n % 3, 'active', n % 10 > 0,
              'emails', jsonb_build_array(
                jsonb_build_object('value', 'User-' || n || '@example.com', 'type', 'work', 'primary', true),
                jsonb_build_object('value', 'home-' || n % ($4::integer / 100) || '@example.com', 'type', 'home'))), '{}'
     from generate_series(1, $4::integer) n`,
    [siteId, directoryId, firstKey, users],
  )
  await pool.query(
    `insert into directory_user_email (site_id, directory_id, email_key, user_key)
     select $1, $2, email, $3::bigint + n
     from generate_series(1, $4::integer) n,
          unnest(array['user-' || n || '@example.com', 'home-' || n % ($4::integer / 100) || '@example.com']) email`,
    [siteId, directoryId, firstKey, users],
  )
  await pool.query(
    `insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, external_id,
                                  created_at, last_modified, resource, compared)
     select $1, $2, $3::bigint + ${FIRST_GROUP} + n, gen_random_uuid(), 1, 10, 'group ' || n, 'G' || n, now(), now(),
            jsonb_build_object('displayName', 'Group ' || n, 'externalId', 'G' || n), '{}'
     from generate_series(1, $4::integer) n`,
    [siteId, directoryId, firstKey, groups],
  )
  await pool.query(
    `insert into directory_member (site_id, group_key, member_key)
     select $1, $2::bigint + ${FIRST_GROUP} + n, $2::bigint + n + m
     from generate_series(1, $3::integer) n, generate_series(0, 9) m`,
    [siteId, firstKey, groups],
  )
  await pool.query(
    `insert into counter (site_id, directory_id, name, value) values ($1, $2, 'users', $3), ($1, $2, 'groups', $4)`,
    [siteId, directoryId, users, groups],
  )
}

/** Computes what SQL must not; then the statistics. To be called when all directories are filled. */
export async function finishFilling(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await MIGRATION_FILLS['compared-values']?.(client)
  } finally {
    client.release()
  }
  // Plans go by how many pages are seen by all. The first pass may miss some: commits that are not flushed yet, older snapshots.
  await waitUntil(
    () => vacuumed(pool),
    (seen) => seen,
    { intervalMs: 200 },
  )
}

async function vacuumed(pool: pg.Pool): Promise<boolean> {
  // Without index_cleanup, a pass that finds only few dead rows left leaves them there, and each later one as well.
  await pool.query('vacuum (analyze, index_cleanup on)')
  const { rows } = await pool.query<{ seen: boolean }>(
    `select bool_and(relallvisible >= relpages) as seen from pg_class
     where relname in ('directory_user', 'directory_group', 'directory_member')`,
  )
  return rows[0]?.seen === true
}
