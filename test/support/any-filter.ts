/** Random filters over the schema, as parsed: every operator on every attribute it fits, with operands that hit. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import {
  COMPARISON_OPERATORS,
  type ComparisonOperator,
  type Filter,
  type Literal,
} from '@syncline/core/scim/filter-ast.ts'
import type { Attribute } from '@syncline/core/scim/schema-attribute.ts'
import fc from 'fast-check'
import { anyText, FRACTIONS, INSTANTS, WHOLE_NUMBERS } from './any-resource.ts'
import { WORLD_SCHEMAS } from './world-schemas.ts'

/** Texts that occur in the data beside the random ones: ids, references, times. */
export type Hits = { readonly texts: readonly string[]; readonly instants: readonly string[] }

type Path = { readonly path: string; readonly attribute: Attribute; readonly leaf: Attribute }

export function anyFilter(type: ResourceType, hits: Hits): fc.Arbitrary<Filter> {
  const paths = pathsOf(type)
  const elements = paths.filter(({ attribute, leaf }) => attribute === leaf && attribute.type === 'complex')
  const inElement = fc
    .constantFrom(...elements)
    .chain(({ path, attribute }) =>
      anyTree(
        fc.constantFrom(...attribute.subAttributes.map((sub) => ({ path: sub.name, attribute: sub, leaf: sub }))),
        hits,
        null,
      ).map((filter): Filter => ({ kind: 'element', path, filter, at: 1 })),
    )
  return anyTree(fc.constantFrom(...paths), hits, inElement)
}

function anyTree(path: fc.Arbitrary<Path>, hits: Hits, element: fc.Arbitrary<Filter> | null): fc.Arbitrary<Filter> {
  const term = path.chain((each) => anyTerm(each, hits))
  const leaf = element === null ? term : fc.oneof({ weight: 3, arbitrary: term }, { weight: 1, arbitrary: element })
  return fc.letrec<{ filter: Filter; many: Filter; not: Filter; leaf: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'filter' },
      { weight: 4, arbitrary: tie('leaf') },
      { weight: 2, arbitrary: tie('many') },
      { weight: 1, arbitrary: tie('not') },
    ),
    many: fc
      .tuple(
        fc.constantFrom<'and' | 'or'>('and', 'or'),
        fc.array(tie('filter'), { minLength: 2, maxLength: 3, depthIdentifier: 'filter' }),
      )
      .map(([kind, filters]): Filter => ({ kind, filters })),
    not: tie('filter').map((filter): Filter => ({ kind: 'not', filter })),
    leaf,
  })).filter
}

function anyTerm({ path, leaf }: Path, hits: Hits): fc.Arbitrary<Filter> {
  const present = fc.constant<Filter>({ kind: 'present', path, at: 1 })
  if (leaf.type === 'complex' && !leaf.subAttributesByName.has('value')) return present
  const value = leaf.type === 'complex' ? (leaf.subAttributesByName.get('value') ?? leaf) : leaf
  const compare = fc
    .tuple(fc.constantFrom(...operatorsOf(value)), anyLiteral(value, hits))
    .map(([operator, literal]): Filter => ({ kind: 'compare', path, operator, literal, at: 1 }))
  return fc.oneof({ weight: 1, arbitrary: present }, { weight: 6, arbitrary: compare })
}

function operatorsOf({ type }: Attribute): ComparisonOperator[] {
  return COMPARISON_OPERATORS.filter((operator) => {
    if (['co', 'sw', 'ew'].includes(operator)) return type === 'string' || type === 'reference'
    return operator === 'eq' || operator === 'ne' || (type !== 'boolean' && type !== 'binary')
  })
}

function anyLiteral({ type, canonicalValues }: Attribute, hits: Hits): fc.Arbitrary<Literal> {
  const text = (value: string): Literal => ({ kind: 'string', text: value, quoted: true })
  if (type === 'boolean') return fc.boolean().map((value): Literal => ({ kind: 'boolean', text: String(value), value }))
  if (type === 'dateTime') return fc.constantFrom(...hits.instants, ...INSTANTS).map(text)
  if (type === 'integer' || type === 'decimal')
    return fc
      .constantFrom(...WHOLE_NUMBERS, ...FRACTIONS)
      .map((value): Literal => ({ kind: 'number', text: String(value), value }))
  const pieces = hits.texts.flatMap((hit) => [hit, hit.slice(0, 9), hit.slice(-5)])
  return fc
    .oneof(
      { weight: 2, arbitrary: anyText },
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.constantFrom('', 'work', 'Home', ...canonicalValues) },
    )
    .map(text)
}

/** Every attribute and sub-attribute that may be filtered on, by its name in a request. */
function pathsOf(type: ResourceType): Path[] {
  const { attributesByName, extensions } = WORLD_SCHEMAS[type]
  return [
    ...[...attributesByName.values()].flatMap((attribute) => pathsIn(attribute, attribute.name)),
    ...extensions.flatMap(({ schema }) =>
      schema.attributes.flatMap((attribute) => pathsIn(attribute, `${schema.id}:${attribute.name}`)),
    ),
  ]
}

function pathsIn(attribute: Attribute, path: string): Path[] {
  if (attribute.returned === 'never') return []
  return [
    { path, attribute, leaf: attribute },
    ...attribute.subAttributes.map((sub) => ({ path: `${path}.${sub.name}`, attribute, leaf: sub })),
  ]
}

/** Every attribute that a list can be sorted by. */
export function sortablePaths(type: ResourceType): string[] {
  return pathsOf(type)
    .filter(({ leaf }) => leaf.type !== 'complex' || leaf.subAttributesByName.has('value'))
    .map(({ path }) => path)
}
