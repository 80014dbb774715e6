/** Values are bound. Who has none to write into a statement needs nothing that escapes one. */
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import { walk } from '../syntax-tree.ts'

/** Of pg and Kysely: they turn a value into a piece of a statement. */
const ESCAPES = new Set(['escapeLiteral', 'escapeIdentifier', 'lit', 'raw'])

/** The name of a channel, which is a constant: `listen` takes no parameters. */
const NEEDED = 'packages/core/src/storage/listen.ts'

export const escapeRule: Rule = {
  name: 'no statement is made of an escaped value',
  subjects: ['packages/core/src/storage/'],
  check: (tree) =>
    filesBelow(tree, 'packages/', 'services/')
      .filter((file) => file.path !== NEEDED)
      .flatMap((file) => {
        const breaches: Breach[] = []
        walk(file.program, (node) => {
          if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
          const { object, property } = node.callee
          if (property.type !== 'Identifier' || !ESCAPES.has(property.name)) return
          // `c.req.raw` and the like are no calls; `raw` and `lit` of anything but `sql` are something else.
          const short = property.name === 'raw' || property.name === 'lit'
          if (short && !(object.type === 'Identifier' && object.name === 'sql')) return
          breaches.push({ path: file.path, line: file.lineOf(node), problem: `calls ${property.name}` })
        })
        return breaches
      }),
}
