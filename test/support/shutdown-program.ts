/** Program for the shutdown test: waits for a signal, then runs steps that its argument names, each telling of itself. */
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { onShutdown, type ShutdownStep } from '@syncline/core/runtime/shutdown.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  well: async () => undefined,
  fails: () => Promise.reject(new Error('step broke')),
  hangs: () => new Promise(() => undefined),
}

const steps = (process.argv[2] ?? '').split(',').map(
  (name): ShutdownStep => ({
    name,
    run: async () => {
      say(`run ${name}`)
      await STEPS[name]?.()
    },
  }),
)
onShutdown(createLogger({ name: 'test', level: 'silent' }), steps, {
  limitMs: Number(process.argv[3] ?? 10_000),
  exit: (code) => process.exit(code),
})
setInterval(() => undefined, 60_000)
say('waiting')
