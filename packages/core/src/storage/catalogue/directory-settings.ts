/**
 * What can be set for one directory, with its defaults. The table keeps only what was set, so that a better default reaches
 * every directory that left it alone.
 */
import { z } from 'zod'
import { CatalogueError } from './catalogue-error.ts'
import { GUARD_SETTINGS } from './guard-setting.ts'

const MEBIBYTE = 1_048_576

const SETTINGS = z.object({
  /** RFC 9967 §4: whether `Prefer: respond-async` is honoured. */
  asyncRequest: z.enum(['request', 'none']).default('request'),
  /** RFC 7644 §3.7; false: 501. */
  bulk: z.boolean().default(true),
  /** Operations of one Bulk request, and of one PATCH. */
  bulkMaxOperations: z.int().min(100).max(100_000).default(10_000),
  /** Bytes of a Bulk request (RFC 7644 §3.7.4). */
  bulkMaxPayloadSize: z
    .int()
    .min(MEBIBYTE)
    .max(64 * MEBIBYTE)
    .default(16 * MEBIBYTE),
  /** Writes to an existing resource without If-Match are refused with 428 (RFC 6585 §3). */
  requireIfMatch: z.boolean().default(false),
  /** Who reads ServiceProviderConfig: everybody (a reduced document), or only with a credential (RFC 7643 §5). */
  discovery: z.enum(['open', 'closed']).default('open'),
  /** A member or manager that does not exist: 400, or left out. */
  unknownReferences: z.enum(['refuse', 'skip']).default('refuse'),
  /** Workforce: people whose address is on no verified domain of the site reach it, wait for an administrator, or are left out. */
  externalUsers: z.enum(['sync', 'review', 'ignore']).default('sync'),
  /** A new user with the externalId of another: kept and held, or refused with 409. */
  duplicateExternalIds: z.enum(['hold', 'refuse']).default('hold'),
  /** A group, new to the sync, whose name another group of the site has: an administrator decides, it takes that group over, it is left out, or 409. */
  clashingGroups: z.enum(['review', 'sync', 'skip', 'refuse']).default('review'),
  ...GUARD_SETTINGS,
  /** Requests in `rateLimitSeconds`, over all credentials of the directory; 0: no limit. */
  rateLimitRequests: z.int().min(0).max(10_000_000).default(0),
  /** The window of `rateLimitRequests`. */
  rateLimitSeconds: z.int().min(1).max(3_600).default(60),
  /** Whether answers say what is left of the rate limit (draft-ietf-httpapi-ratelimit-headers). */
  rateLimitHeaders: z.boolean().default(false),
  /** Operations of the directory that may wait to be applied; while more do, writes get 429. 0: no limit. */
  backlogLimit: z.int().min(0).max(10_000_000).default(100_000),
})

export type DirectorySettings = z.output<typeof SETTINGS>
/** As stored: only what was set. */
export type StoredSettings = Partial<DirectorySettings>

export const SETTING_NAMES = Object.keys(SETTINGS.shape)

/** What a directory works with. Settings of a newer program are left out. */
export function directorySettings(stored: unknown): DirectorySettings {
  return SETTINGS.parse(stored)
}

/**
 * @param changes by name; `null` takes a setting back to its default
 * @throws CatalogueError setting-invalid
 */
export function storedSettings(before: unknown, changes: Readonly<Record<string, unknown>>): StoredSettings {
  const unknown = Object.keys(changes).find((name) => !SETTING_NAMES.includes(name))
  if (unknown !== undefined) {
    throw new CatalogueError(
      'setting-invalid',
      `There is no setting "${unknown}". There are: ${SETTING_NAMES.join(', ')}.`,
    )
  }
  const merged = Object.entries({ ...(before as object), ...changes }).filter(([, value]) => value !== null)
  const parsed = SETTINGS.partial().safeParse(Object.fromEntries(merged))
  if (!parsed.success) throw new CatalogueError('setting-invalid', z.prettifyError(parsed.error))
  return Object.fromEntries(merged.map(([name]) => [name, parsed.data[name as keyof StoredSettings]]))
}
