import { whole } from "../../choices/choice.ts";
import { cases } from "./cases/index.ts";

/** Which case is looked at, by its number: its name would give it away. */
export const choices = { case: whole(1, cases.length, 1) };
