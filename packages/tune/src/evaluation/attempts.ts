/** A trial whose process died is given to another once; a second death fails it. */
export const attempts = 2;
