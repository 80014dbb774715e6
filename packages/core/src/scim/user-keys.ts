/** The compared values of a user, as the key columns hold them. Every text key is made by fold(). */
import { fold } from './fold.ts'
import { isJsonObject, type JsonObject } from './json.ts'

export type UserKeys = {
  readonly userNameKey: string
  /** Compared exactly (RFC 7643 §3.1); null when absent or empty. */
  readonly externalId: string | null
  readonly displayNameKey: string | null
  /** The matching e-mail, folded. */
  readonly emailKey: string | null
  /** Every e-mail, folded, without duplicates, in order. */
  readonly emailKeys: string[]
  readonly active: boolean
}

export function userKeys(attributes: JsonObject): UserKeys {
  const matching = matchingEmail(attributes)
  return {
    userNameKey: textKey(attributes.userName) ?? '',
    externalId:
      typeof attributes.externalId === 'string' && attributes.externalId !== '' ? attributes.externalId : null,
    displayNameKey: textKey(attributes.displayName),
    emailKey: matching === null ? null : fold(matching),
    emailKeys: [...new Set(emailsOf(attributes).map((email) => fold(email.value)))],
    active: attributes.active !== false,
  }
}

/**
 * The address that a person is matched by: the primary e-mail, else the work one, else the first, else the userName
 * if it is an address and no guest alias. Unfolded; null when there is none.
 */
export function matchingEmail(attributes: JsonObject): string | null {
  const emails = emailsOf(attributes)
  const chosen = emails.find((email) => email.primary) ?? emails.find((email) => email.type === 'work') ?? emails[0]
  if (chosen !== undefined) return chosen.value
  const { userName } = attributes
  return typeof userName === 'string' && isAddress(userName) && !isGuestAlias(userName) ? userName : null
}

type Email = { readonly value: string; readonly type: string; readonly primary: boolean }

function emailsOf(attributes: JsonObject): Email[] {
  if (!Array.isArray(attributes.emails)) return []
  const emails: Email[] = []
  for (const email of attributes.emails) {
    if (!isJsonObject(email) || typeof email.value !== 'string' || fold(email.value) === '') continue
    const type = typeof email.type === 'string' ? fold(email.type) : ''
    emails.push({ value: email.value, type, primary: email.primary === true })
  }
  return emails
}

/** Of the look of one; only a message to it would tell more. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim())
}

/** `name_domain#EXT#@tenant…`: how Entra names guests of other companies; the address in it is not theirs. */
function isGuestAlias(text: string): boolean {
  return fold(text).includes('#ext#@')
}

function textKey(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const key = fold(value)
  return key === '' ? null : key
}
