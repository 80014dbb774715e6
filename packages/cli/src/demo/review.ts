/** What an administrator does with a directory in review: a preview of what a start would do, and the start. */
import { setTimeout as pause } from 'node:timers/promises'
import type { DirectoryPhase } from '@syncline/core/domain/directory-policy.ts'
import type { AbsentAccount, Preview, PreviewRow } from '@syncline/core/storage/read/preview-read.ts'
import type { Start } from '@syncline/core/storage/read/start-read.ts'
import { CliError } from '../cli-error.ts'
import { type DisplayStream, startDisplay } from '../simulate/display.ts'
import { Progress } from '../simulate/progress.ts'
import { type AdminApi, AdminRefusal } from './admin-api.ts'
import type { PreviewExamples } from './example-lines.ts'

type Place = {
  readonly api: AdminApi
  /** Of the directory, behind `/admin/v1`. */
  readonly path: string
  readonly signal: AbortSignal
}

type Items<T> = { readonly items: readonly T[] }
/** Times are text in JSON. */
type Told<T> = {
  readonly [Name in keyof T]: T[Name] extends Date ? string : T[Name] extends Date | null ? string | null : T[Name]
}
type StartState = { readonly phase: DirectoryPhase; readonly start: Told<Start> | null }

const LOOK_MS = 200
const REFUSED = 409

/** A new one, once it is made. @throws CliError when it could not be */
export async function makePreview({ api, path, signal }: Place): Promise<Preview> {
  const { id } = await api.post<Told<Preview>>(`${path}/previews`, { reason: 'first look' })
  const preview = await lookUntil(
    async () => previewOf(await api.get<Told<Preview>>(`${path}/previews/${id}`)),
    ({ state }) => state !== 'waiting',
    signal,
  )
  if (preview.state === 'failed') throw new CliError(`The preview could not be made: ${preview.failure}`)
  return preview
}

const EXAMPLES = 3
const LOOKED_AT = 200

/** Some of what an administrator would look at first. */
export async function readExamples({ api, path }: Place, { id }: Preview): Promise<PreviewExamples> {
  const conflicts = await api.get<Items<PreviewRow>>(`${path}/previews/${id}/rows?kind=conflict&limit=${EXAMPLES}`)
  const absent = await api.get<Items<AbsentAccount>>(`${path}/previews/${id}/absent?limit=${LOOKED_AT}`)
  const pairs = absent.items.filter(({ likely }) => likely.length > 0)
  return { conflicts: conflicts.items, absent: pairs.slice(0, EXAMPLES) }
}

/** As the preview says. One that is under way already goes on. */
export async function beginStart({ api, path }: Place, preview: Preview): Promise<void> {
  try {
    await api.post(`${path}/start`, { preview: preview.id, reason: 'as the preview says' })
  } catch (error) {
    if (!(error instanceof AdminRefusal && error.status === REFUSED)) throw error
    // It may have been sent again after its answer was lost.
    if ((await api.get<StartState>(`${path}/start`)).phase === 'reviewing') throw error
  }
}

/** With its progress, until its report is made; null when the directory never was in review. */
export async function followStart({ api, path, signal }: Place, stream: DisplayStream): Promise<Start | null> {
  const look = async () => startOf((await api.get<StartState>(`${path}/start`)).start)
  const first = await look()
  if (first === null || isOver(first)) return first
  const progress = new Progress({ start: first.records })
  const step = progress.step('start')
  const display = startDisplay(progress, stream)
  let last: Start | null = first
  try {
    await step.run(async () => {
      const seen = async () => {
        last = await look()
        step.total = last?.records ?? step.total
        step.done = last?.walked ?? step.done
        return last
      }
      await lookUntil(seen, (start) => start === null || isOver(start), signal)
    })
    return last
  } finally {
    display.stop()
  }
}

function previewOf({ askedAt, finishedAt, ...preview }: Told<Preview>): Preview {
  return { ...preview, askedAt: new Date(askedAt), finishedAt: timeOf(finishedAt) }
}

function startOf(start: Told<Start> | null): Start | null {
  return start && { ...start, beganAt: new Date(start.beganAt), endedAt: timeOf(start.endedAt) }
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}

function isOver({ report, state }: Start): boolean {
  return report !== null || state === 'stopped'
}

async function lookUntil<T>(look: () => Promise<T>, isDone: (seen: T) => boolean, signal: AbortSignal): Promise<T> {
  const seen = await look()
  if (isDone(seen)) return seen
  await pause(LOOK_MS, undefined, { signal })
  return lookUntil(look, isDone, signal)
}
