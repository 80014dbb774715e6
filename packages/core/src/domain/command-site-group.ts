/** What administrators decide about one group of the site: default access, cut off from its directory, linked to it again. */
import { CommandRefusal, type Commands } from './command.ts'
import { groupOf, needRecord, needSiteGroup, siteGroupNamed } from './command-target.ts'
import { isPaused } from './gate.ts'
import { keepAllAsLocal } from './guard-group.ts'
import { heldItem } from './guard-item-write.ts'
import type { CommandRule } from './plan-command.ts'
import { endConflict } from './project-conflict.ts'
import { projectGroup } from './project-group.ts'
import { hold, release } from './project-hold.ts'
import { makeSiteGroupLocal, siteGroupSubject } from './site-group-write.ts'

/** Records of that name are looked at again: while it gives default access no directory may have it. */
export const SET_DEFAULT_ACCESS: CommandRule<Commands['set-default-access']> = {
  need: (need, { groupId }) => needSiteGroup(need, groupId),
  apply(state, { groupId, on }) {
    const group = siteGroupNamed(state, groupId)
    if (group.defaultAccess === on) return { changed: false }
    if (on && group.source === 'synced') {
      throw new CommandRefusal('refused', 'A directory fills this group. Make it local first.')
    }
    state.siteGroups.put({ ...group, defaultAccess: on, updatedAt: state.context.now })
    const [before, after] = [{ defaultAccess: group.defaultAccess }, { defaultAccess: on }]
    state.change({ ...siteGroupSubject(group), kind: 'updated', before, after })
    state.mark({ kind: 'group-names', names: [group.nameKey] })
    return { changed: true }
  },
}

/** Its people stay as local members, by one statement however many they are; the record is not linked again by itself. */
export const DETACH_GROUP: CommandRule<Commands['detach-group']> = {
  need(need, { groupId, recordId }) {
    needSiteGroup(need, groupId)
    needRecord(need, recordId)
  },
  apply(state, { groupId, recordId }, by) {
    const siteGroup = siteGroupNamed(state, groupId)
    const group = groupOf(state, recordId)
    const link = state.groupLinks.get(group.key)
    if (link?.siteGroupKey !== siteGroup.key) {
      if (siteGroup.source === 'local') return { changed: false }
      throw new CommandRefusal('refused', 'Meanwhile the group follows another one. Look at it again.')
    }
    state.groupLinks.delete(group.key)
    state.siteMembers.localise(siteGroup.key, group.directoryId)
    keepAllAsLocal(state, group, siteGroup.key)
    makeSiteGroupLocal(state, siteGroup, { group: group.id })
    endConflict(state, group)
    // What is noted of its members stays true.
    release(state, group, ...state.holds.kindsOf(group.key).filter((kind) => kind !== 'nested-not-projected'))
    hold(state, group, 'detached', null, by)
    return { changed: true }
  },
}

export const LINK_GROUP: CommandRule<Commands['link-group']> = {
  need: (need, { recordId }) => needRecord(need, recordId),
  apply(state, { recordId }) {
    const group = groupOf(state, recordId)
    if (state.holds.get(group.key, 'detached') !== undefined) {
      const phase = state.context.directories.get(group.directoryId)?.phase
      if (phase === undefined || phase === 'disconnected') {
        throw new CommandRefusal('refused', 'Its directory is disconnected.')
      }
      if (isPaused(state, group.directoryId)) {
        throw new CommandRefusal('refused', 'Its directory is paused. Resume it first.')
      }
      if (heldItem(state, group) !== undefined) {
        throw new CommandRefusal('refused', 'The guard keeps people of it in a group. Release or reject that first.')
      }
      release(state, group, 'detached')
      // It has left the review long ago.
      state.begun.add(group.key)
      projectGroup(state, group, false)
    }
    return { linked: state.groupLinks.get(group.key) !== undefined, holds: state.holds.kindsOf(group.key) }
  },
}
