/** Tuned by the command line, in a process of its own. */
import { tune } from "kaviar";

export const space = { x: tune.float(-1, 1) };

export default async ({ x }: tune.ValuesOf<typeof space>): Promise<number> => x ** 2;
