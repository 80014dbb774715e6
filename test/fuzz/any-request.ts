/** One request of a client that is in its right mind, mostly: method, path, query, headers and body. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import type { TestDirectory } from '../support/test-directory.ts'
import { bulkBody, patchBody, resourceBody, searchBody } from './any-body.ts'
import { filterText, pathText } from './filter-text.ts'
import { HOSTILE_TEXTS } from './hostile.ts'
import { jsonBytes, jsonText } from './json-text.ts'
import type { Known } from './known.ts'

export type FuzzRequest = {
  readonly method: string
  /** As it is in the request line. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer | null
  /** Of the resource that it is about; for what becomes of it. */
  readonly id: string | null
}

export type FuzzDirectory = { readonly directory: TestDirectory; readonly known: Known }

/** Above it more is deleted than created. */
const POPULATION = 250

export function anyRequest({ directory, known }: FuzzDirectory, random: SeededRandom): FuzzRequest {
  const chaos = random.pick([0, 0, 0, 0.02, 0.05, 0.2])
  const type: ResourceType = random.chance(0.7) ? 'User' : 'Group'
  const { endpoint } = RESOURCE_TYPES[type]
  const draft = draftOf(type, endpoint, known, random, chaos)
  const base = `/scim/v2/${directory.directoryPublicId}`
  const path = strangePath(`${base}${draft.path}`, random, chaos)
  const query = draft.query.length === 0 ? '' : `?${draft.query.join('&')}`
  const body = draft.body ?? (random.chance(chaos / 4) ? Buffer.from('{}') : null)
  return {
    method: random.chance(chaos / 4) ? random.pick(METHODS) : draft.method,
    target: `${path}${query}`,
    headers: headersOf(directory.key, body, known, random, chaos),
    body,
    id: draft.id ?? null,
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'] as const

type Draft = { method: string; path: string; query: string[]; body?: Buffer; id?: string }

function draftOf(type: ResourceType, endpoint: string, known: Known, random: SeededRandom, chaos: number): Draft {
  const text = (value: Parameters<typeof jsonText>[0]) => jsonBytes(jsonText(value, random, chaos), random, chaos)
  const selection = () => selectionQuery(type, known, random, chaos)
  const about = (method: string, body?: Buffer): Draft => {
    const id = known.id(type, random)
    return {
      method,
      path: `${endpoint}/${encode(id)}`,
      query: selection(),
      id,
      ...(body === undefined ? {} : { body }),
    }
  }
  const roll = random.next()
  const full = known.count(type) > POPULATION
  if (roll < 0.26)
    return { method: 'GET', path: random.chance(0.1) ? '' : endpoint, query: listQuery(type, known, random, chaos) }
  if (roll < 0.36) return about('GET')
  if (roll < (full ? 0.38 : 0.53)) {
    return { method: 'POST', path: endpoint, query: selection(), body: text(resourceBody(type, random, known)) }
  }
  if (roll < 0.62) return about('PUT', text(resourceBody(type, random, known)))
  if (roll < 0.82) return about('PATCH', text(patchBody(type, random, known, chaos)))
  if (roll < (full ? 0.9 : 0.86)) return about('DELETE')
  if (roll < 0.92) {
    const path = `${random.chance(0.2) ? '' : endpoint}/.search`
    return { method: 'POST', path, query: [], body: text(searchBody(type, random, known, chaos)) }
  }
  if (roll < 0.96) return { method: 'POST', path: '/Bulk', query: [], body: text(bulkBody(random, known, chaos)) }
  return { method: random.pick(['GET', 'GET', 'POST']), path: random.pick(OTHER_PATHS), query: selection() }
}

const OTHER_PATHS = [
  ...[
    '/ServiceProviderConfig',
    '/Schemas',
    '/ResourceTypes',
    '/ResourceTypes/User',
    '/Me',
    '/Nothing',
    '/.search',
    '/Bulk',
  ],
  ...[
    '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    '/Schemas/urn:none',
    '/Users/.search/x',
    '/Groups/x/members',
  ],
] as const

function listQuery(type: ResourceType, known: Known, random: SeededRandom, chaos: number): string[] {
  const texts = known.texts(random)
  const some = (probability: number, parameter: () => string) => (random.chance(probability) ? [parameter()] : [])
  const filter = () => `filter=${encode(filterText(type, random, texts, chaos))}`
  return [
    ...some(0.7, filter),
    ...some(0.2, () => `sortBy=${encode(pathText(type, random, texts, chaos))}`),
    ...some(0.1, () => `sortOrder=${encode(random.pick(['ascending', 'DESCENDING', 'x', '']))}`),
    ...some(0.3, () => `count=${encode(random.pick(NUMBERS))}`),
    ...some(0.2, () => `startIndex=${encode(random.pick(NUMBERS))}`),
    ...some(0.2, () => `cursor=${encode(known.cursor(random))}`),
    ...selectionQuery(type, known, random, chaos),
    ...some(chaos / 2, filter),
  ]
}

const NUMBERS = [
  '1',
  '2',
  '10',
  '50',
  '0',
  '-1',
  '',
  '1.5',
  '1e3',
  'x',
  '99999999999999999999',
  '2147483648',
  '+5',
  ' 3',
] as const

function selectionQuery(type: ResourceType, known: Known, random: SeededRandom, chaos: number): string[] {
  const names = () =>
    Array.from({ length: random.whole(1, 4) }, () => pathText(type, random, known.texts(random), chaos)).join(',')
  return [
    ...(random.chance(0.12) ? [`attributes=${encode(names())}`] : []),
    ...(random.chance(0.12) ? [`excludedAttributes=${encode(random.chance(0.5) ? 'members' : names())}`] : []),
    ...(random.chance(chaos / 2)
      ? [random.pick(['%', '%zz=%', '&&', 'a=1&a=2', '=', 'access_token=x', 'filter', 'aadOptscim062020'])]
      : []),
  ]
}

/** Unpaired surrogates cannot be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function strangePath(path: string, random: SeededRandom, chaos: number): string {
  if (!random.chance(chaos / 2)) return path
  switch (random.whole(0, 6)) {
    case 0:
      return `${path}/`
    case 1:
      return path.replaceAll('/', '//')
    case 2:
      return path.toLowerCase()
    case 3:
      return `${path}/${encode(random.pick(HOSTILE_TEXTS))}`
    case 4:
      return `${path}%${random.pick(['', '0', 'zz', '00', 'ff', '2e%2e', 'C3%28'])}`
    case 5:
      return path.replace('/v2/', random.pick(['/v1/', '/v99/', '/', '/V2/']))
    default:
      return `/${encode(random.pick(HOSTILE_TEXTS))}`
  }
}

function headersOf(
  key: string,
  body: Buffer | null,
  known: Known,
  random: SeededRandom,
  chaos: number,
): [string, string][] {
  const some = (probability: number, name: string, value: () => string): [string, string][] =>
    random.chance(probability) ? [[name, value()]] : []
  const authorization = random.chance(chaos / 4)
    ? random.pick(['', 'Bearer', `Basic ${key}`, key, `Bearer ${key} x`, 'Bearer x', `bearer   ${key}`])
    : `Bearer ${key}`
  const contentType = random.chance(chaos / 4)
    ? random.pick(['text/plain', 'application/json;charset=latin1', ';', '', 'application/SCIM+JSON; charset="utf-8"'])
    : random.pick(['application/scim+json', 'application/json', 'application/scim+json; charset=utf-8'])
  return [
    ['Host', 'fuzz.test'],
    ...(random.chance(chaos / 8) ? [] : [['Authorization', authorization] as [string, string]]),
    ...(body === null ? [] : [['Content-Type', contentType] as [string, string]]),
    ...some(0.2, 'Accept', () => random.pick(ACCEPTED)),
    ...some(0.06, 'If-Match', () => known.version(random)),
    ...some(0.06, 'If-None-Match', () => known.version(random)),
    ...some(0.03, 'Prefer', () =>
      random.pick(['respond-async', 'respond-async, wait=1', 'return=minimal', 'wait=', ',;=']),
    ),
    ...some(0.03, 'Idempotency-Key', () => random.pick([`"key-${random.whole(0, 20)}"`, 'bare', '""', '"', 'ü'])),
    ...some(chaos / 4, `X-${random.whole(0, 9)}`, () =>
      random
        .pick(HOSTILE_TEXTS)
        .replaceAll(/[^\u0020-\u00ff]/g, '')
        .slice(0, 2_000),
    ),
  ]
}

const ACCEPTED = [
  'application/scim+json',
  'application/json',
  '*/*',
  'text/html',
  '',
  'application/json;q=0.1, */*',
  ',',
] as const
