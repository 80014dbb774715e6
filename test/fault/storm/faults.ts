/** The faults of a storm: each begins, lasts, and is undone. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Boundary } from '@syncline/worker/lane/lane-deps.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { TcpProxy } from '../../support/tcp-proxy.ts'
import type { ApiMember, Cluster, Member } from './cluster.ts'

export type Fault = {
  readonly kind: string
  /** Faults on one target come one after another. */
  readonly target: string
  /** Resolves when it is undone. What it has hit may still be coming up again. */
  run(): Promise<void>
}

/** The faults of a seed in their order. */
export type FaultSource = { next(long: boolean): Fault }

const BOUNDARIES: readonly Boundary[] = ['claimed', 'attempted', 'loaded', 'planned', 'committed']
const LONG_MS = 60_000
/** An armed boundary that nobody reaches in this time is given up for a plain signal. */
const REACHED_WITHIN_MS = 3_000

export function createFaultSource(cluster: Cluster, random: SeededRandom): FaultSource {
  const { apis, workers, redis } = cluster
  const worker = (): Member => random.pick(workers)
  const api = (): ApiMember => random.pick(apis)
  const anybody = (): Member => random.pick([...apis, ...workers])
  // Beyond the 5 s after which locks of lanes and of jobs expire, and short of it.
  const stopMs = () => (random.chance(0.15) ? random.whole(10_000, 16_000) : random.whole(1_500, 8_000))

  const kinds: readonly (readonly [weight: number, make: () => Fault])[] = [
    [14, () => kill('kill worker', worker())],
    [22, () => atBoundary('SIGKILL', worker(), random.pick(BOUNDARIES), 0)],
    [14, () => freeze('stop worker', worker(), stopMs())],
    [12, () => atBoundary('SIGSTOP', worker(), random.pick(BOUNDARIES), stopMs())],
    [12, () => kill('kill api', api())],
    [10, () => freeze('stop api', api(), stopMs())],
    [4, () => killBoth(worker(), api(), random.pick(BOUNDARIES))],
    [5, () => fault('kill postgres', 'postgres', () => cluster.killPostgres())],
    [8, () => silentListen(api(), random.whole(2_000, 12_000))],
    [8, () => halfOpen('half-open to postgres', anybody(), (member) => member.postgres, random.whole(2_000, 10_000))],
    [4, () => cut(anybody())],
    ...(redis === null
      ? []
      : ([
          [8, () => redisAway(random.whole(300, 6_000))],
          [8, () => fault('flush redis', 'redis', () => redis.flush())],
          [6, () => halfOpen('half-open to redis', anybody(), (member) => member.redis, random.whole(2_000, 10_000))],
        ] as const)),
  ]
  const total = kinds.reduce((sum, [weight]) => sum + weight, 0)

  const redisAway = (ms: number) =>
    fault(`redis away ${ms} ms`, 'redis', async () => {
      await redis?.stop()
      await pause(ms)
      await redis?.start()
    })

  return {
    next(long) {
      if (long) {
        const far = [() => freeze('stop worker', worker(), LONG_MS), () => freeze('stop api', api(), LONG_MS)]
        return random.pick(redis === null ? far : [...far, () => redisAway(LONG_MS)])()
      }
      let draw = random.next() * total
      for (const [weight, make] of kinds) {
        draw -= weight
        if (draw < 0) return make()
      }
      return kill('kill worker', worker())
    },
  }
}

function fault(kind: string, target: string, run: () => Promise<void>): Fault {
  return { kind, target, run }
}

function kill(kind: string, { process }: Member): Fault {
  return fault(kind, process.name, async () => process.signal('SIGKILL'))
}

function freeze(kind: string, { process }: Member, ms: number): Fault {
  return fault(`${kind} ${ms} ms`, process.name, async () => {
    process.signal('SIGSTOP')
    await pause(ms)
    process.signal('SIGCONT')
  })
}

/** The worker sends itself the signal; when nothing is there to be done it gets it from outside. */
function atBoundary(signal: 'SIGKILL' | 'SIGSTOP', { process }: Member, boundary: Boundary, ms: number): Fault {
  return fault(`${signal} at ${boundary}${ms > 0 ? ` ${ms} ms` : ''}`, process.name, async () => {
    const { ended } = process
    process.send({ boundary, signal })
    if (signal === 'SIGKILL') {
      await Promise.race([ended, pause(REACHED_WITHIN_MS)])
      process.signal('SIGKILL')
      return
    }
    await pause(ms)
    process.send('disarm')
    process.signal('SIGCONT')
  })
}

function killBoth(worker: Member, api: ApiMember, boundary: Boundary): Fault {
  const name = worker.process.name
  return fault(`SIGKILL at ${boundary}, and an api with it`, name, async () => {
    const { ended } = worker.process
    worker.process.send({ boundary, signal: 'SIGKILL' })
    await Promise.race([ended, pause(REACHED_WITHIN_MS)])
    worker.process.signal('SIGKILL')
    api.process.signal('SIGKILL')
  })
}

/** The listening connection hears nothing more and nobody says so. */
function silentListen(api: ApiMember, ms: number): Fault {
  return fault(`silent LISTEN ${ms} ms`, `${api.process.name} postgres`, async () => {
    api.postgres.silence('syncline-listen')
    await pause(ms)
    api.postgres.cutSilent()
  })
}

/** Every connection of the process is dead without a word; new ones work. In the end the system finds out. */
function halfOpen(kind: string, member: Member, proxyOf: (member: Member) => TcpProxy | null, ms: number): Fault {
  return fault(`${kind} ${ms} ms`, `${member.process.name} ${kind}`, async () => {
    proxyOf(member)?.silence()
    await pause(ms)
    proxyOf(member)?.cutSilent()
  })
}

function cut({ process, postgres, redis }: Member): Fault {
  return fault('connections reset', process.name, async () => {
    postgres.cut()
    redis?.cut()
  })
}
