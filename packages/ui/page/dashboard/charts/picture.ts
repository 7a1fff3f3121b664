import { colour, ramp } from "@kaviar/page";

const [margin, line] = [12, 22];

const keyOf = (chart: HTMLElement): readonly HTMLElement[] => [
  ...(chart.closest("section:not(.wide)")?.querySelectorAll<HTMLElement>(".key > span") ?? []),
];

/** How large the picture of a chart is, in pixels of the page. */
export const sizeOf = (chart: HTMLElement): readonly [width: number, height: number] => {
  const { width, height } = chart.getBoundingClientRect();
  return [width + 2 * margin, height + 2 * margin + line * (keyOf(chart).length > 0 ? 2 : 1)];
};

/** Draws all that is in a part of the page on its ground, with a title above and its key below. */
export const drawPicture = (context: OffscreenCanvasRenderingContext2D, chart: HTMLElement, title: string): void => {
  const { left, top, height } = chart.getBoundingClientRect();
  const [key, size] = [keyOf(chart), sizeOf(chart)];
  context.fillStyle = colour.card();
  context.fillRect(0, 0, ...size);
  context.font = "600 13px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.fillStyle = colour.text();
  context.fillText(title, margin, margin + line / 3, size[0] - 2 * margin);
  for (const canvas of chart.querySelectorAll("canvas")) {
    const at = canvas.getBoundingClientRect();
    context.drawImage(canvas, margin + at.left - left, margin + line + at.top - top, at.width, at.height);
  }
  drawShares(context, chart, margin - left, margin + line - top);
  drawKey(context, key, margin + line + height + line / 2);
};

/** A table of shares as it stands there: names, bars and numbers. */
const drawShares = (
  context: OffscreenCanvasRenderingContext2D,
  chart: HTMLElement,
  right: number,
  down: number,
): void => {
  context.font = "13px system-ui, sans-serif";
  for (const bar of chart.querySelectorAll(".share i")) {
    const { left, top, width, height } = bar.getBoundingClientRect();
    context.fillStyle = colour.accent();
    context.fillRect(left + right, top + down, width, height);
  }
  context.fillStyle = colour.text();
  for (const cell of chart.querySelectorAll(".shares th, .shares td:last-child")) {
    const { left, top, width, height } = cell.getBoundingClientRect();
    context.fillText(cell.textContent!, left + right, top + down + height / 2, width);
  }
};

/** The same colours and words as below the chart. */
const drawKey = (context: OffscreenCanvasRenderingContext2D, key: readonly HTMLElement[], y: number): void => {
  context.font = "12px system-ui, sans-serif";
  let x = margin;
  for (const part of key) {
    for (const node of part.childNodes) {
      if (node instanceof HTMLElement && node.localName === "i") {
        const isRamp = node.classList.contains("ramp");
        const width = isRamp ? 60 : 10;
        if (isRamp) drawRamp(context, x, y - 5, width);
        else {
          context.fillStyle = getComputedStyle(node).backgroundColor;
          context.fillRect(x, y - 5, width, 10);
        }
        x += width + 6;
        continue;
      }
      const words = node.textContent!.trim();
      context.fillStyle = colour.text();
      context.fillText(words, x, y);
      x += context.measureText(words).width + (words === "" ? 0 : 6);
    }
    x += 12;
  }
};

const drawRamp = (context: OffscreenCanvasRenderingContext2D, left: number, top: number, width: number): void => {
  const shade = ramp();
  for (let at = 0; at < width; at++) {
    context.fillStyle = shade(at / (width - 1));
    context.fillRect(left + at, top, 1, 10);
  }
};
