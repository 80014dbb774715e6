/** How lanes are called: by hint while they are hot, by wake otherwise and whenever a hint was not answered. */
import { createLaneCaller, type LaneCaller } from '@syncline/api/accept/lane-caller.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'

const SITE = 7

let calls: string[]
let caller: LaneCaller

beforeEach(() => {
  calls = []
  caller = createLaneCaller({
    wake: async (siteId) => void calls.push(`wake ${siteId}`),
    hint: async (siteId) => void calls.push(`hint ${siteId}`),
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
})
afterEach(() => caller.close())

const count = (call: string) => calls.filter((made) => made === `${call} ${SITE}`).length

test('a lane that nothing was heard of is woken', async () => {
  caller.heard(SITE + 1)
  await caller.wake(SITE)
  expect(calls).toEqual([`wake ${SITE}`])
})

test('a lane that was heard is hinted, and not woken when it answers', async () => {
  caller.heard(SITE)
  await caller.wake(SITE)
  caller.heard(SITE)
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(calls).toEqual([`hint ${SITE}`])
})

test('a hint that nobody answers is followed by one wake, and the lane is cold', async () => {
  caller.heard(SITE)
  await Promise.all([caller.wake(SITE), caller.wake(SITE)])
  await waitUntil(
    () => count('wake'),
    (woken) => woken === 1,
  )
  await caller.wake(SITE)
  expect(calls).toEqual([`hint ${SITE}`, `hint ${SITE}`, `wake ${SITE}`, `wake ${SITE}`])
})

test('after an unanswered hint the next outcomes are not trusted at once', async () => {
  caller.heard(SITE)
  await caller.wake(SITE)
  await waitUntil(
    () => count('wake'),
    (woken) => woken === 1,
  )
  caller.heard(SITE)
  await caller.wake(SITE)
  expect(count('wake')).toBe(2)
  expect(count('hint')).toBe(1)
  await waitUntil(
    async () => {
      caller.heard(SITE)
      await caller.wake(SITE)
      return count('hint')
    },
    (hints) => hints > 1,
  )
})

test('a closed caller sends no wake of its own', async () => {
  caller.heard(SITE)
  await caller.wake(SITE)
  caller.close()
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(calls).toEqual([`hint ${SITE}`])
})
