/** How long requests took, by kind. Exact quantiles over all values: a sync has some ten thousand requests. */

export const REQUEST_KINDS = [
  'test connection',
  'bulk',
  'look up user',
  'create user',
  'read user',
  'update user',
  'set manager',
  'delete user',
  'look up group',
  'create group',
  'update group',
  'change members',
  'delete group',
  'list page',
  'read group',
] as const

export type RequestKind = (typeof REQUEST_KINDS)[number]

export type LatencySummary = {
  readonly kind: RequestKind
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
}

export class Latencies {
  readonly #milliseconds = new Map<RequestKind, number[]>()

  record(kind: RequestKind, milliseconds: number): void {
    const values = this.#milliseconds.get(kind)
    if (values) values.push(milliseconds)
    else this.#milliseconds.set(kind, [milliseconds])
  }

  summary(): LatencySummary[] {
    return REQUEST_KINDS.flatMap((kind) => {
      const sorted = Float64Array.from(this.#milliseconds.get(kind) ?? []).sort()
      if (sorted.length === 0) return []
      const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
      return [{ kind, count: sorted.length, p50Ms: quantile(0.5), p95Ms: quantile(0.95), maxMs: quantile(1) }]
    })
  }
}
