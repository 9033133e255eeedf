/**
 * A clock that the test moves, loaded into a server with `node --import`:
 * every thread adds the milliseconds that stand in a file to what the system says.
 */
import { openSync, readSync } from 'node:fs'

const file = openSync(process.env.GOODWORD_CLOCK_FILE, 'r')
const bytes = Buffer.alloc(8)
const RealDate = Date

function now() {
  readSync(file, bytes, 0, 8, 0)
  return RealDate.now() + bytes.readDoubleLE()
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now())
    else super(...given)
  }
  static now() {
    return now()
  }
}
