/** Free TCP ports on the loopback address. */
import { createServer } from 'node:net'

/** @returns `port` when nobody listens there, else undefined; 0 asks for any */
export function findFreePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
