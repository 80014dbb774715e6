/** Apps and projects: made, renamed and deleted by administrators. Names are unique among those of a kind. */
import { fold } from '../scim/fold.ts'
import type { JsonObject } from '../scim/json.ts'
import { isStorableText } from '../scim/text-check.ts'
import { CommandRefusal, type Commands } from './command.ts'
import { appNamed, needApp } from './command-target.ts'
import { scoped } from './lookup.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { App } from './record.ts'

const LONGEST_NAME = 200

export const CREATE_APP: CommandRule<Commands['create-app']> = {
  need: (need, { kind, appName }) => need.appNames.add(scoped(kind, fold(appName))),
  apply(state, { kind, appName }) {
    const name = checkedName(appName)
    assertNameFree(state, kind, name)
    const { now } = state.context
    const app: App = {
      key: state.newKey(),
      id: state.context.newId(),
      kind,
      name,
      nameKey: fold(name),
      createdAt: now,
      updatedAt: now,
    }
    state.access.put(app)
    state.change({ ...appSubject(app), kind: 'created', before: null, after: { kind, name } })
    return shownApp(app)
  },
}

/** The same name again changes nothing. */
export const RENAME_APP: CommandRule<Commands['rename-app']> = {
  need: (need, { appId }) => needApp(need, appId),
  apply(state, { appId, appName }) {
    const app = appNamed(state, appId)
    const name = checkedName(appName)
    if (name === app.name) return shownApp(app)
    const nameKey = fold(name)
    if (nameKey !== app.nameKey) assertNameFree(state, app.kind, name)
    const renamed = { ...app, name, nameKey, updatedAt: state.context.now }
    state.access.put(renamed)
    state.change({ ...appSubject(app), kind: 'updated', before: { name: app.name }, after: { name } })
    return shownApp(renamed)
  },
}

export const DELETE_APP: CommandRule<Commands['delete-app']> = {
  need: (need, { appId }) => needApp(need, appId),
  apply(state, { appId, force }) {
    const app = appNamed(state, appId)
    const grants = state.access.grantsOfApp(app.key)
    if (grants.length > 0 && !force) {
      throw new CommandRefusal(
        'refused',
        `${grants.length} groups or organizations give access to it. Revoke, or force.`,
      )
    }
    const groups = grants.flatMap(({ siteGroupKey: key }) => {
      const group = state.siteGroups.get(key)
      if (group === undefined) state.missing.siteGroupKeys.add(key)
      return group?.id ?? []
    })
    for (const grant of grants) state.access.revoke(grant)
    state.access.delete(app)
    const before = { kind: app.kind, name: app.name, ...(groups.length === 0 ? {} : { groups }) }
    state.change({ ...appSubject(app), kind: 'deleted', before, after: null })
    return { revoked: grants.length }
  },
}

/** @throws CommandRefusal */
function checkedName(given: string): string {
  const name = given.trim()
  if (fold(name) !== '' && name.length <= LONGEST_NAME && isStorableText(name)) return name
  throw new CommandRefusal('invalid', `A name has 1 to ${LONGEST_NAME} characters, and none of them is a null.`)
}

function assertNameFree(state: PlanState, kind: App['kind'], name: string): void {
  if (state.access.names.find(scoped(kind, fold(name))) === undefined) return
  throw new CommandRefusal('name-taken', `There is ${kind === 'app' ? 'an app' : 'a project'} of this name already.`)
}

function appSubject({ id }: App): { readonly subjectType: 'app'; readonly subjectId: string } {
  return { subjectType: 'app', subjectId: id }
}

function shownApp({ id, kind, name, createdAt, updatedAt }: App): JsonObject {
  return { id, kind, name, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
