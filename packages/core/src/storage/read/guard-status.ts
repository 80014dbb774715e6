/** How near the directories of a site are to the limit of the deprovisioning guard, and the site as a whole. */
import type pg from 'pg'
import { type GuardLimit, limitOf } from '../../domain/guard-loss.ts'
import { directorySettings } from '../catalogue/directory-settings.ts'
import { guardLimit } from '../catalogue/guard-setting.ts'
import { siteSettings } from '../catalogue/site-settings.ts'
import type { Called } from './guard-items.ts'
import { heldPeople, IS_HELD } from './held-people.ts'

export type GuardWindow = {
  /** As set; null: the guard is off. */
  readonly setting: GuardLimit | null
  /** People who were lost in the last 24 hours and count: let through, or held. Of the site each once, however many directories they have left. */
  readonly losses: number
  /** When the first of them came. */
  readonly since: Date | null
  /** Accounts that were on when it came; without one those that are on now. */
  readonly base: number
  /** Losses that are let through; null: any number. */
  readonly limit: number | null
  /** Items that wait for an administrator, and the people who keep access by them. */
  readonly held: number
  readonly people: number
}

export type GuardStatus = {
  readonly site: GuardWindow
  /** By name, without those that are disconnected. */
  readonly directories: readonly (GuardWindow & { readonly directory: Called })[]
}

/** Losses `l` of some directories: those that count, and the first of the window, whether it counts or not. */
const windowOf = (base: string) => `
  (count(distinct l.account_key) filter (where l.counts))::integer as losses, min(l.at) as since,
  (array_agg(l.${base} order by l.key))[1] as base
from guard_loss l
where l.site_id = $1 and l.at > now() - interval '24 hours'`

const HELD = `count(*)::integer as held from guard_item i where i.site_id = $1 and ${IS_HELD}`

const PEOPLE = `count(distinct p.account_key)::integer as people from (${heldPeople(IS_HELD)}) p`

const COUNTER = (directory: string, name: string) =>
  `coalesce((select c.value from counter c where c.site_id = $1 and c.directory_id = ${directory} and c.name = '${name}'), 0)::integer`

/** Exported for the test that looks at plans. */
export const GUARD_OF_DIRECTORIES = `
select json_build_object('id', d.public_id, 'name', d.name) as directory, d.settings, coalesce(w.losses, 0) as losses, w.since,
  coalesce(w.base, ${COUNTER('d.id', 'on-accounts')}) as base, coalesce(h.held, 0) as held, coalesce(p.people, 0) as people
from directory d
left join (select l.directory_id as id,${windowOf('base')} group by l.directory_id) w on w.id = d.id
left join (select i.directory_id as id, ${HELD} group by i.directory_id) h on h.id = d.id
left join (select p.directory_id as id, ${PEOPLE} group by p.directory_id) p on p.id = d.id
where d.site_id = $1 and d.phase <> 'disconnected'
order by d.name_key`

export const GUARD_OF_SITE = `
select t.settings, w.losses, w.since, coalesce(w.base, ${COUNTER('0', 'active-accounts')}) as base, h.held, p.people
from site t
cross join (select ${windowOf('site_base')}) w
cross join (select ${HELD}) h
cross join (select ${PEOPLE}) p
where t.id = $1`

type Row = Omit<GuardWindow, 'setting' | 'limit'> & { settings: unknown }

export async function readGuardStatus(pool: pg.Pool, siteId: number): Promise<GuardStatus> {
  const directories = await pool.query<Row & { directory: Called }>(GUARD_OF_DIRECTORIES, [siteId])
  const site = await pool.query<Row>(GUARD_OF_SITE, [siteId])
  const [row] = site.rows
  if (row === undefined) throw new Error('there is no such site')
  return {
    site: windowOfRow(row, guardLimit(siteSettings(row.settings))),
    directories: directories.rows.map(({ directory, ...each }) => ({
      directory,
      ...windowOfRow(each, guardLimit(directorySettings(each.settings))),
    })),
  }
}

function windowOfRow({ settings: _, ...row }: Row, setting: GuardLimit | null): GuardWindow {
  return { ...row, setting, limit: setting === null ? null : limitOf(setting, row.base) }
}
