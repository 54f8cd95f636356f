export type Measured<T> = { product: T[]; reference: T[] };

/**
 * Measures product and reference in the order A B B A, `rounds` times, so that a drift of the machine
 * falls on both alike. Entry n of both lists was measured side by side: pair them by index.
 */
export async function alternate<T>(
  rounds: number,
  product: () => Promise<T>,
  reference: () => Promise<T>,
): Promise<Measured<T>> {
  const measured: Measured<T> = { product: [], reference: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.product.push(await product());
    measured.reference.push(await reference());
    measured.reference.push(await reference());
    measured.product.push(await product());
  }
  return measured;
}

/** Product over reference, neighbour by neighbour. */
export function ratios<T>(measured: Measured<T>, score: (one: T) => number): number[] {
  return measured.product.flatMap((one, index) => {
    const other = measured.reference[index];
    return other === undefined ? [] : [score(one) / score(other)];
  });
}
