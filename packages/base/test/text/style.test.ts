import { styleFor } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("has no colours with NO_COLOR, when piped, and on a dumb terminal", () => {
  expect(styleFor({ isTTY: true }, { NO_COLOR: "1" }).red("x")).toBe("x");
  expect(styleFor({ isTTY: false }, {}).red("x")).toBe("x");
  expect(styleFor({ isTTY: true }, { TERM: "dumb" }).red("x")).toBe("x");
  expect(styleFor({ isTTY: true }, {}).red("x")).toBe("\x1b[31mx\x1b[39m");
});

/** Of the cube of 6 × 6 × 6 colours and the 24 greys that xterm has given to everybody. */
const rgbOf = (code: number): readonly number[] =>
  code >= 232
    ? [0, 0, 0].map(() => 8 + 10 * (code - 232))
    : [36, 6, 1].map((of) => [0, 95, 135, 175, 215, 255][Math.floor((code - 16) / of) % 6]!);

/** WCAG 2.2: relative luminance, and (lighter + 0.05) / (darker + 0.05). */
const luminance = (rgb: readonly number[]): number => {
  const [r, g, b] = rgb.map((each) =>
    each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

it("is read on white and on black: every colour has 4 to 1 on both, where the terminal has 256", () => {
  const style = styleFor({ isTTY: true, getColorDepth: () => 8 }, {});
  for (const name of ["dim", "red", "green", "yellow", "cyan"] as const) {
    const light = luminance(rgbOf(Number(/38;5;(\d+)m/.exec(style[name]("x"))![1])));
    expect(1.05 / (light + 0.05), `${name} on white`).toBeGreaterThan(3.99);
    expect((light + 0.05) / 0.05, `${name} on black`).toBeGreaterThan(4);
  }
});
