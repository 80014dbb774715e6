/** Imports as tests write them, and what the last command of a history came to. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { ImportRows } from '@syncline/core/domain/import.ts'
import { planHistory } from './pure-plan.ts'

const EMPTY: ImportRows = { accounts: [], groups: [], members: [] }
const audience = 'workforce' as const

export const rows = (given: Partial<ImportRows>): Command => ({ name: 'import', ...EMPTY, ...given })
export const account = (email: string, more: object = {}) => ({ email, audience, ...more })
export const group = (name: string, members?: readonly string[]) => ({ name, audience, ...(members && { members }) })
export const member = (name: string, email: string) => ({ group: name, audience, email })

/** What the last of these came to, the changes that it made, and everything there is then. */
export function last(requests: Parameters<typeof planHistory>[0]) {
  const planned = planHistory(requests)
  const outcome = planned.outcomes.at(-1)
  const changes = planned.changes.filter((change) => change.operationId === outcome?.operationId)
  // biome-ignore lint/suspicious/noExplicitAny: shapes are what the tests assert
  return { planned, changes, result: outcome?.resource as any, outcome }
}
