/** A row of an import that is an account: a new one, or what somebody without a directory keeps up to date by hand. */
import { fold } from '../scim/fold.ts'
import type { Json, JsonObject } from '../scim/json.ts'
import { sameJson } from '../scim/json-equal.ts'
import { isStorableText } from '../scim/text-check.ts'
import { isAddress } from '../scim/user-keys.ts'
import { classOf } from './account-class.ts'
import { insertAccount, putAccount } from './account-write.ts'
import { type ImportedAccount, PROFILE_NAMES, type RowResult, refusedRow } from './import.ts'
import { scoped } from './lookup.ts'
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { Account } from './record.ts'
import { switchAccount } from './switch-account.ts'

const LONGEST_ADDRESS = 320
const LONGEST_TEXT = 1_000

export function importAccount(state: PlanState, row: ImportedAccount, seen: Set<string>): RowResult {
  const emailKey = addressKey(row.email)
  if (emailKey === null) return refusedRow('not-an-address')
  const address = scoped(row.audience, emailKey)
  if (seen.has(address)) return refusedRow('twice')
  seen.add(address)
  const account = accountByEmail(state, row.audience, emailKey)
  if (!newTexts(row, account).every(isText)) return refusedRow('not-text')
  if (account === undefined) return { result: 'created', id: createAccount(state, row, emailKey).id }
  return updateAccount(state, account, row)
}

/** The folded address; null: it is none. */
export function addressKey(email: string): string | null {
  return email.length <= LONGEST_ADDRESS && isAddress(email) && isStorableText(email) ? fold(email) : null
}

/** Whoever has it in this audience. */
export function accountByEmail(state: PlanState, audience: Audience, emailKey: string): Account | undefined {
  const key = state.accountEmails.find(scoped(audience, emailKey))
  return key === undefined ? undefined : state.accounts.get(key)
}

function createAccount(state: PlanState, row: ImportedAccount, emailKey: string): Account {
  const { now } = state.context
  const active = row.active !== false
  const account = withTexts(
    {
      key: state.newKey(),
      id: state.context.newId(),
      audience: row.audience,
      class: classOf(state, row.audience, emailKey),
      active,
      switchedOffBy: active ? null : 'admin',
      email: row.email.trim(),
      emailKey,
      displayName: null,
      profile: {},
      createdAt: now,
      updatedAt: now,
    },
    row,
  )
  insertAccount(state, account)
  return account
}

/**
 * The profile of an external account is the site's own, whoever owns it; that of any other one is its owner's. Who is off stays
 * off as they are: that a row says so as well does not make it an administrator's decision.
 */
function updateAccount(state: PlanState, account: Account, row: ImportedAccount): RowResult {
  const { id } = account
  const after = withTexts(account, row)
  const switches = row.active !== undefined && row.active !== account.active
  if (!switches && sameJson(textsIn(account), textsIn(after))) return { result: 'unchanged', id }
  if (state.owners.get(account.key) && account.class !== 'external') return refusedRow('owned')
  putAccount(state, account, after)
  if (switches) switchAccount(state, after, row.active === true)
  return { result: 'updated', id }
}

/** What the row says of them; an empty text is none. What differs by blanks around it is what a directory wrote, and stays. */
function withTexts(account: Account, row: ImportedAccount): Account {
  const profile: { [name: string]: Json } = { ...account.profile }
  for (const name of PROFILE_NAMES) {
    const text = row[name]
    if (text === undefined || isSame(text, profile[name])) continue
    if (text === null || text.trim() === '') delete profile[name]
    else profile[name] = text.trim()
  }
  const { displayName } = row
  if (displayName === undefined || isSame(displayName, account.displayName)) return { ...account, profile }
  return { ...account, displayName: displayName?.trim() || null, profile }
}

function isSame(text: string | null, known: Json | undefined): boolean {
  return (text ?? '').trim() === (typeof known === 'string' ? known : '').trim()
}

function textsIn({ displayName, profile }: Account): JsonObject {
  return { displayName, profile }
}

function isText(text: string): boolean {
  return text.length <= LONGEST_TEXT && isStorableText(text)
}

/** Those that the account does not have yet: a directory may have brought longer ones than an import may. */
function newTexts(row: ImportedAccount, account: Account | undefined): string[] {
  const pairs = [
    [row.displayName, account?.displayName],
    ...PROFILE_NAMES.map((name) => [row[name], account?.profile[name]]),
  ]
  return pairs.flatMap(([text, known]) => (typeof text === 'string' && !isSame(text, known) ? [text] : []))
}
