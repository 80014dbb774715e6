/** Existing accounts, local groups and their local members come in rows: accounts first, then groups, then members. */
import { CommandRefusal, type Commands } from './command.ts'
import { type ImportRows, importResultJson, MOST_IMPORTED_ROWS, rowsIn } from './import.ts'
import { addressKey, importAccount } from './import-account.ts'
import { importGroup, importMember, JoinedMembers } from './import-group.ts'
import { groupName } from './local-group.ts'
import { scoped } from './lookup.ts'
import type { Need } from './need.ts'
import type { Audience } from './operation.ts'
import type { CommandRule } from './plan-command.ts'

export const IMPORT: CommandRule<Commands['import']> = {
  need(need, rows) {
    for (const { email, audience } of rows.accounts) needAddress(need, audience, email)
    for (const { name, audience, members = [] } of rows.groups) {
      needName(need, audience, name)
      for (const email of members) needAddress(need, audience, email)
    }
    for (const { group, email, audience } of rows.members) {
      needName(need, audience, group)
      needAddress(need, audience, email)
    }
  },
  apply(state, rows) {
    assertSize(rows)
    const [addresses, names, joined] = [new Set<string>(), new Set<string>(), new JoinedMembers()]
    const result = {
      accounts: rows.accounts.map((row) => importAccount(state, row, addresses)),
      groups: rows.groups.map((row) => importGroup(state, row, names, joined)),
      members: rows.members.map((row) => importMember(state, row, joined)),
    }
    joined.record(state)
    return importResultJson(result)
  },
}

function assertSize(rows: ImportRows): void {
  if (rowsIn(rows) <= MOST_IMPORTED_ROWS) return
  throw new CommandRefusal(
    'invalid',
    `An import has at most ${MOST_IMPORTED_ROWS} rows: send the others in a next one.`,
  )
}

function needAddress(need: Need, audience: Audience, email: string): void {
  const key = addressKey(email)
  if (key !== null) need.accountEmails.add(scoped(audience, key))
}

function needName(need: Need, audience: Audience, name: string): void {
  const key = groupName(name)?.nameKey
  if (key !== undefined) need.siteGroupNames.add(scoped(audience, key))
}
