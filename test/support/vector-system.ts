/** API, worker and Postgres for vectors that change something: each begins with a directory of its own. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { expect } from 'vitest'
import type { MODES } from '../scim/fixtures.ts'
import type { TestLane } from './lane.ts'
import type { ServedApi } from './served-api.ts'
import type { RequestHeaders, ScimAnswer } from './test-api.ts'
import { useTestSystem } from './test-system.ts'
import { useServedApi } from './use-served-api.ts'
import { useTestLane } from './use-test-lane.ts'
import { createVectorDirectory, type VectorDirectory } from './vector-directory.ts'

export type Mode = (typeof MODES)[number]

/** What a vector talks to. */
export type VectorClient = VectorDirectory & {
  /** Ids and versions of the vectors become real ones in path, headers and body; ids come back in the answer's body. */
  send(method: string, path: string, body?: unknown, headers?: RequestHeaders): Promise<ScimAnswer>
  /** What GET shows. */
  get(path: string): Promise<JsonObject>
}

export type VectorSystem = {
  /** To change rows by hand. */
  lane(): TestLane
  api(): ServedApi
  /** A new directory with the resources of the vectors. */
  fresh(mode?: Mode): Promise<VectorClient>
}

/** For the whole test file. */
export function useVectorSystem(): VectorSystem {
  const system = useTestSystem({ apis: {}, worker: 'always', directory: 'none' })
  const lane = useTestLane(system)
  const api = useServedApi(system)
  return {
    lane,
    api,
    async fresh(mode = 'lenient') {
      const directory = await createVectorDirectory(lane().pool, lane(), mode)
      return clientOf(api(), directory)
    },
  }
}

function clientOf(api: ServedApi, directory: VectorDirectory): VectorClient {
  const { real, named } = directory
  const send: VectorClient['send'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? undefined : real(typeof body === 'string' ? body : JSON.stringify(body))
    const realHeaders = Object.entries(headers).map(([name, value]) => [
      name,
      value === undefined ? value : real(value),
    ])
    const answer = await api.scim(directory, method, real(path), sent, Object.fromEntries(realHeaders))
    return { ...answer, body: answer.body === undefined ? undefined : named(answer.body) }
  }
  return {
    ...directory,
    send,
    async get(path) {
      const { status, body } = await send('GET', path)
      expect([path, status]).toEqual([path, 200])
      return body
    },
  }
}
