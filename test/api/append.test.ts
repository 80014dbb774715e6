/** Appending and joining in SQL, against journal rows settled by hand so that every interleaving can be made. */
import { APPEND, appendOn } from '@syncline/core/storage/journal/append.ts'
import { readOutcomes } from '@syncline/core/storage/journal/outcome-read.ts'
import { describe, expect, test } from 'vitest'
import { appendRequest, digestOf, settleByHand } from '../support/journal-rows.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { appended, joined, TARGET, useTestJournal } from '../support/test-journal.ts'

const { journal, pool, directory, post, patch, append, appendOne, taken } = useTestJournal()

describe('appending', () => {
  test('a group keeps its order in seq and all its content', async () => {
    const requests = Array.from({ length: 300 }, (_, n) =>
      post(`order ${n}`, { body: n % 2 ? null : { kind: 'resource', attributes: { userName: `"ö\\ {${n}},null` } } }),
    )
    expect(await append(...requests)).toEqual(requests.map(appended))
    const { rows } = await pool().query(
      `select o.id, o.body, p.cost from pending p join operation o on o.site_id = p.site_id and o.id = p.operation_id
       where p.site_id = $1 order by p.seq`,
      [directory().siteId],
    )
    expect(rows).toEqual(requests.map((request) => ({ id: request.id, body: request.body, cost: 1 })))
  })

  test('requests of several sites go in together', async () => {
    const other = await createTestDirectory(pool())
    const [first, second] = [post('a'), appendRequest(other, { digest: digestOf('a') })]
    expect(await append(first, second)).toEqual([appended(first), appended(second)])
    const { rows } = await pool().query('select site_id from pending where operation_id = any ($1) order by seq', [
      [first.id, second.id],
    ])
    expect(rows.map((row) => row.site_id)).toEqual([directory().siteId, other.siteId])
  })

  test('a row that Postgres refuses leaves nothing of its group behind', async () => {
    const good = post('good')
    await expect(append(good, post('bad', { ifMatch: 'W/"\0"' }))).rejects.toThrow()
    const { rows } = await pool().query('select 1 from operation where site_id = $1 and id = $2', [
      good.siteId,
      good.id,
    ])
    expect(rows).toEqual([])
  })
})

describe('the plan of the append', () => {
  test('is made while the tables are empty, and looks everything up by an index all the same', async () => {
    const { rows } = await journal().query(`explain (generic_plan, costs off) ${APPEND}`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    // A sub-plan would be hashed: a scan of the whole table.
    expect(plan).not.toMatch(/Seq Scan|SubPlan/)
    expect(plan).toContain('pending_join')
    expect(plan).not.toContain('pending_pkey')
  })
})

describe('joining a pending operation', () => {
  test('an equal request joins it and owns the answer', async () => {
    const [first, retry] = [post('a'), post('a')]
    await append(first)
    expect(await appendOne(retry)).toEqual(joined(first))
    await settleByHand(pool(), first, { status: 201 })
    const [outcome] = await readOutcomes(pool(), directory().siteId, [first.id])
    expect(outcome?.redelivery).toEqual({ waiter: retry.waiter, delivered: false })
  })

  test('of several equal requests the newest owns the answer, and only one ever gets it', async () => {
    const [first, second, third] = [post('a'), post('a'), post('a')]
    await append(first)
    await append(second)
    await append(third)
    expect(await taken(second, first.id)).toEqual(new Set())
    expect(await taken(third, first.id)).toEqual(new Set([third.waiter]))
    expect(await taken(third, first.id)).toEqual(new Set())
    expect(await taken(first, first.id)).toEqual(new Set())
  })

  test('of equal POSTs that are pending the first is joined: it is the one that can succeed', async () => {
    const [first, second, retry] = [post('a'), post('a', { mayJoin: false }), post('a')]
    await append(first)
    await append(second)
    expect(await appendOne(retry)).toEqual(joined(first))
  })

  test('another digest, another directory or another method does not join', async () => {
    const first = patch('a')
    await append(first)
    const neighbour = await createTestDirectory(pool(), { of: directory() })
    const elsewhere = appendRequest(neighbour, { digest: first.digest, method: 'PATCH', resourceId: TARGET })
    const different = patch('b')
    expect(await appendOne(different)).toEqual(appended(different))
    expect(await appendOne(elsewhere)).toEqual(appended(elsewhere))
  })

  test('a request does not join across a later operation on its target', async () => {
    const [first, between, again] = [patch('off'), patch('on'), patch('off')]
    await append(first)
    await append(between)
    expect(await appendOne(again)).toEqual(appended(again))
    const retry = patch('off')
    expect(await appendOne(retry)).toEqual(joined(again))
  })

  test('a later operation on another target does not matter', async () => {
    const [first, retry] = [patch('a'), patch('a')]
    await append(first)
    await append(patch('b', { resourceId: '0190a000-0000-7000-8000-000000000002' }))
    expect(await appendOne(retry)).toEqual(joined(first))
  })

  test('a request that may not join is executed', async () => {
    const [first, again] = [patch('a'), patch('a', { mayJoin: false })]
    await append(first)
    expect(await appendOne(again)).toEqual(appended(again))
  })

  test('an operation that is being settled is not joined, and not waited for', async () => {
    const [first, retry] = [post('a'), post('a')]
    await append(first)
    const lane = await pool().connect()
    await lane.query('begin')
    await settleByHand(lane, first, { status: 201 })
    expect(await appendOne(retry)).toEqual(appended(retry))
    await lane.query('commit')
    lane.release()
    const [outcome] = await readOutcomes(pool(), directory().siteId, [first.id])
    expect(outcome?.redelivery).toBeNull()
  })

  test('a join is visible to whoever sees the outcome: settling waits for it', async () => {
    const [first, retry] = [post('a'), post('a')]
    await append(first)
    const joining = await journal().connect()
    await joining.query('begin')
    // Inside a transaction of the test, so that it stays uncommitted for as long as the test wants.
    expect(await appendOn(joining, [retry], [])).toEqual([joined(first)])
    const settled = settleByHand(pool(), first, { status: 201 })
    expect(await readOutcomes(pool(), directory().siteId, [first.id])).toEqual([])
    await joining.query('commit')
    joining.release()
    await settled
    const [outcome] = await readOutcomes(pool(), directory().siteId, [first.id])
    expect(outcome?.redelivery?.waiter).toBe(retry.waiter)
  })
})
