/** Commands of administrators: to a plan without a database, and to the real lane. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { type CommandOutcome, readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import type { Request, TestLane } from './lane.ts'
import type { Tenant } from './tenant.ts'

/** For `planHistory`, among the requests of the identity provider. */
export function asked(command: Command): Request & Pick<Operation, 'command'> {
  return { method: 'POST', resourceType: 'User', body: null, command }
}

/** Into the journal; nothing is applied yet. @returns its id */
export async function appendTo(lane: TestLane, { site }: Tenant, command: Command): Promise<string> {
  const id = uuidv7()
  await appendCommand(createKysely(lane.pool), { id, siteId: site.id, actor: 'test', reason: null, command })
  return id
}

/** Applied by the lane. */
export async function applyCommand(lane: TestLane, tenant: Tenant, command: Command): Promise<CommandOutcome> {
  const id = await appendTo(lane, tenant, command)
  await lane.drain(tenant)
  const [outcome] = await readCommandOutcomes(lane.pool, tenant.site.id, [id])
  if (outcome === undefined) throw new Error('the command has no outcome')
  return outcome
}

/** @throws what refused it */
export async function resultOf(lane: TestLane, tenant: Tenant, command: Command): Promise<JsonObject> {
  const outcome = await applyCommand(lane, tenant, command)
  if (outcome.kind === 'refused') throw new Error(`${outcome.fault}: ${outcome.detail}`)
  return outcome.result
}
