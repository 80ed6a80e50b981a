// The images that can be chosen: what to ask the server for, and how to show it.
import { wheelColour } from './colours.js';

export const responses = [
  { value: 'sum', label: 'Sum', unit: 'counts' },
  { value: 'maximum', label: 'Max', unit: 'counts' },
  { value: 'com-row', label: 'CoM y', unit: 'px' },
  { value: 'com-column', label: 'CoM x', unit: 'px' },
  { value: 'com-magnitude', label: 'CoM |r|', unit: 'px' },
  { value: 'com-angle', label: 'CoM angle', unit: 'rad' },
  { value: 'dpc', label: 'DPC wheel', unit: 'px', request: 'com' },
  { value: 'icom', label: 'iCoM', unit: 'px positions' },
];

export const responseOf = value => responses.find(r => r.value === value) ?? responses[0];

// The array of an answer as something that a pane shows. A wheel has a colour of its own for each position.
export function toPicture(response, array, axes) {
  const [rows, columns] = array.shape.slice(-2);
  if (response.value !== 'dpc') return { values: array.values, rows, columns, axes };
  const positions = rows * columns, sizes = new Float32Array(positions), colours = new Uint32Array(positions);
  const dy = fromMean(array.values.subarray(0, positions)), dx = fromMean(array.values.subarray(positions));
  for (let i = 0; i < positions; i++) sizes[i] = Math.hypot(dy[i], dx[i]);
  const full = percentile(sizes, 0.98) || 1;
  for (let i = 0; i < positions; i++) colours[i] = Number.isNaN(sizes[i]) ? 0 : wheelColour(Math.atan2(dy[i], dx[i]), sizes[i] / full);
  return { values: sizes, rows, columns, axes, colours };
}

export function drawWheel(canvas) {
  const side = canvas.width, image = new ImageData(side, side), pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [dy, dx] = [(y + 0.5) / side * 2 - 1, (x + 0.5) / side * 2 - 1], size = Math.hypot(dy, dx);
      pixels[y * side + x] = size > 1 ? 0 : wheelColour(Math.atan2(dy, dx), size);
    }
  canvas.getContext('2d').putImageData(image, 0, 0);
}

function fromMean(values) {
  let sum = 0, count = 0;
  for (const v of values) if (Number.isFinite(v)) { sum += v; count++; }
  return values.map(v => v - sum / (count || 1));
}

function percentile(values, part) {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] : 0;
}
