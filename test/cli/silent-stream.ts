/** Where a run may show its progress without anybody seeing it. */
import { Writable } from 'node:stream'

export function silentStream(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done()
    },
  })
}
