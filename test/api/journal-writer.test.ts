/** Group commit and what becomes of a group with a bad row in it. */

import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { appendApart } from '@syncline/api/accept/append-apart.ts'
import { createGroupCommit, type GroupCommitOptions } from '@syncline/api/accept/group-commit.ts'
import { refusalOf } from '@syncline/api/storage-failure.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { openJournalPool } from '@syncline/core/storage/journal/journal-pool.ts'
import { describe, expect, test } from 'vitest'
import { appendRequest, digestOf } from '../support/journal-rows.ts'
import { useTestJournal } from '../support/test-journal.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('group commit', () => {
  const record = (options: Partial<GroupCommitOptions<number>> = {}) => {
    const groups: number[][] = []
    const flights: PromiseWithResolvers<void>[] = []
    const commit = createGroupCommit<number>({
      maxInFlight: 2,
      maxItems: 3,
      maxBytes: 100,
      maxQueuedItems: 5,
      maxQueuedBytes: 1_000,
      bytesOf: (item) => item,
      flush(group) {
        groups.push([...group])
        const flight = Promise.withResolvers<void>()
        flights.push(flight)
        return flight.promise
      },
      ...options,
    })
    const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    return { commit, groups, turn, land: (at: number) => flights[at]?.resolve() }
  }

  test('what comes together leaves together; what comes during two flushes forms the next group', async () => {
    const { commit, groups, turn, land } = record()
    commit.add(1)
    commit.add(2)
    await turn()
    commit.add(3)
    await turn()
    commit.add(4)
    commit.add(5)
    await turn()
    expect(groups).toEqual([[1, 2], [3]])
    land(0)
    await turn()
    expect(groups).toEqual([[1, 2], [3], [4, 5]])
  })

  test('callers that were answered together leave together when they come again', async () => {
    const { commit, groups, turn } = record()
    commit.expect(3)
    commit.add(1)
    await turn()
    commit.add(2)
    await turn()
    expect(groups).toEqual([])
    commit.add(3)
    await turn()
    expect(groups).toEqual([[1, 2, 3]])
  })

  test('who is expected and does not come is not waited for', async () => {
    const { commit, groups } = record()
    commit.expect(3)
    commit.add(1)
    await waitUntil(
      () => groups,
      ([first]) => first !== undefined,
    )
    expect(groups).toEqual([[1]])
  })

  test('a group is bounded by items and by bytes; one that is too large goes alone', async () => {
    const { commit, groups, turn } = record({ maxInFlight: 9, maxQueuedItems: 99 })
    for (const item of [1, 2, 3, 4, 60, 70, 500, 6]) commit.add(item)
    await turn()
    await turn()
    await turn()
    await turn()
    expect(groups).toEqual([[1, 2, 3], [4, 60], [70], [500], [6]])
  })

  test('what does not fit into the queue is not taken', async () => {
    const { commit, groups, turn } = record({ maxInFlight: 0 })
    expect([1, 2, 3, 4, 5, 6].map((item) => commit.add(item))).toEqual([true, true, true, true, true, false])
    await turn()
    expect(groups).toEqual([])
  })

  test('idle resolves when the last flush has landed', async () => {
    const { commit, turn, land } = record()
    await commit.idle()
    commit.add(1)
    let idle = false
    const waiting = commit.idle().then(() => {
      idle = true
    })
    await turn()
    expect(idle).toBe(false)
    land(0)
    await waiting
  })
})

describe('a group with bad rows', () => {
  const { journal, pool, directory } = useTestJournal()

  test('only the bad ones fail, as 400, and the others keep their order', async () => {
    const requests = Array.from({ length: 37 }, (_, n) =>
      appendRequest(directory(), { digest: digestOf(`${n}`), ifMatch: n === 5 || n === 36 ? '\0' : null }),
    )
    const attempts = await appendApart(journal(), requests, [])
    const failed = attempts.flatMap((attempt, n) => (attempt.kind === 'failed' ? [{ n, error: attempt.error }] : []))
    expect(failed.map(({ n }) => n)).toEqual([5, 36])
    for (const { error } of failed) {
      const refusal = refusalOf(error)
      expect(refusal).toBeInstanceOf(ScimError)
      expect(refusal).toMatchObject({ status: 400, scimType: 'invalidValue' })
    }
    const { rows } = await pool().query('select operation_id from pending where site_id = $1 order by seq', [
      directory().siteId,
    ])
    expect(rows.map((row) => row.operation_id)).toEqual(
      requests.filter((_, n) => n !== 5 && n !== 36).map((request) => request.id),
    )
  })

  test('a connection failure fails all of them with 503 and is not tried row by row', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const away = openJournalPool(`postgres://nobody@127.0.0.1:${port}/nothing`, () => undefined)
    const requests = Array.from({ length: 500 }, (_, n) =>
      appendRequest(directory(), { digest: digestOf(`away ${n}`) }),
    )
    const attempts = await appendApart(away, requests, [])
    expect(attempts.every((attempt) => attempt.kind === 'failed')).toBe(true)
    expect(connections).toBeLessThan(10)
    const [first] = attempts
    expect(first?.kind === 'failed' && refusalOf(first.error)).toMatchObject({ status: 503 })
    await away.end()
    server.close()
  })
})
