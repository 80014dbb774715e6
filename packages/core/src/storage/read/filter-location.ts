/** References to our own resources as SQL: what is returned, and what of it is compared (RFC 7643 §2.4). */
import type { ResourceType } from '../../domain/operation.ts'
import { referenceKey, VERSION_SEGMENT } from '../../scim/comparison-key.ts'
import { locationOf } from '../../scim/representation.ts'
import type { FilterContext } from './filter-context.ts'
import type { Holder } from './filter-field.ts'

/** @param id an expression of type text that holds an id we gave out */
export function locationSql(type: ResourceType, id: string, { baseUrl, values }: FilterContext): Holder {
  const prefix = locationOf(type, '', baseUrl)
  return {
    returned: `(${values.bind(prefix, 'text')} || ${id})`,
    // An id has no path in it: what is left out is in the prefix.
    compared: `(${values.bind(referenceKey(prefix), 'text')} || ${id})`,
  }
}

/** @param id an expression of type text that holds whatever a client sent as an id */
export function foreignLocationSql(type: ResourceType, id: string, { baseUrl, values }: FilterContext): Holder {
  const location = `(${values.bind(locationOf(type, '', baseUrl), 'text')} || ${id})`
  const pattern = values.bind(VERSION_SEGMENT.source.replaceAll('\\d', '[0-9]'), 'text')
  return { returned: location, compared: `regexp_replace(${location}, ${pattern}, '', 'i')` }
}
