/** A name in so many letters: where it is longer, its middle is left out, as names of a kind often differ in their ends. */
export const shortName = (name: string, most: number): string => {
  const letters = [...name];
  if (letters.length <= most) return name;
  const end = Math.floor((most - 1) / 3);
  return `${letters.slice(0, most - 1 - end).join("")}…${end > 0 ? letters.slice(-end).join("") : ""}`;
};
