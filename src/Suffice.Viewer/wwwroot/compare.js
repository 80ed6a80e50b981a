// Two files beside each other: the other's image, the difference, and what it amounts to.
import { getArray } from './api.js';
import { $, element } from './dom.js';
import { Pane } from './pane.js';
import { toPicture } from './responses.js';
import { number } from './units.js';

export class Compare {
  // imageParameters(cube), response(), choose(cube)
  constructor(page) {
    this.page = page;
    this.levels = { scale: 'linear', map: 'viridis', auto: true, low: 0, high: 1 };
    this.errorLevels = { ...this.levels, map: 'blue-red', auto: true };
    this.other = new Pane($('other-pane'), { label: "the other file's image", outside: 0.002, onLevels: levels => { this.levels = levels; this.other.draw(levels); } });
    this.error = new Pane($('error-pane'), { label: 'the difference', outside: 0, onLevels: levels => { this.errorLevels = levels; this.error.draw(levels); } });
    $('compare-with').addEventListener('change', () => page.choose($('compare-with').value === '' ? null : Number($('compare-with').value)));
  }

  // The files whose scan has the same size.
  offer(cubes, { cube, compare }) {
    this.cubes = cubes;
    const others = cubes.map((c, i) => [c, i]).filter(([c, i]) => i !== cube && c.shape[0] === cubes[cube].shape[0] && c.shape[1] === cubes[cube].shape[1]);
    $('compare-card').hidden = others.length === 0;
    $('compare-with').replaceChildren(element('option', { value: '' }, 'nothing'), ...others.map(([c, i]) => element('option', { value: i }, c.name)));
    $('compare-with').value = compare ?? '';
  }

  async load(which, image, signal) {
    const isOn = which !== null && this.cubes?.[which] && image;
    $('other-pane').hidden = $('error-pane').hidden = !isOn;
    $('compare-with').value = isOn ? which : '';
    if (!isOn) { $('compare-result').textContent = ''; return; }
    const response = this.page.response(), array = await getArray('virtual-image', { ...this.page.imageParameters(which), quality: 'exact' }, signal);
    const picture = toPicture(response, array, image.axes);
    this.other.show(picture, this.levels);
    const values = picture.values.map((v, i) => v - image.values[i]);
    const { rms, most, relative } = difference(values, image.values);
    const span = most || 1;
    this.error.show({ ...image, colours: undefined, values: Float32Array.from(values) }, this.errorLevels.auto ? { ...this.errorLevels, auto: false, low: -span, high: span } : this.errorLevels);
    $('other-title').textContent = this.cubes[which].name;
    $('other-detail').textContent = 'the same detector';
    $('error-detail').textContent = 'other minus this';
    const verdict = this.cubes[which].verdict ? `\n${this.cubes[which].verdict}` : '';
    $('compare-result').textContent = (most === 0 ? 'The images are equal.' : `root mean square ${number(rms)} ${response.unit}, at most ${number(most)}; ${number(100 * relative, 3)} % of the image's standard deviation`) + verdict;
  }
}

// Root mean square and largest difference, and the first over the standard deviation of the image.
export function difference(errors, values) {
  let squares = 0, most = 0, sum = 0, sumSquares = 0, count = 0;
  for (let i = 0; i < errors.length; i++) {
    if (!Number.isFinite(errors[i])) continue;
    squares += errors[i] ** 2;
    most = Math.max(most, Math.abs(errors[i]));
    sum += values[i];
    sumSquares += values[i] ** 2;
    count++;
  }
  const rms = Math.sqrt(squares / (count || 1)), deviation = Math.sqrt(Math.max(0, sumSquares / (count || 1) - (sum / (count || 1)) ** 2));
  return { rms, most, relative: deviation > 0 ? rms / deviation : 0 };
}
