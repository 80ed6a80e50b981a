// The probe position, or the region of positions whose mean pattern is shown, on the virtual image.
import { arrows, draggable, set, svg } from './dom.js';

export class ProbeOverlay {
  constructor(pane, { onStart, onChange, onRest }) {
    this.pane = pane;
    this.onChange = onChange;
    this.body = svg('rect', { class: 'probe-shape', tabindex: 0, role: 'application', 'aria-label': 'Probe: move with the arrow keys' });
    this.handle = svg('ellipse', { class: 'probe-handle', tabindex: 0, role: 'slider', 'aria-valuemin': 1, 'aria-label': 'Size of the region' });
    pane.overlay.append(this.body, this.handle);
    // A press anywhere takes the probe there; on the region itself it keeps its place under the hand.
    const follow = {
      start: event => {
        onStart();
        const [row, column] = pane.toPixel(event), { probe } = this;
        const isOn = event.target === this.body && probe.rows * probe.columns > 1;
        const grip = isOn ? [row - probe.row, column - probe.column] : [(probe.rows - 1) / 2, (probe.columns - 1) / 2];
        if (!isOn) onChange(this.#at(row - grip[0], column - grip[1]), { commit: false, input: event.timeStamp });
        return grip;
      },
      move: (event, grip) => {
        const [row, column] = pane.toPixel(event);
        onChange(this.#at(row - grip[0], column - grip[1]), { commit: false, input: event.timeStamp });
      },
      end: onRest,
    };
    draggable(this.body, follow);
    draggable(pane.overlay, follow);
    draggable(this.handle, {
      start: () => { onStart(); return this.probe; },
      move: (event, from) => {
        const [row, column] = pane.toPixel(event);
        onChange(this.#sized(from, Math.round(row - from.row) + 1, Math.round(column - from.column) + 1), { commit: false, input: event.timeStamp });
      },
      end: onRest,
    });
    this.body.addEventListener('keydown', event => {
      const step = arrows[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(step[0] * (event.shiftKey ? 5 : 1), step[1] * (event.shiftKey ? 5 : 1), event.timeStamp);
    });
    this.handle.addEventListener('keydown', event => {
      const step = arrows[event.key];
      if (!step) return;
      event.preventDefault();
      const size = event.shiftKey ? 5 : 1;
      onChange(this.#sized(this.probe, this.probe.rows + step[0] * size, this.probe.columns + step[1] * size), { commit: true, input: event.timeStamp });
    });
  }

  move(rows, columns, input) { this.onChange(this.#at(this.probe.row + rows, this.probe.column + columns), { commit: true, input }); }

  draw(probe, { shape: [rows, columns] }, isShown) {
    Object.assign(this, { probe, rows, columns });
    if (!this.pane.data) return;
    this.body.style.display = isShown ? '' : 'none';
    const isRegion = probe.rows * probe.columns > 1, [sr, sc] = this.pane.screen(6);
    this.handle.style.display = isShown && isRegion ? '' : 'none';
    // A single position stays large enough to be seen and touched.
    const height = Math.max(probe.rows, isRegion ? 0 : 2 * sr), width = Math.max(probe.columns, isRegion ? 0 : 2 * sc);
    const middleRow = probe.row + (probe.rows - 1) / 2, middleColumn = probe.column + (probe.columns - 1) / 2;
    set(this.body, { x: middleColumn - width / 2, y: middleRow - height / 2, width, height });
    set(this.handle, { cy: probe.row + probe.rows - 0.5, cx: probe.column + probe.columns - 0.5, ry: sr, rx: sc, 'aria-valuenow': probe.columns, 'aria-valuemax': columns, 'aria-valuetext': `${probe.rows} by ${probe.columns} positions` });
  }

  #at(row, column) {
    const { rows, columns, probe } = this;
    return { ...probe, row: Math.min(rows - probe.rows, Math.max(0, Math.round(row))), column: Math.min(columns - probe.columns, Math.max(0, Math.round(column))) };
  }

  #sized(probe, rows, columns) {
    return { ...probe, rows: Math.min(this.rows - probe.row, Math.max(1, rows)), columns: Math.min(this.columns - probe.column, Math.max(1, columns)) };
  }
}
