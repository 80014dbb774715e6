/**
 * What a client sends never becomes a part of a statement: the texts that reach Postgres are the same whatever the values
 * are, and none holds a piece of one. Seen on the wire, of API and worker.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { type ServedApi, serveTestApi } from '../support/served-api.ts'
import { type StatementRecorder, startStatementRecorder } from '../support/statement-recorder.ts'
import { type RequestHeaders, startTestWorker } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { ENTERPRISE, GROUP, PATCH, USER } from '../support/urns.ts'

/** In every value, so that it would be found. */
const MARKER = 'zqxmarker'
const PLAIN = MARKER
const HOSTILE = [
  `'; drop table directory_user; -- ${MARKER}`,
  `"${MARKER}" or "1"="1\\'`,
  `%${MARKER}_% $1 $$ /* */ :x ? {"a":1}[0]`,
  `E'\\x27${MARKER}') union select 1 from credential --`,
  `ﬁ İ ß ${MARKER}${'x'.repeat(480)}`,
]
/** BullMQ's own, and what the worker looks after every few seconds: no value decides when. That none is in them is seen all the same. */
const BY_ITSELF = /queue|lane-side/

let database: TestDatabase
let recorder: StatementRecorder
let api: ServedApi
let stopWorker: () => Promise<void>

beforeAll(async () => {
  database = await createTestDatabase()
  recorder = await startStatementRecorder(database.url)
  const recorded = { ...database, url: recorder.through(database.url) }
  const worker = await startTestWorker(recorded)
  stopWorker = () => worker.close()
  api = await serveTestApi(recorded)
})
afterAll(async () => {
  await api.close()
  await stopWorker()
  await recorder.close()
  await database.drop()
})

test('the statements do not depend on what is sent', async () => {
  const pool = openPool(database.url)
  const run = async (value: string) => {
    const statuses = await sendEverywhere(await createTestDirectory(pool), value)
    const sent = recorder.take()
    expect(sent.filter(({ text }) => text.toLowerCase().includes(MARKER))).toEqual([])
    const texts = sent.filter(({ application }) => !BY_ITSELF.test(application)).map(({ text }) => text)
    return { value, texts, statuses }
  }
  const runs: Awaited<ReturnType<typeof run>>[] = []
  // biome-ignore lint/performance/noAwaitInLoops: what is recorded belongs to one value
  for (const value of [PLAIN, ...HOSTILE, PLAIN]) runs.push(await run(value))
  await pool.end()
  const [first, ...others] = runs
  // What somebody looks after from time to time is a constant of a program.
  const constants = readSourceTree(PROJECT).files.flatMap((file) => file.texts.map((text) => text.value))
  const known = new Set([...(first?.texts ?? []), ...(runs.at(-1)?.texts ?? []), ...constants])
  // Each text is prepared once on a connection and not sent again: what is new with a value is what counts.
  expect(first?.texts.length).toBeGreaterThan(30)
  const isKnown = (text: string) => known.has(text) || known.has(withoutName(text))
  expect(others.map(({ value, texts }) => [value, texts.filter((text) => !isKnown(text))])).toEqual(
    others.map(({ value }) => [value, []]),
  )
  // The same requests reach as far, whatever the value is: statements that are not reached would prove nothing.
  for (const { value, statuses } of others) expect([value, statuses]).toEqual([value, first?.statuses])
}, 300_000)

/** A prepared statement is recorded with its name, a word, before its text. */
function withoutName(text: string): string {
  return text.replace(/^[\w-]* /, '')
}

const READS_AT_A_TIME = 20

/** A value in every place where a client can put one. Returns how it was answered. */
async function sendEverywhere(directory: TestDirectory, value: string): Promise<string[]> {
  const statuses: string[] = []
  const send = async ([method, path, body, headers]: Sent) => {
    const answer = await api.scim(directory, method, path, body, headers)
    statuses.push(`${method} ${answer.status}`)
    return answer
  }
  const { body: user } = await send(['POST', '/Users', userOf(value)])
  const { body: group } = await send(['POST', '/Groups', groupOf(value, user.id)])
  const { body: page } = await send(['GET', '/Users?cursor=&count=1'])
  const writes = writesOf(value, `/Users/${user.id}`, `/Groups/${group.id}`)
  // biome-ignore lint/performance/noAwaitInLoops: a write that comes too late is another one
  for (const write of writes) await send(write)
  const reads = readsOf(value, `/Users/${user.id}`, page.nextCursor ?? '')
  for (let at = 0; at < reads.length; at += READS_AT_A_TIME) {
    // biome-ignore lint/performance/noAwaitInLoops: no more wait than the API lets wait
    await Promise.all(reads.slice(at, at + READS_AT_A_TIME).map(send))
  }
  await send(['DELETE', `/Groups/${group.id}`])
  await send(['DELETE', `/Users/${user.id}`])
  return statuses.sort()
}

type Sent = readonly [method: string, path: string, body?: unknown, headers?: RequestHeaders]

function userOf(value: string) {
  return {
    schemas: [USER],
    userName: value,
    externalId: value,
    displayName: value,
    title: value,
    name: { familyName: value },
    emails: [{ value, type: value }],
    [ENTERPRISE]: { employeeNumber: value },
    [value]: value,
  }
}

function groupOf(value: string, member: string) {
  return { schemas: [GROUP], displayName: value, externalId: value, members: [{ value: member, display: value }] }
}

function writesOf(value: string, user: string, group: string): Sent[] {
  const text = JSON.stringify(value)
  const patch = (path: string, ...Operations: unknown[]): Sent => ['PATCH', path, { schemas: [PATCH], Operations }]
  const removal = { schemas: [PATCH], Operations: [{ op: 'remove', path: 'title' }] }
  return [
    ['PUT', user, { ...userOf(value), title: `${value} 2` }],
    patch(
      user,
      { op: 'add', path: `emails[type eq ${text}].display`, value },
      { op: 'replace', path: `emails[value eq ${text}]`, value: { value, type: 'work' } },
      { op: 'replace', value: { nickName: value, [`${ENTERPRISE}:department`]: value } },
      { op: 'remove', path: `phoneNumbers[value eq ${text}]` },
    ),
    patch(user, { op: 'replace', path: value, value }),
    patch(group, { op: 'replace', path: 'displayName', value: `${value} 2` }),
    patch(group, { op: 'remove', path: `members[value eq ${text}]` }),
    ['PATCH', user, removal, { 'if-match': `"${encodeURIComponent(value)}"` }],
  ]
}

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'le']
const NAMES = ['userName', 'externalId', 'displayName', 'title', 'emails.value', 'emails.type', 'id', 'groups.value']
const PARAMETERS = [
  'sortBy',
  'sortOrder',
  'attributes',
  'excludedAttributes',
  'cursor',
  'count',
  'startIndex',
  'filter',
]
const HEADERS = ['if-match', 'if-none-match', 'prefer', 'idempotency-key', 'x-any']
const PLACES = ['/Users/', '/Groups/', '/Schemas/', '/ResourceTypes/', '/']

function readsOf(value: string, user: string, cursor: string): Sent[] {
  const text = JSON.stringify(value)
  const encoded = encodeURIComponent(value)
  const users = [
    ...OPERATORS.flatMap((operator) => NAMES.map((name) => `${name} ${operator} ${text}`)),
    `emails[type eq ${text} and value sw ${text}]`,
    `${ENTERPRISE}:employeeNumber eq ${text}`,
    `not (userName eq ${text}) and (title pr or name.familyName co ${text})`,
    `meta.lastModified gt ${text}`,
    `active eq ${text}`,
    `manager eq ${text}`,
    `${value} eq "x"`,
  ]
  const groups = [`displayName eq ${text}`, `members.value eq ${text}`, `members[value eq ${text}]`]
  const filtered = (path: string, filter: string): Sent => ['GET', `${path}?filter=${encodeURIComponent(filter)}`]
  const search = { filter: `displayName eq ${text}`, sortBy: 'title', attributes: [value], [value]: value }
  return [
    ...users.map((filter) => filtered('/Users', filter)),
    ...groups.map((filter) => filtered('/Groups', filter)),
    filtered('', `displayName co ${text}`),
    ...PARAMETERS.map((name): Sent => ['GET', `/Users?${name}=${encoded}`]),
    ...HEADERS.map((name): Sent => ['GET', user, undefined, { [name]: encoded }]),
    ['GET', `/Users?cursor=${cursor}${encoded}&count=1`],
    ['GET', `/Users?${encoded}=${encoded}&sortBy=userName`],
    ['POST', '/.search', search],
    ...PLACES.flatMap((place): Sent[] => [
      ['GET', `${place}${encoded}`],
      ['DELETE', `${place}${encoded}`],
    ]),
  ]
}
