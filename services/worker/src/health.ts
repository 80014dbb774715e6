/**
 * Health of a worker that runs alone: /healthz (the process is up), /readyz (its stores answer), and /metrics, which is of the process and
 * says nothing of any site.
 */
import { createServer, type Server } from 'node:http'
import { processMetrics } from '@syncline/core/runtime/process-metrics.ts'

export function startHealthServer(
  port: number,
  host: string,
  ping: () => Promise<void>,
  isStopping: () => boolean,
): Promise<Server> {
  const server = createServer((request, response) => {
    const send = (status: number, contentType: string, text: string) => {
      response.writeHead(status, { 'content-type': contentType }).end(text)
    }
    const answer = (status: number, text: string) => send(status, 'text/plain; charset=utf-8', `${text}\n`)
    if (request.url === '/healthz') answer(200, 'ok')
    else if (request.url === '/metrics')
      processMetrics().then(
        ({ contentType, text }) => send(200, contentType, text),
        () => answer(500, 'no metrics'),
      )
    else if (request.url !== '/readyz') answer(404, 'not found')
    else if (isStopping()) answer(503, 'shutting down')
    else
      ping().then(
        () => answer(200, 'ready'),
        () => answer(503, 'database or queue not reachable'),
      )
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}
