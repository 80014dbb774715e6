import { Writable } from 'node:stream'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ from: 'empty' })
})
afterAll(() => database.drop())

function capture() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return { lines, logger: createLogger({ name: 'test', level: 'info', destination }) }
}

test('a line is one JSON object with name, level, time and message', () => {
  const { lines, logger } = capture()
  logger.info({ siteId: 7 }, 'applied')
  logger.debug('not at this level')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'test', level: 30, siteId: 7, msg: 'applied' })
  expect(lines[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT/)
})

test('secret fields are cut out, at the top and below', () => {
  const { lines, logger } = capture()
  logger.info({ password: 'hunter2', request: { headers: { authorization: 'hunter2' } }, config: { url: 'hunter2' } })
  expect(lines.join('')).toContain('[removed]')
  expect(lines.join('')).not.toContain('hunter2')
})

test('an error of the database is logged with its code and without the values of the row', async () => {
  const { lines, logger } = capture()
  const pool = openPool(database.url, 1)
  await pool.query('create table person (name text primary key)')
  const error = await pool
    .query(`insert into person values ('hunter2'), ('hunter2')`)
    .catch((failure: unknown) => failure)
  await pool.end()
  expect(error).toHaveProperty('detail', expect.stringContaining('hunter2'))
  logger.error({ err: new Error('batch failed', { cause: error }) }, 'failed')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: 'batch failed', cause: { code: '23505' } } })
  expect(lines.join('')).not.toContain('hunter2')
})
