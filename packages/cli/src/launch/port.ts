/** Finds out before anything starts whether the API will get its port, and chooses a free one for 0. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { CliError } from '../cli-error.ts'

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
