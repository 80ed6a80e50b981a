// The radial profile of a pattern: the mean of each ring of one pixel around the beam.
import uPlot from './vendor/uplot.js';
import { unitName } from './units.js';

export function radialProfile({ values, rows, columns }, centre) {
  const reach = Math.ceil(Math.hypot(Math.max(centre.row, rows - 1 - centre.row), Math.max(centre.column, columns - 1 - centre.column))) + 1;
  const sums = new Float64Array(reach), pixels = new Uint32Array(reach);
  for (let y = 0, i = 0; y < rows; y++)
    for (let x = 0; x < columns; x++, i++) {
      const v = values[i], ring = Math.sqrt((y - centre.row) ** 2 + (x - centre.column) ** 2) | 0;
      if (v !== v) continue;
      sums[ring] += v;
      pixels[ring]++;
    }
  let last = reach;
  while (last > 1 && pixels[last - 1] === 0) last--;
  return Array.from(sums.subarray(0, last), (sum, ring) => pixels[ring] ? sum / pixels[ring] : null);
}

export class ProfilePlot {
  constructor(root) {
    this.root = root;
    new ResizeObserver(() => this.plot?.setSize(this.#size())).observe(root);
  }

  // axis: of the detector's columns, or none; marks: radii in pixels
  show(profile, axis, isLog, marks) {
    const step = axis?.unit ? Math.abs(axis.scale) : 1, unit = axis?.unit ? unitName(axis.unit) : 'px';
    const radii = profile.map((_, ring) => (ring + 0.5) * step);
    const shown = isLog ? profile.map(v => v > 0 ? v : null) : profile;
    this.marks = marks.map(radius => radius * step);
    this.data = { radii, profile, unit };
    const key = `${unit} ${isLog}`;
    if (this.plot && this.key !== key) this.plot = this.plot.destroy() ?? null;
    if (!this.plot) this.#build(unit, isLog, [radii, shown]);
    else this.plot.setData([radii, shown]);
    this.key = key;
  }

  #size() { return { width: Math.max(120, this.root.clientWidth), height: Math.max(120, this.root.clientHeight) }; }

  #build(unit, isLog, data) {
    const axis = { stroke: '#a3b1c2', grid: { stroke: '#26313e', width: 1 }, ticks: { stroke: '#26313e', width: 1 }, font: '11px system-ui, DejaVu Sans', labelFont: '11px system-ui, DejaVu Sans', labelSize: 16 };
    const isDecade = value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6;
    this.plot = new uPlot({
      ...this.#size(),
      cursor: { y: false, points: { size: 6 } },
      legend: { show: false },
      padding: [6, 8, 0, 0],
      scales: { x: { time: false }, y: isLog ? { distr: 3 } : { range: (_, low, high) => [Math.min(0, low), high || 1] } },
      axes: [
        { ...axis, label: `distance from the beam, ${unit}`, size: 26 },
        { ...axis, size: 46, ...(isLog ? { filter: (_, splits) => splits.map(v => isDecade(v) ? v : null), grid: { ...axis.grid, filter: (_, splits) => splits.map(v => isDecade(v) ? v : null) }, ticks: { ...axis.ticks, filter: (_, splits) => splits.map(v => isDecade(v) ? v : null) }, values: (_, splits) => splits.map(v => isDecade(v) ? `1e${Math.round(Math.log10(v))}`.replace('1e0', '1').replace('-', '−') : null) } : {}) },
      ],
      series: [{}, { stroke: '#5ad1e6', width: 1.6, points: { show: false } }],
      hooks: { draw: [plot => this.#drawMarks(plot)] },
    }, data, this.root);
    this.root.querySelector('canvas').setAttribute('role', 'img');
    this.root.querySelector('canvas').setAttribute('aria-label', 'Mean intensity over the distance from the beam');
  }

  #drawMarks(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = '#ffb454';
    ctx.setLineDash([4, 3]);
    for (const mark of this.marks) {
      const x = Math.round(plot.valToPos(mark, 'x', true)) + 0.5;
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }
}
