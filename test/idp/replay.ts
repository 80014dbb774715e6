/** Plays a conversation against a SCIM endpoint, step by step, and says where an answer is not the expected one. */
import type { Mode } from '@syncline/core/domain/operation.ts'
import { isJsonObject, type Json } from '@syncline/core/scim/json.ts'
import { readAnswer, type ScimAnswer, scimRequest } from '../support/test-api.ts'
import { breaches } from './answer-rules.ts'
import type { Conversation, ExpectedAnswer, Step } from './conversation.ts'
import { differences, KIND_NAMES } from './difference.ts'
import { filled, filledJson } from './placeholder.ts'

export type Endpoint = {
  /** Of the directory, without a slash at its end. */
  readonly baseUrl: string
  readonly key: string
  readonly mode: Mode
}

/** @throws Error with every difference of the first step that is not answered as expected */
export async function replay(conversation: Conversation, endpoint: Endpoint): Promise<void> {
  const values = new Map([
    ['base', endpoint.baseUrl],
    ['key', endpoint.key],
  ])
  const steps = conversation.steps.filter(({ only = endpoint.mode }) => only === endpoint.mode)
  for (const step of steps) {
    for (let n = 1; n <= (step.repeat ?? 1); n++) {
      values.set('n', String(n))
      // Each request follows from the answer to the one before.
      // biome-ignore lint/performance/noAwaitInLoops: see above
      const answer = await send(step, conversation.headers, endpoint, values)
      const expected = endpoint.mode === 'strict' ? (step.strict ?? step.answer) : step.answer
      const wrong = [...breaches(answer), ...compared(expected, answer, values)]
      if (wrong.length > 0) throw new Error(failure(conversation, step, n, wrong, answer))
      capture(step, answer, values)
    }
  }
}

function send(
  step: Step,
  common: Readonly<Record<string, string>>,
  { baseUrl, key }: Endpoint,
  values: ReadonlyMap<string, string>,
): Promise<ScimAnswer> {
  const at = step.request.indexOf(' ')
  const method = step.request.slice(0, at)
  const path = filled(step.request.slice(at + 1), values)
  const body = step.body === undefined ? undefined : filledJson(step.body as Json, values)
  const headers: Record<string, string> = { ...common, ...step.headers }
  for (const name of Object.keys(headers)) headers[name] = filled(headers[name] ?? '', values)
  return fetch(`${baseUrl}${path}`, scimRequest(key, method, body, headers)).then(readAnswer)
}

function compared({ status, headers, body }: ExpectedAnswer, found: ScimAnswer, values: ReadonlyMap<string, string>) {
  const wrong = found.status === status ? [] : [`status ${found.status} instead of ${status}`]
  for (const [name, text] of Object.entries(headers)) {
    wrong.push(...differences(filled(text, values, KIND_NAMES), found.headers.get(name) ?? undefined, name))
  }
  if (body === undefined) return wrong
  // Written as null: there is no body.
  if (body === null) return found.body === undefined ? wrong : [...wrong, 'there is a body']
  return [...wrong, ...differences(filledJson(body as Json, values, KIND_NAMES), found.body)]
}

function capture(step: Step, { headers, body }: ScimAnswer, values: Map<string, string>): void {
  for (const [name, place] of Object.entries(step.capture)) {
    const value = place.startsWith('header:') ? headers.get(place.slice('header:'.length)) : at(body, place)
    if (typeof value !== 'string') throw new Error(`${step.when}: there is nothing at ${place}`)
    values.set(filled(name, values), value)
  }
}

function at(value: Json, pointer: string): Json | undefined {
  let current: Json | undefined = value
  for (const name of pointer.split('/').slice(1)) {
    if (Array.isArray(current)) current = current[Number(name)]
    else current = isJsonObject(current) ? current[name] : undefined
  }
  return current
}

function failure({ file }: Conversation, step: Step, n: number, wrong: readonly string[], answer: ScimAnswer): string {
  const time = step.repeat === undefined ? '' : ` (time ${n})`
  const body = answer.body === undefined ? 'no body' : JSON.stringify(answer.body)
  return [`${file}: ${step.when}${time}`, step.request, ...wrong, `answered ${answer.status}: ${body}`].join('\n  ')
}
