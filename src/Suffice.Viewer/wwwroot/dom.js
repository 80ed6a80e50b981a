// Small things that every module needs of the document.
export const $ = id => document.getElementById(id);

export function element(tag, attributes = {}, ...children) { return build(document.createElement(tag), attributes, children); }

export function svg(tag, attributes = {}, ...children) { return build(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children); }

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

// A group of radio buttons that looks like one control.
export function choices(fieldset, name, options, onChoose) {
  for (const { value, label, icon } of options) {
    const input = element('input', { type: 'radio', name, value, 'aria-label': label });
    const face = icon ? iconOf(icon) : label;
    const item = element('label', { title: label }, input, face);
    input.addEventListener('change', () => onChoose(value));
    fieldset.append(item);
  }
  return value => { for (const input of fieldset.querySelectorAll('input')) input.checked = input.value === value; };
}

function iconOf(path) { return svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: path })); }

// Drags with any pointer: start(event) may return what move(event, started) and end() get.
export function draggable(node, { start, move, end }) {
  node.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    node.focus?.({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const started = start(event);
    const onMove = e => move(e, started);
    const onEnd = () => {
      node.removeEventListener('pointermove', onMove);
      node.removeEventListener('pointerup', onEnd);
      node.removeEventListener('pointercancel', onEnd);
      end();
    };
    node.addEventListener('pointermove', onMove);
    node.addEventListener('pointerup', onEnd);
    node.addEventListener('pointercancel', onEnd);
  });
}

export const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
