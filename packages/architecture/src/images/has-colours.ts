/** Whether pixels [3, H, W] are more than grey, which is often kept as three colours that are the same. */
export const hasColours = (pixels: Uint8Array, area: number): boolean => {
  for (let i = 0; i < area; i++) {
    if (pixels[i] !== pixels[area + i] || pixels[i] !== pixels[2 * area + i]) return true;
  }
  return false;
};
