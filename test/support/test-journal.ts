/** The journal of a test's directory, without API and worker: requests are appended as the API does and settled by hand. */
import { type AppendRequest, type AppendResult, appendOperations } from '@syncline/core/storage/journal/append.ts'
import { openJournalPool } from '@syncline/core/storage/journal/journal-pool.ts'
import { takeAnswers } from '@syncline/core/storage/journal/redelivery.ts'
import type pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { appendRequest, digestOf } from './journal-rows.ts'
import type { TestDirectory } from './test-directory.ts'
import { useTestSystem } from './test-system.ts'

/** A resource that requests other than POST are for. */
export const TARGET = '0190a000-0000-7000-8000-000000000001'

export type TestJournal = {
  journal(): pg.Pool
  pool(): pg.Pool
  directory(): TestDirectory
  /** Requests of one text ask for the same. */
  post(text: string, given?: Partial<AppendRequest>): AppendRequest
  patch(text: string, given?: Partial<AppendRequest>): AppendRequest
  append(...requests: AppendRequest[]): Promise<readonly AppendResult[]>
  appendOne(request: AppendRequest): Promise<AppendResult | undefined>
  taken(request: AppendRequest, operationId: string): ReturnType<typeof takeAnswers>
}

/** For the whole test file. */
export function useTestJournal(): TestJournal {
  const { database, pool, directory } = useTestSystem({ apis: {} })
  let journal: pg.Pool
  beforeAll(() => {
    journal = openJournalPool(database().url, () => undefined)
  })
  afterAll(() => journal.end())
  const post: TestJournal['post'] = (text, given) => appendRequest(directory(), { digest: digestOf(text), ...given })
  const append: TestJournal['append'] = (...requests) => appendOperations(journal, requests)
  return {
    journal: () => journal,
    pool,
    directory,
    post,
    patch: (text, given) => post(text, { method: 'PATCH', resourceId: TARGET, ...given }),
    append,
    appendOne: async (request) => (await append(request))[0],
    taken: (request, operationId) => takeAnswers(pool(), request.siteId, [{ operationId, waiter: request.waiter }]),
  }
}

/** What the journal says of a request that became an operation. */
export const appended = (request: AppendRequest) => ({ kind: 'appended', operationId: request.id })
/** What it says to a request that is given the answer of this one. */
export const joined = (request: AppendRequest) => ({ kind: 'joined', operationId: request.id })
