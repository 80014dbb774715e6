/** Addresses of the API as identity providers are given them. */
import type { Config } from '@syncline/core/runtime/config.ts'

export type Listening = Pick<Config, 'host' | 'port'>

const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])

/** Where this machine reaches an API that listens there. */
export function localUrl({ host, port }: Listening): string {
  const reached = ANY_ADDRESS.has(host) ? '127.0.0.1' : host
  return `http://${reached.includes(':') && !reached.startsWith('[') ? `[${reached}]` : reached}:${port}`
}

export function scimBaseUrl(config: Listening & Pick<Config, 'publicUrl'>, directoryPublicId: string): string {
  return `${config.publicUrl ?? localUrl(config)}/scim/v2/${directoryPublicId}`
}

/** Where OAuth clients of any directory get their tokens. */
export function tokenUrl(config: Listening & Pick<Config, 'publicUrl'>): string {
  return `${config.publicUrl ?? localUrl(config)}/oauth/token`
}
