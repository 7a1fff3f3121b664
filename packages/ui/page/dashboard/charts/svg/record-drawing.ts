import { element, escaped, short } from "./markup.ts";
import { type PathCall, pathText, wholePath } from "./path-text.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture that was drawn into another one: as SVG, where it was recorded too. */
export type DrawnIn = ReadonlyMap<CanvasImageSource, string>;

const pathCalls = ["moveTo", "lineTo", "rect", "arc", "closePath"] as const satisfies readonly PathCall[];

/** Parts of paths that were made beside a canvas. */
const partsOfPaths = new WeakMap<Path2D, string[]>();

class RecordedPath extends Path2D {
  constructor() {
    super();
    const parts: string[] = [];
    partsOfPaths.set(this, parts);
    for (const call of pathCalls) recordCall(this, call, (...given) => parts.push(pathText(call, given)));
  }
}

/** Has a method of one object tell what it is called with; it does what it did. */
const recordCall = <Of extends object>(of: Of, name: string, tell: (...given: number[]) => void): void => {
  const method = Reflect.get(of, name) as (...given: number[]) => unknown;
  Object.defineProperty(of, name, {
    configurable: true,
    value: (...given: number[]) => {
      tell(...given);
      return method.apply(of, given);
    },
  });
};

/**
 * Everything that is drawn on a canvas while something goes on, as the elements of an SVG in the canvas's own pixels: lines, areas and
 * texts as such, pictures (of marks that were counted) as pictures. Charts are drawn by one code for the screen and for this.
 */
export const recordDrawing = async (
  context: Context,
  draw: () => Promise<void> | void,
  drawnIn: DrawnIn = new Map(),
): Promise<string> => {
  /** What is drawn, by what it is clipped to. */
  let all: { readonly clip: string; readonly drawn: string[] }[] = [];
  let parts: string[] = [];
  let clip = "";
  const saved: string[] = [];
  const put = (name: string, attributes: Parameters<typeof element>[1], inside?: string) => {
    const { a, b, c, d, e, f } = context.getTransform();
    const isPlain = a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0;
    const drawn = element(
      name,
      { ...attributes, transform: isPlain ? undefined : `matrix(${[a, b, c, d, e, f].map(short).join(" ")})` },
      inside,
    );
    if (all.at(-1)?.clip !== clip) all.push({ clip, drawn: [] });
    all.at(-1)!.drawn.push(drawn);
  };
  const opacity = () => (context.globalAlpha === 1 ? undefined : context.globalAlpha);
  const pathOf = (path: unknown) => wholePath(path instanceof Path2D ? (partsOfPaths.get(path) ?? []) : parts);
  const stroked = () => ({
    fill: "none",
    stroke: String(context.strokeStyle),
    "stroke-width": context.lineWidth,
    "stroke-opacity": opacity(),
    "stroke-dasharray": context.getLineDash().map(short).join(" ") || undefined,
    "stroke-linejoin": context.lineJoin === "miter" ? undefined : context.lineJoin,
    "stroke-linecap": context.lineCap === "butt" ? undefined : context.lineCap,
  });
  const filled = () => ({ fill: String(context.fillStyle), "fill-opacity": opacity() });
  const words = (text: string, x: number, y: number, look: Record<string, string | number | undefined>) =>
    put(
      "text",
      {
        x,
        y,
        dy: dropOf[context.textBaseline],
        "text-anchor": anchorOf[context.textAlign],
        ...fontOf(context.font),
        ...look,
      },
      escaped(text),
    );

  const calls: Readonly<Record<string, (...given: never[]) => void>> = {
    beginPath: () => {
      parts = [];
    },
    ...Object.fromEntries(pathCalls.map((call) => [call, (...given: number[]) => parts.push(pathText(call, given))])),
    save: () => saved.push(clip),
    restore: () => {
      clip = saved.pop() ?? clip;
    },
    // Charts clip to the box between their axes, and to nothing within it.
    clip: (path?: Path2D) => {
      clip = pathOf(path);
    },
    stroke: (path?: Path2D) => put("path", { d: pathOf(path), ...stroked() }),
    fill: (path?: Path2D) => put("path", { d: pathOf(path), ...filled() }),
    fillRect: (x: number, y: number, width: number, height: number) =>
      put("rect", { x, y, width, height, ...filled() }),
    clearRect: () => {
      all = [];
    },
    fillText: (text: string, x: number, y: number, most?: number) =>
      words(text, x, y, { ...filled(), ...(most !== undefined && narrowed(context, text, most)) }),
    strokeText: (text: string, x: number, y: number) => words(text, x, y, stroked()),
    drawImage: (image: CanvasImageSource, x: number, y: number, width?: number, height?: number) => {
      const own = image as HTMLCanvasElement;
      const [wide, high] = [width ?? own.width, height ?? own.height];
      const inside = drawnIn.get(image);
      if (inside === undefined) return put("image", { x, y, width: wide, height: high, href: pictureOf(own) });
      const scale = `translate(${short(x)} ${short(y)}) scale(${wide / own.width} ${high / own.height})`;
      put("g", {}, element("g", { transform: scale }, inside));
    },
  };
  const own = window.Path2D;
  for (const [name, tell] of Object.entries(calls)) recordCall(context, name, tell as (...given: number[]) => void);
  window.Path2D = RecordedPath;
  try {
    await draw();
  } finally {
    window.Path2D = own;
    for (const name of Object.keys(calls)) Reflect.deleteProperty(context, name);
  }
  return all.map(({ clip, drawn }) => (clip === "" ? drawn.join("") : clipped(clip, drawn.join("")))).join("");
};

let clips = 0;

const clipped = (path: string, inside: string): string => {
  const id = `clip-${clips++}`;
  return (
    element("clipPath", { id }, element("path", { d: path })) + element("g", { "clip-path": `url(#${id})` }, inside)
  );
};

/** Not as a style, which a page with a strict policy would not take. */
const fontOf = (font: string) => {
  const [, weight, size, family] = /^(?:(\S+) )?([\d.]+px) (.*)$/.exec(font) ?? [];
  return { "font-weight": weight, "font-size": size, "font-family": family };
};

/** A text that may be so wide at most is drawn narrower where it is wider. */
const narrowed = (context: Context, text: string, most: number) =>
  context.measureText(text).width > most ? { textLength: most, lengthAdjust: "spacingAndGlyphs" } : {};

/** How far below the place of a text its letters stand, as not every reader knows `dominant-baseline`. */
const dropOf: { readonly [Baseline in CanvasTextBaseline]?: string } = {
  top: "0.8em",
  hanging: "0.8em",
  middle: "0.35em",
  bottom: "-0.2em",
  ideographic: "-0.2em",
};

const anchorOf: { readonly [Align in CanvasTextAlign]?: string } = { center: "middle", right: "end", end: "end" };

/** What is on a canvas now, which may be written over later. */
const pictureOf = (image: CanvasImageSource & { readonly width: unknown; readonly height: unknown }): string => {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [Number(image.width), Number(image.height)];
  copy.getContext("2d")!.drawImage(image, 0, 0);
  return copy.toDataURL();
};
