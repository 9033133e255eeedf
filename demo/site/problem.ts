/** What went wrong, that nothing was lost, and the next step. */
import { html } from '../html.ts'
import { layout } from './layout.ts'

export const problemPage = (title: string, text: string): string =>
  layout({
    site: 'tour',
    title,
    body: html`<h1>${title}</h1><p>${text}</p><p><a class="button" href="/demo">Back to the start</a></p>`,
  })
