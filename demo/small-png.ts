import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;
/** The square of a distance in RGB below which two colours look alike. */
const sameShade = 150;
/** PNG (third edition), section 11.2.1: the colour types that a browser writes, and their bytes. */
const bytesPerPixel: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/**
 * The same picture with a palette of 256 colours: a screen has hardly more that differ, and takes a
 * third of the bytes. In: a PNG of 8 bits a channel, neither interlaced nor transparent.
 *
 * @throws Error for any other file
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byUse = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = choosePalette(byUse);
  const places = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of byUse) {
    if (!places.has(colour)) places.set(colour, nearest(colour, palette).at);
  }

  const rows = Buffer.alloc(height * (width + 1));
  for (const [at, colour] of pixels.entries()) {
    const row = Math.floor(at / width);
    // The first byte of a row is its filter, and 0 is none.
    rows[row * (width + 1) + 1 + (at % width)] = places.get(colour) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * First one of all shades that look alike, then what is used most: the few pixels of a badge are what
 * gives it its meaning, and a letter's soft edge has hundreds of shades.
 */
function choosePalette(byUse: readonly number[]): number[] {
  const palette: number[] = [];
  for (const colour of byUse) {
    if (palette.length === mostColours) return palette;
    if (palette.length === 0 || nearest(colour, palette).distance > sameShade) palette.push(colour);
  }
  const chosen = new Set(palette);
  const others = byUse.filter((colour) => !chosen.has(colour));
  return [...palette, ...others].slice(0, mostColours);
}

function nearest(colour: number, palette: readonly number[]): { at: number; distance: number } {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, one] of palette.entries()) {
    const [red, green, blue] = [16, 8, 0].map(
      (bits) => ((one >> bits) & 255) - ((colour >> bits) & 255),
    );
    const distance = (red ?? 0) ** 2 + (green ?? 0) ** 2 + (blue ?? 0) ** 2;
    if (distance < least) [best, least] = [at, distance];
  }
  return { at: best, distance: least };
}

/** The pixels of a PNG, row by row, each as `0xRRGGBB`. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  let header: Buffer = Buffer.alloc(0);
  const data: Buffer[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const step = bytesPerPixel[header[9] ?? -1];
  if (header[8] !== 8 || step === undefined || header[12] !== 0) {
    throw new Error("not a picture as a browser draws it");
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * step, step);
  const pixels = new Uint32Array(width * height);
  for (const at of pixels.keys()) pixels[at] = bytes.readUIntBE(at * step, 3);
  return { width, height, pixels };
}

/** PNG (third edition), section 9.2: each byte was written as its difference from a guess. */
function unfilter(filtered: Buffer, rowBytes: number, step: number): Buffer {
  const rows = filtered.length / (rowBytes + 1);
  const bytes = Buffer.alloc(rows * rowBytes);
  for (let row = 0; row < rows; row += 1) {
    const filter = filtered[row * (rowBytes + 1)];
    for (let at = 0; at < rowBytes; at += 1) {
      const here = row * rowBytes + at;
      const left = at < step ? 0 : (bytes[here - step] ?? 0);
      const up = row === 0 ? 0 : (bytes[here - rowBytes] ?? 0);
      const corner = at < step || row === 0 ? 0 : (bytes[here - rowBytes - step] ?? 0);
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      bytes[here] = (filtered[row * (rowBytes + 1) + 1 + at] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
  if ((byLeft ?? 0) <= (byUp ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left;
  return (byUp ?? 0) <= (byCorner ?? 0) ? up : corner;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
