/** How lanes are called: by hint while they are hot, by wake otherwise and whenever a hint was not answered. */
import { createLaneCaller, type LaneCaller } from '@syncline/api/accept/lane-caller.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'

const SITE = 7

let woken: number[]
let whenWoken: () => void
let caller: LaneCaller

beforeEach(() => {
  woken = []
  whenWoken = () => undefined
  caller = createLaneCaller({
    wake(siteId) {
      woken.push(siteId)
      whenWoken()
    },
  })
})
afterEach(() => caller.close())

const hint = () => caller.hinted(SITE, performance.now())
const wakes = (expected: number) =>
  waitUntil(
    () => woken.length,
    (count) => count === expected,
  )
/** Longer than an answer to a hint is waited for. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 400))

test('a lane is hot once outcomes of its site were heard', () => {
  expect(caller.isHot(SITE)).toBe(false)
  caller.heard(SITE + 1)
  expect(caller.isHot(SITE)).toBe(false)
  caller.heard(SITE)
  expect(caller.isHot(SITE)).toBe(true)
})

test('a hint that is answered is followed by no wake', async () => {
  caller.heard(SITE)
  hint()
  caller.heard(SITE)
  await aWhile()
  expect(woken).toEqual([])
  expect(caller.isHot(SITE)).toBe(true)
})

test('a hint that was answered before its sending is known is followed by no wake', async () => {
  caller.heard(SITE)
  const begunAt = performance.now()
  caller.heard(SITE)
  caller.hinted(SITE, begunAt)
  await aWhile()
  expect(woken).toEqual([])
})

test('hints that nobody answers are followed by one wake, and the lane is cold', async () => {
  caller.heard(SITE)
  hint()
  hint()
  await wakes(1)
  expect(woken).toEqual([SITE])
  expect(caller.isHot(SITE)).toBe(false)
})

test('after an unanswered hint the next outcomes are not trusted at once, and are again later', async () => {
  let hotAtOnce: boolean | undefined
  whenWoken = () => {
    caller.heard(SITE)
    hotAtOnce = caller.isHot(SITE)
  }
  caller.heard(SITE)
  hint()
  await wakes(1)
  expect(hotAtOnce).toBe(false)
  await waitUntil(() => {
    caller.heard(SITE)
    return caller.isHot(SITE)
  }, Boolean)
})

test('a closed caller sends no wake of its own', async () => {
  caller.heard(SITE)
  hint()
  caller.close()
  await aWhile()
  expect(woken).toEqual([])
})
