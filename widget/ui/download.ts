/** A file that only who is signed in may have: fetched with the credential, then handed to the browser. */
import { type Answer, ask, type Connection } from './api.ts'

/** Some browsers start to read only after the click is over. */
const keepMs = 60_000

/**
 * Fetches a file and has the browser save it.
 * @param name what it is called where it is saved
 */
export async function download(connection: Connection, path: string, name: string): Promise<Answer<Blob>> {
  const answer = await ask<Blob>(connection, 'GET', path, undefined, undefined, 'blob')
  if (answer.ok) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(answer.value)
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), keepMs)
  }
  return answer
}
