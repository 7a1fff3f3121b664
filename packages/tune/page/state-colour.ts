import { colourNamed } from "@kaviar/page";
import type { TrialState } from "../src/trial/record.ts";

export const stateColour = (state: TrialState): string => colourNamed(state);
