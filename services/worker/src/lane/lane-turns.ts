/**
 * The turns of the lanes on this worker. A job of the queue brings a turn; after a batch the lane stays hot for a while, and
 * then a hint is enough (docs/adr/0005): no job is made, fetched and ended for each handful of operations.
 * Guarantee: a hint that comes while a lane works is not lost; who works on a lane is decided by its row, not here.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { HOT_MS } from '@syncline/core/storage/journal/hint.ts'
import type { LaneDeps } from './lane-deps.ts'
import { runSlice, type SliceResult } from './slice.ts'

export type LaneTurns = {
  /** A turn that a job asks for. */
  take(siteId: number, unfloored: boolean): Promise<SliceResult>
  /** Operations of the site were appended. Nothing happens where its lane is cold. */
  hint(siteId: number): void
  /** Takes no more hints and resolves when the turns that they began have ended. */
  close(): Promise<void>
}

export type LaneTurnsOptions = {
  readonly deps: LaneDeps
  /** Turns by hint at a time. */
  readonly concurrency: number
  /** For a turn that has to wait its time: another turn, later. */
  wakeLater(siteId: number): void
}

/** Another worker holds the lane; it may have looked for pending rows just before ours came in. */
const LOCKED_TRIES = 4
const LOCKED_PAUSE_MS = 25

type Lane = { turns: number; hinted: boolean; hotUntil: number }

export function createLaneTurns({ deps, concurrency, wakeLater }: LaneTurnsOptions): LaneTurns {
  const lanes = new Map<number, Lane>()
  const hinted = new Set<Promise<void>>()
  let closed = false

  const laneOf = (siteId: number): Lane => {
    const lane = lanes.get(siteId) ?? { turns: 0, hinted: false, hotUntil: 0 }
    lanes.set(siteId, lane)
    return lane
  }

  const turn = async (siteId: number, unfloored: boolean): Promise<SliceResult> => {
    const lane = laneOf(siteId)
    const takeHint = () => {
      const was = lane.hinted
      lane.hinted = false
      return was
    }
    lane.turns += 1
    try {
      const result = await runSlice(deps, siteId, { unfloored, takeHint })
      lane.hotUntil = result === 'locked' ? 0 : performance.now() + HOT_MS
      return result
    } finally {
      lane.turns -= 1
    }
  }

  const patientTurn = async (siteId: number, unfloored: boolean, triesLeft: number): Promise<SliceResult> => {
    const result = await turn(siteId, unfloored)
    if (result !== 'locked' || triesLeft === 0) return result
    await pause(LOCKED_PAUSE_MS)
    return patientTurn(siteId, unfloored, triesLeft - 1)
  }

  /** Who holds the lane instead has heard the same hint: a locked lane needs nothing more. */
  const hintedTurn = async (siteId: number) => {
    try {
      if ((await turn(siteId, false)) === 'time-up') wakeLater(siteId)
    } catch (err) {
      deps.logger.error({ err, siteId }, 'turn of a lane failed')
    }
  }

  return {
    take: (siteId, unfloored) => patientTurn(siteId, unfloored, LOCKED_TRIES),
    hint(siteId) {
      const lane = lanes.get(siteId)
      if (closed || lane === undefined) return
      if (lane.turns > 0) {
        lane.hinted = true
      } else if (performance.now() < lane.hotUntil) {
        if (hinted.size >= concurrency) return wakeLater(siteId)
        const running: Promise<void> = hintedTurn(siteId).finally(() => hinted.delete(running))
        hinted.add(running)
      }
    },
    async close() {
      closed = true
      await Promise.all(hinted)
    },
  }
}
