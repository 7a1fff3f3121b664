export const space = {};
