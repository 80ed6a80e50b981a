// From values to colours: scale, limits and their automatic choice by percentiles of a histogram.
const bins = 512;

export const scales = {
  linear: { name: 'linear', forward: v => v, back: v => v },
  sqrt: { name: 'square root', forward: v => Math.sign(v) * Math.sqrt(Math.abs(v)), back: v => Math.sign(v) * v * v },
  log: { name: 'log', forward: v => Math.log10(v), back: v => 10 ** v },
  power: { name: 'power 0.25', forward: v => Math.sign(v) * Math.abs(v) ** 0.25, back: v => Math.sign(v) * v ** 4 },
};

// Extremes of what the scale can show; for the logarithm the smallest positive value.
export function extremes(values, scale) {
  let low = Infinity, high = -Infinity;
  const positive = scale === 'log';
  for (const v of values) {
    if (!Number.isFinite(v) || (positive && v <= 0)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (low > high) return [positive ? 1 : 0, 1];
  // Five decades are what eyes tell apart.
  if (positive) low = Math.max(low, high * 1e-5);
  return low === high ? [positive ? low / 2 : low - 0.5, high] : [low, high];
}

export function histogram(values, scale, [low, high]) {
  const counts = new Uint32Array(bins), { forward } = scales[scale];
  const from = forward(low), factor = bins / (forward(high) - from);
  const last = bins - 1;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (!(v >= low && v <= high)) continue;
    counts[Math.min(last, ((forward(v) - from) * factor) | 0)]++;
    total++;
  }
  return { counts, total, low, high };
}

// Limits that leave this fraction out at either end.
export function automatic({ counts, total, low, high }, scale, fraction) {
  const { forward, back } = scales[scale], from = forward(low), step = (forward(high) - from) / bins;
  const leave = total * fraction;
  let first = 0, last = bins - 1;
  for (let sum = counts[0]; sum < leave && first < last; sum += counts[++first]);
  for (let sum = counts[last]; sum < leave && last > first; sum += counts[--last]);
  return [back(from + first * step), last === bins - 1 ? high : back(from + (last + 1) * step)];
}

// Paints values into an ImageData's 32-bit pixels; what is not a number stays transparent.
export function paint(values, pixels, table, scale, [low, high]) {
  const { forward } = scales[scale], from = forward(low), factor = 255 / (forward(high) - from || 1);
  const first = table[0], top = table[255], integers = integerTable(values, table, scale, low, high);
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v !== v) pixels[i] = 0;
    else if (v <= low) pixels[i] = first;
    else if (v >= high) pixels[i] = top;
    else if (integers && v === (v | 0)) pixels[i] = integers[v];
    else pixels[i] = table[((forward(v) - from) * factor) | 0];
  }
}

// Counts are small whole numbers: the logarithm is taken once for each of them and not for each pixel.
function integerTable(values, table, scale, low, high) {
  if (scale === 'linear' || low < 0 || high > 65536 || values.length < 4096) return null;
  const { forward } = scales[scale], from = forward(low), factor = 255 / (forward(high) - from || 1);
  const result = new Uint32Array(Math.ceil(high) + 1);
  for (let v = 0; v < result.length; v++) result[v] = v <= low ? table[0] : table[Math.min(255, ((forward(v) - from) * factor) | 0)];
  return result;
}
