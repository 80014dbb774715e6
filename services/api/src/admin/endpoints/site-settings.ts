/** Settings of a site. */
import { changeSiteSettings, readSiteSettings } from '@syncline/core/storage/catalogue/site-setting-change.ts'
import { BUILT_IN_NAMES, type SiteSettings } from '@syncline/core/storage/catalogue/site-settings.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { REASON } from '../schemas.ts'

const PEOPLE = z.int().min(0).max(1_000_000)
const PERCENT = z.int().min(0).max(100)

const SETTINGS = z
  .object({
    builtInNames: z.array(z.string()).describe('Names of groups that never reach the site, beside the next.'),
    guard: z
      .boolean()
      .describe(
        'Whether losses of access beyond the limit are held, over all directories together but for those whose own guard is off.',
      ),
    guardPeople: PEOPLE.describe('The limit of a sliding day is the larger of this number of people …'),
    guardPercent: PERCENT.describe('… and this part of the accounts that were on at its first loss.'),
    alwaysBuiltIn: z.array(z.string()).describe('Those that every site has.'),
  })
  .openapi('SiteSettings')

const shown = (settings: SiteSettings) => ({ ...settings, alwaysBuiltIn: [...BUILT_IN_NAMES] })
const tag = 'Sites'

export const SITE_SETTING_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/settings',
    id: 'getSiteSettings',
    tag,
    summary: 'The settings of a site',
    needs: 'read',
    answer: SETTINGS,
    run: async ({ deps, site }) => shown(await readSiteSettings(deps.db, { siteId: site.id })),
  }),
  siteEndpoint({
    method: 'patch',
    path: '/settings',
    id: 'changeSiteSettings',
    tag,
    summary: 'Change the settings of a site',
    description:
      'What is not named stays. Groups of directories whose name is added or taken away are looked at again; one that is linked stays so until somebody detaches it.',
    needs: 'manage',
    body: z
      .object({
        builtInNames: z.array(z.string().trim().min(1).max(256)).max(100).optional().describe('All of them.'),
        guard: z.boolean().optional(),
        guardPeople: PEOPLE.optional(),
        guardPercent: PERCENT.optional(),
        reason: REASON,
      })
      .openapi('SiteSettingsChange'),
    answer: SETTINGS,
    run: async ({ deps, site, body: { reason: _, ...named }, author }) => {
      const changes = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
      return shown(await changeSiteSettings(deps.db, { siteId: site.id }, changes, author))
    },
  }),
]
