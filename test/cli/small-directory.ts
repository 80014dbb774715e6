/** A directory of three people and two groups as the simulator knows it, and as a server would show it. */
import { DirectoryModel } from '@syncline/cli/simulate/model.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER } from '@syncline/cli/simulate/schemas.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'

const person = (
  name: string,
  attributes: JsonObject,
  manager: string | null = null,
  alias = `${name}@corp.example`,
) => ({
  externalId: `x-${name}`,
  userName: alias,
  attributes: { externalId: `x-${name}`, userName: alias, displayName: name, active: true, ...attributes },
  manager,
})

/** Everything was created: ids are known. */
export function smallModel(): DirectoryModel {
  const model = new DirectoryModel({
    people: [
      person('ada', { emails: [{ type: 'work', value: 'ada@corp.example', primary: true }], title: 'Head' }),
      person('bo', { [ENTERPRISE_USER]: { department: 'Sales' } }, 'x-ada'),
      person('guest', { active: false }, null, 'guest_p.example#EXT#@t.example'),
    ],
    groups: [
      { externalId: 'x-all', displayName: 'All', members: ['x-ada', 'x-bo', 'x-guest'] },
      { externalId: 'x-none', displayName: 'None', members: [] },
    ],
  })
  for (const item of [...model.users.values(), ...model.groups.values()]) item.id = item.externalId.replace('x-', 'id-')
  return model
}

export function shownUsers(): JsonObject[] {
  const shown = [...smallModel().users.values()].map(
    (user): JsonObject => ({
      schemas: [CORE_USER],
      id: user.id,
      ...structuredClone(user.attributes),
      meta: { resourceType: 'User' },
    }),
  )
  const bo = shown[1]
  if (bo !== undefined)
    bo[ENTERPRISE_USER] = { department: 'Sales', manager: { value: 'id-ada', $ref: 'https://s/Users/id-ada' } }
  return shown
}

export function shownGroups(): JsonObject[] {
  return [...smallModel().groups.values()].map(
    (group): JsonObject => ({
      schemas: [CORE_GROUP],
      id: group.id,
      externalId: group.externalId,
      displayName: group.displayName,
      members: [...group.members].map((member) => ({ value: member.replace('x-', 'id-'), type: 'User' })),
      meta: { resourceType: 'Group' },
    }),
  )
}
