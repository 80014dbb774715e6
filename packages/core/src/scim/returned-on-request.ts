/** RFC 7643 §7, `returned: request`: a write is answered with such an attribute when it was in the request. */
import type { OperationBody } from '../domain/operation.ts'
import { resolveReference } from './attribute-reference.ts'
import { isJsonObject } from './json.ts'
import type { MemberPath, ResourceTypeDefinition } from './resource-type.ts'

export function sentOnRequest(body: OperationBody, type: ResourceTypeDefinition): readonly MemberPath[] {
  if (body === null || type.returnedOnRequest.length === 0) return []
  const named = body.kind === 'patch' ? body.operations.map(({ path }) => nameOf(path ?? '', type)) : null
  return type.returnedOnRequest.filter((path) => {
    if (body.kind === 'resource') {
      const [top, inner] = path
      const value = body.attributes[top]
      return inner === undefined ? value !== undefined : isJsonObject(value) && value[inner] !== undefined
    }
    return named?.includes(path.join(':')) === true
  })
}

/** The attribute that a PATCH path begins with. */
function nameOf(path: string, type: ResourceTypeDefinition): string {
  const [name = ''] = path.split('[')
  const reference = resolveReference(name, type)
  if (reference?.kind !== 'attribute') return ''
  const { extension, attribute } = reference
  return extension === null ? attribute.name : `${extension}:${attribute.name}`
}
