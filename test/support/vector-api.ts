/** An API behind a socket with the resources of the vectors, in a directory for each mode: for vectors that only read. */
import type { Json } from '@syncline/core/scim/json.ts'
import { beforeAll, expect } from 'vitest'
import { MODES } from '../scim/fixtures.ts'
import type { ServedApi } from './served-api.ts'
import type { ScimAnswer } from './test-api.ts'
import { useTestSystem } from './test-system.ts'
import { LIST } from './urns.ts'
import { useServedApi } from './use-served-api.ts'
import { useTestLane } from './use-test-lane.ts'
import { createVectorDirectory, type VectorDirectory } from './vector-directory.ts'

type Mode = (typeof MODES)[number]

export type VectorApi = { api(): ServedApi; directoryIn(mode: string): VectorDirectory }

/** For the whole test file. */
export function useVectorApi(): VectorApi {
  const system = useTestSystem({ apis: {}, directory: 'none' })
  const lane = useTestLane(system)
  const api = useServedApi(system)
  const directories = new Map<string, VectorDirectory>()
  beforeAll(async () => {
    const make = async (mode: Mode) => {
      directories.set(mode, await createVectorDirectory(lane().pool, lane(), mode))
    }
    await Promise.all(MODES.map(make))
  })
  return {
    api,
    directoryIn(mode) {
      const directory = directories.get(mode)
      if (directory === undefined) throw new Error(`no directory in mode ${mode}`)
      return directory
    },
  }
}

/** The outcome of a list as vectors write it: ids, or the scimType of a refusal. */
export function found({ status, body }: ScimAnswer, { named }: VectorDirectory): Json {
  if (status !== 200) return body.scimType ?? String(status)
  const ids = body.Resources.map(({ id }: { id: string }) => named(id))
  expect(body).toMatchObject({ schemas: [LIST], itemsPerPage: ids.length })
  return ids
}
