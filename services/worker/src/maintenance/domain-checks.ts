/**
 * Looks each day for the TXT records of verified domains. A record that has vanished is noted and nothing else: whoever
 * loses one by mistake loses no accounts. A name server that does not answer says nothing.
 */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type { TxtLookup } from '@syncline/core/runtime/txt-lookup.ts'
import { challengeOf, type Domain } from '@syncline/core/storage/catalogue/domain.ts'
import { type DomainCheck, recordDomainChecks, takeDomainsDue } from '@syncline/core/storage/catalogue/domain-check.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'

const INTERVAL_MS = 10 * 60 * 1_000
/** Looked up side by side. */
const MOST_AT_A_TIME = 20
const ACTOR = 'worker'

export type DomainCheckDeps = { readonly db: Kysely<Database>; readonly lookUp: TxtLookup; readonly logger: Logger }
export type DomainChecks = { close(): Promise<void> }

export function startDomainChecks(deps: DomainCheckDeps): DomainChecks {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => checkDomainsDue(deps))
  }, INTERVAL_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** One round. Never rejects: what was taken and not looked up is due again in a day. */
export async function checkDomainsDue({ db, lookUp, logger }: DomainCheckDeps): Promise<void> {
  try {
    const due = await takeDomainsDue(db, MOST_AT_A_TIME)
    const checks = await Promise.all(due.map((domain) => checkDomain(domain, lookUp, logger)))
    const answered = checks.filter((check) => check !== null)
    if (answered.length > 0) await recordDomainChecks(db, answered, ACTOR)
  } catch (err) {
    logger.error({ err }, 'checks of domains failed')
  }
}

async function checkDomain(domain: Domain, lookUp: TxtLookup, logger: Logger): Promise<DomainCheck | null> {
  const { host, value } = challengeOf(domain)
  try {
    return { siteId: domain.siteId, nameKey: domain.nameKey, found: (await lookUp(host)).includes(value) }
  } catch (err) {
    logger.warn({ err, siteId: domain.siteId, domain: domain.name }, 'the record of a domain could not be looked up')
    return null
  }
}
