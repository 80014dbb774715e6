/** Computes one preview: a rehearsal on one connection, what it came to on another, which holds the preview's row as long. */
import {
  finishPreview,
  insertAbsent,
  insertPreviewRows,
  type PreviewTask,
  takePreview,
} from '@syncline/core/storage/lane/preview/preview-task.ts'
import {
  countRecordRows,
  countSeats,
  fillRecordRows,
  type Named,
  type RehearsedDirectory,
  readAbsentAccounts,
  readNewPeople,
  readRecordRows,
} from '@syncline/core/storage/lane/preview/rehearsal-rows.ts'
import { shadow } from '@syncline/core/storage/lane/preview/shadow.ts'
import { rollback } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'
import { onLaneConnection } from '../lane/lane-connection.ts'
import { LikelyPairs } from './likely-pairs.ts'
import { rehearse } from './rehearse.ts'

export type PreviewDeps = {
  /** Two connections, used while a preview is computed. */
  readonly pool: pg.Pool
  readonly stepSize: number
  readonly newId: () => string
  /** Throws when it is to be broken off. */
  readonly onStep: () => void
}

const PAGE = 5_000

/** @returns whether it was there to be computed. Rejects with nothing done. */
export async function computePreview(
  deps: PreviewDeps,
  asked: { readonly siteId: number; readonly id: string },
): Promise<boolean> {
  return onLaneConnection(deps.pool, async (writer) => {
    const task = await takePreview(writer, asked)
    if (task === null) {
      await rollback(writer)
      return false
    }
    const reader = await deps.pool.connect()
    try {
      await rehearseInto(deps, reader, writer, task)
    } finally {
      // Its statements name tables that nobody else has.
      reader.release(true)
    }
    return true
  })
}

async function rehearseInto(
  { stepSize, newId, onStep }: PreviewDeps,
  reader: pg.PoolClient,
  writer: pg.PoolClient,
  task: PreviewTask,
): Promise<void> {
  const { siteId } = task
  const asOf = await shadow(reader, task)
  const before = await countSeats(reader, siteId)
  const firstKey = asOf.nextKey
  await rehearse(reader, { siteId, operationId: task.previewId, firstKey, stepSize, newId, onStep })
  const directory: RehearsedDirectory = { ...task, firstNewKey: firstKey }
  await fillRecordRows(reader, directory)
  await inPages(
    (after) => readRecordRows(reader, siteId, after, PAGE),
    (row) => row.record_key,
    (rows) => insertPreviewRows(writer, task, rows),
  )
  const pairs = await findPairs(reader, writer, directory, task)
  const rows = await countRecordRows(reader, siteId)
  const seats = { before, after: await countSeats(reader, siteId) }
  await finishPreview(writer, task, asOf, { ...rows, ...pairs, seats })
}

async function findPairs(
  reader: pg.PoolClient,
  writer: pg.PoolClient,
  directory: RehearsedDirectory,
  task: PreviewTask,
): Promise<{ absent: number; likelyPairs: number }> {
  const absent: Named[] = []
  await inPages(
    (after) => readAbsentAccounts(reader, directory, after, PAGE),
    ({ key }) => key,
    async (rows) => {
      absent.push(...rows)
    },
  )
  if (absent.length === 0) return { absent: 0, likelyPairs: 0 }
  const pairs = new LikelyPairs(absent)
  await inPages(
    (after) => readNewPeople(reader, task.siteId, after, PAGE),
    ({ key }) => key,
    async (rows) => {
      for (const row of rows) pairs.tell(row)
    },
  )
  const found = absent.map(({ key }) => ({ accountKey: key, pairs: pairs.of(key) }))
  await insertAbsent(writer, task, found)
  return { absent: absent.length, likelyPairs: pairs.size }
}

async function inPages<Row>(
  read: (after: number) => Promise<Row[]>,
  keyOf: (row: Row) => number,
  use: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  let after = 0
  for (;;) {
    // biome-ignore lint/performance/noAwaitInLoops: a page begins where the one before has ended
    const rows = await read(after)
    const last = rows.at(-1)
    if (last === undefined) return
    await use(rows)
    if (rows.length < PAGE) return
    after = keyOf(last)
  }
}
