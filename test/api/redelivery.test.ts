/** Answers that were not delivered, in SQL, against journal rows settled by hand so that every interleaving can be made. */
import type { AppendRequest } from '@syncline/core/storage/journal/append.ts'
import { readOutcomes } from '@syncline/core/storage/journal/outcome-read.ts'
import { recordUndelivered, takeAnswers } from '@syncline/core/storage/journal/redelivery.ts'
import { describe, expect, test } from 'vitest'
import { settleByHand } from '../support/journal-rows.ts'
import { appended, joined, useTestJournal } from '../support/test-journal.ts'
import { waitUntil } from '../support/wait-until.ts'

const { pool, directory, post, patch, append, appendOne, taken } = useTestJournal()

const missed = (request: AppendRequest, operationId = request.id) =>
  recordUndelivered(pool(), [{ ...request, operationId }])

describe('an answer that was not delivered', () => {
  test('goes to the next equal request, once', async () => {
    const [first, retry, late] = [post('a'), post('a'), post('a')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 201 })
    expect(await appendOne(retry)).toEqual(joined(first))
    expect(await taken(retry, first.id)).toEqual(new Set([retry.waiter]))
    expect(await appendOne(late)).toEqual(appended(late))
  })

  test('of a POST goes before an equal POST that is pending, which can only fail', async () => {
    const [first, second, retry] = [post('a'), post('a', { mayJoin: false }), post('a')]
    await append(first)
    await append(second)
    await missed(first)
    await settleByHand(pool(), first, { status: 201 })
    expect(await appendOne(retry)).toEqual(joined(first))
  })

  test('goes to a request that still waits when the newer one went without it', async () => {
    const [first, second] = [post('a'), post('a')]
    await append(first)
    await append(second)
    await missed(second, first.id)
    expect(await taken(first, first.id)).toEqual(new Set([first.waiter]))
  })

  test('stays with its owner when a superseded request goes away', async () => {
    const [first, second] = [post('a'), post('a')]
    await append(first)
    await append(second)
    await missed(first)
    expect(await taken(second, first.id)).toEqual(new Set([second.waiter]))
  })

  test('can be had again when the connection broke while it was sent', async () => {
    const [first, second, third] = [post('a'), post('a'), post('a')]
    await append(first)
    await append(second)
    await settleByHand(pool(), first, { status: 201 })
    await taken(second, first.id)
    await missed(second, first.id)
    expect(await appendOne(third)).toEqual(joined(first))
  })

  test('is forgotten after ten minutes', async () => {
    const [first, retry] = [post('a'), post('a')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 201 })
    await pool().query(`update redelivery set expires_at = expires_at - interval '10 minutes' where site_id = $1`, [
      directory().siteId,
    ])
    expect(await appendOne(retry)).toEqual(appended(retry))
  })

  test('of a failed operation is not given: it changed nothing and is executed again', async () => {
    const [first, retry] = [patch('a'), patch('a')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 409, scimType: 'uniqueness' })
    expect(await appendOne(retry)).toEqual(appended(retry))
  })

  test('is not given when the resource was changed since', async () => {
    const [first, between, retry] = [patch('off'), patch('on'), patch('off')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 200, version: 2 })
    await append(between)
    await settleByHand(pool(), between, { status: 200, version: 3 })
    expect(await appendOne(retry)).toEqual(appended(retry))
  })

  test('is not given when another operation on the resource is pending', async () => {
    const [first, retry] = [patch('off'), patch('off')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 200, version: 2 })
    await append(patch('on'))
    expect(await appendOne(retry)).toEqual(appended(retry))
  })

  test('of a POST is not given when the resource it made is gone or about to go', async () => {
    const first = post('a')
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 201 })
    const removal = patch('remove', { method: 'DELETE', resourceId: first.resourceId, body: null })
    await append(removal)
    const early = post('a')
    expect(await appendOne(early)).toEqual(appended(early))
    await settleByHand(pool(), early, { status: 409 })
    await settleByHand(pool(), removal, { status: 204 })
    const late = post('a')
    expect(await appendOne(late)).toEqual(appended(late))
  })

  test('of a DELETE is given, once', async () => {
    const removal = () => patch('remove', { method: 'DELETE', body: null })
    const [first, retry, late] = [removal(), removal(), removal()]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 204 })
    expect(await appendOne(retry)).toEqual(joined(first))
    expect(await taken(retry, first.id)).toEqual(new Set([retry.waiter]))
    expect(await appendOne(late)).toEqual(appended(late))
  })

  test('can be joined while its operation is being settled', async () => {
    const [first, retry] = [post('a'), post('a')]
    await append(first)
    await missed(first)
    const lane = await pool().connect()
    await lane.query('begin')
    await settleByHand(lane, first, { status: 201 })
    expect(await appendOne(retry)).toEqual(joined(first))
    await lane.query('commit')
    lane.release()
    expect(await taken(retry, first.id)).toEqual(new Set([retry.waiter]))
  })

  test('is not taken over while it is given to another', async () => {
    const [first, retry, late] = [post('a'), post('a'), post('a')]
    await append(first)
    await missed(first)
    await settleByHand(pool(), first, { status: 201 })
    await append(retry)
    const giving = await pool().connect()
    await giving.query('begin')
    await takeAnswers(giving, directory().siteId, [{ operationId: first.id, waiter: retry.waiter }])
    const joining = appendOne(late)
    await waitUntil(
      async () =>
        (
          await pool().query(
            `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          )
        ).rowCount,
      (waiting) => waiting !== 0,
    )
    await giving.query('commit')
    giving.release()
    expect(await joining).toEqual(joined(first))
    expect(await taken(late, first.id)).toEqual(new Set())
    const [outcome] = await readOutcomes(pool(), directory().siteId, [first.id])
    expect(outcome?.redelivery).toEqual({ waiter: retry.waiter, delivered: true })
  })

  test('a record of an operation that never came into the journal makes nobody join', async () => {
    const [lost, retry] = [post('a'), post('a')]
    await missed(lost)
    expect(await appendOne(retry)).toEqual(appended(retry))
  })
})
