/** Takes the visitor's click ids along to the shop's server: all that a checkout page has to do. */
const form = document.querySelector<HTMLFormElement>('form[data-checkout]')

form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const clickIds = (await window.Goodword?.getClickIds()) ?? []
  const field = form.elements.namedItem('clickIds')
  if (field instanceof HTMLInputElement) field.value = clickIds.join('.')
  form.submit()
})
