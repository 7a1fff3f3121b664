/** So many of some numbers, from all over them: the first ones of what was sorted are all of a kind. */
export const evenly = (numbers: Int32Array, most: number): Int32Array =>
  numbers.length <= most
    ? numbers
    : Int32Array.from({ length: most }, (_, i) => numbers[Math.floor((i * numbers.length) / most)]!);
