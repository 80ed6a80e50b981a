// Keys that work anywhere on the page, except where something is typed. WASD and IJKL are those of py4D-browser.
import { $ } from './dom.js';

const steps = { w: [-1, 0], s: [1, 0], a: [0, -1], d: [0, 1], i: [-1, 0], k: [1, 0], j: [0, -1], l: [0, 1] };

export function listenToKeys({ store, cube, detector, probe, exporter }) {
  addEventListener('keydown', event => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 'z') {
      event.preventDefault();
      if (event.shiftKey) store.redo();
      else store.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || event.target.matches('input[type="number"], select')) return;
    const size = event.shiftKey ? 5 : 1, step = steps[key], beam = cube().beam;
    if (step && 'wasd'.includes(key)) detector.move(step[0] * size, step[1] * size, event.timeStamp);
    else if (step) probe.move(step[0] * size, step[1] * size, event.timeStamp);
    else if (event.key === ']' || event.key === '[') detector.resize('outer', event.key === ']' ? 1 : -1, event.timeStamp);
    else if (event.key === '}' || event.key === '{') detector.resize('inner', event.key === '}' ? 1 : -1, event.timeStamp);
    else if (key === 'c' && beam) store.update({ detector: { ...store.state.detector, row: beam.row, column: beam.column } });
    else if (key === 'f') store.update({ fft: !store.state.fft });
    else if (key === 'e') exporter.open();
    else if (event.key === '?') $('help-dialog').showModal();
    else return;
    event.preventDefault();
  });
}
