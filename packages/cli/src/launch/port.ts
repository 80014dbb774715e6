/** Finds out before anything starts whether the API will get its port, and chooses a free one for 0. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { CliError } from '../cli-error.ts'

const LAST_PORT = 65_535

/** Ports for that many: the given one and those behind it, or any free ones for 0. @throws CliError when one is taken */
export async function choosePorts(host: string, first: number, count: number): Promise<number[]> {
  const choose = async (at: number, before: readonly number[]): Promise<number> => {
    const wanted = first === 0 ? 0 : first + at
    const port = wanted > LAST_PORT ? null : await probePort(host, wanted)
    if (port === null) throw new CliError(`Port ${wanted} is taken: choose another one with SYNCLINE_PORT (0: any).`)
    // The system may offer a free one twice.
    return before.includes(port) ? choose(at, before) : port
  }
  return Array.from({ length: count }).reduce<Promise<number[]>>(async (chosen, _, at) => {
    const before = await chosen
    return [...before, await choose(at, before)]
  }, Promise.resolve([]))
}

/** @returns the port to listen on; null when somebody else has it. @throws CliError where nobody could listen */
export async function probePort(host: string, port: number): Promise<number | null> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
    if (code === 'EADDRINUSE') return null
    const advice = 'check SYNCLINE_HOST and SYNCLINE_PORT'
    throw new CliError(`Nothing can listen on ${host}, port ${port} (${code}): ${advice}.`, { cause: error })
  } finally {
    server.close()
  }
}
