/** `/staff`: where the links in mails to the vendor's people lead. The token is in the fragment, so no server logs it. */
import type { Hono } from 'hono'
import { plainPage } from './html.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const body = `<p id="say" role="status">Open the link in your mail, or ask for one.</p>
<form id="ask"><p><label for="email">Your address</label></p>
<p><input id="email" type="email" autocomplete="email" required> <button>Send me a sign-in link</button></p></form>
<script type="module" src="/staff.js"></script>`

/** A button spends the token: a mail scanner that opens the page does not. */
const script = `
const say = (text) => { document.getElementById('say').textContent = text }
const post = async (path, body) => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  const answer = response.status === 204 ? {} : await response.json()
  if (!response.ok) throw new Error(answer.detail)
  return answer
}
const form = document.getElementById('ask')
const [, purpose, token] = /^#(sign-in|confirm)=(.+)$/.exec(location.hash) ?? []
history.replaceState(null, '', location.pathname)
const act = (label, work) => {
  const button = document.createElement('button')
  button.textContent = label
  button.addEventListener('click', async () => {
    button.disabled = true
    await work().catch((error) => say(error.message))
    button.remove()
  })
  form.after(button)
}
if (purpose === 'sign-in') {
  say('Sign in with this link.')
  act('Sign in', async () => {
    const me = await post('/v1/staff/sessions', { token })
    say('You are signed in as ' + me.email + ', ' + me.role + '.')
  })
} else if (purpose === 'confirm') {
  say('Confirm that it is you.')
  act('It is me', async () => {
    const { confirmedUntil } = await post('/v1/staff/confirmations', { token })
    say('Confirmed until ' + confirmedUntil.slice(11, 16) + ' UTC. Payout files open until then.')
  })
} else {
  const response = await fetch('/v1/staff/sessions/current')
  if (response.ok) {
    const me = await response.json()
    say('You are signed in as ' + me.email + ', ' + me.role + '.')
    act('Send me a confirmation link', async () => {
      await post('/v1/staff/confirm')
      say('The link is on its way. Open it in this browser.')
    })
  }
}
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  await post('/v1/staff/sign-in', { email: document.getElementById('email').value })
    .then(() => say('If this address belongs to somebody on the staff, a link is on its way.'))
    .catch((error) => say(error.message))
})
`

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountStaffPage(app: Hono<any>): void {
  app.get('/staff', (c) => {
    c.set('route', 'GET /staff')
    c.header('Content-Security-Policy', policy)
    c.header('Referrer-Policy', 'no-referrer')
    return c.html(plainPage('Staff', body))
  })
  app.get('/staff.js', (c) => {
    c.set('route', 'GET /staff.js')
    return c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    })
  })
}
