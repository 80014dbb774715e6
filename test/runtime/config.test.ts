import { ConfigError, parseConfig, SETTINGS } from '@syncline/core/runtime/config.ts'
import { expect, test } from 'vitest'

function faultsOf(env: Record<string, string>): unknown {
  try {
    return parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

test('an empty environment gives the defaults: embedded Postgres in the working directory, queue in Postgres', () => {
  expect(parseConfig({}, '/srv/syncline')).toEqual({
    host: '127.0.0.1',
    port: 8080,
    dataDir: '/srv/syncline/.syncline',
    dataDirGiven: false,
    logLevel: 'info',
    waitLimitMs: 25_000,
    workerPort: 0,
    laneConcurrency: 4,
    laneSliceMs: 2_000,
    batchSize: 1_000,
  })
})

test('every setting arrives in its field', () => {
  const env = {
    DATABASE_URL: 'postgres://app@db/syncline',
    DATABASE_DIRECT_URL: 'postgresql://app@db-direct/syncline',
    REDIS_URL: 'rediss://cache:6380',
    SYNCLINE_HOST: '0.0.0.0',
    SYNCLINE_PORT: '9000',
    SYNCLINE_PUBLIC_URL: 'https://id.example.com/sync/',
    SYNCLINE_DNS_SERVERS: '10.0.0.2, [fd00::2]:5353',
    SYNCLINE_DATA_DIR: 'data',
    SYNCLINE_LOG_LEVEL: 'debug',
    SYNCLINE_WAIT_LIMIT_MS: '30000',
    SYNCLINE_WORKER_PORT: '9001',
    SYNCLINE_LANE_CONCURRENCY: '8',
    SYNCLINE_LANE_SLICE_MS: '1000',
    SYNCLINE_BATCH_SIZE: '500',
  }
  expect(SETTINGS.map((setting) => setting.name).sort()).toEqual(Object.keys(env).sort())
  expect(parseConfig(env, '/srv')).toEqual({
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL,
    redisUrl: env.REDIS_URL,
    host: '0.0.0.0',
    port: 9000,
    publicUrl: 'https://id.example.com/sync',
    dnsServers: ['10.0.0.2', '[fd00::2]:5353'],
    dataDir: '/srv/data',
    dataDirGiven: true,
    logLevel: 'debug',
    waitLimitMs: 30_000,
    workerPort: 9001,
    laneConcurrency: 8,
    laneSliceMs: 1_000,
    batchSize: 500,
  })
})

test('the direct database is the database when it is not named, and an empty setting is none', () => {
  const config = parseConfig({ DATABASE_URL: 'postgres://app@db/syncline', DATABASE_DIRECT_URL: '', REDIS_URL: '' })
  expect(config.databaseDirectUrl).toBe('postgres://app@db/syncline')
  expect(config).not.toHaveProperty('redisUrl')
})

test('all faults are reported at once, each with what would be right', () => {
  const env = {
    DATABASE_URL: 'mysql://db',
    REDIS_URL: 'nonsense',
    SYNCLINE_PORT: '70000',
    SYNCLINE_BATCH_SIZE: '1.5',
    SYNCLINE_LOG_LEVEL: 'loud',
    SYNCLINE_WAIT_LIMIT_MS: 'soon',
  }
  expect(faultsOf(env)).toEqual([
    { setting: 'DATABASE_URL', problem: 'must be a URL that starts with postgres:// or postgresql://' },
    { setting: 'REDIS_URL', problem: 'must be a URL that starts with redis:// or rediss://' },
    { setting: 'SYNCLINE_PORT', problem: 'must be a whole number from 0 to 65535' },
    { setting: 'SYNCLINE_LOG_LEVEL', problem: 'must be one of fatal, error, warn, info, debug, trace, silent' },
    { setting: 'SYNCLINE_WAIT_LIMIT_MS', problem: 'must be a whole number from 100 to 3600000' },
    { setting: 'SYNCLINE_BATCH_SIZE', problem: 'must be a whole number from 1 to 10000' },
  ])
})

test('name servers are given by address, not by name', () => {
  expect(faultsOf({ SYNCLINE_DNS_SERVERS: '10.0.0.2,dns.example' })).toEqual([
    { setting: 'SYNCLINE_DNS_SERVERS', problem: expect.stringContaining('must be addresses') },
  ])
})

test('a direct database without a database is a fault', () => {
  expect(faultsOf({ DATABASE_DIRECT_URL: 'postgres://db/syncline' })).toEqual([
    { setting: 'DATABASE_DIRECT_URL', problem: expect.stringContaining('needs DATABASE_URL') },
  ])
})

test('the message of a fault never holds the value, which may be a password', () => {
  const secret = 'hunter2'
  const env = Object.fromEntries(SETTINGS.map(({ name }) => [name, `${secret}\0`]))
  try {
    parseConfig(env)
    expect.unreachable()
  } catch (error) {
    expect(String(error)).toContain('DATABASE_URL')
    expect(JSON.stringify(error) + String(error)).not.toContain(secret)
  }
})

test('every setting says what it is for, and its default is one that is accepted', () => {
  for (const setting of SETTINGS) {
    expect(setting.description).toMatch(/^[A-Z].*\.$/s)
    if (setting.default !== null) expect(() => parseConfig({ [setting.name]: setting.default ?? '' })).not.toThrow()
  }
})
