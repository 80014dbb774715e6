/** What happens to people: each function makes one change in the model, or says that nobody fits. */
import { isJsonObject } from '@syncline/core/scim/json.ts'
import type { ChangeDraft } from './change-draft.ts'
import { joinSomeGroups } from './change-groups.ts'
import { DEPARTMENTS, titleOf } from './departments.ts'
import type { DirectoryModel, ModelUser } from './model.ts'
import { drawName, employeeAttributes, type Name, person } from './person-attributes.ts'
import { below, chance, pick } from './random.ts'
import { ENTERPRISE_USER } from './schemas.ts'
import { withChanges } from './user-changes.ts'

const STAFF_DEPTH = 5
const WITHOUT_MANAGER = 0.02

export function hire(draft: ChangeDraft): boolean {
  const { model, organisation, randomizer, locales, english, newLocal, nextEmployeeNumber } = draft.source
  const locale = locales.draw()
  const name = drawName(locale)
  const local = newLocal(name.givenName, name.familyName)
  const department = pick(randomizer, DEPARTMENTS)
  const attributes = {
    ...employeeAttributes({ randomizer, organisation, locale, name, local, active: true }),
    title: titleOf(STAFF_DEPTH, false, department, (limit) => below(randomizer, limit)),
    [ENTERPRISE_USER]: { employeeNumber: nextEmployeeNumber(), department },
  }
  const manager = draft.anyUser((user) => isEmployee(user) && isActive(user))
  const hired = person(english.string.uuid(), attributes, manager?.externalId ?? null)
  model.addUser(hired)
  joinSomeGroups(draft, hired.externalId)
  return true
}

/** Somebody who was deleted in an earlier cycle is created again: a new record, the old name and address. */
export function rehire(draft: ChangeDraft): boolean {
  const { model, randomizer, english, departed } = draft.source
  const [attributes] = departed.splice(below(randomizer, departed.length), 1)
  if (attributes === undefined) return false
  const { externalId: _, ...kept } = attributes
  const back = person(english.string.uuid(), { ...kept, userName: attributes.userName, active: true }, null)
  model.addUser(back)
  joinSomeGroups(draft, back.externalId)
  return true
}

/** Another department, title and manager. */
export function move(draft: ChangeDraft): boolean {
  const { model, randomizer } = draft.source
  const user = draft.takeUser(isEmployee)
  if (user === null) return false
  const department = pick(randomizer, DEPARTMENTS)
  const title = titleOf(STAFF_DEPTH, false, department, (limit) => below(randomizer, limit))
  const enterprise = user.attributes[ENTERPRISE_USER]
  const known = isJsonObject(enterprise) ? enterprise : {}
  model.setAttributes(user, withChanges(user, { title, [ENTERPRISE_USER]: { ...known, department } }))
  if (chance(randomizer, WITHOUT_MANAGER)) model.setManager(user, null)
  else {
    const manager = draft.anyUser((other) => isEmployee(other) && !isBelow(model, other, user))
    if (manager !== null) model.setManager(user, manager.externalId)
  }
  return true
}

/** Another family name: name, display name and userName, and for half of them the address. */
export function rename(draft: ChangeDraft): boolean {
  const { model, randomizer, locales, organisation, newLocal } = draft.source
  const user = draft.takeUser(isEmployee)
  if (user === null) return false
  const locale = locales.of(String(user.attributes.preferredLanguage))
  const { givenName } = nameOf(user)
  const drawn = drawName(locale)
  const parts = locale.familyFirst ? [drawn.familyName, givenName] : [givenName, drawn.familyName]
  const formatted = parts.join(locale.separator)
  const local = newLocal(givenName, drawn.familyName)
  const userName = `${local}@${organisation.domain}`
  const name = { givenName, familyName: drawn.familyName, formatted }
  const changed = withChanges(user, { name, displayName: formatted, userName })
  const address = chance(randomizer, 0.5) ? userName : null
  model.setAttributes(user, address === null ? changed : withChanges({ attributes: changed }, {}, address))
  return true
}

/** Deleted in the directory; the directory takes them out of its groups. */
export function remove(draft: ChangeDraft): boolean {
  const { model } = draft.source
  // Usually somebody who was switched off some time ago.
  const user = draft.takeUser((candidate) => !isActive(candidate)) ?? draft.takeUser(() => true)
  if (user === null || model.users.size < 3) return false
  draft.departing.push({ ...user.attributes, userName: user.userName })
  model.removeUser(user)
  return true
}

export function deactivate(draft: ChangeDraft): boolean {
  return setActive(draft, false)
}

export function reactivate(draft: ChangeDraft): boolean {
  return setActive(draft, true)
}

export function isEmployee({ attributes }: ModelUser): boolean {
  return attributes.userType === 'Employee'
}

export function nameOf({ attributes }: ModelUser): Name {
  const name = isJsonObject(attributes.name) ? attributes.name : {}
  const text = (part: unknown) => (typeof part === 'string' ? part : '')
  return { givenName: text(name.givenName), familyName: text(name.familyName), formatted: text(name.formatted) }
}

function setActive(draft: ChangeDraft, active: boolean): boolean {
  const user = draft.takeUser((candidate) => isActive(candidate) !== active)
  if (user === null) return false
  draft.source.model.setAttributes(user, withChanges(user, { active }))
  return true
}

function isActive({ attributes }: ModelUser): boolean {
  return attributes.active !== false
}

/** Whether `other` is `user` or reports to them, at any distance. */
function isBelow(model: DirectoryModel, other: ModelUser, user: ModelUser): boolean {
  for (let at: ModelUser | undefined = other; at !== undefined; ) {
    if (at === user) return true
    at = at.manager === null ? undefined : model.users.get(at.manager)
  }
  return false
}
