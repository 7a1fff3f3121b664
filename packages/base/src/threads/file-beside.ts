import { KaviarError } from "../error/index.ts";

/** A file that a thread or a process of a package runs, beside whatever file has the package's code in it. */
export interface FileBeside {
  /** Its name without an ending: that is the one of the file beside it. */
  readonly name: string;
  /** What a bundler makes it of, where it makes it. */
  readonly entry?: string;
  /** Its address from the module on, where it is not beside it. */
  readonly at?: string | undefined;
}

/**
 * Where such a file is, seen from a module (`import.meta.url`). Which file a module is in is for bundlers to say, so none of them is
 * to see an address here and put its own in the place.
 */
export const fileBeside = ({ name, entry, at }: FileBeside, module: string | undefined): URL => {
  const { existsSync } = process.getBuiltinModule("node:fs");
  const { fileURLToPath, pathToFileURL } = process.getBuiltinModule("node:url");
  // A bundle of CommonJS has no import.meta, but a name.
  const here = module ?? pathToFileURL(__filename).href;
  const file = new URL(at ?? pathFrom(here, name), here);
  if (file.protocol !== "file:" || existsSync(file)) return file;
  throw new KaviarError(
    "no-thread",
    "usage",
    `A thread or a process of a package runs a file of its own, beside the package's code: there is no ${fileURLToPath(file)}.`,
    { remedy: remedyFor(name, entry) },
  );
};

/** The sources, as tests run them, have the built files in the folder beside. */
const pathFrom = (here: string, name: string): string =>
  here.endsWith(".ts") ? `../dist/${name}.js` : `./${name}${/\.[cm]js$/.exec(here)?.[0] ?? ".js"}`;

const remedyFor = (name: string, entry: string | undefined): string => {
  const leaveOut = "leave the packages out of it: esbuild --external:@kaviar/*";
  return entry === undefined
    ? `Where the package is in a bundle, ${leaveOut}`
    : `Where the package is in a bundle, make that file by one more entry point (esbuild ${name}=${entry}), or ${leaveOut}`;
};
