// The export dialog: files of what is shown, and the command that makes the same image.
import { $, element } from './dom.js';
import { csvCurve, csvImage, npy, png, save, tiff } from './files.js';
import { detectorText } from './state.js';

// Quoted for a shell where it must be.
const quoted = text => /^[\w./:@,%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

// The command line for an image; null where the command has no such view.
export function imageCommand(path, detector, response) {
  const text = detectorText(detector), at = text.slice(text.indexOf('@')), radius = detector.shape === 'disc' ? text.slice(5, text.indexOf('@')) : null;
  let view = null;
  if (response === 'sum' && !(detector.shape === 'segments' && detector.opposite)) view = text;
  else if (response === 'maximum' && detector.shape === 'annulus') view = text.replace('annulus:', 'maximum:');
  else if (response === 'maximum' && detector.shape === 'disc') view = `maximum:0-${radius}${at}`;
  else if (/^(com|dpc|icom)/.test(response)) {
    const name = response === 'icom' ? 'icom' : 'com';
    if (detector.shape === 'total') view = name;
    else if (detector.shape === 'disc') view = `${name}:${radius}${at}`;
    else if (detector.shape === 'annulus') view = text.replace('annulus', name);
  }
  return view && `suffice image ${quoted(path)} --view ${quoted(view)} --out images`;
}

export class Exporter {
  // view(): { cube, state, patternPane, imagePane, profile }
  constructor(view) {
    this.view = view;
    const rows = [
      ['Virtual image', 'image', () => view().imagePane],
      ['Diffraction pattern', 'pattern', () => view().patternPane],
    ].map(([label, name, pane]) => this.#row(label, [
      ['PNG', async () => save(await png(pane()), this.#name(name, 'png'))],
      ['TIFF', () => save(tiff(pane().data, label), this.#name(name, 'tif'))],
      ['npy', () => save(npy(pane().data), this.#name(name, 'npy'))],
      ['CSV', () => save(csvImage(pane().data), this.#name(name, 'csv'))],
    ]));
    rows.push(this.#row('Radial profile', [['CSV', () => save(csvCurve(view().profile.data), this.#name('profile', 'csv'))]]));
    $('export-rows').append(...rows);
    $('open-export').addEventListener('click', () => this.open());
    $('copy-command').addEventListener('click', () => copy($('copy-command'), $('command').textContent));
  }

  open() {
    const { cube, state } = this.view();
    const address = new URL(`virtual-image?cube=${state.cube}&detector=${detectorText(state.detector)}&response=${state.response === 'dpc' ? 'com' : state.response}`, location.href.split('#')[0]);
    $('command').textContent = imageCommand(cube.path, state.detector, state.response) ?? `curl -o image.npy '${address}'`;
    $('export-dialog').showModal();
  }

  #name(what, extension) { return `${this.view().cube.name.replace(/\.[^.]*$/, '')}-${what}.${extension}`; }

  #row(label, formats) {
    const row = element('tr', {}, element('th', { scope: 'row' }, label));
    for (const [format, run] of formats) {
      const button = element('button', { type: 'button', 'aria-label': `Save ${label.toLowerCase()} as ${format}` }, format);
      button.addEventListener('click', run);
      row.append(element('td', {}, button));
    }
    return row;
  }
}

export async function copy(button, text) {
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not allowed';
  }
  setTimeout(() => { button.textContent = name; }, 1500);
}
