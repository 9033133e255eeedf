/**
 * What the custom elements have in common: a shadow root, sheets that need no
 * inline style, settings from attributes or from the script tag, and events.
 * Importing this in Node is safe: nothing of the browser is touched before an
 * element is connected.
 */
import base from '../ui/base.css?inline'
import { followScheme } from '../ui/scheme.ts'
import tokens from '../ui/tokens.css?inline'
import embed from './embed.css?inline'

/** What the script tag leaves for the elements. */
interface GoodwordGlobal {
  config?: { key?: string; server?: string }
  getCode?: () => string | null | undefined | Promise<string | null | undefined>
}

const fromScript = (): GoodwordGlobal | undefined => (globalThis as { Goodword?: GoodwordGlobal }).Goodword

/** Words to use instead of the English ones, by key. */
export type Strings = Partial<Record<string, string>>

/**
 * Draws an element's content into its frame, or with null takes it away. Loaded
 * when the first such element is on a page, so that nobody loads what is not shown.
 */
export type Draw = (frame: Element, content: { settings: Settings; strings: Strings } | null) => void

export interface Settings {
  /** Origin of the Goodword server, without a slash at the end. */
  server: string
  key: string
  token: string
  lang: string
  /** The partner's code: the attribute, else what the visitor came with. */
  code(): Promise<string | undefined>
  submittedBy: 'partner' | 'prospect'
  emit(name: string, detail: object): void
}

/** Said when the rest of an element did not arrive; the words of the rest are not there either then. */
const notLoaded = 'This part did not load. Reload the page.'

const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

let sheet: CSSStyleSheet | undefined

function sharedSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(tokens + base + embed)
  }
  return sheet
}

/** The part of both elements that is not about sharing or leads. Not meant to be used on its own. */
export abstract class GoodwordElement extends Base {
  static get observedAttributes(): string[] {
    return ['server', 'key', 'token', 'code', 'lang', 'submitted-by']
  }

  #strings: Strings = {}
  #unfollow: (() => void) | undefined
  #frame: HTMLElement | undefined
  #view: Draw | undefined

  /** Words to use instead of the English ones, by key. Set it together with `lang` to translate the element. */
  get strings(): Strings {
    return this.#strings
  }
  set strings(value: Strings) {
    this.#strings = value
    this.#draw()
  }

  /** @internal */
  connectedCallback(): void {
    // A value that was set before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'strings')) {
      const early = this.strings
      delete (this as { strings?: unknown }).strings
      this.#strings = early
    }
    if (!this.#frame) {
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sharedSheet()]
      this.#frame = document.createElement('div')
      this.#frame.className = `gw frame ${this.localName}`
      root.append(this.#frame)
      this.load().then(
        (view) => {
          this.#view = view
          this.#draw()
        },
        () => {
          if (this.#frame) this.#frame.textContent = this.strings.notLoaded ?? notLoaded
        },
      )
    }
    this.#unfollow?.()
    this.#unfollow = followScheme(this, this.#frame)
    this.#draw()
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#unfollow?.()
    this.#unfollow = undefined
    // Moving an element disconnects it for a moment; what was typed must survive that.
    queueMicrotask(() => {
      if (!this.isConnected && this.#frame) this.#view?.(this.#frame, null)
    })
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.#draw()
  }

  /** @internal */
  protected abstract load(): Promise<Draw>

  #draw(): void {
    if (!this.#frame || !this.#view || !this.isConnected) return
    const attribute = (name: string) => this.getAttribute(name)?.trim() ?? ''
    const config = fromScript()?.config
    const lang = attribute('lang') || 'en'
    const settings: Settings = {
      server: (attribute('server') || config?.server || '').replace(/\/+$/, ''),
      key: attribute('key') || config?.key || '',
      token: attribute('token'),
      lang,
      submittedBy: attribute('submitted-by') === 'prospect' ? 'prospect' : 'partner',
      code: async () => attribute('code') || (await fromScript()?.getCode?.()) || undefined,
      emit: (name, detail) => {
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
      },
    }
    this.#frame.lang = lang
    this.#view(this.#frame, { settings, strings: this.#strings })
  }
}
