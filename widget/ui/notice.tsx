/** Something went wrong or right, said where it happened and read out, with the next step. */
import type { ComponentChildren } from 'preact'

/** Always in the page, so that a screen reader hears it when it fills; takes no room while empty. */
export function Notice(props: { text: string; good?: boolean; children?: ComponentChildren }) {
  return (
    <div role="status">
      {props.text && (
        <div class={props.good ? 'notice good' : 'notice'}>
          <p>{props.text}</p>
          {props.children}
        </div>
      )}
    </div>
  )
}
