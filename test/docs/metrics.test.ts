/** docs/metrics.md has the metrics that there are, and its rules ask for no others. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exposition } from '@syncline/api/metrics/exposition.ts'
import { expect, it } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { parsePrometheusText } from '../support/prometheus-text.ts'
import { parseDocument } from './documents.ts'

const text = readFileSync(join(PROJECT, 'docs/metrics.md'), 'utf8')
const [table = []] = parseDocument('docs/metrics.md', text).tables
const code = (text: string) => `\`${text}\``

async function exposed() {
  const directory = { site: 's', directory: 'd', losses: [], openConflicts: [], heldItems: [] }
  const lane = { site: 's', pending: 0, ageSeconds: 0, deadLetters: 0, applied: 0, failing: false }
  return parsePrometheusText(await exposition({ directories: [directory], lanes: [lane] }))
}

it('has every metric with its type and labels, and no other', async () => {
  const rows = [...(await exposed())].map(([name, { type, samples }]) => [
    code(name),
    type,
    Object.keys(samples[0]?.labels ?? {})
      .map(code)
      .join(', '),
  ])
  const own = table.filter(([name = '']) => name.startsWith('`syncline_'))
  expect(own.map(([name, type, labels]) => [name, type, labels])).toEqual(rows)
})

it('says how many series there are of a directory and of a site', async () => {
  const samples = [...(await exposed()).values()].flatMap((family) => family.samples)
  const ofDirectory = samples.filter(({ labels }) => 'directory' in labels).length
  expect(text).toContain(`A directory has ${ofDirectory} series, a site ${samples.length - ofDirectory}.`)
})

it('names in rules only what there is', async () => {
  const named = text.match(/syncline_\w+/g) ?? []
  const names = [...(await exposed()).keys()]
  expect(named.length).toBeGreaterThan(names.length)
  expect(named.filter((name) => !names.includes(name))).toEqual([])
})
