/** A desk and a phone, in CSS pixels. */
export const WIDTHS = [{ width: 1440 }, { width: 360 }] as const;
