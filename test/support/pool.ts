/** A pool for a test file, with its idle errors silent: tests end servers under it. */
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'

export function openPool(url: string, max = 2): pg.Pool {
  return createPool({ url, max, applicationName: 'test', onError: () => undefined })
}
