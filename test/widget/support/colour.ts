/** Just enough colour science to hold the tokens to WCAG: oklch to relative luminance. */

const clip = (value: number): number => Math.min(1, Math.max(0, value))

/** WCAG 2.2 relative luminance of `oklch(l c h)`, clipped to what an sRGB screen shows. Matrices of CSS Color 4. */
export function luminanceOfOklch(l: number, c: number, hueDegrees: number): number {
  const hue = (hueDegrees * Math.PI) / 180
  const a = c * Math.cos(hue)
  const b = c * Math.sin(hue)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two luminances, 1 to 21. */
export const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
