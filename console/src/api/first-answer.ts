interface FirstAnswer {
  readonly address: string;
  readonly answer: Promise<Response>;
}

declare global {
  // What `public/first.js` has asked for; taken once.
  var lastEditFirstAnswer: FirstAnswer | undefined;
}

/** The answer to a GET that was asked for before the program was there; undefined when this was not, or it was taken. */
export function takeFirstAnswer(address: unknown): Promise<Response> | undefined {
  const first = globalThis.lastEditFirstAnswer;
  if (first === undefined || first.address !== address) return undefined;
  globalThis.lastEditFirstAnswer = undefined;
  return first.answer;
}
