// Requests to the server beside this page. Their addresses are relative, so that each carries the token of the page's own.

export class RequestError extends Error {}

export async function getJson(path, signal) {
  const response = await fetch(path, { signal });
  const body = await response.json();
  if (!response.ok) throw new RequestError(body.error);
  return body;
}

// An array that comes as .npy: its values, its extents, and what the headers say.
export async function getArray(path, parameters, signal) {
  const response = await fetch(`${path}?${new URLSearchParams(parameters)}`, { signal });
  if (!response.ok) throw new RequestError((await response.json()).error);
  const array = parseNpy(await response.arrayBuffer());
  array.part = Number(response.headers.get('Suffice-Part') ?? 1);
  array.preview = response.headers.get('Suffice-Preview') === 'yes';
  return array;
}

const types = { '<f4': Float32Array, '<f8': Float64Array, '<u2': Uint16Array, '|u1': Uint8Array };

export function parseNpy(buffer) {
  const headerBytes = 10 + new DataView(buffer).getUint16(8, true);
  const header = new TextDecoder('latin1').decode(new Uint8Array(buffer, 10, headerBytes - 10));
  const type = types[/'descr': '([^']+)'/.exec(header)[1]];
  const shape = /'shape': \(([^)]*)\)/.exec(header)[1].split(',').filter(s => s.trim()).map(Number);
  return { values: new type(buffer, headerBytes), shape };
}

// Runs the newest of many tasks: one at a time, and what was asked for meanwhile, except the last, never. A task that only refines what
// is shown is given up as soon as a newer one waits; others when they take very long, so that a steady hand still sees something.
export class Latest {
  #running = null;
  #next = null;
  #patience;

  constructor(patienceMs = 1000) { this.#patience = patienceMs; }

  run(task, isRefining = false) {
    this.#next = { task, isRefining };
    if (!this.#running) this.#start();
    else if (this.#running.isRefining || performance.now() - this.#running.since > this.#patience) this.#running.controller.abort();
  }

  async #start() {
    while (this.#next) {
      const { task, isRefining } = this.#next, controller = new AbortController();
      this.#next = null;
      this.#running = { controller, isRefining, since: performance.now() };
      try {
        await task(controller.signal);
      } catch (error) {
        if (error.name !== 'AbortError') reportError(error);
      }
    }
    this.#running = null;
  }
}
