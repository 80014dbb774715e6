/** What is said of the process itself: memory, processor time, event loop, garbage collection. Collected from the first question on. */
import { collectDefaultMetrics, Registry } from 'prom-client'

export type Exposition = { readonly contentType: string; readonly text: string }

let registry: Registry | undefined

/** Once a process, however many servers are in it: what collects is never taken down. */
export async function processMetrics(): Promise<Exposition> {
  if (registry === undefined) {
    registry = new Registry()
    collectDefaultMetrics({ register: registry })
  }
  return { contentType: registry.contentType, text: await registry.metrics() }
}
