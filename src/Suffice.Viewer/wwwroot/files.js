// Files made in the page from what it shows.

export function npy({ values, rows, columns }) {
  const type = values instanceof Float32Array ? '<f4' : values instanceof Float64Array ? '<f8' : values instanceof Uint16Array ? '<u2' : '|u1';
  let header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  header += ' '.repeat(63 - (10 + header.length) % 64) + '\n';
  const prefix = new Uint8Array(10);
  prefix.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(prefix.buffer).setUint16(8, header.length, true);
  return new Blob([prefix, header, values]);
}

// TIFF 6.0, one page of float32; step and unit as ImageJ reads them.
export function tiff({ values, rows, columns, axes }, title) {
  const unit = axes?.[1]?.unit || 'pixel', text = new TextEncoder().encode(`ImageJ=1.54\nunit=${unit}\nTitle=${title}\n\0`);
  const tags = 14, directory = 8 + text.length + text.length % 2, resolutions = directory + 2 + 12 * tags + 4, data = resolutions + 16;
  const view = new DataView(new ArrayBuffer(data + 4 * values.length));
  view.setUint32(0, 0x002a4949, true);
  view.setUint32(4, directory, true);
  new Uint8Array(view.buffer).set(text, 8);
  view.setUint16(directory, tags, true);
  const [short, long, ascii, rational] = [3, 4, 2, 5];
  [
    [254, long, 1, 0], [256, long, 1, columns], [257, long, 1, rows], [258, short, 1, 32], [259, short, 1, 1], [262, short, 1, 1],
    [270, ascii, text.length, 8], [273, long, 1, data], [277, short, 1, 1], [278, long, 1, rows], [279, long, 1, 4 * values.length],
    [282, rational, 1, resolutions], [283, rational, 1, resolutions + 8], [339, short, 1, 3],
  ].forEach(([tag, type, count, value], i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  });
  [axes?.[1], axes?.[0]].forEach((axis, i) => {
    const perUnit = axis?.unit && axis.scale ? 1 / Math.abs(axis.scale) : 1, isSmall = perUnit < 1, large = 2 ** 30;
    view.setUint32(resolutions + 8 * i, isSmall ? large * perUnit : large, true);
    view.setUint32(resolutions + 8 * i + 4, isSmall ? large : large / perUnit, true);
  });
  for (let i = 0; i < values.length; i++) view.setFloat32(data + 4 * i, values[i], true);
  return new Blob([view.buffer], { type: 'image/tiff' });
}

export function csvImage({ values, rows, columns }) {
  const lines = [];
  for (let y = 0; y < rows; y++) lines.push(Array.from(values.subarray(y * columns, (y + 1) * columns), v => Number.isFinite(v) ? v : '').join(','));
  return new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' });
}

export function csvCurve({ radii, profile, unit }) {
  return new Blob([`distance (${unit}),mean intensity (counts per pixel)\n`, ...radii.map((r, i) => `${r},${profile[i] ?? ''}\n`)], { type: 'text/csv' });
}

// The picture as it is seen, enlarged to be so, with its scale bar.
export function png(pane) {
  const { rows, columns } = pane.data, box = pane.picture.getBoundingClientRect();
  const zoom = Math.max(1, Math.ceil(768 / Math.max(rows, columns))), width = columns * zoom, height = Math.round(width * (box.height / box.width || rows / columns));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d'), unit = width / 100;
  context.imageSmoothingEnabled = false;
  context.drawImage(pane.canvas, 0, 0, width, height);
  const barWidth = pane.bar.firstChild.getBoundingClientRect().width / box.width * width;
  context.shadowColor = '#000';
  context.shadowBlur = unit;
  context.fillStyle = '#fff';
  context.fillRect(2 * unit, height - 3 * unit, barWidth, 0.8 * unit);
  context.font = `600 ${3 * unit}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillText(pane.bar.textContent, 2 * unit, height - 4 * unit);
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
}

export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
