/** Images [rows, 8, 8]: noise with a bright row, or a bright column. */
export const bars = (rows: number) => {
  const y = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? "row" : "column"));
  const data = new Uint8Array(rows * 64).map((_, i) => {
    const [image, row, column] = [Math.floor(i / 64), Math.floor(i / 8) % 8, i % 8];
    const noise = (i * 2654435761) % 97;
    return (image % 2 === 0 ? row : column) === (image >> 1) % 8 ? 255 : noise;
  });
  return { x: { data, shape: [rows, 8, 8] }, y };
};
