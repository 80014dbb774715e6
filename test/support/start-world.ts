/** A directory in review on a lane that is driven by hand: previews, starts and their reports, without processes. */
import type { Command } from '@syncline/core/domain/command.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import { openPreviewPool } from '@syncline/core/storage/lane/preview/preview-pool.ts'
import { reportStart } from '@syncline/core/storage/lane/preview/start-report.ts'
import { readStart, type Start } from '@syncline/core/storage/read/start-read.ts'
import { computePreview } from '@syncline/worker/preview/compute-preview.ts'
import type pg from 'pg'
import { createTenant, type Tenant } from './tenant.ts'

export type RowOfPreview = {
  readonly record: string
  readonly type: 'User' | 'Group'
  readonly kind: string
  readonly target: string | null
  readonly active: boolean | null
  readonly class: string | null
  readonly external: boolean
  readonly notices: readonly string[]
  readonly members: number | null
  readonly inside: number | null
  readonly outside: number | null
  readonly failure: string | null
}

export async function createReviewed(pool: pg.Pool): Promise<Tenant> {
  const tenant = await createTenant(pool)
  await pool.query("update directory set phase = 'reviewing' where id = $1", [tenant.directory.id])
  return tenant
}

/** @returns the id of the preview, computed */
export async function previewOf(url: string, pool: pg.Pool, tenant: Tenant, stepSize = 1_000): Promise<string> {
  const of = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const id = await askForPreview(createKysely(pool), of, 'test')
  const previewPool = openPreviewPool(url, () => undefined)
  try {
    const deps = { pool: previewPool, stepSize, newId: () => uuidv7(), onStep: () => undefined }
    await computePreview(deps, { siteId: of.siteId, id })
    return id
  } finally {
    await previewPool.end()
  }
}

export async function previewRows(pool: pg.Pool, { site }: Tenant, previewId: string): Promise<RowOfPreview[]> {
  const { rows } = await pool.query<RowOfPreview>(
    `select record_id as record, type, kind, target_id as target, active, class, external, notices, members, inside, outside, failure
     from preview_row where site_id = $1 and preview_id = $2 order by record_key`,
    [site.id, previewId],
  )
  return rows
}

/** Into the journal; the lane is not asked to do anything. */
export async function appendCommandOf(pool: pg.Pool, { site }: Tenant, command: Command): Promise<string> {
  const id = uuidv7()
  await appendCommand(createKysely(pool), { id, siteId: site.id, actor: 'test', reason: 'tried', command })
  return id
}

export async function outcomeOfCommand(pool: pg.Pool, { site }: Tenant, id: string) {
  return (await readCommandOutcomes(pool, site.id, [id]))[0]
}

/** Makes all reports that are due. @returns the start of the directory */
export async function reported(url: string, pool: pg.Pool, { site, directory }: Tenant): Promise<Start> {
  const reportPool = openPreviewPool(url, () => undefined)
  try {
    const next = async (): Promise<void> => {
      if ((await reportStart(reportPool)) !== null) await next()
    }
    await next()
  } finally {
    await reportPool.end()
  }
  const start = await readStart(pool, { siteId: site.id, directoryId: directory.id })
  if (start === null) throw new Error('nothing was started')
  return start
}
