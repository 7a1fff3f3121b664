/** Rows whose class neither of two parts tells: whether what the main one says and what columns say agree. */
export const agreeing = (count: number) => {
  const said = Array.from({ length: count }, (_, i) => i % 2 === 0);
  const beside = Array.from({ length: count }, (_, i) => (i >> 1) % 2 === 0);
  return {
    said,
    columns: {
      price: beside.map((cheap, i) => (cheap ? 1 : 5) + ((i * 7) % 13) / 14),
      brand: beside.map((cheap, i) => ((i * 5) % 3 === 0 ? "acme" : cheap ? "iota" : "zeta")),
    },
    y: said.map((each, i) => (each === beside[i] ? "yes" : "no")),
  };
};
