/** The API behind a socket: requests of a test go the whole way, over HTTP. */
import { startApi } from '@syncline/api/start-api.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import type { TestDatabase } from './database.ts'
import { readAnswer, scimRequest, type TestApi, type TestApiOptions } from './test-api.ts'

export type ServedApi = Pick<TestApi, 'scim'> & {
  /** Without a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

export async function serveTestApi(database: TestDatabase, options: TestApiOptions = {}): Promise<ServedApi> {
  const { redisUrl, waitLimitMs = 30_000 } = options
  const { url, close } = await startApi({
    config: {
      host: '127.0.0.1',
      port: 0,
      waitLimitMs,
      ...(redisUrl === undefined ? {} : { redisUrl }),
    },
    url: database.url,
    directUrl: database.url,
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
  return {
    url,
    close: () => close(0),
    async scim(directory, method, path, body, headers) {
      const address = `${url}/scim/v2/${directory.directoryPublicId}${path}`
      return readAnswer(await fetch(address, scimRequest(directory.key, method, body, headers)))
    },
  }
}
