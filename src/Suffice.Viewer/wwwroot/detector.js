// The virtual detector on the diffraction pattern: its shape, and handles for mouse, finger and keyboard.
import { arrows, draggable, set, svg } from './dom.js';

const least = 0.5;

export class DetectorOverlay {
  // onChange(detector, { commit, input }), onRest()
  constructor(pane, { onStart, onChange, onRest }) {
    this.pane = pane;
    this.onChange = onChange;
    this.body = svg('path', { class: 'detector-shape', 'fill-rule': 'evenodd', tabindex: 0, role: 'application', 'aria-label': 'Detector: move with the arrow keys' });
    this.lines = svg('path', { class: 'detector-line', fill: 'none' });
    this.beam = svg('path', { class: 'beam', fill: 'none' });
    this.handles = ['outer', 'inner', 'corner'].map(kind => {
      const node = svg('ellipse', { class: 'handle', tabindex: 0, role: 'slider', 'aria-valuemin': 0 });
      const drag = {
        start: () => { onStart(); return this.detector; },
        move: (event, from) => onChange(this.#resized(kind, from, ...pane.toPixel(event)), { commit: false, input: event.timeStamp }),
        end: onRest,
      };
      draggable(node, drag);
      node.addEventListener('keydown', event => this.#nudgeSize(event, kind));
      return { kind, node };
    });
    pane.overlay.append(this.beam, this.body, this.lines, ...this.handles.map(h => h.node));
    draggable(this.body, {
      start: event => { onStart(); return { at: pane.toPixel(event), from: this.detector }; },
      move: (event, { at, from }) => {
        const [row, column] = pane.toPixel(event);
        onChange(this.#moved(from, row - at[0], column - at[1]), { commit: false, input: event.timeStamp });
      },
      end: onRest,
    });
    this.body.addEventListener('keydown', event => {
      const step = arrows[event.key];
      if (!step) return;
      event.preventDefault();
      const size = event.shiftKey ? 5 : 1;
      this.move(step[0] * size, step[1] * size, event.timeStamp);
    });
  }

  move(rows, columns, input) { this.onChange(this.#moved(this.detector, rows, columns), { commit: true, input }); }

  resize(kind, by, input) {
    const d = this.detector;
    if (kind === 'inner') this.onChange({ ...d, inner: Math.min(Math.max(0, d.inner + by), d.outer - least) }, { commit: true, input });
    else if (d.shape === 'rectangle') this.onChange({ ...d, height: Math.max(1, d.height + 2 * by), width: Math.max(1, d.width + 2 * by) }, { commit: true, input });
    else this.onChange({ ...d, outer: Math.max(d.shape === 'disc' ? least : d.inner + least, d.outer + by) }, { commit: true, input });
  }

  draw(detector, { shape: [, , rows, columns], beam }) {
    Object.assign(this, { detector, rows, columns });
    if (!this.pane.data) return;
    const [sr, sc] = this.pane.screen(7), d = detector;
    this.body.setAttribute('d', outline(d, this, sr, sc));
    this.lines.setAttribute('d', d.shape === 'segments' ? spokes(d) : '');
    this.beam.setAttribute('d', beam ? `M${beam.column - sc},${beam.row}h${2 * sc}M${beam.column},${beam.row - sr}v${2 * sr}` : '');
    for (const { kind, node } of this.handles) {
      const place = handlePlace(kind, d);
      node.toggleAttribute('hidden', !place);
      node.style.display = place ? '' : 'none';
      if (!place) continue;
      set(node, { cy: place.row, cx: place.column, ry: sr, rx: sc, 'aria-label': place.label, 'aria-valuenow': Math.round(place.value * 100) / 100, 'aria-valuemax': columns, 'aria-valuetext': `${Math.round(place.value * 100) / 100} pixels` });
    }
  }

  #moved(d, rows, columns) {
    return { ...d, row: Math.min(this.rows - 1, Math.max(0, d.row + rows)), column: Math.min(this.columns - 1, Math.max(0, d.column + columns)) };
  }

  #resized(kind, d, row, column) {
    const distance = Math.hypot(row - d.row, column - d.column);
    if (kind === 'inner') return { ...d, inner: Math.min(distance, d.outer - least) };
    if (kind === 'outer') return { ...d, outer: Math.max(distance, d.shape === 'disc' ? least : d.inner + least) };
    return { ...d, height: Math.max(1, 2 * Math.abs(row - d.row)), width: Math.max(1, 2 * Math.abs(column - d.column)) };
  }

  #nudgeSize(event, kind) {
    const step = arrows[event.key];
    if (!step) return;
    event.preventDefault();
    this.resize(kind, (step[1] - step[0]) * (event.shiftKey ? 5 : 1), event.timeStamp);
  }
}

function circle(row, column, radius) { return `M${column - radius},${row}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0z`; }

function outline(d, { rows, columns }, sr, sc) {
  switch (d.shape) {
    case 'point': return `M${d.column - sc},${d.row - sr}h${2 * sc}v${2 * sr}h${-2 * sc}z`;
    case 'disc': return circle(d.row, d.column, d.outer);
    case 'annulus': case 'segments': return circle(d.row, d.column, d.outer) + (d.inner > 0 ? circle(d.row, d.column, d.inner) : '');
    case 'rectangle': return `M${d.column - d.width / 2},${d.row - d.height / 2}h${d.width}v${d.height}h${-d.width}z`;
    default: return `M-0.5,-0.5h${columns}v${rows}h${-columns}z`;
  }
}

// The borders of the segments; the chosen one has a mark in its middle.
function spokes(d) {
  let path = '';
  for (let i = 0; i < d.count; i++) {
    const [sine, cosine] = [Math.sin(2 * Math.PI * i / d.count), Math.cos(2 * Math.PI * i / d.count)];
    path += `M${d.column + d.inner * cosine},${d.row + d.inner * sine}L${d.column + d.outer * cosine},${d.row + d.outer * sine}`;
  }
  const middle = 2 * Math.PI * (d.segment + 0.5) / d.count, radius = (d.inner + d.outer) / 2, mark = (d.outer - d.inner) / 8;
  return path + circle(d.row + radius * Math.sin(middle), d.column + radius * Math.cos(middle), Math.max(0.5, mark));
}

function handlePlace(kind, d) {
  const round = d.shape === 'disc' || d.shape === 'annulus' || d.shape === 'segments', at = Math.SQRT1_2;
  if (kind === 'outer' && round) return { row: d.row - d.outer * at, column: d.column + d.outer * at, value: d.outer, label: d.shape === 'disc' ? 'Radius of the detector' : 'Outer radius of the detector' };
  if (kind === 'inner' && round && d.shape !== 'disc') return { row: d.row - d.inner * at, column: d.column + d.inner * at, value: d.inner, label: 'Inner radius of the detector' };
  if (kind === 'corner' && d.shape === 'rectangle') return { row: d.row + d.height / 2, column: d.column + d.width / 2, value: d.width, label: 'Size of the detector' };
  return null;
}
