/** What happens to addresses: new ones, and ones that go from one person to another. */
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import type { ChangeDraft } from './change-draft.ts'
import { isEmployee, nameOf } from './change-people.ts'
import type { ModelUser } from './model.ts'
import { pick } from './random.ts'
import { withChanges } from './user-changes.ts'

/** A new address that nobody has had; also for a guest who had none. */
export function changeAddress(draft: ChangeDraft): boolean {
  const user = draft.takeUser(() => true)
  if (user === null) return false
  setAddress(draft, user, newAddress(draft, user))
  return true
}

/** One takes the address of another, who gets a new one. */
export function handOverAddress(draft: ChangeDraft): boolean {
  const pair = takeTwo(draft)
  if (pair === null) return false
  const [giver, taker, address] = pair
  setAddress(draft, giver, newAddress(draft, giver))
  setAddress(draft, taker, address)
  return true
}

/** Whichever of the two is sent first finds its new address taken. */
export function swapAddresses(draft: ChangeDraft): boolean {
  const pair = takeTwo(draft)
  const other = pair && matchingEmail(pair[1].attributes)
  if (pair === null || other === null) return false
  const [giver, taker, address] = pair
  setAddress(draft, giver, other)
  setAddress(draft, taker, address)
  return true
}

/** Two people, and the address of the first. */
function takeTwo(draft: ChangeDraft): readonly [giver: ModelUser, taker: ModelUser, address: string] | null {
  const { site } = draft.source.model
  // What an address that somebody has for a moment more makes of a person without an account depends on who comes first.
  const fits = (user: ModelUser) =>
    hasEmails(user) && (site === null || site.people.standingOf(user.externalId).account !== null)
  const [giver, taker] = [draft.takeUser(fits), draft.takeUser(fits)]
  const address = giver && matchingEmail(giver.attributes)
  if (giver !== null && taker !== null && address !== null) return [giver, taker, address]
  for (const user of [giver, taker]) if (user !== null) draft.untouch(user)
  return null
}

function newAddress({ source }: ChangeDraft, user: ModelUser): string {
  const { organisation, randomizer, newLocal } = source
  const { givenName, familyName } = nameOf(user)
  const domain = isEmployee(user) ? organisation.domain : pick(randomizer, organisation.partnerDomains)
  return `${newLocal(givenName, familyName)}@${domain}`
}

function setAddress({ source }: ChangeDraft, user: ModelUser, address: string): void {
  source.model.setAttributes(user, withChanges(user, {}, address))
}

function hasEmails({ attributes }: ModelUser): boolean {
  return Array.isArray(attributes.emails)
}
