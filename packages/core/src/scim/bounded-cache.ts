/** A map that keeps the most recently used entries, at most `limit` of them. For results that are pure functions of the key. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, Value>()
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  get(key: string): Value | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    // A Map iterates in the order of insertion: putting the entry back makes it the youngest.
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.entries.set(key, value)
    if (this.entries.size <= this.limit) return
    const oldest = this.entries.keys().next()
    if (!oldest.done) this.entries.delete(oldest.value)
  }

  get size(): number {
    return this.entries.size
  }
}
