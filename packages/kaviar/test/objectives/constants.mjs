import { choice, float } from "@kaviar/tune";

export const space = { x: float(0, 1), epochs: 500, kind: choice({ flat: {}, bent: { deep: false } }) };

export default ({ x }) => x;
