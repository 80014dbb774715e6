/** JSON as text, with faults: swapped types, duplicate and renamed members, deep nests, bytes that are none. */
import type { Json } from '@syncline/core/scim/json.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { HOSTILE_TEXTS, HOSTILE_TOKENS } from './hostile.ts'

const DEEPEST = 4_000
const MOST_REPEATED = 300

/** @param chaos how likely each part of it is something else; 0: the text is that of the value */
export function jsonText(value: Json, random: SeededRandom, chaos: number): string {
  if (random.chance(chaos)) return strangeToken(value, random, chaos)
  if (Array.isArray(value)) return `[${value.map((each) => jsonText(each, random, chaos)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).flatMap(([name, member]) => membersOf(name, member, random, chaos))
  if (random.chance(chaos)) members.push(memberOf(random.pick(HOSTILE_TEXTS), 'x', random, chaos))
  return `{${members.join(',')}}`
}

function membersOf(name: string, member: Json, random: SeededRandom, chaos: number): string[] {
  const same = memberOf(name, member, random, chaos)
  if (!random.chance(chaos)) return [same]
  switch (random.whole(0, 4)) {
    case 0:
      return []
    case 1:
      return [same, memberOf(name, member, random, chaos)]
    case 2:
      return [memberOf(name.toUpperCase(), member, random, chaos), same]
    case 3:
      return [memberOf(random.pick(HOSTILE_TEXTS), member, random, chaos)]
    default:
      return [memberOf(`${name}.${name}`, member, random, chaos)]
  }
}

function memberOf(name: string, member: Json, random: SeededRandom, chaos: number): string {
  return `${JSON.stringify(name)}:${jsonText(member, random, chaos)}`
}

function strangeToken(value: Json, random: SeededRandom, chaos: number): string {
  const inner = (depth: number) => (depth > 0 ? jsonText(value, random, chaos / 2) : '1')
  switch (random.whole(0, 7)) {
    case 0:
      return random.pick(HOSTILE_TOKENS)
    case 1: {
      const depth = random.whole(1, random.chance(0.1) ? DEEPEST : 60)
      return `${'['.repeat(depth)}${inner(1)}${']'.repeat(depth)}`
    }
    case 2: {
      const depth = random.whole(1, 60)
      return `${'{"value":'.repeat(depth)}${inner(1)}${'}'.repeat(depth)}`
    }
    case 3:
      return `[${Array.from({ length: random.whole(2, MOST_REPEATED) }, () => JSON.stringify(value)).join(',')}]`
    case 4:
      return JSON.stringify(JSON.stringify(value))
    default:
      return JSON.stringify(random.pick(HOSTILE_TEXTS))
  }
}

/** What is sent: mostly the text in UTF-8. */
export function jsonBytes(text: string, random: SeededRandom, chaos: number): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  if (!random.chance(chaos)) return bytes
  const at = random.whole(0, bytes.length)
  switch (random.whole(0, 5)) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random.whole(0x80, 0xff)]), bytes.subarray(at)])
    case 2:
      return Buffer.from(text, 'utf16le')
    case 3:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    case 4:
      return Buffer.concat([bytes, bytes.subarray(0, at)])
    default:
      return Buffer.from(text, 'latin1')
  }
}
