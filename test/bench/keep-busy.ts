/** Runs work with a fixed number of pieces under way. */

/** @returns pieces a second, from the first call to the last answer */
export async function keepBusy(
  pieces: number,
  atOnce: number,
  work: (at: number) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const runner = async (): Promise<void> => {
    if (next >= pieces) return
    const at = next
    next += 1
    await work(at)
    return runner()
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: Math.min(atOnce, pieces) }, runner))
  return (pieces * 1_000) / (performance.now() - begun)
}
