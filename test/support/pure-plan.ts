/** The plan without a database: a history on an empty site as one batch, and what it made of people and groups. */

import { type LoadedBulks, NO_BULKS } from '@syncline/core/domain/bulk.ts'
import { type Loaded, nothingLoaded } from '@syncline/core/domain/loaded.ts'
import { emptyNeed } from '@syncline/core/domain/need.ts'
import type { Audience, Operation } from '@syncline/core/domain/operation.ts'
import { type Planned, plan } from '@syncline/core/domain/plan.ts'
import type { Request } from './lane.ts'
import { directoryPolicy, SITE_POLICY } from './policies.ts'

export const NOW = new Date('2026-05-01T12:00:00.000Z')

/** @param bulks of the Bulk requests that operations are part of */
export function planHistory(
  requests: readonly (Request & Partial<Pick<Operation, 'id' | 'bulk' | 'command' | 'credentialId'>>)[],
  audience: Audience = 'workforce',
  unknownReferences: 'refuse' | 'skip' = 'refuse',
  bulks: LoadedBulks = NO_BULKS,
): Planned {
  const operations: Operation[] = requests.map((request, at) => ({
    id: memoryUuid('e', at),
    siteId: 1,
    directoryId: 1,
    credentialId: null,
    actor: 'test',
    resourceId: memoryUuid('f', at),
    ifMatch: null,
    secretSent: false,
    seq: at + 1,
    ...request,
  }))
  const directories = new Map([[1, directoryPolicy({ audience, unknownReferences })]])
  const rounds = (loads: Loaded[]): Planned => {
    // The same ids whatever had to be loaded.
    let ids = 0
    const newId = () => memoryUuid('d', ids++)
    const result = plan(
      { now: NOW, nextKey: 1, site: SITE_POLICY, directories, bulks, guarding: false, newId },
      operations,
      loads,
    )
    if (result.kind === 'planned') return result
    if (loads.length > operations.length + 10) throw new Error('the plan misses the same again and again')
    return rounds([...loads, nothingLoaded(result.need)])
  }
  return rounds([nothingLoaded(emptyNeed())])
}

export function memoryUuid(kind: string, n: number): string {
  return `0190${kind.repeat(4)}-0000-7000-8000-${String(n).padStart(12, '0')}`
}

export function accountsOf({ state }: Planned) {
  const owners = new Map(
    state.userLinks.written().inserted.map((link) => [link.accountKey, state.users.get(link.key)?.id]),
  )
  return state.accounts.written().inserted.map((account) => ({
    email: account.email,
    active: account.active,
    displayName: account.displayName,
    owner: owners.get(account.key) ?? null,
  }))
}

export function holdsOf({ state }: Planned) {
  return state.holds.written().inserted.map(({ recordKey, kind, basisKey }) => ({
    record: state.users.get(recordKey)?.id ?? state.groups.get(recordKey)?.id,
    kind,
    basisKey,
  }))
}

export function siteGroupsOf({ state }: Planned) {
  return state.siteGroups.written().inserted.map(({ name, source }) => ({ name, source }))
}

export function statusesOf({ outcomes }: Planned): number[] {
  return outcomes.map((outcome) => outcome.status)
}
