// Perceptual colour maps as tables of 256 colours, interpolated between a few of each map's own: viridis, inferno, magma and cividis
// of matplotlib, and twilight for directions (all CC0).
const stops = {
  viridis: ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'],
  inferno: ['000004', '210c4a', '57106e', '8a226a', 'bc3754', 'e45a31', 'f98e09', 'f9cb35', 'fcffa4'],
  magma: ['000004', '1d1147', '51127c', '832681', 'b73779', 'e75263', 'fc8961', 'fec488', 'fcfdbf'],
  cividis: ['00224e', '123570', '3b496c', '575d6d', '707173', '8a8678', 'a59c74', 'c3b369', 'fee838'],
  grey: ['000000', 'ffffff'],
  'blue-red': ['2b6cb0', '6ea3d0', 'b4cfe4', 'f2f2f2', 'efb9a4', 'd9745a', 'a8281f'],
  twilight: ['2f1436', '54399e', '6276ba', '95b4c5', 'e2d9e2', 'ceaa9c', 'b25652', '6e2050', '2f1436'],
};

export const names = ['viridis', 'inferno', 'magma', 'cividis', 'grey', 'twilight', 'blue-red'];

const tables = new Map();

// A table of 256 colours as ImageData stores them: alpha, blue, green, red from the highest byte down.
export function table(name) {
  if (!tables.has(name)) tables.set(name, build(stops[name] ?? stops.viridis));
  return tables.get(name);
}

function build(colours) {
  const result = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (colours.length - 1), lower = Math.min(Math.floor(at), colours.length - 2), part = at - lower;
    let colour = 0xff000000;
    for (let channel = 0; channel < 3; channel++) {
      const a = parseInt(colours[lower].slice(2 * channel, 2 * channel + 2), 16), b = parseInt(colours[lower + 1].slice(2 * channel, 2 * channel + 2), 16);
      colour |= Math.round(a + part * (b - a)) << (8 * channel);
    }
    result[i] = colour >>> 0;
  }
  return result;
}

// Direction as hue, size as lightness and saturation, both in the perceptual space OKLCH (Ottosson 2020).
export function wheelColour(angle, size) {
  const part = Math.min(1, Math.max(0, size)), lightness = 0.14 + 0.62 * part, chroma = 0.15 * part;
  const a = chroma * Math.cos(angle), b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3, m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3, s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3;
  const red = encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
  return (0xff000000 | blue << 16 | green << 8 | red) >>> 0;
}

function encode(linear) {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
