/** What a worker says of itself over HTTP: whether it is up, whether it can work, and how its process is. */
import type { AddressInfo } from 'node:net'
import { startHealthServer } from '@syncline/worker/health.ts'
import { expect, onTestFinished, test } from 'vitest'
import { parsePrometheusText } from '../support/prometheus-text.ts'

test('up, ready or not, and the metrics of its process, without anything of a site', async () => {
  let reachable = true
  let stopping = false
  const ping = () => (reachable ? Promise.resolve() : Promise.reject(new Error('away')))
  const server = await startHealthServer(0, '127.0.0.1', ping, () => stopping)
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  expect(await ask('/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  expect((await ask('/readyz')).status).toBe(200)
  reachable = false
  expect((await ask('/readyz')).status).toBe(503)
  reachable = true
  stopping = true
  expect(await ask('/readyz')).toMatchObject({ status: 503, text: 'shutting down\n' })
  expect((await ask('/other')).status).toBe(404)
  const { type, text } = await ask('/metrics')
  expect(type).toBe('text/plain; version=0.0.4; charset=utf-8')
  const families = [...parsePrometheusText(text).keys()]
  expect(families).toEqual(expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_gc_duration_seconds']))
  expect(families.filter((name) => !/^(process|nodejs)_/.test(name))).toEqual([])
})
