/** API, worker and database for tests about extension schemas, with a fresh directory for each test. */
import type pg from 'pg'
import { expect } from 'vitest'
import { BADGE } from './extension.ts'
import type { ScimAnswer, TestApi } from './test-api.ts'
import type { TestDirectory } from './test-directory.ts'
import { useTestSystem } from './test-system.ts'
import { PATCH, USER } from './urns.ts'

export type ExtensionWorld = {
  pool(): pg.Pool
  api(): TestApi
  directory(): TestDirectory
  /** From now on the directory of the test. */
  use(directory: TestDirectory): void
  restartWorker(): Promise<void>
  scim(method: string, path: string, body?: unknown): Promise<ScimAnswer>
  create(userName: string, badge?: Record<string, unknown>): Promise<ScimAnswer>
  patch(id: string, ...operations: unknown[]): Promise<ScimAnswer>
  /** User names. */
  found(filter: string): Promise<string[]>
}

/** To be called at the top of a file of tests. */
export function extensionWorld(): ExtensionWorld {
  const { pool, api, directory, use, startWorker, stopWorker, scim } = useTestSystem({ worker: 'always' })
  return {
    pool,
    api,
    directory,
    use,
    async restartWorker() {
      await stopWorker()
      await startWorker()
    },
    scim,
    create: (userName, badge) =>
      scim('POST', '/Users', {
        schemas: badge === undefined ? [USER] : [USER, BADGE],
        userName,
        ...(badge === undefined ? {} : { [BADGE]: badge }),
      }),
    patch: (id, ...operations) => scim('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations: operations }),
    async found(filter) {
      const { status, body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([filter, status]).toEqual([filter, 200])
      return body.Resources.map((user: { userName: string }) => user.userName)
    },
  }
}
