/** A line drawing as a `data:` URL, on a tint of `hue` degrees. */
export function drawing(path: string, hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 32 32"><rect x="-4" y="-4" width="32" height="32" fill="hsl(${hue} 45% 92%)"/><path d="${path}" fill="none" stroke="hsl(${hue} 45% 28%)" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
