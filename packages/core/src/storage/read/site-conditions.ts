/** What a site was before a directory came to it, and the settings that say what becomes of its records: read for a verification. */
import type pg from 'pg'
import type { DirectoryPhase, ExternalUsers } from '../../domain/directory-policy.ts'
import type { Audience } from '../../domain/operation.ts'
import { directorySettings } from '../catalogue/directory-settings.ts'
import { builtInNames } from '../catalogue/site-settings.ts'
import { pages } from './pages.ts'
import { ACCOUNT_COLUMNS, type AccountRow, type SnapshotScope } from './site-snapshot.ts'

export type SiteConditions = {
  readonly audience: Audience
  readonly phase: DirectoryPhase
  readonly externalUsers: ExternalUsers
  /** Verified, in ASCII and small letters; true: assigned to another directory. */
  readonly domains: ReadonlyMap<string, boolean>
  /** Folded. */
  readonly builtInNames: ReadonlySet<string>
}

/** A local group of the audience, with the number of its people. */
export type LocalGroup = { readonly key: number; readonly name: string; readonly members: number }

const CONDITIONS = `
  select d.audience, d.phase, d.settings, t.settings as site_settings,
         coalesce((select json_agg(json_build_object(
                            'name', v.name_key,
                            'elsewhere', v.directory_id is not null and v.directory_id <> d.id))
                     from domain v where v.site_id = d.site_id and v.verified_at is not null), '[]') as domains
    from directory d
    join site t on t.id = d.site_id
   where d.site_id = $1 and d.id = $2`

/** @throws when the directory is gone */
export async function readSiteConditions(pool: pg.Pool, scope: SnapshotScope): Promise<SiteConditions> {
  type Row = Pick<SiteConditions, 'audience' | 'phase'> & {
    settings: unknown
    site_settings: unknown
    domains: readonly { readonly name: string; readonly elsewhere: boolean }[]
  }
  const [row] = (await pool.query<Row>(CONDITIONS, [scope.siteId, scope.directoryId])).rows
  if (row === undefined) throw new Error('the directory is gone')
  return {
    audience: row.audience,
    phase: row.phase,
    externalUsers: directorySettings(row.settings).externalUsers,
    domains: new Map(row.domains.map(({ name, elsewhere }) => [name, elsewhere])),
    builtInNames: builtInNames(row.site_settings),
  }
}

/** Accounts of the directory's audience that no record of another directory is linked to. */
export async function* readOpenAccounts(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<AccountRow> {
  const text = `
    select ${ACCOUNT_COLUMNS}
      from account a
     where a.site_id = $1 and a.audience = (select d.audience from directory d where d.id = $2) and a.key > $3
       and not exists (
         select from user_link l
           join directory_user u on u.site_id = l.site_id and u.key = l.user_key
          where l.site_id = a.site_id and l.account_key = a.key and u.directory_id <> $2)
     order by a.key
     limit $4`
  yield* pages<AccountRow>(pool, text, [scope.siteId, scope.directoryId], [0], (row) => [row.key])
}

export async function* readLocalGroups(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<LocalGroup> {
  const text = `
    select s.key, s.name,
           (select count(*) from site_member m where m.site_id = s.site_id and m.group_key = s.key) as members
      from site_group s
     where s.site_id = $1 and s.audience = (select d.audience from directory d where d.id = $2) and s.key > $3
       and s.source = 'local'
     order by s.key
     limit $4`
  yield* pages<LocalGroup>(pool, text, [scope.siteId, scope.directoryId], [0], (row) => [row.key])
}
