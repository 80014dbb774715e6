/** What the site has before its directory is imported over the admin API, as an administrator would. The same again changes nothing. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { CliError } from '../cli-error.ts'
import { forEachInOrder } from '../simulate/concurrency.ts'
import type { AdminApi } from './admin-api.ts'
import type { CompanyBefore, GroupBefore } from './company-before.ts'

/** Of one request, members of groups included. */
const MOST_ROWS = 1_000
/** What the directory has taken over since is not edited any more. */
const TAKEN_OVER = new Set(['owned', 'synced'])
const AUDIENCE = 'workforce'
const REASON = 'what the company had before'

type RowResult = { readonly result: 'created' | 'updated' | 'unchanged' | 'refused'; readonly fault?: string }
type ImportResult = {
  readonly accounts: readonly RowResult[]
  readonly groups: readonly (RowResult & { readonly members?: readonly RowResult[] })[]
}

export type Imported = {
  readonly accounts: number
  readonly groups: number
  /** Of both, those that were not there. */
  readonly created: number
}

/** @param site public id */
export async function importBefore(
  api: AdminApi,
  site: string,
  { accounts, groups }: CompanyBefore,
): Promise<Imported> {
  const requests: JsonObject[] = [
    ...inPieces(accounts, () => 1).map((piece) => ({
      accounts: piece.map((account) => ({ ...account, audience: AUDIENCE })),
      reason: REASON,
    })),
    ...inPieces(groups, rowsOf).map((piece) => ({
      groups: piece.map((group) => ({ ...group, members: [...group.members], audience: AUDIENCE })),
      reason: REASON,
    })),
  ]
  let created = 0
  await forEachInOrder(requests, async (request) => {
    const answer = await api.post<ImportResult>(`/sites/${site}/imports`, request)
    const rows = [...answer.accounts, ...answer.groups]
    const members = answer.groups.flatMap((group) => group.members ?? [])
    const refused = [...rows, ...members].find(({ fault }) => fault !== undefined && !TAKEN_OVER.has(fault))
    if (refused !== undefined) throw new CliError(`The import of what was before was refused: ${refused.fault}.`)
    created += rows.filter(({ result }) => result === 'created').length
  })
  return { accounts: accounts.length, groups: groups.length, created }
}

function rowsOf({ members }: GroupBefore): number {
  return 1 + members.length
}

/** In their order, each as long as a request may be. */
function inPieces<T>(items: readonly T[], weigh: (item: T) => number): T[][] {
  const pieces: T[][] = []
  let room = 0
  for (const item of items) {
    const weight = weigh(item)
    if (weight > room) {
      pieces.push([])
      room = MOST_ROWS
    }
    pieces.at(-1)?.push(item)
    room -= weight
  }
  return pieces
}
