/** E-mail domains of a site: claimed, proven, assigned to a directory and given up. Whom it concerns is shown before. */
import { DnsUnavailable } from '@syncline/core/runtime/txt-lookup.ts'
import { findDirectory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import {
  addDomain,
  assignDomain,
  challengeOf,
  type Domain,
  findDomain,
  listDomains,
  markDomainVerified,
  removeDomain,
} from '@syncline/core/storage/catalogue/domain.ts'
import { recordDomainChecks } from '@syncline/core/storage/catalogue/domain-check.ts'
import { listDomainAccounts, readDomainEffects } from '@syncline/core/storage/read/domain-effects.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import type { AdminDeps } from '../admin-env.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound, Problem } from '../problem.ts'
import { REASON, REASON_NEEDED } from '../schemas.ts'
import { ASSIGNED_TO, DOMAIN, DOMAIN_ACCOUNT, DOMAIN_EFFECTS, EXPECTED_ACCOUNTS } from './domain-schemas.ts'

const tag = 'Domains'

async function shown(deps: AdminDeps, domain: Domain) {
  const of = domain.directoryId === null ? null : await findDirectory(deps.db, { directoryId: domain.directoryId })
  return shownWith(domain, of?.publicId ?? null)
}

function shownWith(domain: Domain, directory: string | null) {
  const { name, verifiedAt, verifiedBy, checkedAt, missingSince, createdAt } = domain
  return { name, verifiedAt, verifiedBy, checkedAt, missingSince, directory, createdAt, record: challengeOf(domain) }
}

/** Of this site: another one's is unknown. */
async function directoryIn(deps: AdminDeps, siteId: number, publicId: string | null | undefined) {
  if (!publicId) return null
  const directory = await findDirectory(deps.db, { directoryPublicId: publicId })
  if (directory.siteId !== siteId) throw notFound()
  return directory
}

/** @throws Problem refused when other accounts are concerned than whoever asked has seen */
async function assertSeen(deps: AdminDeps, domain: Domain, expected: number): Promise<void> {
  const { accounts } = await readDomainEffects(deps.pool, domain)
  if (accounts === expected) return
  throw new Problem('refused', `expectedAccounts: it concerns ${accounts} accounts by now. Look at them first.`)
}

export const DOMAIN_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/domains',
    id: 'listDomains',
    tag,
    summary: 'The domains of a site, by name',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(DOMAIN, 'DomainPage'),
    run: async ({ deps, site, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.string()) ?? ''
      const domains = await listDomains(deps.db, { siteId: site.id })
      const directories = await listDirectories(deps.db, { siteId: site.id })
      const ids = new Map(directories.map(({ id, publicId }) => [id, publicId]))
      const behind = domains.filter(({ nameKey }) => nameKey > after).slice(0, limit + 1)
      const page = pageOf(behind, limit, ({ nameKey }) => nameKey)
      return pageAnswer(cursors, page, (domain) => shownWith(domain, ids.get(domain.directoryId ?? 0) ?? null))
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/domains',
    id: 'addDomain',
    tag,
    summary: 'Claim a domain; the answer has the TXT record that proves it',
    needs: 'manage',
    body: z.object({ name: z.string().min(1).max(300), reason: REASON }).openapi('NewDomain'),
    status: 201,
    answer: DOMAIN,
    run: async ({ deps, site, body: { name }, author }) =>
      shown(deps, await addDomain(deps.db, { siteId: site.id, name }, author)),
  }),
  siteEndpoint({
    method: 'post',
    path: '/domains/{domain}/verify',
    id: 'verifyDomain',
    tag,
    summary: 'Look for the TXT record of a domain',
    description:
      'Where it is found the domain is verified: accounts with an address on it become managed. Where it is not, a domain that was verified stays so (`missingSince`).',
    needs: 'manage',
    body: z.object({ reason: REASON }).openapi('DomainCheck'),
    answer: z.object({ found: z.boolean(), domain: DOMAIN }).openapi('CheckedDomain'),
    run: async ({ deps, site, param, author }) => {
      const claimed = await findDomain(deps.db, { siteId: site.id, name: param('domain') })
      const { host, value } = challengeOf(claimed)
      const found = (await lookedUp(deps, host)).includes(value)
      const check = { siteId: site.id, nameKey: claimed.nameKey, found }
      const [checked = claimed] = await recordDomainChecks(deps.db, [check], author)
      deps.wakeLane(site.id)
      return { found, domain: await shown(deps, checked) }
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/domains/{domain}/mark-verified',
    id: 'markDomainVerified',
    tag,
    summary: 'Vouch for a domain without a record',
    needs: 'manage',
    body: z.object({ reason: REASON_NEEDED }).openapi('DomainMark'),
    answer: DOMAIN,
    run: async ({ deps, site, param, body: { reason }, author }) => {
      const choice = { siteId: site.id, name: param('domain') }
      const marked = await markDomainVerified(deps.db, choice, { actor: actorOf(author), reason })
      deps.wakeLane(site.id)
      return shown(deps, marked)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/domains/{domain}/effects',
    id: 'previewDomainChange',
    tag,
    summary: 'Whom verifying, assigning or removing a domain would concern',
    needs: 'read',
    query: z.object({ assign: ASSIGNED_TO.optional() }),
    answer: DOMAIN_EFFECTS,
    run: async ({ deps, site, param, query: { assign } }) => {
      const { nameKey } = await findDomain(deps.db, { siteId: site.id, name: param('domain') })
      const directory = await directoryIn(deps, site.id, assign)
      return readDomainEffects(deps.pool, { siteId: site.id, nameKey }, directory?.id ?? null)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/domains/{domain}/accounts',
    id: 'listDomainAccounts',
    tag,
    summary: 'The accounts with an address on a domain, by address',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(DOMAIN_ACCOUNT, 'DomainAccountPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const { nameKey } = await findDomain(deps.db, { siteId: site.id, name: param('domain') })
      const after = positionIn(cursors, cursor, z.string())
      const accounts = await listDomainAccounts(deps.pool, { siteId: site.id, nameKey }, { after, limit: limit + 1 })
      const page = pageOf(accounts, limit, ({ emailKey }) => emailKey)
      return pageAnswer(cursors, page, ({ emailKey: _, ...account }) => account)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/domains/{domain}/assign',
    id: 'assignDomain',
    tag,
    summary: 'Say which directory the people of a domain belong to',
    description:
      'Its directory then owns the accounts on the domain that another one owns today (`moving` in the effects). Null: no directory in particular.',
    needs: 'manage',
    body: z
      .object({
        directory: ASSIGNED_TO.nullable(),
        expectedAccounts: EXPECTED_ACCOUNTS.optional(),
        reason: REASON,
      })
      .openapi('DomainAssignment'),
    answer: DOMAIN,
    run: async ({ deps, site, param, body: { directory: publicId, expectedAccounts }, author }) => {
      const domain = await findDomain(deps.db, { siteId: site.id, name: param('domain') })
      if (expectedAccounts !== undefined) await assertSeen(deps, domain, expectedAccounts)
      const directory = await directoryIn(deps, site.id, publicId)
      const choice = { siteId: site.id, name: domain.name, directoryId: directory?.id ?? null }
      const assigned = await assignDomain(deps.db, choice, author)
      deps.wakeLane(site.id)
      return shown(deps, assigned)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/domains/{domain}/remove',
    id: 'removeDomain',
    tag,
    summary: 'Give a domain up',
    description:
      'Accounts on a verified domain become external, and the policy of their directory for external users decides. Adding it back restores them.',
    needs: 'manage',
    body: z.object({ expectedAccounts: EXPECTED_ACCOUNTS, reason: REASON_NEEDED }).openapi('DomainRemoval'),
    answer: DOMAIN,
    run: async ({ deps, site, param, body: { expectedAccounts, reason }, author }) => {
      const domain = await findDomain(deps.db, { siteId: site.id, name: param('domain') })
      await assertSeen(deps, domain, expectedAccounts)
      const choice = { siteId: site.id, name: domain.name }
      const removed = await removeDomain(deps.db, choice, { actor: actorOf(author), reason })
      deps.wakeLane(site.id)
      return shown(deps, removed)
    },
  }),
]

function actorOf(author: string | { readonly actor: string }): string {
  return typeof author === 'string' ? author : author.actor
}

async function lookedUp({ lookUp }: AdminDeps, host: string): Promise<readonly string[]> {
  try {
    return await lookUp(host)
  } catch (error) {
    if (!(error instanceof DnsUnavailable)) throw error
    throw new Problem('unavailable', 'The DNS could not be asked. Nothing was changed; try again.', {
      headers: { 'Retry-After': '5' },
    })
  }
}
