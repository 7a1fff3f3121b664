const viridis = ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"];

/** From the best value to the worst: viridis, readable for the colour-blind and in grey; the best stands out from the page. */
export const ramp = (): readonly string[] =>
  matchMedia("(prefers-color-scheme: dark)").matches ? viridis.toReversed() : viridis;

/** The colour of a share between 0 (best) and 1 (worst). */
export const rampAt = (share: number): string => {
  const colours = ramp();
  const at = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
  const i = Math.min(Math.floor(at), colours.length - 2);
  const channel = (k: number) => {
    const [from, to] = [colours[i]!, colours[i + 1]!].map((text) =>
      Number.parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16),
    );
    return Math.round(from! + (at - i) * (to! - from!));
  };
  return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
};
