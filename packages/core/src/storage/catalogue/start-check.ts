/**
 * Before a start: whether what the administrator has looked at is still what a start would do. A worker is asked for today's
 * preview, and the two are compared. What happens between that and the start is in its report.
 */
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { pollUntil } from '../../runtime/poll-until.ts'
import { comparePreviews, type PreviewDifference } from '../read/preview-compare.ts'
import { type OfPreview, readPreview } from '../read/preview-read.ts'
import type { Database } from '../schema.ts'
import type { Author } from './control-event.ts'
import { askForPreview } from './preview-ask.ts'

export type StartCheck =
  | { readonly kind: 'as-previewed' }
  | { readonly kind: 'unknown-preview' }
  /** It waits for a worker, or has failed. */
  | { readonly kind: 'not-ready' }
  /** Today's preview is not there yet: to be asked again. */
  | { readonly kind: 'comparing'; readonly preview: string }
  | { readonly kind: 'different'; readonly difference: PreviewDifference }

/** Today's preview is made once for all who ask within this time. */
const TODAY = '5 minutes'
const LOOK_MS = 250

export async function checkStart(
  { db, pool }: { readonly db: Kysely<Database>; readonly pool: pg.Pool },
  looked: OfPreview,
  author: Author,
  limitMs: number,
): Promise<StartCheck> {
  const preview = await readPreview(pool, looked)
  if (preview === null) return { kind: 'unknown-preview' }
  if (preview.state !== 'ready') return { kind: 'not-ready' }
  if (await isAsItWas(pool, looked.siteId, preview.asOfSeq)) return { kind: 'as-previewed' }
  const today = (await laterPreview(pool, looked)) ?? (await askForPreview(db, looked, author))
  const made = await pollUntil(
    async () => {
      const found = await readPreview(pool, { ...looked, previewId: today })
      return found?.state === 'waiting' ? undefined : (found ?? undefined)
    },
    { limitMs, intervalMs: LOOK_MS },
  )
  if (made === undefined) return { kind: 'comparing', preview: today }
  if (made.state !== 'ready') return { kind: 'not-ready' }
  const difference = await comparePreviews(pool, looked, { before: looked.previewId, now: today })
  return difference === null ? { kind: 'as-previewed' } : { kind: 'different', difference }
}

/** Nothing has happened at the site since. */
async function isAsItWas(pool: pg.Pool, siteId: number, asOfSeq: number | null): Promise<boolean> {
  const { rows } = await pool.query<{ same: boolean }>(
    'select l.applied_seq = $2::bigint as same from lane l where l.site_id = $1',
    [siteId, asOfSeq],
  )
  return rows[0]?.same === true
}

async function laterPreview(pool: pg.Pool, { siteId, directoryId, previewId }: OfPreview): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    `select p.id from preview p
     join preview b on b.site_id = $1 and b.id = $3 and p.asked_at > b.asked_at
     where p.site_id = $1 and p.directory_id = $2
       and (p.state = 'waiting' or (p.state = 'ready' and p.finished_at > now() - interval '${TODAY}'))
     order by p.asked_at desc limit 1`,
    [siteId, directoryId, previewId],
  )
  return rows[0]?.id ?? null
}
