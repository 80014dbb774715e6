/**
 * Random histories of a directory in which nobody wants what another one has: each user and each group has names and addresses
 * of its own. So what becomes of one does not depend on who came first.
 */
import type { PatchOperation } from '@syncline/core/scim/patch-operation.ts'
import fc from 'fast-check'
import { renumber } from './history.ts'
import type { Request } from './lane.ts'
import * as requests from './requests.ts'

const NUMBERS = [1, 2, 3, 4, 5]
const USER_IDS = NUMBERS.map((n) => `01900001-0000-7000-8000-00000000000${n}`)
const GROUP_IDS = NUMBERS.slice(0, 3).map((n) => `01900002-0000-7000-8000-00000000000${n}`)

const which = <T>(of: readonly T[]) => fc.constantFrom(...of.map((id, n) => ({ id, n })))
const user = which(USER_IDS)
const group = which(GROUP_IDS)
const members = fc.uniqueArray(fc.constantFrom(...USER_IDS, ...GROUP_IDS), { maxLength: 4 })
const spelling = fc.constantFrom('first', 'second')
const address = (n: number, which: string) => `${which}-${n}@example.com`
const work = (value: string) => [{ value, type: 'work', primary: true }]

const attributesOf = (n: number, email: string, active: boolean) => ({
  userName: `user ${n}`,
  displayName: `The ${n}`,
  externalId: `external ${n}`,
  active,
  emails: work(address(n, email)),
})
const replaced = (path: string, value: PatchOperation['value']) => (id: string) => requests.replaceUser(id, path, value)

const request: fc.Arbitrary<Request> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(user, spelling, fc.boolean())
      .map(([{ id, n }, email, active]) => requests.createUser(id, attributesOf(n, email, active))),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(user, spelling).map(([{ id, n }, email]) => replaced('emails', work(address(n, email)))(id)),
  },
  { weight: 3, arbitrary: fc.tuple(user, fc.boolean()).map(([{ id }, active]) => replaced('active', active)(id)) },
  { weight: 2, arbitrary: fc.tuple(user, spelling).map(([{ id }, title]) => replaced('title', title)(id)) },
  { weight: 3, arbitrary: user.map(({ id }) => requests.deleteUser(id)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(group, spelling, members)
      .map(([{ id, n }, name, ids]) => requests.createGroup(id, `${name} group ${n}`, ids)),
  },
  { weight: 5, arbitrary: fc.tuple(group, members).map(([{ id }, ids]) => requests.addMembers(id, ...ids)) },
  { weight: 5, arbitrary: fc.tuple(group, members).map(([{ id }, ids]) => requests.removeMembers(id, ...ids)) },
  { weight: 3, arbitrary: fc.tuple(group, members).map(([{ id }, ids]) => requests.replaceMembers(id, ...ids)) },
  {
    weight: 2,
    arbitrary: fc.tuple(group, spelling).map(([{ id, n }, name]) => requests.renameGroup(id, `${name} group ${n}`)),
  },
  { weight: 2, arbitrary: group.map(({ id }) => requests.deleteGroup(id)) },
)

const PROLOGUE: Request[] = [
  ...USER_IDS.map((id, n) => requests.createUser(id, attributesOf(n, 'first', true))),
  ...GROUP_IDS.map((id, n) =>
    requests.createGroup(id, `first group ${n}`, [...USER_IDS.slice(n), ...GROUP_IDS.slice(0, n)]),
  ),
]

export type CalmHistory = { readonly requests: readonly Request[]; readonly paused: readonly boolean[] }

/**
 * With the pauses of its directory: whether it is paused when a request is applied. Whoever comes during a pause keeps their address
 * until it ends: who they were in between is nowhere, and nothing is played back.
 */
export const calmHistory: fc.Arbitrary<CalmHistory> = fc
  .tuple(
    fc.array(request, { minLength: 5, maxLength: 50, size: 'max' }),
    fc.array(fc.integer({ min: 0, max: 55 }), { minLength: 1, maxLength: 6 }),
  )
  .map(([history, toggles]) => {
    const all = renumber([...PROLOGUE, ...history])
    const pausedAt = all.map((_, at) => toggles.filter((toggle) => toggle <= at).length % 2 === 1)
    const newcomers = new Set<string>()
    const kept = all.flatMap((each, at) => {
      if (pausedAt[at] !== true) newcomers.clear()
      const id = each.resourceId ?? ''
      if (each.method === 'POST') newcomers.add(id)
      return newcomers.has(id) && isAddressChange(each) ? [] : [{ request: each, paused: pausedAt[at] === true }]
    })
    return { requests: kept.map(({ request }) => request), paused: kept.map(({ paused }) => paused) }
  })

function isAddressChange({ body }: Request): boolean {
  return body?.kind === 'patch' && body.operations.some(({ path }) => path === 'emails')
}
