/** What happens to addresses: new ones, and ones that go from one person to another. */
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import type { ChangeDraft } from './change-draft.ts'
import { isEmployee, nameOf } from './change-people.ts'
import type { ModelUser } from './model.ts'
import { chance, pick } from './random.ts'
import { withChanges } from './user-changes.ts'

/** A new address that nobody has had; also for a guest who had none. */
export function changeAddress(draft: ChangeDraft): boolean {
  const user = draft.takeUser(() => true)
  if (user === null) return false
  setAddress(draft, user, newAddress(draft, user))
  return true
}

/** Two people swap their addresses, or one takes that of another who gets a new one. */
export function handOverAddress(draft: ChangeDraft): boolean {
  const [giver, taker] = [draft.takeUser(hasEmails), draft.takeUser(hasEmails)]
  if (giver === null || taker === null) {
    for (const user of [giver, taker]) if (user !== null) draft.untouch(user)
    return false
  }
  const [given, left] = [matchingEmail(giver.attributes), matchingEmail(taker.attributes)]
  const swap = chance(draft.source.randomizer, 0.5)
  setAddress(draft, giver, swap && left !== null ? left : newAddress(draft, giver))
  if (given !== null) setAddress(draft, taker, given)
  return true
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
