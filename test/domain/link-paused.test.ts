/** Links and pauses: what an administrator decides about links is refused while a directory that it concerns is paused, and possible right behind it. */
import type { Command } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { accountIn, expectSettled, holdsIn } from '../support/memory-people.ts'
import type { MemorySite } from '../support/memory-site.ts'
import { imageOf } from '../support/memory-view.ts'
import {
  FIRST,
  from,
  importAccount,
  MANAGED,
  peopleSite,
  profiled,
  SECOND,
  setPolicy,
} from '../support/people-world.ts'
import { A, B } from '../support/record-ids.ts'
import { createUser } from '../support/requests.ts'

/** Ada owns her account; the user of the second directory with her address waits for it. */
function world(): MemorySite {
  const site = peopleSite()
  site.apply(
    ...from(FIRST, createUser(A, profiled('ada@example.com'))),
    ...from(SECOND, createUser(B, profiled('ada@example.com'))),
  )
  importAccount(site, { ...MANAGED, email: 'free@example.com' })
  return site
}

const freeAccount = (site: MemorySite) => accountIn(site, 'free@example.com').id

const COMMANDS: readonly (readonly [string, (site: MemorySite) => Command, readonly number[]])[] = [
  ['link-user', (site) => ({ name: 'link-user', userId: B, accountId: freeAccount(site) }), [SECOND]],
  ['unlink-user', () => ({ name: 'unlink-user', userId: A }), [FIRST]],
  ['member-link-user', () => ({ name: 'member-link-user', userId: B }), [SECOND]],
  ['move-ownership', () => ({ name: 'move-ownership', userId: B }), [FIRST, SECOND]],
]

describe.each(COMMANDS)('%s', (_, commandOf, concerned) => {
  test.each(concerned)('is refused while directory %i is paused, and changes nothing', (directory) => {
    const site = world()
    setPolicy(site, directory, { paused: 'hold' })
    const before = imageOf(site)
    const outcome = site.command(commandOf(site))
    expect([outcome.status, outcome.detail]).toEqual([
      409,
      'A directory that this concerns is paused: resume it first.',
    ])
    expect(imageOf(site)).toEqual(before)
    setPolicy(site, directory, { paused: null })
    expect(site.command(commandOf(site)).status).toBe(200)
    expect(holdsIn(site, B)).not.toEqual({ duplicate: 'free@example.com' })
    expectSettled(site)
  })

  test('is done while writes alone are refused', () => {
    const site = world()
    for (const directory of concerned) setPolicy(site, directory, { paused: 'refuse' })
    expect(site.command(commandOf(site)).status).toBe(200)
    expectSettled(site)
  })
})
