/** The entry of the ambassador's page: takes the credential out of the address, then draws. */
import { render } from 'preact'
import { followScheme } from '../ui/scheme.ts'
import { App } from './app.tsx'

const place = document.getElementById('app')
if (place) {
  followScheme(document.documentElement, document.documentElement)
  render(<App />, place)
}
