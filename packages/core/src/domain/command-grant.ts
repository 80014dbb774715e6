/**
 * What a group or organization gives access to. Bound by ids: neither end's name matters, and a group that is deleted takes its
 * grants along. Each may be said twice.
 */

import { CommandRefusal, type Commands } from './command.ts'
import { appNamed, needApp, needSiteGroup, siteGroupNamed } from './command-target.ts'
import type { Need } from './need.ts'
import type { Audience } from './operation.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { AccessGrant, App, AppKind, SiteGroup } from './record.ts'
import { siteGroupSubject } from './site-group-write.ts'

const AUDIENCE_OF_KIND: Readonly<Record<AppKind, Audience>> = { app: 'workforce', project: 'customers' }

type Ends = Commands['grant-access']

export const GRANT_ACCESS: CommandRule<Commands['grant-access']> = {
  need: endsNeed,
  apply(state, ends, by) {
    const { app, group, grant } = foundEnds(state, ends)
    if (AUDIENCE_OF_KIND[app.kind] !== group.audience) {
      throw new CommandRefusal('refused', 'Groups give access to apps, and organizations of customers to projects.')
    }
    if (grant !== undefined) return { changed: false }
    const { now: grantedAt } = state.context
    state.access.grant({ appKey: app.key, siteGroupKey: group.key, grantedAt, grantedBy: by })
    state.change({ ...siteGroupSubject(group), kind: 'granted', before: null, after: namedApp(app) })
    return { changed: true }
  },
}

export const REVOKE_ACCESS: CommandRule<Commands['revoke-access']> = {
  need: endsNeed,
  apply(state, ends) {
    const { app, group, grant } = foundEnds(state, ends)
    if (grant === undefined) return { changed: false }
    state.access.revoke(grant)
    state.change({ ...siteGroupSubject(group), kind: 'revoked', before: namedApp(app), after: null })
    return { changed: true }
  },
}

function endsNeed(need: Need, { appId, groupId }: Ends): void {
  needApp(need, appId)
  needSiteGroup(need, groupId)
}

function foundEnds(
  state: PlanState,
  { appId, groupId }: Ends,
): { readonly app: App; readonly group: SiteGroup; readonly grant: AccessGrant | undefined } {
  const app = appNamed(state, appId)
  const group = siteGroupNamed(state, groupId)
  const grant = state.access.grantsOfGroup(group.key).find(({ appKey }) => appKey === app.key)
  return { app, group, grant }
}

function namedApp({ id, kind, name }: App) {
  return { app: id, kind, name }
}
