/**
 * The real lane on a test database, driven by hand: operations go into the journal, `drain` applies them in batches of
 * a chosen size. No queue: that is tested where waking is the point.
 */
import { randomUUID } from 'node:crypto'
import type { OperationRequest } from '@syncline/core/domain/operation.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { appendOperations } from '@syncline/core/storage/journal/append.ts'
import { openLanePool } from '@syncline/core/storage/lane/lane-pool.ts'
import type { LaneDeps } from '@syncline/worker/lane/lane-deps.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import type pg from 'pg'
import type { Tenant } from './tenant.ts'

export type Request = Pick<OperationRequest, 'method' | 'resourceType' | 'body'> &
  Partial<Pick<OperationRequest, 'resourceId' | 'ifMatch'>>

export type OutcomeRow = {
  operationId: string
  status: number
  scimType: string | null
  detail: string | null
  resourceId: string | null
  version: number | null
  appliedSeq: number
}

export type TestLane = {
  readonly pool: pg.Pool
  readonly deps: LaneDeps
  /** Into the journal, in this order; nothing is applied yet. Returns the operations' ids. */
  append(tenant: Tenant, requests: readonly Request[]): Promise<string[]>
  /** Applies everything that is pending. */
  drain(tenant: Tenant, batchSize?: number): Promise<void>
  outcomes(tenant: Tenant): Promise<OutcomeRow[]>
  /** Appends, applies, and returns the outcomes of these requests in their order. */
  apply(tenant: Tenant, requests: readonly Request[], batchSize?: number): Promise<OutcomeRow[]>
  close(): Promise<void>
}

export function openTestLane(url: string, overrides: Partial<LaneDeps> = {}): TestLane {
  const onError = () => undefined
  const pool = createPool({ url, max: 3, applicationName: 'test', onError })
  const lanePool = openLanePool(url, 2, onError)
  const deps: LaneDeps = {
    lanePool,
    sidePool: pool,
    logger: createLogger({ name: 'test', level: 'fatal' }),
    batchSize: 1_000,
    maxCost: 20_000,
    stepSize: 1_000,
    sliceMs: 60_000,
    harmless: new Set(),
    newId: () => uuidv7(),
    atBoundary: () => undefined,
    ...overrides,
  }
  const lane: TestLane = {
    pool,
    deps,
    async append({ site, directory }, requests) {
      const appended = await appendOperations(
        pool,
        requests.map((request) => ({
          id: uuidv7(),
          siteId: site.id,
          directoryId: directory.id,
          credentialId: null,
          actor: 'test',
          resourceId: request.resourceId ?? uuidv7(),
          ifMatch: null,
          secretSent: false,
          ...request,
          digest: randomUUID(),
          cost: 1,
          waiter: randomUUID(),
        })),
      )
      return appended.map((result) => result.operationId)
    },
    async drain({ site }, batchSize = 1_000) {
      const result = await runSlice({ ...deps, batchSize }, site.id, { unfloored: true })
      if (result !== 'drained') throw new Error(`the lane ended as ${result}`)
    },
    async outcomes({ site }) {
      const { rows } = await pool.query<OutcomeRow>(
        `select operation_id as "operationId", status, scim_type as "scimType", detail, resource_id as "resourceId",
                version, applied_seq as "appliedSeq"
         from outcome where site_id = $1 order by applied_seq`,
        [site.id],
      )
      return rows
    },
    async apply(tenant, requests, batchSize) {
      const ids = await lane.append(tenant, requests)
      await lane.drain(tenant, batchSize)
      const outcomes = new Map((await lane.outcomes(tenant)).map((outcome) => [outcome.operationId, outcome]))
      return ids.map((id) => {
        const outcome = outcomes.get(id)
        if (outcome === undefined) throw new Error('an operation has no outcome')
        return outcome
      })
    },
    async close() {
      await Promise.all([pool.end(), lanePool.end()])
    },
  }
  return lane
}
