// How the file is stored: codec, ratio, bytes of each chunk as a map over the scan, entropy and the bound that it sets.
import { getArray, getJson } from './api.js';
import { table } from './colours.js';
import { $, element } from './dom.js';
import { automatic, extremes, histogram, paint } from './levels.js';
import { bytes, number } from './units.js';

export class StoragePanel {
  constructor(which, cube) { Object.assign(this, { which, cube }); }

  async open() {
    $('storage').replaceChildren(element('p', { class: 'quiet' }, 'Reading …'));
    $('storage-dialog').showModal();
    const cube = this.which();
    const facts = await getJson(`storage?cube=${cube}`);
    const list = element('dl', { class: 'facts' });
    const add = (name, value) => list.append(element('dt', {}, name), element('dd', {}, value));
    add('Format', facts.format);
    add('Samples', `${this.cube().shape.join(' × ')} ${this.cube().element}, ${bytes(facts.raw_bytes)}`);
    add('Stored', facts.stored_bytes ? `${bytes(facts.stored_bytes)}, ${number(facts.raw_bytes / facts.stored_bytes, 4)} times smaller` : 'not known');
    if (this.cube().excluded_pixels > 0) add('Left out', `${this.cube().excluded_pixels} defective detector pixels, by every image`);
    if (facts.codec) add('Codec', facts.codec);
    if (facts.chunk) add('Chunk', `${facts.chunk.join(' × ')}, ${facts.chunks} of them`);
    $('storage').replaceChildren(list);
    if (facts.stored_bytes && facts.chunk) await this.#map(cube);
    const waiting = element('p', { class: 'quiet' }, 'Entropies need one pass over the samples …');
    $('storage').append(waiting);
    const s = await getJson(`statistics?cube=${cube}`);
    waiting.remove();
    add('Zeros', `${number(100 * s.sparsity, 4)} %`);
    if (s.electrons_per_pattern) add('Counts per pattern', number(s.electrons_per_pattern, 5));
    add('Entropy', `${number(s.entropy_bits)} bits per sample: at most ${number(s.entropy_ratio)} times smaller, taken alone`);
    if (s.pixel_entropy_bits) add('Given the pixel', `${number(s.pixel_entropy_bits)} bits per sample: at most ${number(s.pixel_entropy_ratio)} times smaller`);
  }

  async #map(cube) {
    const array = await getArray('storage-map', { cube }), [rows, columns] = array.shape;
    const canvas = element('canvas', { width: columns, height: rows, role: 'img', 'aria-label': 'Stored bytes of each position' });
    const image = new ImageData(columns, rows), range = extremes(array.values, 'linear');
    const limits = automatic(histogram(array.values, 'linear', range), 'linear', 0.002);
    paint(array.values, new Uint32Array(image.data.buffer), table('magma'), 'linear', limits);
    canvas.getContext('2d').putImageData(image, 0, 0);
    $('storage').append(element('div', { class: 'map' }, canvas, element('p', { class: 'quiet' },
      `Stored bytes of each position: from ${number(range[0])} (dark) to ${number(range[1])} (bright). Positions of one chunk share its bytes evenly.`)));
  }
}
