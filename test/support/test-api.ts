/** The API on a test database, driven without a socket, and a worker beside it when a test wants outcomes. */
import { type OpenedApp, openApp } from '@syncline/api/open-app.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { type RunningWorker, startWorker } from '@syncline/worker/worker.ts'
import type { TestDatabase } from './database.ts'
import type { TestDirectory } from './test-directory.ts'

export const PUBLIC_URL = 'http://syncline.test'

const logger = createLogger({ name: 'test', level: 'silent' })

/** An undefined one is not sent. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

export type TestApiOptions = {
  readonly redisUrl?: string | undefined
  readonly waitLimitMs?: number
  readonly dnsServers?: readonly string[]
}

export type TestApi = OpenedApp & {
  /** A SCIM request of the directory's identity provider; `path` begins behind the base URL. */
  scim(
    directory: TestDirectory,
    method: string,
    path: string,
    body?: unknown,
    headers?: RequestHeaders,
  ): Promise<ScimAnswer>
}

export type ScimAnswer = {
  readonly status: number
  readonly headers: Headers
  /** The parsed body, undefined when it is empty. Shapes are what the tests assert. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
}

export async function openTestApi(database: TestDatabase, options: TestApiOptions = {}): Promise<TestApi> {
  const { redisUrl, dnsServers, waitLimitMs = 10_000 } = options
  const config = {
    waitLimitMs,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(dnsServers === undefined ? {} : { dnsServers: [...dnsServers] }),
  }
  const opened = await openApp({
    config,
    url: database.url,
    directUrl: database.url,
    logger,
    publicUrl: () => PUBLIC_URL,
  })
  return {
    ...opened,
    async scim(directory, method, path, body, headers) {
      const url = `${PUBLIC_URL}/scim/v2/${directory.directoryPublicId}${path}`
      return readAnswer(await opened.app.request(url, scimRequest(directory.key, method, body, headers)))
    },
  }
}

export function scimRequest(key: string, method: string, body?: unknown, headers: RequestHeaders = {}): RequestInit {
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined)
  const all = new Headers([['authorization', `Bearer ${key}`]])
  for (const [name, value] of given) all.set(name, value)
  if (body === undefined) return { method, headers: all }
  if (!all.has('content-type')) all.set('content-type', 'application/scim+json')
  return { method, headers: all, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

export async function readAnswer(response: Response): Promise<ScimAnswer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
}

/** As small as a worker gets, so that many tests fit beside each other. */
export function startTestWorker(database: TestDatabase, { redisUrl }: TestApiOptions = {}): Promise<RunningWorker> {
  const config = { laneConcurrency: 2, laneSliceMs: 2_000, batchSize: 1_000 }
  return startWorker({
    config: redisUrl === undefined ? config : { ...config, redisUrl },
    url: database.url,
    directUrl: database.url,
    logger,
  })
}
