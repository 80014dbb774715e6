/** Reads the text format of Prometheus (0.0.4), and refuses what a scraper would, or what it would only put up with. */

export type Sample = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export type Family = { readonly type: string; readonly help: string; readonly samples: readonly Sample[] }

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`)
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`)
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y
const TYPES = ['counter', 'gauge', 'histogram', 'summary']
const NUMBER = /^([+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]Inf|NaN)$/i

/** By name of the family. @throws Error that quotes the line */
export function parsePrometheusText(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>()
  const series = new Set<string>()
  let current = ''
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, keyword, name = '', rest = ''] = COMMENT.exec(line) ?? []
    if (keyword === 'HELP') {
      if (families.has(name)) throw new Error(`twice: ${line}`)
      families.set(name, { type: '', help: rest, samples: [] })
      current = name
    } else if (keyword === 'TYPE') {
      const family = families.get(name)
      if (family === undefined || current !== name || family.samples.length > 0 || !TYPES.includes(rest))
        throw new Error(`out of place: ${line}`)
      family.type = rest
    } else {
      const sample = parseSample(line)
      const family = families.get(current)
      const own = sample.name === current || (isComposed(family?.type) && sample.name.startsWith(`${current}_`))
      if (family === undefined || family.type === '' || !own) throw new Error(`not below its family: ${line}`)
      const id = JSON.stringify([sample.name, Object.entries(sample.labels).toSorted()])
      if (series.has(id)) throw new Error(`twice: ${line}`)
      series.add(id)
      family.samples.push(sample)
    }
  }
  return families
}

function isComposed(type: string | undefined): boolean {
  return type === 'histogram' || type === 'summary'
}

function parseSample(line: string): Sample {
  const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? []
  if (name === undefined || !NUMBER.test(value)) throw new Error(`no sample: ${line}`)
  return { name, labels: parseLabels(labels, line), value: Number(value.replace(/Inf$/, 'Infinity')) }
}

function parseLabels(text: string, line: string): Record<string, string> {
  const found: Record<string, string> = {}
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < text.length) {
    const [, label, value = ''] = LABEL.exec(text) ?? []
    if (label === undefined || label in found) throw new Error(`labels: ${line}`)
    found[label] = value
  }
  return found
}
