/** HTML from template strings. What comes in is text and is escaped, unless it was made here. */

export interface Html {
  readonly markup: string
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

type Value = Html | Html[] | string | number | false | undefined

const markupOf = (value: Value): string => {
  if (value === false || value === undefined) return ''
  if (Array.isArray(value)) return value.map((part) => part.markup).join('\n')
  return typeof value === 'object' ? value.markup : escaped(String(value))
}

export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: String.raw({ raw: parts }, ...values.map(markupOf)) }
}
