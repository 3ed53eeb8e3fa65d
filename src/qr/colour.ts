/** Check of an option: hexadecimal colours only, so that nothing else can get into the markup. */
export function hexColour(value: unknown): string | undefined {
  const right = typeof value === 'string' && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value)
  return right ? undefined : 'must be a colour such as #000 or #1a2b3c'
}

/** Contrast of `light` to `dark`, 1/21 to 21; below 1 if `dark` is the lighter one (WCAG 2.2, contrast ratio). */
export function contrast(dark: string, light: string): number {
  return (luminance(light) + 0.05) / (luminance(dark) + 0.05)
}

/** 0 (black) to 1 (white): WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  const linear = (at: number) => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
}
