/** TXT records asked of a real name server. */
import { createTxtLookup, DnsUnavailable } from '@syncline/core/runtime/txt-lookup.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DnsServer, startDnsServer } from '../support/dns-server.ts'

let dns: DnsServer

beforeAll(async () => {
  dns = await startDnsServer()
})

afterAll(() => dns.close())

it('gives each record in one piece, and none for a name that does not exist', async () => {
  const long = 'x'.repeat(600)
  dns.records.set('a.example', ['one', long])
  const lookUp = createTxtLookup([dns.address])
  expect([...(await lookUp('a.example'))].sort()).toEqual(['one', long])
  expect(await lookUp('b.example')).toEqual([])
})

it('never says "none" when nobody could be asked', async () => {
  const lookUp = createTxtLookup([dns.address])
  dns.broken = true
  await expect(lookUp('a.example')).rejects.toBeInstanceOf(DnsUnavailable)
  dns.broken = false
  expect(await lookUp('a.example')).toHaveLength(2)
})
