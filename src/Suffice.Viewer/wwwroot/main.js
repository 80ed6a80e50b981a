// Puts the page together: state, pictures, controls, requests.
import { getArray, getJson, Latest, RequestError } from './api.js';
import { Compare } from './compare.js';
import { Controls } from './controls.js';
import { DetectorOverlay } from './detector.js';
import { $, element } from './dom.js';
import { copy, Exporter } from './exporter.js';
import { magnitudes } from './fourier.js';
import { listenToKeys } from './keys.js';
import { Pane } from './pane.js';
import { ProbeOverlay } from './probe.js';
import { ProfilePlot, radialProfile } from './profile.js';
import { drawWheel, responseOf, toPicture } from './responses.js';
import { detectorText, firstState, fromHash, Store } from './state.js';
import { StoragePanel } from './storage.js';
import { bytes, number, unitName } from './units.js';

const store = new Store(), patterns = new Latest(), images = new Latest();
const notices = { file: '', pattern: '', image: '' };
let cubes = [], shownPattern = '', shownImage = '', rawImage = null;

const cube = () => cubes[store.state.cube];
const imageKey = s => `${s.cube}|${detectorText(s.detector)}|${s.response}|${s.detector.segment}|${s.detector.opposite}`;
const probeKey = s => `${s.cube}|${Object.values(s.probe)}`;

function imageParameters(s, which = s.cube) {
  const parameters = { cube: which, detector: detectorText(s.detector), response: responseOf(s.response).request ?? s.response };
  if (s.detector.shape === 'segments') Object.assign(parameters, { segment: s.detector.segment, opposite: s.detector.opposite && s.response === 'sum' ? 'yes' : 'no' });
  return parameters;
}

const patternPane = new Pane($('pattern-pane'), {
  label: 'the diffraction pattern', outside: 0.0005, onFit: () => drawOverlays(), onPoint: (row, column) => readPattern(row, column),
  onLevels: (levels, commit) => store.update({ patternLevels: levels }, { commit }),
});
const imagePane = new Pane($('image-pane'), {
  label: 'the virtual image', outside: 0.002, onFit: () => drawOverlays(), onPoint: (row, column) => readImage(row, column),
  onLevels: (levels, commit) => store.update({ imageLevels: levels }, { commit }),
});
const wheel = element('canvas', { class: 'wheel', width: 64, height: 64, hidden: '', role: 'img', 'aria-label': 'Colours of directions: right is growing columns, down is growing rows' });
drawWheel(wheel);
imagePane.stage.append(wheel);

const hand = patch => ({
  onStart: () => store.commit(),
  onChange: (value, options) => store.update({ [patch]: value }, options),
  onRest: () => store.rest(),
});
const detector = new DetectorOverlay(patternPane, hand('detector'));
const probe = new ProbeOverlay(imagePane, hand('probe'));
const profile = new ProfilePlot($('profile'));
const controls = new Controls({
  onDetector: value => store.update({ detector: value }),
  onResponse: value => store.update({ response: value, imageLevels: { ...store.state.imageLevels, auto: true } }),
  onProbe: value => store.update({ probe: value }),
  onFft: value => store.update({ fft: value }),
});
const compare = new Compare({ imageParameters: which => imageParameters(store.state, which), response: () => responseOf(store.state.response), choose: value => store.update({ compare: value }) });
const exporter = new Exporter(() => ({ cube: cube(), state: store.state, patternPane, imagePane, profile }));
const storage = new StoragePanel(() => store.state.cube, () => cube());

function drawOverlays() {
  if (!store.state) return;
  detector.draw(store.state.detector, cube());
  probe.draw(store.state.probe, cube(), !store.state.fft);
}

// Painted: the task behind the next frame. Measures go into the browser's own record of performance, for whoever wants to know.
function painted(name, input) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const took = performance.now() - input;
      performance.measure(name, { start: input, duration: took });
      $('timing').textContent = `${name} ${number(took, 3)} ms after the input`;
    };
    port2.postMessage(null);
  });
}

// What is wrong with the pattern, the image and the file: each stands until the next of its kind.
function notify(kind, text) {
  notices[kind] = text;
  $('message').textContent = Object.values(notices).filter(Boolean).join('\n');
  $('message').hidden = !$('message').textContent;
}

function showPattern(array, input) {
  const [rows, columns] = array.shape;
  patternPane.show({ values: array.values, rows, columns, axes: cube().detector_axes.length === 2 ? cube().detector_axes : [null, cube().detector_axes[0]] }, store.state.patternLevels);
  painted('pattern', input);
  showProfile();
  drawOverlays();
}

function showProfile() {
  if (!patternPane.data) return;
  const { detector: d, patternLevels } = store.state, beam = cube().beam ?? d;
  const marks = { disc: [d.outer], annulus: [d.inner, d.outer], segments: [d.inner, d.outer] }[d.shape] ?? [];
  profile.show(radialProfile(patternPane.data, beam), cube().detector_axes.at(-1), patternLevels.scale !== 'linear', marks);
}

async function loadPattern(input, signal) {
  const s = store.state, key = probeKey(s);
  try {
    const array = await getArray('frames', { cube: s.cube, ...s.probe }, signal);
    if (s.cube !== store.state.cube) return;
    showPattern(array, input);
    notify('pattern', '');
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const [, , rows, columns] = cube().shape;
    showPattern({ values: new Float32Array(rows * columns).fill(NaN), shape: [rows, columns] }, input);
    notify('pattern', error.message);
  }
  shownPattern = key;
  describe();
}

// While the hand moves, what can be had at once; when it rests, the exact image, in parts if it takes long.
async function loadImage(input, isResting, signal) {
  const s = store.state, key = imageKey(s), response = responseOf(s.response);
  let part = 0, isFirst = true;
  try {
    do {
      const quality = isFirst && !isResting ? 'fast' : isFirst && shownImage === '' ? 'fast' : 'exact';
      const array = await getArray('virtual-image', { ...imageParameters(s), quality, after: isFirst ? 0 : Math.min(0.999, part + 0.12) }, signal);
      if (imageKey(store.state) !== key && isResting) return;
      showImage(toPicture(response, array, cube().scan_axes), array, input);
      if (isFirst) painted('image', input);
      part = array.preview ? 0 : array.part;
      if (!isResting) {
        shownImage = part === 1 ? key : 'moving';
        markExact();
        return;
      }
      isFirst = false;
      shownImage = 'moving';
    } while (part < 1);
    shownImage = key;
    notify('image', '');
    markExact();
    refreshCubes();
    compare.load(store.state.compare, rawImage, signal);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    notify('image', error.message);
    shownImage = key;
  }
}

// For scripts that wait: whether the picture is the exact image of the state, or something on the way to it.
function markExact() { $('image-pane').dataset.state = shownImage === imageKey(store.state) ? 'exact' : 'moving'; }

function showImage(picture, { part, preview }, input) {
  rawImage = part < 1 ? filled(picture) : picture;
  drawImage();
  imagePane.badge.hidden = part === 1 && !preview;
  imagePane.badge.textContent = preview ? 'preview' : `${Math.floor(100 * part)} %`;
  describe();
}

// Rows that are not read yet look like the nearest one above that is.
function filled({ values, rows, columns, ...rest }) {
  const result = values.slice();
  for (let y = 1; y < rows; y++)
    for (let x = 0; x < columns; x++) if (Number.isNaN(result[y * columns + x])) result[y * columns + x] = result[(y - 1) * columns + x];
  return { values: result, rows, columns, ...rest };
}

function drawImage() {
  if (!rawImage) return;
  const { fft, imageLevels, response } = store.state;
  imagePane.show(fft ? magnitudes(rawImage) : rawImage, fft && imageLevels.scale === 'linear' && imageLevels.auto ? { ...imageLevels, scale: 'sqrt' } : imageLevels);
  wheel.hidden = response !== 'dpc' || fft;
  drawOverlays();
}

function describe() {
  const s = store.state, region = s.probe.rows * s.probe.columns;
  $('pattern-detail').textContent = region > 1
    ? `mean of ${s.probe.rows} × ${s.probe.columns} positions from row ${s.probe.row}, column ${s.probe.column}` : `row ${s.probe.row}, column ${s.probe.column}`;
  const response = responseOf(s.response);
  $('image-title').textContent = s.fft ? 'Fourier transform' : 'Virtual image';
  $('image-detail').textContent = `${response.label}, ${detectorText(s.detector).replace('@', ' at ')}`;
  const { memory } = cube(), isReady = memory.part === 1;
  $('memory').textContent = memory.form === 'none' ? 'from the file' : `${memory.form} in memory${isReady ? '' : ` ${Math.floor(100 * memory.part)} %`}, ${bytes(memory.bytes)}`;
  $('memory').classList.toggle('ready', isReady);
}

function readPattern(row, column) {
  if (row === null) return;
  const value = patternPane.valueAt(row, column), beam = cube().beam, axis = cube().detector_axes.at(-1);
  if (value === undefined) return;
  const distance = beam ? Math.hypot(row - beam.row, column - beam.column) : null;
  const calibrated = distance === null ? '' : axis.unit ? `, ${number(distance * Math.abs(axis.scale))} ${unitName(axis.unit)} from the beam` : `, ${number(distance)} px from the beam`;
  $('readout').textContent = `Pattern: row ${Math.round(row)}, column ${Math.round(column)}${calibrated}: ${number(value)} counts`;
}

function readImage(row, column) {
  if (row === null) return;
  const value = imagePane.valueAt(row, column), s = store.state;
  if (value === undefined) return;
  const axes = imagePane.data.axes;
  const middle = s.fft ? [imagePane.data.rows / 2, imagePane.data.columns / 2] : [0, 0];
  const place = axes.every(a => a.unit) ? `, ${axes.map((a, i) => number((Math.round([row, column][i]) - middle[i]) * a.scale)).join(', ')} ${unitName(axes[1].unit)}` : '';
  $('readout').textContent = `${s.fft ? 'Transform' : 'Image'}: row ${Math.round(row)}, column ${Math.round(column)}${place}: ${Number.isNaN(value) ? 'missing' : `${number(value, 6)} ${s.fft ? '' : responseOf(s.response).unit}`}`;
}

store.addEventListener('change', ({ detail: { keys, input, isResting } }) => {
  const s = store.state;
  controls.show(s, cube());
  [$('undo').disabled, $('redo').disabled] = [!store.canUndo, !store.canRedo];
  if (keys.includes('cube')) { showTabs(); rawImage = null; }
  if (keys.includes('patternLevels')) patternPane.draw(s.patternLevels);
  if (keys.includes('imageLevels') || keys.includes('fft')) drawImage();
  if (keys.includes('compare') && s.compare === null) compare.load(null, rawImage);
  drawOverlays();
  describe();
  if (probeKey(s) !== shownPattern) patterns.run(signal => loadPattern(input, signal));
  markExact();
  if (imageKey(s) !== shownImage) images.run(signal => loadImage(input, isResting, signal), isResting);
  else if (isResting && s.compare !== null) compare.load(s.compare, rawImage);
  if (keys.includes('detector') || keys.includes('patternLevels')) showProfile();
});

async function refreshCubes() {
  cubes = (await getJson('cubes')).cubes;
  const { faults } = cube();
  notify('file', faults.positions === 0 ? '' : `${faults.positions} positions cannot be read; everything else can be used.\n${faults.messages.slice(0, 4).join('\n')}`);
  describe();
  if (cube().memory.part < 1 && cube().memory.form !== 'none') setTimeout(() => refreshCubes().catch(reportError), 1000);
}

function showTabs() {
  $('tabs').replaceChildren(...cubes.map((c, i) => {
    const isSelected = i === store.state.cube;
    const tab = element('button', { type: 'button', role: 'tab', 'aria-selected': isSelected, tabindex: isSelected ? 0 : -1, title: `${c.path}: ${c.format}, ${c.shape.join(' × ')}, ${c.element}` }, c.name);
    tab.addEventListener('click', () => choose(i));
    tab.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      choose((i + step + cubes.length) % cubes.length);
      $('tabs').children[store.state.cube].focus();
    });
    return tab;
  }));
  document.title = `${cube().name}: Suffice`;
  compare.offer(cubes, store.state);
}

function choose(which) {
  const isAlike = cubes[which].shape.every((extent, axis) => extent === cube().shape[axis]);
  store.update(isAlike ? { cube: which } : { ...firstState(cubes[which]), cube: which });
}

async function start() {
  cubes = (await getJson('cubes')).cubes;
  const which = Number(new URLSearchParams(location.hash.slice(1)).get('cube')) || 0;
  store.state = fromHash(location.hash, { ...firstState(cubes[which] ?? cubes[0]), cube: cubes[which] ? which : 0 }, cubes);
  $('undo').addEventListener('click', () => store.undo());
  $('redo').addEventListener('click', () => store.redo());
  $('copy-link').addEventListener('click', () => copy($('copy-link'), location.href));
  $('open-storage').addEventListener('click', () => storage.open());
  $('open-help').addEventListener('click', () => $('help-dialog').showModal());
  listenToKeys({ store, cube, detector, probe, exporter });
  // The address was edited, or a link opened in this tab.
  addEventListener('hashchange', () => store.update(fromHash(location.hash, store.state, cubes)));
  store.rest();
  showTabs();
  refreshCubes().catch(reportError);
}

start().catch(error => notify('file', error.message));
