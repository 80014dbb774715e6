/**
 * The manager in filters and sorts, as it is shown: a user of the directory, with its `displayName` as it is now. What was sent
 * and names nobody (or nobody any more) is not there.
 */
import type { AttributeReference } from '../../scim/attribute-reference.ts'
import type { CheckedComparison } from '../../scim/filter-ast.ts'
import { ENTERPRISE_USER_SCHEMA } from '../../scim/schema-enterprise-user.ts'
import { rowOfId } from '../record-row.ts'
import type { FilterContext } from './filter-context.ts'
import { type Field, type Holder, isPresentSql, memberOf } from './filter-field.ts'
import { locationSql } from './filter-location.ts'
import { isResourceId } from './resource-id.ts'
import type { SqlValues } from './sql-values.ts'

export function isManager({ extension, attribute }: AttributeReference): boolean {
  return extension === ENTERPRISE_USER_SCHEMA && attribute.name === 'manager'
}

export function managerField(context: FilterContext): Field {
  const shown = shownManager(context)
  return {
    kind: 'parts',
    there: () => `${shown.returned} is not null`,
    present: () => isPresentSql(shown.returned),
    part: (sub) => memberOf(shown, sub.name, context.values),
  }
}

/** What the extension of `r` shows is empty: a manager who is gone was all of it. The extension is there. */
export function showsNothing(extension: string, context: FilterContext): string {
  if (extension !== ENTERPRISE_USER_SCHEMA) return 'false'
  const rest = `(r.resource -> ${context.values.bind(extension, 'text')}) - 'manager'`
  return `(${rest} = '{}'::jsonb and ${shownManager(context).returned} is null)`
}

/** `value eq`: by an index, however many others there are. Null: as any other comparison. */
export function managerHolds({ target, operator, key }: CheckedComparison, values: SqlValues): string | null {
  if (!isManagerValue({ target, operator })) return null
  if (!isResourceId(key)) return 'false'
  const id = values.bind(key, 'uuid')
  return `(r.manager_id = ${id} and exists (
    select from directory_user n where n.site_id = $1::integer and n.directory_id = $2::integer and n.id = ${id}))`
}

/** Whether the comparison asks for one manager. */
export function isManagerValue({ target, operator }: Pick<CheckedComparison, 'target' | 'operator'>): boolean {
  return operator === 'eq' && isManager(target) && target.sub?.name === 'value'
}

/** SQL null when there is none. Without a `value` (a `$ref` alone) it is what was sent. */
function shownManager(context: FilterContext): Holder {
  const urn = context.values.bind(ENTERPRISE_USER_SCHEMA, 'text')
  const location = locationSql('User', 'n.id::text', context)
  const shown = (form: keyof Holder, object: 'resource' | 'compared') => `(
  case when r.resource -> ${urn} -> 'manager' ? 'value' then (
    select jsonb_strip_nulls(jsonb_build_object(
      'value', n.id, '$ref', ${location[form]}, 'displayName', n.${object} ->> 'displayName'))
    from (${rowOfId('directory_user', 'r.manager_id', '$1::integer')}) n
    where n.directory_id = $2::integer)
  else r.${object} -> ${urn} -> 'manager' end)`
  return { returned: shown('returned', 'resource'), compared: shown('compared', 'compared') }
}
