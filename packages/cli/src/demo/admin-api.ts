/** The admin API over HTTP, for what the demo does as an administrator would. */
import { setTimeout as pause } from 'node:timers/promises'
import type { JsonObject } from '@syncline/core/scim/json.ts'

export type AdminApi = {
  /** @param path behind `/admin/v1` */
  get<Answer>(path: string): Promise<Answer>
  /** May be sent again when its answer is lost: whatever it asks for has to bear that. */
  post<Answer>(path: string, body: JsonObject): Promise<Answer>
  put<Answer>(path: string, body: JsonObject): Promise<Answer>
}

/** The API answered, and said no. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal'
  readonly status: number

  constructor(status: number, detail: string) {
    super(`the admin API refuses (status ${status}): ${detail}`)
    this.status = status
  }
}

type AdminApiOptions = {
  /** Where the API is reached. */
  readonly baseUrl: string
  readonly token: string
  readonly signal: AbortSignal
}

/** As long as a process or the database may take to come back. */
const PATIENCE_MS = 60_000
const WAIT_MS = 500
const RETRIED = new Set([429, 502, 503, 504])

export function createAdminApi({ baseUrl, token, signal }: AdminApiOptions): AdminApi {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = async <Answer>(path: string, init: RequestInit, until: number): Promise<Answer> => {
    const again = async (reason: unknown) => {
      if (performance.now() > until) throw reason
      await pause(WAIT_MS, undefined, { signal })
      return ask<Answer>(path, init, until)
    }
    let answer: Response
    try {
      answer = await fetch(`${baseUrl}/admin/v1${path}`, { ...init, headers, signal })
    } catch (error) {
      signal.throwIfAborted()
      return again(error)
    }
    if (answer.ok) return (await answer.json()) as Answer
    const refusal = new AdminRefusal(answer.status, await detailOf(answer))
    if (RETRIED.has(answer.status)) return again(refusal)
    throw refusal
  }
  const start = () => performance.now() + PATIENCE_MS
  return {
    get: (path) => ask(path, { method: 'GET' }, start()),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }, start()),
    put: (path, body) => ask(path, { method: 'PUT', body: JSON.stringify(body) }, start()),
  }
}

/** Of problem details (RFC 9457). */
async function detailOf(answer: Response): Promise<string> {
  const text = await answer.text()
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string }
    return detail ?? title ?? text
  } catch {
    return text
  }
}
