/** Texts by number: each text once, in the order in which they first come; a missing or empty one is −1. */
export const levelsOf = (
  values: ArrayLike<string | null | undefined>,
): { readonly codes: Int32Array; readonly levels: string[] } => {
  const codes = new Int32Array(values.length);
  const numbers = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || value === "") {
      codes[row] = -1;
      continue;
    }
    let code = numbers.get(value);
    if (code === undefined) {
      code = numbers.size;
      numbers.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, levels: [...numbers.keys()] };
};
