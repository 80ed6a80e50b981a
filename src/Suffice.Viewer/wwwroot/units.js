// Numbers for people, and calibrated lengths.
export function number(value, digits = 4) {
  if (!Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(Math.max(0, digits - 2)).replace('e+', 'e').replace('-', '−');
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}

export function bytes(count) {
  for (const [unit, size] of [['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]]) if (count >= size) return `${number(count / size, 3)} ${unit}`;
  return `${count} bytes`;
}

export const unitName = unit => unit.replace('A^-1', 'Å⁻¹').replace(/^A$/, 'Å').replace('1/nm', 'nm⁻¹');

// A bar of about a quarter of the width: 1, 2 or 5 times a power of ten.
export function scaleBar(axis, pixels) {
  const step = axis?.unit && axis.scale ? Math.abs(axis.scale) : 1, width = step * pixels;
  const power = 10 ** Math.floor(Math.log10(width / 4));
  let length = [5, 2, 1].map(d => d * power).find(l => l <= width / 4 * 1.0001) ?? power;
  if (step === 1 && !axis?.unit) length = Math.max(1, length);
  return { fraction: Math.min(1, length / width), label: `${number(length)} ${axis?.unit ? unitName(axis.unit) : 'px'}` };
}
