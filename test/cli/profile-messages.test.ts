/** What each provider sends for the same changes, to the letter. The shapes are those that the providers document. */

import { differingAttributes } from '@syncline/cli/simulate/compare-attributes.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from '@syncline/cli/simulate/model.ts'
import type { IdpProfile, Message } from '@syncline/cli/simulate/profile.ts'
import { PROFILES } from '@syncline/cli/simulate/profiles.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER, ENTRA_GROUP, PATCH_OP } from '@syncline/cli/simulate/schemas.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, it } from 'vitest'
import { smallModel } from './small-directory.ts'

const { entra, 'entra-compliant': compliant, 'okta-put': oktaPut, 'okta-patch': oktaPatch } = PROFILES

const patched = (...Operations: Json[]) => ({ schemas: [PATCH_OP], Operations })

function user(model: DirectoryModel, name: string): ModelUser {
  const found = model.users.get(`x-${name}`)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

function group(model: DirectoryModel): ModelGroup {
  const found = model.groups.get('x-all')
  if (found === undefined) throw new Error('there is no group')
  return found
}

function updateOfAda(profile: IdpProfile, changes: JsonObject, current: JsonObject = {}): Message {
  const ada = user(smallModel(), 'ada')
  const known = ada.attributes
  ada.known = known
  ada.attributes = { ...known, ...changes }
  const differences = differingAttributes(ada.attributes, known)
  return profile.updateUser({ user: ada, id: 'id-ada', differences, managerId: 'id-bo', current })
}

function managerOf(profile: IdpProfile, name: 'ada' | 'bo', knownManagerId: string | null, managerId: string | null) {
  const person = user(smallModel(), name)
  person.knownManagerId = knownManagerId
  return profile.setManager({ user: person, id: `id-${name}`, managerId, current: {} }).body
}

function membersOf(profile: IdpProfile, added: readonly string[], removed: readonly string[]): Message[] {
  const model = smallModel()
  const change = { group: group(model), id: 'id-all', added: added.map((name) => user(model, name)), removed }
  return profile.changeMembers(change).flatMap(({ messages }) => messages)
}

const WORK = [{ type: 'work', value: 'new@corp.example', primary: true }]
const MANAGER = `${ENTERPRISE_USER}:manager`

describe.each([entra, compliant])('$name', (profile) => {
  it('looks users and groups up, groups without their members', () => {
    expect(profile.userLookUp('a"b@x')).toBe(`/Users?filter=${encodeURIComponent('userName eq "a\\"b@x"')}`)
    const filter = encodeURIComponent('displayName eq "All"')
    expect(profile.groupLookUp('All')).toBe(`/Groups?excludedAttributes=members&filter=${filter}`)
  })

  it('asks for a user that cannot exist before anything else', () => {
    const [path = ''] = profile.connectionTest()
    expect(decodeURIComponent(path)).toMatch(/^\/Users\?filter=userName eq "[0-9a-f-]{36}"$/)
  })

  it('creates users with all they have, groups without members', () => {
    const model = smallModel()
    expect(profile.createUser(user(model, 'bo'), null)).toEqual({
      schemas: [CORE_USER, ENTERPRISE_USER],
      externalId: 'x-bo',
      userName: 'bo@corp.example',
      displayName: 'bo',
      active: true,
      [ENTERPRISE_USER]: { department: 'Sales' },
      roles: [],
      meta: { resourceType: 'User' },
    })
    expect(profile.createGroup(group(model))).toEqual({
      schemas: [CORE_GROUP, ENTRA_GROUP],
      externalId: 'x-all',
      displayName: 'All',
      meta: { resourceType: 'Group' },
    })
  })
})

describe('entra', () => {
  it('switches off by a word', () => {
    expect(updateOfAda(entra, { active: false })).toEqual({
      kind: 'update user',
      method: 'PATCH',
      path: '/Users/id-ada',
      body: patched({ op: 'Replace', path: 'active', value: 'False' }),
    })
  })

  it('sends a path for each attribute, and the work address by its type', () => {
    const changes = {
      displayName: 'Ada B',
      name: { familyName: 'B' },
      emails: WORK,
      [ENTERPRISE_USER]: { department: 'D' },
    }
    expect(updateOfAda(entra, changes).body).toEqual(
      patched(
        { op: 'Replace', path: 'displayName', value: 'Ada B' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@corp.example' },
        { op: 'Replace', path: 'name.familyName', value: 'B' },
        { op: 'Replace', path: `${ENTERPRISE_USER}:department`, value: 'D' },
      ),
    )
  })

  it('takes away what is gone', () => {
    expect(updateOfAda(entra, { title: null, emails: [] }).body).toEqual(
      patched({ op: 'Remove', path: 'emails[type eq "work"]' }, { op: 'Remove', path: 'title' }),
    )
  })

  it('adds, replaces and empties the manager as text', () => {
    expect(managerOf(entra, 'bo', null, 'id-ada')).toEqual(patched({ op: 'Add', path: MANAGER, value: 'id-ada' }))
    expect(managerOf(entra, 'bo', 'id-x', 'id-ada')).toEqual(patched({ op: 'Replace', path: MANAGER, value: 'id-ada' }))
    expect(managerOf(entra, 'bo', 'id-x', null)).toEqual(patched({ op: 'Replace', path: MANAGER, value: '' }))
  })

  it('removes the members that it lists, then adds', () => {
    expect(membersOf(entra, ['bo'], ['id-ada']).map(({ body }) => body)).toEqual([
      patched({ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'id-ada' }] }),
      patched({ op: 'Add', path: 'members', value: [{ $ref: null, value: 'id-bo' }] }),
    ])
  })

  it('renames a group', () => {
    const renamed = group(smallModel())
    const differences = [{ path: 'displayName', sent: 'New', found: 'All' }]
    expect(entra.updateGroup(renamed, 'id-all', differences).body).toEqual(
      patched({ op: 'Replace', path: 'displayName', value: 'New' }),
    )
  })
})

describe('entra-compliant', () => {
  it('switches off by a flag', () => {
    expect(updateOfAda(compliant, { active: false }).body).toEqual(
      patched({ op: 'replace', path: 'active', value: false }),
    )
  })

  it('sends simple attributes together without a path, their names dotted', () => {
    const changes = {
      displayName: 'Ada B',
      name: { familyName: 'B' },
      emails: WORK,
      [ENTERPRISE_USER]: { department: 'D' },
    }
    expect(updateOfAda(compliant, changes).body).toEqual(
      patched(
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@corp.example' },
        {
          op: 'replace',
          value: { displayName: 'Ada B', 'name.familyName': 'B', [`${ENTERPRISE_USER}:department`]: 'D' },
        },
      ),
    )
  })

  it('adds, replaces and removes the manager', () => {
    expect(managerOf(compliant, 'bo', null, 'id-ada')).toEqual(patched({ op: 'add', path: MANAGER, value: 'id-ada' }))
    expect(managerOf(compliant, 'bo', 'id-x', 'id-ada')).toEqual(
      patched({ op: 'replace', path: MANAGER, value: 'id-ada' }),
    )
    expect(managerOf(compliant, 'bo', 'id-x', null)).toEqual(patched({ op: 'remove', path: MANAGER }))
  })

  it('removes each member by a filter', () => {
    expect(membersOf(compliant, ['bo'], ['id-ada', 'id-guest']).map(({ body }) => body)).toEqual([
      patched(
        { op: 'remove', path: 'members[value eq "id-ada"]' },
        { op: 'remove', path: 'members[value eq "id-guest"]' },
      ),
      patched({ op: 'add', path: 'members', value: [{ value: 'id-bo' }] }),
    ])
  })
})

describe.each([oktaPut, oktaPatch])('$name', (profile) => {
  it('tests users and groups, and looks up by page', () => {
    expect(profile.connectionTest()).toEqual(['/Users?startIndex=1&count=2', '/Groups?startIndex=1&count=2'])
    const filter = encodeURIComponent('userName eq "a@x"')
    expect(profile.userLookUp('a@x')).toBe(`/Users?filter=${filter}&startIndex=1&count=100`)
  })

  it('creates users with a password that is another one each time, and groups by name', () => {
    const model = smallModel()
    const { password, ...body } = profile.createUser(user(model, 'bo'), null)
    expect(password).not.toBe(profile.createUser(user(model, 'bo'), null).password)
    expect(body).toEqual({
      schemas: [CORE_USER, ENTERPRISE_USER],
      externalId: 'x-bo',
      userName: 'bo@corp.example',
      displayName: 'bo',
      active: true,
      [ENTERPRISE_USER]: { department: 'Sales' },
      groups: [],
    })
    expect(profile.createGroup(group(model))).toEqual({ schemas: [CORE_GROUP], displayName: 'All', members: [] })
  })

  it('sends the name of a group, then who leaves and who joins in one request', () => {
    expect(membersOf(profile, ['bo'], ['id-ada'])).toEqual([
      {
        kind: 'update group',
        method: 'PATCH',
        path: '/Groups/id-all',
        body: patched({ op: 'replace', value: { id: 'id-all', displayName: 'All' } }),
      },
      {
        kind: 'change members',
        method: 'PATCH',
        path: '/Groups/id-all',
        body: patched(
          { op: 'remove', path: 'members[value eq "id-ada"]' },
          { op: 'add', path: 'members', value: [{ value: 'id-bo', display: 'bo@corp.example' }] },
        ),
      },
    ])
  })

  it('never deletes a user', () => {
    expect(profile.deletesUsers).toBe(false)
  })
})

describe('okta-patch', () => {
  it('switches off without a path', () => {
    expect(updateOfAda(oktaPatch, { active: false }).body).toEqual(patched({ op: 'replace', value: { active: false } }))
  })

  it('sends what has changed, nested, and null for what is gone', () => {
    const changes = { title: null, name: { familyName: 'B' }, emails: WORK, [ENTERPRISE_USER]: { department: 'D' } }
    const value = { emails: WORK, title: null, name: { familyName: 'B' }, [ENTERPRISE_USER]: { department: 'D' } }
    expect(updateOfAda(oktaPatch, changes).body).toEqual(patched({ op: 'replace', value }))
  })

  it('sets the manager and takes it away', () => {
    const manager = (value: Json) => patched({ op: 'replace', value: { [ENTERPRISE_USER]: { manager: value } } })
    expect(managerOf(oktaPatch, 'bo', null, 'id-ada')).toEqual(manager({ value: 'id-ada' }))
    expect(managerOf(oktaPatch, 'bo', 'id-ada', null)).toEqual(manager(null))
  })
})

describe('okta-put', () => {
  it('sends the whole user as it was read, with what Okta has to say of it', () => {
    const read = { id: 'id-ada', title: 'Head', nickName: 'A', meta: { version: 'W/"1"' }, groups: [{ value: 'g' }] }
    expect(updateOfAda(oktaPut, { active: false, title: null }, read)).toEqual({
      kind: 'update user',
      method: 'PUT',
      path: '/Users/id-ada',
      body: {
        schemas: [CORE_USER, ENTERPRISE_USER],
        id: 'id-ada',
        externalId: 'x-ada',
        userName: 'ada@corp.example',
        displayName: 'ada',
        active: false,
        emails: [{ type: 'work', value: 'ada@corp.example', primary: true }],
        title: null,
        nickName: 'A',
        [ENTERPRISE_USER]: { manager: { value: 'id-bo' } },
        groups: [],
        meta: { version: 'W/"1"' },
      },
    })
  })

  it('leaves the manager out to take it away, and keeps the department', () => {
    expect(managerOf(oktaPut, 'bo', null, 'id-ada')).toMatchObject({
      [ENTERPRISE_USER]: { department: 'Sales', manager: { value: 'id-ada' } },
    })
    expect(managerOf(oktaPut, 'bo', 'id-ada', null)).toMatchObject({ [ENTERPRISE_USER]: { department: 'Sales' } })
    expect(managerOf(oktaPut, 'ada', 'id-bo', null)).not.toHaveProperty([ENTERPRISE_USER])
  })
})
