import { fileName, saveFile } from "../save-file.ts";
import { drawPicture, sizeOf } from "./picture.ts";

interface SavePictureProps {
  /** What the chart shows, in a few words. */
  readonly name: string;
}

/** How a chart is written as a file, by the ending of it. */
const formats = {
  png: async (chart: HTMLElement, title: string): Promise<Blob> => {
    const [width, height] = sizeOf(chart).map((length) => Math.round(length * devicePixelRatio)) as [number, number];
    const picture = new OffscreenCanvas(width, height);
    const context = picture.getContext("2d")!;
    context.scale(devicePixelRatio, devicePixelRatio);
    drawPicture(context, chart, title);
    return picture.convertToBlob({ type: "image/png" });
  },
  svg: async (chart: HTMLElement, title: string): Promise<Blob> => {
    const { svgOf } = await import("./svg/svg-of.ts");
    return new Blob([await svgOf(chart, title)], { type: "image/svg+xml" });
  },
} as const;

/** Saves the chart that it stands in as a picture, with the name of the page above and its key below. */
export const SavePicture = ({ name }: SavePictureProps) => (
  <div class="pictures">
    {(["png", "svg"] as const).map((format) => (
      <button
        key={format}
        type="button"
        class="picture"
        aria-label={`${format.toUpperCase()} of ${name}`}
        title={format === "png" ? "Save as a picture" : "Save as a drawing: lines and texts that stay sharp"}
        onClick={async ({ currentTarget }) => {
          const page = document.querySelector("h1")?.textContent ?? "";
          const chart = currentTarget.closest<HTMLElement>(".over")!;
          saveFile(
            await formats[format](chart, `${page} · ${name}`),
            `${fileName(`${page}-${name}`, "chart")}.${format}`,
          );
        }}
      >
        {format.toUpperCase()}
      </button>
    ))}
  </div>
);
