/** Apps, projects, and which groups and organizations give access to them: what a batch knows of it, and the net rows to write. */
import { Lookup, scoped } from './lookup.ts'
import type { Need } from './need.ts'
import type { AccessGrant, App, Key } from './record.ts'
import { Rows } from './rows.ts'
import { isUuid } from './uuid-text.ts'

export class AccessTable {
  readonly rows = new Rows<App>()
  /** By scoped(kind, name key). */
  readonly names: Lookup
  readonly #ids: Lookup
  readonly #original = new Map<string, AccessGrant>()
  readonly #current = new Map<string, AccessGrant>()
  readonly #askedApps = new Set<Key>()
  readonly #askedGroups = new Set<Key>()
  readonly #firstNewKey: Key
  readonly #missing: Need

  constructor(firstNewKey: Key, missing: Need) {
    this.names = new Lookup(missing.appNames)
    this.#ids = new Lookup(missing.appIds)
    this.#firstNewKey = firstNewKey
    this.#missing = missing
  }

  asked({ appIds, appNames, grantsOfApps, grantsOfGroups }: Need): void {
    for (const id of appIds) this.#ids.asked(id)
    for (const name of appNames) this.names.asked(name)
    for (const key of grantsOfApps) this.#askedApps.add(key)
    for (const key of grantsOfGroups) this.#askedGroups.add(key)
  }

  load(apps: readonly App[], grants: readonly AccessGrant[]): void {
    for (const app of apps) {
      this.rows.load(app)
      this.#ids.load(app.id, app.key)
      this.names.load(nameOf(app), app.key)
    }
    for (const grant of grants) {
      this.#original.set(placeOf(grant), grant)
      this.#current.set(placeOf(grant), grant)
    }
  }

  byId(id: string): App | undefined {
    const key = isUuid(id) ? this.#ids.find(id) : undefined
    return key === undefined ? undefined : this.rows.get(key)
  }

  put(app: App): void {
    const before = this.rows.get(app.key)
    if (before !== undefined) this.names.release(nameOf(before), app.key)
    this.rows.put(app)
    this.#ids.take(app.id, app.key)
    this.names.take(nameOf(app), app.key)
  }

  delete(app: App): void {
    this.rows.delete(app.key)
    this.#ids.release(app.id, app.key)
    this.names.release(nameOf(app), app.key)
  }

  grantsOfApp(appKey: Key): AccessGrant[] {
    if (appKey < this.#firstNewKey && !this.#askedApps.has(appKey)) this.#missing.grantsOfApps.add(appKey)
    return this.#grants((grant) => grant.appKey === appKey)
  }

  grantsOfGroup(siteGroupKey: Key): AccessGrant[] {
    if (siteGroupKey < this.#firstNewKey && !this.#askedGroups.has(siteGroupKey)) {
      this.#missing.grantsOfGroups.add(siteGroupKey)
    }
    return this.#grants((grant) => grant.siteGroupKey === siteGroupKey)
  }

  grant(grant: AccessGrant): void {
    this.#current.set(placeOf(grant), grant)
  }

  revoke(grant: AccessGrant): void {
    this.#current.delete(placeOf(grant))
  }

  writtenGrants(): { readonly deleted: AccessGrant[]; readonly inserted: AccessGrant[] } {
    return {
      deleted: [...this.#original.values()].filter((grant) => this.#current.get(placeOf(grant)) !== grant),
      inserted: [...this.#current.values()].filter((grant) => this.#original.get(placeOf(grant)) !== grant),
    }
  }

  #grants(are: (grant: AccessGrant) => boolean): AccessGrant[] {
    return [...this.#current.values()]
      .filter(are)
      .sort((a, b) => a.appKey - b.appKey || a.siteGroupKey - b.siteGroupKey)
  }
}

function nameOf({ kind, nameKey }: Pick<App, 'kind' | 'nameKey'>): string {
  return scoped(kind, nameKey)
}

function placeOf({ appKey, siteGroupKey }: Pick<AccessGrant, 'appKey' | 'siteGroupKey'>): string {
  return `${appKey}|${siteGroupKey}`
}
