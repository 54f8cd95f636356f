import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { smallPng } from "./small-png.ts";

/** A PNG of one row a filter: each of them is undone in its own way. */
function trueColour(width: number, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = Buffer.from(rows.flatMap((row, filter) => [filter, ...row]));
  const part = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    part("IHDR", header),
    part("IDAT", deflateSync(data)),
    part("IEND", Buffer.alloc(0)),
  ]);
}

/** The colours of a picture with a palette, point by point. */
function coloursOf(png: Buffer, width: number): string[] {
  const parts: Record<string, Buffer> = {};
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    parts[png.toString("latin1", at + 4, at + 8)] = body;
  }
  const rows = inflateSync(parts["IDAT"] ?? Buffer.alloc(0));
  const points = [...rows].filter((_, at) => at % (width + 1) > 0);
  return points.map((at) => (parts["PLTE"] ?? Buffer.alloc(0)).toString("hex", at * 3, at * 3 + 3));
}

test("a picture of few colours keeps each of them, whichever way its rows were filtered", () => {
  const rows = [
    // None, Sub, Up, Average, Paeth: two points each, of the colours 102030 and 405060.
    [0x10, 0x20, 0x30, 0x40, 0x50, 0x60],
    [0x10, 0x20, 0x30, 0x30, 0x30, 0x30],
    [0, 0, 0, 0, 0, 0],
    [0x08, 0x10, 0x18, 0x18, 0x18, 0x18],
    [0, 0, 0, 0, 0, 0],
  ];
  const colours = coloursOf(smallPng(trueColour(2, rows)), 2);
  expect(colours).toEqual(rows.flatMap(() => ["102030", "405060"]));
});

test("a picture of more than 256 colours keeps those that differ, then those used most, and the others go to the nearest", () => {
  const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey]);
  const width = greys.length * 2 + 1;
  const row = [...greys, ...greys, [10, 10, 11]].flat();
  const colours = coloursOf(smallPng(trueColour(width, [row])), width);
  expect(colours.at(-1)).toBe("0a0a0a");
  expect(colours.slice(0, 3)).toEqual(["000000", "010101", "020202"]);
});

test("a colour of few pixels stays what it is, however many shades of another are used more", () => {
  const shades = Array.from({ length: 1_000 }, (_, at) => [at >> 2, at >> 2, 128 + (at & 3)]);
  const width = shades.length * 2 + 1;
  const row = [...shades, ...shades, [98, 211, 145]].flat();
  expect(coloursOf(smallPng(trueColour(width, [row])), width).at(-1)).toBe("62d391");
});

test("a file that no browser drew is refused", () => {
  const png = trueColour(1, [[1, 2, 3]]);
  png[25] = 3;
  expect(() => smallPng(png)).toThrow("not a picture");
});
