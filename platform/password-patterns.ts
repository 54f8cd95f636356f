const keyboardRows = ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];
const minDistinct = 5;
const stepShare = 0.7;

/**
 * Whether a text (lower case) is a pattern instead of a choice: fewer than five different characters, one block
 * over and over, or mostly steps along the alphabet, the digits or the keyboard.
 */
export function isPatterned(text: string): boolean {
  const characters = [...text];
  if (new Set(characters).size < minDistinct || isRepeatedBlock(text)) return true;
  const steps = characters.slice(1).filter((c, i) => isStep(characters[i] ?? "", c)).length;
  return steps >= (characters.length - 1) * stepShare;
}

function isRepeatedBlock(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size += 1) {
    const block = text.slice(0, size);
    if (block.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

function isStep(a: string, b: string): boolean {
  if (/[a-z0-9]/.test(a) && /[a-z0-9]/.test(b)) {
    if (Math.abs(a.charCodeAt(0) - b.charCodeAt(0)) <= 1) return true;
  }
  const [from, to] = [keyOf(a), keyOf(b)];
  return from !== null && to !== null && areNeighbours(from, to);
}

type Key = { row: number; column: number };

function keyOf(character: string): Key | null {
  const row = keyboardRows.findIndex((keys) => keys.includes(character));
  return row < 0 ? null : { row, column: keyboardRows[row]?.indexOf(character) ?? 0 };
}

/** Rows are staggered to the right: below a key lie the key of its own column and the one before. */
function areNeighbours(a: Key, b: Key): boolean {
  const [upper, lower] = a.row <= b.row ? [a, b] : [b, a];
  const shift = lower.column - upper.column;
  if (upper.row === lower.row) return Math.abs(shift) <= 1;
  // The digit row begins with a key more, so it is staggered by one column less.
  const left = upper.row === 0 ? -2 : -1;
  return lower.row - upper.row === 1 && shift >= left && shift <= left + 1;
}
