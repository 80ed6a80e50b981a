// The magnitude of the Fourier transform of an image: its mean taken away, under a Hann window, zero frequency in the middle.

export function magnitudes({ values, rows, columns, axes }) {
  const height = powerOfTwo(rows), width = powerOfTwo(columns);
  const real = new Float64Array(height * width), imaginary = new Float64Array(height * width);
  let sum = 0, count = 0;
  for (const v of values) if (Number.isFinite(v)) { sum += v; count++; }
  const mean = sum / (count || 1);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const v = values[y * columns + x];
      real[y * width + x] = Number.isFinite(v) ? (v - mean) * hann(y, rows) * hann(x, columns) : 0;
    }
  for (let y = 0; y < height; y++) transform(real, imaginary, y * width, 1, width);
  for (let x = 0; x < width; x++) transform(real, imaginary, x, width, height);
  const result = new Float32Array(height * width);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x, to = ((y + height / 2) % height) * width + (x + width / 2) % width;
      result[to] = Math.hypot(real[at], imaginary[at]);
    }
  const axis = (a, extent) => a?.unit && a.scale ? { scale: 1 / (extent * Math.abs(a.scale)), unit: `1/${a.unit}`, offset: 0 } : { scale: 1 / extent, unit: '', offset: 0 };
  return { values: result, rows: height, columns: width, axes: [axis(axes?.[0], height), axis(axes?.[1], width)] };
}

function powerOfTwo(extent) {
  let power = 1;
  while (power < extent) power *= 2;
  return power;
}

function hann(at, extent) { return extent < 4 ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * (at + 0.5) / extent); }

// In place, over a line with a step between its elements (Cooley and Tukey, radix 2).
export function transform(real, imaginary, start, step, length) {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const a = start + i * step, b = start + j * step;
      [real[a], real[b]] = [real[b], real[a]];
      [imaginary[a], imaginary[b]] = [imaginary[b], imaginary[a]];
    }
  }
  for (let size = 2; size <= length; size *= 2) {
    const angle = -2 * Math.PI / size, half = size / 2;
    for (let k = 0; k < half; k++) {
      const cosine = Math.cos(angle * k), sine = Math.sin(angle * k);
      for (let i = k; i < length; i += size) {
        const a = start + i * step, b = start + (i + half) * step;
        const r = real[b] * cosine - imaginary[b] * sine, m = real[b] * sine + imaginary[b] * cosine;
        [real[b], imaginary[b]] = [real[a] - r, imaginary[a] - m];
        [real[a], imaginary[a]] = [real[a] + r, imaginary[a] + m];
      }
    }
  }
}
