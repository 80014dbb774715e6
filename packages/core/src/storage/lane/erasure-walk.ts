/**
 * Erasures go through the history of their site in portions, each in a transaction with how far it has come: whoever ends in between
 * goes on there. A person's walk goes twice, first for the users and addresses that the person once had, then to blank. It ends
 * when it has passed all that was accepted before the erasure. It needs no lane: what is settled is changed by nobody else.
 */
import type pg from 'pg'
import type { ErasureTraces } from '../../domain/erasure.ts'
import { addressesIn, isTraced, scrubbedCommand, scrubbedResult } from '../../domain/erasure-trace.ts'
import { isJsonObject } from '../../scim/json.ts'
import {
  blankImages,
  blankRequests,
  changesOf,
  deleteKeysOf,
  goneUsers,
  nextPlace,
  type Portion,
  rewriteBodies,
  rewriteResults,
  suspectOperations,
} from './erasure-history.ts'

/** Settled operations and steps, with all of their changes. */
const PORTION = 2_000

const NO_TRACES: ErasureTraces = { emails: [], userNames: [], externalIds: [] }

type Erasure = {
  readonly siteId: number
  readonly id: string
  readonly directoryId: number | null
  readonly subjects: readonly string[]
  readonly traces: ErasureTraces | null
  readonly state: 'finding' | 'blanking'
  readonly walkedTo: number
}

export type WalkedPortion = { readonly siteId: number; readonly id: string; readonly kind: 'walked' | 'finished' }

/** No append takes longer from its time to its commit, and whoever waits for an answer that was there before has read it. */
const GRACE = `interval '5 seconds'`

/** Of those that another worker does not walk for, and that have somewhere to go. */
const TAKE = `
select e.site_id as "siteId", e.id, e.directory_id as "directoryId", e.subjects, e.traces, e.state, e.walked_to as "walkedTo"
from erasure e
where e.finished_at is null and e.began_at < now() - ${GRACE}
  and (e.state = 'finding' or exists (select from outcome o where o.site_id = e.site_id and o.applied_seq > e.walked_to)
    or not exists (select from pending p where p.site_id = e.site_id and p.accepted_at <= e.began_at))
order by e.began_at limit 1
for update skip locked`

/** @param most settled operations of a portion. @returns null: there is nothing to do */
export async function walkPortion(pool: pg.Pool, most = PORTION): Promise<WalkedPortion | null> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query('begin')
    const { rows } = await client.query<Erasure>(TAKE)
    const [erasure] = rows
    const kind = erasure === undefined ? null : await walk(client, erasure, most)
    await client.query('commit')
    return erasure === undefined || kind === null ? null : { siteId: erasure.siteId, id: erasure.id, kind }
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    // With an open transaction nobody else gets the connection, and it ends with it.
    client.release(failure)
  }
}

async function walk(client: pg.ClientBase, erasure: Erasure, most: number): Promise<WalkedPortion['kind']> {
  const { siteId, walkedTo: from, state, directoryId } = erasure
  const to = await nextPlace(client, siteId, from, most)
  if (to === null) return pass(client, erasure)
  const portion = { siteId, from, to }
  if (directoryId !== null) await blankDirectory(client, portion, directoryId)
  else if (state === 'finding') await find(client, portion, erasure)
  else await blankPerson(client, portion, erasure)
  await client.query('update erasure set walked_to = $3 where site_id = $1 and id = $2', [siteId, erasure.id, to])
  return 'walked'
}

/** Everything has been looked at. */
async function pass(client: pg.ClientBase, { siteId, id, state, subjects }: Erasure) {
  if (state === 'finding') {
    await client.query(`update erasure set state = 'blanking', walked_to = 0 where site_id = $1 and id = $2`, [
      siteId,
      id,
    ])
    return 'walked'
  }
  await deleteKeysOf(client, siteId, subjects)
  await client.query(
    `update erasure set state = 'finished', finished_at = now(), traces = null where site_id = $1 and id = $2`,
    [siteId, id],
  )
  return 'finished'
}

async function find(client: pg.ClientBase, portion: Portion, { id, subjects, traces }: Erasure): Promise<void> {
  const changes = await changesOf(client, portion, subjects)
  const images = changes.flatMap(({ before, after }) => [before, after]).filter(isJsonObject)
  const emails = new Set([...(traces?.emails ?? []), ...images.flatMap(addressesIn)])
  const linked = images.flatMap(({ user }) => (typeof user === 'string' ? [user] : []))
  // Whoever is there is not the person, or not any more.
  const former = await goneUsers(client, portion.siteId, [...new Set(linked)])
  await remember(client, portion.siteId, id, new Set([...subjects, ...former]), {
    ...(traces ?? NO_TRACES),
    emails: [...emails],
  })
}

async function blankPerson(client: pg.ClientBase, portion: Portion, { id, subjects, traces }: Erasure): Promise<void> {
  const { siteId } = portion
  const known = traces ?? NO_TRACES
  const suspects = await suspectOperations(client, portion)
  const ids = new Set(subjects)
  for (const { command, body, resourceId, directoryId } of suspects) {
    if (command !== null || resourceId === null || !isJsonObject(body?.attributes)) continue
    if (isTraced(known, directoryId, body.attributes)) ids.add(resourceId)
  }
  if (ids.size > subjects.length) await remember(client, siteId, id, ids, known)
  const commands = suspects.flatMap(({ id: operationId, command, body, result }) =>
    command === null ? [] : [{ id: operationId, command, body, result }],
  )
  await rewriteBodies(
    client,
    siteId,
    commands.flatMap((each) => {
      const body = each.body === null ? null : scrubbedCommand(each.command, each.body, ids, known)
      return body === null ? [] : [{ id: each.id, body }]
    }),
  )
  await rewriteResults(
    client,
    siteId,
    commands.flatMap((each) => {
      const body = each.result === null ? null : scrubbedResult(each.result, ids)
      return body === null ? [] : [{ id: each.id, body }]
    }),
  )
  const isOfThem = `x.resource_id = any ($4::uuid[]) or (o.resource_type = 'User' and o.resource_id = any ($4::uuid[]))`
  await blankRequests(client, portion, isOfThem, [...ids])
  await blankImages(client, portion, 'c.subject_id = any ($4::uuid[])', [...ids])
}

const RECORD_OF = (id: string) => `
  exists (select from directory_user r where r.site_id = $1 and r.id = ${id} and r.directory_id = $4::integer)
  or exists (select from directory_group r where r.site_id = $1 and r.id = ${id} and r.directory_id = $4::integer)`

/** While its records are there: history says their ids and not their directory. */
async function blankDirectory(client: pg.ClientBase, portion: Portion, directoryId: number): Promise<void> {
  await blankRequests(client, portion, `o.directory_id = $4::integer or ${RECORD_OF('x.resource_id')}`, directoryId)
  const isOfOne = `exists (
    select from operation o where o.site_id = $1 and o.id = c.operation_id and o.directory_id = $4::integer)`
  await blankImages(
    client,
    portion,
    `c.subject_type in ('User', 'Group') and (${isOfOne} or ${RECORD_OF('c.subject_id')})`,
    directoryId,
  )
}

async function remember(
  client: pg.ClientBase,
  siteId: number,
  id: string,
  subjects: ReadonlySet<string>,
  traces: ErasureTraces,
): Promise<void> {
  await client.query('update erasure set subjects = $3::uuid[], traces = $4::jsonb where site_id = $1 and id = $2', [
    siteId,
    id,
    [...subjects],
    JSON.stringify(traces),
  ])
}
