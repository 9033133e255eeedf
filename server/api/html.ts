/** The few pages that the server writes itself. They need no script, and one style sheet. */

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

export const plainPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`

export const plainCss = `
:root { color-scheme: light dark; --text: light-dark(oklch(25% 0.02 260), oklch(93% 0.01 260));
  --muted: light-dark(oklch(48% 0.02 260), oklch(72% 0.02 260)); --line: light-dark(oklch(88% 0.01 260), oklch(36% 0.02 260));
  --bg: light-dark(oklch(99% 0.003 260), oklch(20% 0.015 260)); --accent: light-dark(oklch(48% 0.14 255), oklch(78% 0.11 255)); }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.6 system-ui, sans-serif; }
main { max-width: 68ch; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 16px; }
h2 { font-size: 18px; margin: 32px 0 4px; }
a { color: var(--accent); }
p { margin: 0 0 12px; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 8px; padding: 16px; }
small, .muted { color: var(--muted); }
article { border-top: 1px solid var(--line); padding-top: 4px; }
ul { padding-left: 20px; }
li { margin: 8px 0; }
`
