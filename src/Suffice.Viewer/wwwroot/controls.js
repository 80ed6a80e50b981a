// The controls beside the pictures: shapes, numbers, responses.
import { $, choices, element } from './dom.js';
import { responses } from './responses.js';
import { number, unitName } from './units.js';

const shapeChoices = [
  { value: 'point', label: 'Point', icon: 'M12 3v18M3 12h18M12 12m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0' },
  { value: 'disc', label: 'Disc', icon: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0' },
  { value: 'annulus', label: 'Annulus', icon: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0' },
  { value: 'rectangle', label: 'Rectangle', icon: 'M4 6h16v12H4z' },
  { value: 'segments', label: 'Segments', icon: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 3v18M3 12h18' },
  { value: 'total', label: 'All pixels', icon: 'M3 3h18v18H3zM3 9h18M3 15h18M9 3v18M15 3v18' },
];

const detectorNumbers = {
  point: [['row', 'row'], ['column', 'column']],
  disc: [['row', 'row'], ['column', 'column'], ['outer', 'radius']],
  annulus: [['row', 'row'], ['column', 'column'], ['inner', 'inner'], ['outer', 'outer']],
  rectangle: [['row', 'row'], ['column', 'column'], ['height', 'height'], ['width', 'width']],
  segments: [['row', 'row'], ['column', 'column'], ['inner', 'inner'], ['outer', 'outer'], ['count', 'segments'], ['segment', 'shown']],
  total: [],
};

export class Controls {
  // onDetector(detector), onResponse(value), onProbe(probe), onFft(isOn)
  constructor({ onDetector, onResponse, onProbe, onFft }) {
    Object.assign(this, { onDetector, onProbe });
    this.setShape = choices($('shapes'), 'shape', shapeChoices, shape => onDetector({ ...this.state.detector, shape }));
    this.setResponse = choices($('responses'), 'response', responses, onResponse);
    this.setProbeKind = choices($('probe-kinds'), 'probe-kind', [{ value: 'position', label: 'Position' }, { value: 'region', label: 'Region' }, { value: 'all', label: 'Whole scan' }], kind => this.#chooseProbe(kind));
    $('fft').addEventListener('change', () => onFft($('fft').checked));
  }

  show(state, cube) {
    const shape = state.detector.shape;
    if (this.shape !== shape || this.cube !== cube) this.#buildDetector(shape, cube);
    Object.assign(this, { state, cube, shape });
    if (!this.probeInputs) this.#buildProbe();
    const [sy, sx] = cube.shape, { probe } = state;
    for (const [key, input] of this.detectorInputs) if (document.activeElement !== input) input.value = Math.round(state.detector[key] * 100) / 100;
    for (const [key, input] of this.probeInputs) if (document.activeElement !== input) input.value = probe[key];
    this.setShape(shape);
    this.setResponse(state.response);
    this.setProbeKind(probe.rows === sy && probe.columns === sx && sy * sx > 1 ? 'all' : probe.rows * probe.columns > 1 ? 'region' : 'position');
    $('fft').checked = state.fft;
    this.note.textContent = this.#calibrated(state.detector, cube);
    if (this.opposite) this.opposite.checked = state.detector.opposite;
  }

  #calibrated(d, cube) {
    const axis = cube.detector_axes.at(-1);
    if (!axis.unit) return '';
    const length = pixels => `${number(pixels * Math.abs(axis.scale), 3)}`;
    const range = { disc: `radius ${length(d.outer)}`, annulus: `${length(d.inner)} to ${length(d.outer)}`, segments: `${length(d.inner)} to ${length(d.outer)}`, rectangle: `${length(d.width)} wide` }[d.shape];
    return range ? `${range} ${unitName(axis.unit)}` : '';
  }

  #buildDetector(shape, cube) {
    const [, , qy, qx] = cube.shape, most = Math.ceil(Math.hypot(qy, qx));
    this.detectorInputs = detectorNumbers[shape].map(([key, label]) => {
      const limits = { count: [2, 64, 1], segment: [0, 63, 1], height: [1, qy, 1], width: [1, qx, 1] }[key] ?? [0, key === 'row' ? qy - 1 : key === 'column' ? qx - 1 : most, 'any'];
      return [key, numberInput(limits, value => this.onDetector(checked({ ...this.state.detector, [key]: value }))), label];
    });
    this.note = element('p', { class: 'field-note' });
    const parts = this.detectorInputs.map(([, input, label]) => element('label', { class: 'field' }, label, input));
    this.opposite = null;
    if (shape === 'segments') {
      this.opposite = element('input', { type: 'checkbox' });
      this.opposite.addEventListener('change', () => this.onDetector({ ...this.state.detector, opposite: this.opposite.checked }));
      parts.push(element('label', { class: 'check field-note' }, this.opposite, 'minus the opposite segment'));
    }
    $('detector-fields').replaceChildren(...parts, this.note);
  }

  #buildProbe() {
    this.probeInputs = ['row', 'column', 'rows', 'columns'].map(key => [key, numberInput([key.endsWith('s') ? 1 : 0, 1e6, 1], value => this.#setProbe(key, value))]);
    $('probe-fields').replaceChildren(...this.probeInputs.map(([key, input]) => element('label', { class: 'field' }, key, input)));
  }

  #setProbe(key, value) {
    const [sy, sx] = this.cube.shape, probe = { ...this.state.probe, [key]: Math.round(value) };
    probe.rows = Math.min(probe.rows, sy);
    probe.columns = Math.min(probe.columns, sx);
    probe.row = Math.min(probe.row, sy - probe.rows);
    probe.column = Math.min(probe.column, sx - probe.columns);
    this.onProbe(probe);
  }

  #chooseProbe(kind) {
    const [sy, sx] = this.cube.shape, { probe } = this.state;
    if (kind === 'all') this.onProbe({ row: 0, column: 0, rows: sy, columns: sx });
    else if (kind === 'position') this.onProbe({ row: probe.row + (probe.rows >> 1), column: probe.column + (probe.columns >> 1), rows: 1, columns: 1 });
    else {
      const rows = Math.max(1, Math.min(sy, Math.round(sy / 4))), columns = Math.max(Math.min(sx, 2), Math.min(sx, Math.round(sx / 4)));
      this.onProbe({ row: Math.max(0, Math.min(sy - rows, probe.row - (rows >> 1))), column: Math.max(0, Math.min(sx - columns, probe.column - (columns >> 1))), rows, columns });
    }
  }
}

function checked(d) {
  return { ...d, inner: Math.max(0, Math.min(d.inner, d.outer - 0.5)), count: Math.round(d.count), segment: Math.min(Math.round(d.segment), Math.round(d.count) - 1), opposite: d.opposite && Math.round(d.count) % 2 === 0 };
}

function numberInput([min, max, step], onValue) {
  const input = element('input', { type: 'number', min, max, step });
  input.addEventListener('change', () => {
    const value = Number(input.value);
    if (input.value !== '' && value >= min && value <= max) onValue(value);
  });
  return input;
}
