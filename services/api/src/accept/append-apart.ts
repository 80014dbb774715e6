/**
 * Appends a group; when one of its rows is refused, appends its halves, so that in the end only that row fails.
 * Guarantee: order is kept, no row is appended twice, every request has a result or its own error.
 */
import { type AppendRequest, appendOperations } from '@syncline/core/storage/journal/append.ts'
import { appendTracked, type TrackedResult } from '@syncline/core/storage/journal/append-tracked.ts'
import type pg from 'pg'
import { classifyStorageFailure } from '../storage-failure.ts'

export type AppendAttempt = TrackedResult | { readonly kind: 'failed'; readonly error: unknown }

const CONTENTION_TRIES = 3

/** @param hotSites whose lanes are told by a hint */
export async function appendApart(
  pool: pg.Pool,
  requests: readonly AppendRequest[],
  hotSites: readonly number[],
): Promise<AppendAttempt[]> {
  try {
    return await appendWithTries(pool, requests, hotSites, CONTENTION_TRIES)
  } catch (error) {
    if (requests.length === 1 || classifyStorageFailure(error) !== 'data') {
      return requests.map(() => ({ kind: 'failed', error }))
    }
    const middle = Math.ceil(requests.length / 2)
    const before = await appendApart(pool, requests.slice(0, middle), hotSites)
    return [...before, ...(await appendApart(pool, requests.slice(middle), hotSites))]
  }
}

/** A deadlock or a serialization failure says nothing about the rows; nothing was appended. */
async function appendWithTries(
  pool: pg.Pool,
  requests: readonly AppendRequest[],
  hotSites: readonly number[],
  tries: number,
): Promise<TrackedResult[]> {
  // Most groups need no transaction around their statement.
  const append = requests.some(({ tracked }) => tracked !== undefined) ? appendTracked : appendOperations
  try {
    return await append(pool, requests, hotSites)
  } catch (error) {
    if (tries <= 1 || classifyStorageFailure(error) !== 'contention') throw error
    return appendWithTries(pool, requests, hotSites, tries - 1)
  }
}
