// Suites that take longest go first, so that no core is idle at the end while one of them still runs, and the many short
// ones fill the time in which they wait for processes.
import Sequencer from "@jest/test-sequencer";

/** From the longest on; what is not named comes after them as Jest would have it. */
const LONGEST = [
  /end-to-end\/mixed-season/,
  /end-to-end\/(busy|killed)-afternoon/,
  /simulation\/simulation/,
  /faults\/kills/,
  /runtime\/cli\/(recipe-switches|exceptions|order-edit)/,
  /workers\//,
  /end-to-end\//,
  /runtime\/(cli|engine|replay|packages)\//,
  /runtime\/store\/backup/,
  /contracts\/migrations/,
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONGEST.findIndex((suite) => suite.test(path));
      return place === -1 ? LONGEST.length : place;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
