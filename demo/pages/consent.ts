/** Passes the visitor's decision on, and shows what Goodword keeps in this browser. */
const line = document.querySelector('[data-kept]')

/** Goodword's entries all start with this. */
const ours = /^gw_/

function show(): void {
  if (!line) return
  const cookies = document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '')
  const kept = [
    ...cookies.filter((name) => ours.test(name)).map((name) => `the cookie ${name}`),
    ...Object.keys(localStorage)
      .filter((name) => ours.test(name))
      .map((name) => `the entry ${name} in local storage`),
  ]
  line.textContent = kept.length > 0 ? `✓ Kept: ${kept.join(' and ')}.` : '– Nothing.'
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-decision]')) {
  button.addEventListener('click', async () => {
    await window.Goodword?.consent(button.dataset.decision === 'granted' ? 'granted' : 'denied')
    show()
  })
}

show()
