/** @returns `1 line`, `2 lines`: for words whose plural ends in -s */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
