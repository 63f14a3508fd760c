// The accent that a page gives, made readable: as a ground for words, and as
// words on a light or dark sheet (WCAG 2.2, contrast of 4.5 to 1).

const SHEETS = { light: [250, 248, 243], dark: [33, 30, 27] };
const LEAST = 4.5;

/** Relative luminance of red, green and blue of 0 to 255 (WCAG 2.2, definitions). */
export function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards black or white no further than it must be to be read on a sheet. */
export function readable(colour, sheet) {
  const end = luminance(sheet) > 0.18 ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.05) {
    const moved = colour.map((value) => Math.round(value + (end - value) * share));
    if (contrast(moved, sheet) >= LEAST) return moved;
  }
  return [end, end, end];
}

/** Custom properties for an accent: its own words are the lighter or darker, whichever is easier to read. */
export function properties(colour) {
  const css = (one) => `rgb(${one.join(' ')})`;
  const [light, dark] = [readable(colour, SHEETS.light), readable(colour, SHEETS.dark)];
  const on = (ground) => (contrast(ground, [255, 255, 255]) >= contrast(ground, [0, 0, 0]) ? [255, 255, 255] : [0, 0, 0]);
  return {
    '--accent': `light-dark(${css(light)}, ${css(dark)})`,
    '--on-accent': `light-dark(${css(on(light))}, ${css(on(dark))})`,
    '--mark': `light-dark(color-mix(in srgb, ${css(light)} 16%, #fffefb), color-mix(in srgb, ${css(dark)} 28%, #211e1b))`,
  };
}

/** Red, green and blue of a CSS colour as the browser understands it; null for what is none. */
export function parsed(words) {
  if (!words || !CSS.supports('color', words)) return null;
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = words;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
