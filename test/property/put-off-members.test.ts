/**
 * Memberships that are written by statements at the end of a batch: whatever else the batch does to the same groups and people,
 * they come to what the directories say, and to the same however the history was cut.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { CONFLICT_DECISIONS } from '@syncline/core/domain/conflict.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { anyHistoryOf } from '../support/history.ts'
import { recountIn } from '../support/memory-recount.ts'
import { type MemoryRequest, MemorySite } from '../support/memory-site.ts'
import { countersIn, imageOf } from '../support/memory-view.ts'
import { memoryUuid } from '../support/pure-plan.ts'
import { brokenPromises } from '../support/site-promises.ts'

const NAMES = ['Staff', 'Ops', 'Crew']
/** People and groups of the directory that are there before anything is decided: each group clashes with a local one. */
const PROLOGUE = 8
const LOCAL_NAMES = [0, 1, 2].map((n) => `${NAMES[0]} ${n}`)
/** Of the groups that the site has before the directory comes: made in this order, so that their ids are known. */
const LOCAL_IDS = LOCAL_NAMES.map((_, n) => memoryUuid('d', n))
/** Of groups, accounts, conflicts and copies that come about. */
const anyMade = fc.nat({ max: 20 }).map((n) => memoryUuid('d', n))
const anyRecord = fc.integer({ min: 1, max: 3 }).map((n) => `01900002-0001-7000-8000-00000000000${n}`)
const anyName = fc.constantFrom(...NAMES, ...LOCAL_NAMES, 'Other')

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(anyMade, fc.constantFrom('accept', 'merge', 'keep'))
      .map(([id, decision]): Command => ({ name: 'decide-conflicts', decision, conflicts: [{ id, version: 1 }] })),
  },
  { weight: 2, arbitrary: anyMade.map((conflictId): Command => ({ name: 'undo-decision', conflictId })) },
  anyMade.map((copyId): Command => ({ name: 'restore-group', copyId })),
  fc.constantFrom(...LOCAL_IDS).map((groupId): Command => ({ name: 'delete-group', groupId, force: true })),
  fc
    .tuple(fc.constantFrom(...LOCAL_IDS), anyName)
    .map(([groupId, groupName]): Command => ({ name: 'rename-group', groupId, groupName })),
  anyName.map((groupName): Command => ({ name: 'create-group', groupName, audience: 'workforce' })),
  fc.tuple(anyMade, anyRecord).map(([groupId, recordId]): Command => ({ name: 'detach-group', groupId, recordId })),
  anyRecord.map((recordId): Command => ({ name: 'link-group', recordId })),
  fc
    .tuple(fc.array(anyMade, { minLength: 1, maxLength: 5 }), fc.constantFrom(...CONFLICT_DECISIONS), anyName)
    .map(([ids, decision, name]): Command => {
      const conflicts = ids.map((id) => ({ id, version: 1, name }))
      return { name: 'decide-conflicts', decision, conflicts }
    }),
  fc
    .tuple(anyMade, fc.array(anyMade, { maxLength: 3 }), fc.array(anyMade, { maxLength: 3 }))
    .map(([groupId, add, remove]): Command => ({ name: 'change-group-members', groupId, add, remove })),
)

/** Decisions among the requests of a directory, in random places. */
const anyMixed = fc
  .tuple(
    anyHistoryOf({ groupNames: NAMES, maxLength: 40 }),
    fc.array(fc.tuple(fc.nat({ max: 60 }), anyCommand), { maxLength: 25, size: 'max' }),
  )
  .map(([history, commands]) => {
    const mixed: MemoryRequest[] = [...history]
    for (const [at, command] of commands) mixed.splice(Math.min(PROLOGUE + at, mixed.length), 0, asked(command))
    return mixed
  })

function broughtTo(history: readonly MemoryRequest[], batchSize: number) {
  const site = new MemorySite({ batchSize })
  for (const groupName of LOCAL_NAMES) site.command({ name: 'create-group', groupName, audience: 'workforce' })
  site.apply(...history.slice(0, PROLOGUE))
  const { outcomes, changes } = site.apply(...history.slice(PROLOGUE))
  return { site, outcomes, changes }
}

test('whoever is put off to the end of a batch is in the end where the directory says, and batches do not matter', () => {
  fc.assert(
    fc.property(anyMixed, fc.integer({ min: 2, max: 12 }), (history, batchSize) => {
      const [serial, some, all] = [1, batchSize, 1_000].map((size) => broughtTo(history, size))
      for (const { site } of [serial, some, all].filter((each) => each !== undefined)) {
        expect(brokenPromises(site)).toEqual([])
        expect(countersIn(site)).toMatchObject(recountIn(site))
      }
      expect(some?.outcomes).toEqual(serial?.outcomes)
      expect(all?.outcomes).toEqual(serial?.outcomes)
      expect(all?.changes).toEqual(serial?.changes)
      if (serial && some && all) {
        expect(imageOf(some.site)).toEqual(imageOf(serial.site))
        expect(imageOf(all.site)).toEqual(imageOf(serial.site))
      }
    }),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 150) },
  )
}, 600_000)
