/** A stand-in program for a service: says that it is ready, and ends when its channel closes. */
import { setInterval } from 'node:timers'

setInterval(() => undefined, 1_000)
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
