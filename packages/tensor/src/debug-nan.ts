import type { AnyElements } from "./dtype.ts";
import type { Program } from "./graph/program.ts";
import type { Feed } from "./runtimes/runtime.ts";
import type { Settings } from "./settings.ts";

export const findNaN = async (
  _program: Program,
  _feeds: readonly Feed[],
  _results: readonly AnyElements[],
  _settings: Settings,
): Promise<void> => {};
