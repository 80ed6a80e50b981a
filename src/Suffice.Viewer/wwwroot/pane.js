// A picture of an array with its overlay, scale bar, histogram and colour controls.
import { names, table } from './colours.js';
import { automatic, extremes, histogram, paint, scales } from './levels.js';
import { element, svg } from './dom.js';
import { number, scaleBar } from './units.js';

export class Pane {
  // options: label, outside (fraction that automatic limits leave out at either end), onLevels(levels, commit), onPoint(row, column)
  constructor(root, options) {
    Object.assign(this, options);
    this.root = root;
    this.canvas = element('canvas', { role: 'img', 'aria-label': options.label });
    this.overlay = svg('svg', { preserveAspectRatio: 'none' });
    this.bar = element('div', { class: 'scale-bar', 'aria-hidden': 'true' });
    this.badge = element('p', { class: 'badge', hidden: '' });
    this.picture = element('div', { class: 'picture' }, this.canvas, this.overlay, this.bar);
    this.stage = element('div', { class: 'stage' }, this.picture, this.badge);
    root.append(this.stage, this.#levelControls());
    new ResizeObserver(() => this.#fit()).observe(this.stage);
    this.overlay.addEventListener('pointermove', event => this.onPoint?.(...this.toPixel(event)));
    this.overlay.addEventListener('pointerleave', () => this.onPoint?.(null, null));
  }

  // data: values, rows, columns, axes (of rows and columns; null where pixels have no size)
  show(data, levels) {
    this.data = data;
    if (this.canvas.width !== data.columns || this.canvas.height !== data.rows) {
      [this.canvas.width, this.canvas.height] = [data.columns, data.rows];
      this.overlay.setAttribute('viewBox', `-0.5 -0.5 ${data.columns} ${data.rows}`);
      this.image = new ImageData(data.columns, data.rows);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    this.#fit();
    this.draw(levels);
  }

  draw(levels) {
    if (!this.data) return;
    const { values } = this.data, scale = scales[levels.scale] ? levels.scale : 'linear';
    this.range = extremes(values, scale);
    this.counts = histogram(values, scale, this.range);
    this.limits = levels.auto ? automatic(this.counts, scale, this.outside) : [levels.low, levels.high];
    if (this.data.colours) this.pixels.set(this.data.colours);
    else paint(values, this.pixels, table(levels.map), scale, this.limits);
    this.canvas.getContext('2d').putImageData(this.image, 0, 0);
    this.levels = levels;
    this.#showLevels(levels, scale);
  }

  // Pixel coordinates of an event; a pixel's centre has whole ones.
  toPixel(event) {
    const box = this.picture.getBoundingClientRect(), { rows, columns } = this.data;
    return [(event.clientY - box.top) / box.height * rows - 0.5, (event.clientX - box.left) / box.width * columns - 0.5];
  }

  // How long so many screen pixels are in the overlay's units, along rows and along columns.
  screen(pixels) {
    const box = this.picture.getBoundingClientRect();
    return [pixels * this.data.rows / (box.height || 1), pixels * this.data.columns / (box.width || 1)];
  }

  valueAt(row, column) {
    const { values, rows, columns } = this.data, [r, c] = [Math.round(row), Math.round(column)];
    return r < 0 || c < 0 || r >= rows || c >= columns ? undefined : values[r * columns + c];
  }

  #fit() {
    if (!this.data) return;
    const { rows, columns, axes } = this.data, { clientWidth, clientHeight } = this.stage;
    let height = rows, width = columns;
    if (axes?.every(a => a.unit && a.unit === axes[0].unit) && axes.every(a => a.scale)) [height, width] = [rows * Math.abs(axes[0].scale), columns * Math.abs(axes[1].scale)];
    if (height / width > 8 || width / height > 8) [height, width] = [1, 1];
    const factor = Math.min(clientHeight / height, clientWidth / width);
    [this.picture.style.width, this.picture.style.height] = [`${width * factor}px`, `${height * factor}px`];
    const bar = scaleBar(axes?.[1], columns);
    this.bar.replaceChildren(element('i'), bar.label);
    this.bar.firstChild.style.width = `${bar.fraction * width * factor}px`;
    this.onFit?.();
  }

  #levelControls() {
    const option = name => element('option', { value: name }, name);
    this.scaleSelect = element('select', { 'aria-label': `Scale of ${this.label}` }, ...Object.entries(scales).map(([key, scale]) => element('option', { value: key }, scale.name)));
    this.mapSelect = element('select', { 'aria-label': `Colours of ${this.label}` }, ...names.map(option));
    this.autoButton = element('button', { type: 'button', title: 'Limits by percentiles' }, 'Auto');
    this.graph = element('canvas', { width: 256, height: 34, 'aria-hidden': 'true' });
    const slider = name => element('input', { type: 'range', min: 0, max: 1000, 'aria-label': `${name} limit of ${this.label}` });
    [this.lowSlider, this.highSlider] = [slider('Lower'), slider('Upper')];
    this.legend = element('canvas', { width: 256, height: 1, 'aria-hidden': 'true' });
    [this.lowText, this.highText] = [element('span'), element('span')];
    this.scaleSelect.addEventListener('change', () => this.onLevels({ ...this.levels, scale: this.scaleSelect.value, auto: true }, true));
    this.mapSelect.addEventListener('change', () => this.onLevels({ ...this.levels, map: this.mapSelect.value }, true));
    this.autoButton.addEventListener('click', () => this.onLevels({ ...this.levels, auto: !this.levels.auto, low: this.limits[0], high: this.limits[1] }, true));
    for (const input of [this.lowSlider, this.highSlider]) {
      input.addEventListener('input', () => this.#slide(input, false));
      input.addEventListener('change', () => this.#slide(input, true));
    }
    return element('div', { class: 'levels' },
      element('div', { class: 'histogram' }, this.graph, this.lowSlider, this.highSlider),
      element('div', { class: 'display' }, this.scaleSelect, this.mapSelect, this.autoButton),
      element('div', { class: 'range' }, this.lowText, this.legend, this.highText));
  }

  #slide(input, commit) {
    const { forward, back } = scales[this.levels.scale], [from, to] = this.range.map(forward);
    const value = back(from + (to - from) * input.value / 1000);
    const limits = input === this.lowSlider ? [Math.min(value, this.limits[1]), this.limits[1]] : [this.limits[0], Math.max(value, this.limits[0])];
    this.onLevels({ ...this.levels, auto: false, low: limits[0], high: limits[1] }, commit);
  }

  #showLevels(levels, scale) {
    const { forward } = scales[scale], [from, to] = this.range.map(forward);
    const place = value => Math.round(1000 * Math.min(1, Math.max(0, (forward(value) - from) / (to - from || 1))));
    [this.lowSlider.value, this.highSlider.value] = this.limits.map(place);
    [this.lowText.textContent, this.highText.textContent] = this.limits.map(v => number(v));
    for (const [slider, limit] of [[this.lowSlider, this.limits[0]], [this.highSlider, this.limits[1]]]) slider.setAttribute('aria-valuetext', number(limit));
    [this.scaleSelect.value, this.mapSelect.value] = [scale, levels.map];
    this.autoButton.setAttribute('aria-pressed', levels.auto);
    this.#drawHistogram();
    if (this.legendMap !== levels.map) {
      const strip = new ImageData(256, 1);
      new Uint32Array(strip.data.buffer).set(table(levels.map));
      this.legend.getContext('2d').putImageData(strip, 0, 0);
      this.legendMap = levels.map;
    }
  }

  #drawHistogram() {
    const { counts } = this.counts, { width, height } = this.graph, context = this.graph.getContext('2d');
    const bars = new Float64Array(width), each = counts.length / width;
    for (let i = 0; i < counts.length; i++) bars[Math.floor(i / each)] += counts[i];
    const most = Math.log1p(Math.max(...bars));
    context.clearRect(0, 0, width, height);
    context.fillStyle = '#8296ad';
    for (let i = 0; i < width; i++) {
      const bar = most > 0 ? Math.log1p(bars[i]) / most * (height - 2) : 0;
      context.fillRect(i, height - bar, 1, bar);
    }
  }
}
