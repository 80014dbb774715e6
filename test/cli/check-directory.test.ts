import { DirectoryCheck } from '@syncline/cli/simulate/check-directory.ts'
import { Differences } from '@syncline/cli/simulate/differences.ts'
import { PROFILES } from '@syncline/cli/simulate/profiles.ts'
import { ENTERPRISE_USER } from '@syncline/cli/simulate/schemas.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, it } from 'vitest'
import { shownGroups, shownUsers, smallModel } from './small-directory.ts'

type Shown = { users: JsonObject[]; groups: JsonObject[] }

function found(plant: (shown: Shown) => void) {
  const shown = { users: shownUsers(), groups: shownGroups() }
  plant(shown)
  const differences = new Differences()
  const check = new DirectoryCheck(smallModel(), PROFILES.entra, differences)
  for (const user of shown.users) check.seeUser(user)
  for (const group of shown.groups) check.seeGroup(group)
  check.finish()
  return {
    problems: differences.first.map(({ subject, problem }) => `${subject}: ${problem}`),
    total: differences.total,
    check,
  }
}

const userAt = ({ users }: Shown, index: number) => users[index] ?? {}
const groupAt = ({ groups }: Shown, index: number) => groups[index] ?? {}

describe('the check of a directory', () => {
  it('finds nothing where everything is as it was sent, and counts it', () => {
    const { problems, check } = found(() => undefined)
    expect(problems).toEqual([])
    expect([check.users, check.groups, check.memberships]).toEqual([3, 2, 3])
  })

  it('takes unassigned, null and empty for the same, and ignores the order of values', () => {
    const { problems } = found((shown) => {
      Object.assign(userAt(shown, 0), {
        nickName: null,
        roles: [],
        emails: [{ primary: true, value: 'ada@corp.example', type: 'work', display: null }],
      })
    })
    expect(problems).toEqual([])
  })

  it.each<[string, (shown: Shown) => void, string]>([
    [
      'a wrong attribute',
      (shown) => Object.assign(userAt(shown, 0), { title: 'Chief' }),
      'user ada@corp.example: title is "Chief", sent "Head"',
    ],
    [
      'a lost attribute',
      (shown) => Object.assign(userAt(shown, 0), { emails: [] }),
      'user ada@corp.example: emails is [], sent [{"type":"work","value":"ada@corp.example","primary":true}]',
    ],
    [
      'a flag as text',
      (shown) => Object.assign(userAt(shown, 2), { active: 'False' }),
      'user guest_p.example#EXT#@t.example: active is "False", sent false',
    ],
    [
      'an attribute that was never sent',
      (shown) => Object.assign(userAt(shown, 0), { nickName: 'A' }),
      'user ada@corp.example: nickName is "A", sent nothing',
    ],
    [
      'a wrong extension attribute',
      (shown) =>
        Object.assign(userAt(shown, 1), { [ENTERPRISE_USER]: { department: 'HR', manager: { value: 'id-ada' } } }),
      `user bo@corp.example: ${ENTERPRISE_USER}:department is "HR", sent "Sales"`,
    ],
    [
      'a lost manager',
      (shown) => Object.assign(userAt(shown, 1), { [ENTERPRISE_USER]: { department: 'Sales' } }),
      'user bo@corp.example: manager is null, sent "id-ada"',
    ],
    ['a missing user', (shown) => shown.users.pop(), 'user guest_p.example#EXT#@t.example: missing'],
    [
      'an extra user',
      (shown) => shown.users.push({ id: 'i', userName: 'eve', externalId: 'x-eve' }),
      'user eve: not sent by this sync',
    ],
    [
      'a user shown twice',
      (shown) => shown.users.push(...shown.users.slice(0, 1)),
      'user ada@corp.example: shown twice (externalId x-ada)',
    ],
    [
      'a changed id',
      (shown) => Object.assign(userAt(shown, 0), { id: 'other' }),
      'user ada@corp.example: id is "other", at creation it was "id-ada"',
    ],
    [
      'a missing member',
      (shown) => Object.assign(groupAt(shown, 0), { members: [{ value: 'id-ada' }, { value: 'id-guest' }] }),
      'group All: member bo@corp.example is missing',
    ],
    [
      'an extra member',
      (shown) => Object.assign(groupAt(shown, 1), { members: [{ value: 'id-ada' }] }),
      'group None: member id-ada was not sent',
    ],
    ['a missing group', (shown) => shown.groups.pop(), 'group None: missing'],
    [
      'an extra group',
      (shown) => shown.groups.push({ id: 'g', displayName: 'New' }),
      'group New: not sent by this sync',
    ],
    [
      'a renamed group',
      (shown) => Object.assign(groupAt(shown, 0), { displayName: 'all' }),
      'group all: displayName is "all", sent "All"',
    ],
  ])('finds %s', (_, plant, problem) => {
    const { problems } = found(plant)
    expect(problems).toEqual([problem])
  })

  it('counts every difference and keeps the first twenty', () => {
    const { problems, total } = found((shown) => {
      for (let n = 0; n < 30; n++) shown.users.push({ id: `i${n}`, userName: `eve${n}`, externalId: `e${n}` })
    })
    expect([problems.length, total]).toEqual([20, 30])
  })
})
