/** The limit of the deprovisioning guard, as it is set for a directory and for a site (design: Deprovisioning guard). */
import { z } from 'zod'
import type { GuardLimit } from '../../domain/guard-loss.ts'

export const GUARD_SETTINGS = {
  /** Whether losses beyond the limit are held until an administrator decides. */
  guard: z.boolean().default(true),
  /** The limit of a sliding day is the larger of this number of people … */
  guardPeople: z.int().min(0).max(1_000_000).default(10),
  /** … and this part of the accounts that were on at its first loss. */
  guardPercent: z.int().min(0).max(100).default(20),
}

export type GuardSettings = { readonly guard: boolean; readonly guardPeople: number; readonly guardPercent: number }

/** Null: any number. */
export function guardLimit({ guard, guardPeople, guardPercent }: GuardSettings): GuardLimit | null {
  return guard ? { people: guardPeople, percent: guardPercent } : null
}
