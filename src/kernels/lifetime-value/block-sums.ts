const blockSize = 8192;

/**
 * Sums over `size` groups, block by block: each block adds into a fresh row of `width` numbers, and the rows are added
 * in order. The answer depends neither on who computes which block nor on how many do.
 */
export function blockSums(
  size: number,
  width: number,
  addBlock: (from: number, to: number, sums: Float64Array) => void,
): Float64Array {
  const total = new Float64Array(width);
  const sums = new Float64Array(width);
  for (let from = 0; from < size; from += blockSize) {
    sums.fill(0);
    addBlock(from, Math.min(size, from + blockSize), sums);
    for (let i = 0; i < width; i++) total[i]! += sums[i]!;
  }
  return total;
}
