/** Random histories of a directory: few names, addresses and ids, so that they collide all the time. */
import type { PatchOperation } from '@syncline/core/scim/patch-operation.ts'
import { ENTERPRISE_USER_SCHEMA } from '@syncline/core/scim/schema-enterprise-user.ts'
import fc from 'fast-check'
import type { Request } from './lane.ts'
import * as requests from './requests.ts'

const MANAGER = `${ENTERPRISE_USER_SCHEMA}:manager`
const NAMES = ['ada', 'ADA ', 'İrem', 'irem', 'ırmak', 'IRMAK', 'Straße', 'STRASSE', 'Ωμέγας', '山田']
const EMAILS = ['a@example.com', 'A@Example.com', 'b@example.com', 'ç@örnek.tr', 'İ@x.tr']
const GROUPS = ['Staff', 'staff', 'İstanbul', 'ΣΊΣΥΦΟΣ', 'σίσυφος']

export type HistoryOptions = {
  /** 0 to 9. Ids of one directory are never those of another; people have the same addresses in all of them. */
  readonly directory?: number
  readonly groupNames?: readonly string[]
  readonly maxLength?: number
}

export function anyHistoryOf({
  directory = 0,
  groupNames = GROUPS,
  maxLength = 50,
}: HistoryOptions = {}): fc.Arbitrary<Request[]> {
  const id = (kind: number, n: number) => `0190000${kind}-0000-7000-8000-00000000${directory}00${n}`
  const userIds = [1, 2, 3, 4, 5].map((n) => id(1, n))
  const groupIds = [1, 2, 3].map((n) => id(2, n))
  const user = fc.constantFrom(...userIds)
  const group = fc.constantFrom(...groupIds)
  const member = fc.constantFrom(...userIds, ...groupIds)
  const members = fc.uniqueArray(member, { maxLength: 4 })
  const name = fc.constantFrom(...NAMES)
  const email = fc.constantFrom(...EMAILS)
  const groupName = fc.constantFrom(...groupNames)
  const emails = (value: string) => [{ value, type: 'work', primary: true }]

  const attributes = fc
    .record({
      userName: name,
      email: fc.option(email),
      active: fc.boolean(),
      title: name,
      manager: fc.option(member, { freq: 1 }),
      externalId: fc.option(fc.constantFrom('x-1', 'x-2', 'x-3')),
    })
    .map((u) => ({
      userName: u.userName,
      displayName: u.title,
      active: u.active,
      ...(u.email === null ? {} : { emails: emails(u.email) }),
      ...(u.externalId === null ? {} : { externalId: u.externalId }),
      ...(u.manager === null ? {} : { [ENTERPRISE_USER_SCHEMA]: { manager: { value: u.manager } } }),
    }))

  const manager = (id: string): PatchOperation => ({ op: 'replace', path: MANAGER, value: { value: id } })

  const request: fc.Arbitrary<Request> = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(user, attributes).map(([u, a]) => requests.createUser(u, a)) },
    { weight: 2, arbitrary: fc.tuple(user, attributes).map(([u, a]) => requests.putUser(u, a)) },
    { weight: 2, arbitrary: fc.tuple(user, name).map(([u, n]) => requests.replaceUser(u, 'userName', n)) },
    { weight: 3, arbitrary: fc.tuple(user, email).map(([u, e]) => requests.replaceUser(u, 'emails', emails(e))) },
    { weight: 1, arbitrary: user.map((u) => requests.patchUser(u, { op: 'remove', path: 'emails' })) },
    { weight: 2, arbitrary: fc.tuple(user, fc.boolean()).map(([u, a]) => requests.replaceUser(u, 'active', a)) },
    { weight: 3, arbitrary: user.map((u) => requests.deleteUser(u)) },
    { weight: 4, arbitrary: fc.tuple(user, member).map(([u, m]) => requests.patchUser(u, manager(m))) },
    { weight: 1, arbitrary: user.map((u) => requests.patchUser(u, { op: 'remove', path: MANAGER })) },
    { weight: 3, arbitrary: fc.tuple(group, groupName, members).map(([g, n, m]) => requests.createGroup(g, n, m)) },
    { weight: 4, arbitrary: fc.tuple(group, members).map(([g, m]) => requests.addMembers(g, ...m)) },
    { weight: 3, arbitrary: fc.tuple(group, members).map(([g, m]) => requests.removeMembers(g, ...m)) },
    { weight: 2, arbitrary: fc.tuple(group, members).map(([g, m]) => requests.replaceMembers(g, ...m)) },
    { weight: 2, arbitrary: fc.tuple(group, groupName).map(([g, n]) => requests.renameGroup(g, n)) },
    { weight: 1, arbitrary: group.map((g) => requests.deleteGroup(g)) },
  )

  /** Everybody is there, in groups, before things happen to them: most operations then find what they aim at. */
  const prologue: Request[] = [
    ...userIds.map((u, n) => requests.createUser(u, requests.person(`person ${n}`, EMAILS[n]))),
    ...groupIds.map((g, n) =>
      requests.createGroup(g, `${groupNames[0]} ${n}`, [...userIds.slice(n), ...groupIds.slice(0, n)]),
    ),
  ]

  return fc
    .array(request, { minLength: 5, maxLength, size: 'max' })
    .map((history) => renumber([...prologue, ...history]))
}

export const anyHistory = anyHistoryOf()

/**
 * An id is created at most once: the API makes a new one for every POST. A POST of a slot that was deleted starts its
 * next life, and later requests on the slot mean that one; any other POST is one more resource that nobody names again.
 */
export function renumber(history: Request[]): Request[] {
  const slots = new Set(history.flatMap(({ resourceId }) => resourceId ?? []))
  const lives = new Map<string, { life: number; alive: boolean }>()
  const current = (slot: string) => withLife(slot, lives.get(slot)?.life ?? 0)
  return history.map((entry, at) => {
    const slot = entry.resourceId ?? ''
    const body = withMembers(entry.body, current, slots)
    const { life, alive } = lives.get(slot) ?? { life: 0, alive: false }
    if (entry.method === 'DELETE') lives.set(slot, { life, alive: false })
    if (entry.method !== 'POST') return { ...entry, body, resourceId: current(slot) }
    if (alive) return { ...entry, body, resourceId: withLife(slot, 5_000 + at) }
    lives.set(slot, { life: life + 1, alive: true })
    return { ...entry, body, resourceId: current(slot) }
  })
}

function withLife(slot: string, life: number): string {
  return `${slot.slice(0, 9)}${String(life).padStart(4, '0')}${slot.slice(13)}`
}

/** Members and managers too mean the life that the slot is in. */
function withMembers(
  body: Request['body'],
  current: (slot: string) => string,
  slots: ReadonlySet<string>,
): Request['body'] {
  if (body === null) return body
  const renamed = withManagers(body, current, slots)
  if (renamed.kind === 'patch') {
    return { ...renamed, memberSteps: renamed.memberSteps.map((step) => ({ ...step, ids: step.ids.map(current) })) }
  }
  return { ...renamed, ...(renamed.members === undefined ? {} : { members: renamed.members.map(current) }) }
}

function withManagers<Body extends object>(
  body: Body,
  current: (slot: string) => string,
  slots: ReadonlySet<string>,
): Body {
  return JSON.parse(JSON.stringify(body), (name, value) => {
    const isReference = name === 'value' && typeof value === 'string' && slots.has(value)
    return isReference ? current(value) : value
  })
}
