/** Writes a report where `--out` says: Markdown for people, JSON beside it for programs. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { markdownOf } from './markdown.ts'
import type { Report } from './report.ts'

/** @param path of the Markdown file, e.g. `docs/bench/<date>-<name>.md` */
export async function writeReport(path: string, report: Report): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, markdownOf(report))
  await writeFile(path.replace(/(\.md)?$/, '.json'), `${JSON.stringify(report, null, 2)}\n`)
}
