/** Health of a worker that runs alone: /healthz (the process is up) and /readyz (its stores answer). */
import { createServer, type Server } from 'node:http'

export function startHealthServer(
  port: number,
  host: string,
  ping: () => Promise<void>,
  isStopping: () => boolean,
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
    }
    if (request.url === '/healthz') answer(200, 'ok')
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
