// What the page shows, in one object that is written into the address and can be undone.

export const shapes = ['point', 'disc', 'annulus', 'rectangle', 'segments', 'total'];

const round = value => Math.round(value * 100) / 100;

// The detector as the command line and the server write it.
export function detectorText(d) {
  const at = `@${round(d.row)},${round(d.column)}`;
  switch (d.shape) {
    case 'point': return `point:${Math.round(d.row)},${Math.round(d.column)}`;
    case 'disc': return `disc:${round(d.outer)}px${at}`;
    case 'annulus': return `annulus:${round(d.inner)}-${round(d.outer)}px${at}`;
    case 'segments': return `segments:${round(d.inner)}-${round(d.outer)}/${d.count}${at}`;
    case 'rectangle': {
      const top = Math.round(d.row - d.height / 2), left = Math.round(d.column - d.width / 2);
      return `rectangle:${top},${left},${top + Math.round(d.height)},${left + Math.round(d.width)}`;
    }
    default: return 'total';
  }
}

function parseDetector(text, old) {
  const match = /^(\w+)(?::([\d.,/-]+?)(?:px)?)?(?:@([\d.-]+),([\d.-]+))?$/.exec(text);
  if (!match || !shapes.includes(match[1])) return old;
  const d = { ...old, shape: match[1] }, numbers = (match[2] ?? '').split(/[-,/]/).filter(Boolean).map(Number);
  if (numbers.some(n => !Number.isFinite(n))) return old;
  if (match[3]) [d.row, d.column] = [Number(match[3]), Number(match[4])];
  if (d.shape === 'point') [d.row, d.column] = numbers;
  if (d.shape === 'disc') [d.outer] = numbers;
  if (d.shape === 'annulus') [d.inner, d.outer] = numbers;
  if (d.shape === 'segments') [d.inner, d.outer, d.count] = numbers;
  if (d.shape === 'rectangle') {
    const [top, left, bottom, right] = numbers;
    Object.assign(d, { row: (top + bottom) / 2, column: (left + right) / 2, height: bottom - top, width: right - left });
  }
  return d;
}

export class Store extends EventTarget {
  #past = [];
  #future = [];

  constructor() {
    super();
    this.state = null;
  }

  // Changes parts of the state. A commit can be undone; what comes between two commits, a drag, goes with the second.
  update(patch, { commit = true, input = performance.now() } = {}) {
    if (commit) this.commit();
    this.state = { ...this.state, ...patch };
    this.dispatchEvent(new CustomEvent('change', { detail: { keys: Object.keys(patch), input, isResting: commit } }));
    if (commit) this.#write();
  }

  // Remembers the state as it is, before a change.
  commit() {
    const now = JSON.stringify(this.state);
    if (this.#past.at(-1) !== now) this.#past.push(now);
    if (this.#past.length > 200) this.#past.shift();
    this.#future = [];
  }

  rest() {
    this.#write();
    this.dispatchEvent(new CustomEvent('change', { detail: { keys: [], input: performance.now(), isResting: true } }));
  }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }
  undo() { this.#step(this.#past, this.#future); }
  redo() { this.#step(this.#future, this.#past); }

  #step(from, to) {
    if (!from.length) return;
    to.push(JSON.stringify(this.state));
    this.state = JSON.parse(from.pop());
    this.dispatchEvent(new CustomEvent('change', { detail: { keys: Object.keys(this.state), input: performance.now(), isResting: true } }));
    this.#write();
  }

  #write() { history.replaceState(null, '', `#${toHash(this.state)}`); }
}

function levelsText(levels) {
  return [levels.scale, levels.map, ...(levels.auto ? ['auto'] : [levels.low, levels.high].map(v => Number(v.toPrecision(6))))].join(',');
}

function parseLevels(text, old) {
  const [scale, map, low, high] = text.split(',');
  const levels = { ...old, scale, map, auto: low === 'auto' };
  if (!levels.auto) Object.assign(levels, { low: Number(low), high: Number(high) });
  return levels;
}

export function toHash(s) {
  const parts = new URLSearchParams({
    cube: s.cube, detector: detectorText(s.detector), response: s.response,
    probe: [s.probe.row, s.probe.column, s.probe.rows, s.probe.columns].join(','),
    pattern: levelsText(s.patternLevels), image: levelsText(s.imageLevels),
  });
  if (s.fft) parts.set('fft', '1');
  if (s.detector.shape === 'segments') parts.set('segment', `${s.detector.segment}${s.detector.opposite ? '-opposite' : ''}`);
  if (s.compare !== null) parts.set('compare', s.compare);
  return parts.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@').replaceAll('%2F', '/');
}

// The state that an address describes; what it leaves out or says wrongly is taken from the given one.
export function fromHash(hash, fallback, cubes) {
  const parts = new URLSearchParams(hash.replace(/^#/, '')), s = structuredClone(fallback);
  const whole = (text, least, most, missing) => {
    const value = Number(text);
    return text !== null && Number.isInteger(value) && value >= least && value <= most ? value : missing;
  };
  s.cube = whole(parts.get('cube'), 0, cubes.length - 1, s.cube);
  if (parts.has('detector')) s.detector = parseDetector(parts.get('detector'), s.detector);
  if (parts.has('segment')) Object.assign(s.detector, { segment: parseInt(parts.get('segment')) || 0, opposite: parts.get('segment').endsWith('opposite') });
  if (parts.has('response')) s.response = parts.get('response');
  if (parts.has('probe')) {
    const [sy, sx] = cubes[s.cube].shape, [row, column, rows, columns] = parts.get('probe').split(',');
    s.probe = { row: whole(row, 0, sy - 1, 0), column: whole(column, 0, sx - 1, 0), rows: 1, columns: 1 };
    s.probe.rows = whole(rows, 1, sy - s.probe.row, 1);
    s.probe.columns = whole(columns, 1, sx - s.probe.column, 1);
  }
  if (parts.has('pattern')) s.patternLevels = parseLevels(parts.get('pattern'), s.patternLevels);
  if (parts.has('image')) s.imageLevels = parseLevels(parts.get('image'), s.imageLevels);
  s.fft = parts.get('fft') === '1';
  const other = whole(parts.get('compare'), 0, cubes.length - 1, null);
  s.compare = other === s.cube ? null : other;
  return s;
}

// A first view: an annular dark field from outside the beam's disc to near the edge, and the probe on the middle.
export function firstState(cube) {
  const [sy, sx, qy, qx] = cube.shape, beam = cube.beam ?? { row: (qy - 1) / 2, column: (qx - 1) / 2, radius: Math.min(qy, qx) / 8 };
  const reach = Math.max(2, Math.min(beam.row, beam.column, qy - 1 - beam.row, qx - 1 - beam.column));
  const inner = Math.min(round(beam.radius * 1.4), reach * 0.6);
  return {
    cube: 0, compare: null, response: 'sum', fft: false,
    detector: { shape: qy === 1 ? 'rectangle' : 'annulus', row: round(beam.row), column: round(beam.column), inner, outer: round(Math.min(reach * 0.9, Math.max(inner * 2.5, reach * 0.5))), height: qy === 1 ? 1 : Math.round(reach / 2), width: Math.round(qx / 4), count: 4, segment: 0, opposite: true },
    probe: { row: sy >> 1, column: sx >> 1, rows: 1, columns: 1 },
    patternLevels: { scale: 'log', map: 'inferno', auto: true, low: 0, high: 1 },
    imageLevels: { scale: 'linear', map: 'viridis', auto: true, low: 0, high: 1 },
  };
}
