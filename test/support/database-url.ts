/** Connection strings of the databases of a test run. */

export const TEMPLATE_DATABASE = 'syncline_template'

/** The same server and user, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
