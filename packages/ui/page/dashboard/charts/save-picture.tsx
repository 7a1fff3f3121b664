import { colour, ramp } from "@kaviar/page";
import { fileName, saveFile } from "../save-file.ts";

interface SavePictureProps {
  /** What the chart shows, in a few words. */
  readonly name: string;
}

/** Saves the chart that it stands in as a picture, with the name of the page above and its key below. */
export const SavePicture = ({ name }: SavePictureProps) => (
  <button
    type="button"
    class="picture"
    aria-label={`PNG of ${name}`}
    title="Save as a picture"
    onClick={async ({ currentTarget }) => {
      const page = document.querySelector("h1")?.textContent ?? "";
      const picture = pictureOf(currentTarget.closest<HTMLElement>(".over")!, `${page} · ${name}`);
      saveFile(await picture.convertToBlob({ type: "image/png" }), `${fileName(`${page}-${name}`, "chart")}.png`);
    }}
  >
    PNG
  </button>
);

const [margin, line] = [12, 22];

/** All that is drawn in a part of the page, on its ground. */
const pictureOf = (chart: HTMLElement, title: string): OffscreenCanvas => {
  const { left, top, width, height } = chart.getBoundingClientRect();
  const key = [...(chart.closest("section:not(.wide)")?.querySelectorAll<HTMLElement>(".key > span") ?? [])];
  const ratio = devicePixelRatio;
  const size = [width + 2 * margin, height + 2 * margin + line * (key.length > 0 ? 2 : 1)] as const;
  const picture = new OffscreenCanvas(Math.round(size[0] * ratio), Math.round(size[1] * ratio));
  const context = picture.getContext("2d")!;
  context.scale(ratio, ratio);
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
  return picture;
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
        context.fillStyle = isRamp ? rampFrom(context, x) : getComputedStyle(node).backgroundColor;
        context.fillRect(x, y - 5, width, 10);
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

const rampFrom = (context: OffscreenCanvasRenderingContext2D, x: number): CanvasGradient => {
  const gradient = context.createLinearGradient(x, 0, x + 60, 0);
  const shade = ramp();
  for (const share of [0, 0.25, 0.5, 0.75, 1]) gradient.addColorStop(share, shade(share));
  return gradient;
};
