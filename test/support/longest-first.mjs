// The tests that wait for whole systems go first, so that the many short ones fill the time in which they wait.
import Sequencer from "@jest/test-sequencer";

const LONG = [/test\/end-to-end\//, /test\/runtime\/cli\//, /test\/runtime\/engine\//];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONG.some((place) => place.test(path)) ? 0 : 1);
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
