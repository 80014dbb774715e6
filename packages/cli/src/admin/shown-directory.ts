/** A directory as the verbs show it in JSON. */
import type { Config } from '@syncline/core/runtime/config.ts'
import type { Directory } from '@syncline/core/storage/catalogue/directory.ts'
import type { Site } from '@syncline/core/storage/catalogue/site.ts'
import { scimBaseUrl } from '../scim-url.ts'

export function shownDirectory(directory: Directory, site: Site | undefined, config: Config) {
  const { publicId: id, name, audience, mode, phase, paused, pausedAt, disconnectedAt, createdAt } = directory
  const pause = paused === null || pausedAt === null ? null : { mode: paused, since: pausedAt }
  const baseUrl = scimBaseUrl(config, id)
  return { id, name, site: site?.name ?? '', audience, mode, phase, pause, disconnectedAt, createdAt, baseUrl }
}
